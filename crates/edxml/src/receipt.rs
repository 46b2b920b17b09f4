//! What became of a document, told to who sent it.

use chrono::NaiveDateTime;

use crate::model::{Organ, Response};
use crate::trace::Staff;

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Of which document.
    pub response_for: Response,
    /// Who tells.
    pub from: Organ,
    /// What.
    pub status: Status,
    /// In words, such as why it was refused.
    pub description: String,
    /// When, by the clock in Vietnam, to the second.
    pub at: Option<NaiveDateTime>,
    /// Whom to ask.
    pub staff: Staff,
}

/// What became of a document: `StatusCode`. A gateway's own states of a transfer (such as done or fail) are of its interface and
/// stand in no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// 01: it is in the other system; nobody has looked at it.
    Arrived,
    /// 02: it was refused.
    Rejected,
    /// 03: it was accepted.
    Accepted,
    /// 04: it was given to somebody, or waits to be.
    Assigned,
    /// 05: somebody works on it.
    Processing,
    /// 06: it is dealt with.
    Done,
    /// 13: who sent it asks for it back.
    AskedBack,
    /// 15: it is given back, or its update taken over.
    ChangeAccepted,
    /// 16: it is not given back, or its update refused.
    ChangeRejected,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Arrived,
        Self::Rejected,
        Self::Accepted,
        Self::Assigned,
        Self::Processing,
        Self::Done,
        Self::AskedBack,
        Self::ChangeAccepted,
        Self::ChangeRejected,
    ];

    /// The number in a message, which has two digits.
    pub fn code(self) -> u32 {
        match self {
            Self::Arrived => 1,
            Self::Rejected => 2,
            Self::Accepted => 3,
            Self::Assigned => 4,
            Self::Processing => 5,
            Self::Done => 6,
            Self::AskedBack => 13,
            Self::ChangeAccepted => 15,
            Self::ChangeRejected => 16,
        }
    }

    /// What a number means; none where nobody told us.
    pub fn of(code: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}
