//! After a reform: the open work of units that have ended goes to others.

use std::collections::HashMap;

use base::{Error, Result};
use db::{Event, WriteTx};
use uuid::Uuid;

use super::actions::{act_in, event, may_lead, person};
use super::forms::{HandOvers, NewAct};
use super::model::Act;
use super::store::{self, Happened};
use crate::AppState;
use crate::access::{Right, Scope, Signed};
use crate::units;

/// Hands the open work of units that have ended over, what they lead and what they help with, all or none; gives back how
/// many tasks are led by others now.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach a unit, [`Error::Invalid`] for `to` where a unit has not ended or the
/// other one does not hold.
pub(crate) async fn hand_over_all(app: &AppState, signed: &Signed, new: HandOvers) -> Result<usize> {
    let tx = app.db.write(signed.actor()).await?;
    let scope = signed.scope(Right::RunTasks);
    let to: HashMap<_, _> = new.units.iter().copied().collect();
    for (from, to) in &to {
        if !units::is_within(&tx, *from, &scope).await? {
            return Err(Error::NotFound);
        }
        if units::find(&tx, *from).await?.holds_on(web::format::day_of(tx.now())) {
            return Err(Error::invalid("to", "unit-holds"));
        }
        may_lead(&tx, &scope, *to).await?;
    }
    let ended: Vec<_> = to.keys().copied().collect();
    let led = store::open_of(&tx, &scope, &ended, None).await?;
    for task in &led {
        let act = Act::HandOver { to: to[&task.lead], reason: new.reason.clone() };
        act_in(&tx, signed, task, &NewAct::alone(act)).await?;
    }
    // As it stands now, with the new leads.
    let helped = store::helped_by(&tx, &scope, &ended).await?;
    for (id, from) in &helped {
        hand_over_help(&tx, &scope, *id, (*from, to[from]), &new.reason).await?;
    }
    let series = hand_over_series(&tx, &scope, &to, &new.reason).await?;
    if led.is_empty() && helped.is_empty() && series == 0 {
        return Ok(0);
    }
    tx.commit().await?;
    Ok(led.len())
}

/// Another unit helps with a task from now on.
async fn hand_over_help(
    tx: &WriteTx,
    scope: &Scope,
    task: Uuid,
    (from, to): (Uuid, Uuid),
    reason: &str,
) -> Result<()> {
    let task = store::find(tx, task, scope).await?;
    store::hand_over_help(tx, &task, from, to).await?;
    let happened = Happened {
        id: tx.next_id(),
        kind: "hand-over-help".to_owned(),
        person: person(tx),
        words: Some(reason.to_owned()),
        units: Some((from, to)),
        at: tx.now(),
        ..Happened::default()
    };
    store::add_event(tx, task.id, &happened).await?;
    tx.record(event("task.hand-over-help", &task).with("from", from)?.with("to", to)?);
    Ok(())
}

/// The runs to come as well; gives back of how many series.
async fn hand_over_series(
    tx: &WriteTx,
    scope: &Scope,
    to: &HashMap<Uuid, Uuid>,
    reason: &str,
) -> Result<usize> {
    let mut count = 0;
    for mut series in store::series_to_come(tx, scope, web::format::day_of(tx.now())).await? {
        let before = (series.lead, series.helping.clone());
        series.lead = to.get(&series.lead).copied().unwrap_or(series.lead);
        let mut helping = Vec::new();
        for unit in &before.1 {
            let unit = to.get(unit).copied().unwrap_or(*unit);
            if unit != series.lead && !helping.contains(&unit) {
                helping.push(unit);
            }
        }
        series.helping = helping;
        if (series.lead, &series.helping) == (before.0, &before.1) {
            continue;
        }
        store::hand_over_series(tx, &series).await?;
        let event = Event::new("task.series-hand-over", format!("series:{}", series.id));
        let event = event.with("to", series.lead)?.with("words", reason)?;
        // In the audit of both.
        tx.record(event.clone().at(before.0));
        if series.lead != before.0 {
            tx.record(event.at(series.lead));
        }
        count += 1;
    }
    Ok(count)
}
