//! The real plan is a guest: its facts may be named, its sentences stay outside of the repository.

use std::collections::HashSet;

use anyhow::Result;
use unicode_normalization::UnicodeNormalization;

use super::tree::Tree;
use crate::{fixtures, place};

/// As many words in a row as nobody writes twice by chance.
const WORDS: usize = 12;

/// No run of [`WORDS`] words of the plan stands in a file, except from its heading: number, date and subject are facts.
/// Where the shared folder is not there, nothing can be compared.
pub fn no_sentence_of_the_plan(tree: &Tree) -> Result<Vec<String>> {
    if !place::shared().is_dir() {
        return Ok(Vec::new());
    }
    let plan = fixtures::plan()?;
    let mut runs: HashSet<Vec<String>> = HashSet::new();
    for text in plan.preamble.iter().chain(plan.clauses.iter().map(|clause| &clause.text)) {
        runs.extend(words(text).windows(WORDS).map(<[String]>::to_vec));
    }
    let heading = words(&plan.subject);
    for run in heading.windows(WORDS) {
        runs.remove(run);
    }
    let copied = tree.files.iter().filter_map(|file| {
        let words = words(&file.text);
        let run = words.windows(WORDS).find(|run| runs.contains(*run))?;
        Some(format!("{}: a sentence of the real plan: {} …", file.path, run.join(" ")))
    });
    Ok(copied.collect())
}

/// Lower-case words in normal form, whatever stands between them.
fn words(text: &str) -> Vec<String> {
    let normal: String = text.nfc().collect::<String>().to_lowercase();
    normal
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
