//! Days off and days worked instead. Pure.

use chrono::{Days, NaiveDate};
use reporting::WorkingDays;
use uuid::Uuid;

/// Days of a unit and all below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DaysOff {
    pub(crate) id: Uuid,
    pub(crate) unit: Uuid,
    pub(crate) first_on: NaiveDate,
    pub(crate) last_on: NaiveDate,
    /// Worked in exchange for others, rather than off.
    pub(crate) is_worked: bool,
    pub(crate) name: String,
}

/// Most days of one entry: the longest holidays take two weeks.
pub(crate) const MOST_DAYS: u64 = 31;

impl DaysOff {
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last_on.min(self.first_on + Days::new(MOST_DAYS));
        self.first_on.iter_days().take_while(move |day| *day <= last)
    }
}

/// The working days that come of some entries.
pub(crate) fn working_days(entries: &[DaysOff]) -> WorkingDays {
    let of = |is_worked: bool| {
        entries.iter().filter(move |entry| entry.is_worked == is_worked).flat_map(DaysOff::days)
    };
    WorkingDays::new(of(false), of(true))
}
