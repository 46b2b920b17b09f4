//! The verbs. Files are written before the rows that name them, and swept some minutes after no row names them any more:
//! never at once, since somebody else may be handing in the same file in this moment.

use base::{Actor, Error, Result};
use chrono::TimeDelta;
use db::{Event, WriteTx};
use files::{Hash, Stored};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::model::{Progress, State, Upload, file_name};
use super::{jobs, store};
use crate::AppState;

/// A document on its way in.
pub(crate) struct Arrival {
    /// Id that the form proposed, so that the form sent twice makes one reading.
    pub(crate) key: Option<Uuid>,
    /// Name of the file as the browser gave it.
    pub(crate) name: String,
    /// The file, already in the store.
    pub(crate) stored: Stored,
    /// What else the form said before the file.
    pub(crate) fields: Vec<(String, String)>,
}

/// Refuses early, before anything is received, where no more readings are kept.
pub(crate) async fn make_sure_of_room(app: &AppState) -> Result<()> {
    room(store::count(&app.db.read().await?, true).await?, app.readings.readings)
}

/// Takes a visitor's document in to be read; gives back the id of its reading.
pub(crate) async fn take_in(app: &AppState, arrival: Arrival) -> Result<Uuid> {
    match try_take_in(app, &arrival).await {
        // Somebody else sent the same form in the same moment, and was faster: now it is there.
        Err(Error::Conflict) => try_take_in(app, &arrival).await,
        outcome => outcome,
    }
}

async fn try_take_in(app: &AppState, arrival: &Arrival) -> Result<Uuid> {
    let tx = app.db.write(Actor::Visitor).await?;
    let id = add_in(&tx, app, arrival, app.readings.keep, true).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a reading with its job, within somebody's transaction, to be kept for so long; its address opens nothing.
pub(crate) async fn add(tx: &WriteTx, app: &AppState, arrival: &Arrival, keep: TimeDelta) -> Result<Uuid> {
    add_in(tx, app, arrival, keep, false).await
}

async fn add_in(
    tx: &WriteTx,
    app: &AppState,
    arrival: &Arrival,
    keep: TimeDelta,
    is_visitors: bool,
) -> Result<Uuid> {
    let mut id = arrival.key.unwrap_or_else(|| tx.next_id());
    match store::find(tx, id, tx.now()).await {
        Ok(same) if same.file == arrival.stored.hash => return Ok(id),
        // A page taken back from the browser's memory proposes its id again, for another document.
        Ok(_) => id = tx.next_id(),
        Err(Error::NotFound) => {}
        Err(fault) => return Err(fault),
    }
    // Visitors leave no room for others, and others none for visitors.
    room(store::count(tx, is_visitors).await?, app.readings.readings)?;
    let upload = Upload {
        id,
        name: file_name(&arrival.name),
        size: arrival.stored.size,
        file: arrival.stored.hash,
        state: State::Queued,
        expires_at: tx.now() + keep,
    };
    store::add(tx, &upload, is_visitors).await?;
    ::jobs::enqueue(tx, jobs::READ, &id, None).await?;
    tx.record(event("reading.upload", id).with("bytes", upload.size)?);
    Ok(id)
}

/// Forgets a visitor's reading now; the sweep takes its upload and its result.
pub(crate) async fn delete(app: &AppState, id: Uuid) -> Result<()> {
    let tx = app.db.write(Actor::Visitor).await?;
    store::find_of_visitor(&tx, id, tx.now()).await?;
    store::remove(&tx, id).await?;
    tx.record(event("reading.delete", id));
    tx.commit().await
}

/// Ends a reading whose document somebody has read already; `result` is what the reader printed.
pub(crate) async fn read_already(app: &AppState, id: Uuid, result: Vec<u8>) -> Result<()> {
    super::view::Outcome::parse(&result)?;
    let stored = app.files.put_bytes(result).await?;
    succeed(app, id, stored.hash).await
}

/// Ends a reading well: from now on its result is shown.
pub(crate) async fn succeed(app: &AppState, id: Uuid, result: Hash) -> Result<()> {
    end(app, id, State::Done(result), "reading.done").await
}

/// Ends a reading that could not be done, for the reason `error-<code>`. Nothing needs its upload any more: the sweep takes it,
/// and not this, since the same bytes may be on their way to another row.
pub(crate) async fn fail(app: &AppState, id: Uuid, code: &str) -> Result<()> {
    end(app, id, State::Failed(code.to_owned()), "reading.failed").await?;
    tracing::info!(code, "a document could not be read");
    Ok(())
}

/// Notes how far a reading is; false where nobody waits for it any more.
pub(crate) async fn note(app: &AppState, id: Uuid, progress: Progress) -> Result<bool> {
    let tx = app.db.housekeeping().await?;
    let waits = store::set_state(&tx, id, &State::Running(progress)).await?;
    tx.commit().await?;
    Ok(waits)
}

/// Forgets all readings past their time.
pub(crate) async fn forget_expired(app: &AppState) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    let gone = store::remove_expired(&tx).await?;
    if gone > 0 {
        tx.record(Event::new("reading.sweep", "readings").with("gone", gone)?);
        tx.commit().await?;
    }
    // Else nothing was removed: there is nothing to keep, and nothing to tell.
    Ok(())
}

async fn end(app: &AppState, id: Uuid, state: State, action: &'static str) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    if !store::set_state(&tx, id, &state).await? {
        // Deleted meanwhile, or ended by another run of its job: nothing was written.
        return Ok(());
    }
    tx.record(event(action, id));
    tx.commit().await
}

fn room(kept: u64, limit: u64) -> Result<()> {
    if kept < limit { Ok(()) } else { Err(Error::TooMany { limit }) }
}

/// The id of a visitor's reading opens it, so the audit has a part of its hash.
fn event(action: &'static str, id: Uuid) -> Event {
    let hash = hex::encode(Sha256::digest(id.as_bytes()));
    Event::new(action, format!("reading:{}", &hash[..16]))
}
