//! The one verb: having the chain checked.

use base::Result;
use db::{Event, Head};

use super::model::Check;
use super::{jobs, store};
use crate::AppState;
use crate::access::Signed;

/// Asks for a check of the whole chain, against a head that was kept elsewhere where there is one. While one runs, none
/// is added: it will tell.
pub(crate) async fn check(app: &AppState, signed: &Signed, kept: Option<Head>) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::last(&tx).await?.is_some_and(|last| last.runs(tx.now())) {
        return Ok(());
    }
    let check = Check { id: tx.next_id(), person: signed.person(), asked_at: tx.now(), kept, ended: None };
    store::add(&tx, &check).await?;
    ::jobs::enqueue(&tx, jobs::CHECK, &check.id, None).await?;
    let kept = check.kept.as_ref().map(ToString::to_string);
    tx.record(Event::new("audit.check", "audit").with("kept", kept)?);
    tx.commit().await
}
