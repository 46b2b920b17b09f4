//! Which units take part in tasks, and how.

use std::collections::HashMap;

use base::Result;
use db::WriteTx;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::rows::{task, task_unit};
use super::{COOPERATE, FORMER, change, open, seen, within};
use crate::access::Scope;
use crate::tasks::model::Task;

/// The units that take part in a task besides its lead.
pub(crate) async fn helping(connection: &impl ConnectionTrait, task: Uuid) -> Result<Vec<Uuid>> {
    let rows = task_unit::Entity::find()
        .filter(task_unit::Column::TaskId.eq(task))
        .filter(task_unit::Column::Mode.eq(COOPERATE))
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(|row| row.unit_id).collect())
}

/// Open tasks led within the scope with which one of these units helps, each with that unit.
pub(crate) async fn helped_by(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    units: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = helped(scope, units)
        .select_only()
        .columns([task_unit::Column::TaskId, task_unit::Column::UnitId])
        .order_by_asc(task_unit::Column::TaskId)
        .order_by_asc(task_unit::Column::UnitId);
    rows.into_tuple().all(connection).await.map_err(db::error)
}

/// How many open tasks led within the scope each of these units helps with; none of those that help with none.
pub(crate) async fn count_helped(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    units: &[Uuid],
) -> Result<HashMap<Uuid, i64>> {
    let counts = helped(scope, units)
        .select_only()
        .column(task_unit::Column::UnitId)
        .column_as(task_unit::Column::TaskId.count(), "count")
        .group_by(task_unit::Column::UnitId);
    let counts: Vec<(Uuid, i64)> = counts.into_tuple().all(connection).await.map_err(db::error)?;
    Ok(counts.into_iter().collect())
}

/// How many open tasks each of these units leads within the scope; none of those that lead none.
pub(crate) async fn count_led(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    units: &[Uuid],
) -> Result<HashMap<Uuid, i64>> {
    let counts = task::Entity::find()
        .filter(within(task::Column::LeadId, scope))
        .filter(task::Column::LeadId.is_in(units.iter().copied()))
        .filter(open())
        .select_only()
        .column(task::Column::LeadId)
        .column_as(task::Column::Id.count(), "count")
        .group_by(task::Column::LeadId);
    let counts: Vec<(Uuid, i64)> = counts.into_tuple().all(connection).await.map_err(db::error)?;
    Ok(counts.into_iter().collect())
}

fn helped(scope: &Scope, units: &[Uuid]) -> Select<task_unit::Entity> {
    let of_task =
        task_unit::Entity::belongs_to(task::Entity).from(task_unit::Column::TaskId).to(task::Column::Id);
    task_unit::Entity::find()
        .join(JoinType::InnerJoin, of_task.into())
        .filter(task_unit::Column::UnitId.is_in(units.iter().copied()))
        .filter(task_unit::Column::Mode.eq(COOPERATE))
        .filter(within(task::Column::LeadId, scope))
        .filter(open())
}

/// Lets another unit help in the place of one, unless it takes part already.
///
/// # Errors
/// [`base::Error::Conflict`] where the task has changed since it was read.
pub(crate) async fn hand_over_help(tx: &WriteTx, task: &Task, from: Uuid, to: Uuid) -> Result<()> {
    let after = Task { revision: task.revision + 1, ..task.clone() };
    change(tx, task, &after).await?;
    let others = helping(tx, task.id).await?;
    let takes_part = to == task.lead || others.contains(&to);
    replace(tx, &after, from, (!takes_part).then_some((to, COOPERATE))).await
}

/// Another unit takes part in a mode, or none does, in the place of one, which still sees what it did.
pub(super) async fn replace(tx: &WriteTx, task: &Task, from: Uuid, by: Option<(Uuid, &str)>) -> Result<()> {
    task_unit::Entity::delete_many()
        .filter(task_unit::Column::TaskId.eq(task.id))
        .filter(task_unit::Column::UnitId.is_in([Some(from), by.map(|(to, _)| to)].into_iter().flatten()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    let row = |(unit, mode): (Uuid, &str)| task_unit::ActiveModel {
        task_id: Set(task.id),
        unit_id: Set(unit),
        mode: Set(mode.to_owned()),
    };
    let rows = std::iter::once((from, FORMER)).chain(by).map(row);
    task_unit::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    let units = task_unit::Entity::find().filter(task_unit::Column::TaskId.eq(task.id)).all(tx).await;
    let units: Vec<_> = units.map_err(db::error)?.into_iter().map(|row| (row.unit_id, row.mode)).collect();
    seen::remove(tx, task.id).await?;
    seen::add(tx, task, &units).await
}
