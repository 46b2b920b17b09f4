use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::window::day_of;

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

/// One run of a regime: a month, a quarter, a half or a year, several years together, or whatever days somebody asks about once.
///
/// Written `2026-03`, `2026-Q1`, `2026-H1`, `2026-9M`, `2026`, `2023-2025`, `2026-02-10--2026-04-20`; that is also its name in
/// addresses and in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// First and last day by the calendar. These alone say which it is; a [`Window`](crate::Window) says what it is about.
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// The `number`th (from 1) of a year; none where the cycle has no such in a year, or the year has not four digits.
    pub fn new(cycle: Cycle, year: i32, number: i32) -> Option<Self> {
        if !is_year(year) || !(1..=cycle.in_year()).contains(&number) {
            return None;
        }
        let first = year * 12 + (number - 1) * cycle.months();
        Some(Self::of_months(first, first + cycle.months() - 1))
    }

    /// The one of a cycle in which a day lies, by the calendar; none in the last three months for nine months, and where the
    /// year has not four digits.
    pub fn holding(cycle: Cycle, day: NaiveDate) -> Option<Self> {
        Self::new(cycle, day.year(), day.month0().cast_signed() / cycle.months() + 1)
    }

    /// Whole years together, as a review gathers them; none where the last is before the first, or a year has not four
    /// digits. A single year is the yearly period.
    pub fn years(first: i32, last: i32) -> Option<Self> {
        let is_possible = is_year(first) && is_year(last) && first <= last;
        is_possible.then(|| Self::of_months(first * 12, last * 12 + 11))
    }

    /// From one day to another, both included, which may be those of another period; none where the last is before the first,
    /// or a year has not four digits.
    pub fn days(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (is_year(first.year()) && is_year(last.year()) && first <= last).then_some(Self { first, last })
    }

    /// From one month to another, both counted from January of the year 0.
    fn of_months(first: i32, last: i32) -> Self {
        Self { first: day_of(first, 1), last: day_of(last, 31) }
    }

    /// The period of that name.
    pub fn named(name: &str) -> Option<Self> {
        let number = |text: &str, digits: usize| {
            let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().ok()).flatten()
        };
        let whole = |found: Option<Self>| found.filter(|period| period.to_string() == name);
        if let Some((first, last)) = name.split_once("--") {
            // One period, one name: the days of a quarter are that quarter.
            return whole(Self::days(first.parse().ok()?, last.parse().ok()?));
        }
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
        // And 2026-2026 is 2026.
        whole(found)
    }

    /// The cycle to which it belongs; none for several years, and for other days.
    pub fn cycle(self) -> Option<Cycle> {
        let (count, month) = (self.months()?, self.first.month0().cast_signed());
        let is_whole = |cycle: &Cycle| cycle.months() == count && month % count == 0 && month + count <= 12;
        Cycle::ALL.into_iter().find(is_whole)
    }

    /// Whether it is whole years, one or several.
    pub fn is_years(self) -> bool {
        self.first.month() == 1 && self.months().is_some_and(|months| months % 12 == 0)
    }

    /// Whole months of which it is; none of other days.
    fn months(self) -> Option<i32> {
        let is_whole = self == Self::of_months(self.first_month(), self.last_month());
        is_whole.then(|| self.last_month() - self.first_month() + 1)
    }

    /// The year of its last day: the one in which it is reported, as a rule.
    pub fn year(self) -> i32 {
        self.last.year()
    }

    /// The year of its first day.
    pub fn first_year(self) -> i32 {
        self.first.year()
    }

    /// Its first day by the calendar.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day by the calendar.
    pub fn last_day(self) -> NaiveDate {
        self.last
    }

    /// All of a cycle from one year to another, both included.
    pub fn of_years(cycle: Cycle, first: i32, last: i32) -> impl Iterator<Item = Self> {
        let numbers = 1..=cycle.in_year();
        (first..=last)
            .flat_map(move |year| numbers.clone().filter_map(move |number| Self::new(cycle, year, number)))
    }

    /// The one that the same cycle has before it, with which its figures are compared; for several years as many before. What is
    /// neither has none.
    pub fn before(self) -> Option<Self> {
        let step = match self.cycle() {
            // Nine months are compared with those of the year before.
            Some(Cycle::NineMonths) => 12,
            Some(cycle) => cycle.months(),
            None => self.months().filter(|_| self.is_years())?,
        };
        let before = Self::of_months(self.first_month() - step, self.last_month() - step);
        is_year(before.first_year()).then_some(before)
    }

    /// Whether all of another lies in it, so that its figures may be gathered from the other's.
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// First month, counted from January of the year 0.
    pub(crate) fn first_month(self) -> i32 {
        month_of(self.first)
    }

    /// Last month, counted the same.
    pub(crate) fn last_month(self) -> i32 {
        month_of(self.last)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first_year(), self.first.month0());
        match self.cycle() {
            Some(Cycle::Month) => write!(formatter, "{year:04}-{:02}", month + 1),
            Some(Cycle::Quarter) => write!(formatter, "{year:04}-Q{}", month / 3 + 1),
            Some(Cycle::HalfYear) => write!(formatter, "{year:04}-H{}", month / 6 + 1),
            Some(Cycle::NineMonths) => write!(formatter, "{year:04}-9M"),
            Some(Cycle::Year) => write!(formatter, "{year:04}"),
            None if self.is_years() => write!(formatter, "{year:04}-{:04}", self.year()),
            None => write!(formatter, "{}--{}", self.first, self.last),
        }
    }
}

/// The month of a day, counted from January of the year 0.
fn month_of(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
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
            ("2026-12-10--2027-01-20", None, 2027),
            ("2026-02-01--2026-04-30", None, 2026),
            ("2026-07-01--2027-06-30", None, 2027),
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
            // The first quarter, no days, and none of the year before.
            "2026-01-01--2026-03-31",
            "2026-02-30--2026-04-20",
            "2026-04-20--2026-02-10",
            "2026-2-10--2026-04-20",
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
        for name in ["1000", "2026-02-10--2026-04-20", "2026-07-01--2027-06-30"] {
            assert_eq!(period(name).before(), None, "{name}");
        }
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
        let days = period("2026-02-10--2026-04-20");
        assert!(period("2026-H1").covers(days) && !period("2026-Q1").covers(days));
    }

    proptest! {
        #[test]
        fn names_lead_back(
            first in 1000..=9999_i32,
            more in 0..20_i32,
            cycle in 0..5_usize,
            number in 1..=12_i32,
            days in 0..800_i32,
        ) {
            let day = day_of(first * 12 + number - 1, 1 + (days % 31) as u32);
            let made = [
                Period::years(first, first + more),
                Period::new(Cycle::ALL[cycle], first, number),
                Period::days(day, day + chrono::Days::new(days as u64)),
            ];
            for period in made.into_iter().flatten() {
                prop_assert_eq!(Period::named(&period.to_string()), Some(period));
            }
        }
    }
}
