use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

/// Which days an authority works: Monday to Friday, but for its holidays, and on days that it works in exchange for another.
///
/// Holidays are data of each year: the government announces those of the lunar calendar, and the days moved beside them, in
/// the autumn before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    holidays: BTreeSet<NaiveDate>,
    worked: BTreeSet<NaiveDate>,
}

impl WorkingDays {
    /// With these holidays, and these weekend days on which work is made up for. A day that is both is worked.
    pub fn new(
        holidays: impl IntoIterator<Item = NaiveDate>,
        worked: impl IntoIterator<Item = NaiveDate>,
    ) -> Self {
        Self { holidays: holidays.into_iter().collect(), worked: worked.into_iter().collect() }
    }

    /// Whether the authority works on a day.
    pub fn has(&self, day: NaiveDate) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.contains(&day) || !is_weekend && !self.holidays.contains(&day)
    }

    /// The day itself or the first working day after it; the day itself at the end of time.
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|other| self.has(*other)).unwrap_or(day)
    }

    /// The day itself or the last working day before it; the day itself at the beginning of time.
    pub fn on_or_before(&self, day: NaiveDate) -> NaiveDate {
        std::iter::successors(Some(day), NaiveDate::pred_opt).find(|other| self.has(*other)).unwrap_or(day)
    }

    /// The working day that many after a day; the day itself where that is none or at the end of time.
    pub fn after(&self, day: NaiveDate, count: usize) -> NaiveDate {
        let mut later = day.iter_days().skip(1).filter(|other| self.has(*other));
        count.checked_sub(1).and_then(|before| later.nth(before)).unwrap_or(day)
    }

    /// Working days after one day and before another, neither of them counted.
    pub fn between(&self, after: NaiveDate, before: NaiveDate) -> usize {
        after.iter_days().skip(1).take_while(|day| *day < before).filter(|day| self.has(*day)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn weekends_and_holidays_are_passed_over() {
        // New Year 2026 is a Thursday; suppose the Friday after it is worked off on Saturday the 10th.
        let days = WorkingDays::new([day("2026-01-01"), day("2026-01-02")], [day("2026-01-10")]);
        for (at, from, until) in [
            ("2025-12-31", "2025-12-31", "2025-12-31"),
            ("2026-01-01", "2026-01-05", "2025-12-31"),
            ("2026-01-03", "2026-01-05", "2025-12-31"),
            ("2026-01-10", "2026-01-10", "2026-01-10"),
            ("2026-01-11", "2026-01-12", "2026-01-10"),
        ] {
            assert_eq!(
                (days.on_or_after(day(at)), days.on_or_before(day(at))),
                (day(from), day(until)),
                "{at}"
            );
        }
        assert_eq!(days.between(day("2025-12-31"), day("2026-01-05")), 0);
        assert_eq!(days.between(day("2026-01-08"), day("2026-01-12")), 2);
        assert_eq!(days.between(day("2026-01-12"), day("2026-01-08")), 0, "never backwards");
    }

    #[test]
    fn the_ends_of_time_are_days_too() {
        let days = WorkingDays::default();
        // 31 December 262142 is whatever it is; what counts is that nothing runs on for ever.
        for at in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = (days.on_or_after(at), days.on_or_before(at), days.between(at, at));
        }
        let all_rest = WorkingDays::new(NaiveDate::MAX.pred_opt().into_iter().chain([NaiveDate::MAX]), []);
        assert_eq!(all_rest.on_or_after(NaiveDate::MAX), NaiveDate::MAX);
    }
}
