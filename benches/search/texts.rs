//! Texts and questions made of how often syllables stand beside each other.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};

/// How often syllables stand, and stand after each other.
pub(super) struct Texts {
    syllables: Vec<String>,
    /// The sums of how often each stands, up to it.
    sums: Vec<u64>,
    /// After each: the sums of how often the next stands there, and which it is.
    next: Vec<Vec<(u64, usize)>>,
}

/// A text.
pub(super) struct Text {
    pub(super) title: String,
    pub(super) body: String,
}

impl Text {
    pub(super) fn length(&self) -> u64 {
        (self.title.len() + self.body.len()) as u64
    }
}

impl Texts {
    /// From the tables of the shared data.
    pub(super) fn read(data: &Path) -> Result<Self> {
        let read = |name: &str| -> Result<Vec<(String, u64)>> {
            let text = std::fs::read_to_string(data.join(name)).with_context(|| name.to_owned())?;
            let line = |line: &str| {
                let (what, count) = line.split_once('\t')?;
                Some((what.to_owned(), count.trim().parse().ok()?))
            };
            Ok(text.lines().filter_map(line).collect())
        };
        let counted = read("vi-syllables.tsv")?;
        let places: HashMap<_, _> = counted.iter().zip(0..).map(|((one, _), at)| (one.clone(), at)).collect();
        let mut next = vec![Vec::new(); counted.len()];
        for (pair, count) in read("vi-syllable-pairs.tsv")? {
            let Some((one, other)) = pair.split_once(' ') else { continue };
            let (Some(one), Some(other)) = (places.get(one), places.get(other)) else { continue };
            let after: &mut Vec<(u64, usize)> = &mut next[*one];
            let before = after.last().map_or(0, |(sum, _)| *sum);
            after.push((before + count, *other));
        }
        let mut sum = 0;
        let sums = counted.iter().map(|(_, count)| {
            sum += count;
            sum
        });
        Ok(Self { sums: sums.collect(), syllables: counted.into_iter().map(|(one, _)| one).collect(), next })
    }

    /// The text of a number, the same in every run.
    pub(super) fn document(&self, at: usize) -> Text {
        let mut chance = Chance(at as u64 + 1);
        let lengths = [6 + chance.below(7), 40 + chance.below(221)];
        let [title, body] = lengths.map(|length| self.run(length as usize, &mut chance).join(" "));
        Text { title, body }
    }

    fn run(&self, length: usize, chance: &mut Chance) -> Vec<&str> {
        let mut run = Vec::with_capacity(length);
        let mut before: Option<usize> = None;
        for _ in 0..length {
            let after = before.map(|before| &self.next[before]).filter(|after| !after.is_empty());
            let at = match after {
                // One in eight begins anew, as names and sentences do.
                Some(after) if chance.below(8) > 0 => {
                    let drawn = chance.below(after[after.len() - 1].0);
                    after[after.partition_point(|(sum, _)| *sum <= drawn)].1
                }
                _ => {
                    let drawn = chance.below(self.sums[self.sums.len() - 1]);
                    self.sums.partition_point(|sum| *sum <= drawn)
                }
            };
            run.push(self.syllables[at].as_str());
            before = Some(at);
        }
        run
    }

    /// Questions about so many texts.
    pub(super) fn questions(&self, texts: usize, count: usize) -> Vec<String> {
        let mut chance = Chance(u64::MAX / 3);
        let mut question = || {
            let body = self.document(chance.below(texts as u64) as usize).body;
            let words: Vec<_> = body.split(' ').collect();
            let length = 2 + chance.below(6) as usize;
            let first = chance.below((words.len() - length) as u64) as usize;
            let mut question = words[first..first + length].join(" ");
            if chance.below(10) == 0 {
                // A letter is left out.
                let letters: Vec<_> = question.char_indices().map(|(at, _)| at).collect();
                question.remove(letters[chance.below(letters.len() as u64) as usize]);
            }
            if chance.below(3) == 0 { vietnamese::fold(&question) } else { question }
        };
        (0..count).map(|_| question()).collect()
    }
}

/// Numbers that look like chance, the same for the same seed: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % end.max(1)
    }
}
