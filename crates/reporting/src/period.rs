use std::fmt;

use chrono::{Datelike, NaiveDate};

/// How often a regime asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cycle {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Twice a year.
    HalfYear,
    /// Once a year, about its first nine months.
    NineMonths,
    /// Once a year.
    Year,
}

impl Cycle {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] = [Self::Month, Self::Quarter, Self::HalfYear, Self::NineMonths, Self::Year];

    /// Months that one of its periods is about.
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::NineMonths => 9,
            Self::Year => 12,
        }
    }

    /// Periods of a year.
    pub const fn in_year(self) -> i32 {
        12 / self.months()
    }
}

/// One run of a regime: a month, a quarter, a half or a year, or several years together.
///
/// Written `2026-03`, `2026-Q1`, `2026-H1`, `2026-9M`, `2026`, `2023-2025`; that is also its name in addresses and in the
/// database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// First and last month, counted from January of the year 0. These alone say what it is about.
    first: i32,
    last: i32,
}

impl Period {
    /// The `number`th (from 1) of a year; none where the cycle has no such in a year, or the year has not four digits.
    pub fn new(cycle: Cycle, year: i32, number: i32) -> Option<Self> {
        if !is_year(year) || !(1..=cycle.in_year()).contains(&number) {
            return None;
        }
        let first = year * 12 + (number - 1) * cycle.months();
        Some(Self { first, last: first + cycle.months() - 1 })
    }

    /// The one of a cycle in which a day lies, by the calendar; none in the last three months for nine months, and where the
    /// year has not four digits.
    pub fn holding(cycle: Cycle, day: NaiveDate) -> Option<Self> {
        Self::new(cycle, day.year(), day.month0().cast_signed() / cycle.months() + 1)
    }

    /// Whole years together, as a review gathers them; none where the last is before the first, or a year has not four
    /// digits. A single year is the yearly period.
    pub fn years(first: i32, last: i32) -> Option<Self> {
        (is_year(first) && is_year(last) && first <= last)
            .then_some(Self { first: first * 12, last: last * 12 + 11 })
    }

    /// The period of that name.
    pub fn named(name: &str) -> Option<Self> {
        let number = |text: &str, digits: usize| {
            let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().ok()).flatten()
        };
        let Some((year, rest)) = name.split_once('-') else {
            return Self::new(Cycle::Year, number(name, 4)?, 1);
        };
        let year = number(year, 4)?;
        let found = match rest.as_bytes() {
            [b'Q', _] => Self::new(Cycle::Quarter, year, number(&rest[1..], 1)?),
            [b'H', _] => Self::new(Cycle::HalfYear, year, number(&rest[1..], 1)?),
            b"9M" => Self::new(Cycle::NineMonths, year, 1),
            [_, _] => Self::new(Cycle::Month, year, number(rest, 2)?),
            _ => Self::years(year, number(rest, 4)?),
        };
        // One period, one name: 2026-2026 is 2026.
        found.filter(|period| period.to_string() == name)
    }

    /// The cycle to which it belongs; none for several years.
    pub fn cycle(self) -> Option<Cycle> {
        Cycle::ALL.into_iter().find(|cycle| cycle.months() == self.last - self.first + 1)
    }

    /// The year of its last month: the one in which it is reported, as a rule.
    pub fn year(self) -> i32 {
        self.last.div_euclid(12)
    }

    /// The year of its first month.
    pub fn first_year(self) -> i32 {
        self.first.div_euclid(12)
    }

    /// All of a cycle from one year to another, both included.
    pub fn of_years(cycle: Cycle, first: i32, last: i32) -> impl Iterator<Item = Self> {
        let numbers = 1..=cycle.in_year();
        (first..=last)
            .flat_map(move |year| numbers.clone().filter_map(move |number| Self::new(cycle, year, number)))
    }

    /// The one that the same cycle has before it, with which its figures are compared; for several years as many before.
    pub fn before(self) -> Option<Self> {
        // Nine months are compared with those of the year before.
        let step = if self.cycle() == Some(Cycle::NineMonths) { 12 } else { self.last - self.first + 1 };
        let before = Self { first: self.first - step, last: self.last - step };
        is_year(before.first_year()).then_some(before)
    }

    /// Whether all of another lies in it, so that its figures may be gathered from the other's.
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// First month, counted from January of the year 0.
    pub(crate) fn first_month(self) -> i32 {
        self.first
    }

    /// Last month, counted the same.
    pub(crate) fn last_month(self) -> i32 {
        self.last
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first_year(), self.first.rem_euclid(12));
        match self.cycle() {
            Some(Cycle::Month) => write!(formatter, "{year:04}-{:02}", month + 1),
            Some(Cycle::Quarter) => write!(formatter, "{year:04}-Q{}", month / 3 + 1),
            Some(Cycle::HalfYear) => write!(formatter, "{year:04}-H{}", month / 6 + 1),
            Some(Cycle::NineMonths) => write!(formatter, "{year:04}-9M"),
            Some(Cycle::Year) => write!(formatter, "{year:04}"),
            None => write!(formatter, "{year:04}-{:04}", self.year()),
        }
    }
}

fn is_year(year: i32) -> bool {
    (1000..=9999).contains(&year)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::period;

    #[test]
    fn each_has_one_name() {
        for (name, cycle, year) in [
            ("2026-03", Some(Cycle::Month), 2026),
            ("2026-12", Some(Cycle::Month), 2026),
            ("2026-Q4", Some(Cycle::Quarter), 2026),
            ("2026-H2", Some(Cycle::HalfYear), 2026),
            ("2026-9M", Some(Cycle::NineMonths), 2026),
            ("2026", Some(Cycle::Year), 2026),
            ("2023-2025", None, 2025),
        ] {
            let period = period(name);
            assert_eq!((period.to_string().as_str(), period.cycle(), period.year()), (name, cycle, year));
        }
        for name in [
            "",
            "26",
            "2026-",
            "2026-00",
            "2026-13",
            "2026-Q0",
            "2026-Q5",
            "2026-H3",
            "2026-8M",
            "2026-2026",
            "2026-2025",
            "0999",
            "20260",
            "2026-3",
            "+026",
            "2026-+1",
            "2026-q1",
            "２０２６",
            "2026-Q1 ",
        ] {
            assert_eq!(Period::named(name), None, "{name}");
        }
    }

    #[test]
    fn a_day_lies_in_one_of_each_cycle() {
        let day = crate::testing::day;
        for (cycle, on, name) in [
            (Cycle::Month, "2026-11-30", Some("2026-11")),
            (Cycle::Quarter, "2026-10-01", Some("2026-Q4")),
            (Cycle::HalfYear, "2026-06-30", Some("2026-H1")),
            (Cycle::NineMonths, "2026-09-30", Some("2026-9M")),
            (Cycle::NineMonths, "2026-10-01", None),
            (Cycle::Year, "2026-12-31", Some("2026")),
        ] {
            assert_eq!(Period::holding(cycle, day(on)), name.map(period), "{cycle:?} {on}");
        }
    }

    #[test]
    fn the_one_before_is_of_the_same_cycle() {
        for (name, before) in [
            ("2026-01", "2025-12"),
            ("2026-Q1", "2025-Q4"),
            ("2026-H1", "2025-H2"),
            ("2026-9M", "2025-9M"),
            ("2026", "2025"),
            ("2026-2028", "2023-2025"),
        ] {
            assert_eq!(period(name).before(), Some(period(before)), "{name}");
        }
        assert_eq!(period("1000").before(), None);
    }

    #[test]
    fn years_are_made_of_what_lies_in_them() {
        for (cycle, count) in Cycle::ALL.into_iter().zip([12, 4, 2, 1, 1]) {
            let of_2026: Vec<_> = Period::of_years(cycle, 2026, 2026).collect();
            assert_eq!(of_2026.len(), count, "{cycle:?}");
            assert!(of_2026.iter().all(|one| period("2026").covers(*one) && !period("2025").covers(*one)));
        }
        assert!(period("2023-2025").covers(period("2024")) && !period("2023-2025").covers(period("2026")));
        assert!(!period("2026-H1").covers(period("2026-9M")) && period("2026-9M").covers(period("2026-Q3")));
    }

    proptest! {
        #[test]
        fn names_lead_back(first in 1000..=9999_i32, more in 0..20_i32, cycle in 0..5_usize, number in 1..=12_i32) {
            let made = [Period::years(first, first + more), Period::new(Cycle::ALL[cycle], first, number)];
            for period in made.into_iter().flatten() {
                prop_assert_eq!(Period::named(&period.to_string()), Some(period));
            }
        }
    }
}
