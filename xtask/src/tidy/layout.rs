//! Files: their length, their first words, what must not stand in them.

use anyhow::Result;

use super::tree::{File, Tree};

/// Lines above which a source file has to be argued for.
const SOFT_LIMIT: usize = 400;

/// Longer files, each with the reason.
const LONG_FILES: &[(&str, &str)] =
    &[("crates/reading/src/vocabulary.rs", "the words of the field, one a line: data rather than code")];

/// A crate opens with what it is for.
pub fn crates_say_their_purpose(tree: &Tree) -> Result<Vec<String>> {
    let roots = tree.files.iter().filter(|file| {
        let is_root = file.path.ends_with("/src/lib.rs") || file.path.ends_with("/src/main.rs");
        is_root || is_domain(&file.path)
    });
    let silent = roots.filter(|file| !file.text.starts_with("//! "));
    Ok(silent.map(|file| format!("{}: open with `//! ` and what it is for", file.path)).collect())
}

/// A domain is entered through its `mod.rs`.
fn is_domain(path: &str) -> bool {
    path.strip_prefix("crates/app/src/")
        .is_some_and(|rest| rest.split_once('/').is_some_and(|(_, file)| file == "mod.rs"))
}

/// One file, one thing. Tests stand apart and may be long tables.
pub fn files_are_short(tree: &Tree) -> Result<Vec<String>> {
    let is_test = |path: &str| path.ends_with("tests.rs") || path.contains("/tests/");
    let long = tree.ending(".rs").filter(|file| {
        let allowed = LONG_FILES.iter().any(|(path, _)| *path == file.path);
        !is_test(&file.path) && !allowed && file.text.lines().count() > SOFT_LIMIT
    });
    Ok(long
        .map(|file| {
            format!(
                "{}: {} lines; split it, or say in LONG_FILES why not",
                file.path,
                file.text.lines().count()
            )
        })
        .collect())
}

/// No space at line ends, no tab where Rust, Markdown, TOML or YAML wants none, a line feed at the end.
pub fn no_stray_space(tree: &Tree) -> Result<Vec<String>> {
    let ours = |path: &str| {
        let ends =
            [".rs", ".md", ".toml", ".yml", ".js", ".mjs", ".css", ".html", ".ftl", ".sql", ".service"];
        ends.iter().any(|end| path.ends_with(end)) && !is_sample(path)
    };
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| ours(&file.path)) {
        for (number, line) in file.text.lines().enumerate() {
            if line.ends_with([' ', '\t']) || line.starts_with('\t') {
                findings.push(format!("{}:{}: stray space", file.path, number + 1));
            }
        }
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            findings.push(format!("{}: no line feed at the end", file.path));
        }
    }
    Ok(findings)
}

/// Inputs of tests are as odd as their makers meant them.
fn is_sample(path: &str) -> bool {
    path.contains("/fixtures/") || path.starts_with("fuzz/findings/") || path.contains("/snapshots/")
}

/// A handler asks a verb of `actions.rs`; queries live in `store.rs`.
pub fn pages_hold_no_queries(tree: &Tree) -> Result<Vec<String>> {
    let marks = ["sea_orm", "sea_query", "Statement::", "SELECT ", "INSERT ", "UPDATE ", "DELETE FROM"];
    let holds = |file: &&File| marks.iter().any(|mark| file.text.contains(mark));
    let handlers =
        tree.files.iter().filter(|file| file.path.ends_with("/pages.rs") || file.path.ends_with("/api.rs"));
    Ok(handlers
        .filter(holds)
        .map(|file| format!("{}: a query in a handler; move it to store.rs", file.path))
        .collect())
}

/// A lock file written behind a mirror would send everybody there.
pub fn locks_name_public_registries(tree: &Tree) -> Result<Vec<String>> {
    let foreign =
        |line: &&str| line.contains("\"resolved\":") && !line.contains("\"https://registry.npmjs.org/");
    let locks = tree.ending("package-lock.json").filter(|file| file.text.lines().any(|line| foreign(&line)));
    Ok(locks.map(|file| format!("{}: packages from a registry that is not npm's own", file.path)).collect())
}
