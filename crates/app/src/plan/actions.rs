//! The verbs of a review: begin, decide step by step, take back, give up. Keeping its plan is in `keeping`.

use base::{Error, Result};
use chrono::TimeDelta;
use db::Event;
use uuid::Uuid;

use super::forms::NewReview;
use super::loading::{Loaded, Work};
use super::model::Review;
use super::steps::Step;
use super::store::{self, reviews};
use super::{loading, versions};
use crate::access::{Right, Signed};
use crate::{AppState, readings, units};

/// How long a document under review is kept while nobody makes a plan of it.
const KEPT: TimeDelta = TimeDelta::days(366);

/// Takes a document in, to be read and reviewed; gives back the id of its review.
pub(crate) async fn begin(app: &AppState, signed: &Signed, new: NewReview) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    let scope = signed.scope(Right::RunPlans);
    let id = new.key.unwrap_or_else(|| tx.next_id());
    match reviews::find(&tx, id, &scope).await {
        // The same form sent twice; a page taken back from the browser's memory proposes its id for another document.
        Ok(same) if readings::is_of(&tx, same.reading, &new.arrival.stored.hash).await? => return Ok(id),
        Ok(_) => return Err(Error::Conflict),
        Err(Error::NotFound) => {}
        Err(fault) => return Err(fault),
    }
    if !units::is_within(&tx, new.unit, &scope).await? {
        return Err(Error::invalid("unit", "choose"));
    }
    let review = Review {
        id,
        unit: new.unit,
        person: signed.person(),
        reading: readings::add(&tx, app, &new.arrival, KEPT).await?,
        file_name: readings::file_name(&new.arrival.name),
        replaces: None,
        plan: None,
        revision: 0,
        recorded_at: tx.now(),
    };
    reviews::add(&tx, &review).await?;
    tx.record(event("plan.review", id, new.unit));
    tx.commit().await?;
    Ok(id)
}

/// Takes one step; `make` says which, from what has been decided so far.
pub(crate) async fn step(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    revision: i32,
    make: impl FnOnce(&Work) -> Result<Step>,
) -> Result<()> {
    let Loaded { review, work, .. } = loading::load(app, signed, id).await?;
    let mut work = work.ok_or(Error::Conflict)?;
    let step = make(&work)?;
    work.draft.take(&step)?;
    let tx = app.db.write(signed.actor()).await?;
    reviews::add_step(&tx, id, revision, signed.person(), &step).await?;
    // What it says stands in the step; nothing of a document reaches the audit.
    tx.record(event("plan.step", id, review.unit).with("step", step.name())?.with("number", revision + 1)?);
    tx.commit().await
}

/// Takes the last step back.
pub(crate) async fn take_back(app: &AppState, signed: &Signed, id: Uuid, revision: i32) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let review = reviews::find(&tx, id, &signed.scope(Right::RunPlans)).await?;
    if reviews::take_back(&tx, id, revision).await? {
        tx.record(event("plan.take-back", id, review.unit));
    }
    tx.commit().await
}

/// Says that the document is a newer version of a kept plan of the same unit, or (`None`) that it is not.
pub(crate) async fn set_version(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    revision: i32,
    replaces: Option<Uuid>,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let review = reviews::find(&tx, id, &signed.scope(Right::RunPlans)).await?;
    if let Some(earlier) = replaces {
        let earlier = store::find(&tx, earlier).await?;
        let newer = store::successor(&tx, earlier.id).await?;
        versions::may_replace(&review, &earlier, newer.as_ref())?;
    }
    reviews::set_replaces(&tx, id, revision, replaces).await?;
    tx.record(event("plan.version", id, review.unit).with("replaces", replaces)?);
    tx.commit().await
}

/// Gives a review up: its document and all steps go.
pub(crate) async fn give_up(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let review = reviews::find(&tx, id, &signed.scope(Right::RunPlans)).await?;
    if review.plan.is_some() {
        return Err(Error::Conflict);
    }
    // Of those who keep it and give it up at once one goes on.
    reviews::hold(&tx, id, review.revision).await?;
    reviews::remove(&tx, id).await?;
    readings::remove(&tx, review.reading).await?;
    tx.record(event("plan.give-up", id, review.unit));
    tx.commit().await
}

fn event(action: &'static str, id: Uuid, unit: Uuid) -> Event {
    Event::new(action, format!("review:{id}")).at(unit)
}
