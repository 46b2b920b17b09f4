//! What the figures of a period come to, as the template shows it.

use std::collections::{BTreeMap, HashMap};

use minijinja::{Value, context};
use reporting::{Figure, Total, WHOLE};
use uuid::Uuid;
use web::View;

use super::{period, run_line, said, target};
use crate::access::{Signed, office};
use crate::indicators::{Indicator, Kind};
use crate::returns::cell::{Cell, whole_number};
use crate::returns::computed::adds_up;
use crate::returns::figures::Figures;
use crate::returns::model::{Regime, Return, Run};
use crate::returns::store::Counts;
use crate::units::Unit;

/// Figures that the page rounds to: whole ones and four decimals, and shares to a tenth of a percent.
const DECIMALS: u32 = 4;

/// What the page is made of.
pub(crate) struct Summed {
    pub(crate) regime: Regime,
    pub(crate) run: Run,
    /// In the order of the regime.
    pub(crate) measured: Vec<Uuid>,
    pub(crate) indicators: HashMap<Uuid, Indicator>,
    pub(crate) figures: Figures,
    pub(crate) totals: HashMap<Uuid, Total>,
    /// The one indicator that is asked for, with what each unit has of it.
    pub(crate) asked: Option<Uuid>,
    pub(crate) by_unit: Option<BTreeMap<Uuid, Total>>,
    /// What stands of it in each return, sent or not.
    pub(crate) said: HashMap<Uuid, Cell>,
    /// Whether it is told for the units of today.
    pub(crate) is_today: bool,
    pub(crate) units: HashMap<Uuid, Unit>,
}

/// All indicators with their totals, or one with its units.
pub(crate) fn summed(signed: &Signed, summed: &Summed) -> Value {
    let one = |id: &Uuid| {
        let indicator = summed.indicators.get(id);
        context! {
            id => id.to_string(),
            name => indicator.map(|one| &one.name),
            unit => indicator.and_then(|one| one.measured_in.as_ref()),
            is_part => indicator.is_some_and(|one| one.part_of.is_some()),
            part_by => indicator.and_then(|one| one.part_of.as_ref()).and_then(|part| part.by.as_ref()),
            over_time => indicator.map(|one| one.rules.over_time_name()),
            target => indicator.and_then(|one| target(one, summed.run.period.year())),
        }
    };
    let adds_up = |id: &Uuid| adds_up(id, &summed.indicators);
    let kind = |id: &Uuid| summed.indicators.get(id).map_or(Kind::Number, |one| one.kind);
    let total = |id: &Uuid| summed.totals.get(id).copied().unwrap_or_default();
    let all = |id: &Uuid| context! { steps => summed.steps(id), ..told(&total(id), kind(id), adds_up(id)) };
    let row = |id: &Uuid| context! { total => all(id), ..one(id) };
    let units = summed.asked.zip(summed.by_unit.as_ref()).map(|(asked, by_unit)| {
        let row = |(unit, total): (&Uuid, &Total)| {
            // Of a unit that reported itself its own cell, which may be an estimate or have a note.
            let own = summed.figures.returns().find(|one| one.unit == *unit);
            let own = own.filter(|_| !summed.run.is_review());
            let indicator = summed.indicators.get(&asked);
            let is_typed = indicator.is_none_or(|one| one.source.formula().is_none());
            let own_cell = own.filter(|_| !summed.is_today && is_typed);
            let cell = own_cell.map(|own| summed.sent(own).of_kind(kind(&asked)));
            context! {
                name => summed.units.get(unit).map(|unit| &unit.name),
                sent => own.map(|own| own.id.to_string()),
                cell => cell.as_ref().map(|cell| said(cell, indicator)),
                note => cell.and_then(|cell| cell.note),
                total => context! { steps => (), ..told(total, kind(&asked), true) },
            }
        };
        let mut rows: Vec<_> = by_unit.iter().collect();
        rows.sort_by_cached_key(|(unit, _)| {
            let name = summed.units.get(unit).map(|unit| unit.name.as_str()).unwrap_or_default();
            vietnamese::sort::sort_key(name)
        });
        rows.into_iter().map(row).collect::<Vec<_>>()
    });
    context! {
        office => office(signed, "returns"),
        id => summed.run.id.to_string(),
        regime => context! { id => summed.regime.id.to_string(), title => summed.regime.title },
        period => period(summed.run.period),
        run => run_line(&summed.run, &Counts::new()),
        rows => if summed.asked.is_none() { summed.measured.iter().map(row).collect::<Vec<_>>() } else { Vec::new() },
        asked => summed.asked.as_ref().map(|asked| context! {
            total => all(asked), ..one(asked)
        }),
        units,
        is_today => summed.is_today,
        count => summed.figures.returns().len(),
    }
}

impl Summed {
    /// How many units say each step of a scale, in one period; nothing of other kinds.
    fn steps(&self, id: &Uuid) -> Vec<Value> {
        let Some(indicator) = self.indicators.get(id).filter(|one| one.kind == Kind::Scale) else {
            return Vec::new();
        };
        if self.run.is_review() {
            return Vec::new();
        }
        let said: Vec<_> = self.figures.said(*id).filter_map(whole_number).collect();
        let count = |step: u32| said.iter().filter(|said| **said == step).count();
        let told = |(name, step): (&String, u32)| context! { name, count => count(step) };
        indicator.steps.iter().zip(1..).map(told).collect()
    }

    /// What a return says; not reported as long as it is in the unit's hands.
    fn sent(&self, one: &Return) -> Cell {
        let sent = self.said.get(&one.id).filter(|_| one.state.is_sent());
        sent.cloned().unwrap_or_default()
    }
}

/// A total in plain words: a number, a share's percent, how many say yes; nothing where nobody said anything, or where each unit
/// stands for itself.
pub(crate) fn plain_total(view: &View, total: &Total, kind: Kind, adds_up: bool) -> Option<String> {
    let number = |value: f64| web::format::number(view.language, value);
    let scaled =
        |decimals: u32| total.rounded(decimals).map(|count| count as f64 / 10_f64.powi(decimals as i32));
    if kind == Kind::YesNo {
        let (yes, all) = total.sums()?;
        return Some(format!("{}/{}", number(yes.as_f64()), number(all?.as_f64())));
    }
    if kind.is_percent() {
        return total.rounded(3).map(|share| format!("{}%", number(share as f64 / 10.0)));
    }
    if adds_up && kind.is_counted() { scaled(DECIMALS).map(number) } else { None }
}

/// A total: its number, or a share's percent, and how many cells of each state it is made of.
fn told(total: &Total, kind: Kind, adds_up: bool) -> Value {
    let is_percent = kind.is_percent();
    let answers = (kind == Kind::YesNo).then(|| total.sums()).flatten();
    let cells = |millionths: u64| (millionths as f64 / f64::from(WHOLE) * 100.0).round() / 100.0;
    let ((values, estimates, _), (not_applicable, not_reported)) = (total.reported(), total.unreported());
    let scaled =
        |decimals: u32| total.rounded(decimals).map(|count| count as f64 / 10_f64.powi(decimals as i32));
    context! {
        value => if is_percent || !adds_up || !kind.is_counted() { None } else { scaled(DECIMALS) },
        is_alone => !adds_up,
        yes => answers.map(|(yes, _)| yes.as_f64()),
        of_all => answers.and_then(|(_, all)| all).map(Figure::as_f64),
        percent => if is_percent { total.rounded(3).map(|share| share as f64 / 10.0) } else { None },
        values => cells(values),
        estimates => cells(estimates),
        not_applicable => cells(not_applicable),
        not_reported => cells(not_reported),
    }
}
