//! The tables `tasks`, `task_units`, `task_events`, `task_evidence` and `task_series`: the only place with their queries.

mod board;
mod clauses;
mod events;
mod evidence;
mod question;
mod rows;
mod series;
mod titles;
mod told;

pub(crate) use board::{PER_COLUMN, board};
pub(crate) use clauses::{counts_by_clause, of_clause};
pub(crate) use events::{Happened, add_event, events, find_event, reporter};
pub(crate) use evidence::{add_evidence, evidence, evidence_of};
pub(crate) use question::{Filter, Order, Term};
pub(crate) use series::{
    add_series, all_series, comes_again, end_series, hand_over_series, has_run, series_of, set_up_as,
};
pub(crate) use titles::titles;
pub(crate) use told::{among, due_until, event};

use base::{Error, Result};
use chrono::{Days, NaiveDate};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, NullOrdering, Query};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order as By, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::model::{Mode, Origin, SOON, State, Task};
use crate::access::Scope;
use crate::units;
use rows::{task, task_unit};

/// The rules that tasks begin with now.
const WORKFLOW: i32 = 1;
/// Tasks on a page of the list.
pub(crate) const PER_PAGE: u64 = 50;

/// The task with an id in which a unit within the scope takes part.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid, scope: &Scope) -> Result<Task> {
    let row = task::Entity::find_by_id(id).filter(seen_within(scope)).one(connection).await;
    row.map_err(db::error)?.ok_or(Error::NotFound)?.try_into()
}

/// A page of the tasks in which units within the scope take part, those due first first, and how many there are in all.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    today: NaiveDate,
    page: u64,
) -> Result<(Vec<Task>, u64)> {
    let found = filtered(task::Entity::find().filter(seen_within(scope)), filter, today);
    let count = found.clone().count(connection).await.map_err(db::error)?;
    let rows = ordered(found, filter.order)
        .offset(page.saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok((rows.into_iter().map(Task::try_from).collect::<Result<_>>()?, count))
}

/// All tasks there are.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Task>> {
    let rows =
        task::Entity::find().order_by_asc(task::Column::Id).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// The tasks in which units within the scope take part that answer a question, at most `most`.
pub(crate) async fn found(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    today: NaiveDate,
    most: u64,
) -> Result<Vec<Task>> {
    let found = filtered(task::Entity::find().filter(seen_within(scope)), filter, today);
    let rows = ordered(found, filter.order).limit(most).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// Tasks led within the scope in one of the states, those due first first, at most `most`.
pub(crate) async fn led_within(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    states: &[State],
    most: u64,
) -> Result<Vec<Task>> {
    let names = states.iter().map(|state| state.name());
    let found = task::Entity::find()
        .filter(within(task::Column::LeadId, scope))
        .filter(task::Column::State.is_in(names));
    let rows = by_due(found).limit(most).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// Open tasks within the scope whose lead unit is one of these, at most so many, or all.
pub(crate) async fn open_of(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    leads: &[Uuid],
    most: Option<u64>,
) -> Result<Vec<Task>> {
    let found = task::Entity::find()
        .filter(within(task::Column::LeadId, scope))
        .filter(task::Column::LeadId.is_in(leads.iter().copied()))
        .filter(open());
    let rows = by_due(found).limit(most).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// The units that take part in a task besides its lead.
pub(crate) async fn helping(connection: &impl ConnectionTrait, task: Uuid) -> Result<Vec<Uuid>> {
    let rows = task_unit::Entity::find()
        .filter(task_unit::Column::TaskId.eq(task))
        .filter(task_unit::Column::Mode.eq(COOPERATE))
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(|row| row.unit_id).collect())
}

/// Adds a task with the units that take part.
pub(crate) async fn add(tx: &WriteTx, new: &Task, others: &[(Uuid, Mode)]) -> Result<()> {
    let origin = new.origin.clone();
    let series = new.series.clone();
    let row = task::ActiveModel {
        id: Set(new.id),
        plan_id: Set(origin.as_ref().map(|origin| origin.plan)),
        plan_number: Set(origin.as_ref().map(|origin| origin.plan_number.clone())),
        clause_id: Set(origin.as_ref().map(|origin| origin.clause)),
        clause_path: Set(origin.as_ref().map(|origin| origin.clause_path.clone())),
        duty_id: Set(origin.and_then(|origin| origin.duty)),
        series_id: Set(series.as_ref().map(|(id, _)| *id)),
        period: Set(series.map(|(_, period)| period)),
        title: Set(new.title.clone()),
        sought: Set(vietnamese::fold(&new.title)),
        deliverable: Set(new.deliverable.clone()),
        lead_id: Set(new.lead),
        state: Set(new.state.name().to_owned()),
        first_due_on: Set(new.first_due_on),
        due_on: Set(new.due_on),
        done_on: Set(new.done_on),
        progress: Set(new.progress),
        workflow: Set(WORKFLOW),
        revision: Set(new.revision),
        recorded_at: Set(tx.now()),
    };
    task::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    let mut units = vec![(new.lead, LEAD)];
    for (unit, Mode::Cooperate) in others {
        if units.iter().all(|(other, _)| other != unit) {
            units.push((*unit, COOPERATE));
        }
    }
    let rows = units.into_iter().map(|(unit, mode)| task_unit::ActiveModel {
        task_id: Set(new.id),
        unit_id: Set(unit),
        mode: Set(mode.to_owned()),
    });
    task_unit::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Writes what an act came to.
///
/// # Errors
/// [`Error::Conflict`] where there has been another act since the one that led to `before`.
pub(crate) async fn change(tx: &WriteTx, before: &Task, after: &Task) -> Result<()> {
    let written = task::Entity::update_many()
        .col_expr(task::Column::State, Expr::value(after.state.name()))
        .col_expr(task::Column::LeadId, Expr::value(after.lead))
        .col_expr(task::Column::FirstDueOn, Expr::value(after.first_due_on))
        .col_expr(task::Column::DueOn, Expr::value(after.due_on))
        .col_expr(task::Column::DoneOn, Expr::value(after.done_on))
        .col_expr(task::Column::Progress, Expr::value(after.progress))
        .col_expr(task::Column::Revision, Expr::value(after.revision))
        .filter(task::Column::Id.eq(before.id))
        .filter(task::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected != 1 {
        return Err(Error::Conflict);
    }
    if after.lead != before.lead {
        hand_over(tx, before.id, before.lead, after.lead).await?;
    }
    Ok(())
}

/// The new lead takes the place of the one before, who still sees what it did.
async fn hand_over(tx: &WriteTx, task: Uuid, from: Uuid, to: Uuid) -> Result<()> {
    task_unit::Entity::delete_many()
        .filter(task_unit::Column::TaskId.eq(task))
        .filter(task_unit::Column::UnitId.is_in([from, to]))
        .exec(tx)
        .await
        .map_err(db::error)?;
    let row = |unit, mode: &str| task_unit::ActiveModel {
        task_id: Set(task),
        unit_id: Set(unit),
        mode: Set(mode.to_owned()),
    };
    let rows = [row(from, FORMER), row(to, LEAD)];
    task_unit::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

const LEAD: &str = "lead";
const COOPERATE: &str = "cooperate";
/// It led before.
const FORMER: &str = "former";

fn open() -> Condition {
    let names = State::ALL.into_iter().filter(|state| state.is_open()).map(State::name);
    Condition::all().add(task::Column::State.is_in(names))
}

fn by_due(query: Select<task::Entity>) -> Select<task::Entity> {
    query.order_by_with_nulls(task::Column::DueOn, By::Asc, NullOrdering::Last).order_by_asc(task::Column::Id)
}

/// Ids follow the time.
fn ordered(query: Select<task::Entity>, order: Order) -> Select<task::Entity> {
    match order {
        Order::Due => by_due(query),
        Order::DueLast => query
            .order_by_with_nulls(task::Column::DueOn, By::Desc, NullOrdering::Last)
            .order_by_desc(task::Column::Id),
        Order::Newest => query.order_by_desc(task::Column::Id),
    }
}

fn filtered(mut query: Select<task::Entity>, filter: &Filter, today: NaiveDate) -> Select<task::Entity> {
    for word in vietnamese::fold(&filter.words).split_whitespace() {
        query = query.filter(task::Column::Sought.contains(word));
    }
    if let Some(state) = filter.state {
        query = query.filter(task::Column::State.eq(state.name()));
    }
    if let Some(plan) = filter.plan {
        query = query.filter(task::Column::PlanId.eq(plan));
    }
    if let Some(lead) = filter.lead {
        query = query.filter(within(task::Column::LeadId, &Scope::Under(vec![lead])));
    }
    // As `Task::standing` says it: what was reported done in time waits for others and is not overdue.
    let worked_on = [State::NotStarted, State::InProgress, State::Returned].map(State::name);
    match filter.term {
        None => query,
        Some(Term::Open) => query.filter(open()),
        Some(Term::Overdue) => query.filter(
            Condition::any()
                .add(task::Column::State.is_in(worked_on).and(task::Column::DueOn.lt(today)))
                .add(
                    task::Column::State
                        .eq(State::ReportedDone.name())
                        .and(Expr::col(task::Column::DoneOn).gt(Expr::col(task::Column::DueOn))),
                ),
        ),
        Some(Term::Soon) => query
            .filter(task::Column::State.is_in(worked_on))
            .filter(task::Column::DueOn.between(today, today + Days::new(SOON - 1))),
    }
}

/// Tasks in which a unit within the scope takes part.
fn seen_within(scope: &Scope) -> Condition {
    match units::within(scope) {
        None => Condition::all(),
        Some(ids) => {
            let tasks = Query::select()
                .column(task_unit::Column::TaskId)
                .from(task_unit::Entity)
                .and_where(task_unit::Column::UnitId.in_subquery(ids))
                .to_owned();
            Condition::all().add(task::Column::Id.in_subquery(tasks))
        }
    }
}

fn within(column: task::Column, scope: &Scope) -> Condition {
    match units::within(scope) {
        None => Condition::all(),
        Some(ids) => Condition::all().add(column.in_subquery(ids)),
    }
}

/// The clause and duty that a row names.
fn origin(
    plan: Option<Uuid>,
    plan_number: Option<String>,
    clause: Option<Uuid>,
    clause_path: Option<String>,
    duty: Option<Uuid>,
) -> Option<Origin> {
    Some(Origin { plan: plan?, plan_number: plan_number?, clause: clause?, clause_path: clause_path?, duty })
}

impl TryFrom<task::Model> for Task {
    type Error = Error;

    fn try_from(row: task::Model) -> Result<Self> {
        let state = State::named(&row.state);
        Ok(Self {
            id: row.id,
            origin: origin(row.plan_id, row.plan_number, row.clause_id, row.clause_path, row.duty_id),
            series: row.series_id.zip(row.period),
            title: row.title,
            deliverable: row.deliverable,
            lead: row.lead_id,
            state: state.ok_or_else(|| anyhow::anyhow!("a task in the state {}", row.state))?,
            first_due_on: row.first_due_on,
            due_on: row.due_on,
            done_on: row.done_on,
            progress: row.progress,
            revision: row.revision,
        })
    }
}
