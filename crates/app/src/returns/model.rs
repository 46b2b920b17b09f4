//! Regimes, their periods and what units return: values and rules. Pure.

mod act;
mod proof;
mod rule;
mod standing;
#[cfg(test)]
mod tests;

use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use reporting::Period;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::units::{Choice, Kind, Unit};

pub(crate) use act::{Act, asked_until, proposed_until};
pub(crate) use proof::Proof;
pub(crate) use rule::{Once, Recurring, Rule};
pub(crate) use standing::Standing;

/// Who reports to whom, when, and about which days. It never changes but for its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Regime {
    pub(crate) id: Uuid,
    /// To whom; those right below it report.
    pub(crate) unit: Uuid,
    /// The regime that asks that unit: what is made of the reports answers it.
    pub(crate) above: Option<Uuid>,
    pub(crate) origin: Option<Origin>,
    pub(crate) title: String,
    pub(crate) rule: Rule,
    pub(crate) asked: Asked,
    /// Who gets what is made of the reports.
    pub(crate) receivers: Vec<String>,
    /// First day on which it does not hold any more.
    pub(crate) ended_on: Option<NaiveDate>,
}

impl Regime {
    /// Whether it asks a unit, as long as that holds.
    pub(crate) fn asks(&self, unit: &Unit) -> bool {
        let is_asked = match &self.asked {
            Asked::Kinds(kinds) => kinds.contains(&unit.kind),
            Asked::Units(units) => units.contains(&unit.id),
        };
        unit.parent == Some(self.unit) && is_asked
    }

    /// The day on which those hold that a period asks: when its figures close, or today where that is to come or somebody named them.
    pub(crate) fn asks_those_of(&self, run: &Run, today: NaiveDate) -> NaiveDate {
        match self.asked {
            Asked::Kinds(_) => today.min(run.last_on),
            Asked::Units(_) => today,
        }
    }

    /// Whether one more unit may be asked for a period that is open: it lies right below, of whatever kind.
    pub(crate) fn may_ask_one(&self, run: &Run, unit: &Unit, today: NaiveDate) -> bool {
        unit.parent == Some(self.unit) && run.may_ask(&unit.into(), today)
    }

    /// Whether somebody may open a period of it: none is opened before the days that it is about begin, nor after the regime's end.
    pub(crate) fn may_open(&self, run: &Run, today: NaiveDate) -> bool {
        self.ended_on.is_none() && run.may_open(today)
    }
}

/// Something that is told in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    /// The clause of the plan that it tells about, with its path.
    pub(crate) clause: Option<(Uuid, String)>,
}

impl Section {
    /// The one among others that tells of the same: of the same clause, else of the same name, else the last.
    pub(crate) fn likest<'a>(&self, others: &'a [Self]) -> Option<&'a Self> {
        let clause = |one: &Self| one.clause.as_ref().map(|(id, _)| *id);
        let title = |one: &Self| vietnamese::fold(&one.title);
        let of_clause = || others.iter().find(|one| clause(one).is_some() && clause(one) == clause(self));
        let of_title = || others.iter().find(|one| title(one) == title(self));
        of_clause().or_else(of_title).or(others.last())
    }
}

/// Who is asked among those right below a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// All of these kinds.
    Kinds(Vec<Kind>),
    /// These alone.
    Units(Vec<Uuid>),
}

/// The plan and the clause that set a regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) plan: Uuid,
    pub(crate) plan_number: String,
    pub(crate) clause: Option<Uuid>,
    pub(crate) clause_path: Option<String>,
}

/// A period of a regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) id: Uuid,
    pub(crate) period: Period,
    /// The days that it is about.
    pub(crate) first_on: NaiveDate,
    pub(crate) last_on: NaiveDate,
    pub(crate) opens_on: NaiveDate,
    /// Last day in time for the units.
    pub(crate) due_on: NaiveDate,
    /// Last day in time for what is made of their reports.
    pub(crate) sends_on: Option<NaiveDate>,
    /// Whether it gathers what was reported in others, rather than asking.
    pub(crate) gathers: bool,
    pub(crate) state: RunState,
    /// Counts what happened to it.
    pub(crate) revision: i32,
}

impl Run {
    /// Whether a unit can be asked: it holds, or held when the figures closed.
    pub(crate) fn may_ask(&self, unit: &Choice, today: NaiveDate) -> bool {
        unit.holds_on(today) || unit.holds_on(self.last_on)
    }

    fn may_open(&self, today: NaiveDate) -> bool {
        self.state == RunState::Coming && !self.is_review() && self.first_on <= today
    }

    /// What it is after a step.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that.
    pub(crate) fn after(&self, step: Step) -> Result<Self> {
        let state = match (self.state, step) {
            (RunState::Coming, Step::Open) | (RunState::Locked, Step::Unlock) => RunState::Open,
            (RunState::Open, Step::Remind) => RunState::Open,
            (RunState::Open, Step::Lock) => RunState::Locked,
            _ => return Err(Error::Conflict),
        };
        Ok(Self { state, revision: self.revision + 1, ..self.clone() })
    }

    /// Whether there is something to be made of it: it was opened, or gathers what others were asked.
    pub(crate) fn may_be_told(&self) -> bool {
        self.is_review() || self.state != RunState::Coming
    }

    /// Whether it gathers what was reported in others, rather than asking.
    pub(crate) fn is_review(&self) -> bool {
        self.gathers
    }
}

/// What became of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportPeriodState)]
pub(crate) enum RunState {
    Coming,
    Open,
    /// Nothing of it changes any more.
    Locked,
}

impl RunState {
    pub(crate) const ALL: [Self; 3] = [Self::Coming, Self::Open, Self::Locked];

    /// As the database writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Open => "open",
            Self::Locked => "locked",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What is done to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Open,
    /// Those who have not sent theirs are told once more.
    Remind,
    Lock,
    Unlock,
}

impl Step {
    /// Of its event.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Remind => "remind",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
        }
    }
}

/// What one unit reports for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Return {
    pub(crate) id: Uuid,
    /// The id of the period.
    pub(crate) run: Uuid,
    pub(crate) unit: Uuid,
    pub(crate) state: State,
    /// Last day in time: as first set, and as in force now.
    pub(crate) first_due_on: NaiveDate,
    pub(crate) due_on: NaiveDate,
    /// The day of the last submission.
    pub(crate) submitted_on: Option<NaiveDate>,
    /// Whether the office submitted it in the unit's place.
    pub(crate) is_by_office: bool,
    /// Counts what happened to it.
    pub(crate) revision: i32,
}

/// Where a return is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReturnState)]
pub(crate) enum State {
    Draft,
    Returned,
    Submitted,
    Accepted,
    /// It was asked for in error: nobody owes it, and it counts nowhere.
    Withdrawn,
}

impl State {
    /// All of them, what there is most to do about first.
    pub(crate) const ALL: [Self; 5] =
        [Self::Draft, Self::Returned, Self::Submitted, Self::Accepted, Self::Withdrawn];

    /// As the database and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Returned => "returned",
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether the unit has it in hand.
    pub(crate) fn is_with_unit(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether it is with those to whom it was sent, and counts in totals.
    pub(crate) fn is_sent(self) -> bool {
        matches!(self, Self::Submitted | Self::Accepted)
    }
}

/// What happened to a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happened {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    /// `None`: the program itself.
    pub(crate) person: Option<Uuid>,
    pub(crate) words: Option<String>,
    pub(crate) days: (Option<NaiveDate>, Option<NaiveDate>),
    pub(crate) at: DateTime<Utc>,
}
