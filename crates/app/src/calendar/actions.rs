//! The verbs.

use base::{Error, Result};
use db::Event;
use uuid::Uuid;

use super::forms::NewDays;
use super::model::DaysOff;
use super::{CHANGED, store};
use crate::access::{Right, Signed};
use crate::{AppState, units};

/// Adds days.
///
/// # Errors
/// [`Error::Invalid`] for `unit` where the person does not run its reports, [`Error::Conflict`] where the key is that of another.
pub(crate) async fn add(app: &AppState, signed: &Signed, new: NewDays) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if !units::is_within(&tx, new.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::invalid("unit", "choose"));
    }
    let entry = DaysOff {
        id: new.key.unwrap_or_else(|| tx.next_id()),
        unit: new.unit,
        first_on: new.first_on,
        last_on: new.last_on,
        is_worked: new.is_worked,
        name: new.name,
    };
    if let Some(before) = store::find(&tx, entry.id).await? {
        // The same form sent twice.
        return if before == entry { Ok(()) } else { Err(Error::Conflict) };
    }
    store::add(&tx, &entry, signed.person()).await?;
    jobs::enqueue(&tx, CHANGED, &entry.unit, None).await?;
    tx.record(told("report.days-off", &entry)?);
    tx.commit().await
}

/// Takes an entry out that was wrong.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or the right does not reach its unit.
pub(crate) async fn remove(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let entry = store::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if !units::is_within(&tx, entry.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    store::remove(&tx, id).await?;
    jobs::enqueue(&tx, CHANGED, &entry.unit, None).await?;
    tx.record(told("report.days-off-removed", &entry)?);
    tx.commit().await
}

/// All of an entry: the row itself may go.
fn told(action: &'static str, entry: &DaysOff) -> Result<Event> {
    Event::new(action, format!("unit:{}", entry.unit))
        .at(entry.unit)
        .with("from", entry.first_on)?
        .with("last_day", entry.last_on)?
        .with("kind", if entry.is_worked { "worked" } else { "off" })?
        .with("name", &entry.name)
}
