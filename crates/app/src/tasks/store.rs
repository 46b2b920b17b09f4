//! The tables `tasks`, `task_units`, `task_events`, `task_evidence`, `task_seen`, `task_words` and `task_series`: the only place
//! with their queries.

mod board;
mod clauses;
mod events;
mod evidence;
mod given;
mod glance;
mod lists;
mod question;
mod rows;
mod seen;
mod series;
mod sought;
mod standing;
mod taking_part;
mod titles;
mod told;

pub(crate) use board::{PER_COLUMN, board};
pub(crate) use clauses::{counts_by_clause, of_clause};
pub(crate) use events::{Happened, add_event, events, find_event, reporter};
pub(crate) use evidence::{add_evidence, evidence, evidence_of, files_of};
pub(crate) use given::{helped_for_plans, helpers, led_by_unit};
pub(crate) use glance::{counts_for_plans, glance, plans_led};
pub(crate) use lists::{found, led_for_plans, led_within, list, stands_for_plans};
pub(crate) use question::{Filter, Order, PER_PAGE, Term, Total};
pub(crate) use series::{
    SetUp, add_series, all_series, comes_again, end_series, hand_over_series, has_run, series_of,
    series_to_come, set_up_as,
};
pub(crate) use taking_part::{count_helped, count_led, hand_over_help, helped_by, helping};
pub(crate) use titles::titles;
pub(crate) use told::{among, due_until, event};

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, NullOrdering};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order as By, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::model::{Mode, Origin, State, Task};
use crate::access::Scope;
use crate::units;
use rows::{task, task_unit};

/// The rules that tasks begin with now.
const WORKFLOW: i32 = 1;

/// The task with an id in which a unit within the scope takes part.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid, scope: &Scope) -> Result<Task> {
    let row = task::Entity::find_by_id(id).filter(seen_within(scope)).one(connection).await;
    row.map_err(db::error)?.ok_or(Error::NotFound)?.try_into()
}

/// All tasks there are.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Task>> {
    let rows =
        task::Entity::find().order_by_asc(task::Column::Id).all(connection).await.map_err(db::error)?;
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
        sought: Set(sought::spaced(&new.title)),
        deliverable: Set(new.deliverable.clone()),
        lead_id: Set(new.lead),
        first_lead_id: Set(new.first_lead),
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
    let rows = units.iter().map(|(unit, mode)| task_unit::ActiveModel {
        task_id: Set(new.id),
        unit_id: Set(*unit),
        mode: Set((*mode).to_owned()),
    });
    task_unit::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    sought::add(tx, new.id, &new.title).await?;
    seen::add(tx, new, &units).await
}

/// Writes what an act came to.
///
/// # Errors
/// [`Error::Conflict`] where there has been another act since the one that led to `before`.
pub(crate) async fn change(tx: &WriteTx, before: &Task, after: &Task) -> Result<()> {
    let written = task::Entity::update_many()
        .col_expr(task::Column::State, Expr::value(after.state.name()))
        .col_expr(task::Column::LeadId, Expr::value(after.lead))
        .col_expr(task::Column::FirstLeadId, Expr::value(after.first_lead))
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
        return taking_part::replace(tx, after, before.lead, Some((after.lead, LEAD))).await;
    }
    seen::change(tx, after).await
}

const LEAD: &str = "lead";
const COOPERATE: &str = "cooperate";
/// It led or helped before.
const FORMER: &str = "former";

fn open() -> Condition {
    Condition::all().add(task::Column::State.is_in(open_states().into_iter().map(State::name)))
}

fn open_states() -> Vec<State> {
    State::ALL.into_iter().filter(|state| state.is_open()).collect()
}

fn by_due(query: Select<task::Entity>) -> Select<task::Entity> {
    query.order_by_with_nulls(task::Column::DueOn, By::Asc, NullOrdering::Last).order_by_asc(task::Column::Id)
}

/// Tasks in which a unit within the scope takes part, where few are looked at.
fn seen_within(scope: &Scope) -> Condition {
    match scope {
        Scope::All => Condition::all(),
        Scope::Under(roots) => Condition::all().add(seen::by_any(roots, (task::Entity, task::Column::Id))),
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

/// The state that a row names.
fn stored(name: &str) -> Result<State> {
    State::named(name).ok_or_else(|| anyhow::anyhow!("a task in the state {name}").into())
}

impl TryFrom<task::Model> for Task {
    type Error = Error;

    fn try_from(row: task::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            origin: origin(row.plan_id, row.plan_number, row.clause_id, row.clause_path, row.duty_id),
            series: row.series_id.zip(row.period),
            title: row.title,
            deliverable: row.deliverable,
            lead: row.lead_id,
            first_lead: row.first_lead_id,
            state: stored(&row.state)?,
            first_due_on: row.first_due_on,
            due_on: row.due_on,
            done_on: row.done_on,
            progress: row.progress,
            revision: row.revision,
        })
    }
}
