//! What is outstanding, counted by the database.

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::sea_query::{
    CaseStatement, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr, UnionType,
};
use db::sea_orm::{ColumnTrait, ConnectionTrait};
use reporting::Period;
use uuid::Uuid;

use super::rows::{period, regime, returned};
use super::unknown;
use crate::access::Scope;
use crate::returns::model::{RunState, State};
use crate::units;

/// How the returns of a period stand that is open, or to which some came of late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outstanding {
    pub(crate) run: Uuid,
    /// The title of its regime, and the unit to which is reported.
    pub(crate) title: String,
    pub(crate) to: Uuid,
    pub(crate) period: Period,
    pub(crate) due_on: NaiveDate,
    pub(crate) is_open: bool,
    /// Returns that are asked for, those that are not sent, and those of them whose last day is past.
    pub(crate) asked: i64,
    pub(crate) owed: i64,
    pub(crate) late: i64,
    /// Those sent since.
    pub(crate) sent_since: i64,
    /// Units that owe theirs, with the last day of each; the first due first, and not all where there are very many.
    pub(crate) owing: Vec<(Uuid, NaiveDate)>,
}

/// Most units that are named as owing.
const MOST_OWING: u64 = 200;

/// What units within the scope owe, or sent since a day; the first due first. One statement.
pub(crate) async fn outstanding(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    today: NaiveDate,
    since: NaiveDate,
) -> Result<Vec<Outstanding>> {
    let is_open = || period::Column::State.eq(RunState::Open.name());
    let names =
        |is: fn(State) -> bool| State::ALL.into_iter().filter(move |state| is(*state)).map(State::name);
    let is_owed = || returned::Column::State.is_in(names(State::is_with_unit));
    let is_sent = || returned::Column::State.is_in(names(State::is_sent));
    let is_since = || is_sent().and(returned::Column::SubmittedOn.gte(since));
    let count = |of: SimpleExpr| {
        // A bound one would be of another kind in each database.
        let one: SimpleExpr = CaseStatement::new().case(of, Expr::cust("1")).finally(Expr::cust("0")).into();
        one.sum()
    };
    let of_these = || {
        let mut rows = Query::select();
        rows.column((period::Entity, period::Column::Id))
            .column((regime::Entity, regime::Column::Title))
            .column((regime::Entity, regime::Column::UnitId))
            .column((period::Entity, period::Column::Name))
            .column((period::Entity, period::Column::State))
            .from(returned::Entity)
            .inner_join(
                period::Entity,
                Expr::col((returned::Entity, returned::Column::PeriodId))
                    .equals((period::Entity, period::Column::Id)),
            )
            .inner_join(
                regime::Entity,
                Expr::col((period::Entity, period::Column::RegimeId))
                    .equals((regime::Entity, regime::Column::Id)),
            );
        if let Some(units) = units::within(scope) {
            rows.and_where(returned::Column::UnitId.in_subquery(units));
        }
        rows
    };
    let mut counts = of_these();
    counts
        .column((period::Entity, period::Column::DueOn))
        .expr(Expr::cust("NULL"))
        .expr(Expr::col((returned::Entity, returned::Column::Id)).count())
        .exprs([count(is_owed()), count(is_owed().and(returned::Column::DueOn.lt(today))), count(is_since())])
        .and_where(returned::Column::State.ne(State::Withdrawn.name()))
        .and_where(is_open().or(is_since()))
        .group_by_columns([
            (period::Entity, period::Column::Id),
            (period::Entity, period::Column::Name),
            (period::Entity, period::Column::State),
            (period::Entity, period::Column::DueOn),
        ])
        .group_by_columns([
            (regime::Entity, regime::Column::Title),
            (regime::Entity, regime::Column::UnitId),
        ]);
    let mut owing = of_these();
    owing
        .column((returned::Entity, returned::Column::DueOn))
        .column((returned::Entity, returned::Column::UnitId))
        .exprs(["0", "0", "0", "0"].map(Expr::cust))
        .and_where(is_open())
        .and_where(is_owed())
        .order_by((returned::Entity, returned::Column::DueOn), Order::Asc)
        .order_by((returned::Entity, returned::Column::Id), Order::Asc)
        .limit(MOST_OWING);
    let owing: SelectStatement =
        Query::select().expr(Expr::cust("*")).from_subquery(owing, "owing").to_owned();
    counts.union(UnionType::All, owing);
    type Row = (Uuid, String, Uuid, String, String, NaiveDate, Option<Uuid>, i64, i64, i64, i64);
    let (mut all, mut named) = (Vec::<Outstanding>::new(), Vec::new());
    for row in connection.query_all(&counts).await.map_err(db::error)? {
        let row: Row = row.try_get_many_by_index().map_err(db::error)?;
        let (run, title, to, name, state, due_on, unit, asked, owed, late, sent_since) = row;
        if let Some(unit) = unit {
            named.push((run, unit, due_on));
            continue;
        }
        let period = Period::named(&name).ok_or_else(|| unknown("period", &name))?;
        let is_open = state == RunState::Open.name();
        let owing = Vec::new();
        all.push(Outstanding {
            run,
            title,
            to,
            period,
            due_on,
            is_open,
            asked,
            owed,
            late,
            sent_since,
            owing,
        });
    }
    named.sort_by_key(|(_, unit, due_on)| (*due_on, *unit));
    for (run, unit, due_on) in named {
        if let Some(of) = all.iter_mut().find(|one| one.run == run) {
            of.owing.push((unit, due_on));
        }
    }
    all.sort_by_key(|one| (one.due_on, one.run));
    Ok(all)
}
