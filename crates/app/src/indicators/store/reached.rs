//! What was reported and typed at some units, whatever it measures.

use base::Result;
use chrono::{DateTime, NaiveDate, Utc};
use db::sea_orm::sea_query::{Expr, Query, UnionType};
use db::sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::rows::{indicator, outcome, target, value};
use crate::indicators::glance::By;
use crate::indicators::model::{Indicator, Reported};
use crate::indicators::order::by_plan;
use crate::indicators::outcome::Outcome;

/// Most indicators that one page draws.
const MOST: u64 = 500;

/// The indicators of some units, and those of which something was reported or typed there; in the order of plans.
pub(crate) async fn at_units(connection: &impl ConnectionTrait, units: &[Uuid]) -> Result<Vec<Indicator>> {
    let units = || units.iter().copied();
    let told = Query::select()
        .column(outcome::Column::IndicatorId)
        .from(outcome::Entity)
        .and_where(outcome::Column::UnitId.is_in(units()))
        .to_owned();
    let typed = Query::select()
        .column(value::Column::IndicatorId)
        .from(value::Entity)
        .and_where(value::Column::UnitId.is_in(units()))
        .to_owned();
    let wanted = Condition::any()
        .add(indicator::Column::UnitId.is_in(units()))
        .add(indicator::Column::Id.in_subquery(told))
        .add(indicator::Column::Id.in_subquery(typed));
    let ids =
        indicator::Entity::find().select_only().column(indicator::Column::Id).filter(wanted).limit(MOST);
    // MySQL alone would mind a limit there.
    let found = indicator::Entity::find()
        .filter(indicator::Column::Id.in_subquery(ids.into_query()))
        .find_with_related(target::Entity)
        .all(connection)
        .await;
    let found = found.map_err(db::error)?.into_iter().map(Indicator::try_from);
    Ok(by_plan(found.collect::<Result<_>>()?))
}

/// All that was reported to some units, and typed for them. One statement.
pub(crate) async fn reached(
    connection: &impl ConnectionTrait,
    units: &[Uuid],
) -> Result<(By<Outcome>, By<Reported>)> {
    let units = || units.iter().copied();
    let mut rows = outcome::Entity::find()
        .select_only()
        .columns([
            outcome::Column::PeriodId,
            outcome::Column::IndicatorId,
            outcome::Column::UnitId,
            outcome::Column::Year,
            outcome::Column::LastOn,
            outcome::Column::Periods,
            outcome::Column::Value,
            outcome::Column::IsEstimate,
            outcome::Column::Said,
            outcome::Column::Concerned,
            outcome::Column::AsOf,
        ])
        .filter(outcome::Column::UnitId.is_in(units()))
        .into_query();
    let typed = Query::select()
        .expr(Expr::cust("NULL"))
        .columns([value::Column::IndicatorId, value::Column::UnitId, value::Column::Year])
        .expr(Expr::cust("NULL"))
        .columns([value::Column::Number, value::Column::Value])
        .exprs(["FALSE", "0", "0"].map(Expr::cust))
        .column(value::Column::RecordedAt)
        .from(value::Entity)
        .and_where(value::Column::UnitId.is_in(units()))
        .to_owned();
    rows.union(UnionType::All, typed);
    type Row =
        (Option<Uuid>, Uuid, Uuid, i32, Option<NaiveDate>, i32, Option<f64>, bool, i32, i32, DateTime<Utc>);
    let (mut told, mut typed) = (By::<Outcome>::new(), By::<Reported>::new());
    for row in connection.query_all(&rows).await.map_err(db::error)? {
        let row: Row = row.try_get_many_by_index().map_err(db::error)?;
        let (run, indicator, unit, year, last_on, number, value, is_estimate, said, concerned, at) = row;
        let Some((run, last_on)) = run.zip(last_on) else {
            let nobody = Uuid::nil();
            let one = Reported { id: nobody, unit, year, number, value, note: None, person: nobody, at };
            typed.entry((indicator, unit)).or_default().push(one);
            continue;
        };
        let periods = number;
        let one =
            Outcome { indicator, run, unit, year, last_on, periods, value, is_estimate, said, concerned };
        told.entry((indicator, unit)).or_default().push(one);
    }
    for all in told.values_mut() {
        all.sort_by_key(|one| (one.last_on, one.run));
    }
    Ok((told, typed))
}
