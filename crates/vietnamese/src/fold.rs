//! Text as it is searched: lower case, without marks, with a way back to the original.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::letters::stands_alone;

/// Folded text together with the way back to the text it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text, the same as [`fold`] returns.
    pub text: String,
    /// The end of each cluster, in folded and in original bytes, in order.
    ends: Vec<(usize, usize)>,
}

impl Folded {
    /// The byte range of the original text that the folded bytes `start..end` stand for.
    ///
    /// The range covers whole letters with all their marks, lies on character borders and grows
    /// with its bounds; bounds outside of the folded text are drawn in to its end.
    ///
    /// ```
    /// let original = "Đa\u{323}i ho\u{323}c";
    /// let folded = vietnamese::fold_with_map(original);
    /// assert_eq!(folded.text, "dai hoc");
    /// assert_eq!(&original[folded.original(0, 3)], "Đa\u{323}i");
    /// ```
    pub fn original(&self, start: usize, end: usize) -> Range<usize> {
        let first = self.ends.partition_point(|&(folded, _)| folded <= start);
        let begin = if first == 0 { 0 } else { self.ends[first - 1].1 };
        if end <= start {
            return begin..begin;
        }
        let last = self.ends.partition_point(|&(folded, _)| folded < end);
        let finish = self.ends.get(last).or(self.ends.last()).map_or(0, |&(_, original)| original);
        begin..finish.max(begin)
    }
}

/// Folds text for search: composed, lower case, without tones and other marks, đ as d.
///
/// ```
/// assert_eq!(vietnamese::fold("Quyết định số 12/QĐ-UBND"), "quyet dinh so 12/qd-ubnd");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for cluster in clusters(text) {
        fold_cluster(cluster, &mut folded);
    }
    folded
}

/// Folds text as [`fold`] does and keeps the way back to the original bytes, for highlighting.
pub fn fold_with_map(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), ends: Vec::new() };
    let mut original = 0;
    for cluster in clusters(text) {
        fold_cluster(cluster, &mut folded.text);
        original += cluster.len();
        folded.ends.push((folded.text.len(), original));
    }
    folded
}

/// Appends the folded form of one letter with its marks.
fn fold_cluster(cluster: &str, folded: &mut String) {
    let mut letters = cluster.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(plain) = fold_letter(letter)
    {
        folded.push(plain);
        return;
    }
    fold_by_tables(cluster, folded);
}

/// What the letters of Latin scripts fold to, worked out once the long way; `None` for what folds to several.
static LATIN: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let alone = |letter: char| {
        let mut folded = String::new();
        fold_by_tables(letter.encode_utf8(&mut [0; 4]), &mut folded);
        let mut letters = folded.chars();
        letters.next().filter(|_| letters.next().is_none())
    };
    ('\0'..LATIN_END).chain(ADDITIONAL..ADDITIONAL_END).map(alone).collect()
});
const LATIN_END: char = '\u{250}';
/// The block "Latin Extended Additional", where most letters of Vietnamese stand.
const ADDITIONAL: char = '\u{1e00}';
const ADDITIONAL_END: char = '\u{1f00}';

/// The folded form of one letter of a Latin script.
fn fold_letter(letter: char) -> Option<char> {
    match letter {
        '\0'..'\u{80}' => Some(letter.to_ascii_lowercase()),
        '\0'..LATIN_END => LATIN[letter as usize],
        ADDITIONAL..ADDITIONAL_END => LATIN[LATIN_END as usize + letter as usize - ADDITIONAL as usize],
        _ => None,
    }
}

/// The folded form of any letter with its marks, by the tables of Unicode.
fn fold_by_tables(cluster: &str, folded: &mut String) {
    // Lower case can bring marks with it (İ becomes i and a dot), so marks are taken off after it.
    let lower = cluster.nfc().flat_map(char::to_lowercase);
    let bare = lower.nfd().filter(|&letter| !is_latin_mark(letter)).map(|letter| match letter {
        'đ' | 'ð' => 'd',
        other => other,
    });
    folded.extend(bare.nfc());
}

/// The pieces that normal forms never compose across: a character and all that can join it.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.char_indices().skip(1).find(|&(_, next)| !joins_before(next)).map(|(index, _)| index);
        let (cluster, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!cluster.is_empty()).then_some(cluster)
    })
}

/// Whether this character may be composed with, or reordered among, those before it.
fn joins_before(letter: char) -> bool {
    !stands_alone(letter)
        && (canonical_combining_class(letter) != 0
            || is_nfc_quick(std::iter::once(letter)) == IsNormalized::Maybe)
}

/// Combining marks of the Latin script; the vowel signs of other scripts carry meaning and stay.
fn is_latin_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}
