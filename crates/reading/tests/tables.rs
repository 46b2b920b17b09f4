//! Tables that lines are drawn around read the same from a PDF as from Markdown, over the ends of pages; and nearly so
//! from a scan that lies askew.
//!
//! The files are in `$BIOKHE_FIXTURES`; `cargo xtask fixtures` makes them from a sample.
#![allow(clippy::print_stdout, reason = "the figures are what one runs it for")]

use std::path::{Path, PathBuf};

use documents::ReadOptions;
use documents::outline::Kind;
use reading::Reading;

#[test]
fn annexes_of_a_pdf() {
    let sample = read(&workspace().join("samples/plans/chuong-trinh-chinh-phu.md"));
    let printed = read(&fixture("annexes.pdf"));
    same(&columns(&printed), &columns(&sample));
    same(&duties(&printed), &duties(&sample));
    assert_eq!(printed.indicators.len(), sample.indicators.len());
    assert!(sample.duties.len() > 130, "{}", sample.duties.len());
}

#[test]
fn annexes_of_a_scan() {
    let annexes = read(&fixture("annexes.md"));
    let scanned = read(&fixture("annexes.scan.pdf"));
    let names = |reading: &Reading| -> Vec<Vec<String>> {
        // Blanks between narrow words are easily lost.
        let bare = |name: String| vietnamese::fold(&name).replace(' ', "");
        columns(reading)
            .into_iter()
            .map(|row| row.into_iter().map(|(name, _)| bare(name)).collect())
            .collect()
    };
    let (expected, found) = (names(&annexes), names(&scanned));
    let right = expected.iter().filter(|row| found.contains(row)).count();
    println!("{right} of {} rows have all their columns", expected.len());
    assert_eq!(found.len(), expected.len());
    assert!(right * 10 >= expected.len() * 9, "{found:#?}");
    // Recognised letters cannot all be right: nine units of ten have to be.
    let units = |reading: &Reading| -> Vec<Vec<String>> {
        reading
            .duties
            .iter()
            .map(|duty| duty.units.iter().map(|unit| vietnamese::fold(unit).replace(' ', "")).collect())
            .collect()
    };
    let (expected, found) = (units(&annexes), units(&scanned));
    let right = expected.iter().zip(&found).filter(|(one, other)| one == other).count();
    println!("{right} of {} rows name who leads", expected.len());
    assert_eq!(found.len(), expected.len());
    assert!(right * 10 >= expected.len() * 9, "{found:#?}");
    assert_eq!(scanned.indicators.len(), annexes.indicators.len());
}

/// Says only what differs: the lists are long.
fn same<T: PartialEq + std::fmt::Debug>(found: &[T], expected: &[T]) {
    let differ: Vec<_> = found.iter().zip(expected).filter(|(one, other)| one != other).collect();
    assert!(differ.is_empty(), "{differ:#?}");
    assert_eq!(found.len(), expected.len());
}

/// Each row's columns with their names.
fn columns(reading: &Reading) -> Vec<Vec<(String, String)>> {
    reading
        .clauses
        .iter()
        .filter(|clause| clause.kind == Kind::Row)
        .map(|clause| clause.columns.clone())
        .collect()
}

/// What each duty says: clause, units, who helps, when, what comes of it.
fn duties(reading: &Reading) -> Vec<String> {
    let told = reading.duties.iter().map(|duty| {
        let due = duty.due.as_ref().map(|due| &due.text);
        format!(
            "{} {:?} {:?} {due:?} {:?}: {}",
            duty.clause, duty.units, duty.cooperating, duty.deliverable, duty.text
        )
    });
    told.collect()
}

fn read(file: &Path) -> Reading {
    let bytes = std::fs::read(file).expect("the file is there");
    reading::read(&documents::read(&bytes, &ReadOptions::default(), &mut |_| {}).expect("it is read"))
}

fn fixture(name: &str) -> PathBuf {
    let target =
        || std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    let folder = std::env::var_os("BIOKHE_FIXTURES").map_or_else(|| target().join("fixtures"), PathBuf::from);
    let file = folder.join(name);
    assert!(file.exists(), "{} is missing: run `cargo xtask fixtures`", file.display());
    file
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
