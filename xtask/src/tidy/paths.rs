//! Documents name only what is there.

use anyhow::Result;

use super::tree::{File, Tree};

/// Folders whose names, in back quotes, are taken for paths.
const ROOTS: &[&str] = &[
    ".cargo/",
    ".ci/",
    "assets/",
    "benches/",
    "crates/",
    "deploy/",
    "docs/",
    "e2e/",
    "fuzz/",
    "locales/",
    "migrations/",
    "samples/",
    "templates/",
    "xtask/",
];

/// What a command makes: named, but not in the repository.
const MADE: &[&str] = &["assets/dist", "assets/node_modules", "e2e/output", "fuzz/corpus", "fuzz/artifacts"];

/// `` `crates/app/src/readings` `` in a document is a promise.
pub fn named_paths_exist(tree: &Tree) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for file in documents(tree) {
        for (number, line) in file.text.lines().enumerate() {
            let missing = line.split('`').skip(1).step_by(2).filter(|word| is_path(word) && !tree.has(word));
            findings
                .extend(missing.map(|word| format!("{}:{}: `{word}` is not there", file.path, number + 1)));
        }
    }
    Ok(findings)
}

/// A relative link leads to a file.
pub fn links_resolve(tree: &Tree) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for file in documents(tree) {
        for target in file.text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if !target.is_empty() && !target.contains("://") && !tree.has(&beside(&file.path, target)) {
                findings.push(format!("{}: the link to {target} leads nowhere", file.path));
            }
        }
    }
    Ok(findings)
}

fn documents(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.ending(".md").filter(|file| !file.path.contains('/') || file.path.starts_with("docs/"))
}

/// Patterns such as `crates/*` or `migrations/NNNN_name` are no paths.
fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-/".contains(letter));
    plain
        && !word.contains("NNNN")
        && ROOTS.iter().any(|root| word.starts_with(root))
        && !MADE.iter().any(|made| word.starts_with(made))
}

/// The path that a link in a file means.
fn beside(file: &str, target: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
