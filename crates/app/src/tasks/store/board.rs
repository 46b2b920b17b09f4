use std::collections::HashMap;

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::rows::task;
use super::{Filter, by_due, filtered, seen_within};
use crate::access::Scope;
use crate::tasks::model::{State, Task};

/// Tasks in a column of the board.
pub(crate) const PER_COLUMN: u64 = 20;

/// The first tasks of each state with how many there are: those due first first, of those that are over the last first.
pub(crate) async fn board(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    today: NaiveDate,
) -> Result<Vec<(State, u64, Vec<Task>)>> {
    let found = || filtered(task::Entity::find().filter(seen_within(scope)), filter, today);
    let counts: Vec<(String, i64)> = found()
        .select_only()
        .column(task::Column::State)
        .column_as(task::Column::Id.count(), "count")
        .group_by(task::Column::State)
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    let counts: HashMap<_, _> = counts.into_iter().collect();
    let mut columns = Vec::new();
    for state in State::ALL {
        let count = counts.get(state.name()).map_or(0, |count| count.unsigned_abs());
        let mut tasks = Vec::new();
        if count > 0 {
            let of_state = found().filter(task::Column::State.eq(state.name()));
            let ordered = match state {
                State::ConfirmedDone | State::Cancelled => {
                    of_state.order_by_desc(task::Column::DoneOn).order_by_desc(task::Column::Id)
                }
                _ => by_due(of_state),
            };
            let rows = ordered.limit(PER_COLUMN).all(connection).await.map_err(db::error)?;
            tasks = rows.into_iter().map(Task::try_from).collect::<Result<_>>()?;
        }
        columns.push((state, count, tasks));
    }
    Ok(columns)
}
