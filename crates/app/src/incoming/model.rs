//! A document in the register of what came in. Pure.

use base::{Error, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Days that a document may have lain before it is registered.
const OLDEST: u64 = 366;

/// A document in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incoming {
    pub(crate) id: Uuid,
    /// Whose register it is.
    pub(crate) unit: Uuid,
    /// The year of the register, that in which it arrived.
    pub(crate) year: i32,
    pub(crate) number: i32,
    pub(crate) channel: Channel,
    pub(crate) entry: Entry,
    pub(crate) state: State,
    /// To whom it was passed on last.
    pub(crate) passed: Option<To>,
    /// What a message of the exchange said of it.
    pub(crate) origin: Option<Origin>,
    /// Counts what happened to it.
    pub(crate) revision: i32,
}

/// What stands in the columns of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) arrived_on: NaiveDate,
    pub(crate) sender: String,
    /// Number and symbol, `12/KH-UBND`; empty where it has none.
    pub(crate) code: String,
    /// When it was issued.
    pub(crate) document_on: Option<NaiveDate>,
    /// Its type, `Kế hoạch`; empty for a letter.
    pub(crate) kind: String,
    /// What it is about.
    pub(crate) title: String,
    /// Last day for an answer.
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) words: Option<String>,
}

/// Who sent it by the exchange, and how systems name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The code of the agency.
    pub(crate) organ: String,
    /// The id of the document between systems.
    pub(crate) document: String,
}

/// By which way it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    /// Between the document systems of authorities, as edXML.
    Exchange,
    Mail,
    /// On paper, or brought by somebody.
    Hand,
}

/// To whom it is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum To {
    Unit(Uuid),
    Person(Uuid),
}

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// A message brought it, and nobody has looked at it yet.
    New,
    Accepted,
    /// Somebody has it.
    Passed,
    /// It was given back to who sent it.
    Refused,
    /// It was entered by mistake.
    Cancelled,
    /// Who sent it took it back.
    Revoked,
    /// Who sent it sent another in its place.
    Replaced,
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Register,
    Accept,
    Refuse,
    Correct,
    Pass,
    Cancel,
    Revoke,
    Replace,
}

/// What a correction changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    /// Its name in forms and, after `incoming-`, in texts.
    pub(crate) field: String,
    /// Days as `2026-11-30`; empty where there was nothing.
    pub(crate) before: String,
    pub(crate) after: String,
}

/// What happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    pub(crate) id: Uuid,
    pub(crate) act: Act,
    /// None: the program, for a message.
    pub(crate) person: Option<Uuid>,
    pub(crate) words: Option<String>,
    pub(crate) changes: Vec<Change>,
    pub(crate) to: Option<To>,
    pub(crate) at: DateTime<Utc>,
}

impl Channel {
    pub(crate) const ALL: [Self; 3] = [Self::Hand, Self::Mail, Self::Exchange];

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Mail => "mail",
            Self::Hand => "hand",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl State {
    pub(crate) const ALL: [Self; 7] = [
        Self::New,
        Self::Accepted,
        Self::Passed,
        Self::Refused,
        Self::Cancelled,
        Self::Revoked,
        Self::Replaced,
    ];

    /// As the database and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Accepted => "accepted",
            Self::Passed => "passed",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether it stands: neither given back, nor cancelled, nor taken back by who sent it.
    pub(crate) fn stands(self) -> bool {
        matches!(self, Self::New | Self::Accepted | Self::Passed)
    }
}

impl Act {
    pub(crate) const ALL: [Self; 8] = [
        Self::Register,
        Self::Accept,
        Self::Refuse,
        Self::Correct,
        Self::Pass,
        Self::Cancel,
        Self::Revoke,
        Self::Replace,
    ];

    /// Of its event, in the database and in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::Correct => "correct",
            Self::Pass => "pass",
            Self::Cancel => "cancel",
            Self::Revoke => "revoke",
            Self::Replace => "replace",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl To {
    pub(crate) fn unit(self) -> Option<Uuid> {
        if let Self::Unit(id) = self { Some(id) } else { None }
    }

    pub(crate) fn person(self) -> Option<Uuid> {
        if let Self::Person(id) = self { Some(id) } else { None }
    }

    /// As forms write it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Unit(id) => format!("unit:{id}"),
            Self::Person(id) => format!("person:{id}"),
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let (what, id) = name.split_once(':')?;
        let id = id.parse().ok()?;
        match what {
            "unit" => Some(Self::Unit(id)),
            "person" => Some(Self::Person(id)),
            _ => None,
        }
    }
}

impl Incoming {
    /// Whether something may be done to it. What came by the exchange is refused, so that who sent it is told, and is never cancelled.
    pub(crate) fn may(&self, act: Act) -> bool {
        let is_message = self.channel == Channel::Exchange;
        match act {
            Act::Register => false,
            Act::Accept | Act::Refuse => self.state == State::New,
            Act::Correct => self.state.stands(),
            Act::Pass => matches!(self.state, State::Accepted | State::Passed),
            Act::Cancel => self.state.stands() && !is_message,
            Act::Revoke | Act::Replace => self.state.stands() && is_message,
        }
    }

    /// What it is after an act.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that.
    pub(crate) fn after(&self, act: Act) -> Result<Self> {
        if !self.may(act) {
            return Err(Error::Conflict);
        }
        let state = match act {
            Act::Accept => State::Accepted,
            Act::Refuse => State::Refused,
            Act::Pass => State::Passed,
            Act::Cancel => State::Cancelled,
            Act::Revoke => State::Revoked,
            Act::Replace => State::Replaced,
            Act::Register | Act::Correct => self.state,
        };
        Ok(Self { state, revision: self.revision + 1, ..self.clone() })
    }
}

impl Entry {
    /// Whether it may have arrived on its day, seen from another.
    pub(crate) fn is_timely(&self, today: NaiveDate) -> bool {
        self.arrived_on <= today && today - Days::new(OLDEST) <= self.arrived_on
    }

    /// What another says otherwise, in the order of the register.
    pub(crate) fn changes(&self, after: &Self) -> Vec<Change> {
        let fields = self.fields().into_iter().zip(after.fields());
        let change = |((field, before), (_, after)): ((&str, String), (&str, String))| {
            (before != after).then(|| Change { field: field.to_owned(), before, after })
        };
        fields.filter_map(change).collect()
    }

    /// What it says, by the names of forms and, after `incoming-`, of texts.
    pub(crate) fn fields(&self) -> [(&'static str, String); 8] {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            ("arrived_on", self.arrived_on.to_string()),
            ("sender", self.sender.clone()),
            ("code", self.code.clone()),
            ("document_on", day(self.document_on)),
            ("kind", self.kind.clone()),
            ("title", self.title.clone()),
            ("due_on", day(self.due_on)),
            ("words", self.words.clone().unwrap_or_default()),
        ]
    }

    /// What it is found by.
    pub(crate) fn sought(&self) -> String {
        let all = [&self.sender, &self.code, &self.kind, &self.title].map(String::as_str).join(" ");
        vietnamese::fold(&all)
    }
}
