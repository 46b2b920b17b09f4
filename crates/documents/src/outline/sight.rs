//! Numbers as character recognition sees them.

use super::label::{Label, Style, arabic, roman, roman_numeral};

/// `H.`, `Il.`, `11.` for `II.`, and `II` without its dot, where the count of sections is at `next`.
pub(super) fn section(line: &str, next: u32) -> Option<Label> {
    let (word, rest) = line.split_once(' ')?;
    let core = word.strip_suffix(['.', '-', ')', ',', ':']).or_else(|| roman(word).map(|_| word))?;
    let numbers = readings(core)?;
    // A stroke is easily lost: the same number again is the next one.
    let lost = next > 1 && numbers.contains(&(next - 1));
    (numbers.contains(&next) || lost).then(|| Label {
        style: Style::Roman,
        numbers: vec![next],
        typed: roman_numeral(next),
        length: line.len() - rest.len(),
    })
}

/// Every Roman number that a word can be.
fn readings(core: &str) -> Option<Vec<u32>> {
    if core.is_empty() || core.chars().count() > 5 {
        return None;
    }
    let mut readings = vec![String::new()];
    for c in core.chars() {
        let seen: &[&str] = match c {
            'I' | 'l' | '1' | '|' | '!' | 'i' | 'L' | 'Ï' | 'Í' | 'Ì' => &["I"],
            'H' => &["II"],
            'V' | 'v' | 'Y' => &["V"],
            'W' => &["IV", "VI"],
            'N' | 'M' => &["IV", "II", "VI"],
            'X' | 'x' => &["X"],
            _ => return None,
        };
        readings =
            readings.iter().flat_map(|before| seen.iter().map(move |s| format!("{before}{s}"))).collect();
    }
    Some(readings.iter().filter_map(|reading| roman(reading)).collect())
}

/// `5, Phòng Nội vụ`: a number whose dot was seen as a comma.
pub(super) fn item(line: &str) -> Option<Label> {
    let (number, rest) = line.split_once(", ")?;
    let numbers = arabic(number).filter(|numbers| numbers.len() == 1)?;
    rest.starts_with(char::is_uppercase).then(|| Label {
        style: Style::Arabic(1),
        numbers,
        typed: number.to_owned(),
        length: line.len() - rest.len(),
    })
}
