//! Words as they can be printed: composed, without signs that nobody sees, and a box for each letter that the faces do not have.
//! PDF/A allows no letter without a picture, and one strange letter must not keep a report from being signed.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::text::FontBook;

/// Stands for a letter that the faces do not have.
const BOX: char = '\u{25A1}';

/// Makes all texts of the data printable, and notes which letters were not.
pub(crate) fn print(data: &mut Value, faces: &FontBook, unknown: &mut BTreeSet<char>) {
    match data {
        Value::String(text) => *text = printable(text, faces, unknown),
        Value::Array(all) => all.iter_mut().for_each(|one| print(one, faces, unknown)),
        Value::Object(all) => all.values_mut().for_each(|one| print(one, faces, unknown)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn printable(text: &str, faces: &FontBook, unknown: &mut BTreeSet<char>) -> String {
    let composed = vietnamese::nfc(text);
    let seen = composed.chars().filter(|sign| *sign == '\n' || !is_unseen(*sign));
    let print = |sign: char| {
        if sign == '\n' || has(faces, sign) {
            return sign;
        }
        unknown.insert(sign);
        BOX
    };
    seen.map(print).collect()
}

/// Whether all faces have a letter.
fn has(faces: &FontBook, sign: char) -> bool {
    (0..).map_while(|at| faces.info(at)).all(|face| face.coverage.contains(sign.into()))
}

/// Signs that turn the direction of words, join or part them, or are no signs at all.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
