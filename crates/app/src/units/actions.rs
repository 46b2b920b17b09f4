//! The verbs.

use base::{Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::forms::{Closing, Correction, Facts, NewSuccession, NewUnit};
use super::model::{Succession, Unit};
use super::store;
use crate::AppState;
use crate::access::{Right, Scope, Signed};

/// Adds a unit; gives back its id. Only who may run all units adds one that stands above the others.
pub(crate) async fn found(app: &AppState, signed: &Signed, new: NewUnit) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    let id = found_with(&tx, &signed.scope(Right::RunUnits), new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a unit within somebody's transaction.
pub(crate) async fn found_with(tx: &WriteTx, scope: &Scope, new: NewUnit) -> Result<Uuid> {
    let id = new.key.unwrap_or_else(|| tx.next_id());
    match store::find(tx, id).await {
        // The same form sent twice.
        Ok(same) if same.name == new.facts.name && same.parent == new.parent => return Ok(id),
        Ok(_) => return Err(Error::Conflict),
        Err(Error::NotFound) => {}
        Err(fault) => return Err(fault),
    }
    match new.parent {
        Some(parent) => {
            let parent = store::find_within(tx, parent, scope).await?;
            if parent.to.is_some_and(|to| to <= new.facts.from) {
                return Err(Error::invalid("from", "after-parent"));
            }
        }
        None if *scope == Scope::All => {}
        None => return Err(Error::invalid("parent", "choose")),
    }
    make_sure_name_is_free(tx, id, new.parent, &new.facts).await?;
    let unit = Unit {
        id,
        parent: new.parent,
        kind: new.facts.kind,
        code: new.facts.code,
        name: new.facts.name,
        short_name: new.facts.short_name,
        from: new.facts.from,
        to: None,
        revision: 1,
    };
    store::add(tx, &unit).await?;
    tx.record(event("unit.found", id).with("unit", &unit)?);
    Ok(id)
}

/// Two units side by side that hold at the same time have two names, so that people can tell them apart.
async fn make_sure_name_is_free(tx: &WriteTx, id: Uuid, parent: Option<Uuid>, facts: &Facts) -> Result<()> {
    let name = vietnamese::fold(&facts.name);
    let beside = store::beside(tx, parent).await?;
    let is_same = |other: &Unit| {
        other.id != id && other.to.is_none_or(|to| to > facts.from) && vietnamese::fold(&other.name) == name
    };
    if beside.iter().any(is_same) { Err(Error::invalid("name", "name-taken")) } else { Ok(()) }
}

/// Puts right what was written down wrongly; the audit keeps what it was before. A last day is put right where no
/// succession set it.
///
/// # Errors
/// [`Error::Conflict`] where it changed since the person saw it; [`Error::Invalid`], field by field.
pub(crate) async fn correct(app: &AppState, signed: &Signed, id: Uuid, correction: Correction) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let before = store::find_within(&tx, id, &signed.scope(Right::RunUnits)).await?;
    let facts = correction.facts;
    let to = match before.to {
        Some(_) if !is_succeeded(&tx, &before).await? => match correction.last_day {
            Some(last_day) => Some(last_day.succ_opt().ok_or_else(|| Error::invalid("last_day", "date"))?),
            None => None,
        },
        to => to,
    };
    if to.is_some_and(|to| to <= facts.from) {
        return Err(Error::invalid("from", "after-end"));
    }
    if vietnamese::fold(&facts.name) != vietnamese::fold(&before.name) {
        make_sure_name_is_free(&tx, id, before.parent, &facts).await?;
    }
    let after = Unit {
        kind: facts.kind,
        code: facts.code,
        name: facts.name,
        short_name: facts.short_name,
        from: facts.from,
        to,
        revision: correction.revision,
        ..before.clone()
    };
    store::correct(&tx, &after).await?;
    tx.record(event("unit.correct", id).with("before", &before)?.with("after", &after)?);
    tx.commit().await
}

/// Whether a succession ended a unit.
async fn is_succeeded(tx: &WriteTx, unit: &Unit) -> Result<bool> {
    let successions = store::successions_of(tx, unit.id).await?;
    Ok(successions.iter().any(|one| one.ending().contains(&unit.id)))
}

/// Ends a unit that nobody succeeds.
pub(crate) async fn close(app: &AppState, signed: &Signed, id: Uuid, closing: Closing) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let unit = store::find_within(&tx, id, &signed.scope(Right::RunUnits)).await?;
    if unit.to.is_some() {
        return Err(Error::Conflict);
    }
    let to = closing.last_day.succ_opt().ok_or_else(|| Error::invalid("last_day", "date"))?;
    if to <= unit.from {
        return Err(Error::invalid("last_day", "before-begin"));
    }
    store::correct(&tx, &Unit { to: Some(to), revision: closing.revision, ..unit }).await?;
    tx.record(event("unit.close", id).with("last_day", closing.last_day)?.with("reason", closing.reason)?);
    tx.commit().await
}

/// Writes down an act by which units become others; those that do not go on end the day before.
pub(crate) async fn succeed(app: &AppState, signed: &Signed, new: NewSuccession) -> Result<Uuid> {
    let scope = signed.scope(Right::RunUnits);
    let tx = app.db.write(signed.actor()).await?;
    let id = new.key.unwrap_or_else(|| tx.next_id());
    if store::has_succession(&tx, id).await? {
        return Ok(id);
    }
    let succession = Succession {
        id,
        act: new.act,
        act_on: new.act_on,
        effective_on: new.effective_on,
        note: new.note,
        shares: new.shares,
    };
    let mut named: Vec<_> = succession.shares.iter().flat_map(|share| [share.from, share.to]).collect();
    named.sort();
    named.dedup();
    for unit in &named {
        store::find_within(&tx, *unit, &scope).await?;
    }
    succession.check(&store::among_ids(&tx, &named).await?)?;
    store::add_succession(&tx, &succession).await?;
    let shares: Vec<_> =
        succession.shares.iter().map(|share| (share.from, share.to, share.millionths)).collect();
    let event = Event::new("unit.succeed", format!("succession:{id}"))
        .with("act", &succession.act)?
        .with("effective_on", succession.effective_on)?
        .with("shares", shares)?;
    // In the audit of each of them.
    for unit in named {
        tx.record(event.clone().at(unit));
    }
    tx.commit().await?;
    Ok(id)
}

/// Today, where Vietnam's offices are.
pub(crate) fn today(app: &AppState) -> NaiveDate {
    web::format::day_of(app.db.clock().now())
}

fn event(action: &'static str, id: Uuid) -> Event {
    Event::new(action, format!("unit:{id}")).at(id)
}
