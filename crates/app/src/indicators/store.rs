//! The tables `indicators`, `targets` and `indicator_values`: the only place with their queries.

mod rows;

use std::collections::HashMap;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use reporting::{Figure, OverTime, OverUnits};
use uuid::Uuid;

use super::model::{Direction, Indicator, Kind, Origin, Reported, Target};
use super::rules::{OVER_TIME, Rules};
use rows::{indicator, target, value};

/// Most indicators that one list shows.
const MOST: u64 = 500;

/// An indicator with its targets.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Indicator> {
    let found = indicator::Entity::find_by_id(id).find_with_related(target::Entity).all(connection).await;
    found.map_err(db::error)?.into_iter().next().map(Indicator::from).ok_or(Error::NotFound)
}

/// All indicators, those of the latest plan first.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Indicator>> {
    let rows = indicator::Entity::find()
        .order_by_desc(indicator::Column::RecordedAt)
        .order_by_asc(indicator::Column::ClausePath)
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
        Indicator::from((row, targets))
    };
    Ok(rows.into_iter().map(whole).collect())
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
    let indicators = found.map_err(db::error)?.into_iter().map(Indicator::from);
    Ok(indicators.map(|indicator| (indicator.id, indicator)).collect())
}

/// The ids of those that a plan set, in the order of its clauses.
pub(crate) async fn of_plan(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Vec<Uuid>> {
    let found = indicator::Entity::find()
        .select_only()
        .column(indicator::Column::Id)
        .filter(indicator::Column::PlanId.eq(plan))
        .order_by_asc(indicator::Column::ClausePath)
        .order_by_asc(indicator::Column::Id);
    found.into_tuple().all(connection).await.map_err(db::error)
}

/// Those set by one of the clauses.
pub(crate) async fn of_clauses(
    connection: &impl ConnectionTrait,
    clauses: &[Uuid],
) -> Result<Vec<Indicator>> {
    let found = indicator::Entity::find()
        .filter(indicator::Column::ClauseId.is_in(clauses.iter().copied()))
        .find_with_related(target::Entity)
        .order_by_asc(indicator::Column::RecordedAt)
        .all(connection)
        .await;
    Ok(found.map_err(db::error)?.into_iter().map(Indicator::from).collect())
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
    let origin = new.origin.clone();
    let row = indicator::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        plan_id: Set(origin.as_ref().map(|origin| origin.plan)),
        plan_number: Set(origin.as_ref().map(|origin| origin.plan_number.clone())),
        clause_id: Set(origin.as_ref().map(|origin| origin.clause)),
        clause_path: Set(origin.map(|origin| origin.clause_path)),
        name: Set(new.name.clone()),
        sought: Set(vietnamese::fold(&new.name)),
        measured_in: Set(new.measured_in.clone()),
        kind: Set(new.kind.name().to_owned()),
        over_time: Set(new.rules.over_time_name().to_owned()),
        over_units: Set(new.rules.over_units_name().to_owned()),
        least: Set(new.rules.least.map(Figure::ten_thousandths)),
        most: Set(new.rules.most.map(Figure::ten_thousandths)),
        jump: Set(new.rules.jump.cast_signed()),
        revision: Set(new.revision),
        direction: Set(new.direction.name().to_owned()),
        words: Set(new.words.clone()),
        recorded_at: Set(tx.now()),
    };
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
    target::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Sets how an indicator is counted.
///
/// # Errors
/// [`Error::Conflict`] where somebody did so meanwhile.
pub(crate) async fn set_rules(tx: &WriteTx, before: &Indicator, kind: Kind, rules: &Rules) -> Result<()> {
    let written = indicator::Entity::update_many()
        .col_expr(indicator::Column::Kind, Expr::value(kind.name()))
        .col_expr(indicator::Column::OverTime, Expr::value(rules.over_time_name()))
        .col_expr(indicator::Column::OverUnits, Expr::value(rules.over_units_name()))
        .col_expr(indicator::Column::Least, Expr::value(rules.least.map(Figure::ten_thousandths)))
        .col_expr(indicator::Column::Most, Expr::value(rules.most.map(Figure::ten_thousandths)))
        .col_expr(indicator::Column::Jump, Expr::value(rules.jump.cast_signed()))
        .col_expr(indicator::Column::Revision, Expr::value(before.revision + 1))
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

impl From<(indicator::Model, Vec<target::Model>)> for Indicator {
    fn from((row, targets): (indicator::Model, Vec<target::Model>)) -> Self {
        let origin = (row.plan_id, row.plan_number, row.clause_id, row.clause_path);
        let origin = match origin {
            (Some(plan), Some(plan_number), Some(clause), Some(clause_path)) => {
                Some(Origin { plan, plan_number, clause, clause_path })
            }
            _ => None,
        };
        let mut targets: Vec<_> =
            targets.into_iter().map(|row| Target { year: row.year, low: row.low, high: row.high }).collect();
        targets.sort_by_key(|target| target.year);
        let named = |name: &str| OVER_TIME.into_iter().find(|(known, _)| *known == name);
        let rules = Rules {
            over_time: named(&row.over_time).map_or(OverTime::Latest, |(_, rule)| rule),
            over_units: if row.over_units == "alone" { OverUnits::Alone } else { OverUnits::Add },
            least: row.least.map(Figure::from_ten_thousandths),
            most: row.most.map(Figure::from_ten_thousandths),
            jump: row.jump.unsigned_abs(),
        };
        Self {
            id: row.id,
            unit: row.unit_id,
            origin,
            name: row.name,
            measured_in: row.measured_in,
            kind: if row.kind == Kind::Share.name() { Kind::Share } else { Kind::Number },
            rules,
            revision: row.revision,
            direction: if row.direction == Direction::Down.name() { Direction::Down } else { Direction::Up },
            words: row.words,
            targets,
        }
    }
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
