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
    /// The id of the document between systems, by which receipts name it; where it goes by the exchange.
    pub(crate) exchange: Option<String>,
    /// Why it failed, or why nobody knows.
    pub(crate) fault: Option<Fault>,
    /// What the recipient said, or the server. What an older version wrote of a fault stands here too.
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
    /// The recipient took it over.
    Accepted,
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
    pub(crate) const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::Unsure,
        Self::Received,
        Self::Accepted,
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
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether an answer may come: something went out, or may have, and the recipient has not given it back.
    pub(crate) fn may_be_answered(self) -> bool {
        matches!(self, Self::Sent | Self::Unsure | Self::Received | Self::Accepted)
    }

    /// Whether it is what a recipient says.
    pub(crate) fn is_answer(self) -> bool {
        matches!(self, Self::Received | Self::Accepted | Self::Rejected)
    }

    /// Whether it may be sent once more: nothing of it is on its way.
    pub(crate) fn may_go_again(self) -> bool {
        !matches!(self, Self::Waiting | Self::Sending)
    }
}

/// Why a document did not go out, or why nobody knows whether it did. The database keeps the name, pages show a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The program was killed each time before it could begin.
    WorkersLost,
    /// The program was killed while it sent.
    BrokenOff,
    /// No mails are sent by this program, or no messages.
    Off,
    /// The mail server does not answer.
    NoServer,
    /// The mail server refused it, or it is no mail.
    Refused,
    /// The line broke before the mail server had answered.
    NoAnswer,
    /// Its files cannot be made or read.
    Files,
    /// The folder of the exchange takes none.
    Folder,
    /// It does not fit the form of messages: something is missing, too long, of wrong letters, or of a wrong day.
    Missing,
    TooLong,
    Letters,
    Day,
}

impl Fault {
    pub(crate) const ALL: [Self; 12] = [
        Self::WorkersLost,
        Self::BrokenOff,
        Self::Off,
        Self::NoServer,
        Self::Refused,
        Self::NoAnswer,
        Self::Files,
        Self::Folder,
        Self::Missing,
        Self::TooLong,
        Self::Letters,
        Self::Day,
    ];

    /// In the database and, after `dispatch-fault-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WorkersLost => "workers-lost",
            Self::BrokenOff => "broken-off",
            Self::Off => "off",
            Self::NoServer => "no-server",
            Self::Refused => "refused",
            Self::NoAnswer => "no-answer",
            Self::Files => "files",
            Self::Folder => "folder",
            Self::Missing => "missing",
            Self::TooLong => "too-long",
            Self::Letters => "letters",
            Self::Day => "day",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Why a message is not written.
    pub(crate) fn of_message(refused: &edxml::Refused) -> Self {
        match refused {
            edxml::Refused::Missing { .. } => Self::Missing,
            edxml::Refused::TooLong { .. } => Self::TooLong,
            edxml::Refused::Characters { .. } => Self::Letters,
            edxml::Refused::Date { .. } => Self::Day,
        }
    }
}

/// What a receipt says of a document on its way; none where it is about something else, such as a change that we asked for.
pub(crate) fn answer(status: edxml::Status) -> Option<State> {
    use edxml::Status;
    match status {
        Status::Arrived => Some(State::Received),
        Status::Accepted | Status::Assigned | Status::Processing | Status::Done => Some(State::Accepted),
        Status::Rejected => Some(State::Rejected),
        Status::AskedBack | Status::ChangeAccepted | Status::ChangeRejected => None,
    }
}

impl Dispatch {
    /// With what became of it. Answers go forward only, so that a receipt that was overtaken changes nothing.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that.
    pub(crate) fn after(&self, state: State, fault: Option<Fault>, words: Option<String>) -> Result<Self> {
        let may = match (self.state, state) {
            (State::Waiting, State::Sending | State::Failed)
            | (State::Sending, State::Sent | State::Failed | State::Unsure)
            | (State::Sent | State::Unsure, State::Received | State::Accepted | State::Rejected)
            | (State::Received, State::Accepted | State::Rejected)
            | (State::Accepted, State::Rejected) => true,
            // Whoever answers has it, though nobody wrote down yet that it was sent.
            (State::Sending, answer) => answer.is_answer(),
            _ => false,
        };
        let after = Self { state, fault, words, revision: self.revision + 1, ..self.clone() };
        if may { Ok(after) } else { Err(Error::Conflict) }
    }
}
