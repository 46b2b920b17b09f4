//! What reports come to, kept for the pages of indicators: a country's figures are not added up while somebody waits.
//!
//! Of a year it is what its reports say up to the last period that has any, by the indicators' rules over time.

use std::cmp::Reverse;
use std::collections::HashMap;

use base::{Error, Result};
use chrono::TimeDelta;
use reporting::Total;
use uuid::Uuid;

use super::figures::Holders;
use super::gathering::Gathered;
use super::model::{Regime, Run};
use super::store::AskedRun;
use super::{computed, store};
use crate::indicators::{self, Indicator, Kind, Outcome};
use crate::{AppState, units};

/// How often it is looked whether anything happened.
pub(super) const PERIOD: TimeDelta = TimeDelta::minutes(1);
/// What was written down as having happened then may have been committed a little later.
const LATE: TimeDelta = TimeDelta::minutes(1);
/// Years of a regime that are counted in one go, so that other work is not kept waiting; the rest is next.
const AT_ONCE: usize = 20;

/// Counts the years to whose returns something happened since, and those of which something was never counted.
///
/// # Errors
/// The first fault, when all others are counted.
pub(crate) async fn count(app: AppState) -> Result<()> {
    let mut faults = Vec::new();
    for runs in due(&app).await? {
        if let Err(fault) = count_year(&app, &runs).await {
            faults.push(fault);
        }
    }
    faults.into_iter().next().map_or(Ok(()), Err)
}

/// The periods of each year that is to be counted, the last one last.
async fn due(app: &AppState) -> Result<Vec<Vec<AskedRun>>> {
    let tx = app.db.read().await?;
    let counted = indicators::counted(&tx).await?;
    let happened = store::last_events(&tx).await?;
    let mut years: HashMap<(Uuid, i32), Vec<AskedRun>> = HashMap::new();
    for run in store::asked_runs(&tx).await? {
        years.entry((run.regime, run.period.year())).or_default().push(run);
    }
    let is_due = |runs: &Vec<AskedRun>| {
        let Some(last) = runs.last() else { return false };
        counted.get(&last.id).is_none_or(|(there, as_of)| {
            *there < last.measured
                || runs.iter().any(|run| happened.get(&run.id).is_some_and(|at| at > as_of))
        })
    };
    let mut due: Vec<_> = years.into_values().filter(is_due).collect();
    due.sort_by_key(|runs| Reverse(runs.last().map(|run| (run.last_on, run.id))));
    due.truncate(AT_ONCE);
    Ok(due)
}

async fn count_year(app: &AppState, runs: &[AskedRun]) -> Result<()> {
    let as_of = app.db.clock().now() - LATE;
    let ids: Vec<_> = runs.iter().map(|run| run.id).collect();
    let last = *ids.last().ok_or(Error::NotFound)?;
    let (outcomes, revisions) = outcomes(app, last, &ids).await?;
    let measured: Vec<_> = revisions.keys().copied().collect();
    let tx = app.db.housekeeping().await?;
    // Who changed meanwhile how one is counted threw them away: they are counted anew next time.
    if indicators::hold_rules(&tx, &measured).await? == revisions {
        indicators::put_outcomes(&tx, (last, &ids), &outcomes, as_of).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What the periods come to, and the revision of each indicator by which they do.
async fn outcomes(
    app: &AppState,
    last: Uuid,
    of_year: &[Uuid],
) -> Result<(Vec<Outcome>, HashMap<Uuid, i32>)> {
    let tx = app.db.read().await?;
    let (regime, run, _) = store::run(&tx, last).await?;
    let all = store::runs(&tx, &[regime.id]).await?.into_iter().map(|(_, run)| run);
    let runs: Vec<_> = all.filter(|run| of_year.contains(&run.id)).collect();
    let measured = store::measured(&tx, regime.id).await?;
    let mut all = indicators::among(&tx, &measured).await?;
    let revisions = all.values().map(|one| (one.id, one.revision)).collect();
    computed::as_asked(&mut all);
    let figures = store::figures(&tx, &runs, &measured, &all).await?;
    let lineage = units::lineage(&tx).await?;
    drop(tx);
    let gathered = Gathered::default();
    // Of several periods a unit that ended would stand beside the one that came after it.
    let holders = if runs.len() > 1 {
        Holders::Today(&lineage, runs.iter().map(|run| (run.period, run.last_on)).collect(), &gathered)
    } else {
        Holders::Reporting
    };
    let periods = i32::try_from(runs.len()).unwrap_or(i32::MAX);
    let one = |id: &Uuid| {
        let (total, by_unit) = (figures.total(*id, &all, &holders), figures.by_unit(*id, &all, &holders));
        let value = Some(&total).filter(|_| computed::adds_up(id, &all));
        Some(outcome(all.get(id)?, value, by_unit.values(), (&regime, &run, periods)))
    };
    Ok((measured.iter().filter_map(one).collect(), revisions))
}

fn outcome<'a>(
    indicator: &Indicator,
    total: Option<&Total>,
    by_unit: impl Iterator<Item = &'a Total>,
    (regime, run, periods): (&Regime, &Run, i32),
) -> Outcome {
    let total = total.filter(|_| !matches!(indicator.kind, Kind::Scale | Kind::Text));
    let of_one = if indicator.kind.is_percent() { 100.0 } else { 1.0 };
    let (mut said, mut concerned, mut is_estimate) = (0, 0, false);
    for unit in by_unit {
        let ((_, estimates, _), (_, owed)) = (unit.reported(), unit.unreported());
        is_estimate |= estimates > 0;
        concerned += i32::from(unit.is_reported() || owed > 0);
        said += i32::from(unit.is_reported() && owed == 0);
    }
    Outcome {
        indicator: indicator.id,
        run: run.id,
        unit: regime.unit,
        year: run.period.year(),
        last_on: run.last_on,
        periods,
        value: total.and_then(Total::approximately).map(|value| value * of_one),
        is_estimate,
        said,
        concerned,
    }
}
