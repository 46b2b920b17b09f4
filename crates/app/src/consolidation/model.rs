//! What is made of the returns of a period, or of the duties of a unit. Pure.

use base::{Error, Result};
use chrono::NaiveDate;
use uuid::Uuid;

use super::template::Template;

/// A report, a letter or a plan on its way to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Consolidation {
    pub(crate) id: Uuid,
    pub(crate) subject: Subject,
    pub(crate) kind: Kind,
    /// The signed one that it corrects.
    pub(crate) replaces: Option<Uuid>,
    /// The text of its template.
    pub(crate) template: String,
    pub(crate) state: State,
    /// The day on which its tasks are counted, from its review on.
    pub(crate) counted_on: Option<NaiveDate>,
    /// The SHA-256 of the document that was reviewed.
    pub(crate) reviewed: Option<String>,
    /// Counts its changes.
    pub(crate) revision: i32,
}

/// What it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The returns of a period, by its id.
    Period(Uuid),
    /// The duties that a plan gave to a unit.
    Duties { plan: Uuid, unit: Uuid },
}

/// What sort of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Of a period.
    Report,
    /// Of some years, on the way.
    Review,
    /// Of some years, at the end.
    Final,
    /// A letter to those who owe their report.
    Reminder,
    /// A letter that lays the report before whoever signs it.
    Submission,
    /// The own plan of a unit, from the duties that it was given.
    Plan,
}

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It is written.
    Draft,
    /// Somebody else has read it.
    Reviewed,
    /// It never changes any more.
    Signed,
}

/// What is done to it as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// It is begun.
    Begin,
    /// What returns tell is taken in anew.
    Refresh,
    /// Its words or its template are changed.
    Write,
    /// It is found good.
    Review,
    /// It is to be written on.
    Reopen,
    /// It is signed.
    Sign,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Report, Self::Review, Self::Final, Self::Reminder, Self::Submission, Self::Plan];
    /// Those that are made of a period.
    pub(crate) const OF_PERIODS: &[Self] = Self::ALL.split_at(5).0;

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Review => "review",
            Self::Final => "final",
            Self::Reminder => "reminder",
            Self::Submission => "submission",
            Self::Plan => "plan",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Those that can be made of a period; of one that gathers others nobody owes a report.
    pub(crate) fn of_period(is_review: bool) -> &'static [Self] {
        if is_review {
            &[Self::Review, Self::Final, Self::Submission]
        } else {
            &[Self::Report, Self::Reminder, Self::Submission]
        }
    }

    /// The template that comes with the program.
    pub(crate) fn supplied(self) -> &'static str {
        match self {
            Self::Report => include_str!("supplied/report.txt"),
            Self::Review => include_str!("supplied/review.txt"),
            Self::Final => include_str!("supplied/final.txt"),
            Self::Reminder => include_str!("supplied/reminder.txt"),
            Self::Submission => include_str!("supplied/submission.txt"),
            Self::Plan => include_str!("supplied/plan.txt"),
        }
    }
}

impl State {
    /// As the database and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Signed => "signed",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Draft, Self::Reviewed, Self::Signed].into_iter().find(|state| state.name() == name)
    }
}

impl Step {
    /// Of its event.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Refresh => "refresh",
            Self::Write => "write",
            Self::Review => "review",
            Self::Reopen => "reopen",
            Self::Sign => "sign",
        }
    }
}

impl Consolidation {
    /// What it is after a step, with its next revision.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that.
    pub(crate) fn after(&self, step: Step) -> Result<Self> {
        let state = match (self.state, step) {
            (State::Draft, Step::Refresh | Step::Write) | (State::Reviewed, Step::Reopen) => State::Draft,
            (State::Draft, Step::Review) => State::Reviewed,
            (State::Reviewed, Step::Sign) => State::Signed,
            _ => return Err(Error::Conflict),
        };
        let (counted_on, reviewed) = match state {
            State::Draft => (None, None),
            _ => (self.counted_on, self.reviewed.clone()),
        };
        Ok(Self { state, counted_on, reviewed, revision: self.revision + 1, ..self.clone() })
    }

    /// Its template, taken apart; one that is kept can be.
    pub(crate) fn template(&self) -> Template {
        Template::read(&self.template).unwrap_or_default()
    }
}
