//! The verbs.

use base::{Error, Result};
use chrono::Datelike;
use db::{Event, WriteTx};
use reporting::{Figure, OverTime};
use serde_json::json;
use uuid::Uuid;

use super::forms::{NewPlace, NewRules, NewSource, NewValue, Own};
use super::kind::Kind;
use super::model::{Direction, Hands, Indicator, NewIndicator, Reported, last_number};
use super::rules::Rules;
use super::source::{OfTasks, Source, look_over};
use super::store;
use crate::AppState;
use crate::access::{Right, Signed};
use crate::units;

/// Sets an indicator with its targets, within somebody's transaction; gives back its id.
pub(crate) async fn set(tx: &WriteTx, new: NewIndicator) -> Result<Uuid> {
    set_as(tx, tx.next_id(), new, Vec::new()).await
}

async fn set_as(tx: &WriteTx, id: Uuid, new: NewIndicator, steps: Vec<String>) -> Result<Uuid> {
    let indicator = Indicator {
        id,
        unit: new.unit,
        origin: new.origin,
        name: new.name,
        kind: new.kind,
        steps,
        rules: Rules::of(new.kind, new.measured_in.as_deref()),
        source: Source::Typed,
        part_of: new.part_of,
        baseline: None,
        revision: 1,
        measured_in: new.measured_in,
        direction: if new.is_up { Direction::Up } else { Direction::Down },
        words: new.words,
        targets: new.targets,
    };
    store::add(tx, &indicator).await?;
    tx.record(Event::new("indicator.set", format!("indicator:{id}")).at(indicator.unit));
    Ok(id)
}

/// Adds an indicator of an authority's own, or a part of another; gives its id.
///
/// # Errors
/// [`Error::Invalid`] for `unit` where the right does not reach it, and for `part_of` where that cannot be divided so;
/// [`Error::Conflict`] where the key is that of another.
pub(crate) async fn add_own(app: &AppState, signed: &Signed, new: Own) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = match &new.part_of {
        Some(part) => {
            let unit = ruled(&tx, signed, part.whole).await?.unit;
            // As it is now, kept from whoever would make it a part.
            store::hold_of_unit(&tx, unit).await?.remove(&part.whole)
        }
        None => None,
    };
    let unit = whole.as_ref().map(|whole| whole.unit).or(new.unit).unwrap_or_default();
    if whole.is_none() && !units::is_within(&tx, unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::invalid("unit", "choose"));
    }
    if whole.as_ref().is_some_and(|whole| whole.part_of.is_some() || whole.kind != new.kind) {
        return Err(Error::invalid("part_of", "part-of-part"));
    }
    let id = new.key.unwrap_or_else(|| tx.next_id());
    match store::find(&tx, id).await {
        // The same form sent twice, unless the id was taken for another.
        Ok(before) if (before.unit, &before.name) == (unit, &new.name) => return Ok(id),
        Ok(_) => return Err(Error::Conflict),
        Err(Error::NotFound) => {}
        Err(fault) => return Err(fault),
    }
    let origin = whole.and_then(|whole| whole.origin);
    let added = NewIndicator {
        unit,
        origin,
        name: new.name,
        measured_in: new.measured_in,
        is_up: new.is_up,
        words: None,
        kind: new.kind,
        part_of: new.part_of,
        targets: Vec::from_iter(new.target),
    };
    set_as(&tx, id, added, new.steps).await?;
    tx.commit().await?;
    Ok(id)
}

/// Says how an indicator is counted from now on; figures that stand stay as they are.
///
/// # Errors
/// As [`change`]; [`Error::Invalid`] where it is counted from tasks or worked out, which say themselves how.
pub(crate) async fn count_so(app: &AppState, signed: &Signed, id: Uuid, new: NewRules) -> Result<()> {
    let NewRules { kind, steps, rules, revision } = new;
    change(app, signed, id, revision, "indicator.count", async |tx, it| {
        if kind != it.kind && !it.is_typed() {
            return Err(Error::invalid("kind", "kind-of-source"));
        }
        if kind != it.kind && !kind.is_counted() {
            let all = store::hold_of_unit(tx, it.unit).await?;
            let is_made_of_it =
                |one: &Indicator| one.source.formula().is_some_and(|of| of.operands.contains(&id));
            if all.values().any(is_made_of_it) {
                return Err(Error::invalid("kind", "kind-of-operand"));
            }
        }
        Ok(Indicator { kind, steps, rules, ..it })
    })
    .await
}

/// Says where the figures of an indicator come from.
///
/// # Errors
/// As [`change`]; [`Error::Invalid`] for a formula that goes round in a circle or mixes measures.
pub(crate) async fn take_from(app: &AppState, signed: &Signed, id: Uuid, new: NewSource) -> Result<()> {
    change(app, signed, id, new.revision, "indicator.source", async |tx, it| {
        let kind = match &new.source {
            Source::Typed => it.kind,
            Source::Tasks(of) => of.kind(),
            Source::Formula(worked_out) => {
                let all = store::hold_of_unit(tx, it.unit).await?;
                look_over(&it, worked_out, &all).map_err(|fault| Error::invalid("formula", fault.code()))?;
                Kind::Number
            }
        };
        let rules = match &new.source {
            // What was done in each period; the others tell how it stands at its end.
            Source::Tasks(OfTasks::Done | OfTasks::OnTime) => Rules { over_time: OverTime::Sum, ..it.rules },
            Source::Tasks(_) => Rules { over_time: OverTime::Latest, ..it.rules },
            _ => it.rules,
        };
        Ok(Indicator { source: new.source, kind, rules: rules.fitting(kind), ..it })
    })
    .await
}

/// Says of which other an indicator is a part, and what there was of it before the plan.
///
/// # Errors
/// As [`change`]; [`Error::Invalid`] for a part of a part, or of something counted otherwise.
pub(crate) async fn place(app: &AppState, signed: &Signed, id: Uuid, new: NewPlace) -> Result<()> {
    change(app, signed, id, new.revision, "indicator.place", async |tx, it| {
        if let Some(part) = &new.part_of {
            let all = store::hold_of_unit(tx, it.unit).await?;
            let has_parts = all.values().any(|one| one.part_of.as_ref().is_some_and(|of| of.whole == id));
            let is_whole = |one: &Indicator| one.id != id && one.part_of.is_none() && one.kind == it.kind;
            if has_parts || !all.get(&part.whole).is_some_and(is_whole) {
                return Err(Error::invalid("part_of", "part-of-part"));
            }
        }
        Ok(Indicator { part_of: new.part_of, baseline: new.baseline, ..it })
    })
    .await
}

/// An indicator that the person's right reaches, by one of the units in whose hands it is.
async fn ruled(tx: &WriteTx, signed: &Signed, id: Uuid) -> Result<Indicator> {
    let indicator = store::find(tx, id).await?;
    let hands = Hands::of(&indicator, &units::successors(tx).await?);
    let reached = units::those_within(tx, hands.units.into_iter(), &signed.scope(Right::RunReturns)).await?;
    if reached.is_empty() { Err(Error::NotFound) } else { Ok(indicator) }
}

/// Changes an indicator, and records what it was and is.
///
/// # Errors
/// [`Error::NotFound`] where the right reaches none of the units in whose hands it is; [`Error::Conflict`] where somebody changed
/// it meanwhile.
async fn change(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    seen: i32,
    action: &'static str,
    change: impl AsyncFnOnce(&WriteTx, Indicator) -> Result<Indicator>,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let before = ruled(&tx, signed, id).await?;
    let after = change(&tx, before.clone()).await?;
    if after == before {
        return Ok(());
    }
    if seen != before.revision {
        return Err(Error::Conflict);
    }
    store::change(&tx, &before, &after).await?;
    let counts = |one: &Indicator| (one.kind, one.steps.clone(), one.rules, one.source.clone());
    if counts(&after) != counts(&before) {
        store::forget_outcomes(&tx, before.unit).await?;
    }
    let event = Event::new(action, format!("indicator:{id}")).at(before.unit);
    tx.record(event.with("before", told(&before))?.with("after", told(&after))?);
    tx.commit().await
}

/// What of an indicator can change, for the audit.
fn told(one: &Indicator) -> serde_json::Value {
    let figure = |figure: Option<Figure>| figure.map(Figure::as_f64);
    let formula = one.source.formula();
    json!({
        "kind": one.kind.name(),
        "steps": one.steps,
        "over_time": one.rules.over_time_name(),
        "over_units": one.rules.over_units_name(),
        "least": figure(one.rules.least),
        "most": figure(one.rules.most),
        "jump": one.rules.jump,
        "source": one.source.name(),
        "formula": formula.map(|of| &of.text),
        "operands": formula.map(|of| &of.operands),
        "part_of": one.part_of.as_ref().map(|part| part.whole),
        "part_by": one.part_of.as_ref().and_then(|part| part.by.as_ref()),
        "baseline": one.baseline.map(|baseline| baseline.value),
        "baseline_year": one.baseline.and_then(|baseline| baseline.year),
    })
}

/// Writes a value down, in the place of the last one of the same unit and year.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit, [`Error::Conflict`] where the last value of the unit and year
/// is another than the person has seen, or where the key is that of another; [`Error::Invalid`] for what cannot be yet.
pub(crate) async fn report(app: &AppState, signed: &Signed, id: Uuid, new: NewValue) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let indicator = store::find(&tx, id).await?;
    if !units::is_within(&tx, new.unit, &signed.scope(Right::ReportValues)).await? {
        return Err(Error::NotFound);
    }
    let key = new.key.unwrap_or_else(|| tx.next_id());
    let before = store::values(&tx, id).await?;
    if let Some(same) = before.iter().find(|one| one.id == key) {
        // The same form sent twice, unless the id was taken for another value.
        let is_same = (same.unit, same.year, same.person) == (new.unit, new.year, signed.person())
            && (same.value, &same.note) == (new.value, &new.note);
        return if is_same { Ok(()) } else { Err(Error::Conflict) };
    }
    if new.year > web::format::day_of(tx.now()).year() {
        return Err(Error::invalid("year", "year-ahead"));
    }
    if !indicator.takes_values() {
        return Err(Error::invalid("value", "value-not-here"));
    }
    if new.value.is_some_and(|value| value < 0.0) && !indicator.may_be_negative() {
        return Err(Error::invalid("value", "negative"));
    }
    let Rules { least, most, .. } = indicator.rules;
    let is_out = |value: f64| {
        least.is_some_and(|least| value < least.as_f64()) || most.is_some_and(|most| value > most.as_f64())
    };
    if new.value.is_some_and(is_out) {
        return Err(Error::invalid("value", "cell-out-of-range"));
    }
    let last = last_number(&before, new.unit, new.year);
    if last != new.seen {
        return Err(Error::Conflict);
    }
    let value = Reported {
        id: key,
        unit: new.unit,
        year: new.year,
        number: last + 1,
        value: new.value,
        note: new.note,
        person: signed.person(),
        at: tx.now(),
    };
    store::add_value(&tx, indicator.id, &value).await?;
    let event = Event::new("indicator.report", format!("indicator:{id}")).at(new.unit);
    tx.record(event.with("year", new.year)?.with("value", new.value)?.with("number", value.number)?);
    tx.commit().await
}
