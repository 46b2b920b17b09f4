//! The table `task_seen`: what each unit sees of tasks, a copy in the order of lists.

use std::collections::BTreeMap;

use base::Result;
use db::WriteTx;
use db::sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoColumnRef, Query, SelectStatement, SimpleExpr};
use db::sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::rows::seen;
use super::{LEAD, sought};
use crate::tasks::model::Task;
use crate::units;

/// Adds a task for the units that take part in it, with their modes, and all above them.
pub(super) async fn add(tx: &WriteTx, task: &Task, taking_part: &[(Uuid, impl AsRef<str>)]) -> Result<()> {
    let ids: Vec<_> = taking_part.iter().map(|(unit, _)| *unit).collect();
    let mut leads: BTreeMap<Uuid, bool> = BTreeMap::new();
    for (unit, above) in units::ancestors(tx, &ids).await? {
        let is_lead = taking_part.iter().any(|(other, mode)| *other == unit && mode.as_ref() == LEAD);
        *leads.entry(above).or_default() |= is_lead;
    }
    let rows = leads.into_iter().map(|(unit, leads)| seen::ActiveModel {
        unit_id: Set(unit),
        task_id: Set(task.id),
        leads: Set(leads),
        state: Set(task.state.name().to_owned()),
        due_on: Set(task.due_on),
        done_on: Set(task.done_on),
        sought: Set(sought::spaced(&task.title)),
        plan_id: Set(task.origin.as_ref().map(|origin| origin.plan)),
        clause_id: Set(task.origin.as_ref().map(|origin| origin.clause)),
        ..Default::default()
    });
    seen::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Writes how a task stands now.
pub(super) async fn change(tx: &WriteTx, task: &Task) -> Result<()> {
    seen::Entity::update_many()
        .col_expr(seen::Column::State, Expr::value(task.state.name()))
        .col_expr(seen::Column::DueOn, Expr::value(task.due_on))
        .col_expr(seen::Column::DoneOn, Expr::value(task.done_on))
        .filter(seen::Column::TaskId.eq(task.id))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Takes a task out, to be added anew.
pub(super) async fn remove(tx: &WriteTx, task: Uuid) -> Result<()> {
    let rows = seen::Entity::delete_many().filter(seen::Column::TaskId.eq(task)).exec(tx).await;
    rows.map_err(db::error)?;
    Ok(())
}

/// Whether one of the units sees the task whose id stands in a column.
pub(super) fn by_any(units: &[Uuid], task: impl IntoColumnRef) -> SimpleExpr {
    let other = Alias::new("other");
    let rows = Query::select()
        .expr(Expr::val(1))
        .from_as(seen::Entity, other.clone())
        .and_where(Expr::col((other.clone(), seen::Column::UnitId)).is_in(units.iter().copied()))
        .and_where(Expr::col((other, seen::Column::TaskId)).eq(Expr::col(task)))
        .to_owned();
    Expr::exists(rows)
}

/// Whether a unit or one below it leads the task whose id stands in a column.
pub(super) fn led_below(unit: Uuid, task: impl IntoColumnRef) -> SimpleExpr {
    let other = Alias::new("led");
    let rows = Query::select()
        .expr(Expr::val(1))
        .from_as(seen::Entity, other.clone())
        .and_where(Expr::col((other.clone(), seen::Column::UnitId)).eq(unit))
        .and_where(Expr::col((other.clone(), seen::Column::Leads)).eq(true))
        .and_where(Expr::col((other, seen::Column::TaskId)).eq(Expr::col(task)))
        .to_owned();
    Expr::exists(rows)
}

/// The tasks that one of the units sees.
pub(super) fn of_any(units: &[Uuid]) -> SelectStatement {
    Query::select()
        .column(seen::Column::TaskId)
        .from(seen::Entity)
        .and_where(seen::Column::UnitId.is_in(units.iter().copied()))
        .to_owned()
}
