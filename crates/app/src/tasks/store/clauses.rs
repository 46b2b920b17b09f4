use std::collections::HashMap;

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::rows::task;
use super::{by_due, seen_within, stored};
use crate::access::Scope;
use crate::tasks::model::{Counts, Standing, Task};

/// The tasks of a clause in which units within the scope take part.
pub(crate) async fn of_clause(
    connection: &impl ConnectionTrait,
    clause: Uuid,
    scope: &Scope,
) -> Result<Vec<Task>> {
    let found = task::Entity::find().filter(seen_within(scope)).filter(task::Column::ClauseId.eq(clause));
    let rows = by_due(found).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// How the tasks of clauses stand; clauses without any are left out.
pub(crate) async fn counts_by_clause(
    connection: &impl ConnectionTrait,
    clauses: &[Uuid],
    today: NaiveDate,
) -> Result<HashMap<Uuid, Counts>> {
    let found = task::Entity::find()
        .filter(task::Column::ClauseId.is_in(clauses.iter().copied()))
        .select_only()
        .columns([task::Column::ClauseId, task::Column::State, task::Column::DueOn, task::Column::DoneOn]);
    let rows: Vec<(Uuid, String, Option<NaiveDate>, Option<NaiveDate>)> =
        found.into_tuple().all(connection).await.map_err(db::error)?;
    let mut counts: HashMap<Uuid, Counts> = HashMap::new();
    for (clause, state, due_on, done_on) in rows {
        let standing = Standing::of(stored(&state)?, due_on, done_on, today);
        counts.entry(clause).or_default().count(standing);
    }
    Ok(counts)
}
