//! What is done without anybody.

use base::Result;
use chrono::TimeDelta;

use super::{actions, digest};
use crate::AppState;

/// The job.
pub(crate) const NOTICES: &str = "notices";
/// How often it looks.
pub(crate) const PERIOD: TimeDelta = TimeDelta::minutes(10);

/// Tells what the day brings, the first time on it, then sends the mails whose time has come.
pub(crate) async fn run(app: AppState) -> Result<()> {
    actions::remind_daily(&app).await?;
    digest::send_all(&app).await
}

/// Tells what has happened to a return.
pub(crate) async fn report_happened(app: AppState, job: ::jobs::Job) -> Result<()> {
    actions::report_happened(&app, job.payload()?).await
}

/// Tells those who still owe their report for a period that the office waits for it.
pub(crate) async fn reports_reminded(app: AppState, job: ::jobs::Job) -> Result<()> {
    let (run, event) = job.payload()?;
    actions::reports_reminded(&app, run, event).await
}

/// Tells what has happened to a task.
pub(crate) async fn happened(app: AppState, job: ::jobs::Job) -> Result<()> {
    actions::happened(&app, job.payload()?).await
}

/// Tells that a document was passed on.
pub(crate) async fn document_passed(app: AppState, job: ::jobs::Job) -> Result<()> {
    actions::document_passed(&app, job.payload()?).await
}
