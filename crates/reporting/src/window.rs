use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};

use crate::Period;

/// How the days of a period are cut: the day of a month on which its figures close. What a period is about begins on the day
/// after the close before it, so that no day is reported twice or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// 1 to 31; in a shorter month its last day.
    closes_on: u32,
    /// Months by which figures close before the last month of the period.
    months_before: u32,
}

impl Window {
    /// As Nghị định 09/2019/NĐ-CP has it where nothing else is said: figures close on the 14th, so that a month is about the
    /// 15th of the month before to the 14th, the first half of a year about 15 December to 14 June.
    pub const DECREE_09_2019: Self = Self { closes_on: 14, months_before: 0 };

    /// As the calendar has it, and statistical reports.
    pub const CALENDAR: Self = Self { closes_on: 31, months_before: 0 };

    /// Its own: closes on a day (1 to 31; in a shorter month the last) of a month that many (0 to 11) before the last month
    /// of the period. None out of these.
    pub fn new(closes_on: u32, months_before: u32) -> Option<Self> {
        ((1..=31).contains(&closes_on) && months_before < 12).then_some(Self { closes_on, months_before })
    }

    /// Day of the month on which figures close.
    pub fn closes_on(self) -> u32 {
        self.closes_on
    }

    /// Months before the last one of a period in which they do.
    pub fn months_before(self) -> u32 {
        self.months_before
    }

    /// The days that a period is about.
    pub fn of(self, period: Period) -> RangeInclusive<NaiveDate> {
        let begin = self.close(period.first_month() - 1);
        begin.succ_opt().unwrap_or(begin)..=self.close(period.last_month())
    }

    /// The day on which the figures of a month close.
    fn close(self, month: i32) -> NaiveDate {
        day_of(month - self.months_before as i32, self.closes_on)
    }
}

/// The day of a month that is counted from January of the year 0; in a shorter month its last day.
pub(crate) fn day_of(month: i32, day: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
    let first = first.unwrap_or(NaiveDate::MAX);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    first.with_day(day).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cycle;
    use crate::testing::{day, period as named};

    #[test]
    fn the_decree_cuts_on_the_14th() {
        for (period, first, last) in [
            ("2026-03", "2026-02-15", "2026-03-14"),
            ("2026-01", "2025-12-15", "2026-01-14"),
            ("2026-Q1", "2025-12-15", "2026-03-14"),
            ("2026-Q3", "2026-06-15", "2026-09-14"),
            ("2026-H1", "2025-12-15", "2026-06-14"),
            ("2026-H2", "2026-06-15", "2026-12-14"),
            ("2026-9M", "2025-12-15", "2026-09-14"),
            ("2026", "2025-12-15", "2026-12-14"),
            ("2023-2025", "2022-12-15", "2025-12-14"),
        ] {
            let window = Window::DECREE_09_2019.of(named(period));
            assert_eq!(window, day(first)..=day(last), "{period}");
        }
    }

    #[test]
    fn the_calendar_and_ones_own() {
        let own = |day, months| Window::new(day, months).expect("in range");
        for (window, period, first, last) in [
            (Window::CALENDAR, "2028-02", "2028-02-01", "2028-02-29"),
            (Window::CALENDAR, "2026-Q1", "2026-01-01", "2026-03-31"),
            (Window::CALENDAR, "2026", "2026-01-01", "2026-12-31"),
            // A yearly report that is wanted in November may close in October.
            (own(31, 2), "2026", "2025-11-01", "2026-10-31"),
            (own(30, 1), "2026", "2025-12-01", "2026-11-30"),
            (own(30, 0), "2026-02", "2026-01-31", "2026-02-28"),
        ] {
            assert_eq!(window.of(named(period)), day(first)..=day(last), "{period}");
        }
        for (day, months) in [(0, 0), (32, 0), (1, 12)] {
            assert_eq!(Window::new(day, months), None);
        }
    }

    #[test]
    fn no_day_is_reported_twice_or_never() {
        let windows =
            (1..=31).flat_map(|day| [0, 1, 11].map(|months| Window::new(day, months).expect("in range")));
        for window in windows {
            for cycle in Cycle::ALL {
                let of: Vec<_> =
                    Period::of_years(cycle, 2019, 2029).map(|period| window.of(period)).collect();
                for pair in of.windows(2) {
                    let is_next = pair[0].end().succ_opt() == Some(*pair[1].start());
                    // Nine months leave the last quarter out.
                    assert_eq!(is_next, cycle != Cycle::NineMonths, "{window:?} {cycle:?} {pair:?}");
                    assert!(pair[0].end() < pair[1].start());
                }
            }
        }
    }
}
