//! What plans, their ids the answer to a question, gave to units.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Order, Query, SelectStatement};
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::rows::{seen, task, task_unit};
use super::{COOPERATE, by_due};
use crate::tasks::model::Task;

/// Units that one page tells.
const PER_PAGE: u64 = 50;

/// Open tasks with which a unit helps, or one below it, while another leads them; those due first first.
pub(crate) async fn helped_for_plans(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    plans: SelectStatement,
) -> Result<Vec<Task>> {
    let helped = Query::select()
        .column(seen::Column::TaskId)
        .from(seen::Entity)
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(seen::Column::Leads.eq(false))
        .and_where(seen::Column::IsOpen.eq(true))
        .to_owned();
    let tasks = task::Entity::find()
        .filter(task::Column::Id.in_subquery(helped))
        .filter(task::Column::PlanId.in_subquery(plans));
    let rows = by_due(tasks).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// The units that help with some tasks.
pub(crate) async fn helpers(
    connection: &impl ConnectionTrait,
    tasks: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let rows = task_unit::Entity::find()
        .filter(task_unit::Column::TaskId.is_in(tasks.iter().copied()))
        .filter(task_unit::Column::Mode.eq(COOPERATE))
        .order_by_asc(task_unit::Column::UnitId)
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut helpers: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        helpers.entry(row.task_id).or_default().push(row.unit_id);
    }
    Ok(helpers)
}

/// How many open tasks each unit leads with all below it, those with most first: a page, from 0, and whether there is another.
/// Of the units that answer `within`, where it is given, but for `except`.
pub(crate) async fn led_by_unit(
    connection: &impl ConnectionTrait,
    plans: SelectStatement,
    within: Option<SelectStatement>,
    except: &[Uuid],
    page: u64,
) -> Result<(Vec<(Uuid, i64)>, bool)> {
    let unit = (seen::Entity, seen::Column::UnitId);
    let mut units = Query::select();
    units
        .column(unit)
        .expr_as(Expr::col(Asterisk).count(), "count")
        .from(seen::Entity)
        .and_where(seen::Column::Leads.eq(true))
        .and_where(seen::Column::IsOpen.eq(true))
        .and_where(seen::Column::PlanId.in_subquery(plans))
        .and_where(seen::Column::UnitId.is_not_in(except.iter().copied()))
        .group_by_col(unit)
        .order_by("count", Order::Desc)
        .order_by(unit, Order::Asc)
        .limit(PER_PAGE + 1)
        .offset(page.saturating_mul(PER_PAGE));
    if let Some(within) = within {
        units.and_where(seen::Column::UnitId.in_subquery(within));
    }
    let rows = connection.query_all(&units).await.map_err(db::error)?;
    let read = |row: &db::sea_orm::QueryResult| {
        Ok((row.try_get_by_index(0).map_err(db::error)?, row.try_get_by_index(1).map_err(db::error)?))
    };
    let mut units: Vec<_> = rows.iter().map(read).collect::<Result<_>>()?;
    let has_next = units.len() as u64 > PER_PAGE;
    units.truncate(PER_PAGE as usize);
    Ok((units, has_next))
}
