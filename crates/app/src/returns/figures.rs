//! What the figures of one period or several come to. Pure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use reporting::{Cell, Entry, Lineage, OverTime, OverUnits, Period, Total, WHOLE, roll_up};
use uuid::Uuid;

use super::gathering::Gathered;
use super::model::Return;

/// Whose figures are told.
pub(crate) enum Holders<'a> {
    /// Those that reported them. Of several periods a unit that has ended would stand beside its successor.
    Reporting,
    /// Those of today, by what became of the reporting ones since the figures of each period closed. Of what was reported to a
    /// regime before it only what is within these units today.
    Today(&'a Lineage<Uuid>, HashMap<Period, NaiveDate>, &'a Gathered),
}

impl Holders<'_> {
    fn of(&self, one: &Return, period: Period) -> Vec<(Uuid, u32)> {
        match self {
            Self::Today(lineage, closes, gathered) => {
                let today = closes.get(&period).map(|closes| lineage.today(one.unit, *closes));
                let mut today = today.unwrap_or_else(|| vec![(one.unit, WHOLE)]);
                if gathered.before.contains(&one.run) {
                    today.retain(|(unit, _)| gathered.within.contains(unit));
                }
                today
            }
            Self::Reporting => vec![(one.unit, WHOLE)],
        }
    }
}

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
        if self.returns[*place].1.state.is_sent() {
            self.cells[of * self.returns.len() + place] = cell;
        }
    }

    /// The returns, unit by unit.
    pub(crate) fn returns(&self) -> impl ExactSizeIterator<Item = &Return> {
        self.returns.iter().map(|(_, one)| one)
    }

    /// What an indicator comes to in all.
    pub(crate) fn total(&self, indicator: Uuid, over_time: OverTime, of: &Holders<'_>) -> Total {
        let all = Uuid::nil();
        let totals = roll_up(over_time, OverUnits::Add, self.held(indicator, of), |_| [all]);
        totals.get(&all).copied().unwrap_or_default()
    }

    /// What each unit has of an indicator.
    pub(crate) fn by_unit(
        &self,
        indicator: Uuid,
        over_time: OverTime,
        of: &Holders<'_>,
    ) -> BTreeMap<Uuid, Total> {
        roll_up(over_time, OverUnits::Alone, self.held(indicator, of), |_| [])
    }

    fn held(&self, indicator: Uuid, of: &Holders<'_>) -> impl Iterator<Item = Entry<Uuid>> {
        self.entries(indicator).zip(self.returns()).flat_map(|(entry, one)| {
            let holders = of.of(one, entry.period);
            holders.into_iter().map(move |(unit, share)| Entry { unit, share, ..entry })
        })
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
    use std::collections::HashSet;

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
        let total = figures.total(indicator, OverTime::Latest, &Holders::Reporting);
        let cells = u64::from(WHOLE);
        assert_eq!(total.rounded(0), Some(3));
        assert_eq!((total.reported(), total.unreported()), ((2 * cells, 0, 0), (cells, cells)));
        assert_eq!(
            figures.total(unit(98), OverTime::Latest, &Holders::Reporting).rounded(0),
            None,
            "nobody said anything: that is not zero"
        );

        // The first was divided after the figures closed, two to one.
        let closes = owed().1.last_on;
        let mut lineage = Lineage::default();
        lineage
            .add(closes.succ_opt().expect("a day"), unit(1), &[(unit(5), 666_667), (unit(6), 333_333)])
            .expect("whole");
        let rounded = |totals: BTreeMap<Uuid, Total>| {
            totals.into_iter().map(|(unit, total)| (unit.as_u128(), total.rounded(1))).collect::<Vec<_>>()
        };
        let then = rounded(figures.by_unit(indicator, OverTime::Latest, &Holders::Reporting));
        assert_eq!(then, [(1, Some(30)), (2, Some(0)), (3, None), (4, None)]);
        let now = rounded(figures.by_unit(
            indicator,
            OverTime::Latest,
            &Holders::Today(&lineage, HashMap::from([(owed().1.period, closes)]), &Gathered::default()),
        ));
        assert_eq!(now, [(2, Some(0)), (3, None), (4, None), (5, Some(20)), (6, Some(10))]);
    }

    #[test]
    fn years_are_gathered_for_those_of_today() {
        let (indicator, of) = (unit(99), |year: &str| Period::named(year).expect("a period"));
        let value =
            |count: i64| Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)));
        let sent = |id: u128, number: u128, year: &str| {
            (of(year), Return { id: unit(id), unit: unit(number), state: State::Accepted, ..owed().0 })
        };
        // Two wards in 2024, and in 2025 the one that came of them.
        let returns = vec![sent(11, 1, "2024"), sent(12, 2, "2024"), sent(13, 3, "2025")];
        let mut figures = Figures::new(returns, &[indicator]);
        for (id, count) in [(11, 4), (12, 5), (13, 10)] {
            figures.say(unit(id), indicator, value(count));
        }
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let mut lineage = Lineage::default();
        for ward in [1, 2] {
            lineage.add(day("2025-07-01"), unit(ward), &[(unit(3), WHOLE)]).expect("whole");
        }
        let closes = HashMap::from([(of("2024"), day("2024-10-31")), (of("2025"), day("2025-10-31"))]);
        let plain = Gathered::default();
        let today = Holders::Today(&lineage, closes.clone(), &plain);
        let total = |over_time| figures.total(indicator, over_time, &today).rounded(0);
        assert_eq!(total(OverTime::Latest), Some(10), "what there is at the end, once");
        assert_eq!(total(OverTime::Sum), Some(19));
        let by_unit = figures.by_unit(indicator, OverTime::Sum, &today);
        assert_eq!(by_unit.keys().copied().collect::<Vec<_>>(), [unit(3)]);

        // What was reported to a regime before counts as far as it is within the units of this one today.
        for (within, all) in [(vec![unit(3)], Some(19)), (vec![unit(4)], None)] {
            let before = HashSet::from([owed().1.id]);
            let gathered = Gathered { before, within: within.into_iter().collect(), ..Gathered::default() };
            let today = Holders::Today(&lineage, closes.clone(), &gathered);
            assert_eq!(figures.total(indicator, OverTime::Sum, &today).rounded(0), all);
        }
    }

    #[test]
    fn over_years_each_place_has_what_lies_in_it() {
        let (country, indicator, others) = (unit(90), unit(99), unit(98));
        let year = |name| Period::named(name).expect("a year");
        let one = |id, of, state| Return { id: unit(id), unit: unit(of), state, ..owed().0 };
        let returns = vec![
            (year("2027"), one(13, 1, State::Draft)),
            (year("2026"), one(11, 1, State::Accepted)),
            (year("2026"), one(12, 2, State::Accepted)),
            (year("2027"), one(14, 2, State::Submitted)),
        ];
        let mut figures = Figures::new(returns, &[others, indicator]);
        for (sent, count) in [(11, 3), (12, 4), (13, 100), (14, 5)] {
            let figure = Figure::from_ten_thousandths(count * Figure::ONE);
            figures.say(unit(sent), indicator, Cell::Value(Quantity::Plain(figure)));
        }
        let above = HashMap::from([(unit(1), vec![country]), (unit(2), vec![country])]);
        for (over_time, over_units, all) in [
            (OverTime::Sum, OverUnits::Add, vec![(1, Some(3)), (2, Some(9)), (90, Some(12))]),
            (OverTime::Latest, OverUnits::Add, vec![(1, Some(3)), (2, Some(5)), (90, Some(8))]),
            (OverTime::Latest, OverUnits::Alone, vec![(1, Some(3)), (2, Some(5))]),
        ] {
            let totals = figures.over_tree(indicator, over_time, over_units, &above);
            let rounded: Vec<_> =
                totals.iter().map(|(unit, total)| (unit.as_u128(), total.rounded(0))).collect();
            assert_eq!(rounded, all, "{over_time:?} {over_units:?}");
        }
        let nobody = figures.over_tree(others, OverTime::Sum, OverUnits::Add, &above);
        assert_eq!(nobody[&country].rounded(0), None, "of the other indicator nobody said anything");
    }
}
