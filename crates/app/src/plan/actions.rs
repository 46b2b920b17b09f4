//! The verbs. Files are written before the rows that name them and deleted after those are gone.

use base::{Actor, Error, Result};
use chrono::TimeDelta;
use db::Event;
use files::{Hash, Stored};
use uuid::Uuid;

use super::model::{State, Upload, file_name};
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
}

/// Refuses early, before anything is received, where no more readings are kept.
pub(crate) async fn make_sure_of_room(app: &AppState) -> Result<()> {
    room(store::count(&app.db.read().await?).await?, app.plan.readings)
}

/// Takes a document in to be read; gives back the id of its reading.
pub(crate) async fn take_in(app: &AppState, arrival: Arrival) -> Result<Uuid> {
    match try_take_in(app, &arrival).await {
        // Somebody else sent the same form in the same moment, and was faster: now it is there.
        Err(Error::Conflict) => try_take_in(app, &arrival).await,
        outcome => outcome,
    }
}

async fn try_take_in(app: &AppState, arrival: &Arrival) -> Result<Uuid> {
    let tx = app.db.write(Actor::Visitor).await?;
    let mut id = arrival.key.unwrap_or_else(|| tx.next_id());
    match store::find(&tx, id, tx.now()).await {
        Ok(same) if same.file == arrival.stored.hash => return Ok(id),
        // A page taken back from the browser's memory proposes its id again, for another document.
        Ok(_) => id = tx.next_id(),
        Err(Error::NotFound) => {}
        Err(fault) => return Err(fault),
    }
    room(store::count(&tx).await?, app.plan.readings)?;
    let upload = Upload {
        id,
        name: file_name(&arrival.name),
        size: arrival.stored.size,
        file: arrival.stored.hash,
        state: State::Queued,
        expires_at: tx.now() + app.plan.keep,
    };
    store::add(&tx, &upload).await?;
    ::jobs::enqueue(&tx, jobs::READ, &id, None).await?;
    tx.record(event("reading.upload", id).with("bytes", upload.size)?).await?;
    tx.commit().await?;
    Ok(id)
}

/// Forgets a reading now: row, upload and result.
pub(crate) async fn delete(app: &AppState, id: Uuid) -> Result<()> {
    let tx = app.db.write(Actor::Visitor).await?;
    let gone = store::remove(&tx, id).await?;
    tx.record(event("reading.delete", id)).await?;
    tx.commit().await?;
    let result = if let State::Done(result) = gone.state { Some(result) } else { None };
    for file in [Some(gone.file), result].into_iter().flatten() {
        delete_unless_needed(app, &file).await?;
    }
    Ok(())
}

/// Ends a reading well: from now on its result is shown.
pub(crate) async fn succeed(app: &AppState, id: Uuid, result: Hash) -> Result<()> {
    end(app, id, State::Done(result), "reading.done").await
}

/// Ends a reading that could not be done, for the reason `error-<code>`; its upload is deleted.
pub(crate) async fn fail(app: &AppState, upload: &Upload, code: &str) -> Result<()> {
    end(app, upload.id, State::Failed(code.to_owned()), "reading.failed").await?;
    delete_unless_needed(app, &upload.file).await
}

/// Forgets all readings past their time, and the files that no reading needs.
pub(crate) async fn sweep(app: AppState) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    let gone = store::remove_expired(&tx).await?;
    if gone > 0 {
        tx.record(Event::new("reading.sweep", "readings").with("gone", gone)?).await?;
        tx.commit().await?;
    } else {
        // Nothing was removed: there is nothing to keep, and nothing to tell.
        drop(tx);
    }
    let needed = store::needed_files(&app.db.read().await?).await?;
    // A file stands a moment in the store before its row does.
    app.files.sweep(&needed, app.db.clock().now() - TimeDelta::hours(1)).await?;
    Ok(())
}

async fn end(app: &AppState, id: Uuid, state: State, action: &'static str) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    if store::set_state(&tx, id, &state).await? {
        tx.record(event(action, id)).await?;
    }
    tx.commit().await
}

async fn delete_unless_needed(app: &AppState, file: &Hash) -> Result<()> {
    if store::is_needed(&app.db.read().await?, file).await? {
        return Ok(());
    }
    app.files.delete(file).await
}

fn room(kept: u64, limit: u64) -> Result<()> {
    if kept < limit { Ok(()) } else { Err(Error::TooMany { limit }) }
}

fn event(action: &'static str, id: Uuid) -> Event {
    Event::new(action, format!("reading:{id}"))
}
