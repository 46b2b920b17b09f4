//! The sample taken away: an instance is as empty as before, but for its administrators and its audit, which keeps all.

use base::{Actor, Error, Result};
use db::sea_orm::ConnectionTrait;
use db::{Event, WriteTx};

use super::{NAME, statement};
use crate::AppState;

/// Tables that are emptied, those first that name others. The test of this folder fails where one is forgotten.
pub(super) const EMPTIED: [&str; 71] = [
    "published_progress",
    "indicator_outcomes",
    "notices",
    "notice_mails",
    "notice_days",
    "exchange_messages",
    "incoming_document_files",
    "incoming_document_events",
    "incoming_documents",
    "dispatches",
    "correspondents",
    "official_document_files",
    "official_document_events",
    "official_documents",
    "number_registers",
    "signers",
    "letterheads",
    "consolidation_origins",
    "consolidation_passages",
    "consolidation_sources",
    "consolidation_events",
    "consolidations",
    "report_templates",
    "return_evidence",
    "return_authors",
    "return_events",
    "return_cells",
    "return_cell_changes",
    "return_passages",
    "returns",
    "report_period_events",
    "report_periods",
    "regime_sections",
    "regime_indicators",
    "regimes",
    "days_off",
    "task_evidence",
    "evidence",
    "task_events",
    "task_seen",
    "task_words",
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
    "access_tokens",
    "calendar_addresses",
    "half_sign_ins",
    "sessions",
    "succession_shares",
    "successions",
    "samples",
    // With a condition each, see below.
    "grants",
    "recovery_codes",
    "second_factors",
    "audit_checks",
    "people",
    "unit_ancestors",
    "units",
];
/// Tables with something that is nobody's sample: the audit, the rhythm of jobs, what everybody needs to sign in.
#[cfg(test)]
pub(super) const KEPT: [&str; 4] = ["audit_events", "audit_head", "job_schedules", "sign_in_rules"];

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
            "grants" => "DELETE FROM grants WHERE unit_id IS NOT NULL OR person_id IN (SELECT id FROM people WHERE login = 'quantri.mau')".to_owned(),
            // Of those who go in the next step.
            "recovery_codes" | "second_factors" | "audit_checks" => {
                format!("DELETE FROM {table} WHERE person_id NOT IN (SELECT person_id FROM grants)")
            }
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
    let conditions = [
        ("units", "recorded_at > $1"),
        ("plans", "recorded_at > $1"),
        ("plan_reviews", "recorded_at > $1"),
        // Runs of recurring work are the program's own.
        ("task_events", "recorded_at > $1 AND person_id IS NOT NULL"),
        ("indicator_values", "recorded_at > $1"),
        ("regimes", "recorded_at > $1"),
        // Periods that open by themselves are the program's own.
        ("return_events", "recorded_at > $1 AND person_id IS NOT NULL"),
        ("return_cell_changes", "recorded_at > $1"),
        ("return_passages", "recorded_at > $1"),
        ("published_progress", "recorded_at > $1"),
        ("incoming_document_events", "recorded_at > $1"),
        ("people", "created_at > $1"),
    ];
    for (table, condition) in conditions {
        let sql = format!("SELECT 1 FROM {table} WHERE {condition} LIMIT 1");
        if tx.query_one_raw(statement(tx, &sql, [loaded.into()])).await.map_err(db::error)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
