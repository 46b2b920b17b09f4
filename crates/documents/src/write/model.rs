//! What an official document holds, apart from how it looks.

use charts::Drawing;
use serde::{Deserialize, Serialize};

use crate::narrative::Span;

/// An official document to be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficialDocument {
    /// The agency above; empty where none is shown.
    pub parent_agency: String,
    /// The agency that issues it.
    pub agency: String,
    /// Its number as given, `5` or `05`; empty leaves room for it.
    pub number: String,
    /// Its symbol: `KH-UBND`.
    pub symbol: String,
    /// Where it is issued.
    pub place: String,
    /// When; without one, room is left for it.
    pub date: Option<Date>,
    /// Its type in capitals, `KẾ HOẠCH`; empty for an official letter (công văn), whose title is its subject.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Whom it addresses; empty for most types.
    pub addressed_to: Vec<String>,
    /// Legal bases, one a paragraph; closing marks are set by the writer.
    pub bases: Vec<String>,
    /// Its text.
    pub body: Vec<Part>,
    /// Who receives it, one a line, without dash and closing mark.
    pub recipients: Vec<String>,
    /// Who keeps it on file: `VT, KT`; empty leaves the line out.
    pub archive: String,
    /// Who signs it.
    pub signature: Signature,
    /// What follows the signature on pages of its own.
    pub annexes: Vec<Part>,
    /// Names what it was made of, as the properties of its files tell it; empty where nothing does.
    pub snapshot: String,
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// Day of the month, from 1.
    pub day: u8,
    /// Month, from 1.
    pub month: u8,
    /// Year.
    pub year: u16,
}

/// A piece of the text, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "part")]
pub enum Part {
    /// A heading.
    Heading {
        /// Depth, from 1.
        level: u8,
        /// Its number with its mark, `I.`; empty where it has none.
        label: String,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Depth, from 1; all depths begin at the same place, as the decree has it.
        level: u8,
        /// Its number or dash, `a)`, `-`; empty where it has none.
        label: String,
        /// Its words, with their looks.
        spans: Vec<Span>,
    },
    /// A table.
    Table {
        /// What it shows, under a number of its own; empty where it has none.
        caption: String,
        /// Its columns.
        columns: Vec<TableColumn>,
        /// Its rows.
        rows: Vec<Row>,
        /// On pages turned on their side.
        landscape: bool,
    },
    /// A drawing across the width of the text.
    Figure {
        /// What it shows, under a number of its own.
        caption: String,
        /// The same for those who do not see it.
        about: String,
        /// Itself.
        drawing: Drawing,
    },
    /// The beginning of an annex, on a new page.
    Annex {
        /// `Phụ lục I`
        label: String,
        /// What it holds.
        title: String,
        /// The document it belongs to, in brackets: `(Kèm theo …)`; where it is empty, this one with its number and date.
        note: String,
    },
}

impl Part {
    /// A paragraph of plain words without a label.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Paragraph { level: 1, label: String::new(), spans: vec![Span::plain(text)] }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Its heading.
    pub title: String,
    /// Its share of the width, against the shares of the others.
    pub share: u16,
    /// Where its cells stand.
    pub align: Align,
}

/// Where words stand in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// As words do.
    #[default]
    Left,
    /// As ordinals do.
    Center,
    /// As figures do.
    Right,
}

/// A row of a table; of one cell it spans the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells; `\n` breaks a line.
    pub cells: Vec<String>,
    /// Whether it stands out, as a total does.
    pub strong: bool,
}

impl From<Vec<String>> for Row {
    fn from(cells: Vec<String>) -> Self {
        Self { cells, strong: false }
    }
}

/// Who signs. Empty lines are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// `TM. ỦY BAN NHÂN DÂN`
    pub on_behalf_of: String,
    /// `KT. CHỦ TỊCH`
    pub capacity: String,
    /// `PHÓ CHỦ TỊCH`
    pub title: String,
    /// Full name.
    pub name: String,
}

/// A number as headings of the first level have it, `XIV`.
pub fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}
