//! Numbers read out (`bằng chữ`), and read back.

use super::{Number, NumberError};
use crate::nfc;

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

const BILLION: u64 = 1_000_000_000;

/// Scales inside of a billion, from the largest.
const SCALES: [(u64, &str); 3] = [(1_000_000, "triệu"), (1_000, "nghìn"), (1, "")];

/// Reads a whole number out in the words of official documents.
///
/// ```
/// use vietnamese::numbers::to_words;
/// assert_eq!(to_words(24), "hai mươi tư");
/// assert_eq!(to_words(1005), "một nghìn không trăm linh năm");
/// ```
pub fn to_words(number: i64) -> String {
    let sign = if number < 0 { "âm " } else { "" };
    format!("{sign}{}", whole(number.unsigned_abs()))
}

impl Number {
    /// Reads the number out; zeros behind the comma one by one, then the rest as a number.
    ///
    /// ```
    /// let number = vietnamese::numbers::parse("1,05").unwrap();
    /// assert_eq!(number.to_words(), "một phẩy không năm");
    /// ```
    pub fn to_words(self) -> String {
        let (before, behind) = self.split();
        let sign = if self.digits < 0 { "âm " } else { "" };
        let mut words = format!("{sign}{}", whole(before));
        if self.places > 0 {
            let zeros = if behind == 0 { self.places } else { self.places - behind.ilog10() - 1 };
            words += " phẩy";
            words += &" không".repeat(zeros as usize);
            if behind > 0 {
                words += " ";
                words += &whole(behind);
            }
        }
        words
    }
}

fn whole(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    read_out(number, false, &mut words);
    words.join(" ")
}

/// `full` asks for the hundreds even where they are zero, as behind a larger scale.
fn read_out(number: u64, full: bool, words: &mut Vec<&'static str>) {
    let mut full = full;
    if number >= BILLION {
        read_out(number / BILLION, full, words);
        words.push("tỷ");
        full = true;
    }
    for (unit, scale) in SCALES {
        let group = number % BILLION / unit % 1_000;
        if group > 0 {
            hundreds(group as usize, full, words);
            if !scale.is_empty() {
                words.push(scale);
            }
            full = true;
        }
    }
}

fn hundreds(group: usize, full: bool, words: &mut Vec<&'static str>) {
    let (hundred, ten, one) = (group / 100, group / 10 % 10, group % 10);
    if hundred > 0 || full {
        words.extend([DIGITS[hundred], "trăm"]);
    }
    match ten {
        0 if one > 0 && (hundred > 0 || full) => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[ten], "mươi"]),
    }
    match (ten, one) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[one]),
    }
}

/// Understands a number read out.
///
/// Takes the words of [`to_words`] and of daily use: `lẻ` for `linh`, `ngàn` for `nghìn`, `tỉ` for
/// `tỷ`, `bốn` for `tư`, `nhăm` for `lăm`, and `rưỡi` behind a scale at the end (`hai triệu rưỡi`).
///
/// # Errors
/// [`NumberError::Ambiguous`] for a bare digit behind a scale (`một trăm hai` is 102 to one reader
/// and 120 to another), [`NumberError::NotANumber`] for all that is not a number.
///
/// ```
/// use vietnamese::numbers::{Number, from_words};
/// assert_eq!(from_words("một ngàn lẻ năm"), Ok(Number::whole(1005)));
/// assert_eq!(from_words("hai phẩy rưỡi").is_err(), true);
/// ```
pub fn from_words(text: &str) -> Result<Number, NumberError> {
    let text = nfc(text).to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let (negative, words) = match words.as_slice() {
        ["âm", rest @ ..] => (true, rest),
        all => (false, all),
    };
    let comma = words.iter().position(|&word| word == "phẩy");
    let (before, behind) = words.split_at(comma.unwrap_or(words.len()));
    let mut digits = i128::from(understand(before)?);
    let mut places = 0;
    if let [_, fraction @ ..] = behind {
        let zeros = fraction.iter().take_while(|&&word| word == "không").count();
        // "không trăm" starts a number; the zeros alone are read one by one.
        let rest = &fraction[zeros..];
        let rest = if rest.is_empty() { None } else { Some(understand(rest)?) };
        let width = rest.map_or(0, |rest| rest.max(1).ilog10() + 1);
        places = u32::try_from(zeros).unwrap_or(u32::MAX).saturating_add(width);
        if fraction.is_empty() {
            return Err(NumberError::NotANumber);
        }
        if places > 18 {
            return Err(NumberError::TooLarge);
        }
        digits = digits * 10i128.pow(places) + i128::from(rest.unwrap_or(0));
    }
    let digits = if negative { -digits } else { digits };
    Ok(Number { digits: i64::try_from(digits).map_err(|_| NumberError::TooLarge)?, places })
}

/// A whole number of words: parts below a billion, each `tỷ` multiplying all before it.
fn understand(words: &[&str]) -> Result<u64, NumberError> {
    let mut total: u64 = 0;
    let mut rest = words;
    let mut first = true;
    while !rest.is_empty() {
        let end = rest.iter().position(|word| matches!(*word, "tỷ" | "tỉ"));
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        if !part.is_empty() {
            let half = if first { None } else { Some(BILLION / 2) };
            total = total.checked_add(below_billion(part, half)?).ok_or(NumberError::TooLarge)?;
        } else if first {
            return Err(NumberError::NotANumber);
        }
        rest = after.get(1..).unwrap_or_default();
        if end.is_some() {
            total = total.checked_mul(BILLION).ok_or(NumberError::TooLarge)?;
        }
        first = false;
    }
    if first { Err(NumberError::NotANumber) } else { Ok(total) }
}

/// A part below a billion; `half` is what `rưỡi` means at its beginning, behind a scale.
fn below_billion(words: &[&str], half: Option<u64>) -> Result<u64, NumberError> {
    let mut total = 0;
    let mut half = half;
    let mut ceiling = BILLION;
    let mut rest = words;
    while !rest.is_empty() {
        if let (["rưỡi"], Some(half)) = (rest, half) {
            return Ok(total + half);
        }
        let end = rest.iter().position(|word| matches!(*word, "triệu" | "nghìn" | "ngàn"));
        let (group, after) = rest.split_at(end.unwrap_or(rest.len()));
        let unit = match after.first() {
            Some(&"triệu") => 1_000_000,
            Some(_) => 1_000,
            None => 1,
        };
        // Scales go down: "nghìn triệu" is no number.
        if unit * 1_000 > ceiling {
            return Err(NumberError::NotANumber);
        }
        total += three_digits(group, half.is_some(), unit == 1)? * unit;
        (ceiling, half) = (unit, Some(unit / 2));
        rest = after.get(1..).unwrap_or_default();
    }
    Ok(total)
}

/// Up to three digits; `behind` says that a larger scale stands before them, `last` that nothing follows.
fn three_digits(words: &[&str], behind: bool, last: bool) -> Result<u64, NumberError> {
    let (hundreds, rest) = match words {
        [hundred, "trăm", rest @ ..] => (Some(digit(hundred)?), rest),
        _ => (None, words),
    };
    let base = hundreds.unwrap_or(0) * 100;
    let below = match rest {
        [] if hundreds.is_some() => 0,
        ["rưỡi"] if last && hundreds.is_some_and(|hundreds| hundreds > 0) => 50,
        ["linh" | "lẻ", one] if hundreds.is_some() || behind => digit(one)?,
        ["mười"] => 10,
        ["mười", one] => 10 + behind_ten(one, false)?,
        [ten, "mươi"] => 10 * tens(ten)?,
        [ten, "mươi", one] => 10 * tens(ten)? + behind_ten(one, true)?,
        [one] if hundreds.is_none() && !behind => digit(one)?,
        [one] => return Err(digit(one).map_or(NumberError::NotANumber, |_| NumberError::Ambiguous)),
        _ => return Err(NumberError::NotANumber),
    };
    Ok(base + below)
}

fn digit(word: &str) -> Result<u64, NumberError> {
    match word {
        "tư" => Ok(4),
        "bẩy" => Ok(7),
        _ => DIGITS
            .iter()
            .position(|&each| each == word)
            .map(|place| place as u64)
            .ok_or(NumberError::NotANumber),
    }
}

fn tens(word: &str) -> Result<u64, NumberError> {
    digit(word).ok().filter(|&ten| ten >= 2).ok_or(NumberError::NotANumber)
}

fn behind_ten(word: &str, mounted: bool) -> Result<u64, NumberError> {
    match word {
        "lăm" | "nhăm" => Ok(5),
        "mốt" if mounted => Ok(1),
        "không" => Err(NumberError::NotANumber),
        _ => digit(word),
    }
}
