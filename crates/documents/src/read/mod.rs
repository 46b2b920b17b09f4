//! From bytes to a [`Document`]: the form is told by content, then its reader runs within [`Limits`].

mod build;
pub(crate) mod docx;
mod markdown;
mod package;
pub(crate) mod pdf;
mod scan;
mod snapshot;
mod text;

pub(crate) use docx::props::Props;
pub(crate) use docx::styles::Styles;
pub(crate) use docx::xml::Xml;
pub(crate) use package::Package;
pub use pdf::draws_the_same;
pub use scan::Programs;
pub use snapshot::snapshots;
pub(crate) use text::decode;

use crate::detect::detect;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::{Document, Format};

/// What the caller decides about reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// How much to take on.
    pub limits: Limits,
    /// Where the programs are that read scans.
    pub programs: Programs,
}

/// What a reader is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Telling the form.
    Detect,
    /// Taking the text out.
    Extract,
    /// Recognising characters, page by page.
    Scan,
}

/// How far a reader has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// Pieces done: pages for a scan, else 0 or 1.
    pub done: u32,
    /// Pieces in all.
    pub total: u32,
}

/// Reads a document of any form. The only inputs are the bytes: no name, no clock, no network.
///
/// # Errors
/// [`ReadError`] says why it cannot be read; nothing is then known of it.
pub fn read(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Document, ReadError> {
    let limits = &options.limits;
    if bytes.len() as u64 > limits.input_bytes {
        return Err(ReadError::TooLarge { limit: limits.input_bytes });
    }
    progress(Progress { step: Step::Detect, done: 0, total: 1 });
    let format = detect(bytes, limits)?;
    progress(Progress { step: Step::Extract, done: 0, total: 1 });
    let document = match format {
        Format::Text => text::read(bytes)?,
        Format::Markdown => markdown::read(bytes)?,
        Format::Docx => docx::read(bytes, limits)?,
        Format::Pdf => pdf::read(bytes, options, progress)?,
        Format::Scan => scan::read(bytes, options, progress)?,
    };
    if document.text.len() as u64 > limits.text_bytes {
        return Err(ReadError::TextTooLong { limit: limits.text_bytes });
    }
    progress(Progress { step: Step::Extract, done: 1, total: 1 });
    Ok(document)
}
