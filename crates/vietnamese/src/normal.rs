//! The normal form all other functions start from.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::letters::stands_alone;

/// Composes letters with their marks (Unicode NFC) and writes the Icelandic Ð and ð, which some
/// Vietnamese fonts and converters leave in place of the Vietnamese letter, as Đ and đ.
///
/// ```
/// assert_eq!(vietnamese::nfc("Ða\u{323}i ho\u{323}c"), "Đại học");
/// assert!(matches!(vietnamese::nfc("Đại học"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    let composed = text.chars().all(stands_alone) || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    let icelandic = text.contains(['Ð', 'ð']);
    match (composed, icelandic) {
        (true, false) => Cow::Borrowed(text),
        // Composed after the exchange, so that a second pass finds nothing left to compose.
        _ => Cow::Owned(text.chars().map(vietnamese_d).nfc().collect()),
    }
}

fn vietnamese_d(letter: char) -> char {
    match letter {
        'Ð' => 'Đ',
        'ð' => 'đ',
        other => other,
    }
}
