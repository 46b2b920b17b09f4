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

/// Tells what has happened to a task.
pub(crate) async fn happened(app: AppState, job: ::jobs::Job) -> Result<()> {
    actions::happened(&app, job.payload()?).await
}
