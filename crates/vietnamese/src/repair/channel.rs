//! How a scan, or a hand, turns one syllable into another, and what each such slip costs.

use crate::letters::split;

/// Groups of plain letters that are mistaken for one another, by shape and by ear.
const ALIKE: [&str; 9] = ["nu", "rs", "sx", "ce", "co", "il", "tl", "hb", "rt"];

/// The base letters that may stand behind these, each one letter away.
pub(super) fn neighbours(skeleton: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, letter) in skeleton.char_indices() {
        for group in ALIKE.iter().filter(|group| group.contains(letter)) {
            for other in group.chars().filter(|&other| other != letter) {
                let mut neighbour = skeleton.to_owned();
                neighbour.replace_range(index..index + letter.len_utf8(), other.encode_utf8(&mut [0; 4]));
                found.push(neighbour);
            }
        }
    }
    found
}

/// The natural logarithm of the chance that `meant` comes out as `seen`.
///
/// Both must have as many letters; the tone is compared for the syllable as a whole.
pub(super) fn slip(meant: &str, seen: &str) -> f32 {
    let (mut meant_tone, mut seen_tone) = (0, 0);
    let mut cost = 0.0;
    for (meant, seen) in meant.chars().zip(seen.chars()) {
        let (meant_vowel, tone) = split(meant).unwrap_or((meant, 0));
        meant_tone = meant_tone.max(tone);
        let (seen_vowel, tone) = split(seen).unwrap_or((seen, 0));
        seen_tone = seen_tone.max(tone);
        cost += letter_slip(meant_vowel, seen_vowel);
    }
    let tone = tone_slip(meant_tone, seen_tone);
    // A mark above a letter is misread as a whole: ẩ as à is hardly rarer than ẩ as ấ.
    if cost < 0.0 && tone < 0.0 { cost.min(tone) + 0.4 * cost.max(tone) } else { cost + tone }
}

fn letter_slip(meant: char, seen: char) -> f32 {
    match (crate::letters::base(meant) == crate::letters::base(seen), meant == seen) {
        (_, true) => 0.0,
        // The mark got lost, or one mark was taken for another, or one appeared.
        (true, _) if seen.is_ascii() => -5.5,
        (true, _) if !meant.is_ascii() => -6.0,
        (true, _) => -6.5,
        (false, _) => -6.5,
    }
}

/// Tones by column: none, acute, grave, hook, tilde, dot.
fn tone_slip(meant: usize, seen: usize) -> f32 {
    match (meant, seen) {
        (meant, seen) if meant == seen => 0.0,
        (3, 1 | 2) => -4.5,
        (3, 4) | (4, 3) => -5.0,
        (4, 1 | 2) => -5.5,
        (_, 0) => -6.0,
        (0, _) => -7.0,
        (5, _) | (_, 5) => -7.0,
        _ => -6.0,
    }
}
