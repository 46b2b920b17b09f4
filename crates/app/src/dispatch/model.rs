//! A document on its way to one recipient. Pure.

use base::{Error, Result};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A document on its way to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dispatch {
    /// Names the message.
    pub(crate) id: Uuid,
    pub(crate) document: Uuid,
    pub(crate) recipient: String,
    pub(crate) channel: Channel,
    /// An address of mail, or the code of an agency; empty where it is handed over.
    pub(crate) address: String,
    pub(crate) state: State,
    /// Why it failed, or what the recipient said.
    pub(crate) words: Option<String>,
    pub(crate) changed_at: DateTime<Utc>,
    /// Counts its changes.
    pub(crate) revision: i32,
}

/// By which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    Mail,
    /// Between the document systems of authorities, as edXML.
    Exchange,
    /// On paper, or as a package that somebody hands over.
    Hand,
}

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Waiting,
    /// Somebody has begun to send it.
    Sending,
    Sent,
    /// It was not taken, for certain.
    Failed,
    /// Nobody knows whether it was taken.
    Unsure,
    /// The recipient has it.
    Received,
    /// The recipient gave it back.
    Rejected,
}

impl Channel {
    pub(crate) const ALL: [Self; 3] = [Self::Mail, Self::Exchange, Self::Hand];

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Exchange => "exchange",
            Self::Hand => "hand",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl State {
    pub(crate) const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::Unsure,
        Self::Received,
        Self::Rejected,
    ];

    /// As the database and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unsure => "unsure",
            Self::Received => "received",
            Self::Rejected => "rejected",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether an answer may come: something went out, or may have.
    pub(crate) fn may_be_answered(self) -> bool {
        matches!(self, Self::Sent | Self::Unsure)
    }

    /// Whether it may be sent once more: nothing of it is on its way.
    pub(crate) fn may_go_again(self) -> bool {
        !matches!(self, Self::Waiting | Self::Sending)
    }
}

impl Dispatch {
    /// With what became of it.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that.
    pub(crate) fn after(&self, state: State, words: Option<String>) -> Result<Self> {
        let may = match (self.state, state) {
            (State::Waiting, State::Sending | State::Failed)
            | (State::Sending, State::Sent | State::Failed | State::Unsure) => true,
            (now, State::Received | State::Rejected) => now.may_be_answered(),
            _ => false,
        };
        let after = Self { state, words, revision: self.revision + 1, ..self.clone() };
        if may { Ok(after) } else { Err(Error::Conflict) }
    }
}
