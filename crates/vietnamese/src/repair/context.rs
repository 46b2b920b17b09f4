//! The syllable that its neighbours and the letters seen explain best.

use super::channel::{neighbours, slip};
use super::counts::Known;
use super::words::Word;

/// Proposals less sure than this are not made.
const SURE: f32 = 0.9;

/// The natural logarithm of the chance of a syllable that the model does not know.
const UNKNOWN: f32 = -17.0;

/// The same for letters that Vietnamese spelling does not allow as a syllable.
const IMPOSSIBLE: f32 = -26.0;

/// The neighbours of a word, as far as only white space parts them from it and the model knows them.
pub(super) struct Context {
    pub(super) before: Option<Known>,
    pub(super) after: Option<Known>,
}

impl Context {
    /// The syllable that explains the word better than itself, and how sure that is.
    ///
    /// The chances of all candidates, what is seen among them, share one whole: that is the confidence.
    pub(super) fn better(&self, word: &Word, suspicion: f32) -> Option<(Known, f32)> {
        if word.known.is_some_and(|known| self.at_home(known)) {
            return None;
        }
        let as_seen = match word.known {
            Some(known) => self.fit(known),
            None if word.impossible => IMPOSSIBLE,
            None => UNKNOWN,
        };
        let mut scored = Vec::new();
        let mut consider = |skeleton: &str| {
            let candidates = Known::with_skeleton(skeleton)
                .filter(|&known| Some(known) != word.known && (word.impossible || self.bound(known)));
            scored.extend(
                candidates
                    .map(|known| (known, self.fit(known) + slip(known.word(), &word.spelled, suspicion))),
            );
        };
        consider(&word.skeleton);
        neighbours(&word.skeleton, consider);
        let (best, score) = scored.iter().copied().max_by(|one, other| one.1.total_cmp(&other.1))?;
        let others: f32 = scored.iter().map(|(_, other)| (other - score).exp()).sum();
        let confidence = 1.0 / (others + (as_seen - score).exp());
        (confidence >= SURE).then_some((best, confidence))
    }

    /// The natural logarithm of the chance of the syllable between these neighbours.
    fn fit(&self, known: Known) -> f32 {
        self.before.map_or(known.chance(), |before| before.before(known))
            + self.after.map_or(0.0, |after| known.before(after) - after.chance())
    }

    /// Whether the syllable was seen beside one of the neighbours.
    fn bound(&self, known: Known) -> bool {
        self.before.is_some_and(|before| before.seen_before(known).is_some())
            || self.after.is_some_and(|after| known.seen_before(after).is_some())
    }

    /// Whether the syllable was seen beside all its neighbours, so that there is nothing to ask.
    fn at_home(&self, known: Known) -> bool {
        self.before.is_none_or(|before| before.seen_before(known).is_some())
            && self.after.is_none_or(|after| known.seen_before(after).is_some())
            && (self.before.is_some() || self.after.is_some())
    }
}
