//! A text with its folded form, so that rules compare words without regard to case, tone placement and scan errors.

use std::ops::Range;

use regex::Regex;
use vietnamese::Folded;

/// A text and its folded form; all ranges handed out are bytes of the original.
pub(crate) struct Text<'a> {
    /// As it stands.
    pub(crate) original: &'a str,
    folded: Folded,
}

impl<'a> Text<'a> {
    pub(crate) fn new(original: &'a str) -> Self {
        Self { original, folded: vietnamese::fold_with_map(original) }
    }

    /// The folded text, for rules that look at whole words.
    pub(crate) fn folded(&self) -> &str {
        &self.folded.text
    }

    /// Where a piece of the folded text stands in the original.
    pub(crate) fn original_range(&self, folded: Range<usize>) -> Range<usize> {
        self.folded.original(folded.start, folded.end)
    }

    /// The original words of a piece of the folded text.
    pub(crate) fn words(&self, folded: Range<usize>) -> &'a str {
        &self.original[self.original_range(folded)]
    }

    /// Where a pattern of folded words first matches, in bytes of the original.
    pub(crate) fn find(&self, pattern: &Regex) -> Option<Range<usize>> {
        pattern.find(self.folded()).map(|found| self.original_range(found.range()))
    }

    /// Whether a pattern of folded words matches anywhere.
    pub(crate) fn has(&self, pattern: &Regex) -> bool {
        pattern.is_match(self.folded())
    }
}

/// A pattern over folded text. `~` stands for any dash with or without blanks around it. Letters and digits are those
/// that folding leaves, `a` to `z` and `0` to `9`: the classes of all scripts make large automata, and a word border
/// between any two scripts keeps the fast ones from being used.
///
/// # Panics
/// When the pattern is no regular expression: patterns are constants, a test touches each.
pub(crate) fn pattern(source: &str) -> Regex {
    let source =
        SHORT_FORMS.iter().fold(source.to_owned(), |source, (short, long)| source.replace(short, long));
    Regex::new(&source).expect("patterns are constants and compile")
}

/// Short forms within patterns and what they stand for.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("~", r"\s?[-–—]\s?"),
    (r"\b", r"(?-u:\b)"),
    (r"\d", "[0-9]"),
    (r"\w", "[0-9a-z_]"),
    (r"\W", "[^0-9a-z_]"),
];

/// The folded words right before a place of a text, as many as a rule that ends there looks at: folding all that
/// stands before each name would cost the square of a long paragraph.
pub(crate) fn before(text: &str, at: usize) -> String {
    vietnamese::fold(end(&text[..at]))
}

/// The end of a text, as much of it as a rule that ends there looks at.
pub(crate) fn end(text: &str) -> &str {
    &text[text.char_indices().rev().take(REACH).last().map_or(0, |(start, _)| start)..]
}

/// The folded words right after a place of a text, as many as a rule that begins there looks at.
pub(crate) fn after(text: &str, at: usize) -> String {
    vietnamese::fold(reach(&text[at..]))
}

/// The beginning of a text, as much of it as a rule that begins there looks at.
pub(crate) fn reach(text: &str) -> &str {
    &text[..text.char_indices().nth(REACH).map_or(text.len(), |(end, _)| end)]
}

/// Letters; longer than anything the rules for the surroundings of a name match.
const REACH: usize = 300;

/// Shrinks a range of `text` by the characters at both ends for which `strip` holds.
pub(crate) fn trim(text: &str, range: Range<usize>, strip: impl Fn(char) -> bool) -> Range<usize> {
    let piece = &text[range.clone()];
    let front = piece.len() - piece.trim_start_matches(&strip).len();
    let kept = piece[front..].trim_end_matches(&strip).len();
    range.start + front..range.start + front + kept
}

/// Blanks and the marks that end a piece of a sentence.
pub(crate) fn is_border(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '.' | ',' | ';' | ':' | '/' | '-' | '–' | '—' | '(' | ')' | '…')
}
