//! Why a document could not be read.

use serde::{Deserialize, Serialize};

/// Why a document could not be read. [`ReadError::code`] names its text in `locales/`; the fields are what that text
/// may show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum ReadError {
    /// Nothing at all, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`crate::Limits`] allows, told before any work.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// More text than [`crate::Limits`] allows: no plan is as long.
    #[error("the text is longer than {limit} bytes")]
    TextTooLong {
        /// Bytes allowed.
        limit: u64,
    },
    /// Word before 2007 (`.doc`).
    #[error("the file is an old Word document")]
    OldWord,
    /// It asks for a password.
    #[error("the file is locked with a password")]
    Locked,
    /// It is damaged, or was made to do harm.
    #[error("the file is broken: {what}")]
    Broken {
        /// What is wrong, in English, for the log.
        what: String,
    },
    /// A form that no reader knows.
    #[error("the file is of a form that cannot be read: {found}")]
    Unsupported {
        /// What it is: `xlsx`, `pptx`, `odt`, `zip`, `rtf`, `html`, `ole`, `pdf`, `image`, `text` or `binary`.
        found: String,
    },
    /// A program that reads scans is not installed.
    #[error("{program} is not installed, and the file is a scan")]
    NoTesseract {
        /// The missing program.
        program: String,
    },
    /// More pages than [`crate::Limits`] allows.
    #[error("the file has {pages} pages, more than {limit}")]
    TooManyPages {
        /// Pages it has.
        pages: u32,
        /// Pages allowed.
        limit: u32,
    },
    /// Reading took longer than [`crate::Limits`] allows.
    #[error("reading took longer than {seconds} seconds")]
    Timeout {
        /// Seconds allowed.
        seconds: u32,
    },
    /// It would unpack to more than [`crate::Limits`] allows.
    #[error("the file unpacks to more than allowed")]
    ZipBomb,
}

impl ReadError {
    /// Every name that [`ReadError::code`] gives: each has a text in `locales/`.
    pub const CODES: [&str; 11] = [
        "empty",
        "too-large",
        "text-too-long",
        "old-word",
        "locked",
        "broken",
        "unsupported",
        "no-tesseract",
        "too-many-pages",
        "timeout",
        "zip-bomb",
    ];

    /// The stable name of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::TextTooLong { .. } => "text-too-long",
            Self::OldWord => "old-word",
            Self::Locked => "locked",
            Self::Broken { .. } => "broken",
            Self::Unsupported { .. } => "unsupported",
            Self::NoTesseract { .. } => "no-tesseract",
            Self::TooManyPages { .. } => "too-many-pages",
            Self::Timeout { .. } => "timeout",
            Self::ZipBomb => "zip-bomb",
        }
    }

    /// A [`ReadError::Broken`] that says what is wrong.
    pub(crate) fn broken(what: impl ToString) -> Self {
        Self::Broken { what: what.to_string() }
    }

    /// A [`ReadError::Unsupported`] of a named form.
    pub(crate) fn unsupported(found: &str) -> Self {
        Self::Unsupported { found: found.to_owned() }
    }
}
