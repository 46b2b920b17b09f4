//! Official documents: read any form into text and pieces ([`read`]), find the outline ([`outline`]), write a clean
//! one ([`write`]). What somebody filled in a spreadsheet is read by [`workbook`], what they typed by [`narrative`]. Whether a Word file or a
//! PDF keeps to the layout of official documents says [`check`].
//!
//! No database, no web. Reading is a function from bytes to a [`Document`]; only the reading of scans calls programs
//! outside (`tesseract`, `pdftoppm`) and says so in its type.

pub mod check;
pub mod detect;
pub mod error;
pub mod limits;
pub mod model;
pub mod narrative;
pub mod outline;
pub mod read;
pub mod workbook;
pub mod write;

pub use detect::detect;
pub use error::ReadError;
pub use limits::Limits;
pub use model::{Block, Cell, Document, Format, Line, Row, Span, Table, Warning};
pub use read::{Progress, ReadOptions, Step, read};
