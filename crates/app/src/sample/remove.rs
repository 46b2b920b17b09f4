//! The sample taken away: an instance is as empty as before, but for its administrators and its audit, which keeps all.

use base::{Actor, Error, Result};
use db::sea_orm::ConnectionTrait;
use db::{Event, WriteTx};

use super::{NAME, statement};
use crate::AppState;

/// Tables that are emptied, those first that name others. The test of this folder fails where one is forgotten.
pub(super) const EMPTIED: [&str; 28] = [
    "task_evidence",
    "evidence",
    "task_events",
    "task_seen",
    "task_units",
    "tasks",
    "task_series",
    "indicator_values",
    "targets",
    "indicators",
    "plan_review_steps",
    "plan_reviews",
    "plan_duty_units",
    "plan_duties",
    "plan_clauses",
    "plans",
    "readings",
    "jobs",
    "sign_in_failures",
    "invitations",
    "sessions",
    "succession_shares",
    "successions",
    "samples",
    // With a condition each, see below.
    "grants",
    "people",
    "unit_ancestors",
    "units",
];
/// Tables with something that is nobody's sample: the audit, the rhythm of jobs.
#[cfg(test)]
pub(super) const KEPT: [&str; 3] = ["audit_events", "audit_head", "job_schedules"];

/// Takes the sample away. The files of it go when nothing names them any more.
///
/// # Errors
/// [`Error::NotFound`] where it is not there. [`Error::Conflict`] where somebody wrote something down since and `everything`
/// is not asked for: it would go as well.
pub async fn remove(app: &AppState, everything: bool) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    let loaded = tx
        .query_one_raw(statement(&tx, "SELECT loaded_at FROM samples WHERE name = $1", [NAME.into()]))
        .await;
    let loaded = loaded.map_err(db::error)?.ok_or(Error::NotFound)?;
    let loaded: chrono::DateTime<chrono::Utc> = loaded.try_get("", "loaded_at").map_err(db::error)?;
    if !everything && is_worked_on(&tx, loaded).await? {
        return Err(Error::Conflict);
    }
    for table in EMPTIED {
        // Administrators of the instance stay, the one of the sample goes.
        let sql = match table {
            "grants" => "DELETE FROM grants WHERE unit_id IS NOT NULL OR person_id IN (SELECT id FROM people WHERE login LIKE '%.mau')".to_owned(),
            "people" => "DELETE FROM people WHERE id NOT IN (SELECT person_id FROM grants)".to_owned(),
            // One of those below at a time would have no parent.
            "units" if tx.get_database_backend() == db::sea_orm::DbBackend::Sqlite => {
                tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await.map_err(db::error)?;
                "DELETE FROM units".to_owned()
            }
            other => format!("DELETE FROM {other}"),
        };
        tx.execute_unprepared(&sql).await.map_err(db::error)?;
    }
    tx.record(Event::new("sample.remove", "sample:an-khe"));
    tx.commit().await
}

/// Whether there are units, plans, tasks, values or acts that are none of the sample's.
async fn is_worked_on(tx: &WriteTx, loaded: chrono::DateTime<chrono::Utc>) -> Result<bool> {
    for table in ["units", "plans", "plan_reviews", "tasks", "task_events", "indicator_values", "evidence"] {
        let sql = format!("SELECT 1 FROM {table} WHERE recorded_at > $1 LIMIT 1");
        if tx.query_one_raw(statement(tx, &sql, [loaded.into()])).await.map_err(db::error)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
