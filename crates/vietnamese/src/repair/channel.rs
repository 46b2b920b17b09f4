//! How a scan, or a hand, turns one syllable into another, and what each such slip costs.

use crate::letters::{base, split};

/// Groups of plain letters that are mistaken for one another, by shape and by ear.
const ALIKE: [&str; 9] = ["nu", "rs", "sx", "ce", "co", "il", "tl", "hb", "rt"];

/// Two onsets that sound alike in the north, and are mistaken by hand.
const SOUND_ALIKE: [(&str, &str); 2] = [("tr", "ch"), ("ch", "tr")];

/// Visits the base letters that may stand behind these, each one letter or onset away.
pub(super) fn neighbours(skeleton: &str, mut visit: impl FnMut(&str)) {
    for (onset, other) in SOUND_ALIKE {
        if let Some(rime) = skeleton.strip_prefix(onset) {
            visit(&format!("{other}{rime}"));
        }
    }
    for (index, letter) in skeleton.char_indices() {
        for other in ALIKE.iter().filter(|group| group.contains(letter)).flat_map(|group| group.chars()) {
            if other != letter {
                let mut neighbour = skeleton.to_owned();
                neighbour.replace_range(index..index + letter.len_utf8(), other.encode_utf8(&mut [0; 4]));
                visit(&neighbour);
            }
        }
    }
}

/// The natural logarithm of the chance that `meant` comes out as `seen`.
///
/// Both must have as many letters; the tone is compared for the syllable as a whole. `suspicion` is
/// added where the slip is one that scanners make: a hook or a letter's mark read as less than it is.
pub(super) fn slip(meant: &str, seen: &str, suspicion: f32) -> f32 {
    let (mut meant_tone, mut seen_tone) = (0, 0);
    let (mut letters, mut scan) = (0.0, 1.0_f32);
    let (mut meant, mut seen) = (meant, seen);
    if let Some((rime, seen_rime)) = sound_alike(meant, seen) {
        (meant, seen) = (rime, seen_rime);
        (letters, scan) = (-6.5, 0.0);
    }
    for (meant, seen) in meant.chars().zip(seen.chars()) {
        let (meant_vowel, tone) = split(meant).unwrap_or((meant, 0));
        meant_tone = meant_tone.max(tone);
        let (seen_vowel, tone) = split(seen).unwrap_or((seen, 0));
        seen_tone = seen_tone.max(tone);
        if meant_vowel != seen_vowel {
            letters += letter_slip(meant_vowel, seen_vowel);
            scan = scan.min(if mark_lost(meant_vowel, seen_vowel) { 1.0 } else { 0.0 });
        }
    }
    let tone = tone_slip(meant_tone, seen_tone);
    scan = scan.min(match (meant_tone, seen_tone) {
        (meant, seen) if meant == seen => 1.0,
        (3, 1 | 2) => 1.0,
        (1..=4, 1..=4) => 0.5,
        _ => 0.0,
    });
    // A mark above a letter is misread as a whole: ẩ as à is hardly rarer than ẩ as ấ.
    let both = if letters < 0.0 && tone < 0.0 {
        letters.min(tone) + 0.4 * letters.max(tone)
    } else {
        letters + tone
    };
    both + scan * suspicion
}

/// What follows the onsets, where these are two that sound alike.
fn sound_alike<'a>(meant: &'a str, seen: &'a str) -> Option<(&'a str, &'a str)> {
    let rimes = |(onset, other)| Some((meant.strip_prefix(onset)?, seen.strip_prefix(other)?));
    SOUND_ALIKE.into_iter().find_map(rimes)
}

/// Whether a vowel with a mark of its own is seen without it.
fn mark_lost(meant: char, seen: char) -> bool {
    meant != 'đ' && !meant.is_ascii() && base(meant) == seen
}

fn letter_slip(meant: char, seen: char) -> f32 {
    match base(meant) == base(seen) {
        true if meant == 'đ' || seen == 'đ' => -7.0,
        // The mark got lost, or one was taken for another, or one appeared.
        true if seen.is_ascii() => -5.5,
        true if !meant.is_ascii() => -6.0,
        true => -6.5,
        false => -6.5,
    }
}

/// Tones by column: none, acute, grave, hook, tilde, dot.
fn tone_slip(meant: usize, seen: usize) -> f32 {
    match (meant, seen) {
        (meant, seen) if meant == seen => 0.0,
        (3, 1 | 2) => -4.0,
        (3, 4) | (4, 3) => -5.0,
        (4, 1 | 2) => -5.5,
        (_, 0) => -6.0,
        (0, _) => -7.0,
        (5, _) | (_, 5) => -7.0,
        _ => -6.0,
    }
}
