//! The sample town of `samples/an-khe`: put into an empty instance, played from day to day, and taken away again.
//!
//! Invariants: it goes the ways that people go, through the verbs of each domain and their rules, as of the day on which
//! it would have happened; it is put into an empty instance only; while it is there, each page says so; it is never
//! taken away together with what somebody else wrote unless that is asked for.

mod catalogue;
mod incoming;
mod play;
mod remove;
mod reports;
mod script;
mod steps;
#[cfg(test)]
mod tests;

use base::{Actor, Error, Result};
use db::Event;
use db::sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::AppState;

pub use play::Account;
pub use remove::remove;

/// Its name in the table.
const NAME: &str = "an-khe";

/// Puts the sample in; gives what its people sign in with, which is kept nowhere.
///
/// # Errors
/// [`Error::Conflict`] where there are units already.
pub async fn load(app: &AppState) -> Result<Vec<Account>> {
    if !crate::units::all(&app.db.read().await?, None).await?.is_empty() {
        return Err(Error::Conflict);
    }
    // First the mark, so that a load that is cut off can be taken away again.
    mark(app, "INSERT INTO samples (loaded_at, name) VALUES ($1, $2)", "sample.load").await?;
    let accounts = play::play(app).await?;
    // What is written down from now on is somebody's own.
    mark(app, "UPDATE samples SET loaded_at = $1 WHERE name = $2", "sample.loaded").await?;
    Ok(accounts)
}

async fn mark(app: &AppState, sql: &str, action: &'static str) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    let row = [tx.now().into(), NAME.into()];
    tx.execute_raw(statement(&tx, sql, row)).await.map_err(db::error)?;
    tx.record(Event::new(action, "sample:an-khe"));
    tx.commit().await
}

/// Whether it is there.
pub async fn is_loaded(app: &AppState) -> Result<bool> {
    let tx = app.db.read().await?;
    let found =
        tx.query_one_raw(statement(&tx, "SELECT 1 FROM samples WHERE name = $1", [NAME.into()])).await;
    Ok(found.map_err(db::error)?.is_some())
}

fn statement(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = db::sea_orm::Value>,
) -> Statement {
    let backend: DbBackend = connection.get_database_backend();
    Statement::from_sql_and_values(backend, sql, values)
}
