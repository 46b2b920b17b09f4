//! What every reader makes and the outline reads: one plain text, and its pieces in order.

use serde::{Deserialize, Serialize};

/// A piece of [`Document::text`], in bytes, end excluded, on character borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text it names.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// The forms a document comes in, told by content and never by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text, in any Unicode encoding.
    Text,
    /// Markdown, as converters write it.
    Markdown,
    /// Word's Office Open XML.
    Docx,
    /// PDF with a text layer.
    Pdf,
    /// PDF or picture without text, read by character recognition.
    Scan,
}

/// A document as a reader found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The form it came in.
    pub format: Format,
    /// Its whole text. A text file's is the file's own; other readers write one line a printed line or
    /// paragraph, and a table as one line a row with tabs between the cells.
    pub text: String,
    /// The pieces of the text in order; their spans never overlap and never go back.
    pub blocks: Vec<Block>,
    /// Number of pages, 1 where the form has none.
    pub pages: u32,
    /// What the reader could not do and the person should know.
    pub warnings: Vec<Warning>,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A printed line or a whole paragraph.
    Line(Line),
    /// A table.
    Table(Table),
}

impl Block {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        match self {
            Self::Line(line) => line.span,
            Self::Table(table) => table.span,
        }
    }
}

/// A printed line or a whole paragraph, without its line end; never blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands in the text, white space at both ends left out, list label included.
    pub span: Span,
    /// Page, from 1.
    pub page: u32,
    /// True where the form breaks paragraphs into lines (PDF, scan, text copied from them), so that the next line may
    /// go on in the same sentence; false where the line is a whole paragraph.
    pub wrapped: bool,
    /// All of it is bold.
    pub bold: bool,
    /// It is centred.
    pub centred: bool,
    /// Depth of the heading style, from 1, where the form has one.
    pub heading: Option<u8>,
}

/// A table; a cell that spans columns stands once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Where it stands in the text.
    pub span: Span,
    /// Page of its first row, from 1.
    pub page: u32,
    /// Its rows, the heading rows too.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells from left to right.
    pub cells: Vec<Cell>,
}

/// A cell. Its text may hold line breaks where the cell holds several paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Where it stands in the text; empty where the cell is.
    pub span: Span,
    /// First column, from 0.
    pub column: u16,
    /// How many columns it spans, 1 or more.
    pub columns: u16,
}

impl Cell {
    /// The column behind it.
    pub fn end(&self) -> u16 {
        self.column.saturating_add(self.columns)
    }
}

/// What a reader could not do and the person should know. Each has a text in `locales/` under `warning-…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Warning {
    /// A page has neither text nor a picture that could be read.
    PageWithoutText {
        /// Page, from 1.
        page: u32,
    },
    /// Some bytes were no characters and were replaced.
    UndecodableBytes {
        /// How many characters were replaced.
        count: u32,
    },
    /// Letters of the font name no characters, so that some text is missing.
    UnmappedGlyphs {
        /// How many letters are missing.
        count: u32,
    },
}
