//! What a text brings along from its pages.

use std::collections::{HashMap, HashSet};

/// A running head takes no more letters.
const LONGEST: usize = 150;

/// The lines that are repeated word for word, each time beside a page number: the head of the document that every page
/// carries.
pub(super) fn running_heads(lines: &[String]) -> HashSet<String> {
    let is_number = |text: &String| {
        let core = text.trim_matches(['-', '–', ' ']);
        core.len() <= 3 && core.parse::<u32>().is_ok()
    };
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for (at, text) in lines.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let beside = above.is_some_and(is_number) || lines.get(at + 1).is_some_and(is_number);
        if beside
            && text.chars().count() <= LONGEST
            && text.chars().filter(|letter| letter.is_alphabetic()).count() > 3
        {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= 2).map(|(text, _)| text.clone()).collect()
}
