//! One piece of running text while it is repaired.

use std::ops::Range;

use super::context::Context;
use super::counts::Known;
use super::names::may_repair;
use super::words::{Case, Word, words};
use super::{Suggestion, doubled};

use crate::letters::upper;
use crate::nfc;

pub(super) struct Passage<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// What each word is taken for: itself at first, where the model knows it.
    meant: Vec<Option<Known>>,
    /// How sure each repair is.
    sure: Vec<Option<f32>>,
}

impl<'a> Passage<'a> {
    pub(super) fn new(text: &'a str) -> Passage<'a> {
        let words = words(text);
        let meant = words.iter().map(|word| word.known).collect();
        Passage { text, sure: vec![None; words.len()], words, meant }
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many pairs of neighbours the model has seen, and how many there are.
    pub(super) fn familiar(&self) -> (usize, usize) {
        let pairs = (1..self.words.len()).filter(|&index| self.words[index].joined);
        pairs.fold((0, 0), |(seen, all), index| (seen + usize::from(self.bond(index - 1).is_some()), all + 1))
    }

    /// Repairs what it can, from left to right, and says how many words that were.
    pub(super) fn mend(&mut self, suspicion: f32) -> usize {
        let mut mended = 0;
        for index in 0..self.words.len() {
            if self.sure[index].is_some() || !may_repair(&self.words, index) {
                continue;
            }
            if let Some((better, sure)) = self.context(index).better(&self.words[index], suspicion) {
                self.meant[index] = Some(better);
                self.sure[index] = Some(sure);
                mended += 1;
            }
        }
        mended
    }

    /// What was repaired, and words written twice, in order and without overlap.
    pub(super) fn suggestions(&self) -> Vec<Suggestion> {
        let mut found: Vec<Suggestion> =
            self.spans().into_iter().map(|(span, sure)| self.suggestion(span, sure)).collect();
        found.extend(doubled::doubled(&self.words).map(|index| self.once(index)));
        found.sort_by_key(|each| each.start);
        let mut last = 0;
        found.retain(|each| {
            let free = each.start >= last;
            last = if free { each.end } else { last };
            free
        });
        found
    }

    /// The neighbours of the word as mended so far.
    fn context(&self, index: usize) -> Context {
        Context {
            before: if self.words[index].joined { self.meant[index - 1] } else { None },
            after: if self.joined_after(index) { self.meant[index + 1] } else { None },
        }
    }

    fn joined_after(&self, index: usize) -> bool {
        self.words.get(index + 1).is_some_and(|next| next.joined)
    }

    /// The span of words of each proposal: a mended syllable with the neighbour it forms a word with.
    fn spans(&self) -> Vec<(Range<usize>, f32)> {
        let mut spans: Vec<(Range<usize>, f32)> = Vec::new();
        let mended = self.sure.iter().enumerate().filter_map(|(index, sure)| Some((index, (*sure)?)));
        for (index, sure) in mended {
            let left = if self.words[index].joined { self.bond(index - 1) } else { None };
            let right = if self.joined_after(index) { self.bond(index) } else { None };
            let span = match (left, right) {
                (Some(left), Some(right)) if right > left => index..index + 2,
                (Some(_), _) => index - 1..index + 1,
                (None, Some(_)) => index..index + 2,
                (None, None) => index..index + 1,
            };
            match spans.last_mut() {
                Some((last, least)) if last.end > span.start => {
                    last.end = last.end.max(span.end);
                    *least = least.min(sure);
                }
                _ => spans.push((span, sure)),
            }
        }
        spans
    }

    /// How much more often than by chance the word and its next stand together, where that was seen.
    fn bond(&self, first: usize) -> Option<f32> {
        let (first, second) = (self.meant[first]?, self.meant[first + 1]?);
        Some(first.seen_before(second)? - second.chance())
    }

    fn suggestion(&self, span: Range<usize>, confidence: f32) -> Suggestion {
        let (start, end) = (self.words[span.start].start, self.words[span.end - 1].end);
        let mut meant = String::new();
        let mut last = start;
        for index in span {
            let word = &self.words[index];
            meant.push_str(&self.text[last..word.start]);
            match self.meant[index] {
                Some(known) if self.sure[index].is_some() => meant.push_str(&cased(known.word(), word.case)),
                _ => meant.push_str(&nfc(&self.text[word.start..word.end])),
            }
            last = word.end;
        }
        Suggestion { start, end, seen: nfc(&self.text[start..end]).into_owned(), meant, confidence }
    }

    /// A word that repeats the one before, to be written once.
    fn once(&self, index: usize) -> Suggestion {
        let (first, second) = (&self.words[index - 1], &self.words[index]);
        Suggestion {
            start: first.start,
            end: second.end,
            seen: nfc(&self.text[first.start..second.end]).into_owned(),
            meant: nfc(&self.text[first.start..first.end]).into_owned(),
            confidence: doubled::SURE,
        }
    }
}

fn cased(word: &str, case: Case) -> String {
    let capitals = match case {
        Case::Lower => 0,
        Case::Title => 1,
        Case::Upper => usize::MAX,
    };
    let letters = word.chars().enumerate();
    letters.map(|(index, letter)| if index < capitals { upper(letter) } else { letter }).collect()
}
