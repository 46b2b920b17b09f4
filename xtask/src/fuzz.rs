//! `cargo xtask fuzz`: every reader against input made to break it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{fixtures, place, program, tools};

/// What each target reads: endings of the fixtures that seed it.
const TARGETS: &[(&str, &[&str])] = &[
    ("read_any", &["docx", "pdf", "md", "txt"]),
    ("docx", &["docx"]),
    ("pdf", &["pdf"]),
    ("text", &["txt"]),
    ("markdown", &["md"]),
    ("outline", &["txt", "md"]),
    ("reading", &["txt", "md"]),
    ("vietnamese", &["txt"]),
    ("workbook", &[]),
    ("edxml", &["edxml"]),
];

/// Larger seeds only slow the fuzzer down: most of a PDF is fonts.
const LARGEST_SEED: u64 = 128 * 1024;

/// Runs each target, or the one named, for so many minutes. A finding stops the run and is kept.
pub fn fuzz(minutes: u64, only: Option<&str>) -> Result<()> {
    ensure!(tools::has_cargo("cargo-fuzz"), "cargo-fuzz is missing: cargo install --locked cargo-fuzz");
    ensure!(
        only.is_none_or(|only| TARGETS.iter().any(|(name, _)| *name == only)),
        "no such target; see fuzz/Cargo.toml"
    );
    for (name, endings) in TARGETS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        println!("\n=== {name}, {minutes} min");
        seed(name, endings)?;
        run(name, minutes)?;
    }
    Ok(())
}

fn run(name: &str, minutes: u64) -> Result<()> {
    let seconds = format!("-max_total_time={}", minutes * 60);
    let findings = format!("-artifact_prefix=findings/{name}/");
    std::fs::create_dir_all(folder().join("findings").join(name))?;
    let mut command =
        tools::cargo(&["fuzz", "run", name, "--", &seconds, &findings, "-timeout=20", "-rss_limit_mb=2048"]);
    // The sanitizers are switched on by unstable flags; one pinned stable compiler serves both builds.
    command.current_dir(folder()).env("RUSTC_BOOTSTRAP", "1");
    program::run(&mut command).with_context(|| {
        format!("{name} found something: mend it and keep the file in fuzz/findings/{name}/, which the tests replay")
    })
}

/// Puts what we have of each form into the corpus.
fn seed(name: &str, endings: &[&str]) -> Result<()> {
    let corpus = folder().join("corpus").join(name);
    std::fs::create_dir_all(&corpus)?;
    let own = fixtures::fixtures()?;
    let folders = ["samples/plans", "crates/documents/tests/pdf", "crates/edxml/src/tests"];
    let folders = folders.iter().map(|folder| place::root().join(folder)).chain([own]);
    for file in folders.flat_map(|folder| files(&folder)) {
        let fits = file.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending));
        if fits && file.metadata()?.len() <= LARGEST_SEED {
            std::fs::copy(&file, corpus.join(file.file_name().unwrap_or_default()))?;
        }
    }
    for file in files(&folder().join("seeds").join(name)) {
        std::fs::copy(&file, corpus.join(file.file_name().unwrap_or_default()))?;
    }
    if endings.contains(&"txt") {
        std::fs::copy(place::shared_file("000_923be41ccff07cd5.txt")?, corpus.join("plan-88.txt"))?;
    }
    Ok(())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect()
}

fn folder() -> PathBuf {
    place::root().join("fuzz")
}
