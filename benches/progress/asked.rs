//! What is reported to the country and shown to everybody. Rows are written straight into the database, without audit events:
//! nobody did them.

use std::sync::Arc;

use anyhow::{Context, Result};
use base::{SystemClock, SystemIds};
use chrono::{Datelike, NaiveDate};
use db::sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use db::sea_orm::{ConnectionTrait, Statement};
use db::{Db, WriteTx};
use uuid::Uuid;

use crate::following::tasks::Dice;
use crate::following::world::{Rows, World, day, morning, settle};
use crate::rollup::cells::{RETURN, add_indicators, add_regime};

/// Indicators that everybody sees.
const PUBLISHED: usize = 20;
/// Years before this one of which there are figures.
const YEARS: i32 = 3;

/// Adds it to a world.
pub(super) fn fill(world: &World, today: NaiveDate) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let settings = world.settings();
        let clock = Arc::new(SystemClock);
        let db = Db::connect(&settings, clock.clone(), Arc::new(SystemIds::new(clock)))?;
        let tx = db.housekeeping().await?;
        let top = world.facts.top;
        let person = any(&tx, "SELECT id FROM people ORDER BY id").await?;
        let indicators = add_indicators(&tx, top).await?;
        let (_, periods) = add_regime(&tx, top, &indicators).await?;
        open(&tx, &periods).await?;
        let period = *periods.first().context("no period")?;
        add_returns(&tx, period, &world.facts.communes, today).await?;
        add_figures(&tx, top, period, &indicators, (person, today)).await?;
        publish(&tx, top, &indicators, (world.facts.plan, person)).await?;
        tx.commit().await?;
        db.close().await?;
        settle(&settings).await
    })
}

async fn any(tx: &WriteTx, sql: &str) -> Result<Uuid> {
    let row = tx.query_one_raw(Statement::from_string(tx.get_database_backend(), sql)).await?;
    Ok(row.context("nobody is there")?.try_get("", "id")?)
}

/// The first of some periods is open, the others are still to come.
async fn open(tx: &WriteTx, periods: &[Uuid]) -> Result<()> {
    for (number, period) in periods.iter().enumerate() {
        let mut state = Query::update();
        state
            .table(Alias::new("report_periods"))
            .value(Alias::new("state"), if number == 0 { "open" } else { "coming" })
            .and_where(Expr::col(Alias::new("id")).eq(*period));
        tx.execute(&state).await?;
    }
    Ok(())
}

async fn add_returns(tx: &WriteTx, period: Uuid, communes: &[Uuid], today: NaiveDate) -> Result<()> {
    let columns: Vec<_> = RETURN.into_iter().chain(["submitted_on"]).collect();
    let mut returns = Rows::new("returns", &columns);
    let mut dice = Dice(20_261_201);
    for commune in communes {
        let state = match dice.below(10) {
            0..3 => "draft",
            3..5 => "submitted",
            _ => "accepted",
        };
        // Of those that are not sent some are late.
        let due = day(today, 20 - i64::try_from(dice.below(25))?);
        let sent = (state != "draft").then(|| day(today, -i64::try_from(dice.below(28)).unwrap_or_default()));
        returns.add(vec![
            tx.next_id().into(),
            period.into(),
            (*commune).into(),
            state.into(),
            due.into(),
            due.into(),
            false.into(),
            2.into(),
            morning(today).into(),
            sent.into(),
        ]);
    }
    returns.finish(tx).await
}

/// Targets, what the period says of each indicator, and what was typed for the years before.
async fn add_figures(
    tx: &WriteTx,
    top: Uuid,
    period: Uuid,
    indicators: &[Uuid],
    (person, today): (Uuid, NaiveDate),
) -> Result<()> {
    let mut targets = Rows::new("targets", &["id", "indicator_id", "year", "low"]);
    let mut outcomes = Rows::new("indicator_outcomes", &OUTCOME);
    let mut values = Rows::new("indicator_values", &VALUE);
    let mut dice = Dice(20_261_202);
    let last_on = NaiveDate::from_ymd_opt(today.year(), 12, 31).context("a day")?;
    for indicator in indicators {
        let wanted = 40.0 + dice.below(60) as f64;
        let mut figure = || dice.below(1_000) as f64 / 10.0;
        targets.add(vec![tx.next_id().into(), (*indicator).into(), (today.year() + 4).into(), wanted.into()]);
        outcomes.add(vec![
            period.into(),
            (*indicator).into(),
            top.into(),
            today.year().into(),
            last_on.into(),
            1.into(),
            figure().into(),
            false.into(),
            2_325.into(),
            3_321.into(),
            tx.now().into(),
        ]);
        for year in today.year() - YEARS..today.year() {
            values.add(vec![
                tx.next_id().into(),
                (*indicator).into(),
                top.into(),
                year.into(),
                1.into(),
                figure().into(),
                person.into(),
                morning(today).into(),
            ]);
        }
    }
    targets.finish(tx).await?;
    outcomes.finish(tx).await?;
    values.finish(tx).await
}

const OUTCOME: [&str; 11] = [
    "period_id",
    "indicator_id",
    "unit_id",
    "year",
    "last_on",
    "periods",
    "value",
    "is_estimate",
    "said",
    "concerned",
    "as_of",
];
const VALUE: [&str; 8] =
    ["id", "indicator_id", "unit_id", "year", "number", "value", "person_id", "recorded_at"];

async fn publish(tx: &WriteTx, top: Uuid, indicators: &[Uuid], (plan, person): (Uuid, Uuid)) -> Result<()> {
    let columns = ["id", "unit_id", "indicator_id", "plan_id", "person_id", "recorded_at"];
    let mut ticks = Rows::new("published_progress", &columns);
    let shown = indicators.iter().take(PUBLISHED).map(|indicator| (Some(*indicator), None));
    for (indicator, plan) in shown.chain([(None, Some(plan))]) {
        let row = vec![
            tx.next_id().into(),
            top.into(),
            indicator.into(),
            plan.into(),
            person.into(),
            tx.now().into(),
        ];
        ticks.add(row);
    }
    ticks.finish(tx).await
}
