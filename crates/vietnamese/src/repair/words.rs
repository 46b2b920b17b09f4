//! Running text as words, with what repair needs to know about each.

use unicode_normalization::char::is_combining_mark;

use crate::letters::{base, lower};
use crate::nfc;
use crate::syllable::Syllable;

use super::counts::Known;

/// The letters of the longest syllable, `nghiêng`, and one too many.
const LONGEST: usize = 8;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Title,
    Upper,
}

/// A word of running text.
#[derive(Debug)]
pub(super) struct Word {
    /// Byte offsets in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Lower case, in normal form, the tone in its place where the spelling allows the syllable.
    pub(super) spelled: String,
    /// The same on its base letters.
    pub(super) skeleton: String,
    pub(super) case: Case,
    /// The syllable in the model, if it is there.
    pub(super) known: Option<Known>,
    /// Letters with marks that Vietnamese spelling does not allow as a syllable.
    pub(super) impossible: bool,
    /// Whether only white space stands between this word and the one before.
    pub(super) joined: bool,
    /// Whether a sentence or an item begins here.
    pub(super) opens: bool,
    /// A number, a code, a foreign word or a part of a chain such as `sinh/chế`: never repaired.
    pub(super) opaque: bool,
}

/// Splits text into words; offsets are those of the text as given, composed or not.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut end = 0;
    while let Some(offset) = text[end..].find(char::is_alphanumeric) {
        let start = end + offset;
        let gap = &text[end..start];
        let rest = &text[start..];
        let length = rest.find(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
        end = start + length.unwrap_or(rest.len());
        words.push(word(text, gap, start, end, words.is_empty()));
    }
    words
}

fn word(text: &str, gap: &str, start: usize, end: usize, first: bool) -> Word {
    let written = nfc(&text[start..end]);
    let mut spelled: String = written.chars().map(lower).collect();
    let mut skeleton: String = spelled.chars().map(base).collect();
    let mut known = Known::find(&skeleton, &spelled);
    let mut possible = known.is_some();
    if !possible && let Some(syllable) = Syllable::parse(&spelled) {
        // Its tone may only stand in another place.
        spelled = syllable.spell();
        skeleton = spelled.chars().map(base).collect();
        known = Known::find(&skeleton, &spelled);
        possible = true;
    }
    let case = case(&written);
    // Without a mark, only its letters tell a damaged syllable from a foreign word.
    let foreign = !possible && spelled.is_ascii() && Known::with_skeleton(&skeleton).next().is_none();
    let letters = spelled.chars().all(|letter| base(letter).is_ascii_lowercase());
    Word {
        known,
        impossible: !possible && !spelled.is_ascii(),
        joined: !first && gap.chars().all(char::is_whitespace),
        opens: first || gap.contains(['.', ';', ':', '?', '!', '-', '–', '+', '*', '•', '“', '"']),
        opaque: foreign
            || !letters
            || spelled.chars().count() > LONGEST
            || case.is_none()
            || chained(text, start, end),
        case: case.unwrap_or(Case::Lower),
        start,
        end,
        spelled,
        skeleton,
    }
}

fn case(written: &str) -> Option<Case> {
    let mut letters = written.chars();
    let first = letters.next()?.is_uppercase();
    let others = letters.clone().filter(|letter| letter.is_uppercase()).count();
    match (first, others) {
        (false, 0) => Some(Case::Lower),
        (true, 0) => Some(Case::Title),
        (true, count) if count == letters.count() => Some(Case::Upper),
        _ => None,
    }
}

/// Whether a sign without a space ties the word to something else, as in codes and addresses.
fn chained(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let tie = |sign: Option<char>| matches!(sign, Some('-' | '–' | '/' | '&' | '_' | '@' | '\'' | '’'));
    let dot = |sign: Option<char>, beyond: Option<char>| {
        matches!(sign, Some('.' | ':' | ',')) && beyond.is_some_and(char::is_alphanumeric)
    };
    tie(before)
        || tie(after)
        || dot(before, text[..start].chars().rev().nth(1))
        || dot(after, text[end..].chars().nth(1))
}
