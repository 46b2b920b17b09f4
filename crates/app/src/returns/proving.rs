//! The verbs about files that prove what a return tells.

use std::collections::BTreeSet;

use base::{Error, Result};
use db::WriteTx;
use files::Hash;
use uuid::Uuid;

use super::actions::{act_in, held, is_done};
use super::forms::{NewAct, NewProofs};
use super::model::{Act, Proof, RunState};
use super::store;
use crate::access::Signed;
use crate::{AppState, evidence};

/// Most files of one return that were not withdrawn.
pub(crate) const MOST: usize = 200;

/// Takes files in that prove a figure, or the return as a whole.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its unit; [`Error::Conflict`] where it is not in the unit's hands or its
/// period is not open; [`Error::Invalid`] where it has no such figure, or too many files.
pub(crate) async fn attach(app: &AppState, signed: &Signed, id: Uuid, new: NewProofs) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = held(&tx, signed, id).await?;
    let act = NewAct { key: new.key, revision: whole.it.revision, ..NewAct::default() };
    if is_done(&tx, signed, id, &act, &Act::Attach).await? {
        let before = whole.proofs.iter().filter(|proof| Some(proof.came_with) == new.key);
        return if is_same(&tx, &new, before).await? { Ok(()) } else { Err(Error::Conflict) };
    }
    if whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    if let Some(indicator) = new.indicator
        && !store::measured(&tx, whole.regime.id).await?.contains(&indicator)
    {
        return Err(Error::invalid("indicator", "choose"));
    }
    let standing = whole.proofs.iter().filter(|proof| proof.withdrawn_by.is_none()).count();
    if standing + new.files.len() > MOST {
        return Err(Error::invalid("evidence", "too-many-proofs"));
    }
    let came_with = act_in(&tx, signed, &whole, Act::Attach, act).await?;
    let mut proofs = Vec::new();
    for file in &new.files {
        let evidence = evidence::add(&tx, file).await?;
        proofs.push(Proof { evidence, indicator: new.indicator, came_with, withdrawn_by: None });
    }
    store::add_proofs(&tx, &proofs).await?;
    tx.commit().await
}

/// Whether files are those that an event brought, for the same figure.
async fn is_same<'a>(tx: &WriteTx, new: &NewProofs, before: impl Iterator<Item = &'a Proof>) -> Result<bool> {
    let before: Vec<_> = before.collect();
    let ids: Vec<_> = before.iter().map(|proof| proof.evidence).collect();
    let there = evidence::among_ids(tx, &ids).await?;
    let there: BTreeSet<Hash> = there.into_iter().map(|one| one.file).collect();
    let sent: BTreeSet<_> = new.files.iter().map(|one| one.file).collect();
    Ok(there == sent && before.iter().all(|proof| proof.indicator == new.indicator))
}

/// Withdraws a file: it stays, marked, and proves nothing any more.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its unit or it has no such file; [`Error::Conflict`] where the return is not
/// in the unit's hands, or the file is withdrawn already.
pub(crate) async fn withdraw(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    evidence: Uuid,
    new: NewAct,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let whole = held(&tx, signed, id).await?;
    let proof = whole.proofs.iter().find(|proof| proof.evidence == evidence).ok_or(Error::NotFound)?;
    let act = Act::Detach { words: new.words.clone() };
    if is_done(&tx, signed, id, &new, &act).await? {
        return if proof.withdrawn_by == new.key { Ok(()) } else { Err(Error::Conflict) };
    }
    if whole.run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    let event = act_in(&tx, signed, &whole, act, NewAct { revision: whole.it.revision, ..new }).await?;
    store::withdraw(&tx, proof, event).await?;
    tx.commit().await
}
