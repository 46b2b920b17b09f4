//! What the figures of one period or several come to. Pure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use reporting::{Cell, Entry, Lineage, OverTime, OverUnits, Period, Total, WHOLE, roll_up};
use uuid::Uuid;

use super::model::Return;

/// Returns with what they say; what was not sent says nothing.
pub(crate) struct Figures {
    /// Each with its period.
    returns: Vec<(Period, Return)>,
    /// Where a return and an indicator stand.
    places: (HashMap<Uuid, usize>, HashMap<Uuid, usize>),
    /// Indicator by indicator a cell for each return: a country's are hundreds of thousands.
    cells: Vec<Cell>,
}

impl Figures {
    /// Of those indicators; nothing is said yet.
    pub(crate) fn new(mut returns: Vec<(Period, Return)>, measured: &[Uuid]) -> Self {
        // As they are rolled up, so that this is sorted once and not for each indicator.
        returns.sort_by_key(|(period, one)| (one.unit, *period));
        let of_returns = returns.iter().map(|(_, one)| one.id).zip(0..).collect();
        Self {
            places: (of_returns, measured.iter().copied().zip(0..).collect()),
            cells: vec![Cell::NotReported; returns.len() * measured.len()],
            returns,
        }
    }

    /// Writes down what a return says of an indicator; nothing, as long as it is in the unit's hands.
    pub(crate) fn say(&mut self, sent: Uuid, indicator: Uuid, cell: Cell) {
        let (returns, indicators) = &self.places;
        let (Some(place), Some(of)) = (returns.get(&sent), indicators.get(&indicator)) else { return };
        if !self.returns[*place].1.state.is_with_unit() {
            self.cells[of * self.returns.len() + place] = cell;
        }
    }

    /// The returns, unit by unit.
    pub(crate) fn returns(&self) -> impl ExactSizeIterator<Item = &Return> {
        self.returns.iter().map(|(_, one)| one)
    }

    /// What an indicator comes to in all, of one period: there is nothing to be made over time.
    pub(crate) fn total(&self, indicator: Uuid) -> Total {
        let all = Uuid::nil();
        let totals = roll_up(OverTime::Latest, OverUnits::Add, self.entries(indicator), |_| [all]);
        totals.get(&all).copied().unwrap_or_default()
    }

    /// What each unit has of an indicator, of one period: those that reported, or, by what became of them since the figures
    /// closed, those of today.
    pub(crate) fn by_unit(
        &self,
        indicator: Uuid,
        today: Option<(&Lineage<Uuid>, NaiveDate)>,
    ) -> BTreeMap<Uuid, Total> {
        let holders = |unit| match today {
            Some((lineage, closes)) => lineage.today(unit, closes),
            None => vec![(unit, WHOLE)],
        };
        let divided = |entry: Entry<Uuid>| {
            holders(entry.unit).into_iter().map(move |(unit, share)| Entry { unit, share, ..entry })
        };
        let entries = self.entries(indicator).flat_map(divided);
        roll_up(OverTime::Latest, OverUnits::Alone, entries, |_| [])
    }

    /// What each unit and all above it have of an indicator over all periods. `above` has the units above each.
    pub(crate) fn over_tree(
        &self,
        indicator: Uuid,
        over_time: OverTime,
        over_units: OverUnits,
        above: &HashMap<Uuid, Vec<Uuid>>,
    ) -> BTreeMap<Uuid, Total> {
        let above = |unit: Uuid| above.get(&unit).into_iter().flatten().copied();
        roll_up(over_time, over_units, self.entries(indicator), above)
    }

    fn entries(&self, indicator: Uuid) -> impl Iterator<Item = Entry<Uuid>> {
        let of = self.places.1.get(&indicator);
        let cells = of.map_or(&[][..], |of| &self.cells[of * self.returns.len()..]);
        self.returns.iter().enumerate().map(|(place, (period, one))| {
            let cell = cells.get(place).copied().unwrap_or(Cell::NotReported);
            Entry { unit: one.unit, period: *period, share: WHOLE, cell }
        })
    }
}

#[cfg(test)]
mod tests {
    use reporting::{Figure, Quantity};

    use super::*;
    use crate::returns::model::State;
    use crate::returns::testing::owed;

    fn unit(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[test]
    fn what_was_sent_adds_up_and_what_was_not_says_nothing() {
        let indicator = unit(99);
        let value =
            |count: i64| Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)));
        let one = |number, state| {
            (owed().1.period, Return { id: unit(number), unit: unit(number), state, ..owed().0 })
        };
        let returns = vec![
            one(1, State::Accepted),
            one(2, State::Submitted),
            one(3, State::Draft),
            one(4, State::Submitted),
        ];
        let mut figures = Figures::new(returns, &[indicator]);
        figures.say(unit(1), indicator, value(3));
        figures.say(unit(2), indicator, value(0));
        // Typed, but in the unit's hands.
        figures.say(unit(3), indicator, value(100));
        figures.say(unit(4), indicator, Cell::NotApplicable);
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
