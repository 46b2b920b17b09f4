//! What the reports of a period come to, kept for the pages of indicators: a country's figures are not added up while somebody waits.

use base::Result;
use chrono::TimeDelta;
use reporting::{Total, WHOLE};
use uuid::Uuid;

use super::figures::Holders;
use super::model::{Regime, Run};
use super::{computed, store};
use crate::indicators::{self, Indicator, Kind, Outcome};
use crate::{AppState, returns};

/// How often it is looked whether anything was sent.
pub(super) const PERIOD: TimeDelta = TimeDelta::minutes(1);
/// What was written down as having happened then may have been committed a little later.
const LATE: TimeDelta = TimeDelta::minutes(1);
/// Events that are looked at; what is older was counted long ago.
const BACK: TimeDelta = TimeDelta::days(7);

/// Counts the periods of which something was sent, given back or withdrawn since, and those of which something was never counted.
pub(crate) async fn count(app: AppState) -> Result<()> {
    let now = app.db.clock().now();
    let due = {
        let tx = app.db.read().await?;
        let counted = indicators::counted(&tx).await?;
        let last = store::last_events(&tx, now - BACK).await?;
        let asks = store::measured_in_runs(&tx).await?.into_iter();
        let is_due = |(run, count): &(Uuid, i64)| {
            counted
                .get(run)
                .is_none_or(|(there, as_of)| there < count || last.get(run).is_some_and(|at| at > as_of))
        };
        asks.filter(is_due).map(|(run, _)| run).collect::<Vec<_>>()
    };
    for run in due {
        let as_of = app.db.clock().now() - LATE;
        let outcomes = of_run(&app, run).await?;
        let tx = app.db.housekeeping().await?;
        indicators::put_outcomes(&tx, run, &outcomes, as_of).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn of_run(app: &AppState, id: Uuid) -> Result<Vec<Outcome>> {
    let tx = app.db.read().await?;
    let (regime, run, _) = store::run(&tx, id).await?;
    let measured = store::measured(&tx, regime.id).await?;
    let mut all = indicators::among(&tx, &measured).await?;
    computed::as_asked(&mut all);
    let figures = returns::store::figures(&tx, std::slice::from_ref(&run), &measured, &all).await?;
    drop(tx);
    let one = |id: &Uuid| {
        let total = figures.total(*id, &all, &Holders::Reporting);
        let adds_up = computed::adds_up(id, &all);
        Some(outcome(all.get(id)?, &total, adds_up, (&regime, &run)))
    };
    Ok(measured.iter().filter_map(one).collect())
}

fn outcome(indicator: &Indicator, total: &Total, adds_up: bool, (regime, run): (&Regime, &Run)) -> Outcome {
    let is_number = adds_up && !matches!(indicator.kind, Kind::Scale | Kind::Text);
    let of_one = if indicator.kind.is_percent() { 100.0 } else { 1.0 };
    let cells = |millionths: u64| i32::try_from(millionths / u64::from(WHOLE)).unwrap_or(i32::MAX);
    let ((values, estimates, _), (_, owed)) = (total.reported(), total.unreported());
    Outcome {
        indicator: indicator.id,
        run: run.id,
        unit: regime.unit,
        year: run.period.year(),
        last_on: run.last_on,
        value: total.approximately().filter(|_| is_number).map(|value| value * of_one),
        is_estimate: estimates > 0,
        said: cells(values + estimates),
        concerned: cells(values + estimates + owed),
    }
}
