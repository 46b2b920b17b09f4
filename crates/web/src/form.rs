//! What somebody typed into a form: read field by field, kept whole, so that the form can come back with all of it and
//! with what is wrong beside each field.

mod again;
mod long;

use std::collections::BTreeMap;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use base::{Error, FieldError};
use chrono::NaiveDate;
use minijinja::Value;
use serde::Serialize;
use uuid::Uuid;

pub use self::again::{status, wrong};
pub use self::long::LongForm;
use crate::Failure;

/// The fields of a form as they came, and what is wrong with them so far.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Form {
    /// The fields of a query or of the body of a form.
    pub fn new(values: Vec<(String, String)>) -> Self {
        Self { values, errors: Vec::new() }
    }

    /// The fields of an input of the JSON interface, so that one reader checks both: numbers as people type them here, a
    /// list as that field again and again, `true` as a tick. What is `null` or `false` is left out, and what has fields of
    /// its own, which no form has.
    pub fn of(input: &impl Serialize) -> Self {
        use serde_json::Value;

        let text = |value: Value| match value {
            Value::Null | Value::Bool(false) | Value::Object(_) => None,
            Value::Bool(true) => Some("1".to_owned()),
            Value::String(text) => Some(text),
            Value::Number(number) if number.is_f64() => {
                number.as_f64().map(|number| number.to_string().replace('.', ","))
            }
            other => Some(other.to_string()),
        };
        let fields = match serde_json::to_value(input) {
            Ok(Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let each = fields.into_iter().flat_map(|(name, value)| {
            let values = if let Value::Array(values) = value { values } else { vec![value] };
            values.into_iter().map(move |value| (name.clone(), value))
        });
        Self::new(each.filter_map(|(name, value)| Some((name, text(value)?))).collect())
    }

    /// Drops the fields whose names end so.
    pub fn forget(&mut self, end: &str) {
        self.values.retain(|(name, _)| !name.ends_with(end));
    }

    /// Adds a field.
    pub fn put(&mut self, name: impl Into<String>, value: &str) {
        self.values.push((name.into(), value.to_owned()));
    }

    /// All fields as they came.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.values
    }

    /// What stands in a field, without space around it and in normal form; nothing where there is none.
    pub fn text(&self, name: &str) -> String {
        line(self.raw(name))
    }

    /// A field as it came, to the letter.
    pub fn raw(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The lines of a field, each as [`Form::text`] has it; space before one may mean something, and is two spaces.
    pub fn lines(&self, name: &str) -> String {
        let indent = |text: &str| if text.starts_with(char::is_whitespace) { "  " } else { "" };
        let lines = self.raw(name).lines().map(|text| format!("{}{}", indent(text), line(text)));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// A password as it was typed. In the normal form NFC, because keyboards differ in how they put a mark on a letter.
    pub fn secret(&self, name: &str) -> String {
        vietnamese::nfc(self.raw(name)).into_owned()
    }

    /// The values of all fields of that name, such as ticks.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values.iter().filter(|(field, _)| field == name).map(|(_, value)| line(value)).collect()
    }

    /// The fields whose names begin so, with what comes after that in their names.
    pub fn starting(&self, start: &str) -> Vec<(String, String)> {
        let rest = |field: &str| field.strip_prefix(start).map(str::to_owned);
        self.values.iter().filter_map(|(field, value)| Some((rest(field)?, line(value)))).collect()
    }

    /// A text that has to be there and has at most `longest` letters.
    pub fn required(&mut self, name: &str, longest: usize) -> String {
        let text = self.text(name);
        if text.is_empty() {
            self.wrong(name, "required");
        }
        self.within(name, &text, longest);
        text
    }

    /// A text that may be missing.
    pub fn optional(&mut self, name: &str, longest: usize) -> Option<String> {
        let text = self.text(name);
        self.within(name, &text, longest);
        Some(text).filter(|text| !text.is_empty())
    }

    /// A day that has to be there: `2025-07-01` as browsers send it, or `1/7/2025` as people type it.
    pub fn date(&mut self, name: &str) -> NaiveDate {
        let text = self.text(name);
        let day = day(&text);
        if day.is_none() {
            self.wrong(name, if text.is_empty() { "required" } else { "date" });
        }
        day.unwrap_or_default()
    }

    /// A choice that has to be among the known ones.
    pub fn choice<T>(&mut self, name: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = known(&self.text(name));
        if found.is_none() {
            self.wrong(name, "choose");
        }
        found
    }

    /// An id that may be missing.
    pub fn id(&mut self, name: &str) -> Option<Uuid> {
        let text = self.text(name);
        let id = text.parse().ok();
        if id.is_none() && !text.is_empty() {
            self.wrong(name, "choose");
        }
        id
    }

    /// A number as it is written here, `1.234,5`; nothing typed is none. A point stands between groups of three only, so that
    /// `12.5` is refused rather than read as 125.
    pub fn amount(&mut self, name: &str) -> Option<f64> {
        let text = self.text(name);
        let amount = amount(&text);
        if amount.is_none() && !text.is_empty() {
            self.wrong(name, "amount");
        }
        amount
    }

    /// The same exactly, in ten-thousandths: four decimals at most.
    pub fn figure(&mut self, name: &str) -> Option<i64> {
        let text = self.text(name);
        let figure = figure(&text);
        if figure.is_none() && !text.is_empty() {
            self.wrong(name, "amount");
        }
        figure
    }

    /// A whole number; 0 where there is none.
    pub fn number(&self, name: &str) -> i32 {
        self.text(name).parse().unwrap_or_default()
    }

    /// Says that `field` breaks the rule `error-<code>`.
    pub fn wrong(&mut self, field: &str, code: &str) {
        if !self.errors.iter().any(|error| error.field == field) {
            self.errors.push(FieldError::new(field, code));
        }
    }

    /// The input made of the fields, unless something is wrong with one of them.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that is wrong.
    pub fn finish<T>(&self, input: T) -> Result<T, Error> {
        if self.errors.is_empty() { Ok(input) } else { Err(Error::Invalid(self.errors.clone())) }
    }

    /// For the template: `value` by field, `values` of fields that come more than once, and `error` by field.
    pub fn shown(&self, errors: &[FieldError]) -> Value {
        let mut value = BTreeMap::new();
        let mut values: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (field, text) in self.values.iter().filter(|(field, _)| !SECRET.contains(&field.as_str())) {
            value.entry(field.as_str()).or_insert(text.as_str());
            values.entry(field.as_str()).or_default().push(text.as_str());
        }
        let error: BTreeMap<_, _> =
            errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
        minijinja::context! { value, values, error }
    }

    fn within(&mut self, name: &str, text: &str, longest: usize) {
        if text.chars().count() > longest {
            self.wrong(name, "too-long");
        }
    }
}

/// Fields that never come back.
const SECRET: [&str; 4] = ["password", "again", "current", "otp"];
/// Most bytes of a form without files.
const FORM_BYTES: usize = 256 << 10;

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        received(request, FORM_BYTES).await
    }
}

async fn received(request: Request, most: usize) -> Result<Form, Failure> {
    let body = to_bytes(request.into_body(), most).await;
    let body = body.map_err(|_| Failure::from(Error::TooLarge { limit: most as u64 }))?;
    Ok(Form::new(form_urlencoded::parse(&body).into_owned().collect()))
}

/// A day as a browser or a person writes it.
pub fn day(text: &str) -> Option<NaiveDate> {
    let iso = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let day = iso.or_else(|| NaiveDate::parse_from_str(text, "%d/%m/%Y").ok())?;
    // Years that databases and people can write.
    let year = chrono::Datelike::year(&day);
    (1900..=2200).contains(&year).then_some(day)
}

fn amount(text: &str) -> Option<f64> {
    let (sign, whole, part) = digits(text)?;
    let amount: f64 = format!("{sign}{whole}.{part}").parse().ok()?;
    // More than a sum of money in đồng can be is a slip.
    Some(amount).filter(|amount| amount.abs() <= 1e18)
}

fn figure(text: &str) -> Option<i64> {
    let (sign, whole, part) = digits(text)?;
    let part = part.trim_end_matches('0');
    if part.len() > 4 {
        return None;
    }
    format!("{sign}{whole}{part:0<4}").parse().ok()
}

/// Sign, whole and part of a number as it is written here.
fn digits(text: &str) -> Option<(&'static str, String, String)> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, part) = digits.split_once(',').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split('.');
    let first = groups.next().filter(|first| is_number(first))?;
    let rest: Vec<_> = groups.collect();
    let is_grouped =
        rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| is_number(group) && group.len() == 3);
    if !is_grouped || part.is_some_and(|part| !is_number(part)) {
        return None;
    }
    Some((sign, format!("{first}{}", rest.concat()), part.unwrap_or("0").to_owned()))
}

/// One line in normal form, without space around it and without what is not seen: who reads a name sees all of it, in its
/// order.
pub fn line(text: &str) -> String {
    let seen = text.chars().filter(|letter| !is_invisible(*letter));
    let line = |letter: char| if is_break(letter) { ' ' } else { letter };
    vietnamese::nfc(&seen.map(line).collect::<String>()).trim().to_owned()
}

/// The name of a file without the way to it, which some browsers send, as one line of at most `longest` letters.
pub fn file_name(given: &str, longest: usize) -> String {
    let name: String =
        line(given.rsplit(['/', '\\']).next().unwrap_or_default()).chars().take(longest).collect();
    if name.is_empty() { "—".to_owned() } else { name }
}

fn is_break(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Letters that are not drawn, or turn the direction of others: those of the property Default_Ignorable_Code_Point of
/// Unicode 16 (DerivedCoreProperties.txt), and the marks of interlinear notes. Vietnamese needs none of them; emoji lose
/// their joints.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::{Form, amount, file_name, line};

    #[test]
    fn a_line_is_what_is_seen_of_it() {
        for (typed, kept) in [
            (" Nguyễn Thị Lan ", "Nguyễn Thị Lan"),
            ("Nguye\u{302}\u{303}n Thi\u{323} Lan", "Nguyễn Thị Lan"),
            // The mark and its letter are parted by what is not seen.
            ("Nguy\u{200d}e\u{34f}\u{302}\u{303}n", "Nguyễn"),
            ("Lan\u{202e}nahK êA\u{202c}", "LannahK êA"),
            ("\u{2066}\u{2067}\u{2068}admin\u{2069}\u{200f}", "admin"),
            ("qu\u{ad}an\u{200b}tri\u{feff}", "quantri"),
            ("\u{3164}\u{200b}", ""),
            ("Số 12/KH-UBND\r\nngày\u{2028}5", "Số 12/KH-UBND  ngày 5"),
            ("Rẫy Kon Plông — Đăk Pơ’", "Rẫy Kon Plông — Đăk Pơ’"),
            ("🌱 ươm", "🌱 ươm"),
        ] {
            assert_eq!(line(typed), kept, "{typed:?}");
            assert_eq!(line(kept), kept, "once is enough");
        }
        let form = Form::new(vec![
            ("tick".to_owned(), "a\u{202e}".to_owned()),
            ("to.b".to_owned(), "\u{200b}c".to_owned()),
        ]);
        assert_eq!((form.all("tick"), form.text("to.b")), (vec!["a".to_owned()], "c".to_owned()));
        assert_eq!(form.starting("to."), [("b".to_owned(), "c".to_owned())]);
        let typed = ["words", "\r\n - Mo\u{323}t\r\n\t+ Hai\0 \n\nBa\u{202e}\n"].map(str::to_owned);
        let form = Form::new(vec![typed.into()]);
        assert_eq!(form.lines("words"), "- Mọt\n  + Hai\n\nBa");
    }

    #[test]
    fn a_file_is_named_by_what_is_seen_of_its_name() {
        for (given, name) in [
            ("C:\\Ảnh\\lớp học.png", "lớp học.png"),
            ("../../biên bản.pdf", "biên bản.pdf"),
            // Shown by many as “bảngexe.docx”.
            ("bảng\u{202e}xcod.exe", "bảngxcod.exe"),
            ("a/", "—"),
            ("\u{200b}", "—"),
        ] {
            assert_eq!(file_name(given, 12), name.chars().take(12).collect::<String>(), "{given:?}");
        }
    }

    #[test]
    fn an_input_is_what_somebody_could_have_typed() {
        let form = Form::of(&serde_json::json!({
            "number": 2.5, "whole": 3, "list": ["a", null, "b"], "empty": [], "yes": true, "no": false, "none": null,
            "own": { "fields": 1 },
        }));
        assert_eq!((form.raw("number"), form.raw("whole"), form.raw("yes")), ("2,5", "3", "1"));
        assert_eq!(form.all("list"), ["a", "b"]);
        for left_out in ["empty", "no", "none", "own"] {
            assert!(form.all(left_out).is_empty(), "{left_out}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_is_written_here_or_not_at_all() {
        for (text, read) in [
            ("1.234,5", Some(1234.5)),
            ("1234,5", Some(1234.5)),
            ("-12", Some(-12.0)),
            ("0,25", Some(0.25)),
            ("1.234.567", Some(1_234_567.0)),
            ("1234.5", None),
            ("12.34", None),
            ("1.2.3", None),
            ("1,234.5", None),
            ("1.2345", None),
            ("12,", None),
            (",5", None),
            ("1e9", None),
            ("NaN", None),
            ("--1", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(amount(text), read, "{text}");
        }
    }
}
