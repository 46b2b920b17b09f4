//! How the tasks of many units stand together: the database counts, so that a country costs no more than a page. Each count is read off
//! an index in its order, so that nothing is sorted for it.

use std::collections::HashMap;

use base::Result;
use chrono::{DateTime, NaiveDate, Utc};
use db::sea_orm::sea_query::{
    Asterisk, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr, UnionType,
};
use db::sea_orm::{ColumnTrait, ConnectionTrait};
use uuid::Uuid;

use super::rows::{event, seen, task};
use super::stored;
use crate::tasks::model::{Counts, State};

/// How the tasks stand that a unit leads or one below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glance {
    /// Of those that the unit leads itself.
    pub(crate) own: Counts,
    /// Of each unit right below it with all below that; those without tasks are left out.
    pub(crate) below: HashMap<Uuid, Counts>,
    /// By the clauses that ask for them, as an [`crate::tasks::Origin`] names them.
    pub(crate) by_clause: HashMap<Uuid, Counts>,
    /// Tasks that were reported done since, and confirmed.
    pub(crate) reported: usize,
    pub(crate) confirmed: usize,
}

/// Part, id, state or what happened, how many there are, and how many of them are late.
type Row = (i32, Uuid, String, i64, i64);

/// Of the tasks of a unit and of those right below it, the ids of which answer a question. One statement.
pub(crate) async fn glance(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    right_below: SelectStatement,
    today: NaiveDate,
    since: DateTime<Utc>,
) -> Result<Glance> {
    let mut rows = below(right_below, today);
    rows.union(UnionType::All, own(unit, today));
    rows.union(UnionType::All, by_clause(unit, today));
    rows.union(UnionType::All, happened(unit, since));
    let mut glance = Glance::default();
    for (part, id, state, count, late) in all(connection, &rows).await? {
        match part {
            OWN => add(&mut glance.own, &state, count, late)?,
            BELOW => add(glance.below.entry(id).or_default(), &state, count, late)?,
            BY_CLAUSE => add(glance.by_clause.entry(id).or_default(), &state, count, late)?,
            _ if state == CONFIRMED => glance.confirmed = whole(count),
            _ => glance.reported = whole(count),
        }
    }
    glance.below.retain(|_, counts| counts.all() > 0);
    glance.by_clause.retain(|_, counts| counts.all() > 0);
    Ok(glance)
}

/// How the tasks of some plans stand, their ids the answer to a question, that a unit leads or one below it. One statement.
pub(crate) async fn counts_for_plans(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    plans: SelectStatement,
    today: NaiveDate,
) -> Result<Counts> {
    let mut rows = by_clause(unit, today);
    rows.and_where(seen::Column::PlanId.in_subquery(plans));
    let mut counts = Counts::default();
    for (.., state, count, late) in all(connection, &rows).await? {
        add(&mut counts, &state, count, late)?;
    }
    Ok(counts)
}

/// The plans of which a unit leads tasks, or one below it.
pub(crate) async fn plans_led(connection: &impl ConnectionTrait, unit: Uuid) -> Result<Vec<Uuid>> {
    let plans = Query::select()
        .distinct()
        .column(seen::Column::PlanId)
        .from(seen::Entity)
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(seen::Column::Leads.eq(true))
        .and_where(seen::Column::PlanId.is_not_null())
        .to_owned();
    let rows = connection.query_all(&plans).await.map_err(db::error)?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(db::error)).collect()
}

const OWN: i32 = 0;
const BELOW: i32 = 1;
const BY_CLAUSE: i32 = 2;
const HAPPENED: i32 = 3;

/// What happened to a task that was done.
const REPORTED: &str = "done";
const CONFIRMED: &str = "confirm";

/// Of some units, each with all below it.
fn below(units: SelectStatement, today: NaiveDate) -> SelectStatement {
    let [id, state] = [seen::Column::UnitId, seen::Column::State].map(of_seen);
    let mut rows = counted(BELOW, id.clone(), state.clone(), late(of_seen, today));
    rows.from(seen::Entity)
        .and_where(seen::Column::UnitId.in_subquery(units))
        .and_where(seen::Column::Leads.eq(true))
        .add_group_by([id, state]);
    rows
}

/// Of those that a unit leads itself.
fn own(unit: Uuid, today: NaiveDate) -> SelectStatement {
    let of = |column| {
        let column = match column {
            seen::Column::DueOn => task::Column::DueOn,
            seen::Column::DoneOn => task::Column::DoneOn,
            _ => task::Column::State,
        };
        Expr::col((task::Entity, column))
    };
    let [id, state] =
        [task::Column::LeadId, task::Column::State].map(|column| Expr::col((task::Entity, column)));
    let mut rows = counted(OWN, id.clone(), state.clone(), late(of, today));
    rows.from(task::Entity).and_where(task::Column::LeadId.eq(unit)).add_group_by([id, state]);
    rows
}

/// Of each clause, those that a unit leads or one below it.
fn by_clause(unit: Uuid, today: NaiveDate) -> SelectStatement {
    let [plan, clause, state] =
        [seen::Column::PlanId, seen::Column::ClauseId, seen::Column::State].map(of_seen);
    let mut rows = counted(BY_CLAUSE, clause.clone(), state.clone(), late(of_seen, today));
    rows.from(seen::Entity)
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(seen::Column::Leads.eq(true))
        .and_where(seen::Column::PlanId.is_not_null())
        .and_where(seen::Column::ClauseId.is_not_null())
        .add_group_by([plan, clause, state]);
    rows
}

/// What was reported done since and confirmed, of those that a unit leads or one below it.
fn happened(unit: Uuid, since: DateTime<Utc>) -> SelectStatement {
    let kind = Expr::col((event::Entity, event::Column::Kind));
    // Of the few that happened since it is asked whose they are, rather than of all tasks what happened.
    let is_led = Query::select()
        .expr(Expr::val(1))
        .from(seen::Entity)
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(of_seen(seen::Column::TaskId).equals((event::Entity, event::Column::TaskId)))
        .and_where(seen::Column::Leads.eq(true))
        .to_owned();
    let mut rows = counted(HAPPENED, Expr::val(unit), kind.clone(), Expr::cust("0"));
    rows.from(event::Entity)
        .and_where(event::Column::Kind.is_in([REPORTED, CONFIRMED]))
        .and_where(event::Column::RecordedAt.gte(since))
        .and_where(Expr::exists(is_led))
        .add_group_by([kind]);
    rows
}

/// How many rows there are, and of how many a figure is one rather than nought.
fn counted(part: i32, id: SimpleExpr, state: SimpleExpr, late: SimpleExpr) -> SelectStatement {
    Query::select()
        .expr_as(Expr::val(part), "part")
        .expr_as(id, "id")
        .expr_as(state, "state")
        .expr_as(Expr::col(Asterisk).count(), "count")
        .expr_as(late.sum(), "late")
        .to_owned()
}

async fn all(connection: &impl ConnectionTrait, rows: &SelectStatement) -> Result<Vec<Row>> {
    let rows = connection.query_all(rows).await.map_err(db::error)?;
    rows.iter().map(|row| row.try_get_many_by_index().map_err(db::error)).collect()
}

/// Adds tasks of one state in the official four.
fn add(counts: &mut Counts, state: &str, count: i64, late: i64) -> Result<()> {
    let (in_time, late) = (whole(count - late), whole(late));
    match stored(state)? {
        State::Suspended | State::Cancelled => {}
        State::ConfirmedDone => {
            counts.on_time += in_time;
            counts.late += late;
        }
        _ => {
            // Those that are due soon are among them.
            counts.within += in_time;
            counts.overdue += late;
        }
    }
    Ok(())
}

fn whole(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

fn of_seen(column: seen::Column) -> SimpleExpr {
    Expr::col((seen::Entity, column))
}

/// One of what was done too late or is overdue, as `Standing::of` says it: without a last day nothing is late.
fn late(of: impl Fn(seen::Column) -> SimpleExpr, today: NaiveDate) -> SimpleExpr {
    let (state, due_on) = (of(seen::Column::State), of(seen::Column::DueOn));
    let done_on = || SimpleExpr::from(Func::coalesce([of(seen::Column::DoneOn), today.into()]));
    let is_done = state.clone().eq(State::ConfirmedDone.name());
    let waits = state.eq(State::ReportedDone.name()).and(done_on().lte(due_on.clone()));
    // Bound ones would be of another kind in each database.
    let [one, none] = ["1", "0"].map(Expr::cust);
    CaseStatement::new()
        .case(is_done.clone().and(done_on().gt(due_on.clone())), one.clone())
        .case(is_done.or(waits), none.clone())
        .case(due_on.lt(today), one)
        .finally(none)
        .into()
}
