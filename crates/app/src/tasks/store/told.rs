//! What those ask who tell people about tasks.

use std::collections::HashMap;

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Happened;
use super::rows::{event, task};
use crate::access::Scope;
use crate::tasks::model::{State, Task};

/// Tasks that are worked on and whose last day in time is that day or before it.
pub(crate) async fn due_until(connection: &impl ConnectionTrait, last: NaiveDate) -> Result<Vec<Task>> {
    let names = State::ALL.into_iter().filter(|state| state.is_worked_on()).map(State::name);
    let found =
        task::Entity::find().filter(task::Column::State.is_in(names)).filter(task::Column::DueOn.lte(last));
    let rows = super::by_due(found).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// Those of the ids in which a unit within the scope takes part, by id.
pub(crate) async fn among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    scope: &Scope,
) -> Result<HashMap<Uuid, Task>> {
    let found = task::Entity::find()
        .filter(task::Column::Id.is_in(ids.iter().copied()))
        .filter(super::seen_within(scope));
    let rows = found.all(connection).await.map_err(db::error)?;
    rows.into_iter().map(|row| Ok((row.id, row.try_into()?))).collect()
}

/// The event of an id, with its task.
pub(crate) async fn event(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<(Uuid, Happened)>> {
    let row = event::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.map(|row| (row.task_id, Happened::from(row))))
}
