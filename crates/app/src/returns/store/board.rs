//! The returns of a period as its office looks at them.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use db::sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::rows::{event, returned};
use super::within;
use crate::access::Scope;
use crate::returns::model::{Happened, Return, State};

/// All returns of a period of units within the scope; of those that were given back, by id, how that was the last time.
pub(crate) async fn on_board(
    connection: &impl ConnectionTrait,
    run: Uuid,
    scope: &Scope,
) -> Result<(Vec<Return>, HashMap<Uuid, Happened>)> {
    let given_back = returned::Relation::Events.def().on_condition(|returned, event| {
        let of = |table, column| Expr::col((table, column));
        Expr::col((event, event::Column::Kind))
            .eq("give-back")
            .and(of(returned, returned::Column::State).eq(State::Returned.name()))
            .into_condition()
    });
    let rows = returned::Entity::find()
        .join(JoinType::LeftJoin, given_back)
        .select_also(event::Entity)
        .filter(returned::Column::PeriodId.eq(run))
        .filter(within(scope))
        .order_by_asc(returned::Column::Id)
        .order_by_asc(event::Column::Number)
        .all(connection)
        .await
        .map_err(db::error)?;
    let (mut returns, mut came_back) = (Vec::<Return>::new(), HashMap::new());
    for (row, event) in rows {
        if let Some(event) = event {
            // The last one stays.
            came_back.insert(row.id, event.into());
        }
        if returns.last().is_none_or(|last| last.id != row.id) {
            returns.push(row.try_into()?);
        }
    }
    Ok((returns, came_back))
}
