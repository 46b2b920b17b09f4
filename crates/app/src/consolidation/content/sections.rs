//! Headings that count themselves, and are left out where nothing stands under them.

use documents::write::{Part, roman};

/// Parts in order, and headings that wait for something to stand under them.
#[derive(Default)]
pub(super) struct Sections {
    parts: Vec<Part>,
    waiting: Vec<(u8, String)>,
    counts: [u32; 3],
}

/// What is counted with a letter, as lists here have it.
const LETTERS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v",
    "x", "y",
];

impl Sections {
    /// A heading of level 1 to 3.
    pub(super) fn heading(&mut self, level: u8, words: &str) {
        // One that had nothing under it goes.
        self.waiting.retain(|(above, _)| *above < level);
        if !words.is_empty() {
            self.waiting.push((level, words.to_owned()));
        }
    }

    /// The beginning of an annex, which stands even where it is empty.
    pub(super) fn annex(&mut self, annex: Part) {
        self.parts.push(annex);
    }

    /// What stands under the headings before.
    pub(super) fn add(&mut self, parts: impl IntoIterator<Item = Part>) {
        let mut parts = parts.into_iter().peekable();
        if parts.peek().is_none() {
            return;
        }
        for (level, words) in std::mem::take(&mut self.waiting) {
            let at = usize::from(level.clamp(1, 3)) - 1;
            self.counts[at] += 1;
            self.counts[at + 1..].fill(0);
            let count = self.counts[at];
            let (label, text) = match at {
                0 => (format!("{}.", roman(count)), words.to_uppercase()),
                1 => (format!("{count}."), words),
                _ => (format!("{})", LETTERS[(count as usize - 1) % LETTERS.len()]), words),
            };
            self.parts.push(Part::Heading { level: at as u8 + 1, label, text });
        }
        self.parts.extend(parts);
    }

    /// All that was added.
    pub(super) fn finish(self) -> Vec<Part> {
        self.parts
    }
}
