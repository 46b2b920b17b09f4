//! Proposals for syllables that a scan or a hand got wrong, from their neighbours.
//!
//! A noisy channel: what was meant is the syllable that best explains both what is seen
//! (`channel`) and what stands beside it (`counts`). Names, numbers, codes and foreign words are
//! never touched, and nothing is changed: a proposal says what was seen and what may be meant.

mod channel;
mod context;
mod counts;
mod doubled;
mod words;

use std::ops::Range;

use context::Context;
use counts::Known;
use words::{Case, Word};

use crate::letters::upper;

/// A proposal: what is seen, and what is probably meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Byte offset of the first letter in the text given.
    pub start: usize,
    /// Byte offset behind the last letter.
    pub end: usize,
    /// The text from `start` to `end` in normal form: the wrong syllable, with the neighbour that forms a word with it.
    pub seen: String,
    /// What to write instead, in normal form and in the case of what is seen.
    pub meant: String,
    /// How sure the proposal is, from 0.9 to 1.
    pub confidence: f32,
}

/// Finds probable slips in running text, in order; spans do not overlap.
///
/// ```
/// let found = vietnamese::repair::suggest("đẩy mạnh phát triến nông nghiệp");
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].seen.as_str(), found[0].meant.as_str()), ("phát triến", "phát triển"));
/// assert!(found[0].confidence > 0.9);
/// ```
pub fn suggest(text: &str) -> Vec<Suggestion> {
    let words = words::words(text);
    let mut meant: Vec<Option<Known>> = words.iter().map(|word| word.known).collect();
    let mut sure: Vec<Option<f32>> = vec![None; words.len()];
    let mut fixes = 0;
    // The second pass sees neighbours as the first has mended them, and knows how clean the text is.
    for _ in 0..2 {
        let suspicion = suspicion(fixes, words.len());
        for index in 0..words.len() {
            if sure[index].is_some() || !may_repair(&words, index) {
                continue;
            }
            if let Some((better, confidence)) =
                context(&words, &meant, index).better(&words[index], suspicion)
            {
                meant[index] = Some(better);
                sure[index] = Some(confidence);
                fixes += 1;
            }
        }
        if fixes == 0 {
            break;
        }
    }
    let mut found: Vec<Suggestion> = Vec::new();
    for (span, confidence) in spans(&words, &meant, &sure) {
        found.push(suggestion(text, &words[span.clone()], &meant[span], confidence));
    }
    for index in doubled::doubled(&words) {
        let repeated = once(text, &words[index - 1], &words[index]);
        let place = found.partition_point(|other| other.end <= repeated.start);
        if found.get(place).is_none_or(|other| other.start >= repeated.end) {
            found.insert(place, repeated);
        }
    }
    found
}

/// What is added to the logarithm of every slip in a text where slips are plain to see.
///
/// The slips' costs suit a careful text with one slip in 2,000 syllables; a bad scan has fifty.
fn suspicion(fixes: usize, words: usize) -> f32 {
    let rate = (fixes as f32 + 0.5) / (words as f32 + 1000.0);
    (rate * 2000.0).ln().clamp(0.0, 2.5)
}

/// Names stay as they are: a capital inside of a sentence, or in front of another capital.
fn may_repair(words: &[Word], index: usize) -> bool {
    let word = &words[index];
    let next = words.get(index + 1).filter(|next| next.joined);
    !word.opaque
        && match word.case {
            Case::Lower => true,
            Case::Title => word.opens && next.is_some_and(|next| next.case == Case::Lower && !next.opaque),
            Case::Upper => word.spelled.chars().count() > 1,
        }
}

/// The neighbours of the word as mended so far.
fn context(words: &[Word], meant: &[Option<Known>], index: usize) -> Context {
    let next = words.get(index + 1).filter(|next| next.joined);
    Context {
        before: if words[index].joined { meant[index - 1] } else { None },
        after: next.and_then(|_| meant[index + 1]),
    }
}

/// The span of words of each proposal: a mended syllable with the neighbour it forms a word with.
fn spans(words: &[Word], meant: &[Option<Known>], sure: &[Option<f32>]) -> Vec<(Range<usize>, f32)> {
    let mut spans: Vec<(Range<usize>, f32)> = Vec::new();
    for (index, confidence) in sure.iter().enumerate().filter_map(|(index, sure)| Some((index, (*sure)?))) {
        let bond = |first: usize| {
            let (first, second) = (meant.get(first)?.as_ref()?, meant.get(first + 1)?.as_ref()?);
            Some(first.seen_before(*second)? - second.chance())
        };
        let left = if words[index].joined { bond(index - 1) } else { None };
        let right = words.get(index + 1).filter(|next| next.joined).and_then(|_| bond(index));
        let span = match (left, right) {
            (Some(left), Some(right)) if right > left => index..index + 2,
            (Some(_), _) => index - 1..index + 1,
            (None, Some(_)) => index..index + 2,
            (None, None) => index..index + 1,
        };
        match spans.last_mut() {
            Some((last, sure)) if last.end > span.start => {
                last.end = last.end.max(span.end);
                *sure = sure.min(confidence);
            }
            _ => spans.push((span, confidence)),
        }
    }
    spans
}

/// A word written twice, to be written once.
fn once(text: &str, first: &Word, second: &Word) -> Suggestion {
    Suggestion {
        start: first.start,
        end: second.end,
        seen: crate::nfc(&text[first.start..second.end]).into_owned(),
        meant: crate::nfc(&text[first.start..first.end]).into_owned(),
        confidence: doubled::SURE,
    }
}

fn suggestion(text: &str, words: &[Word], meant: &[Option<Known>], confidence: f32) -> Suggestion {
    let start = words.first().map_or(0, |word| word.start);
    let end = words.last().map_or(start, |word| word.end);
    let mut written = String::new();
    let mut last = start;
    for (word, meant) in words.iter().zip(meant) {
        written.push_str(&text[last..word.start]);
        match meant {
            Some(known) if word.known != Some(*known) => written.push_str(&cased(known.word(), word.case)),
            _ => written.push_str(&crate::nfc(&text[word.start..word.end])),
        }
        last = word.end;
    }
    Suggestion { start, end, seen: crate::nfc(&text[start..end]).into_owned(), meant: written, confidence }
}

fn cased(word: &str, case: Case) -> String {
    let capitals = match case {
        Case::Lower => 0,
        Case::Title => 1,
        Case::Upper => usize::MAX,
    };
    word.chars()
        .enumerate()
        .map(|(index, letter)| if index < capitals { upper(letter) } else { letter })
        .collect()
}
