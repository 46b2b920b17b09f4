//! Lists as a spreadsheet.

use std::borrow::Cow;
use std::collections::HashSet;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::WriteError;

/// Signs of a sheet's name, as Excel allows.
const LONGEST_NAME: usize = 31;

/// A sheet: a heading row and rows of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; what Excel forbids in it is replaced, and a name used before is numbered.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; a row may be shorter than the columns.
    pub rows: Vec<Vec<Value>>,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its width in letters.
    pub width: f64,
    /// How its numbers look.
    pub kind: ColumnKind,
}

/// How the numbers of a column look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// As they are; words wrap.
    #[default]
    Text,
    /// Whole, in groups of three.
    Whole,
    /// With two places.
    Decimal,
}

/// The value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Words: never a formula, whatever they begin with.
    Text(String),
    /// A number.
    Number(f64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// Writes sheets: the heading row stays in view and filters, words wrap, and words that a spreadsheet could take for a
/// formula are marked as words, also for those who copy or save the sheet in another form.
///
/// # Errors
/// [`WriteError::TooMuch`] where a sheet has more rows, columns or letters in a cell than the format holds.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    build(sheets).map_err(|error| WriteError::TooMuch(error.to_string()))
}

fn build(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut taken = HashSet::new();
    let heading = base().set_bold().set_align(FormatAlign::Center);
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(free_name(&sheet.name, &mut taken))?;
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_repeat_rows(0, 0)?;
        let formats: Vec<Format> = sheet.columns.iter().map(|column| format_of(column.kind)).collect();
        for (at, column) in (0..).zip(&sheet.columns) {
            worksheet.set_column_width(at, column.width)?;
            worksheet.write_string_with_format(0, at, &column.title, &heading)?;
        }
        for (row, values) in (1..).zip(&sheet.rows) {
            for (at, (value, format)) in (0..).zip(values.iter().zip(&formats)) {
                match value {
                    Value::Empty => worksheet.write_blank(row, at, format)?,
                    Value::Number(number) => worksheet.write_number_with_format(row, at, *number, format)?,
                    Value::Text(text) if looks_like_formula(text) => worksheet.write_string_with_format(
                        row,
                        at,
                        text,
                        &format.clone().set_quote_prefix(),
                    )?,
                    Value::Text(text) => worksheet.write_string_with_format(row, at, text, format)?,
                };
            }
        }
        if let Some(last) = u16::try_from(sheet.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
            let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
            worksheet.autofilter(0, 0, rows, last)?;
        }
    }
    // A workbook must have a sheet.
    if sheets.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer()
}

fn base() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin)
}

fn format_of(kind: ColumnKind) -> Format {
    match kind {
        ColumnKind::Text => base(),
        ColumnKind::Whole => base().set_num_format("#,##0"),
        ColumnKind::Decimal => base().set_num_format("#,##0.00"),
    }
}

/// A cell of values between commas that no spreadsheet takes for a formula: an apostrophe stands before what looks like
/// one.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// Whether a spreadsheet that is told nothing else would take a text for a formula.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let allowed =
        |sign: char| if matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { sign };
    let cleaned: String = name.chars().map(allowed).filter(|sign| !sign.is_control()).collect();
    let cleaned = if cleaned.trim().is_empty() { "Sheet" } else { cleaned.trim() };
    let mut number = 1;
    loop {
        let ending = if number == 1 { String::new() } else { format!(" {number}") };
        let room = LONGEST_NAME - ending.len();
        let candidate = format!("{}{ending}", cleaned.chars().take(room).collect::<String>().trim_end());
        if taken.insert(candidate.to_lowercase()) {
            return candidate;
        }
        number += 1;
    }
}
