//! A copy of the whole database in a file of its own, and whether such a file is sound.

#[cfg(test)]
mod tests;

use super::Db;
use anyhow::{Context, anyhow};
use base::{Error, Result};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::path::Path;

impl Db {
    /// Writes one state of the whole database to the new file `target`, while others read and write. Only SQLite can;
    /// PostgreSQL has `pg_dump`, and refuses here by saying so.
    pub async fn snapshot_to(&self, target: &Path) -> Result<()> {
        let writers = self.sqlite_writers()?;
        let target = target.to_str().context("SQLite needs a path that is UTF-8")?;
        // It reads the source only, but writes to its own connection, which those of the readers refuse.
        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]);
        writers.execute_raw(statement).await.map_err(crate::error)?;
        Ok(())
    }

    /// What SQLite finds wrong with its file: torn pages, indexes that do not fit, references to what is not there.
    /// Empty where all is well. [`Error::Internal`] where the file is so broken that it cannot look.
    pub async fn faults(&self) -> Result<Vec<String>> {
        let writers = self.sqlite_writers()?;
        let ask = |pragma| writers.query_all_raw(Statement::from_string(DbBackend::Sqlite, pragma));
        let mut faults = Vec::new();
        for row in ask("PRAGMA integrity_check").await.map_err(crate::error)? {
            let found: String = row.try_get_by_index(0).map_err(crate::error)?;
            if found != "ok" {
                faults.push(found);
            }
        }
        for row in ask("PRAGMA foreign_key_check").await.map_err(crate::error)? {
            let table: String = row.try_get_by_index(0).map_err(crate::error)?;
            let parent: String = row.try_get_by_index(2).map_err(crate::error)?;
            faults.push(format!("{table} → {parent}"));
        }
        Ok(faults)
    }

    fn sqlite_writers(&self) -> Result<&sea_orm::DatabaseConnection> {
        let writers = &self.0.writers;
        match writers.get_database_backend() {
            DbBackend::Sqlite => Ok(writers),
            _ => Err(Error::from(anyhow!("PostgreSQL is copied and checked by its own means: use pg_dump"))),
        }
    }
}
