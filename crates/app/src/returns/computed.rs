//! Figures that nobody types: worked out of others, or counted from tasks. Pure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use reporting::{Cell, Exact, Figure, Quantity, Total};
use uuid::Uuid;

use super::cell;
use super::model::Run;
use super::store::Told;
use crate::indicators::{Indicator, Kind, OfTasks, Rules, Source};
use crate::tasks::{Stand, State};

/// How far formulas lead to formulas; none goes round in a circle, so that this is only for what cannot be.
const DEEPEST: usize = 6;

/// Indicators as a regime has them: what is worked out of figures that it does not ask for is typed there, as it was before
/// somebody thought of the formula.
pub(crate) fn as_asked(indicators: &mut HashMap<Uuid, Indicator>) {
    loop {
        let is_there = |one: &Indicator| {
            let operands = one.source.formula().map(|of| of.operands.as_slice()).unwrap_or_default();
            operands.iter().all(|id| indicators.get(id).is_some_and(|of| of.kind.is_counted()))
        };
        let missing: Vec<_> = indicators.values().filter(|one| !is_there(one)).map(|one| one.id).collect();
        if missing.is_empty() {
            return;
        }
        for id in missing {
            if let Some(one) = indicators.get_mut(&id) {
                one.source = Source::Typed;
            }
        }
    }
}

/// Whether an indicator is worked out of others.
pub(crate) fn is_worked_out(id: &Uuid, indicators: &HashMap<Uuid, Indicator>) -> bool {
    indicators.get(id).is_some_and(|one| one.source.formula().is_some())
}

/// Whether what several units say of an indicator comes to one figure: what is worked out does where all do that it is made of.
pub(crate) fn adds_up(id: &Uuid, indicators: &HashMap<Uuid, Indicator>) -> bool {
    fn adds_up(id: &Uuid, indicators: &HashMap<Uuid, Indicator>, depth: usize) -> bool {
        let Some(one) = indicators.get(id) else { return true };
        let operands = one.source.formula().map(|of| of.operands.as_slice()).unwrap_or_default();
        one.adds_up() && depth > 0 && operands.iter().all(|id| adds_up(id, indicators, depth - 1))
    }
    adds_up(id, indicators, DEEPEST)
}

/// Whether what a unit says of an indicator is divided among those that it became: a number is, an answer is not.
pub(crate) fn is_divided(id: &Uuid, indicators: &HashMap<Uuid, Indicator>) -> bool {
    adds_up(id, indicators) && indicators.get(id).is_none_or(|one| one.kind != Kind::YesNo)
}

/// The cell of an indicator, worked out where it is; `said` has those that were said.
pub(crate) fn cell(id: Uuid, indicators: &HashMap<Uuid, Indicator>, said: &impl Fn(Uuid) -> Cell) -> Cell {
    cell_at(id, indicators, said, DEEPEST)
}

fn cell_at(
    id: Uuid,
    indicators: &HashMap<Uuid, Indicator>,
    said: &impl Fn(Uuid) -> Cell,
    depth: usize,
) -> Cell {
    let Some(of) = indicators.get(&id).and_then(|one| one.source.formula()) else { return said(id) };
    if depth == 0 {
        return Cell::NotReported;
    }
    // Each once, however often it stands in the formula.
    let cells: BTreeMap<_, _> = of
        .formula
        .letters()
        .into_iter()
        .filter_map(|letter| Some((letter, cell_at(of.operand(letter)?, indicators, said, depth - 1))))
        .collect();
    let is_percent = |letter| {
        of.operand(letter).and_then(|id| indicators.get(&id)).is_some_and(|one| one.kind.is_percent())
    };
    of.formula.cell(&|letter| cells.get(&letter).copied().unwrap_or(Cell::NotReported), &is_percent)
}

/// Something that is worked out, and what is said so that it can be.
#[derive(Clone, Copy)]
pub(crate) struct MadeOf<'a> {
    pub(crate) whole: Uuid,
    pub(crate) said: &'a [Uuid],
}

/// Totals of an indicator, by whatever `rolled_up` makes of what was said of one, where something is made of it in those returns
/// alone that come to it or say all of it: of a ratio no unit stands above the line that does not stand below it. What is worked
/// out comes of such totals, and has as many cells of each state as returns could say it.
pub(crate) fn totals<U: Copy + Ord>(
    id: Uuid,
    indicators: &HashMap<Uuid, Indicator>,
    rolled_up: &impl Fn(Uuid, Rules, Option<MadeOf<'_>>) -> BTreeMap<U, Total>,
) -> BTreeMap<U, Total> {
    let rules = |id: &Uuid| indicators.get(id).map_or_else(|| Rules::of(Kind::Number, None), |one| one.rules);
    let own = rolled_up(id, rules(&id), None);
    if !is_worked_out(&id, indicators) {
        return own;
    }
    let said = said_for(id, indicators);
    let made_of = Some(MadeOf { whole: id, said: &said });
    let totals: HashMap<_, _> = said.iter().map(|id| (*id, rolled_up(*id, rules(id), made_of))).collect();
    let worked_out = |(unit, total): (U, Total)| {
        let exact = |id: Uuid| totals.get(&id)?.get(&unit)?.exact();
        (unit, total.worked_out(value_at(id, indicators, &exact, DEEPEST)))
    };
    own.into_iter().map(worked_out).collect()
}

/// What an indicator comes to, where `said` says what those come to that were said.
fn value_at(
    id: Uuid,
    indicators: &HashMap<Uuid, Indicator>,
    said: &dyn Fn(Uuid) -> Option<Exact>,
    depth: usize,
) -> Option<Exact> {
    match indicators.get(&id).and_then(|one| one.source.formula()) {
        None => said(id),
        Some(of) => {
            let depth = depth.checked_sub(1)?;
            of.value(indicators, &|operand| value_at(operand, indicators, said, depth))
        }
    }
}

/// What is said, in the end, so that an indicator can be worked out; each once.
fn said_for(id: Uuid, indicators: &HashMap<Uuid, Indicator>) -> Vec<Uuid> {
    let (mut said, mut all) = (Vec::new(), vec![id]);
    for _ in 0..=DEEPEST {
        for id in std::mem::take(&mut all) {
            match indicators.get(&id).and_then(|one| one.source.formula()) {
                Some(of) => all.extend(&of.operands),
                None => said.push(id),
            }
        }
        all.sort_unstable();
        all.dedup();
    }
    said.sort_unstable();
    said.dedup();
    said
}

/// Puts in what is counted from tasks, as it is as long as the unit has the return; when it is
/// sent, what stood there stays. `tasks` are those that it leads for the plan.
pub(crate) fn work_out(
    cells: &mut [Told],
    indicators: &HashMap<Uuid, Indicator>,
    tasks: &[Stand],
    run: &Run,
    today: NaiveDate,
) {
    for told in cells.iter_mut() {
        if let Some(Source::Tasks(of)) = indicators.get(&told.indicator).map(|one| &one.source) {
            let counted = of_tasks(*of, tasks, run, today);
            told.cell = cell::Cell { note: told.cell.note.take(), ..cell::Cell::of(counted) };
        }
    }
}

/// Puts in what is worked out of the others.
pub(crate) fn work_out_formulas(cells: &mut [Told], indicators: &HashMap<Uuid, Indicator>) {
    let kind = |id: Uuid| indicators.get(&id).map_or(Kind::Number, |one| one.kind);
    let counted = |told: &Told, cell: Option<&cell::Cell>| {
        let kind = kind(told.indicator);
        let cell = cell.cloned().map(|cell| cell.of_kind(kind).counted(kind));
        (told.indicator, cell.unwrap_or(Cell::NotReported))
    };
    let now: HashMap<_, _> = cells.iter().map(|told| counted(told, Some(&told.cell))).collect();
    let before: HashMap<_, _> = cells.iter().map(|told| counted(told, told.before.as_ref())).collect();
    let said = |of: &HashMap<Uuid, Cell>, id: Uuid| of.get(&id).copied().unwrap_or(Cell::NotReported);
    for told in cells.iter_mut().filter(|told| is_worked_out(&told.indicator, indicators)) {
        told.cell = cell::Cell::of(cell(told.indicator, indicators, &|id| said(&now, id)));
        let then = cell(told.indicator, indicators, &|id| said(&before, id));
        told.before = (then != Cell::NotReported).then(|| cell::Cell::of(then));
    }
}

/// What tasks come to by the end of a period, or today where that is to come.
fn of_tasks(of: OfTasks, tasks: &[Stand], run: &Run, today: NaiveDate) -> Cell {
    let end = run.last_on.min(today);
    // As reported, else what was confirmed after the period would count in none.
    let is_done = |task: &Stand| matches!(task.state, State::ReportedDone | State::ConfirmedDone);
    let done_on = |task: &Stand| task.done_on.filter(|on| is_done(task) && *on <= end);
    let is_within = |task: &Stand| done_on(task).is_some_and(|on| on >= run.first_on);
    let is_in_time = |task: &Stand| done_on(task).is_some_and(|on| task.due_on.is_none_or(|due| on <= due));
    let counts = |task: &Stand| !matches!(task.state, State::Cancelled | State::Suspended);
    let is_overdue =
        |task: &Stand| counts(task) && done_on(task).is_none() && task.due_on.is_some_and(|due| due < end);
    let count = |which: &dyn Fn(&Stand) -> bool| {
        let count = tasks.iter().filter(|task| which(task)).count();
        Figure::from_ten_thousandths(i64::try_from(count).unwrap_or(i64::MAX / Figure::ONE) * Figure::ONE)
    };
    let (part, whole) = match of {
        OfTasks::Done => (count(&is_within), None),
        OfTasks::Overdue => (count(&is_overdue), None),
        OfTasks::OnTime => (count(&|task| is_within(task) && is_in_time(task)), Some(count(&is_within))),
        OfTasks::Finished => (count(&|task| done_on(task).is_some()), Some(count(&counts))),
    };
    match whole {
        None => Cell::Value(Quantity::Plain(part)),
        // Of no tasks there is no share.
        Some(whole) if whole == Figure::default() => Cell::NotApplicable,
        Some(whole) => Cell::Value(Quantity::Share { part, whole }),
    }
}

#[cfg(test)]
mod tests;
