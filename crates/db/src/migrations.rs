use crate::transaction::Begun;
use base::{Error, Result};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, QueryOrder, Statement};
use sha2::{Digest, Sha256};

/// The steps that make the schema of this binary, in order; `build.rs` lists them.
pub(crate) const ALL: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    pub(crate) number: i32,
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl Migration {
    fn text(&self, backend: DbBackend) -> &'static str {
        if backend == DbBackend::Sqlite { self.sqlite } else { self.postgres }
    }

    /// SHA-256 of its text for `backend`, in hex.
    fn checksum(&self, backend: DbBackend) -> String {
        hex::encode(Sha256::digest(self.text(backend)))
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Names of the steps applied now.
    pub applied: Vec<&'static str>,
    /// Number of the last step there is.
    pub version: i32,
}

/// Why a database does not fit this binary. It comes inside of [`Error::Internal`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    /// A newer binary has been at work.
    #[error(
        "the database is at step {found}, newer than this program, which knows {known} steps: use a newer program"
    )]
    Newer {
        /// Step of the database.
        found: i32,
        /// Last step of the binary.
        known: i32,
    },
    /// A step was changed after it had been applied.
    #[error(
        "step {name} was applied with another text than this program has: a program from another source?"
    )]
    Changed {
        /// The step as this binary names it.
        name: &'static str,
    },
    /// A step is missing before one that is there.
    #[error("step {name} was never applied, later ones were: was the table `migrations` edited?")]
    Gap {
        /// The step that is missing.
        name: &'static str,
    },
    /// A step left a reference to what is not there.
    #[error("after the steps a row of {table} would refer to one that is not there; nothing was changed")]
    Reference {
        /// The table with the row.
        table: String,
    },
    /// Steps are still to be applied.
    #[error("{missing} steps are not applied yet: run `biokhe migrate`")]
    Behind {
        /// How many.
        missing: usize,
    },
}

/// Applies what is missing of `steps` and commits, all or nothing.
pub(crate) async fn apply(steps: &[Migration], begun: Begun, now: DateTime<Utc>) -> Result<Migrated> {
    let backend = begun.get_database_backend();
    // SQLite's transaction is the only one that writes. On PostgreSQL a lock of our own makes several nodes wait for each
    // other; it goes with the transaction. The number is "biokhe" in ASCII.
    if backend == DbBackend::Postgres {
        begun
            .execute_unprepared("SELECT pg_advisory_xact_lock(108170552830053)")
            .await
            .map_err(crate::error)?;
    }
    begun.execute_unprepared(HISTORY).await.map_err(crate::error)?;
    let pending = pending(steps, &history(&begun).await?, backend).map_err(Error::internal)?;
    for step in pending {
        tracing::info!(step = step.name, "migrating");
        begun.execute_unprepared(step.text(backend)).await.map_err(crate::error)?;
        let row = applied::ActiveModel {
            number: Set(step.number),
            name: Set(step.name.to_owned()),
            checksum: Set(step.checksum(backend)),
            applied_at: Set(now),
        };
        applied::Entity::insert(row).exec_without_returning(&begun).await.map_err(crate::error)?;
    }
    if backend == DbBackend::Sqlite && !pending.is_empty() {
        let check = Statement::from_string(backend, "PRAGMA foreign_key_check");
        if let Some(row) = begun.query_one_raw(check).await.map_err(crate::error)? {
            let table = row.try_get_by_index(0).map_err(crate::error)?;
            return Err(Error::internal(MigrationError::Reference { table }));
        }
    }
    begun.transaction.commit().await.map_err(crate::error)?;
    Ok(Migrated { applied: pending.iter().map(|step| step.name).collect(), version: last(steps) })
}

/// An error unless exactly `steps` were applied.
pub(crate) async fn check(steps: &[Migration], connection: &impl ConnectionTrait) -> Result<()> {
    let history = history_if_any(connection).await?;
    let backend = connection.get_database_backend();
    let missing = pending(steps, &history, backend).map_err(Error::internal)?.len();
    if missing > 0 { Err(Error::internal(MigrationError::Behind { missing })) } else { Ok(()) }
}

/// Number of the last step that was applied, whatever this binary knows; 0 before the first.
pub(crate) async fn step(connection: &impl ConnectionTrait) -> Result<i32> {
    Ok(history_if_any(connection).await?.last().map_or(0, |newest| newest.number))
}

/// The steps that are still to be applied after `history`.
fn pending<'steps>(
    steps: &'steps [Migration],
    history: &[applied::Model],
    backend: DbBackend,
) -> Result<&'steps [Migration], MigrationError> {
    if let Some(newest) = history.last().filter(|newest| newest.number > last(steps)) {
        return Err(MigrationError::Newer { found: newest.number, known: last(steps) });
    }
    for (step, row) in steps.iter().zip(history) {
        if row.number != step.number {
            return Err(MigrationError::Gap { name: step.name });
        }
        if row.checksum != step.checksum(backend) {
            return Err(MigrationError::Changed { name: step.name });
        }
    }
    Ok(&steps[history.len()..])
}

fn last(steps: &[Migration]) -> i32 {
    steps.last().map_or(0, |step| step.number)
}

async fn history(connection: &impl ConnectionTrait) -> Result<Vec<applied::Model>> {
    applied::Entity::find().order_by_asc(applied::Column::Number).all(connection).await.map_err(crate::error)
}

/// The same, and empty where nothing was ever applied.
async fn history_if_any(connection: &impl ConnectionTrait) -> Result<Vec<applied::Model>> {
    let backend = connection.get_database_backend();
    let table = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_schema WHERE name = 'migrations'",
        _ => "SELECT 'migrations' WHERE to_regclass('migrations') IS NOT NULL",
    };
    let table =
        connection.query_one_raw(Statement::from_string(backend, table)).await.map_err(crate::error)?;
    if table.is_some() { history(connection).await } else { Ok(Vec::new()) }
}

const HISTORY: &str = "CREATE TABLE IF NOT EXISTS migrations (
    number integer NOT NULL PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL
)";

mod applied {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "migrations")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) number: i32,
        pub(super) name: String,
        pub(super) checksum: String,
        pub(super) applied_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
