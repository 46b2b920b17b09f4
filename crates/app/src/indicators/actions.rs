//! The verbs.

use base::{Error, Result};
use chrono::Datelike;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::forms::NewValue;
use super::model::{Direction, Indicator, Kind, NewIndicator, Reported, last_number};
use super::store;
use crate::AppState;
use crate::access::{Right, Signed};
use crate::units;

/// Sets an indicator with its target, within somebody's transaction; gives back its id.
pub(crate) async fn set(tx: &WriteTx, new: NewIndicator) -> Result<Uuid> {
    let indicator = Indicator {
        id: tx.next_id(),
        unit: new.unit,
        origin: new.origin,
        name: new.name,
        kind: Kind::of(new.measured_in.as_deref(), &new.words),
        measured_in: new.measured_in,
        direction: if new.is_up { Direction::Up } else { Direction::Down },
        words: Some(new.words),
        targets: vec![new.target],
    };
    store::add(tx, &indicator).await?;
    tx.record(Event::new("indicator.set", format!("indicator:{}", indicator.id)).at(indicator.unit));
    Ok(indicator.id)
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
