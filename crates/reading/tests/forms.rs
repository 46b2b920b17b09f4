//! The real plan reads the same in every form it comes in: text, Word with numbers kept by Word and typed, PDF with a
//! text layer, Markdown; and its scan nearly so.
//!
//! The text and its labels are in `$BIOKHE_SHARED/data`, the other forms in `$BIOKHE_FIXTURES`; `cargo xtask fixtures`
//! makes them.
#![allow(clippy::print_stdout, reason = "the figures are what one runs it for")]

use std::path::{Path, PathBuf};

#[path = "plans/clauses.rs"]
mod clauses;
#[path = "plans/facts.rs"]
mod facts;
#[path = "plans/labels.rs"]
mod labels;
#[path = "plans/repairs.rs"]
mod repairs;
#[path = "plans/score.rs"]
mod score;

use score::Score;

/// Clauses of the plan.
const CLAUSES: usize = 97;
/// Errors labelled in it, and how many of them have to be found.
const ERRORS: (usize, usize) = (27, 25);

#[test]
fn text() {
    all_is_read(&shared("000_923be41ccff07cd5.txt"));
}

#[test]
fn word_with_numbers_kept_by_word() {
    all_is_read(&fixture("plan-88.docx"));
}

#[test]
fn word_with_typed_numbers() {
    all_is_read(&fixture("plan-88.typed.docx"));
}

#[test]
fn pdf_with_text() {
    all_is_read(&fixture("plan-88.pdf"));
}

#[test]
fn markdown() {
    all_is_read(&fixture("plan-88.md"));
}

/// Recognised characters cannot all be right: 90 clauses have to be.
#[test]
fn scan() {
    let scores = measure(&fixture("plan-88.scan.pdf"));
    let clauses = of(&scores, "clauses");
    assert!(clauses.right >= 90, "{} of {CLAUSES} clauses:\n{}", clauses.right, clauses.misses.join("\n"));
}

fn all_is_read(file: &Path) {
    let scores = measure(file);
    let clauses = of(&scores, "clauses");
    assert_eq!((clauses.right, clauses.of), (CLAUSES, CLAUSES), "{}", clauses.misses.join("\n"));
    for score in scores.iter().filter(|score| !["clauses", "repairs"].contains(&score.measure)) {
        assert_eq!(score.right, score.of, "{}:\n{}", score.measure, score.misses.join("\n"));
    }
    // Each repair of what is no error counts one more.
    let repairs = of(&scores, "repairs");
    let wrong = repairs.of - ERRORS.0;
    assert!(
        repairs.right >= ERRORS.1 && wrong <= 2,
        "{} repairs:\n{}",
        repairs.right,
        repairs.misses.join("\n")
    );
}

fn measure(file: &Path) -> Vec<Score> {
    let reading = labels::read(file);
    let mut scores = vec![clauses::score(&reading, &labels::outline(&shared("plan-88.outline.tsv")))];
    scores.extend(facts::scores(&reading, &labels::facts(&shared("plan-88.facts.json"))));
    let figures = scores.iter().map(|score| format!("{} {}/{}", score.measure, score.right, score.of));
    println!("{}: {}", file.display(), figures.collect::<Vec<_>>().join(", "));
    scores
}

fn of<'a>(scores: &'a [Score], measure: &str) -> &'a Score {
    scores.iter().find(|score| score.measure == measure).expect("it is measured")
}

fn shared(name: &str) -> PathBuf {
    let folder =
        std::env::var_os("BIOKHE_SHARED").map_or_else(|| workspace().join("../shared"), PathBuf::from);
    there(folder.join("data").join(name), "set BIOKHE_SHARED to the folder that holds data/")
}

fn fixture(name: &str) -> PathBuf {
    let target =
        || std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    let folder = std::env::var_os("BIOKHE_FIXTURES").map_or_else(|| target().join("fixtures"), PathBuf::from);
    there(folder.join(name), "run `cargo xtask fixtures`")
}

fn there(file: PathBuf, advice: &str) -> PathBuf {
    assert!(file.exists(), "{} is missing: {advice}", file.display());
    file
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
