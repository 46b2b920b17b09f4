//! The returns of a period as its office looks at them.

use std::collections::HashMap;

use base::Result;
use chrono::{DateTime, Utc};
use db::sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use db::sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::rows::{event, returned};
use super::{unknown, within};
use crate::access::Scope;
use crate::returns::model::{Return, State};

/// How a return came back: why, and when.
#[derive(Clone, Debug)]
pub(crate) struct CameBack {
    pub(crate) words: String,
    pub(crate) at: DateTime<Utc>,
}

/// All returns of a period of units within the scope; of those that were given back, by id, how that was the last time.
pub(crate) async fn on_board(
    connection: &impl ConnectionTrait,
    run: Uuid,
    scope: &Scope,
) -> Result<(Vec<Return>, HashMap<Uuid, CameBack>)> {
    let given_back = returned::Relation::Events.def().on_condition(|returned, event| {
        let of = |table, column| Expr::col((table, column));
        Expr::col((event, event::Column::Kind))
            .eq("give-back")
            .and(of(returned, returned::Column::State).eq(State::Returned.name()))
            .into_condition()
    });
    // Of a country there are thousands, and reading rows with all their columns takes longer than all else.
    let rows = returned::Entity::find()
        .select_only()
        .columns([
            returned::Column::Id,
            returned::Column::UnitId,
            returned::Column::State,
            returned::Column::FirstDueOn,
            returned::Column::DueOn,
            returned::Column::SubmittedOn,
            returned::Column::IsByOffice,
            returned::Column::Revision,
        ])
        .columns([event::Column::Words, event::Column::RecordedAt])
        .join(JoinType::LeftJoin, given_back)
        .filter(returned::Column::PeriodId.eq(run))
        .filter(within(scope))
        .order_by_asc(returned::Column::Id)
        .order_by_asc(event::Column::Number)
        .into_tuple::<(_, _, String, _, _, _, _, _, Option<String>, Option<DateTime<Utc>>)>();
    let (mut returns, mut came_back) = (Vec::<Return>::new(), HashMap::new());
    for row in rows.all(connection).await.map_err(db::error)? {
        let (id, unit, state, first_due_on, due_on, submitted_on, is_by_office, revision, words, at) = row;
        if let Some(at) = at {
            // The last one stays.
            came_back.insert(id, CameBack { words: words.unwrap_or_default(), at });
        }
        if returns.last().is_none_or(|last| last.id != id) {
            let state = State::named(&state).ok_or_else(|| unknown("state", &state))?;
            returns.push(Return {
                id,
                run,
                unit,
                state,
                first_due_on,
                due_on,
                submitted_on,
                is_by_office,
                revision,
            });
        }
    }
    Ok((returns, came_back))
}
