//! The label of a list paragraph, as Word shows it.

use super::numbering::LEVELS;
use super::xml::Xml;
use crate::error::ReadError;

/// Signs of a label; a longer one comes from no person.
const LONGEST: usize = 120;

/// Form of a number. Forms that no Vietnamese document uses count as decimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Decimal,
    DecimalZero,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    Bullet,
    None,
}

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub(super) start: i64,
    /// Begins anew only after levels above this one, from 1; 0 is never.
    pub(super) restart: Option<usize>,
    /// The style that stands on this level.
    pub(super) style: Option<String>,
    form: Form,
    /// `%1.%2.`, or the bullet.
    text: String,
    /// Numbers of the levels above are shown as decimal.
    legal: bool,
}

impl Level {
    /// Reads a `lvl`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut level = Self::default();
        while let Some(element) = xml.child()? {
            match element.name() {
                "start" => level.start = element.number().unwrap_or(0),
                "lvlRestart" => level.restart = element.number().and_then(|at| usize::try_from(at).ok()),
                "pStyle" => level.style = element.val().map(|style| style.into_owned()),
                "numFmt" => level.form = form(&element.val().unwrap_or_default()),
                "lvlText" => level.text = element.val().unwrap_or_default().chars().take(LONGEST).collect(),
                "isLgl" => level.legal = element.is_on(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(level)
    }
}

/// The label of `level`, given the number reached on each.
pub(super) fn label(levels: &[&Level; LEVELS], level: usize, counts: &[i64; LEVELS]) -> String {
    let own = levels[level];
    if own.form == Form::Bullet {
        return bullet(levels, level).to_owned();
    }
    let mut label = String::new();
    let mut signs = own.text.chars().peekable();
    while let Some(sign) = signs.next() {
        let at = signs.peek().filter(|_| sign == '%').and_then(|digit| digit.to_digit(10));
        match at.and_then(|at| usize::try_from(at).ok()?.checked_sub(1)) {
            Some(at) if at < LEVELS => {
                signs.next();
                let form = if own.legal { Form::Decimal } else { levels[at].form };
                label.push_str(&number(counts[at], form));
            }
            _ => label.push(sign),
        }
    }
    label.trim().to_owned()
}

/// A typed `-` or `+` stays. Any other bullet is the dash of a printed plan, and the plus where it stands within
/// another bullet of its list.
fn bullet(levels: &[&Level; LEVELS], level: usize) -> &'static str {
    match levels[level].text.trim() {
        "-" | "\u{f02d}" => "-",
        "+" | "\u{f02b}" => "+",
        _ if levels[..level].iter().any(|above| above.form == Form::Bullet) => "+",
        _ => "-",
    }
}

fn form(name: &str) -> Form {
    match name {
        "upperRoman" => Form::UpperRoman,
        "lowerRoman" => Form::LowerRoman,
        "upperLetter" => Form::UpperLetter,
        "lowerLetter" => Form::LowerLetter,
        "decimalZero" => Form::DecimalZero,
        "bullet" => Form::Bullet,
        "none" => Form::None,
        _ => Form::Decimal,
    }
}

fn number(count: i64, form: Form) -> String {
    match form {
        Form::Bullet | Form::None => String::new(),
        Form::Decimal => count.to_string(),
        Form::DecimalZero => format!("{count:02}"),
        Form::UpperRoman => roman(count),
        Form::LowerRoman => roman(count).to_lowercase(),
        Form::UpperLetter => letters(count),
        Form::LowerLetter => letters(count).to_lowercase(),
    }
}

fn roman(count: i64) -> String {
    if !(1..4000).contains(&count) {
        return count.to_string();
    }
    let places =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")];
    let ones = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = count;
    let mut roman = String::new();
    for (value, sign) in places.into_iter().chain(ones) {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

/// A to Z, then AA, BB, as Word has it.
fn letters(count: i64) -> String {
    match u8::try_from(count) {
        Ok(count @ 1..) => {
            let letter = char::from(b'A' + (count - 1) % 26);
            std::iter::repeat_n(letter, usize::from((count - 1) / 26) + 1).collect()
        }
        _ => count.to_string(),
    }
}
