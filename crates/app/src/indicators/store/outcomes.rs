//! The table `indicator_outcomes`.

use std::collections::HashMap;

use base::Result;
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::Query;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::rows::{indicator, outcome};
use crate::indicators::outcome::Outcome;

/// Of several indicators, those of the last days first.
pub(crate) async fn outcomes_of(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Outcome>>> {
    let rows = outcome::Entity::find()
        .filter(outcome::Column::IndicatorId.is_in(ids.iter().copied()))
        .order_by_desc(outcome::Column::LastOn)
        .order_by_asc(outcome::Column::PeriodId)
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut all: HashMap<Uuid, Vec<Outcome>> = HashMap::new();
    for row in rows {
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

/// Writes down those of a period, in the place of what was there.
pub(crate) async fn put_outcomes(
    tx: &WriteTx,
    run: Uuid,
    outcomes: &[Outcome],
    as_of: DateTime<Utc>,
) -> Result<()> {
    outcome::Entity::delete_many()
        .filter(outcome::Column::PeriodId.eq(run))
        .exec(tx)
        .await
        .map_err(db::error)?;
    let rows = outcomes.iter().map(|one| outcome::ActiveModel {
        period_id: Set(run),
        indicator_id: Set(one.indicator),
        unit_id: Set(one.unit),
        year: Set(one.year),
        last_on: Set(one.last_on),
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
            value: row.value,
            is_estimate: row.is_estimate,
            said: row.said,
            concerned: row.concerned,
        }
    }
}
