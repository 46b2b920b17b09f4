//! What is done without anybody: the runs of recurring work.

use base::{Actor, Error, Result};
use chrono::TimeDelta;

use super::{actions, store};
use crate::AppState;

/// The job.
pub(crate) const RUNS: &str = "task-runs";
/// How often it looks.
pub(crate) const PERIOD: TimeDelta = TimeDelta::hours(6);

/// Makes the task of each recurring work for the period that holds today, where it is not there yet.
pub(crate) async fn make_runs(app: AppState) -> Result<()> {
    let today = web::format::day_of(app.db.clock().now());
    let all = store::all_series(&app.db.read().await?).await?;
    for series in all {
        let tx = app.db.write(Actor::System).await?;
        match actions::run(&tx, &series, today).await {
            Ok(Some(_)) => tx.commit().await?,
            // Nothing was written; or another node was faster.
            Ok(None) | Err(Error::Conflict) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}
