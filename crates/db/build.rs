//! Lists the migrations of the workspace, so that they travel inside the binary.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("../../migrations");
    let folder = folder.canonicalize().expect("the workspace has a folder `migrations`");
    println!("cargo::rerun-if-changed={}", folder.display());

    let mut steps: Vec<PathBuf> =
        fs::read_dir(&folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
    steps.sort();
    let mut list = String::from("&[\n");
    for (index, step) in steps.iter().enumerate() {
        println!("cargo::rerun-if-changed={}", step.display());
        let name = step.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
        let number: usize = name.get(..4).and_then(|digits| digits.parse().ok()).expect("NNNN_name");
        assert_eq!(number, index + 1, "migrations count from 0001 without a gap; found {name}");
        let [sqlite, postgres] = ["sqlite", "postgres"].map(|database| text_for(step, database));
        writeln!(
            list,
            "Migration {{ number: {number}, name: {name:?}, sqlite: include_str!({sqlite:?}), postgres: include_str!({postgres:?}) }},"
        )
        .expect("a string takes all");
    }
    list.push(']');
    let target = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("migrations.rs");
    fs::write(target, list).expect("writable");
}

/// `up.sql` where one text serves both, else the database's own.
fn text_for(step: &Path, database: &str) -> PathBuf {
    let own = step.join(format!("up.{database}.sql"));
    let common = step.join("up.sql");
    assert!(own.exists() != common.exists(), "{}: either up.sql or one text a database", step.display());
    if own.exists() { own } else { common }
}
