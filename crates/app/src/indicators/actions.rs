//! The verbs.

use base::{Error, Result};
use chrono::Datelike;
use db::{Event, WriteTx};
use reporting::Figure;
use serde_json::json;
use uuid::Uuid;

use super::forms::{NewRules, NewValue};
use super::model::{Direction, Hands, Indicator, Kind, NewIndicator, Reported, last_number};
use super::rules::Rules;
use super::store;
use crate::AppState;
use crate::access::{Right, Signed};
use crate::units;

/// Sets an indicator with its target, within somebody's transaction; gives back its id.
pub(crate) async fn set(tx: &WriteTx, new: NewIndicator) -> Result<Uuid> {
    let kind = Kind::of(new.measured_in.as_deref(), &new.words);
    let indicator = Indicator {
        id: tx.next_id(),
        unit: new.unit,
        origin: new.origin,
        name: new.name,
        kind,
        rules: Rules::of(kind, new.measured_in.as_deref()),
        revision: 1,
        measured_in: new.measured_in,
        direction: if new.is_up { Direction::Up } else { Direction::Down },
        words: Some(new.words),
        targets: vec![new.target],
    };
    store::add(tx, &indicator).await?;
    tx.record(Event::new("indicator.set", format!("indicator:{}", indicator.id)).at(indicator.unit));
    Ok(indicator.id)
}

/// Says how an indicator is counted from now on; figures that stand stay as they are.
///
/// # Errors
/// [`Error::NotFound`] where the right reaches none of the units in whose hands it is; [`Error::Conflict`] where somebody said it
/// meanwhile.
pub(crate) async fn count_so(app: &AppState, signed: &Signed, id: Uuid, new: NewRules) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let indicator = store::find(&tx, id).await?;
    let hands = Hands::of(&indicator, &units::successors(&tx).await?);
    if units::those_within(&tx, hands.units.into_iter(), &signed.scope(Right::RunReturns)).await?.is_empty() {
        return Err(Error::NotFound);
    }
    if (new.kind, new.rules) == (indicator.kind, indicator.rules) {
        return Ok(());
    }
    if new.revision != indicator.revision {
        return Err(Error::Conflict);
    }
    store::set_rules(&tx, &indicator, new.kind, &new.rules).await?;
    let event = Event::new("indicator.count", format!("indicator:{id}")).at(indicator.unit);
    let told = |kind: Kind, rules: &Rules| {
        let figure = |figure: Option<Figure>| figure.map(Figure::as_f64);
        json!({
            "kind": kind.name(),
            "over_time": rules.over_time_name(),
            "over_units": rules.over_units_name(),
            "least": figure(rules.least),
            "most": figure(rules.most),
            "jump": rules.jump,
        })
    };
    tx.record(
        event
            .with("before", told(indicator.kind, &indicator.rules))?
            .with("after", told(new.kind, &new.rules))?,
    );
    tx.commit().await
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
