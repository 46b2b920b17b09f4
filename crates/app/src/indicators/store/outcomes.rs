//! The table `indicator_outcomes`.

use std::collections::{HashMap, HashSet};

use base::Result;
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{LockType, Query};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::rows::{indicator, outcome};
use crate::indicators::outcome::Outcome;

/// Most outcomes that a page of an indicator shows.
const MOST: u64 = 200;

/// Those of an indicator, the last first.
pub(crate) async fn outcomes(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Outcome>> {
    let rows = outcome::Entity::find()
        .filter(outcome::Column::IndicatorId.eq(id))
        .order_by_desc(outcome::Column::LastOn)
        .order_by_asc(outcome::Column::PeriodId)
        .limit(MOST)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(Outcome::from).collect())
}

/// Of several indicators what was reported to some units.
pub(crate) async fn outcomes_of(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    units: &HashSet<Uuid>,
) -> Result<HashMap<Uuid, Vec<Outcome>>> {
    let mut all: HashMap<Uuid, Vec<Outcome>> = HashMap::new();
    if units.is_empty() {
        return Ok(all);
    }
    let rows = outcome::Entity::find()
        .filter(outcome::Column::IndicatorId.is_in(ids.iter().copied()))
        .filter(outcome::Column::UnitId.is_in(units.iter().copied()))
        .all(connection)
        .await;
    for row in rows.map_err(db::error)? {
        all.entry(row.indicator_id).or_default().push(row.into());
    }
    Ok(all)
}

/// Of how many indicators each period has its outcome, and up to when what happened is in all of them.
pub(crate) async fn counted(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<Uuid, (i64, DateTime<Utc>)>> {
    let found = outcome::Entity::find()
        .select_only()
        .column(outcome::Column::PeriodId)
        .column_as(outcome::Column::IndicatorId.count(), "count")
        .column_as(outcome::Column::AsOf.min(), "as_of")
        .group_by(outcome::Column::PeriodId)
        .into_tuple::<(Uuid, i64, DateTime<Utc>)>();
    let rows = found.all(connection).await.map_err(db::error)?;
    Ok(rows.into_iter().map(|(run, count, as_of)| (run, (count, as_of))).collect())
}

/// Writes down those of a period, in the place of what was there of the periods of its year.
pub(crate) async fn put_outcomes(
    tx: &WriteTx,
    (run, of_year): (Uuid, &[Uuid]),
    outcomes: &[Outcome],
    as_of: DateTime<Utc>,
) -> Result<()> {
    outcome::Entity::delete_many()
        .filter(outcome::Column::PeriodId.is_in(of_year.iter().copied()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    let rows = outcomes.iter().map(|one| outcome::ActiveModel {
        period_id: Set(run),
        indicator_id: Set(one.indicator),
        unit_id: Set(one.unit),
        year: Set(one.year),
        last_on: Set(one.last_on),
        periods: Set(one.periods),
        value: Set(one.value),
        is_estimate: Set(one.is_estimate),
        said: Set(one.said),
        concerned: Set(one.concerned),
        as_of: Set(as_of),
    });
    if rows.len() > 0 {
        outcome::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    }
    Ok(())
}

/// The revisions of indicators, which nobody counts otherwise until the transaction ends.
pub(crate) async fn hold_rules(tx: &WriteTx, ids: &[Uuid]) -> Result<HashMap<Uuid, i32>> {
    let found = indicator::Entity::find()
        .select_only()
        .columns([indicator::Column::Id, indicator::Column::Revision])
        .filter(indicator::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(indicator::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple();
    Ok(found.all(tx).await.map_err(db::error)?.into_iter().collect())
}

/// Forgets those of an authority's indicators, one of which is counted otherwise now, and others may be worked out of it.
pub(crate) async fn forget_outcomes(tx: &WriteTx, unit: Uuid) -> Result<()> {
    let of_unit = Query::select()
        .column(indicator::Column::Id)
        .from(indicator::Entity)
        .and_where(indicator::Column::UnitId.eq(unit))
        .to_owned();
    outcome::Entity::delete_many()
        .filter(outcome::Column::IndicatorId.in_subquery(of_unit))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

impl From<outcome::Model> for Outcome {
    fn from(row: outcome::Model) -> Self {
        Self {
            indicator: row.indicator_id,
            run: row.period_id,
            unit: row.unit_id,
            year: row.year,
            last_on: row.last_on,
            periods: row.periods,
            value: row.value,
            is_estimate: row.is_estimate,
            said: row.said,
            concerned: row.concerned,
        }
    }
}
