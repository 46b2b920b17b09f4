//! Numbers that identify: tax codes, personal numbers, mobile numbers, goods.

/// Why a number is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Other signs than digits, or too many or too few of them.
    #[error("wrong length or signs other than digits")]
    Shape,
    /// The check digit does not fit the others.
    #[error("the check digit does not fit")]
    CheckDigit,
    /// No province had this code when personal numbers were given.
    #[error("no province has this code")]
    Province,
    /// Not a prefix of Vietnamese mobile networks.
    #[error("not a mobile prefix")]
    Prefix,
}

/// A tax code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TaxCode {
    /// An organisation: ten digits, the last a check digit.
    Organisation(String),
    /// A branch of an organisation: its ten digits, and three of the branch.
    Branch(String, String),
    /// A person, by the personal number, since 1 July 2025.
    Person(PersonalNumber),
}

/// What the structure of a personal number (`số định danh cá nhân`) says.
///
/// The number itself is personal data and is not kept here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PersonalNumber {
    /// The code of the province of birth registration, in the list of 63 that held until 2025.
    pub province: u16,
    /// The year of birth.
    pub birth_year: u16,
    /// Whether the holder was registered as female.
    pub female: bool,
}

/// Weights of the first nine digits of a tax code, as the tax authority checks them.
const TAX_WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/// Codes of the 63 provinces in personal numbers (Circular 59/2021/TT-BCA, Annex I).
const PROVINCES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40,
    42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83,
    84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Reads a tax code: `0100109106`, `0100109106-001`, or a personal number of twelve digits.
///
/// The tenth digit is ten less the weighted sum of the first nine modulo eleven; where that gives
/// ten, no such code was ever issued.
///
/// # Errors
/// [`IdentifierError`] for a wrong shape or check digit.
///
/// ```
/// use vietnamese::identifiers::{TaxCode, tax_code};
/// assert_eq!(tax_code("0100109106"), Ok(TaxCode::Organisation("0100109106".to_owned())));
/// assert!(tax_code("0100109107").is_err());
/// ```
pub fn tax_code(text: &str) -> Result<TaxCode, IdentifierError> {
    let text = text.trim();
    let (number, branch) = match text.split_once('-') {
        Some((number, branch)) => (number, Some(branch)),
        None => (text, None),
    };
    if number.len() == 12 && branch.is_none() {
        return personal_number(number).map(TaxCode::Person);
    }
    let digits = digits(number, &[10])?;
    let sum: u32 = digits.iter().zip(TAX_WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    if 10 - sum % 11 != digits[9] {
        return Err(IdentifierError::CheckDigit);
    }
    match branch {
        Some(branch) => {
            self::digits(branch, &[3])?;
            Ok(TaxCode::Branch(number.to_owned(), branch.to_owned()))
        }
        None => Ok(TaxCode::Organisation(number.to_owned())),
    }
}

/// Reads the structure of a personal number: province (3), century and sex (1), year (2), chance (6).
///
/// # Errors
/// [`IdentifierError`] for a wrong shape or an unknown province. There is no check digit.
///
/// ```
/// let person = vietnamese::identifiers::personal_number("064185001234").unwrap();
/// assert_eq!((person.province, person.birth_year, person.female), (64, 1985, true));
/// ```
pub fn personal_number(text: &str) -> Result<PersonalNumber, IdentifierError> {
    let digits = digits(text.trim(), &[12])?;
    let number =
        |range: std::ops::Range<usize>| digits[range].iter().fold(0, |sum, digit| sum * 10 + *digit as u16);
    let province = number(0..3);
    if !PROVINCES.contains(&province) {
        return Err(IdentifierError::Province);
    }
    let birth_year = 1900 + 100 * (number(3..4) / 2) + number(4..6);
    Ok(PersonalNumber { province, birth_year, female: digits[3] % 2 == 1 })
}

/// Reads a Vietnamese mobile number, with `0` or `+84`, and gives its ten digits.
///
/// Spaces, points and hyphens between digits are allowed.
///
/// # Errors
/// [`IdentifierError`] for a wrong shape or prefix.
///
/// ```
/// assert_eq!(vietnamese::identifiers::mobile("+84 912 345 678").unwrap(), "0912345678");
/// ```
pub fn mobile(text: &str) -> Result<String, IdentifierError> {
    let plain: String = text.chars().filter(|sign| !matches!(sign, ' ' | '.' | '-' | '\u{a0}')).collect();
    let national = match plain.strip_prefix("+84") {
        Some(rest) => format!("0{rest}"),
        None => plain,
    };
    let digits = digits(&national, &[10])?;
    match digits[..2] {
        [0, 3 | 5 | 7 | 8 | 9] => Ok(national),
        _ => Err(IdentifierError::Prefix),
    }
}

/// Checks a GTIN of 8, 12, 13 or 14 digits and gives it with zeros to 14 digits.
///
/// # Errors
/// [`IdentifierError`] for a wrong shape or check digit.
///
/// ```
/// assert_eq!(vietnamese::identifiers::gtin("8934563138165").unwrap(), "08934563138165");
/// ```
pub fn gtin(text: &str) -> Result<String, IdentifierError> {
    let text = text.trim();
    digits(text, &[8, 12, 13, 14])?;
    let (data, check) = text.split_at(text.len() - 1);
    match gtin_check_digit(data)? == check {
        true => Ok(format!("{text:0>14}")),
        false => Err(IdentifierError::CheckDigit),
    }
}

/// The check digit for the first 7, 11, 12 or 13 digits of a GTIN (GS1 General Specifications, 7.9:
/// weights 3 and 1 in turn from the right, then up to the next ten).
///
/// # Errors
/// [`IdentifierError::Shape`] for other lengths or signs.
///
/// ```
/// assert_eq!(vietnamese::identifiers::gtin_check_digit("893456313816").unwrap(), "5");
/// ```
pub fn gtin_check_digit(data: &str) -> Result<String, IdentifierError> {
    let digits = digits(data, &[7, 11, 12, 13])?;
    let sum: u32 =
        digits.iter().rev().zip([3, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    Ok(((10 - sum % 10) % 10).to_string())
}

fn digits(text: &str, lengths: &[usize]) -> Result<Vec<u32>, IdentifierError> {
    let digits: Option<Vec<u32>> = text.chars().map(|sign| sign.to_digit(10)).collect();
    digits.filter(|digits| lengths.contains(&digits.len())).ok_or(IdentifierError::Shape)
}
