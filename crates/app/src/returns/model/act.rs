//! What is done to a return, and how it stands then.

use base::{Error, Result};
use chrono::{Days, NaiveDate};
use reporting::WorkingDays;
use uuid::Uuid;

use super::{Return, Standing, State, proof};

/// Days beyond which nobody sets the last day of a return.
const MOST_DAYS: u64 = 366;

/// What is done to a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Submit {
        words: Option<String>,
        is_by_office: bool,
    },
    /// With a later last day to have it back by, where one is set: else the one in force goes on.
    GiveBack {
        words: String,
        due_on: Option<NaiveDate>,
    },
    Accept {
        words: Option<String>,
    },
    Extend {
        words: String,
        due_on: NaiveDate,
    },
    /// It was asked for in error.
    Withdraw {
        words: String,
    },
    /// Once more, after it was withdrawn.
    Ask {
        words: Option<String>,
        due_on: NaiveDate,
    },
    /// Files come that prove what it tells.
    Attach,
    /// One of them proves nothing any more.
    Detach {
        words: Option<String>,
    },
}

impl Act {
    /// Of its event.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Submit { .. } => "submit",
            Self::GiveBack { .. } => "give-back",
            Self::Accept { .. } => "accept",
            Self::Extend { .. } => "extend",
            Self::Withdraw { .. } => "withdraw",
            Self::Ask { .. } => "ask",
            Self::Attach => proof::ATTACH,
            Self::Detach { .. } => proof::DETACH,
        }
    }

    pub(crate) fn words(&self) -> Option<&str> {
        match self {
            Self::Submit { words, .. }
            | Self::Accept { words }
            | Self::Ask { words, .. }
            | Self::Detach { words } => words.as_deref(),
            Self::Attach => None,
            Self::GiveBack { words, .. } | Self::Extend { words, .. } | Self::Withdraw { words } => {
                Some(words)
            }
        }
    }

    /// The day that it sets.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::GiveBack { due_on, .. } => *due_on,
            Self::Extend { due_on, .. } | Self::Ask { due_on, .. } => Some(*due_on),
            _ => None,
        }
    }
}

impl Return {
    /// How it stands to the last day in force; none where nobody is asked for it any more.
    pub(crate) fn standing(&self, today: NaiveDate) -> Option<Standing> {
        if self.state == State::Withdrawn {
            return None;
        }
        Some(match self.submitted_on.filter(|_| self.state.is_sent()) {
            Some(on) if on <= self.due_on => Standing::OnTime,
            Some(_) => Standing::Late,
            None if today <= self.due_on => Standing::Within,
            None => Standing::Overdue,
        })
    }

    /// What it is after an act of a person. `submitter` is who submitted it last, `authors` who typed any of its figures.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that; [`Error::Invalid`] where one would accept one's own work, or where
    /// a last day is none.
    pub(crate) fn after(
        &self,
        act: &Act,
        today: NaiveDate,
        person: Uuid,
        submitter: Option<Uuid>,
        authors: &[Uuid],
    ) -> Result<Self> {
        let mut after = Self { revision: self.revision + 1, ..self.clone() };
        match act {
            Act::Submit { is_by_office, .. } if self.state.is_with_unit() => {
                after.state = State::Submitted;
                after.submitted_on = Some(today);
                after.is_by_office = *is_by_office;
            }
            // What was accepted can still be wrong.
            Act::GiveBack { due_on, .. } if self.state.is_sent() => {
                after.state = State::Returned;
                if let Some(due_on) = due_on {
                    after.due_on = asked_until(self.later(*due_on, today)?, today)?;
                }
            }
            Act::Accept { .. } if self.state == State::Submitted => {
                if submitter == Some(person) {
                    return Err(Error::invalid("act", "own-return"));
                }
                if authors.contains(&person) {
                    return Err(Error::invalid("act", "own-figures"));
                }
                after.state = State::Accepted;
            }
            Act::Extend { due_on, .. } if self.state.is_with_unit() || self.state == State::Submitted => {
                after.due_on = self.later(*due_on, today)?;
            }
            Act::Withdraw { .. } if self.state != State::Withdrawn => after.state = State::Withdrawn,
            Act::Ask { due_on, .. } if self.state == State::Withdrawn => {
                after.state = State::Draft;
                after.due_on = asked_until(*due_on, today)?;
            }
            Act::Attach | Act::Detach { .. } if self.state.is_with_unit() => {}
            _ => return Err(Error::Conflict),
        }
        Ok(after)
    }

    /// A last day after the one in force.
    fn later(&self, due_on: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
        if due_on <= self.due_on {
            return Err(Error::invalid("due_on", "not-later"));
        }
        not_too_far(due_on, today)
    }
}

/// Working days in which a report can be mended, or made anew, where nobody says otherwise.
const DAYS: usize = 5;

/// The last day that is proposed to who has a return in hand from today on: the one set before, where it leaves time. Days off
/// of an authority are not known here; a person looks at what is proposed.
pub(crate) fn proposed_until(set: NaiveDate, today: NaiveDate) -> NaiveDate {
    set.max(WorkingDays::default().after(today, DAYS))
}

/// The last day of who is asked today: one that is still to come.
///
/// # Errors
/// [`Error::Invalid`]
pub(crate) fn asked_until(due_on: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
    if due_on < today {
        return Err(Error::invalid("due_on", "day-over"));
    }
    not_too_far(due_on, today)
}

fn not_too_far(due_on: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
    if due_on > today + Days::new(MOST_DAYS) {
        return Err(Error::invalid("due_on", "too-far-return"));
    }
    Ok(due_on)
}
