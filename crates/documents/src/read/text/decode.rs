//! From bytes to text.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};

/// A text and how well it was understood.
pub(crate) struct Decoded {
    /// The text, without byte order mark.
    pub(crate) text: String,
    /// Characters that stand for bytes which are none.
    pub(crate) replaced: u32,
}

/// Decodes UTF-8 (with a mark or without), UTF-16 (of either order, with a mark or without), else windows-1258.
///
/// A NUL becomes a space, which keeps every offset: databases and screens cannot hold it.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (None, rest),
        [0xFF, 0xFE, rest @ ..] => (Some(UTF_16LE), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(UTF_16BE), rest),
        _ => (guess(bytes), bytes),
    };
    let (text, own) = match encoding {
        None => (String::from_utf8_lossy(rest).into_owned(), replacements_in_utf8(rest)),
        Some(encoding) => (encoding.decode_without_bom_handling(rest).0.into_owned(), 0),
    };
    let lost = text.matches('\u{FFFD}').count().saturating_sub(own);
    let nuls = text.matches('\0').count();
    let text = if nuls == 0 { text } else { text.replace('\0', " ") };
    Decoded { text, replaced: u32::try_from(lost + nuls).unwrap_or(u32::MAX) }
}

/// `None` is UTF-8, also where a few of its bytes are damaged.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some(encoding) = guess_utf_16(bytes) {
        return Some(encoding);
    }
    let (mut letters, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|sign| !sign.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (broken > 0 && letters < broken * 4).then_some(WINDOWS_1258)
}

/// UTF-16 without a mark: Vietnamese letters have 00, 01, 03, 1E or 20 as their upper byte, and spaces 00.
fn guess_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2048) & !1];
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let looks_upper = |place: usize| {
        let upper = head.iter().skip(place).step_by(2);
        let usual = upper.clone().filter(|byte| matches!(byte, 0 | 1 | 3 | 0x1E | 0x20)).count();
        let nul = upper.filter(|byte| **byte == 0).count();
        let other_nul = head.iter().skip(1 - place).step_by(2).filter(|byte| **byte == 0).count();
        usual * 10 > pairs * 9 && nul * 2 > pairs && other_nul * 20 < pairs
    };
    if looks_upper(1) {
        Some(UTF_16LE)
    } else if looks_upper(0) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Replacement characters that the file itself holds are not our loss.
fn replacements_in_utf8(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().matches('\u{FFFD}').count()).sum()
}
