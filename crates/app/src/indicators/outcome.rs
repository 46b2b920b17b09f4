//! What reports say of an indicator together.

use chrono::NaiveDate;
use uuid::Uuid;

use super::model::{Hands, Reported};

/// What the reports of a year, up to a period, say of an indicator together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) indicator: Uuid,
    /// The last period with reports.
    pub(crate) run: Uuid,
    /// To whom they were reported.
    pub(crate) unit: Uuid,
    pub(crate) year: i32,
    /// The last day of what they are about.
    pub(crate) last_on: NaiveDate,
    /// Periods of the year that are in it.
    pub(crate) periods: i32,
    /// Of a share its percent; none where nobody said any, or it does not add up.
    pub(crate) value: Option<f64>,
    /// Whether it is made of figures for the time being.
    pub(crate) is_estimate: bool,
    /// Units that said all that they were asked, of those that it concerns.
    pub(crate) said: i32,
    pub(crate) concerned: i32,
}

impl Outcome {
    /// Whether all that it concerns said a figure: before, it is no measure of what is to be reached.
    pub(crate) fn is_whole(&self) -> bool {
        self.said == self.concerned
    }
}

/// What was reached last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Latest<'a> {
    /// Typed on the page of the indicator.
    Typed(&'a Reported),
    /// Said in reports.
    Told(&'a Outcome),
}

impl Latest<'_> {
    pub(crate) fn unit(&self) -> Uuid {
        match self {
            Self::Typed(one) => one.unit,
            Self::Told(one) => one.unit,
        }
    }

    pub(crate) fn year(&self) -> i32 {
        match self {
            Self::Typed(one) => one.year,
            Self::Told(one) => one.year,
        }
    }

    pub(crate) fn value(&self) -> Option<f64> {
        match self {
            Self::Typed(one) => one.value,
            Self::Told(one) => one.value,
        }
    }
}

/// The last of each unit in whose hands an indicator is or was: of reports those of the last year that all have sent, else what
/// there is; of the same year they go before what was typed.
pub(crate) fn latest<'a>(hands: &Hands, typed: &[&'a Reported], told: &'a [Outcome]) -> Vec<Latest<'a>> {
    let of = |unit: &Uuid| {
        let told = told.iter().filter(|one| one.unit == *unit && one.value.is_some());
        let told = told.max_by_key(|one| (one.is_whole(), one.last_on)).map(Latest::Told);
        let typed = typed.iter().filter(|one| one.unit == *unit).max_by_key(|one| one.year);
        let typed = typed.map(|one| Latest::Typed(one));
        told.into_iter()
            .chain(typed)
            .reduce(|told, typed| if typed.year() > told.year() { typed } else { told })
    };
    hands.units.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(unit: u128, year: i32, value: Option<f64>) -> Outcome {
        Outcome {
            indicator: Uuid::nil(),
            run: Uuid::nil(),
            unit: Uuid::from_u128(unit),
            year,
            last_on: NaiveDate::from_ymd_opt(year, 10, 31).expect("a day"),
            periods: 1,
            value,
            is_estimate: false,
            said: 1,
            concerned: 1,
        }
    }

    #[test]
    fn the_last_year_counts_and_the_report_before_what_was_typed() {
        let typed = |unit: u128, year: i32| Reported {
            id: Uuid::nil(),
            unit: Uuid::from_u128(unit),
            year,
            number: 1,
            value: Some(1.0),
            note: None,
            person: Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
        };
        let hands =
            |units: &[u128]| Hands { units: units.iter().copied().map(Uuid::from_u128).collect(), whole: 1 };
        let reports = [told(1, 2024, Some(4.0)), told(1, 2025, None), told(2, 2025, Some(5.0))];
        let years = |hands: Hands, typed: &[Reported]| {
            let typed: Vec<_> = typed.iter().collect();
            let all = latest(&hands, &typed, &reports);
            all.iter().map(|one| (one.unit().as_u128(), one.year(), one.value())).collect::<Vec<_>>()
        };
        assert_eq!(years(hands(&[1]), &[typed(1, 2024)]), [(1, 2024, Some(4.0))]);
        assert_eq!(years(hands(&[1]), &[typed(1, 2025)]), [(1, 2025, Some(1.0))]);
        assert_eq!(years(hands(&[1, 2, 3]), &[typed(1, 2023)]), [(1, 2024, Some(4.0)), (2, 2025, Some(5.0))]);
    }

    #[test]
    fn a_year_that_some_have_sent_does_not_stand_for_all() {
        let hands = Hands { units: vec![Uuid::from_u128(1)], whole: 1 };
        let some = Outcome { concerned: 20, ..told(1, 2026, Some(2.0)) };
        let value = |told: &[Outcome]| latest(&hands, &[], told).first().and_then(Latest::value);
        assert_eq!(value(&[some.clone(), told(1, 2025, Some(48.0))]), Some(48.0));
        assert_eq!(value(&[some]), Some(2.0), "better than nothing");
    }
}
