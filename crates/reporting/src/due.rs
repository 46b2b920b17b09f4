use chrono::NaiveDate;

use crate::window::day_of;
use crate::{Period, WorkingDays};

/// When a report of each period is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Due {
    /// Months after the last one of the period; negative before it.
    months_after: i32,
    /// 1 to 31; in a shorter month its last day.
    day: u32,
    /// Whether the day is no longer in time: `trước ngày 15 tháng 11`, rather than `chậm nhất ngày 15 tháng 11`.
    is_strictly_before: bool,
    rest_day: RestDay,
}

/// What becomes of a last day on which nobody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RestDay {
    /// The working day before it is the last: whoever reads on the day named finds everything there.
    Before,
    /// The working day after it is the last, as Bộ luật Dân sự 2015, Điều 148, khoản 5 has it for terms in general.
    After,
}

impl Due {
    /// The last day of a period; where nobody works on it, the working day after.
    pub const LAST_DAY: Self =
        Self { months_after: 0, day: 31, is_strictly_before: false, rest_day: RestDay::After };

    /// Due on a day (1 to 31; in a shorter month the last) of the month that many after the last month of the period, 12 at
    /// most, negative before it. A strict day is left on the working day before, another as the law has it for terms; see
    /// [`Due::on_rest_day`]. None out of these.
    pub fn new(months_after: i32, day: u32, is_strictly_before: bool) -> Option<Self> {
        let rest_day = if is_strictly_before { RestDay::Before } else { RestDay::After };
        let is_possible = (-12..=12).contains(&months_after) && (1..=31).contains(&day);
        is_possible.then_some(Self { months_after, day, is_strictly_before, rest_day })
    }

    /// Due on the same day of each year, as plans say it (`15/11`), for periods that end with a year; none where no year
    /// has such a day.
    pub fn every_year(month: u32, day: u32, is_strictly_before: bool) -> Option<Self> {
        // 2028 has a 29 February.
        NaiveDate::from_ymd_opt(2028, month, day)?;
        Self::new(month as i32 - 12, day, is_strictly_before)
    }

    /// The same a year later, as a report of a year has it that is due in January after it; none beyond what [`Due::new`] takes.
    #[must_use]
    pub fn a_year_later(self) -> Option<Self> {
        let months_after = self.months_after + 12;
        (months_after <= 12).then_some(Self { months_after, ..self })
    }

    /// The same with another rule for days on which nobody works.
    #[must_use]
    pub fn on_rest_day(self, rest_day: RestDay) -> Self {
        Self { rest_day, ..self }
    }

    /// Months after the last one of the period.
    pub fn months_after(self) -> i32 {
        self.months_after
    }

    /// Day of that month.
    pub fn day(self) -> u32 {
        self.day
    }

    /// Whether the day is no longer in time.
    pub fn is_strictly_before(self) -> bool {
        self.is_strictly_before
    }

    /// The day as it is named, in time or not.
    pub fn named(self, period: Period) -> NaiveDate {
        day_of(period.last_month() + self.months_after, self.day)
    }

    /// The last day in time.
    pub fn last_day(self, period: Period, days: &WorkingDays) -> NaiveDate {
        let named = self.named(period);
        let last = if self.is_strictly_before { named.pred_opt().unwrap_or(named) } else { named };
        match self.rest_day {
            RestDay::Before => days.on_or_before(last),
            RestDay::After => days.on_or_after(last),
        }
    }

    /// Whether the figures of a window are whole in time: whether a working day lies between their close and the last day, as
    /// Nghị định 09/2019/NĐ-CP wants it. Where they are not, what is reported of the days left is an estimate.
    pub fn leaves_time(self, period: Period, closes: NaiveDate, days: &WorkingDays) -> bool {
        days.between(closes, self.last_day(period, days)) >= 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{day, period};
    use crate::{Cycle, Window};

    #[test]
    fn before_15_november() {
        let due = Due::every_year(11, 15, true).expect("a day");
        let days = WorkingDays::default();
        for (year, last) in [
            ("2023", "2023-11-14"), // Tuesday
            ("2025", "2025-11-14"), // Friday
            ("2026", "2026-11-13"), // the 14th is a Saturday
            ("2027", "2027-11-12"), // the 14th is a Sunday
            ("2033-2035", "2035-11-14"),
        ] {
            assert_eq!(due.last_day(period(year), &days), day(last), "{year}");
        }
        assert_eq!(due.named(period("2026")), day("2026-11-15"));
        // Figures to 14 December are not there in November; those to the end of October are.
        let closes = |window: Window| *window.of(period("2026")).end();
        assert!(!due.leaves_time(period("2026"), closes(Window::DECREE_09_2019), &days));
        assert!(due.leaves_time(period("2026"), closes(Window::new(31, 2).expect("in range")), &days));
    }

    #[test]
    fn a_last_day_that_is_no_working_day_moves() {
        let days = WorkingDays::new([day("2026-04-30"), day("2026-05-01")], []);
        let due = Due::new(0, 30, false).expect("a day");
        assert_eq!(due.last_day(period("2026-04"), &days), day("2026-05-04"));
        assert_eq!(due.on_rest_day(RestDay::Before).last_day(period("2026-04"), &days), day("2026-04-29"));
        // In a shorter month its last day; here a Saturday.
        assert_eq!(due.named(period("2026-02")), day("2026-02-28"));
        assert_eq!(due.last_day(period("2026-02"), &days), day("2026-03-02"));
        // By the fifth of the month after.
        assert_eq!(Due::new(1, 5, false).map(|due| due.named(period("2026-12"))), Some(day("2027-01-05")));
    }

    #[test]
    fn a_report_of_a_year_may_be_due_in_the_one_after() {
        let due = Due::every_year(1, 15, true).and_then(Due::a_year_later).expect("a day");
        assert_eq!(due.months_after(), 1);
        // The 14th of January 2027 is a Thursday; that of 2029 a Sunday.
        for (year, last) in [("2026", "2027-01-14"), ("2028", "2029-01-12"), ("2024-2026", "2027-01-14")] {
            assert_eq!(due.last_day(period(year), &WorkingDays::default()), day(last), "{year}");
        }
        assert!(due.leaves_time(period("2026"), day("2026-12-31"), &WorkingDays::default()));
        assert_eq!(due.a_year_later(), None, "not two years after");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for (month, day) in [(0, 1), (13, 1), (2, 30), (11, 0), (11, 31), (u32::MAX, 1)] {
            assert_eq!(Due::every_year(month, day, true), None, "{month} {day}");
        }
        assert!(Due::every_year(2, 29, false).is_some());
        for (months, day) in [(13, 1), (-13, 1), (0, 0), (0, 32)] {
            assert_eq!(Due::new(months, day, false), None);
        }
    }

    proptest! {
        #[test]
        fn the_last_day_is_worked_on_and_in_time(
            cycle in 0..5_usize,
            year in 2000..2100_i32,
            months in -12..=12_i32,
            on in 1..=31_u32,
            is_strict: bool,
            holidays in proptest::collection::vec(0..800_i64, 0..40),
        ) {
            let first = NaiveDate::from_ymd_opt(year - 1, 1, 1).expect("a day");
            let days = WorkingDays::new(holidays.into_iter().map(|after| first + chrono::Days::new(after as u64)), []);
            let due = Due::new(months, on, is_strict).expect("in range");
            for period in Period::of_years(Cycle::ALL[cycle], year, year) {
                let (named, last) = (due.named(period), due.last_day(period, &days));
                prop_assert!(days.has(last));
                if is_strict {
                    prop_assert!(last < named);
                } else {
                    prop_assert!(last >= named);
                    prop_assert_eq!(days.between(named, last), 0);
                }
            }
        }
    }
}
