//! Which periods a regime has, about which days, and when they open and are due.

use chrono::{Days, NaiveDate};
use reporting::{Cycle, Due, Period, Window, WorkingDays};
use uuid::Uuid;

use super::{Run, RunState};

/// What a regime asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Recurring(Recurring),
    Once(Once),
}

/// Period after period, year after year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recurring {
    pub(crate) cycle: Cycle,
    pub(crate) first_year: i32,
    pub(crate) last_year: i32,
    /// Years after the first in which what was reported until then is gathered.
    pub(crate) reviews: Vec<i32>,
    pub(crate) window: Window,
    pub(crate) due: Due,
    /// When what is made of the reports is sent on.
    pub(crate) sends: Option<Due>,
    /// Days before the due one.
    pub(crate) opens_before: u32,
}

/// One report, on short notice or about a theme, with days of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Once {
    pub(crate) is_theme: bool,
    /// The days that it is about.
    pub(crate) first_on: NaiveDate,
    pub(crate) last_on: NaiveDate,
    pub(crate) opens_on: NaiveDate,
    /// Last day in time: as it was chosen, whether anybody works on it or not.
    pub(crate) due_on: NaiveDate,
    pub(crate) sends_on: Option<NaiveDate>,
}

impl Rule {
    /// Its periods, those due first first. What was due before a day asks nobody by itself.
    pub(crate) fn runs(&self, days: &WorkingDays, mut next_id: impl FnMut() -> Uuid) -> Vec<Run> {
        match self {
            Self::Recurring(rule) => rule.runs(days, next_id),
            Self::Once(once) => once.run(next_id()).into_iter().collect(),
        }
    }

    /// Whether the figures of its periods are whole before they are due, in a year without holidays.
    pub(crate) fn leaves_time(&self) -> bool {
        match self {
            Self::Recurring(rule) => rule.leaves_time(),
            Self::Once(once) => once.last_on < once.due_on,
        }
    }

    /// Whether the periods of one are among those of the other, so that figures of both belong together.
    pub(crate) fn is_as_often(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Recurring(one), Self::Recurring(other)) => one.cycle == other.cycle,
            (Self::Once(one), Self::Once(other)) => {
                (one.first_on, one.last_on) == (other.first_on, other.last_on)
            }
            _ => false,
        }
    }
}

impl Once {
    fn run(&self, id: Uuid) -> Option<Run> {
        Some(Run {
            id,
            period: Period::days(self.first_on, self.last_on)?,
            first_on: self.first_on,
            last_on: self.last_on,
            opens_on: self.opens_on.max(self.first_on),
            due_on: self.due_on,
            sends_on: self.sends_on,
            gathers: false,
            state: RunState::Coming,
            revision: 0,
        })
    }
}

impl Recurring {
    /// Its periods, those due first first. What was due before a day asks nobody by itself.
    pub(crate) fn runs(&self, days: &WorkingDays, mut next_id: impl FnMut() -> Uuid) -> Vec<Run> {
        let periods = Period::of_years(self.cycle, self.first_year, self.last_year);
        let reviews = self.reviews.iter().map(|years| self.first_year + years);
        let reviews = reviews.filter(|year| *year <= self.last_year);
        let reviews = reviews.filter_map(|year| Period::years(self.first_year, year));
        let run = |period: Period| {
            let (about, due_on) = (self.window.of(period), self.due.last_day(period, days));
            Run {
                id: next_id(),
                period,
                first_on: *about.start(),
                last_on: *about.end(),
                opens_on: (due_on - Days::new(self.opens_before.into())).max(*about.start()),
                due_on,
                sends_on: self.sends.map(|sends| sends.last_day(period, days)),
                gathers: period.cycle().is_none(),
                state: RunState::Coming,
                revision: 0,
            }
        };
        let mut runs: Vec<_> =
            periods.chain(reviews.filter(|review| review.cycle().is_none())).map(run).collect();
        runs.sort_by_key(|run| (run.due_on, run.is_review()));
        runs
    }

    /// Whether what is made of the reports is due before them, in a year without holidays.
    pub(crate) fn sends_too_early(&self) -> bool {
        let (days, sends) = (WorkingDays::default(), self.sends.unwrap_or(self.due));
        Period::of_years(self.cycle, self.first_year, self.first_year)
            .any(|period| sends.last_day(period, &days) < self.due.last_day(period, &days))
    }

    /// Whether the figures of its periods are whole before they are due, in a year without holidays.
    pub(crate) fn leaves_time(&self) -> bool {
        let days = WorkingDays::default();
        Period::of_years(self.cycle, self.first_year, self.first_year)
            .all(|period| self.due.leaves_time(period, *self.window.of(period).end(), &days))
    }
}
