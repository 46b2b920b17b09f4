//! Numbers in Vietnamese figures and words, and back.

use std::fmt;

use crate::nfc;

mod words;

pub use words::{from_words, to_words};

/// A decimal number, exact: `1.234,50` is 123450 with two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// All digits as one number, with the sign.
    pub digits: i64,
    /// How many of the digits stand behind the comma, at most 18.
    pub places: u32,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// There is nothing, or something that is not a number.
    #[error("not a number")]
    NotANumber,
    /// Points must group digits by three: `12.5` may be 12,5 or a slip for 12.500.
    #[error("points do not group digits by three")]
    Grouping,
    /// The words can be understood in two ways, as `một trăm hai` (102 or 120).
    #[error("the words can mean two numbers")]
    Ambiguous,
    /// More than 64 bits hold.
    #[error("the number is too large")]
    TooLarge,
}

impl Number {
    /// A number without decimals.
    pub const fn whole(digits: i64) -> Number {
        Number { digits, places: 0 }
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.places.min(18) as i32)
    }

    /// The digits before the comma, and those behind it.
    fn split(self) -> (u64, u64) {
        let unit = 10u64.pow(self.places.min(18));
        (self.digits.unsigned_abs() / unit, self.digits.unsigned_abs() % unit)
    }
}

/// Writes the number the Vietnamese way: `1.234.567,5`.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = self.split();
        let sign = if self.digits < 0 { "-" } else { "" };
        write!(out, "{sign}{}", grouped(whole))?;
        match self.places.min(18) as usize {
            0 => Ok(()),
            places => write!(out, ",{fraction:0places$}"),
        }
    }
}

/// Writes a whole number with points between groups of three digits.
///
/// ```
/// assert_eq!(vietnamese::numbers::format(-1_234_567), "-1.234.567");
/// ```
pub fn format(number: i64) -> String {
    Number::whole(number).to_string()
}

/// Reads a number in Vietnamese figures: `1.234.567,5`, `1234567,5`, `-3`, `01`.
///
/// Points group digits by three, the comma starts the decimals.
///
/// # Errors
/// [`NumberError`] where the text is something else, or points group otherwise.
///
/// ```
/// use vietnamese::numbers::{Number, parse};
/// assert_eq!(parse("1.234.567,5"), Ok(Number { digits: 12_345_675, places: 1 }));
/// assert!(parse("12.5").is_err());
/// ```
pub fn parse(text: &str) -> Result<Number, NumberError> {
    let text = nfc(text.trim());
    let (negative, figures) = match text.strip_prefix(['-', '−']) {
        Some(figures) => (true, figures),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = match figures.split_once(',') {
        Some((_, "")) => return Err(NumberError::NotANumber),
        Some((whole, fraction)) => (whole, fraction),
        None => (figures, ""),
    };
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    if first.is_empty() || !digits_only(&whole.replace('.', "")) || !digits_only(fraction) {
        return Err(NumberError::NotANumber);
    }
    if whole.contains('.') && (first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return Err(NumberError::Grouping);
    }
    let places =
        u32::try_from(fraction.len()).ok().filter(|&places| places <= 18).ok_or(NumberError::TooLarge)?;
    let sign = if negative { "-" } else { "" };
    let digits = format!("{sign}{}{fraction}", whole.replace('.', ""));
    let digits = digits.parse().map_err(|_| NumberError::TooLarge)?;
    Ok(Number { digits, places })
}

fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}
