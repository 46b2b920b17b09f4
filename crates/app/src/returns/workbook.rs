//! A return as a workbook that people fill in Excel, and what comes back of it. Pure.
//!
//! A row knows its cell or section by an id in a hidden column, beside it how many changes of it were seen and a mark of
//! what stood there; so what comes back is the form of the page, and one reader checks both.

mod back;
mod out;

use reporting::Figure;
use uuid::Uuid;

use super::forms::CELL_FIELDS;
use super::view::written;

pub(crate) use back::{Refusal, Wrong, back};
pub(crate) use out::out;

/// What the first cell of the hidden sheet says, so that a workbook of ours is known.
const MARK: &str = "biokhe-return";
/// Of the layout below; a workbook of another one is not guessed at.
const VERSION: &str = "2";
/// Rows of the hidden sheet below its mark.
const ABOUT_VERSION: u32 = 1;
const ABOUT_RETURN: u32 = 2;
const ABOUT_UNIT: u32 = 3;
const ABOUT_PERIOD: u32 = 4;

/// The columns of the sheet of figures.
const NAME: u16 = 0;
const MEASURE: u16 = 1;
const TARGET: u16 = 2;
const BEFORE: u16 = 3;
const VALUE: u16 = 4;
const WHOLE: u16 = 5;
const STATE: u16 = 6;
const NOTE: u16 = 7;
/// The columns of the sheet of words.
const TITLE: u16 = 0;
const WORDS: u16 = 1;
/// The hidden columns of both.
const ID: u16 = 8;
const SEEN: u16 = 9;
const WAS: u16 = 10;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum About {
    Cell(Uuid),
    Passage(Uuid),
}

impl About {
    /// As the hidden column has it.
    fn written(self) -> String {
        match self {
            Self::Cell(id) => format!("cell:{id}"),
            Self::Passage(id) => format!("words:{id}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        let id = id.parse().ok()?;
        match kind {
            "cell" => Some(Self::Cell(id)),
            "words" => Some(Self::Passage(id)),
            _ => None,
        }
    }

    /// Its fields in the form, each with its column; the first is where it is told what is wrong with the whole row.
    fn fields(self) -> Vec<(String, u16)> {
        match self {
            Self::Cell(id) => CELL_FIELDS
                .map(|field| match field {
                    "whole" => (field, WHOLE),
                    "state" => (field, STATE),
                    "note" => (field, NOTE),
                    // What is told in words stands where a number would.
                    _ => (field, VALUE),
                })
                .map(|(field, column)| (format!("{field}.{id}"), column))
                .into(),
            Self::Passage(id) => vec![(format!("words.{id}"), WORDS)],
        }
    }
}

/// A number of a spreadsheet as one types it; none where it has more than four decimals. What a formula came to may be off by
/// less than anybody wrote.
fn read_back(number: f64) -> Option<String> {
    let count = (number * Figure::ONE as f64).round();
    let is_exact = (count / Figure::ONE as f64 - number).abs() <= 1e-9 + number.abs() * 1e-15;
    // Up to there the numbers that a spreadsheet holds are whole.
    let fits = number.is_finite() && count.abs() < 9e18;
    (is_exact && fits).then(|| written(Figure::from_ten_thousandths(count as i64)))
}

#[cfg(test)]
mod tests;
