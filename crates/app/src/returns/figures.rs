//! What the figures of a period come to. Pure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use reporting::{Entry, Lineage, OverTime, OverUnits, Period, Total, WHOLE, roll_up};
use uuid::Uuid;

use super::cell::Cell;
use super::model::Return;

/// The cells of a period, by return and indicator.
pub(crate) type Cells = HashMap<(Uuid, Uuid), Cell>;

/// The returns of a period with what they say; what was not sent says nothing.
pub(crate) struct Figures {
    pub(crate) period: Period,
    pub(crate) returns: Vec<Return>,
    pub(crate) cells: Cells,
}

impl Figures {
    /// The cell of a return: not reported as long as it is in the unit's hands.
    pub(crate) fn cell(&self, one: &Return, indicator: Uuid) -> Cell {
        let sent = self.cells.get(&(one.id, indicator)).filter(|_| !one.state.is_with_unit());
        sent.cloned().unwrap_or_default()
    }

    /// What an indicator comes to in all.
    pub(crate) fn total(&self, indicator: Uuid) -> Total {
        let all = Uuid::nil();
        let units = self.entries(indicator, |unit| vec![(unit, WHOLE)]);
        // Of one period there is nothing to be made over time.
        let totals = roll_up(OverTime::Latest, OverUnits::Add, units, |_| [all]);
        totals.get(&all).copied().unwrap_or_default()
    }

    /// What each unit has of an indicator: those that reported, or, by what became of them since the figures closed, those of
    /// today.
    pub(crate) fn by_unit(
        &self,
        indicator: Uuid,
        today: Option<(&Lineage<Uuid>, NaiveDate)>,
    ) -> BTreeMap<Uuid, Total> {
        let holders = |unit| match today {
            Some((lineage, closes)) => lineage.today(unit, closes),
            None => vec![(unit, WHOLE)],
        };
        roll_up(OverTime::Latest, OverUnits::Alone, self.entries(indicator, holders), |_| [])
    }

    fn entries(&self, indicator: Uuid, holders: impl Fn(Uuid) -> Vec<(Uuid, u32)>) -> Vec<Entry<Uuid>> {
        let of = |one: &Return| {
            let cell = self.cell(one, indicator).counted();
            let entry = move |(unit, share)| Entry { unit, period: self.period, share, cell };
            holders(one.unit).into_iter().map(entry).collect::<Vec<_>>()
        };
        self.returns.iter().flat_map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use reporting::Figure;

    use super::*;
    use crate::returns::cell::CellState;
    use crate::returns::model::State;
    use crate::returns::testing::owed;

    fn unit(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[test]
    fn what_was_sent_adds_up_and_what_was_not_says_nothing() {
        let indicator = unit(99);
        let value = |count: i64| Cell {
            state: CellState::Value,
            value: Some(Figure::from_ten_thousandths(count * Figure::ONE)),
            ..Cell::default()
        };
        let one = |number, state| Return { id: unit(number), unit: unit(number), state, ..owed().0 };
        let figures = Figures {
            period: owed().1.period,
            returns: vec![
                one(1, State::Accepted),
                one(2, State::Submitted),
                one(3, State::Draft),
                one(4, State::Submitted),
            ],
            cells: HashMap::from([
                ((unit(1), indicator), value(3)),
                ((unit(2), indicator), value(0)),
                // Typed, but in the unit's hands.
                ((unit(3), indicator), value(100)),
                ((unit(4), indicator), Cell { state: CellState::NotApplicable, ..Cell::default() }),
            ]),
        };
        let total = figures.total(indicator);
        let cells = u64::from(WHOLE);
        assert_eq!(total.rounded(0), Some(3));
        assert_eq!((total.reported(), total.unreported()), ((2 * cells, 0, 0), (cells, cells)));
        assert_eq!(figures.total(unit(98)).rounded(0), None, "nobody said anything: that is not zero");

        // The first was divided after the figures closed, two to one.
        let closes = owed().1.last_on;
        let mut lineage = Lineage::default();
        lineage
            .add(closes.succ_opt().expect("a day"), unit(1), &[(unit(5), 666_667), (unit(6), 333_333)])
            .expect("whole");
        let rounded = |totals: BTreeMap<Uuid, Total>| {
            totals.into_iter().map(|(unit, total)| (unit.as_u128(), total.rounded(1))).collect::<Vec<_>>()
        };
        let then = rounded(figures.by_unit(indicator, None));
        assert_eq!(then, [(1, Some(30)), (2, Some(0)), (3, None), (4, None)]);
        let now = rounded(figures.by_unit(indicator, Some((&lineage, closes))));
        assert_eq!(now, [(2, Some(0)), (3, None), (4, None), (5, Some(20)), (6, Some(10))]);
    }
}
