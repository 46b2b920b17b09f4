//! What is past its time goes: readings that nobody came back to, notices of long ago, and files that no row names.
//!
//! A domain whose tables name files is added to [`needed_files`].

use std::collections::HashSet;

use base::Result;
use chrono::TimeDelta;
use db::sea_orm::ConnectionTrait;
use files::Hash;

use crate::{AppState, evidence, issuing, notices, plan, readings};

/// The job.
pub(crate) const SWEEP: &str = "sweep";
/// How often it runs, and how long a file that no row names stays: its row may be on its way.
pub(crate) const PERIOD: TimeDelta = TimeDelta::minutes(10);

/// Forgets all readings and notices past their time, and the files that nothing needs.
pub(crate) async fn sweep(app: AppState) -> Result<()> {
    readings::forget_expired(&app).await?;
    notices::forget_old(&app).await?;
    let needed = needed_files(&app.db.read().await?).await?;
    app.files.sweep(&needed, app.db.clock().now() - PERIOD).await?;
    Ok(())
}

/// All files that some row names.
pub(crate) async fn needed_files(connection: &impl ConnectionTrait) -> Result<HashSet<Hash>> {
    let mut needed = readings::needed_files(connection).await?;
    needed.extend(plan::needed_files(connection).await?);
    needed.extend(evidence::needed_files(connection).await?);
    needed.extend(issuing::needed_files(connection).await?);
    Ok(needed)
}
