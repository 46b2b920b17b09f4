//! One placement of the tone mark where two are in use.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::letters::{lower, split, upper};
use crate::nfc;
use crate::syllable::Syllable;

/// Writes every Vietnamese syllable with the tone mark in one place, in normal form.
///
/// Both `hòa` and `hoà` are in use. This follows the placement that dominates in official texts
/// (about seven to one in laws): on the vowel with a mark of its own (`huế`, `nước`); else on the
/// middle of three (`ngoài`); else on the second of two where a consonant follows (`hoàn`); else on
/// the first (`hòa`, `thủy`, `mía`). The u of `qu` and the i of `gi` belong to the consonant (`quý`, `già`).
/// Words that are not Vietnamese syllables are left as they are.
///
/// ```
/// assert_eq!(vietnamese::place_tones("Hoà giải, uỷ quyền, quí giá"), "Hòa giải, ủy quyền, quí giá");
/// ```
pub fn place_tones(text: &str) -> Cow<'_, str> {
    let text = nfc(text);
    let mut placed: Option<String> = None;
    let mut start = 0;
    // Marks that did not compose belong to their word, and keep it from being a syllable.
    let outside = |letter: char| !letter.is_alphabetic() && !is_combining_mark(letter);
    for word in text.split_inclusive(outside) {
        let bare = word.trim_end_matches(outside);
        if let Some(better) = respell(bare) {
            let out = placed.get_or_insert_with(|| text[..start].to_owned());
            out.push_str(&better);
            out.push_str(&word[bare.len()..]);
        } else if let Some(out) = &mut placed {
            out.push_str(word);
        }
        start += word.len();
    }
    placed.map_or(text, Cow::Owned)
}

/// The word with its tone moved, keeping the case of each letter; `None` where nothing changes.
fn respell(word: &str) -> Option<String> {
    // A tone has a choice where there are two vowels to carry it.
    let vowels = || word.chars().filter_map(|letter| split(lower(letter)));
    if vowels().nth(1).is_none() || vowels().all(|(_, tone)| tone == 0) {
        return None;
    }
    let lowered: String = word.chars().map(lower).collect();
    let spelled = Syllable::parse(&lowered)?.spell();
    if spelled == lowered {
        return None;
    }
    let cased = spelled.chars().zip(word.chars());
    Some(cased.map(|(new, old)| if old.is_uppercase() { upper(new) } else { new }).collect())
}
