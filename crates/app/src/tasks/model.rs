//! Tasks and the rules of their states. Pure.
//!
//! `not_started → in_progress → reported_done → confirmed_done`; what was reported done can be returned, what is open can
//! be suspended, cancelled, extended and handed over.

mod counts;
#[cfg(test)]
mod tests;

pub(crate) use counts::Counts;

use base::{Error, Result};
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Work with a unit that leads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) id: Uuid,
    /// Where it comes from; none for work that stands in no plan.
    pub(crate) origin: Option<Origin>,
    /// The recurring work of which it is a run, and the run: `2026`, `2026-H1`, `2026-Q1`, `2026-03`.
    pub(crate) series: Option<(Uuid, String)>,
    pub(crate) title: String,
    pub(crate) deliverable: Option<String>,
    pub(crate) lead: Uuid,
    /// The unit that led it first, where that is another.
    pub(crate) first_lead: Option<Uuid>,
    pub(crate) state: State,
    /// Last day in time as first set, and as in force now.
    pub(crate) first_due_on: Option<NaiveDate>,
    pub(crate) due_on: Option<NaiveDate>,
    /// The day on which the work was done, as reported.
    pub(crate) done_on: Option<NaiveDate>,
    /// In percent, as last reported.
    pub(crate) progress: i32,
    /// Counts acts that change it.
    pub(crate) revision: i32,
}

/// How far a task is: all that figures ask of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stand {
    /// The unit that leads it.
    pub(crate) lead: Uuid,
    /// The clause that asks for it, as an [`Origin`] has it.
    pub(crate) clause: Option<Uuid>,
    pub(crate) state: State,
    /// As a [`Task`] has them.
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) done_on: Option<NaiveDate>,
}

impl From<&Task> for Stand {
    fn from(task: &Task) -> Self {
        let clause = task.origin.as_ref().map(|origin| origin.clause);
        Self { lead: task.lead, clause, state: task.state, due_on: task.due_on, done_on: task.done_on }
    }
}

impl Stand {
    /// How it stands to its term on a day.
    pub(crate) fn standing(&self, today: NaiveDate) -> Standing {
        Standing::of(self.state, self.due_on, self.done_on, today)
    }
}

/// The clause and duty that a task carries out: facts that stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) plan: Uuid,
    pub(crate) plan_number: String,
    /// The clause in the first version of the plan that has it.
    pub(crate) clause: Uuid,
    pub(crate) clause_path: String,
    /// None where the clause gives it to nobody in particular.
    pub(crate) duty: Option<Uuid>,
}

/// How a unit takes part that does not lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It helps.
    Cooperate,
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TaskState)]
pub(crate) enum State {
    NotStarted,
    InProgress,
    ReportedDone,
    Returned,
    ConfirmedDone,
    Suspended,
    Cancelled,
}

impl State {
    /// All of them, in the order of the work.
    pub(crate) const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::InProgress,
        Self::ReportedDone,
        Self::Returned,
        Self::ConfirmedDone,
        Self::Suspended,
        Self::Cancelled,
    ];

    /// In the database, in addresses and, after `task-state-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::ReportedDone => "reported_done",
            Self::Returned => "returned",
            Self::ConfirmedDone => "confirmed_done",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
        }
    }

    /// Those in which its unit works on it.
    pub(crate) const WORKED_ON: [Self; 3] = [Self::NotStarted, Self::InProgress, Self::Returned];

    /// The state of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether somebody has to do something about it still; what is suspended waits.
    pub(crate) fn is_open(self) -> bool {
        !matches!(self, Self::ConfirmedDone | Self::Cancelled)
    }

    /// Whether its unit works on it.
    pub(crate) fn is_worked_on(self) -> bool {
        Self::WORKED_ON.contains(&self)
    }
}

/// How a task stands to its term: the official count (Nghị định 09/2019/NĐ-CP's two by two), and what it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TaskStanding)]
pub(crate) enum Standing {
    /// Completed on time.
    OnTime,
    /// Completed late.
    Late,
    /// Not completed, within its term; also where there is none.
    Within,
    /// The same, with the last day near.
    Soon,
    /// Not completed, past its term.
    Overdue,
    /// Suspended or cancelled.
    Out,
}

impl Standing {
    /// How a task in a state stands on a day. What was reported done waits for somebody else: it is judged by the day on
    /// which the work was done.
    pub(crate) fn of(
        state: State,
        due_on: Option<NaiveDate>,
        done_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        let judged = |on: NaiveDate| due_on.is_none_or(|due| on <= due);
        match state {
            State::Suspended | State::Cancelled => Self::Out,
            State::ConfirmedDone if judged(done_on.unwrap_or(today)) => Self::OnTime,
            State::ConfirmedDone => Self::Late,
            State::ReportedDone if judged(done_on.unwrap_or(today)) => Self::Within,
            _ if !judged(today) => Self::Overdue,
            _ if state.is_worked_on() && !judged(today + Days::new(SOON)) => Self::Soon,
            _ => Self::Within,
        }
    }

    /// In texts, after `task-standing-`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::Within => "within",
            Self::Soon => "soon",
            Self::Overdue => "overdue",
            Self::Out => "out",
        }
    }
}

/// Days before the last one from which on a task is due soon.
pub(crate) const SOON: u64 = 14;

/// Whether a last day lies further ahead than any plan looks: a slip of the hand.
pub(crate) fn is_too_far(due_on: NaiveDate, today: NaiveDate) -> bool {
    today.checked_add_months(Months::new(12 * 40)).is_some_and(|last| due_on > last)
}

/// Something done to a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// News of the work, with how much of it is done.
    Progress {
        percent: i32,
        words: String,
    },
    /// The work is done, says its unit.
    ReportDone {
        done_on: NaiveDate,
        words: String,
    },
    /// It is done, says somebody else.
    Confirm {
        words: Option<String>,
    },
    /// It is not done, for a reason.
    Return {
        reason: String,
    },
    /// Another last day, for a reason; the first one stays visible.
    Extend {
        due_on: NaiveDate,
        reason: String,
    },
    Suspend {
        reason: String,
    },
    Resume {
        reason: String,
    },
    Cancel {
        reason: String,
    },
    /// Another unit leads it from now on.
    HandOver {
        to: Uuid,
        reason: String,
    },
    /// The recurring work of which it is a run comes no more after this period.
    EndSeries {
        reason: String,
    },
    Comment {
        words: String,
    },
}

impl Act {
    /// In the database, in the audit and, after `task-act-`, in texts.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Progress { .. } => "progress",
            Self::ReportDone { .. } => "done",
            Self::Confirm { .. } => "confirm",
            Self::Return { .. } => "return",
            Self::Extend { .. } => "extend",
            Self::Suspend { .. } => "suspend",
            Self::Resume { .. } => "resume",
            Self::Cancel { .. } => "cancel",
            Self::HandOver { .. } => "hand-over",
            Self::EndSeries { .. } => "end-series",
            Self::Comment { .. } => "comment",
        }
    }

    /// What was said.
    pub(crate) fn words(&self) -> Option<&str> {
        match self {
            Self::Progress { words, .. } | Self::ReportDone { words, .. } | Self::Comment { words } => {
                Some(words)
            }
            Self::Confirm { words } => words.as_deref(),
            Self::Return { reason }
            | Self::Extend { reason, .. }
            | Self::Suspend { reason }
            | Self::Resume { reason }
            | Self::Cancel { reason }
            | Self::EndSeries { reason }
            | Self::HandOver { reason, .. } => Some(reason),
        }
    }
}

impl Task {
    /// How it stands to its term on a day.
    pub(crate) fn standing(&self, today: NaiveDate) -> Standing {
        Standing::of(self.state, self.due_on, self.done_on, today)
    }

    /// The run of recurring work that it is.
    pub(crate) fn period(&self) -> Option<&str> {
        self.series.as_ref().map(|(_, period)| period.as_str())
    }

    /// The task after an act on a day; `reporter` is who reported it done last, `actor` who acts.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `act` where the state does not allow it or where somebody would confirm what they reported
    /// themselves, and for the field that is out of range.
    pub(crate) fn after(
        &self,
        act: &Act,
        today: NaiveDate,
        actor: Uuid,
        reporter: Option<Uuid>,
    ) -> Result<Self> {
        let allowed = match act {
            Act::Progress { .. } | Act::ReportDone { .. } => self.state.is_worked_on(),
            Act::Confirm { .. } | Act::Return { .. } => self.state == State::ReportedDone,
            Act::Suspend { .. } => self.state.is_worked_on(),
            Act::Resume { .. } => self.state == State::Suspended,
            Act::Extend { .. } | Act::Cancel { .. } | Act::HandOver { .. } => self.state.is_open(),
            Act::EndSeries { .. } => self.series.is_some(),
            Act::Comment { .. } => true,
        };
        if !allowed {
            return Err(Error::invalid("act", "task-state"));
        }
        let mut after = Self { revision: self.revision + 1, ..self.clone() };
        match act {
            Act::Progress { percent, .. } => {
                if !(0..=100).contains(percent) {
                    return Err(Error::invalid("percent", "percent"));
                }
                (after.state, after.progress) = (State::InProgress, *percent);
            }
            Act::ReportDone { done_on, .. } => {
                if *done_on > today {
                    return Err(Error::invalid("done_on", "day-to-come"));
                }
                (after.state, after.progress, after.done_on) = (State::ReportedDone, 100, Some(*done_on));
            }
            Act::Confirm { .. } | Act::Return { .. } if reporter == Some(actor) => {
                return Err(Error::invalid("act", "own-report"));
            }
            Act::Confirm { .. } => after.state = State::ConfirmedDone,
            Act::Return { .. } => (after.state, after.done_on) = (State::Returned, None),
            Act::Extend { due_on, .. } => {
                if self.due_on.is_some_and(|due| *due_on <= due) {
                    return Err(Error::invalid("due_on", "not-later"));
                }
                if is_too_far(*due_on, today) {
                    return Err(Error::invalid("due_on", "too-far"));
                }
                after.due_on = Some(*due_on);
                after.first_due_on = self.first_due_on.or(Some(*due_on));
            }
            Act::Suspend { .. } => after.state = State::Suspended,
            Act::Resume { .. } => {
                after.state = if self.progress > 0 { State::InProgress } else { State::NotStarted };
            }
            Act::Cancel { .. } => after.state = State::Cancelled,
            Act::HandOver { to, .. } => {
                if *to == self.lead {
                    return Err(Error::invalid("to", "same-unit"));
                }
                after.lead = *to;
                after.first_lead = Some(self.first_lead.unwrap_or(self.lead)).filter(|first| first != to);
            }
            Act::EndSeries { .. } => {}
            Act::Comment { .. } => after.revision = self.revision,
        }
        Ok(after)
    }
}
