//! How an indicator is counted: what its figures can be, and how those of several periods and units make one. Pure.

use reporting::{Figure, OverTime, OverUnits};

use super::kind::Kind;

/// The rules of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) over_time: OverTime,
    pub(crate) over_units: OverUnits,
    /// What a figure of one unit and period is at least and at most.
    pub(crate) least: Option<Figure>,
    pub(crate) most: Option<Figure>,
    /// How far a figure may be from the one before without a word, in percent of it.
    pub(crate) jump: u32,
}

/// A half as much again is to be explained, where nobody said otherwise.
const JUMP: u32 = 50;

/// Rules over time, with the names by which the database and keys of texts know them.
pub(crate) const OVER_TIME: [(&str, OverTime); 3] =
    [("latest", OverTime::Latest), ("sum", OverTime::Sum), ("cumulative", OverTime::Cumulative)];
/// Rules over units, likewise.
pub(crate) const OVER_UNITS: [(&str, OverUnits); 2] = [("add", OverUnits::Add), ("alone", OverUnits::Alone)];

impl Rules {
    /// Those of what is measured so. A growth in percent of one unit is not added to that of another, and can be one below
    /// zero; of things none are fewer than none.
    pub(crate) fn of(kind: Kind, measured_in: Option<&str>) -> Self {
        let is_growth = kind == Kind::Number && measured_in.is_some_and(|unit| unit.starts_with('%'));
        Self {
            over_time: OverTime::Latest,
            over_units: if is_growth { OverUnits::Alone } else { OverUnits::Add },
            least: (!is_growth).then(Figure::default),
            most: None,
            jump: JUMP,
        }
        .fitting(kind)
    }

    /// As far as they can be those of a kind: answers, steps and words have no range, of several the last counts, and steps and
    /// words do not add up.
    #[must_use]
    pub(crate) fn fitting(self, kind: Kind) -> Self {
        match kind {
            Kind::Number | Kind::Share => self,
            // Of means that came one after the other nobody knows the one of all.
            Kind::Mean => Self { over_time: OverTime::Latest, ..self },
            Kind::YesNo | Kind::Scale | Kind::Text => Self {
                over_time: OverTime::Latest,
                over_units: if kind == Kind::YesNo { self.over_units } else { OverUnits::Alone },
                least: None,
                most: None,
                ..self
            },
        }
    }

    /// The name of the rule over time.
    pub(crate) fn over_time_name(&self) -> &'static str {
        OVER_TIME.iter().find(|(_, rule)| *rule == self.over_time).map_or("latest", |(name, _)| name)
    }

    /// The name of the rule over units.
    pub(crate) fn over_units_name(&self) -> &'static str {
        OVER_UNITS.iter().find(|(_, rule)| *rule == self.over_units).map_or("add", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_stands_alone_and_may_be_below_zero() {
        for (kind, measured_in, over_units, least) in [
            (Kind::Number, Some("%/năm"), OverUnits::Alone, None),
            (Kind::Number, Some("khu"), OverUnits::Add, Some(0)),
            (Kind::Number, None, OverUnits::Add, Some(0)),
            (Kind::Share, Some("%"), OverUnits::Add, Some(0)),
            (Kind::YesNo, None, OverUnits::Add, None),
            (Kind::Scale, None, OverUnits::Alone, None),
            (Kind::Text, None, OverUnits::Alone, None),
        ] {
            let rules = Rules::of(kind, measured_in);
            let least = least.map(Figure::from_ten_thousandths);
            assert_eq!((rules.over_units, rules.least), (over_units, least), "{measured_in:?}");
        }
    }
}
