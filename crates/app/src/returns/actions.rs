//! The verbs of returns.

use std::collections::HashMap;

use base::{Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use documents::narrative;
use uuid::Uuid;

use super::cell::{Cell, CellState};
use super::checks::{Finding, What};
use super::computed;
use super::contents::Contents;
use super::forms::{Entered, NewAct, Verb};
use super::model::{Act, Happened, RunState};
use super::store::{self, Whole};
use crate::access::{Right, Signed};
use crate::indicators::{self, Indicator, Kind};
use crate::{AppState, units};

/// Keeps what was typed into a return; gives how many cells and passages changed, and the number of the last change of each that
/// came.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its unit or it has no such cell or section; [`Error::Conflict`] where it is
/// not in the unit's hands; [`Error::Invalid`] for each cell and passage that somebody changed meanwhile to something else.
pub(crate) async fn save(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    entered: Entered,
) -> Result<(usize, HashMap<Uuid, i32>)> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = held(&tx, signed, id).await?;
    let (changes, numbers) = save_in(&tx, signed, &whole, entered).await?;
    if changes > 0 {
        tx.commit().await?;
    }
    Ok((changes, numbers))
}

/// The return, kept from whoever else would write to it, if the person fills it.
pub(super) async fn held(tx: &WriteTx, signed: &Signed, id: Uuid) -> Result<Whole> {
    store::hold(tx, id).await?;
    let whole = store::whole(tx, id).await?;
    if !units::is_within(tx, whole.it.unit, &signed.scope(Right::FillReturns)).await? {
        return Err(Error::NotFound);
    }
    Ok(whole)
}

async fn save_in(
    tx: &WriteTx,
    signed: &Signed,
    whole: &Whole,
    entered: Entered,
) -> Result<(usize, HashMap<Uuid, i32>)> {
    let it = &whole.it;
    if !it.state.is_with_unit() || whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    let (cells, passages) = (store::cells(tx, whole).await?, store::passages(tx, whole).await?);
    let asked: Vec<_> = cells.iter().map(|cell| cell.indicator).collect();
    let mut measured = indicators::among(tx, &asked).await?;
    computed::as_asked(&mut measured);
    let (mut set_cells, mut set_passages) = (Vec::new(), Vec::new());
    let (mut wrong, mut numbers) = (Vec::new(), HashMap::new());
    for mut new in entered.cells {
        let indicator = measured.get(&new.indicator);
        new.cell = new.cell.without_others(indicator.map_or(Kind::Number, |one| one.kind));
        if let Some(code) = indicator.and_then(|one| refused(&new.cell, one)) {
            wrong.push(base::FieldError::new(format!("value.{}", new.indicator), code));
            continue;
        }
        let old = cells.iter().find(|old| old.indicator == new.indicator).ok_or(Error::NotFound)?;
        numbers.insert(new.indicator, old.number);
        if new.cell == old.cell {
            continue;
        }
        if new.seen != old.number {
            wrong.push(base::FieldError::new(format!("value.{}", new.indicator), "cell-changed"));
            continue;
        }
        numbers.insert(new.indicator, old.number + 1);
        set_cells.push((new.indicator, old.number + 1, new.cell));
    }
    for new in entered.passages {
        let old = passages.iter().find(|old| old.section == new.section).ok_or(Error::NotFound)?;
        numbers.insert(new.section, old.number);
        // What was kept before there were looks may be in another form.
        if new.words == narrative::normal(&old.words) {
            continue;
        }
        if new.seen != old.number {
            wrong.push(base::FieldError::new(format!("words.{}", new.section), "cell-changed"));
            continue;
        }
        numbers.insert(new.section, old.number + 1);
        set_passages.push((new.section, old.number + 1, new.words));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    store::set_cells(tx, it.id, &set_cells, signed.person()).await?;
    store::set_passages(tx, it.id, &set_passages, signed.person()).await?;
    let changes = set_cells.len() + set_passages.len();
    if changes > 0 {
        tx.record(
            Event::new("report.save", format!("return:{}", it.id)).at(it.unit).with("changes", changes)?,
        );
    }
    Ok((changes, numbers))
}

/// Why a cell cannot be kept, where it cannot.
fn refused(cell: &Cell, indicator: &Indicator) -> Option<&'static str> {
    let has_value = matches!(cell.state, CellState::Value | CellState::Estimate);
    if !indicator.is_typed() {
        Some("cell-computed")
    } else if !cell.fits(indicator) {
        Some(if indicator.kind == Kind::Mean { "cell-of-how-many" } else { "choose" })
    } else if has_value && cell.value.is_none() && cell.words.is_none() {
        Some("required")
    } else {
        None
    }
}

/// Submits what stands in a return, where nothing is wrong with it.
///
/// # Errors
/// As [`save`] and [`act`]; [`Error::Invalid`] for each cell about which the checks say something.
pub(crate) async fn submit(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = held(&tx, signed, id).await?;
    // Of the office is who fills it by a role at another unit, above it.
    let is_by_office = !signed.units_with(Right::FillReturns).contains(&whole.it.unit);
    let act = Act::Submit { words: new.words.clone(), is_by_office };
    if is_done(&tx, signed, id, &new, &act).await? {
        return Ok(());
    }
    if whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    let contents = Contents::load(&tx, &whole, web::format::day_of(tx.now())).await?;
    let wrong: Vec<_> = contents
        .checked(&whole)
        .into_iter()
        .map(|finding| {
            let code = format!("cell-{}", finding.what.name());
            base::FieldError::new(format!("value.{}", finding.indicator), code)
        })
        .collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    // What was counted stays as it is now.
    let counted: Vec<_> = contents
        .cells
        .into_iter()
        .filter(|told| {
            contents.indicators.get(&told.indicator).is_some_and(|one| one.is_counted_from_tasks())
        })
        .map(|told| (told.indicator, told.number + 1, told.cell))
        .collect();
    let ids: Vec<_> = counted.iter().map(|(id, ..)| *id).collect();
    store::set_cells(&tx, id, &counted, signed.person()).await?;
    let event = act_in(&tx, signed, &whole, act, new).await?;
    // Who sends does not type what is counted.
    store::add_authors(&tx, id, event, &ids).await?;
    tx.commit().await
}

/// What the checks say of a return as it is kept, but for what is not filled yet; with what it says.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its unit.
pub(crate) async fn look_over(app: &AppState, signed: &Signed, id: Uuid) -> Result<(Vec<Finding>, Contents)> {
    let tx = app.db.read().await?;
    let whole = store::whole(&tx, id).await?;
    if !units::is_within(&tx, whole.it.unit, &signed.scope(Right::FillReturns)).await? {
        return Err(Error::NotFound);
    }
    let today = web::format::day_of(app.db.clock().now());
    let contents = Contents::load(&tx, &whole, today).await?;
    let told = |finding: &Finding| finding.what != What::Missing;
    let findings = contents.checked(&whole).into_iter().filter(told).collect();
    Ok((findings, contents))
}

/// Gives a return back, accepts it, extends its term, withdraws it or asks for it again.
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
        Verb::GiveBack => Act::GiveBack { words, due_on: new.due_on },
        Verb::Accept => Act::Accept { words: new.words.clone() },
        Verb::Extend => Act::Extend { words, due_on: new.due_on.unwrap_or_default() },
        Verb::Withdraw => Act::Withdraw { words },
        Verb::Ask => Act::Ask { words: new.words.clone(), due_on: new.due_on.unwrap_or_default() },
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
pub(super) async fn is_done(
    tx: &WriteTx,
    signed: &Signed,
    id: Uuid,
    new: &NewAct,
    act: &Act,
) -> Result<bool> {
    let Some(key) = new.key else { return Ok(false) };
    let Some((of, before)) = store::find_event(tx, key).await? else { return Ok(false) };
    let says = (before.kind.as_str(), before.words.as_deref(), before.days.1);
    let is_same =
        (of, before.person) == (id, Some(signed.person())) && says == (act.name(), act.words(), act.day());
    if is_same { Ok(true) } else { Err(Error::Conflict) }
}

/// Does something to a return; gives the id of its event.
pub(super) async fn act_in(
    tx: &WriteTx,
    signed: &Signed,
    whole: &Whole,
    act: Act,
    new: NewAct,
) -> Result<Uuid> {
    let it = &whole.it;
    if !whole.is_as_of(new.revision) {
        return Err(Error::Conflict);
    }
    let today: NaiveDate = web::format::day_of(tx.now());
    let after = it.after(&act, today, signed.person(), whole.submitter(), &whole.authors)?;
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
    let is_told =
        matches!(act, Act::Submit { .. } | Act::GiveBack { .. } | Act::Withdraw { .. } | Act::Ask { .. });
    if is_told {
        jobs::enqueue(tx, super::HAPPENED, &happened.id, None).await?;
    }
    let action = match act {
        Act::Submit { .. } => "report.submit",
        Act::GiveBack { .. } => "report.give-back",
        Act::Accept { .. } => "report.accept",
        Act::Extend { .. } => "report.extend",
        Act::Withdraw { .. } => "report.withdraw",
        Act::Ask { .. } => "report.ask",
        Act::Attach => "report.attach",
        Act::Detach { .. } => "report.detach",
    };
    let event = Event::new(action, format!("return:{}", it.id)).at(it.unit);
    tx.record(event.with("state", after.state.name())?);
    Ok(happened.id)
}
