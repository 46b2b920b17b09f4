//! What the figures of one period or several come to. Pure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use reporting::{Cell, Entry, Figure, Lineage, OverUnits, Period, Quantity, Total, WHOLE, roll_up};
use uuid::Uuid;

use super::computed::{self, MadeOf, is_worked_out};
use super::gathering::Gathered;
use super::model::Return;
use crate::indicators::{Indicator, Rules};

#[cfg(test)]
mod tests;

/// Whose figures are told.
pub(crate) enum Holders<'a> {
    /// Those that reported them. Of several periods a unit that has ended would stand beside its successor.
    Reporting,
    /// Those of today, by what became of the reporting ones since the figures of each period closed. Of what was reported to a
    /// regime before it only what is within these units today.
    Today(&'a Lineage<Uuid>, HashMap<Period, NaiveDate>, &'a Gathered),
}

impl Holders<'_> {
    /// Who has what a return says, each with a share.
    pub(super) fn of(&self, one: &Return, period: Period) -> Vec<(Uuid, u32)> {
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

    /// The period of one of them.
    pub(crate) fn period_of(&self, returned: Uuid) -> Option<Period> {
        self.places.0.get(&returned).map(|place| self.returns[*place].0)
    }

    /// The plain figure that one of them says of an indicator.
    pub(crate) fn said_in(&self, returned: Uuid, indicator: Uuid) -> Option<Figure> {
        let (returns, indicators) = &self.places;
        let place = indicators.get(&indicator)? * self.returns.len() + returns.get(&returned)?;
        match self.cells.get(place)?.quantity()? {
            Quantity::Plain(figure) => Some(figure),
            Quantity::Share { .. } | Quantity::Weighted(_) => None,
        }
    }

    /// Puts in what is worked out of other figures, return by return.
    pub(crate) fn work_out(&mut self, indicators: &HashMap<Uuid, Indicator>) {
        let formulas: Vec<_> =
            self.places.1.keys().copied().filter(|id| is_worked_out(id, indicators)).collect();
        let count = self.returns.len();
        for id in formulas {
            for place in 0..count {
                let said = |of: Uuid| {
                    let indicator = self.places.1.get(&of);
                    indicator.map_or(Cell::NotReported, |of| self.cells[of * count + place])
                };
                let cell = computed::cell(id, indicators, &said);
                self.cells[self.places.1[&id] * count + place] = cell;
            }
        }
    }

    /// What an indicator comes to in all.
    pub(crate) fn total(
        &self,
        indicator: Uuid,
        indicators: &HashMap<Uuid, Indicator>,
        of: &Holders<'_>,
    ) -> Total {
        let all = Uuid::nil();
        let totals = computed::totals(indicator, indicators, &|id, rules: Rules, part_of| {
            roll_up(rules.over_time, OverUnits::Add, self.held(id, part_of, of), |_| [all])
        });
        totals.get(&all).copied().unwrap_or_default()
    }

    /// What each unit has of an indicator.
    pub(crate) fn by_unit(
        &self,
        indicator: Uuid,
        indicators: &HashMap<Uuid, Indicator>,
        of: &Holders<'_>,
    ) -> BTreeMap<Uuid, Total> {
        computed::totals(indicator, indicators, &|id, rules: Rules, part_of| {
            roll_up(rules.over_time, OverUnits::Alone, self.held(id, part_of, of), |_| [])
        })
    }

    fn held(
        &self,
        indicator: Uuid,
        part_of: Option<MadeOf<'_>>,
        of: &Holders<'_>,
    ) -> impl Iterator<Item = Entry<Uuid>> {
        self.entries(indicator, part_of).zip(self.returns()).flat_map(|(entry, one)| {
            let holders = of.of(one, entry.period);
            holders.into_iter().map(move |(unit, share)| Entry { unit, share, ..entry })
        })
    }

    /// What each unit and all above it have of an indicator over all periods. `above` has the units above each.
    pub(crate) fn over_tree(
        &self,
        indicator: Uuid,
        indicators: &HashMap<Uuid, Indicator>,
        above: &HashMap<Uuid, Vec<Uuid>>,
    ) -> BTreeMap<Uuid, Total> {
        let above = |unit: Uuid| above.get(&unit).into_iter().flatten().copied();
        computed::totals(indicator, indicators, &|id, rules: Rules, part_of| {
            roll_up(rules.over_time, rules.over_units, self.entries(id, part_of), above)
        })
    }

    /// The plain figures that returns say of an indicator.
    pub(crate) fn said(&self, indicator: Uuid) -> impl Iterator<Item = Figure> {
        self.entries(indicator, None).filter_map(|entry| match entry.cell.quantity()? {
            Quantity::Plain(figure) => Some(figure),
            Quantity::Share { .. } | Quantity::Weighted(_) => None,
        })
    }

    /// What returns say of an indicator; where something is made of it, those that come to that, or say all that it is made of.
    fn entries(&self, indicator: Uuid, part_of: Option<MadeOf<'_>>) -> impl Iterator<Item = Entry<Uuid>> {
        let cells = |id: &Uuid| {
            let of = self.places.1.get(id);
            of.map_or(&[][..], |of| &self.cells[of * self.returns.len()..])
        };
        let at = |cells: &[Cell], place: usize| cells.get(place).copied().unwrap_or(Cell::NotReported);
        let is_said = move |cells: &[Cell], place: usize| at(cells, place).quantity().is_some();
        let said = cells(&indicator);
        let made: Option<(_, Vec<_>)> =
            part_of.map(|of| (cells(&of.whole), of.said.iter().map(cells).collect()));
        self.returns.iter().enumerate().map(move |(place, (period, one))| {
            let counts = made.as_ref().is_none_or(|(whole, all)| {
                is_said(whole, place) || all.iter().all(|cells| is_said(cells, place))
            });
            let cell = if counts { at(said, place) } else { Cell::NotReported };
            Entry { unit: one.unit, period: *period, share: WHOLE, cell }
        })
    }
}
