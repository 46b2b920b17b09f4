//! Proposals for syllables that a scan or a hand got wrong, from their neighbours.
//!
//! A noisy channel: what was meant is the syllable that best explains both what is seen
//! (`channel`) and what stands beside it (`counts`). Names, numbers, codes and foreign words are
//! never touched, and nothing is changed: a proposal says what was seen and what may be meant.

mod channel;
mod context;
mod counts;
mod doubled;
mod names;
mod passage;
mod words;

use passage::Passage;

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
    suggest_each([text]).into_iter().flatten().collect()
}

/// Finds probable slips in the passages of one document; offsets are those of each passage.
///
/// Passages share nothing but how clean they are: a document with many plain slips is read with
/// more suspicion. Prefer this to calling [`suggest`] for each passage, which sees too little to tell.
///
/// ```
/// let found = vietnamese::repair::suggest_each(["quản lý nhà nưóc", "đúng quy định"]);
/// assert_eq!((found[0].len(), found[1].len()), (1, 0));
/// ```
pub fn suggest_each<'a>(passages: impl IntoIterator<Item = &'a str>) -> Vec<Vec<Suggestion>> {
    let mut passages: Vec<Passage<'_>> = passages.into_iter().map(Passage::new).collect();
    let words: usize = passages.iter().map(Passage::len).sum();
    let plain: usize = passages.iter_mut().map(|passage| passage.mend(0.0)).sum();
    if plain > 0 {
        // The second time neighbours are as the first has mended them, and it is known how clean the text is.
        let suspicion = suspicion(plain, words) * familiarity(&passages);
        passages.iter_mut().for_each(|passage| _ = passage.mend(suspicion));
    }
    passages.iter().map(Passage::suggestions).collect()
}

/// What is added to the logarithm of every slip in a text where slips are plain to see.
///
/// The slips' costs suit a careful text with one slip in 2,000 syllables; a bad scan has fifty.
fn suspicion(plain: usize, words: usize) -> f32 {
    let rate = (plain as f32 + 0.5) / (words as f32 + 1000.0);
    (rate * 2000.0).ln().clamp(0.0, 2.5)
}

/// How far the model knows what the text speaks of: from 0 where hardly a pair of neighbours was
/// seen before, to 1 where half of them were, as in the papers of authorities.
fn familiarity(passages: &[Passage<'_>]) -> f32 {
    let pairs = passages.iter().map(Passage::familiar);
    let (seen, all) = pairs.fold((0, 0), |sum, pairs| (sum.0 + pairs.0, sum.1 + pairs.1));
    ((seen as f32 / all.max(1) as f32 - 0.2) / 0.3).clamp(0.0, 1.0)
}
