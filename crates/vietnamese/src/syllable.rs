//! The parts of a Vietnamese syllable, and which of them go together.
//!
//! Vietnamese is written syllable by syllable, and the syllables that can exist follow from a small
//! grammar: an onset, one to three vowels, a coda and one of six tones. What the grammar does not
//! allow (`nưóc`) is a slip or a foreign word.

use crate::letters;

/// The six tones, named as in Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// No mark: `ma`.
    Ngang,
    /// Acute: `má`.
    Sac,
    /// Grave: `mà`.
    Huyen,
    /// Hook above: `mả`.
    Hoi,
    /// Tilde: `mã`.
    Nga,
    /// Dot below: `mạ`.
    Nang,
}

/// All tones, in the order of their column in the table of letters.
const TONES: [Tone; 6] = [Tone::Ngang, Tone::Sac, Tone::Huyen, Tone::Hoi, Tone::Nga, Tone::Nang];

/// Onsets by length, so that the longest is found first; `gi` and `qu` hold their vowel letter.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Each group of vowels with the codas that may follow it; `-` stands for no coda.
const RIMES: [(&str, &str); 55] = [
    ("a", "- c ch m n ng nh p t"),
    ("ă", "c m n ng p t"),
    ("â", "c m n ng p t"),
    ("e", "- c m n ng p t"),
    ("ê", "- ch m n ng nh p t"),
    ("i", "- ch m n nh p t"),
    ("o", "- c m n ng p t"),
    ("ô", "- c m n ng p t"),
    ("ơ", "- m n p t"),
    ("u", "- c m n ng p t"),
    ("ư", "- c m n ng t"),
    ("y", "- ch n nh p t"),
    ("ai", "-"),
    ("ao", "-"),
    ("au", "-"),
    ("ay", "-"),
    ("âu", "-"),
    ("ây", "-"),
    ("eo", "-"),
    ("êu", "-"),
    ("ia", "-"),
    ("iê", "c m n ng p t"),
    ("iêu", "-"),
    ("iu", "-"),
    ("oa", "- c ch m n ng nh p t"),
    ("oai", "-"),
    ("oao", "-"),
    ("oay", "-"),
    ("oă", "c m n ng p t"),
    ("oe", "- c n ng t"),
    ("oeo", "-"),
    ("oi", "-"),
    ("oo", "c ng"),
    ("ôi", "-"),
    ("ơi", "-"),
    ("ua", "-"),
    ("uâ", "n ng t"),
    ("uây", "-"),
    ("uê", "- ch n nh"),
    ("ui", "-"),
    ("uô", "c m n ng t"),
    ("uôi", "-"),
    ("uơ", "-"),
    ("uy", "- ch n nh p t"),
    ("uya", "-"),
    ("uyê", "n t"),
    ("uyu", "-"),
    ("ưa", "-"),
    ("ưi", "-"),
    ("ươ", "c m n ng p t"),
    ("ươi", "-"),
    ("ươu", "-"),
    ("ưu", "-"),
    ("yê", "m n ng t"),
    ("yêu", "-"),
];

/// A syllable taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Syllable {
    /// The consonants before the vowels, with the vowel letter of `gi` and `qu`; may be empty.
    pub onset: &'static str,
    /// The vowels without tone.
    pub vowels: &'static str,
    /// The consonants after the vowels; may be empty.
    pub coda: String,
    /// The tone.
    pub tone: Tone,
}

impl Syllable {
    /// Takes a lower-case syllable in normal form apart, wherever its tone mark stands.
    ///
    /// Returns `None` for what the grammar of Vietnamese spelling does not allow.
    ///
    /// ```
    /// use vietnamese::syllable::{Syllable, Tone};
    /// let water = Syllable::parse("nước").unwrap();
    /// assert_eq!((water.onset, water.vowels, &*water.coda, water.tone), ("n", "ươ", "c", Tone::Sac));
    /// assert!(Syllable::parse("nưóc").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Syllable> {
        let mut tone = 0;
        let mut bare = String::with_capacity(text.len());
        for letter in text.chars() {
            let (vowel, mark) = letters::split(letter).unwrap_or((letter, 0));
            if mark != 0 && std::mem::replace(&mut tone, mark) != 0 {
                return None;
            }
            bare.push(vowel);
        }
        let (onset, vowels, coda) = ONSETS.iter().find_map(|onset| {
            let rime = bare.strip_prefix(onset)?;
            let coda = rime.trim_start_matches(|letter| letters::split(letter).is_some());
            let vowels = &rime[..rime.len() - coda.len()];
            let (vowels, codas) = RIMES.iter().find(|(group, _)| *group == vowels)?;
            let written = if coda.is_empty() { "-" } else { coda };
            codas.split(' ').any(|each| each == written).then_some((*onset, *vowels, coda))
        })?;
        let syllable = Syllable { onset, vowels, coda: coda.to_owned(), tone: TONES[tone] };
        (syllable.onset_fits() && syllable.tone_fits()).then_some(syllable)
    }

    /// Writes the syllable with its tone in the place that [`place_tones`](crate::place_tones) describes.
    pub fn spell(&self) -> String {
        let place = self.tone_place();
        let vowels = self.vowels.chars().enumerate().map(|(index, vowel)| {
            if index == place { letters::join(vowel, self.tone as usize) } else { vowel }
        });
        self.onset.chars().chain(vowels).chain(self.coda.chars()).collect()
    }

    /// The index of the vowel that carries the tone.
    fn tone_place(&self) -> usize {
        let marked = self.vowels.chars().enumerate().filter(|(_, vowel)| !vowel.is_ascii()).last();
        match (marked, self.vowels.chars().count()) {
            (Some((index, _)), _) => index,
            (None, 3) => 1,
            (None, 2) if !self.coda.is_empty() => 1,
            _ => 0,
        }
    }

    /// The sounds k, g and ng are spelled differently before e, ê, i and y.
    fn onset_fits(&self) -> bool {
        let front = self.vowels.starts_with(['e', 'ê', 'i', 'y']);
        match self.onset {
            "k" | "gh" | "ngh" => front,
            "c" | "ng" => !front,
            "g" => !front || self.vowels == "i",
            _ => true,
        }
    }

    /// A syllable closed by a stop is sắc or nặng.
    fn tone_fits(&self) -> bool {
        !matches!(&*self.coda, "c" | "ch" | "p" | "t") || matches!(self.tone, Tone::Sac | Tone::Nang)
    }
}
