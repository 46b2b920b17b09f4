//! Indicators: values and rules. Pure.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use reporting::{Figure, OverUnits};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::kind::Kind;
use super::rules::Rules;
use super::source::Source;

/// Something measured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Indicator {
    pub(crate) id: Uuid,
    /// Whose indicator it is.
    pub(crate) unit: Uuid,
    /// Where it was set.
    pub(crate) origin: Option<Origin>,
    pub(crate) name: String,
    /// Unit of measure, such as `khu` or `%`.
    pub(crate) measured_in: Option<String>,
    pub(crate) kind: Kind,
    /// Of a scale, from the least.
    pub(crate) steps: Vec<String>,
    pub(crate) rules: Rules,
    pub(crate) source: Source,
    pub(crate) part_of: Option<PartOf>,
    pub(crate) baseline: Option<Baseline>,
    /// Counts the changes of all this.
    pub(crate) revision: i32,
    pub(crate) direction: Direction,
    /// The sentence of the plan.
    pub(crate) words: Option<String>,
    /// What is to be reached, by year.
    pub(crate) targets: Vec<Target>,
}

impl Indicator {
    /// Whether the values of several units make one together: a growth in percent of one is not added to that of another.
    pub(crate) fn adds_up(&self) -> bool {
        self.rules.over_units == OverUnits::Add
    }

    /// Whether more is better.
    pub(crate) fn is_better_up(&self) -> bool {
        self.direction == Direction::Up
    }

    /// Whether units say its figures, rather than the program.
    pub(crate) fn is_typed(&self) -> bool {
        self.source == Source::Typed
    }

    /// Whether values of years are typed in on its page: numbers that somebody says.
    pub(crate) fn takes_values(&self) -> bool {
        self.is_typed() && matches!(self.kind, Kind::Number | Kind::Share | Kind::Mean)
    }

    /// Whether its figures are counted from the unit's tasks.
    pub(crate) fn is_counted_from_tasks(&self) -> bool {
        matches!(self.source, Source::Tasks(_))
    }

    /// Whether there can be less than none of it.
    pub(crate) fn may_be_negative(&self) -> bool {
        self.rules.least.is_none_or(|least| least < Figure::default())
    }
}

/// The indicator of which one is a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartOf {
    pub(crate) whole: Uuid,
    /// By what the whole is divided, so that its parts come to it; none where this is only among it.
    pub(crate) by: Option<String>,
}

/// What there was before the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Baseline {
    pub(crate) value: f64,
    pub(crate) year: Option<i32>,
}

/// The clause that set an indicator: facts that stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) plan: Uuid,
    pub(crate) plan_number: String,
    pub(crate) clause: Uuid,
    pub(crate) clause_path: String,
}

/// An indicator to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewIndicator {
    pub(crate) unit: Uuid,
    pub(crate) origin: Option<Origin>,
    pub(crate) name: String,
    pub(crate) measured_in: Option<String>,
    /// Whether more is better.
    pub(crate) is_up: bool,
    pub(crate) words: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) part_of: Option<PartOf>,
    pub(crate) targets: Vec<Target>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Direction {
    Up,
    Down,
}

impl Direction {
    /// As the database writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// A value or a range to be reached by the end of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Target {
    /// `None`: whenever.
    pub(crate) year: Option<i32>,
    /// Least value that is enough.
    pub(crate) low: Option<f64>,
    /// Greatest value that is aimed at, or that is allowed where there is no least.
    pub(crate) high: Option<f64>,
}

/// A value of a unit and year, as somebody typed it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reported {
    pub(crate) id: Uuid,
    pub(crate) unit: Uuid,
    pub(crate) year: i32,
    /// Counts the values of the same indicator, unit and year.
    pub(crate) number: i32,
    /// `None`: the one before was taken back.
    pub(crate) value: Option<f64>,
    pub(crate) note: Option<String>,
    pub(crate) person: Uuid,
    pub(crate) at: DateTime<Utc>,
}

/// How a value stands to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    /// Not reached yet.
    Below,
    /// Reached; within the range where there is one.
    Reached,
    /// More than the range aims at, or more than is allowed.
    Above,
}

impl Target {
    /// How a value stands to it; `None` for a target in words only.
    pub(crate) fn standing(self, value: f64) -> Option<Standing> {
        match (self.low, self.high) {
            (None, None) => None,
            (Some(low), _) if value < low => Some(Standing::Below),
            (_, Some(high)) if value > high => Some(Standing::Above),
            _ => Some(Standing::Reached),
        }
    }

    /// How much of it is reached, from 0 to 1, for a bar; `None` where it has no least value above zero.
    pub(crate) fn share(self, value: f64) -> Option<f64> {
        let low = self.low.filter(|low| *low > 0.0)?;
        Some((value / low).clamp(0.0, 1.0))
    }
}

/// Whether one of them measures the same, set by the same clause.
pub(crate) fn are_set(indicators: &[Indicator], clause: Uuid, name: &str) -> bool {
    let same = |one: &Indicator| one.origin.as_ref().is_some_and(|origin| origin.clause == clause);
    indicators.iter().any(|one| same(one) && vietnamese::fold(&one.name) == vietnamese::fold(name))
}

/// The value of each unit and year that counts: the last one, unless it was taken back.
pub(crate) fn current(reported: &[Reported]) -> Vec<&Reported> {
    let is_last = |one: &&Reported| {
        !reported
            .iter()
            .any(|other| (other.unit, other.year) == (one.unit, one.year) && other.number > one.number)
    };
    reported.iter().filter(is_last).filter(|one| one.value.is_some()).collect()
}

/// In whose hands an indicator is, from the unit whose it was when it was set to those that came of it by successions.
pub(crate) struct Hands {
    /// The unit whose it was, then its successors and theirs.
    pub(crate) units: Vec<Uuid>,
    /// Those of them that each have it as a whole: the unit itself and every successor that had none beside it.
    pub(crate) whole: usize,
}

impl Hands {
    /// `successors` are those of each unit that was ever succeeded.
    pub(crate) fn of(indicator: &Indicator, successors: &HashMap<Uuid, Vec<Uuid>>) -> Self {
        let mut hands = Self { units: vec![indicator.unit], whole: 1 };
        let mut at = 0;
        while let Some(unit) = hands.units.get(at) {
            let next = successors.get(unit).map(Vec::as_slice).unwrap_or_default();
            if next.len() == 1 && hands.whole == hands.units.len() && !hands.units.contains(&next[0]) {
                hands.whole += 1;
            }
            for unit in next {
                if !hands.units.contains(unit) {
                    hands.units.push(*unit);
                }
            }
            at += 1;
        }
        hands
    }

    /// Whether a value of the unit is one of the whole indicator, so that the target is its measure.
    pub(crate) fn are_whole(&self, unit: Uuid) -> bool {
        self.units[..self.whole].contains(&unit)
    }
}

/// The number of the last value of a unit and year; 0 where there is none.
pub(crate) fn last_number(reported: &[Reported], unit: Uuid, year: i32) -> i32 {
    let of_cell = reported.iter().filter(|one| (one.unit, one.year) == (unit, year));
    of_cell.map(|one| one.number).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_to_its_target() {
        let target = |low, high| Target { year: Some(2030), low, high };
        for (target, value, standing) in [
            (target(Some(4.0), Some(5.0)), 3.0, Some(Standing::Below)),
            (target(Some(4.0), Some(5.0)), 4.0, Some(Standing::Reached)),
            (target(Some(4.0), Some(5.0)), 6.0, Some(Standing::Above)),
            (target(Some(60.0), None), 0.0, Some(Standing::Below)),
            (target(Some(60.0), None), 99.0, Some(Standing::Reached)),
            (target(None, Some(2.0)), 1.0, Some(Standing::Reached)),
            (target(None, Some(2.0)), 3.0, Some(Standing::Above)),
            (target(None, None), 3.0, None),
        ] {
            assert_eq!(target.standing(value), standing, "{target:?} {value}");
        }
        assert_eq!(target(Some(4.0), None).share(1.0), Some(0.25));
        assert_eq!(target(Some(4.0), None).share(9.0), Some(1.0));
        assert_eq!(target(None, Some(4.0)).share(1.0), None);
        assert_eq!(target(Some(0.0), None).share(1.0), None);
    }

    #[test]
    fn an_indicator_goes_into_the_hands_of_successors() {
        let unit = Uuid::from_u128;
        let indicator = Indicator {
            id: Uuid::nil(),
            unit: unit(1),
            origin: None,
            name: String::new(),
            measured_in: None,
            kind: Kind::Number,
            steps: Vec::new(),
            rules: Rules::of(Kind::Number, None),
            source: Source::Typed,
            part_of: None,
            baseline: None,
            revision: 1,
            direction: Direction::Up,
            words: None,
            targets: Vec::new(),
        };
        let hands = |successors: &[(u128, &[u128])]| {
            let successors = successors
                .iter()
                .map(|(from, to)| (unit(*from), to.iter().copied().map(unit).collect()))
                .collect();
            let hands = Hands::of(&indicator, &successors);
            (hands.units.iter().map(Uuid::as_u128).collect::<Vec<_>>(), hands.whole)
        };
        assert_eq!(hands(&[]), (vec![1], 1));
        // Renamed, then merged into another.
        assert_eq!(hands(&[(1, &[2]), (2, &[3]), (7, &[3])]), (vec![1, 2, 3], 3));
        // Divided, and a part of it renamed.
        assert_eq!(hands(&[(1, &[2, 3]), (3, &[4])]), (vec![1, 2, 3, 4], 1));
        // Renamed, then divided.
        assert_eq!(hands(&[(1, &[2]), (2, &[3, 4])]), (vec![1, 2, 3, 4], 2));
        // Names that go round do not go on for ever.
        assert_eq!(hands(&[(1, &[2]), (2, &[1])]), (vec![1, 2], 2));
    }

    #[test]
    fn the_last_value_of_a_cell_counts() {
        let value = |unit: u128, year, number, value| Reported {
            id: Uuid::nil(),
            unit: Uuid::from_u128(unit),
            year,
            number,
            value,
            note: None,
            person: Uuid::nil(),
            at: DateTime::UNIX_EPOCH,
        };
        let all = [
            value(1, 2025, 1, Some(2.0)),
            value(1, 2025, 2, Some(0.0)),
            value(1, 2026, 1, Some(3.0)),
            value(2, 2025, 1, Some(9.0)),
            value(2, 2025, 2, None),
        ];
        let counts: Vec<_> = current(&all).iter().map(|one| (one.year, one.value)).collect();
        assert_eq!(counts, [(2025, Some(0.0)), (2026, Some(3.0))]);
    }
}
