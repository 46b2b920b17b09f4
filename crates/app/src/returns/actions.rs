//! The verbs.

use std::collections::HashMap;

use base::{Actor, Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use reporting::WorkingDays;
use uuid::Uuid;

use super::checks::{Asked, Finding, findings};
use super::forms::{Entered, NewAct, NewRegime, Verb};
use super::model::{Act, Happened, Origin, Regime, Return, Run, RunState, State, Step};
use super::store::{self, Told, Whole};
use crate::access::{Right, Signed};
use crate::indicators::{self, Indicator};
use crate::{AppState, plan, units};

/// Sets a regime up with all its periods, as a plan says it or otherwise; gives its id.
///
/// # Errors
/// [`Error::Invalid`] for `unit` where the person does not run it or it does not hold today, [`Error::NotFound`] where there
/// is no such plan, [`Error::Conflict`] where the key is that of another.
pub(crate) async fn set_up(app: &AppState, signed: &Signed, new: NewRegime) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    let today = web::format::day_of(tx.now());
    let is_own = units::is_within(&tx, new.unit, &signed.scope(Right::RunReturns)).await?;
    if !is_own || !units::find(&tx, new.unit).await?.holds_on(today) {
        return Err(Error::invalid("unit", "choose"));
    }
    let rule = plan::rule(&tx, new.plan).await?;
    let id = new.key.unwrap_or_else(|| tx.next_id());
    let regime = Regime {
        id,
        unit: new.unit,
        origin: Some(Origin {
            plan: rule.plan,
            plan_number: rule.number,
            clause: rule.clause.as_ref().map(|(id, _)| *id),
            clause_path: rule.clause.map(|(_, path)| path),
        }),
        title: new.title,
        rule: new.rule,
        asked: new.asked,
        receivers: new.receivers,
        ended_on: None,
    };
    if let Some(before) = store::regime(&tx, id).await? {
        // The same form sent twice, unless the id was taken for another.
        return if before == regime { Ok(id) } else { Err(Error::Conflict) };
    }
    let runs = regime.rule.runs(&WorkingDays::default(), || tx.next_id());
    let measured = indicators::of_plan(&tx, new.plan).await?;
    store::add_regime(&tx, &regime, &new.sections, &measured, &runs).await?;
    let event = Event::new("report.set-up", format!("regime:{id}")).at(regime.unit);
    tx.record(event.with("periods", runs.len())?);
    tx.commit().await?;
    Ok(id)
}

/// Opens a period by hand, before its day or after it.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its regime, [`Error::Conflict`] where it is open already, gathers others or
/// is too far off, [`Error::Invalid`] where no unit that it would ask held then.
pub(crate) async fn open(app: &AppState, signed: &Signed, run: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let (regime, run, _) = store::run(&tx, run).await?;
    if !units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    open_in(&tx, &regime, &run).await?;
    tx.commit().await
}

/// Opens what is to be opened today; what was due before its regime was set up stays for whoever opens it.
pub(crate) async fn open_due(app: AppState) -> Result<()> {
    let today = web::format::day_of(app.db.clock().now());
    let runs = store::to_open(&app.db.read().await?, today).await?;
    for run in runs {
        let tx = app.db.write(Actor::System).await?;
        let (regime, run, _) = store::run(&tx, run).await?;
        match open_in(&tx, &regime, &run).await {
            Ok(()) => tx.commit().await?,
            // Another node was faster, or a person; or there is nobody to ask.
            Err(Error::Conflict | Error::Invalid(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Asks the units right below the regime's that hold when the period's figures close, or today where that is to come.
async fn open_in(tx: &WriteTx, regime: &Regime, run: &Run) -> Result<()> {
    let today = web::format::day_of(tx.now());
    if !run.may_open(today) || regime.ended_on.is_some() {
        return Err(Error::Conflict);
    }
    let on = today.min(run.last_on);
    store::change_run(tx, run, &run.after(Step::Open)?, &step(tx, None, Step::Open, None)).await?;
    let below = units::below(tx, regime.unit).await?;
    let asked_units = below.iter().filter(|unit| unit.holds_on(on) && regime.asked.contains(&unit.kind));
    let new: Vec<_> = asked_units.map(|unit| asked(tx, tx.next_id(), run.id, unit.id, run.due_on)).collect();
    if new.is_empty() {
        return Err(Error::invalid("act", "nobody-asked"));
    }
    store::add_returns(tx, &new).await?;
    let event = Event::new("report.open", format!("period:{}", run.id)).at(regime.unit);
    tx.record(event.with("returns", new.len())?);
    Ok(())
}

/// What is done to a period, as it is written down.
fn step(tx: &WriteTx, id: Option<Uuid>, step: Step, words: Option<String>) -> Happened {
    Happened {
        id: id.unwrap_or_else(|| tx.next_id()),
        kind: step.name().to_owned(),
        person: person(tx),
        words,
        days: (None, None),
        at: tx.now(),
    }
}

fn person(tx: &WriteTx) -> Option<Uuid> {
    if let Actor::Person(id) = tx.actor() { Some(*id) } else { None }
}

/// Locks a period, so that nothing of it changes any more, or unlocks it for a reason.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its regime, [`Error::Conflict`] where it has changed since the person saw it.
pub(crate) async fn lock(app: &AppState, signed: &Signed, run: Uuid, what: Step, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let (regime, run, events) = store::run(&tx, run).await?;
    if !units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let is_same = |event: &&Happened| {
        Some(event.id) == new.key
            && (event.kind.as_str(), event.person) == (what.name(), Some(signed.person()))
    };
    if events.iter().find(is_same).is_some_and(|event| event.words == new.words) {
        return Ok(());
    }
    if new.revision != run.revision {
        return Err(Error::Conflict);
    }
    let after = run.after(what)?;
    store::change_run(&tx, &run, &after, &step(&tx, new.key, what, new.words)).await?;
    let action = if what == Step::Lock { "report.lock" } else { "report.unlock" };
    tx.record(Event::new(action, format!("period:{}", run.id)).at(regime.unit));
    tx.commit().await
}

/// A return as it begins.
pub(super) fn asked(tx: &WriteTx, id: Uuid, run: Uuid, unit: Uuid, due_on: NaiveDate) -> (Return, Happened) {
    let new = Return {
        id,
        run,
        unit,
        state: State::Draft,
        first_due_on: due_on,
        due_on,
        submitted_on: None,
        is_by_office: false,
        revision: 1,
    };
    let ask = Happened {
        id: tx.next_id(),
        kind: "ask".to_owned(),
        person: person(tx),
        words: None,
        days: (None, Some(due_on)),
        at: tx.now(),
    };
    (new, ask)
}

/// Keeps what was typed into a return; gives how many cells and passages changed.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its unit or it has no such cell or section; [`Error::Conflict`] where it is
/// not in the unit's hands; [`Error::Invalid`] for each cell and passage that somebody changed meanwhile to something else.
pub(crate) async fn save(app: &AppState, signed: &Signed, id: Uuid, entered: Entered) -> Result<usize> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = held(&tx, signed, id).await?;
    let changes = save_in(&tx, signed, &whole, entered).await?;
    if changes > 0 {
        tx.commit().await?;
    }
    Ok(changes)
}

/// The return, kept from whoever else would write to it, if the person fills it.
async fn held(tx: &WriteTx, signed: &Signed, id: Uuid) -> Result<Whole> {
    store::hold(tx, id).await?;
    let whole = store::whole(tx, id).await?;
    if !units::is_within(tx, whole.it.unit, &signed.scope(Right::FillReturns)).await? {
        return Err(Error::NotFound);
    }
    Ok(whole)
}

async fn save_in(tx: &WriteTx, signed: &Signed, whole: &Whole, entered: Entered) -> Result<usize> {
    let it = &whole.it;
    if !it.state.is_with_unit() || whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    let (cells, passages) = (store::cells(tx, whole).await?, store::passages(tx, whole).await?);
    let asked: Vec<_> = cells.iter().map(|cell| cell.indicator).collect();
    let measured = indicators::among(tx, &asked).await?;
    let (mut changes, mut wrong) = (0, Vec::new());
    for mut new in entered.cells {
        // A number is of no whole.
        if measured.get(&new.indicator).is_none_or(|one| one.kind != indicators::Kind::Share) {
            new.cell.whole = None;
        }
        let old = cells.iter().find(|old| old.indicator == new.indicator).ok_or(Error::NotFound)?;
        if new.cell == old.cell {
            continue;
        }
        if new.seen != old.number {
            wrong.push(base::FieldError::new(format!("value.{}", new.indicator), "cell-changed"));
            continue;
        }
        store::set_cell(tx, it.id, new.indicator, old.number + 1, &new.cell, signed.person()).await?;
        changes += 1;
    }
    for new in entered.passages {
        let old = passages.iter().find(|old| old.section == new.section).ok_or(Error::NotFound)?;
        if new.words == old.words {
            continue;
        }
        if new.seen != old.number {
            wrong.push(base::FieldError::new(format!("words.{}", new.section), "cell-changed"));
            continue;
        }
        store::set_passage(tx, it.id, new.section, old.number + 1, &new.words, signed.person()).await?;
        changes += 1;
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    if changes > 0 {
        tx.record(
            Event::new("report.save", format!("return:{}", it.id)).at(it.unit).with("changes", changes)?,
        );
    }
    Ok(changes)
}

/// Submits what stands in a return, where nothing is wrong with it.
///
/// # Errors
/// As [`save`] and [`act`]; [`Error::Invalid`] for each cell about which the checks say something.
pub(crate) async fn submit(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = held(&tx, signed, id).await?;
    // Of the office is who fills it by a role at another unit, above it.
    let is_of_unit = |grant: &crate::access::Grant| grant.unit == Some(whole.it.unit);
    let is_by_office = !signed.grants().iter().any(is_of_unit);
    let act = Act::Submit { words: new.words.clone(), is_by_office };
    if is_done(&tx, signed, id, &new, &act).await? {
        return Ok(());
    }
    if whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    let cells = store::cells(&tx, &whole).await?;
    let measured: Vec<_> = cells.iter().map(|cell| cell.indicator).collect();
    let measured = indicators::among(&tx, &measured).await?;
    let wrong: Vec<_> = checked(&cells, &measured)
        .into_iter()
        .map(|finding| {
            let code = format!("cell-{}", finding.what.name());
            base::FieldError::new(format!("value.{}", finding.indicator), code)
        })
        .collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    act_in(&tx, signed, &whole, act, new).await?;
    tx.commit().await
}

/// What the checks say of the cells of a return.
pub(crate) fn checked(cells: &[Told], measured: &HashMap<Uuid, Indicator>) -> Vec<Finding> {
    findings(cells.iter().map(|told| Asked {
        indicator: told.indicator,
        may_be_negative: measured.get(&told.indicator).is_some_and(Indicator::may_be_negative),
        is_share: measured.get(&told.indicator).is_some_and(|one| one.kind == indicators::Kind::Share),
        cell: &told.cell,
        before: told.before.as_ref(),
    }))
}

/// Gives a return back, accepts it or extends its term.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit to which it is sent; [`Error::Conflict`] where it has changed since
/// the person saw it or its period is locked; [`Error::Invalid`] for what cannot be.
pub(crate) async fn act(app: &AppState, signed: &Signed, id: Uuid, verb: Verb, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    store::hold(&tx, id).await?;
    let whole = store::whole(&tx, id).await?;
    if !units::is_within(&tx, whole.regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let words = new.words.clone().unwrap_or_default();
    let act = match verb {
        Verb::GiveBack => Act::GiveBack { words },
        Verb::Accept => Act::Accept { words: new.words.clone() },
        Verb::Extend => Act::Extend { words, due_on: new.due_on.unwrap_or_default() },
        // It comes with what was typed.
        Verb::Submit => return Err(Error::NotFound),
    };
    if is_done(&tx, signed, id, &new, &act).await? {
        return Ok(());
    }
    if whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    act_in(&tx, signed, &whole, act, new).await?;
    tx.commit().await
}

/// Whether the same form was sent before.
async fn is_done(tx: &WriteTx, signed: &Signed, id: Uuid, new: &NewAct, act: &Act) -> Result<bool> {
    let Some(key) = new.key else { return Ok(false) };
    let Some((of, before)) = store::find_event(tx, key).await? else { return Ok(false) };
    let says = (before.kind.as_str(), before.words.as_deref(), before.days.1);
    let is_same =
        (of, before.person) == (id, Some(signed.person())) && says == (act.name(), act.words(), act.day());
    if is_same { Ok(true) } else { Err(Error::Conflict) }
}

async fn act_in(tx: &WriteTx, signed: &Signed, whole: &Whole, act: Act, new: NewAct) -> Result<()> {
    let it = &whole.it;
    if new.revision != it.revision {
        return Err(Error::Conflict);
    }
    let today: NaiveDate = web::format::day_of(tx.now());
    let after = it.after(&act, today, signed.person(), whole.submitter())?;
    store::change(tx, it, &after).await?;
    let happened = Happened {
        id: new.key.unwrap_or_else(|| tx.next_id()),
        kind: act.name().to_owned(),
        person: Some(signed.person()),
        words: act.words().map(str::to_owned),
        days: (act.day().map(|_| it.due_on), act.day()),
        at: tx.now(),
    };
    store::add_event(tx, it.id, after.revision, &happened).await?;
    let action = match act {
        Act::Submit { .. } => "report.submit",
        Act::GiveBack { .. } => "report.give-back",
        Act::Accept { .. } => "report.accept",
        Act::Extend { .. } => "report.extend",
    };
    let event = Event::new(action, format!("return:{}", it.id)).at(it.unit);
    tx.record(event.with("state", after.state.name())?);
    Ok(())
}
