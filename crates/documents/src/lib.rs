//! Official documents: read any form into text and pieces ([`read`]), find the outline ([`outline`]), write a clean
//! one ([`write`]).
//!
//! No database, no web. Reading is a function from bytes to a [`Document`]; only the reading of scans calls programs
//! outside (`tesseract`, `pdftoppm`) and says so in its type.

pub mod model;
pub mod outline;

pub use model::{Block, Cell, Document, Format, Line, Row, Span, Table, Warning};
