use std::collections::HashMap;

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::{ColumnTrait, ConnectionTrait, QuerySelect};

use super::lists::Asked;
use super::rows::task;
use super::{Filter, Order};
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
    let asked = Asked::new(scope, filter, today);
    let counts: Vec<(String, i64)> = asked
        .select()
        .select_only()
        .expr_as(asked.state(), "state")
        .column_as(task::Column::Id.count(), "count")
        .group_by(asked.state())
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
            let of_state = asked.clone().and_state_in(&[state]);
            let order = match state {
                State::ConfirmedDone | State::Cancelled => Order::DoneLast,
                _ => Order::Due,
            };
            let rows = of_state.part(order, 0, PER_COLUMN).all(connection).await.map_err(db::error)?;
            tasks = rows.into_iter().map(Task::try_from).collect::<Result<_>>()?;
        }
        columns.push((state, count, tasks));
    }
    Ok(columns)
}
