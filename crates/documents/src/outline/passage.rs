//! Passages: joined text that knows where each of its letters came from.

use std::borrow::Cow;

use super::model::Passage;
use crate::model::Span;

impl Passage {
    /// The words of a piece of the source, with one space between them, in normal form.
    pub fn from_source(source: &str, span: Span) -> Self {
        let mut passage = Self { span, ..Self::default() };
        let piece = span.of(source);
        for word in piece.split_whitespace() {
            let offset = word.as_ptr() as usize - piece.as_ptr() as usize;
            if !passage.text.is_empty() {
                passage.text.push(' ');
            }
            passage.push_word(word, span.start + offset);
        }
        passage
    }

    /// Where a part of `text` (bytes) stands in the source.
    pub fn locate(&self, start: usize, end: usize) -> Span {
        let first = self.source_of(start);
        if start >= end {
            return Span::new(first, first);
        }
        // The end is looked up from the letter before it: the next letter may stand on another line.
        let piece = self.origin.partition_point(|(own, _)| *own <= end);
        let last = match piece.checked_sub(1).map(|at| self.origin[at]) {
            Some((own, source)) if own == end && self.text.as_bytes()[end - 1] != b' ' => source,
            _ => self.source_of(end - 1) + 1,
        };
        Span::new(first, last.clamp(first, self.span.end.max(first)))
    }

    /// The passage without its first `length` bytes, which its span no longer covers.
    pub(super) fn without_start(mut self, length: usize) -> Self {
        let length = length + (self.text[length..].len() - self.text[length..].trim_start().len());
        let start = self.source_of(length);
        self.text.drain(..length);
        let cut = self.origin.partition_point(|(own, _)| *own <= length);
        self.origin.drain(..cut);
        for (own, _) in &mut self.origin {
            *own -= length;
        }
        if !self.text.is_empty() {
            self.origin.insert(0, (0, start));
            self.span = Span::new(start.min(self.span.end), self.span.end);
        } else {
            self.span = Span::new(self.span.end, self.span.end);
        }
        self
    }

    /// Puts another passage behind this one, with `glue` between the two.
    pub(super) fn append(&mut self, other: &Self, glue: &str) {
        if other.text.is_empty() {
            return;
        }
        if self.text.is_empty() {
            *self = other.clone();
            return;
        }
        self.text.push_str(glue);
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.origin.extend(other.origin.iter().map(|(own, source)| (own + shift, *source)));
        self.span = self.span.cover(other.span);
    }

    fn source_of(&self, byte: usize) -> usize {
        match self.origin.partition_point(|(own, _)| *own <= byte) {
            0 => self.span.start,
            n => {
                let (own, source) = self.origin[n - 1];
                (source + (byte - own)).min(self.span.end)
            }
        }
    }

    /// A word that is in normal form already is one piece; any other is a piece a letter, since its marks are
    /// letters of their own in the source.
    fn push_word(&mut self, word: &str, source: usize) {
        match vietnamese::nfc(word) {
            Cow::Borrowed(_) => {
                self.origin.push((self.text.len(), source));
                self.text.push_str(word);
            }
            Cow::Owned(_) => {
                for (offset, letter) in letters(word) {
                    self.origin.push((self.text.len(), source + offset));
                    self.text.push_str(&vietnamese::nfc(letter));
                }
                self.origin.push((self.text.len(), source + word.len()));
            }
        }
    }
}

/// A word cut into letters with the combining marks that belong to them.
fn letters(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts: Vec<usize> =
        word.char_indices().filter(|(at, c)| *at == 0 || !is_mark(*c)).map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([word.len()]).collect();
    starts.into_iter().zip(ends).map(move |(start, end)| (start, &word[start..end]))
}

/// The combining marks of the block U+0300–U+036F, which holds all that Vietnamese uses.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}
