//! The terms of a text, as they are searched: one way for texts, questions and what is marked in an answer.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::letters::lower;
use crate::{fold, place_tones};

/// A syllable, foreign word or number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Lower case, without marks, đ as d: what is found whether marks are typed or not.
    pub folded: String,
    /// Lower case, in normal form, with one placement of tones: what is found first where marks are typed.
    pub exact: String,
    /// Where it stands in the text given, in bytes.
    pub original: Range<usize>,
}

/// The terms of a text, in order: runs of letters and digits with their marks. What stands between them parts them and is none:
/// `12/QĐ-UBND` has three.
///
/// ```
/// let text = "Hoà Bi\u{300}nh, số 12/QĐ";
/// let terms: Vec<_> = vietnamese::terms(text).collect();
/// let folded: Vec<_> = terms.iter().map(|term| term.folded.as_str()).collect();
/// assert_eq!(folded, ["hoa", "binh", "so", "12", "qd"]);
/// assert_eq!((terms[0].exact.as_str(), terms[1].exact.as_str()), ("hòa", "bình"));
/// assert_eq!(&text[terms[4].original.clone()], "QĐ");
/// ```
pub fn terms(text: &str) -> impl Iterator<Item = Term> + '_ {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = letters.find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = text.len();
        while let Some(&(at, letter)) = letters.peek() {
            if !letter.is_alphanumeric() && !is_combining_mark(letter) {
                end = at;
                break;
            }
            letters.next();
        }
        let original = start..end;
        let word = &text[original.clone()];
        // Placed first: it composes, and tones are placed by syllables in either case.
        let exact = place_tones(word).chars().map(lower).collect();
        Some(Term { folded: fold(word), exact, original })
    })
}
