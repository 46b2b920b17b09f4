//! Writes clean official documents and spreadsheets. Pure: the same content gives the same bytes.

mod docx;
mod layout;
mod model;
mod wording;
mod xlsx;

pub use docx::docx;
pub use layout::{Allowed, Layout, Margins, Sizes, Words};
pub use model::{Align, Date, OfficialDocument, Part, Row, Signature, TableColumn, roman};
pub use wording::{Annex, Wording};
pub use xlsx::{Column, ColumnKind, Sheet, Value, harmless, looks_like_formula, xlsx};

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file could not be put together.
    #[error("the document could not be packed: {0}")]
    Pack(String),
    /// A spreadsheet has a cell, row or column beyond what the format holds.
    #[error("the spreadsheet holds too much: {0}")]
    TooMuch(String),
}
