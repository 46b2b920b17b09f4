//! Every text stands in every language.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::tree::Tree;

/// `locales/<language>/<file>.ftl`: the same files with the same keys.
pub fn same_keys(tree: &Tree) -> Result<Vec<String>> {
    let mut languages: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in tree.ending(".ftl") {
        let Some((language, name)) = file.path.strip_prefix("locales/").and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        let keys = file.text.lines().filter_map(key).map(|key| format!("{name}: {key}"));
        languages.entry(language).or_default().extend(keys);
    }
    let all: BTreeSet<&String> = languages.values().flatten().collect();
    let missing = |(language, keys): (&&str, &BTreeSet<String>)| -> Vec<String> {
        all.iter()
            .filter(|key| !keys.contains(**key))
            .map(|key| format!("locales/{language}/{key} is missing"))
            .collect()
    };
    Ok(languages.iter().flat_map(missing).collect())
}

/// The key of a line `key = text`; continuation lines are indented, comments start with `#`.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let is_key =
        !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    is_key.then_some(key)
}
