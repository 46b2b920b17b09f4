//! The verbs.

use base::{Error, Result};
use db::Event;
use uuid::Uuid;

use super::forms::Ticks;
use super::loading::offered;
use super::model::{Shown, changes};
use super::store;
use crate::AppState;
use crate::access::{Right, Signed};
use crate::units;

/// Shows everybody some indicators of a unit, and how the tasks of a plan stand.
///
/// # Errors
/// As [`publish`].
pub(crate) async fn publish_all(
    app: &AppState,
    signed: &Signed,
    unit: Uuid,
    indicators: &[Uuid],
    plan: Uuid,
) -> Result<()> {
    let indicators = indicators.iter().copied().map(Shown::Indicator);
    let ticked = indicators.chain([Shown::Plan(plan)]).collect();
    publish(app, signed, unit, Ticks { ticked, ..Ticks::default() }).await
}

/// Shows everybody what is ticked of a unit, and nothing else of what the form was about.
///
/// # Errors
/// [`Error::NotFound`] for a unit outside of the person's rights, [`Error::Invalid`] for what is not the unit's to show,
/// [`Error::Conflict`] where somebody ticked the same at the same time.
pub(crate) async fn publish(app: &AppState, signed: &Signed, unit: Uuid, ticks: Ticks) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if !units::is_within(&tx, unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let now = store::hold(&tx, unit).await?;
    let [show, hide] = changes(&now, &ticks.before, &ticks.ticked);
    if !show.is_empty() {
        let offered = offered(&tx, unit).await?;
        if !show.iter().all(|one| offered.holds(*one)) {
            return Err(Error::invalid("shown", "choose"));
        }
    }
    for one in show {
        store::show(&tx, unit, one, signed.person()).await?;
        tx.record(match one {
            Shown::Indicator(id) => Event::new("indicator.publish", format!("indicator:{id}")).at(unit),
            Shown::Plan(id) => Event::new("plan.publish", format!("plan:{id}")).at(unit),
        });
    }
    for one in hide {
        store::hide(&tx, unit, one).await?;
        tx.record(match one {
            Shown::Indicator(id) => Event::new("indicator.hide", format!("indicator:{id}")).at(unit),
            Shown::Plan(id) => Event::new("plan.hide", format!("plan:{id}")).at(unit),
        });
    }
    tx.commit().await
}
