//! The model: how likely a syllable is, and how likely after another.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// One syllable; rarities are negated natural logarithms in thousandths.
struct Entry {
    /// The base letters: `ung` of `ứng`.
    skeleton: &'static str,
    word: &'static str,
    chance: u16,
    /// The rarity of all followers together that are not in the table.
    unseen: u16,
    /// Where the followers of this syllable begin.
    followers: u32,
}

include!(concat!(env!("OUT_DIR"), "/counts.rs"));

/// Where the syllables on the same base letters stand in the table.
static SKELETONS: LazyLock<HashMap<&str, Range<usize>>> = LazyLock::new(|| {
    let mut start = 0;
    let groups = ENTRIES.chunk_by(|one, next| one.skeleton == next.skeleton);
    let places = groups.map(|group| {
        start += group.len();
        (group[0].skeleton, start - group.len()..start)
    });
    places.collect()
});

/// A syllable of the model, by its place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known(usize);

impl Known {
    /// Looks a lower-case syllable with its tone in place up.
    pub(super) fn find(skeleton: &str, word: &str) -> Option<Known> {
        Known::with_skeleton(skeleton).find(|known| known.word() == word)
    }

    /// All syllables on these base letters.
    pub(super) fn with_skeleton(skeleton: &str) -> impl Iterator<Item = Known> {
        SKELETONS.get(skeleton).cloned().unwrap_or_default().map(Known)
    }

    pub(super) fn word(self) -> &'static str {
        ENTRIES[self.0].word
    }

    /// The natural logarithm of the syllable's chance, whatever stands before it.
    pub(super) fn chance(self) -> f32 {
        logarithm(ENTRIES[self.0].chance)
    }

    /// The natural logarithm of the chance that `next` follows, where the pair was seen.
    pub(super) fn seen_before(self, next: Known) -> Option<f32> {
        let followers = &FOLLOWERS[self.followers()];
        let place = followers.binary_search_by_key(&next.0, |&(number, _)| usize::from(number)).ok()?;
        Some(logarithm(followers[place].1))
    }

    /// The natural logarithm of the chance that `next` follows.
    pub(super) fn before(self, next: Known) -> f32 {
        self.seen_before(next).unwrap_or_else(|| logarithm(ENTRIES[self.0].unseen) + next.chance())
    }

    fn followers(self) -> Range<usize> {
        let end = ENTRIES.get(self.0 + 1).map_or(FOLLOWERS.len(), |next| next.followers as usize);
        ENTRIES[self.0].followers as usize..end
    }
}

fn logarithm(rarity: u16) -> f32 {
    f32::from(rarity) / -1000.0
}
