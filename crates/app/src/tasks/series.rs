//! Recurring work: the run of a day, and its last day. Pure.

use chrono::NaiveDate;
use reporting::{Cycle, Due, Period, Window};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::Origin;

/// Work that comes again and again; each period a task is made of it.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) id: Uuid,
    pub(crate) origin: Option<Origin>,
    pub(crate) title: String,
    pub(crate) deliverable: Option<String>,
    pub(crate) lead: Uuid,
    /// Those that help.
    pub(crate) helping: Vec<Uuid>,
    pub(crate) every: Every,
    /// Due on this month and day of a year, or this day of the last month of a shorter period; none: its last day.
    pub(crate) month_day: Option<(u32, u32)>,
    pub(crate) first_on: NaiveDate,
    /// Last day on which a period may begin.
    pub(crate) last_on: Option<NaiveDate>,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[schema(as = Recurrence)]
pub(crate) enum Every {
    #[serde(rename = "monthly")]
    Month,
    #[serde(rename = "quarterly")]
    Quarter,
    #[serde(rename = "half_yearly")]
    HalfYear,
    #[serde(rename = "yearly")]
    Year,
}

impl Every {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// As the database writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Month => "monthly",
            Self::Quarter => "quarterly",
            Self::HalfYear => "half_yearly",
            Self::Year => "yearly",
        }
    }

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.name() == name)
    }

    fn cycle(self) -> Cycle {
        match self {
            Self::Month => Cycle::Month,
            Self::Quarter => Cycle::Quarter,
            Self::HalfYear => Cycle::HalfYear,
            Self::Year => Cycle::Year,
        }
    }
}

impl Series {
    /// The period in which a day lies and its last day in time; none outside of the series' time.
    pub(crate) fn run(&self, day: NaiveDate) -> Option<(String, NaiveDate)> {
        let period = Period::holding(self.every.cycle(), day)?;
        let about = Window::CALENDAR.of(period);
        let (begin, end) = (*about.start(), *about.end());
        if end < self.first_on || self.last_on.is_some_and(|last| begin > last) {
            return None;
        }
        let due = self.month_day.and_then(|(month, day)| {
            let months_after = if self.every == Every::Year { month.cast_signed() - 12 } else { 0 };
            Due::new(months_after, day, false)
        });
        // What was due before the work was set up is nobody's to do any more.
        let due = due.map_or(end, |due| due.named(period));
        (due >= self.first_on).then(|| (period.to_string(), due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn runs_of_days() {
        for (every, month_day, on, run) in [
            (Every::Year, Some((11, 14)), "2026-11-24", Some(("2026", "2026-11-14"))),
            (Every::Year, None, "2026-01-01", Some(("2026", "2026-12-31"))),
            (Every::HalfYear, None, "2026-06-30", Some(("2026-H1", "2026-06-30"))),
            (Every::HalfYear, Some((6, 15)), "2026-07-01", Some(("2026-H2", "2026-12-15"))),
            (Every::Quarter, Some((1, 20)), "2026-05-02", Some(("2026-Q2", "2026-06-20"))),
            (Every::Month, Some((1, 31)), "2028-02-01", Some(("2028-02", "2028-02-29"))),
            (Every::Month, None, "2026-12-31", Some(("2026-12", "2026-12-31"))),
            (Every::Year, None, "2022-12-31", None),
            (Every::Year, None, "2023-01-01", Some(("2023", "2023-12-31"))),
            (Every::Year, None, "2036-01-01", None),
        ] {
            let series = Series {
                id: Uuid::nil(),
                origin: None,
                title: String::new(),
                deliverable: None,
                lead: Uuid::nil(),
                helping: Vec::new(),
                every,
                month_day,
                first_on: day("2023-06-07"),
                last_on: Some(day("2035-12-31")),
            };
            let expected = run.map(|(period, due)| (period.to_owned(), day(due)));
            assert_eq!(series.run(day(on)), expected, "{every:?} {month_day:?} {on}");
        }
        assert!(Every::ALL.iter().all(|every| Every::named(every.name()) == Some(*every)));
    }
}
