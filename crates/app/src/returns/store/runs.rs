//! Periods of regimes.

use std::collections::HashMap;

use base::{Error, Result};
use db::sea_orm::sea_query::{Query, SelectStatement};
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use reporting::Period;
use uuid::Uuid;

use super::rows::{period, period_event, regime};
use crate::access::Scope;
use crate::returns::model::{Happened, Regime, Run};
use crate::units;

/// A period with its regime, and all that happened to it, the first first.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn run(connection: &impl ConnectionTrait, id: Uuid) -> Result<(Regime, Run, Vec<Happened>)> {
    let rows = period::Entity::find_by_id(id)
        .find_also_related(regime::Entity)
        .find_also(period::Entity, period_event::Entity)
        .order_by_asc(period_event::Column::Number)
        .all(connection)
        .await
        .map_err(db::error)?;
    let events = rows.iter().filter_map(|(_, _, event)| event.clone()).map(Happened::from).collect();
    let Some((period, Some(regime), _)) = rows.into_iter().next() else { return Err(Error::NotFound) };
    Ok((regime.try_into()?, period.try_into()?, events))
}

/// The periods of some regimes, those due first first, with the regime of each.
pub(crate) async fn runs(connection: &impl ConnectionTrait, regimes: &[Uuid]) -> Result<Vec<(Uuid, Run)>> {
    let rows = period::Entity::find()
        .filter(period::Column::RegimeId.is_in(regimes.iter().copied()))
        .order_by_asc(period::Column::DueOn)
        .order_by_asc(period::Column::Name)
        .all(connection)
        .await;
    in_order(rows.map_err(db::error)?)
}

/// The units to which is reported for some periods, and which these are.
pub(crate) async fn periods_among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (Uuid, Period)>> {
    let rows = period::Entity::find()
        .find_also_related(regime::Entity)
        .filter(period::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
        .map_err(db::error)?;
    let of = |(row, regime): (period::Model, Option<regime::Model>)| {
        let unit = regime.ok_or(Error::NotFound)?.unit_id;
        let run = Run::try_from(row)?;
        Ok((run.id, (unit, run.period)))
    };
    rows.into_iter().map(of).collect()
}

/// The ids of the periods for which is reported to units within the scope, for the conditions of others; none where all are.
pub(crate) fn periods_within(scope: &Scope) -> Option<SelectStatement> {
    let units = units::within(scope)?;
    let regimes = Query::select()
        .column(regime::Column::Id)
        .from(regime::Entity)
        .and_where(regime::Column::UnitId.in_subquery(units))
        .to_owned();
    let periods = Query::select()
        .column(period::Column::Id)
        .from(period::Entity)
        .and_where(period::Column::RegimeId.in_subquery(regimes))
        .to_owned();
    Some(periods)
}

/// A regime with all its periods, by one of them.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn regime_of(connection: &impl ConnectionTrait, run: Uuid) -> Result<(Regime, Vec<Run>)> {
    let its = Query::select()
        .column(period::Column::RegimeId)
        .from(period::Entity)
        .and_where(period::Column::Id.eq(run))
        .to_owned();
    let rows = period::Entity::find()
        .filter(period::Column::RegimeId.in_subquery(its))
        .find_also_related(regime::Entity)
        .all(connection)
        .await
        .map_err(db::error)?;
    let regime = rows.iter().find_map(|(_, regime)| regime.clone()).ok_or(Error::NotFound)?;
    let runs = rows.into_iter().map(|(row, _)| Run::try_from(row)).collect::<Result<_>>()?;
    Ok((regime.try_into()?, runs))
}

/// The periods of a name, each with its regime, the latest regime first.
pub(crate) async fn runs_named(connection: &impl ConnectionTrait, name: &str) -> Result<Vec<(Regime, Run)>> {
    let rows = period::Entity::find()
        .filter(period::Column::Name.eq(name))
        .order_by_desc(period::Column::RegimeId)
        .find_also_related(regime::Entity)
        .all(connection)
        .await
        .map_err(db::error)?;
    let both = |(period, regime): (period::Model, Option<regime::Model>)| {
        Ok((regime.ok_or(Error::NotFound)?.try_into()?, period.try_into()?))
    };
    rows.into_iter().map(both).collect()
}

/// Periods by the last day, each with its regime.
pub(super) fn in_order(rows: Vec<period::Model>) -> Result<Vec<(Uuid, Run)>> {
    let runs = rows.into_iter().map(|row| Ok((row.regime_id, Run::try_from(row)?)));
    let mut runs = runs.collect::<Result<Vec<_>>>()?;
    // What is gathered comes after what it is gathered from.
    runs.sort_by_key(|(_, run)| (run.due_on, run.is_review()));
    Ok(runs)
}
