//! Why a message is not written, and why a file is not read. Places are paths of element names, such as
//! `MessageHeader/To[2]/OrganId`; no error says what stands there, so each may go to a log.

/// Why a message is not written: another system would not take it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Something that no message may lack.
    #[error("{place} is missing")]
    Missing {
        /// Where.
        place: String,
    },
    /// More signs than the regulation allows.
    #[error("{place} has more than {limit} signs")]
    TooLong {
        /// Where.
        place: String,
        /// Signs allowed.
        limit: usize,
    },
    /// Signs that may not stand there: control characters anywhere, other than digits, capital letters and dots in a code of an
    /// authority, folders in the name of a file.
    #[error("{place} has signs that may not stand there")]
    Characters {
        /// Where.
        place: String,
    },
    /// A year that has not four digits.
    #[error("{place} is no day of our time")]
    Date {
        /// Where.
        place: String,
    },
}

impl Refused {
    /// Every name that [`Refused::code`] gives.
    pub const CODES: [&str; 4] = ["missing", "too-long", "characters", "date"];

    /// The path of element names of what is wrong.
    pub fn place(&self) -> &str {
        match self {
            Self::Missing { place }
            | Self::TooLong { place, .. }
            | Self::Characters { place }
            | Self::Date { place } => place,
        }
    }

    /// The stable name of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::TooLong { .. } => "too-long",
            Self::Characters { .. } => "characters",
            Self::Date { .. } => "date",
        }
    }
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// More bytes than [`crate::Limits`] allows, told before any work.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// It is not UTF-8.
    #[error("the file is no UTF-8 at byte {at}")]
    Encoding {
        /// The first byte that is not.
        at: usize,
    },
    /// It is no XML, or ends too early.
    #[error("the file is broken at byte {at}")]
    Broken {
        /// About where.
        at: usize,
    },
    /// It brings a document type or an entity of its own. No message does; who does means harm.
    #[error("the file defines or uses entities of its own at byte {at}")]
    Entities {
        /// Where.
        at: usize,
    },
    /// Elements nest deeper than allowed.
    #[error("elements nest deeper than {limit} at byte {at}")]
    TooDeep {
        /// Levels allowed.
        limit: usize,
        /// Where.
        at: usize,
    },
    /// More elements than allowed.
    #[error("the file has more than {limit} elements")]
    TooManyElements {
        /// Elements allowed.
        limit: usize,
    },
    /// XML of something else: the root is of neither dialect.
    #[error("the file is no message between document systems")]
    Foreign,
    /// Something without which a message means nothing.
    #[error("{place} is missing")]
    Missing {
        /// Where.
        place: String,
    },
    /// Something that is no number, day or kind, or holds signs that XML forbids.
    #[error("{place} cannot be understood")]
    Value {
        /// Where.
        place: String,
    },
    /// A text longer than allowed.
    #[error("{place} is longer than {limit} bytes")]
    TextTooLong {
        /// Where.
        place: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// A file that is no base64.
    #[error("{place} is no base64")]
    Base64 {
        /// Where.
        place: String,
    },
    /// More files than allowed.
    #[error("the message brings more than {limit} files")]
    TooManyAttachments {
        /// Files allowed.
        limit: usize,
    },
    /// One file, or all of them, larger than allowed.
    #[error("{place} makes more than {limit} bytes")]
    AttachmentTooLarge {
        /// The file with which it was too much.
        place: String,
        /// Bytes allowed.
        limit: usize,
    },
}

impl Unreadable {
    /// Every name that [`Unreadable::code`] gives.
    pub const CODES: [&str; 13] = [
        "too-large",
        "encoding",
        "broken",
        "entities",
        "too-deep",
        "too-many-elements",
        "foreign",
        "missing",
        "value",
        "text-too-long",
        "base64",
        "too-many-attachments",
        "attachment-too-large",
    ];

    /// The stable name of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Encoding { .. } => "encoding",
            Self::Broken { .. } => "broken",
            Self::Entities { .. } => "entities",
            Self::TooDeep { .. } => "too-deep",
            Self::TooManyElements { .. } => "too-many-elements",
            Self::Foreign => "foreign",
            Self::Missing { .. } => "missing",
            Self::Value { .. } => "value",
            Self::TextTooLong { .. } => "text-too-long",
            Self::Base64 { .. } => "base64",
            Self::TooManyAttachments { .. } => "too-many-attachments",
            Self::AttachmentTooLarge { .. } => "attachment-too-large",
        }
    }
}
