//! The tables `indicators`, `targets` and `indicator_values`: the only place with their queries.

mod outcomes;
mod reached;
mod read;
mod rows;

use std::collections::HashMap;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{ExprTrait, LockType, SelectStatement};
use db::sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::model::{Indicator, Reported};
use super::order::{as_planned, by_plan};
pub(crate) use outcomes::{counted, forget_outcomes, hold_rules, outcomes, outcomes_of, put_outcomes};
pub(crate) use reached::{at_units, reached};
use rows::{indicator, target, value};

/// Most indicators that one list shows.
const MOST: u64 = 500;

/// An indicator with its targets.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Indicator> {
    let found = indicator::Entity::find_by_id(id).find_with_related(target::Entity).all(connection).await;
    found.map_err(db::error)?.into_iter().next().ok_or(Error::NotFound)?.try_into()
}

/// All indicators, the latest ones where there are very many; those of the latest plan first, each plan's in order.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Indicator>> {
    let rows = indicator::Entity::find()
        .order_by_desc(indicator::Column::RecordedAt)
        .order_by_asc(indicator::Column::Id)
        .limit(MOST)
        .all(connection)
        .await;
    let rows = rows.map_err(db::error)?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let targets = target::Entity::find().filter(target::Column::IndicatorId.is_in(ids)).all(connection).await;
    let mut by_indicator: HashMap<Uuid, Vec<target::Model>> = HashMap::new();
    for row in targets.map_err(db::error)? {
        by_indicator.entry(row.indicator_id).or_default().push(row);
    }
    let whole = |row: indicator::Model| {
        let targets = by_indicator.remove(&row.id).unwrap_or_default();
        Indicator::try_from((row, targets))
    };
    Ok(by_plan(rows.into_iter().map(whole).collect::<Result<_>>()?))
}

/// The names of those of the ids that are indicators.
pub(crate) async fn titles(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let found = indicator::Entity::find()
        .select_only()
        .columns([indicator::Column::Id, indicator::Column::Name])
        .filter(indicator::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String)> = found.into_tuple().all(connection).await.map_err(db::error)?;
    Ok(rows.into_iter().collect())
}

/// Those of the ids that are indicators, with their targets, by id.
pub(crate) async fn among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Indicator>> {
    let found = indicator::Entity::find()
        .filter(indicator::Column::Id.is_in(ids.iter().copied()))
        .find_with_related(target::Entity)
        .all(connection)
        .await;
    by_id(found.map_err(db::error)?)
}

fn by_id(rows: Vec<(indicator::Model, Vec<target::Model>)>) -> Result<HashMap<Uuid, Indicator>> {
    rows.into_iter().map(|row| Indicator::try_from(row).map(|one| (one.id, one))).collect()
}

/// All of a unit, by id.
pub(crate) async fn of_unit(
    connection: &impl ConnectionTrait,
    unit: Uuid,
) -> Result<HashMap<Uuid, Indicator>> {
    let found = indicator::Entity::find()
        .filter(indicator::Column::UnitId.eq(unit))
        .find_with_related(target::Entity)
        .all(connection)
        .await;
    by_id(found.map_err(db::error)?)
}

/// The same, kept from whoever else would say of what one of them is worked out.
pub(crate) async fn hold_of_unit(tx: &WriteTx, unit: Uuid) -> Result<HashMap<Uuid, Indicator>> {
    let ids = indicator::Entity::find()
        .select_only()
        .column(indicator::Column::Id)
        .filter(indicator::Column::UnitId.eq(unit))
        .order_by_asc(indicator::Column::Id)
        // Cells that name one of them can be kept meanwhile.
        .lock(LockType::NoKeyUpdate);
    ids.into_tuple::<Uuid>().all(tx).await.map_err(db::error)?;
    of_unit(tx, unit).await
}

/// What can be asked for: what plans set, their ids the answer to a question, in the order of clauses, and what units have of
/// their own; each before its parts.
pub(crate) async fn offered(
    connection: &impl ConnectionTrait,
    plans: Option<SelectStatement>,
    units: &[Uuid],
) -> Result<Vec<Indicator>> {
    let of_units = indicator::Column::UnitId.is_in(units.iter().copied());
    let own = of_units.and(indicator::Column::PlanId.is_null());
    let either = match plans {
        Some(plans) => own.or(indicator::Column::PlanId.in_subquery(plans)),
        None => own,
    };
    let found =
        indicator::Entity::find().filter(either).find_with_related(target::Entity).all(connection).await;
    let found = found.map_err(db::error)?.into_iter().map(Indicator::try_from);
    Ok(as_planned(found.collect::<Result<_>>()?))
}

/// Those set by one of the clauses.
pub(crate) async fn of_clauses(
    connection: &impl ConnectionTrait,
    clauses: &[Uuid],
) -> Result<Vec<Indicator>> {
    let found = indicator::Entity::find()
        .filter(indicator::Column::ClauseId.is_in(clauses.iter().copied()))
        .order_by_asc(indicator::Column::RecordedAt)
        .find_with_related(target::Entity)
        .all(connection)
        .await;
    found.map_err(db::error)?.into_iter().map(Indicator::try_from).collect()
}

/// All values of an indicator that were ever typed in, the last first.
pub(crate) async fn values(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Reported>> {
    let rows = value::Entity::find()
        .filter(value::Column::IndicatorId.eq(id))
        .order_by_desc(value::Column::Year)
        .order_by_asc(value::Column::UnitId)
        .order_by_desc(value::Column::Number)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(Reported::from).collect())
}

/// All values of several indicators.
pub(crate) async fn values_of(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Reported>>> {
    let rows = value::Entity::find()
        .filter(value::Column::IndicatorId.is_in(ids.iter().copied()))
        .all(connection)
        .await;
    let mut values: HashMap<Uuid, Vec<Reported>> = HashMap::new();
    for row in rows.map_err(db::error)? {
        values.entry(row.indicator_id).or_default().push(row.into());
    }
    Ok(values)
}

/// Adds an indicator with its targets.
pub(crate) async fn add(tx: &WriteTx, new: &Indicator) -> Result<()> {
    let row = read::row(new, tx.now());
    indicator::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    let mut rows = Vec::new();
    for one in &new.targets {
        rows.push(target::ActiveModel {
            id: Set(tx.next_id()),
            indicator_id: Set(new.id),
            year: Set(one.year),
            low: Set(one.low),
            high: Set(one.high),
        });
    }
    if !rows.is_empty() {
        target::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    }
    Ok(())
}

/// Changes an indicator; its targets and its origin stay.
///
/// # Errors
/// [`Error::Conflict`] where somebody did so meanwhile.
pub(crate) async fn change(tx: &WriteTx, before: &Indicator, after: &Indicator) -> Result<()> {
    let row = indicator::ActiveModel {
        id: NotSet,
        recorded_at: NotSet,
        revision: Set(before.revision + 1),
        ..read::row(after, tx.now())
    };
    let written = indicator::Entity::update_many()
        .set(row)
        .filter(indicator::Column::Id.eq(before.id))
        .filter(indicator::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Adds a value.
///
/// # Errors
/// [`Error::Conflict`] where somebody added the same number of the cell meanwhile.
pub(crate) async fn add_value(tx: &WriteTx, indicator: Uuid, new: &Reported) -> Result<()> {
    let row = value::ActiveModel {
        id: Set(new.id),
        indicator_id: Set(indicator),
        unit_id: Set(new.unit),
        year: Set(new.year),
        number: Set(new.number),
        value: Set(new.value),
        note: Set(new.note.clone()),
        person_id: Set(new.person),
        recorded_at: Set(new.at),
    };
    value::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

impl From<value::Model> for Reported {
    fn from(row: value::Model) -> Self {
        Self {
            id: row.id,
            unit: row.unit_id,
            year: row.year,
            number: row.number,
            value: row.value,
            note: row.note,
            person: row.person_id,
            at: row.recorded_at,
        }
    }
}
