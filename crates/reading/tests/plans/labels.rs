//! What a person read in a plan: `<name>.outline.tsv` and `<name>.facts.json`.

use std::path::Path;

use serde_json::Value;

/// One labelled clause.
pub(crate) struct Label {
    /// `IV.3.1/2`
    pub(crate) path: String,
    /// `item`
    pub(crate) kind: String,
    /// From 1.
    pub(crate) depth: u64,
    /// `objective-general`
    pub(crate) role: String,
    /// Its first six words.
    pub(crate) first: String,
    /// Its last four.
    pub(crate) last: String,
}

/// The labelled clauses of an `outline.tsv`, whose columns are path, kind, depth, role, chars, first and last words.
pub(crate) fn outline(file: &Path) -> Vec<Label> {
    let text = text(file);
    let rows = text.lines().skip(1).filter(|row| !row.trim().is_empty());
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        assert!(cells.len() >= 7, "{} has a row of {} cells: {row}", file.display(), cells.len());
        Label {
            path: cells[0].into(),
            kind: cells[1].into(),
            depth: cells[2].parse().unwrap_or_else(|_| panic!("no depth: {row}")),
            role: cells[3].into(),
            first: cells[5].trim().into(),
            last: cells[6].trim().into(),
        }
    })
    .collect()
}

/// The labelled facts.
pub(crate) fn facts(file: &Path) -> Value {
    serde_json::from_str(&text(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What the program reads in a document, as its JSON shows it.
pub(crate) fn read(file: &Path) -> Value {
    let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let document = documents::read(&bytes, &documents::ReadOptions::default(), &mut |_| {})
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::to_value(reading::read(&document)).expect("a reading is plain data")
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
