//! The job that checks the chain.

use base::Result;
use uuid::Uuid;

use super::model::Ended;
use super::store;
use crate::AppState;

/// The job.
pub(crate) const CHECK: &str = "audit-check";

/// Reads the whole chain, a page at a time, as `biokhe audit verify` does, and writes down how that ended.
pub(crate) async fn check(app: AppState, job: ::jobs::Job) -> Result<()> {
    let id: Uuid = job.payload()?;
    let check = store::find(&app.db.read().await?, id).await?;
    if check.ended.is_some() {
        return Ok(());
    }
    if job.lost {
        return end(&app, id, &Ended::failed(app.db.clock().now())).await;
    }
    let found = async { db::verify(&app.db.read().await?, check.kept.as_ref()).await }.await;
    match found {
        Ok(found) => {
            if let Err(broken) = &found {
                tracing::error!(?broken, "the audit's chain is broken");
            }
            end(&app, id, &Ended::read(&found, app.db.clock().now())).await
        }
        Err(fault) => {
            if job.last {
                end(&app, id, &Ended::failed(app.db.clock().now())).await?;
            }
            Err(fault)
        }
    }
}

async fn end(app: &AppState, id: Uuid, ended: &Ended) -> Result<()> {
    // The question stands in the audit; the answer can be had again by asking.
    let tx = app.db.housekeeping().await?;
    store::end(&tx, id, ended).await?;
    tx.commit().await
}
