//! Sums of money in whole đồng.

use crate::letters::upper;
use crate::nfc;
use crate::numbers::{self, NumberError};

/// Why a text is not a sum of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The number is not one.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// The sum is not said to be đồng.
    #[error("the currency is missing or not đồng")]
    Currency,
    /// Parts of a đồng do not exist.
    #[error("not a whole number of đồng")]
    NotWhole,
}

/// Writes a sum in figures.
///
/// ```
/// assert_eq!(vietnamese::money::format(1_234_567), "1.234.567 đồng");
/// ```
pub fn format(dong: i64) -> String {
    format!("{} đồng", numbers::format(dong))
}

/// Writes a sum in words, with a capital, as papers ask for (`bằng chữ`).
///
/// ```
/// assert_eq!(vietnamese::money::to_words(15_000), "Mười lăm nghìn đồng");
/// ```
pub fn to_words(dong: i64) -> String {
    let words = numbers::to_words(dong);
    let mut letters = words.chars();
    let first = letters.next().map(upper);
    first.into_iter().chain(letters).chain(" đồng".chars()).collect()
}

/// Reads a sum: `1.234.567 đồng`, `15,5 tỷ đồng`, `200 triệu đồng`, `500.000đ`, `hai trăm triệu đồng`.
///
/// # Errors
/// [`MoneyError`] where there is no number, no đồng, or a part of a đồng.
///
/// ```
/// assert_eq!(vietnamese::money::parse("15,5 tỷ đồng"), Ok(15_500_000_000));
/// ```
pub fn parse(text: &str) -> Result<i64, MoneyError> {
    let text = nfc(text.trim()).to_lowercase();
    let sum = ["việt nam đồng", "đồng chẵn", "đồng", "vnđ", "vnd", "₫", "đ"]
        .iter()
        .find_map(|currency| text.strip_suffix(currency))
        .ok_or(MoneyError::Currency)?
        .trim_end();
    let (figures, factor) = scaled(sum);
    let (number, factor) = match numbers::parse(figures) {
        Ok(number) => (number, factor),
        Err(error) if figures.starts_with(|first: char| first.is_ascii_digit()) => return Err(error.into()),
        Err(_) => (numbers::from_words(sum)?, 1),
    };
    let unit = 10i128.pow(number.places);
    let dong = i128::from(number.digits) * factor;
    if dong % unit != 0 {
        return Err(MoneyError::NotWhole);
    }
    i64::try_from(dong / unit).map_err(|_| NumberError::TooLarge.into())
}

/// The figures before the scales, and what the scales make together: `3 nghìn tỷ` is 3 × 10¹².
fn scaled(sum: &str) -> (&str, i128) {
    let mut figures = sum;
    let mut factor: i128 = 1;
    // Two scales at most: more is no sum anybody writes, and would overflow.
    for _ in 0..2 {
        let scale = [
            ("nghìn", 1_000),
            ("ngàn", 1_000),
            ("triệu", 1_000_000),
            ("tỷ", 1_000_000_000),
            ("tỉ", 1_000_000_000),
        ]
        .into_iter()
        .find_map(|(name, scale)| Some((figures.strip_suffix(name)?, scale)));
        let Some((before, scale)) = scale else { break };
        figures = before.trim_end();
        factor *= scale;
    }
    (figures, factor)
}
