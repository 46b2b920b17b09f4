//! Forms of words and measures, and how they are told.

/// A length that is off by no more is rounded, not wrong: half a millimetre.
pub(super) const TOLERANCE_MM: f64 = 0.5;

/// Whether a line gives the document's number.
pub(super) fn is_number(text: &str, word: &str) -> bool {
    text.starts_with(word) && text.contains(['/', '-'])
}

/// `Số: 05/KH-UBND`, of the party's bodies `Số: 15-KH/TU`; or room for a number that is not given yet.
pub(super) fn is_well_numbered(text: &str, word: &str) -> bool {
    let rest = text.trim_start_matches(word).trim();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let after = rest[digits..].trim_start_matches(|sign: char| sign.is_ascii_lowercase());
    let is_padded = digits == 0 || digits >= 2;
    let symbol = after.trim_start().strip_prefix(['/', '-']).unwrap_or_default();
    is_padded && !symbol.is_empty() && !symbol.contains(char::is_whitespace) && symbol.contains(['/', '-'])
}

/// The day below 10 and months 1 and 2 have a nought before them, other months have none; or there is room for them.
pub(super) fn is_well_dated(text: &str) -> bool {
    let after = |word: &str| {
        let rest = text.split_once(word).map(|(_, rest)| rest.trim_start_matches([' ', '\u{a0}']))?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        Some(digits)
    };
    let [Some(day), Some(month), Some(year)] = ["ngày", "tháng", "năm"].map(after) else { return false };
    if day.is_empty() && month.is_empty() {
        return true;
    }
    let is_month = match month.parse::<u32>() {
        Ok(number @ 1..=2) => month == format!("0{number}"),
        Ok(number @ 3..=12) => month == number.to_string(),
        _ => false,
    };
    day.len() == 2 && is_month && (year.is_empty() || year.len() == 4)
}

pub(super) fn near(length: f64, wanted: f64) -> bool {
    meets([length; 2], [wanted; 2])
}

/// Whether a length of which the least and the most is known can lie within bounds.
pub(super) fn meets([least, most]: [f64; 2], bounds: [f64; 2]) -> bool {
    most >= bounds[0] - TOLERANCE_MM && least <= bounds[1] + TOLERANCE_MM
}

/// A margin of which the least and the most is known; nothing where it may lie within bounds and more is not known.
pub(super) fn margin([least, most]: [f64; 2], bounds: [f64; 2]) -> String {
    if least == most {
        format!("{most:.0} mm")
    } else if meets([least, most], bounds) {
        "–".to_owned()
    } else if least > 0.0 {
        format!("{least:.0}–{most:.0} mm")
    } else {
        format!("≤ {most:.0} mm")
    }
}

pub(super) fn range([least, most]: [f64; 2], unit: &str) -> String {
    let text = if least == most { format!("{least} {unit}") } else { format!("{least}–{most} {unit}") };
    text.trim_end().to_owned()
}

/// To a hundredth.
pub(super) fn told(measure: f64, unit: &str) -> String {
    format!("{} {unit}", (measure * 100.0).round() / 100.0).trim_end().to_owned()
}
