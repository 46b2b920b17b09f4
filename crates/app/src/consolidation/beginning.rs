//! Beginning: a document of a period with what the units told, or a unit's own plan.

use base::{Error, Result};
use db::{Event, ReadTx};
use uuid::Uuid;

use super::actions::{happened, repeated};
use super::found::{About, about};
use super::material;
use super::model::{Consolidation, Kind, State, Step, Subject};
use super::narrative::Narrative;
use super::store;
use crate::access::{Right, Signed};
use crate::returns::{self, Summing};
use crate::{AppState, plan, units};

/// Begins one of a period: with what the units told, or, where one was signed already, with what that one says.
///
/// # Errors
/// [`Error::Conflict`] where one of the kind is in hand, or the period was not opened; [`Error::Invalid`] for `kind` where there is
/// none of such a period.
pub(crate) async fn begin(
    app: &AppState,
    signed: &Signed,
    (period, kind): (Uuid, Kind),
    key: Option<Uuid>,
) -> Result<Uuid> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let summing = Summing::load(&tx, signed, period, None, false).await?;
    if !Kind::of_period(summing.run.is_review()).contains(&kind) {
        return Err(Error::invalid("kind", "choose"));
    }
    if !summing.run.may_be_told() {
        return Err(Error::Conflict);
    }
    let before = latest_signed(store::of_run(&tx, period).await?, kind);
    let said = said(&tx, &summing).await?;
    let next_id = || app.db.next_id();
    let (template, narrative) = match &before {
        None => {
            let of = (summing.regime.unit, Some(summing.regime.id));
            (store::template(&tx, of, kind, today).await?, Narrative::begun(said, next_id))
        }
        Some(before) => {
            let copied = store::narrative(&tx, before.id).await?.copied(next_id);
            (before.template.clone(), copied.refreshed(said, next_id))
        }
    };
    drop(tx);
    let subject = Subject::Period(period);
    put(app, signed, (subject, kind), key, before.map(|before| before.id), (template, narrative)).await
}

/// Begins a unit's own plan, from the duties that it was given: by the template of the unit, or of the authority whose plan gave
/// them; where one was signed already, by that one's.
///
/// # Errors
/// [`Error::Conflict`] where one is in hand; [`Error::Invalid`] for `unit` where the plan gave it no duty, where it has ended, or is
/// the one whose plan it is or one above; [`Error::NotFound`] where there is no such plan or unit, or the right does not reach the unit.
pub(crate) async fn begin_plan(
    app: &AppState,
    signed: &Signed,
    (plan, unit): (Uuid, Uuid),
    key: Option<Uuid>,
) -> Result<Uuid> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    if !units::is_within(&tx, unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let duties = super::duties::Duties::load(&tx, plan, unit, today).await?;
    // Whose plan it is gave the duties, to those below; of a unit that has ended they are to be handed over.
    if units::line(&tx, duties.plan.unit).await?.iter().any(|above| above.id == unit) {
        return Err(Error::invalid("unit", "own-plan"));
    }
    if !duties.line.first().is_some_and(|unit| unit.holds_on(today)) {
        return Err(Error::invalid("unit", "unit-ended"));
    }
    if duties.led.is_empty() && duties.helped.is_empty() {
        return Err(Error::invalid("unit", "no-duties"));
    }
    let made = store::of_plans(&tx, plan::all_versions(plan), &[unit]).await?;
    if made.iter().any(|one| one.state != State::Signed) {
        return Err(Error::Conflict);
    }
    let before = latest_signed(made, Kind::Plan);
    let template = match &before {
        Some(before) => before.template.clone(),
        None => {
            let own = store::set_template(&tx, (unit, None), Kind::Plan, today).await?;
            match own {
                Some(own) => own,
                None => store::template(&tx, (duties.plan.unit, None), Kind::Plan, today).await?,
            }
        }
    };
    drop(tx);
    let subject = Subject::Duties { plan, unit };
    let before = before.map(|before| before.id);
    put(app, signed, (subject, Kind::Plan), key, before, (template, Narrative::default())).await
}

fn latest_signed(made: Vec<Consolidation>, kind: Kind) -> Option<Consolidation> {
    made.into_iter().find(|one| one.kind == kind && one.state == State::Signed)
}

async fn put(
    app: &AppState,
    signed: &Signed,
    (subject, kind): (Subject, Kind),
    key: Option<Uuid>,
    replaces: Option<Uuid>,
    (template, narrative): (String, Narrative),
) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    if let Some(known) = repeated(&tx, key).await? {
        return Ok(known);
    }
    let about = about(&tx, subject).await?;
    if !units::is_within(&tx, about.unit(), &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let id = tx.next_id();
    let (state, counted_on, reviewed) = (State::Draft, None, None);
    let new =
        Consolidation { id, subject, kind, replaces, template, state, counted_on, reviewed, revision: 1 };
    // That another is in hand the database tells, as a conflict.
    store::add(&tx, &new, &happened(&tx, signed, Step::Begin, key, None)).await?;
    store::set_narrative(&tx, id, &Narrative::default(), &narrative).await?;
    let event = Event::new("report.begin", format!("consolidation:{id}")).at(about.unit());
    let event = match &about {
        About::Period(period) => event.with("period", period.1.period.to_string())?,
        About::Duties { number, .. } => event.with("number", number)?,
    };
    tx.record(event.with("kind", kind.name())?);
    tx.commit().await?;
    Ok(id)
}

/// What the returns of a period tell, in the order of their units' names.
pub(super) async fn said(tx: &ReadTx, summing: &Summing) -> Result<Vec<material::Said>> {
    let sections = returns::sections(tx, summing.regime.id).await?;
    let said = material::said(tx, summing, &sections).await?;
    let mut named: Vec<_> = said.iter().map(|one| one.unit).collect();
    named.dedup();
    let units = units::among_ids(tx, &named).await?;
    Ok(material::in_order(said, &units))
}
