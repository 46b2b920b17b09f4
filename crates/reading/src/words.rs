//! Words of a text with what the name rules ask of them: place, case, spelling, folded spelling.

use std::collections::HashMap;
use std::ops::Range;

/// A word, or one mark between words.
#[derive(Debug)]
pub(crate) struct Word {
    /// Bytes in the text.
    pub(crate) range: Range<usize>,
    /// Lower case, tones placed in one way: `ủy`.
    pub(crate) exact: String,
    /// Without marks: `uy`.
    pub(crate) folded: String,
    /// Begins with a capital.
    pub(crate) capital: bool,
    /// All letters are capitals and there are two or more.
    pub(crate) shouted: bool,
}

impl Word {
    /// Whether it is this mark.
    pub(crate) fn is(&self, mark: &str) -> bool {
        self.exact == mark
    }

    /// Whether it is a dash.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.exact.as_str(), "-" | "–" | "—")
    }

    /// Whether it is a word and not a mark.
    pub(crate) fn is_word(&self) -> bool {
        self.exact.starts_with(char::is_alphanumeric)
    }
}

/// Cuts a text into words and marks. `KH&CN` is one word.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        let mut end = start + letter.len_utf8();
        if letter.is_alphanumeric() {
            while let Some(&(at, next)) = letters.peek() {
                let inner = is_inner(next) || (next == '&' && joins(text, at));
                if !inner {
                    break;
                }
                end = at + next.len_utf8();
                letters.next();
            }
        }
        words.push(word(text, start..end));
    }
    words
}

fn is_inner(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// An ampersand joins where letters stand directly on both sides.
fn joins(text: &str, at: usize) -> bool {
    text[at + 1..].starts_with(char::is_alphanumeric)
}

fn word(text: &str, range: Range<usize>) -> Word {
    let piece = &text[range.clone()];
    let mut letters = piece.chars().filter(|letter| letter.is_alphabetic());
    let capital = piece.starts_with(char::is_uppercase);
    let shouted = capital && piece.chars().nth(1).is_some() && letters.all(char::is_uppercase);
    let exact = vietnamese::place_tones(&piece.to_lowercase()).into_owned();
    Word { range, exact, folded: vietnamese::fold(piece), capital, shouted }
}

/// A table of phrases. A phrase of one syllable is compared with its marks, a longer one without, so that scan errors
/// and tone placement do not matter where the other syllables make up for them.
pub(crate) struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    exact: String,
    folded: Vec<String>,
}

impl Phrases {
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
        for phrase in phrases {
            let words = words(phrase);
            let exact = words.first().map_or(String::new(), |word| word.exact.clone());
            let folded: Vec<String> = words.into_iter().map(|word| word.folded).collect();
            let first = folded.first().cloned().unwrap_or_default();
            by_first.entry(first).or_default().push(Phrase { exact, folded });
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.folded.len()));
        }
        Self { by_first }
    }

    /// The place after the longest phrase that begins at `at`.
    pub(crate) fn end(&self, words: &[Word], at: usize) -> Option<usize> {
        let first = words.get(at)?;
        let fits = |phrase: &&Phrase| {
            if phrase.folded.len() == 1 {
                return phrase.exact == first.exact;
            }
            let end = at + phrase.folded.len();
            words.get(at..end).is_some_and(|piece| {
                piece.iter().zip(&phrase.folded).all(|(word, folded)| {
                    word.folded == *folded || (word.is_dash() && matches!(folded.as_str(), "-"))
                })
            })
        };
        self.by_first.get(&first.folded)?.iter().find(fits).map(|phrase| at + phrase.folded.len())
    }
}
