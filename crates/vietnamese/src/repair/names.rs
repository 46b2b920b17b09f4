//! What is left alone whatever its neighbours say: names, numbers, codes, foreign words.

use super::words::{Case, Word};

/// Words in front of names, which headings in capitals do not set apart from what follows.
const BEFORE_NAMES: [&str; 12] =
    ["xã", "phường", "tỉnh", "huyện", "trấn", "thôn", "làng", "buôn", "ấp", "quận", "ông", "bà"];

/// The fewest words in capitals that are a heading; names of people and places have up to three or four.
const HEADING: usize = 4;

/// Whether the word may be repaired: not a part of a code, and not a name.
///
/// A name is what has a capital inside of a sentence, or in front of another capital; of a text in
/// capitals, what is too short for a heading or stands behind a word such as `XÃ`.
pub(super) fn may_repair(words: &[Word], index: usize) -> bool {
    let word = &words[index];
    let next = words.get(index + 1).filter(|next| next.joined);
    !word.opaque
        && match word.case {
            Case::Lower => true,
            Case::Title => word.opens && next.is_some_and(|next| next.case == Case::Lower && !next.opaque),
            Case::Upper => in_heading(words, index),
        }
}

fn in_heading(words: &[Word], index: usize) -> bool {
    let upper = |word: &&Word| word.case == Case::Upper;
    // A word that is not joined to the one before is the first of its run.
    let starts = (0..=index).rev().take(HEADING).find(|&start| !words[start].joined);
    let start = starts.unwrap_or((index + 1).saturating_sub(HEADING));
    let before = words[start..index].iter().rev().take_while(upper);
    let after =
        words[index + 1..].iter().take(HEADING).take_while(|word| word.joined && word.case == Case::Upper);
    let named = before.clone().any(|word| BEFORE_NAMES.contains(&word.spelled.as_str()));
    !named && before.count() + 1 + after.count() >= HEADING
}
