//! Sentences of a paragraph.

use std::ops::Range;

/// Short forms that a full stop ends without ending the sentence.
const SHORT_FORMS: &[&str] = &[
    "TP", "Tp", "TX", "TT", "TS", "ThS", "Ths", "PGS", "GS", "BS", "CN", "KS", "KT", "TM", "TL", "TUQ", "Q",
    "P", "H", "X", "St", "Tr", "tr", "v.v", "vv", "No", "ĐT", "QL", "TL", "Mr", "Ms",
];

/// The sentences of a text, in bytes, blanks at both ends left out. A semicolon does not end a sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    split(text, false)
}

/// The pieces of a text between full stops and semicolons.
pub(crate) fn parts(text: &str) -> Vec<Range<usize>> {
    split(text, true)
}

fn split(text: &str, at_semicolons: bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let border = match letter {
            '\n' => true,
            ';' => at_semicolons,
            '.' | '!' | '?' | '…' => ends_sentence(&text[start..at], &text[end..]),
            _ => false,
        };
        if border {
            push(text, start..end, &mut pieces);
            start = end;
        }
    }
    push(text, start..text.len(), &mut pieces);
    pieces
}

fn push(text: &str, range: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let range = crate::text::trim(text, range, char::is_whitespace);
    if text[range.clone()].chars().any(char::is_alphanumeric) {
        pieces.push(range);
    }
}

/// A full stop ends a sentence where a blank and a capital follow and no short form, initial or number stands before.
fn ends_sentence(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let blank = next.next().is_none_or(char::is_whitespace);
    let opening = after.trim_start().trim_start_matches(['"', '“', '\'', '(', '-', '+']).chars().next();
    let opens = opening.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit());
    let word = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    blank && opens && !initial && !SHORT_FORMS.contains(&word)
}

#[cfg(test)]
mod tests;
