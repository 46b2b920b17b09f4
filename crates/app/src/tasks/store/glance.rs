//! How the tasks of many units stand together: the database counts, so that a country costs no more than a page.

use std::collections::HashMap;

use base::Result;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use db::sea_orm::sea_query::{
    Alias, Asterisk, CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType,
};
use db::sea_orm::{ColumnTrait, ConnectionTrait};
use uuid::Uuid;

use super::rows::{event, seen, task};
use super::standing::{LATE, ON_TIME, OVERDUE, WITHIN, standing};
use crate::tasks::model::Counts;

/// How the tasks stand that a unit leads or one below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glance {
    /// Of the unit with all below it, and of each unit right below with all below that; those without tasks are left out.
    pub(crate) by_unit: HashMap<Uuid, Counts>,
    /// By the clauses that ask for them, as an [`crate::tasks::Origin`] names them.
    pub(crate) by_clause: HashMap<Uuid, Counts>,
    /// Tasks that were reported done since, and confirmed.
    pub(crate) reported: usize,
    pub(crate) confirmed: usize,
}

/// Part, id, how it stands and how many.
type Row = (i32, Uuid, i32, i64);

/// Of the tasks of a unit and of those right below it, the ids of which answer a question. One statement.
pub(crate) async fn glance(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    right_below: SelectStatement,
    today: NaiveDate,
    since: DateTime<Utc>,
) -> Result<Glance> {
    let led = seen::Column::Leads.eq(true);
    let of_units = |units: SimpleExpr| {
        Query::select()
            .expr_as(Expr::val(BY_UNIT), "part")
            .expr_as(Expr::col((seen::Entity, seen::Column::UnitId)), "id")
            .expr_as(of_seen(today), "standing")
            .from(seen::Entity)
            .and_where(units)
            .and_where(led.clone())
            .to_owned()
    };
    let mut rows = of_units(seen::Column::UnitId.eq(unit));
    rows.union(UnionType::All, of_units(seen::Column::UnitId.in_subquery(right_below)));
    let by_clause = Query::select()
        .expr_as(Expr::val(BY_CLAUSE), "part")
        .expr_as(Expr::col((task::Entity, task::Column::ClauseId)), "id")
        .expr_as(of_seen(today), "standing")
        .from(seen::Entity)
        .inner_join(task::Entity, same_task((task::Entity, task::Column::Id)))
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(led.clone())
        .and_where(task::Column::ClauseId.is_not_null())
        .to_owned();
    rows.union(UnionType::All, by_clause);
    let kind = || Expr::col((event::Entity, event::Column::Kind));
    let happened = Query::select()
        .expr_as(Expr::val(HAPPENED), "part")
        .expr_as(Expr::col((seen::Entity, seen::Column::UnitId)), "id")
        .expr_as(CaseStatement::new().case(kind().eq("confirm"), 1).finally(0), "standing")
        .from(event::Entity)
        .inner_join(seen::Entity, same_task((event::Entity, event::Column::TaskId)))
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(led)
        .and_where(kind().is_in(["done", "confirm"]))
        // Ids follow the time, a form's from the moment it was opened: the rest is not looked at.
        .and_where(Expr::col((event::Entity, event::Column::Id)).gte(first_id(since - TimeDelta::days(30))))
        .and_where(event::Column::RecordedAt.gte(since))
        .to_owned();
    rows.union(UnionType::All, happened);
    let mut glance = Glance::default();
    for (part, id, standing, count) in counted(connection, rows).await? {
        let counts = match part {
            BY_UNIT => glance.by_unit.entry(id).or_default(),
            BY_CLAUSE => glance.by_clause.entry(id).or_default(),
            _ if standing == 1 => {
                glance.confirmed = whole(count);
                continue;
            }
            _ => {
                glance.reported = whole(count);
                continue;
            }
        };
        add(counts, standing, count);
    }
    glance.by_unit.retain(|_, counts| counts.all() > 0);
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
    let rows = Query::select()
        .expr_as(Expr::val(BY_UNIT), "part")
        .expr_as(Expr::col((seen::Entity, seen::Column::UnitId)), "id")
        .expr_as(of_seen(today), "standing")
        .from(seen::Entity)
        .inner_join(task::Entity, same_task((task::Entity, task::Column::Id)))
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(seen::Column::Leads.eq(true))
        .and_where(task::Column::PlanId.in_subquery(plans))
        .to_owned();
    let mut counts = Counts::default();
    for (.., standing, count) in counted(connection, rows).await? {
        add(&mut counts, standing, count);
    }
    Ok(counts)
}

/// The plans of which a unit leads tasks, or one below it.
pub(crate) async fn plans_led(connection: &impl ConnectionTrait, unit: Uuid) -> Result<Vec<Uuid>> {
    let plans = Query::select()
        .distinct()
        .column((task::Entity, task::Column::PlanId))
        .from(seen::Entity)
        .inner_join(task::Entity, same_task((task::Entity, task::Column::Id)))
        .and_where(seen::Column::UnitId.eq(unit))
        .and_where(seen::Column::Leads.eq(true))
        .and_where(task::Column::PlanId.is_not_null())
        .to_owned();
    let rows = connection.query_all(&plans).await.map_err(db::error)?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(db::error)).collect()
}

const BY_UNIT: i32 = 0;
const BY_CLAUSE: i32 = 1;
const HAPPENED: i32 = 2;

/// How often each row comes.
async fn counted(connection: &impl ConnectionTrait, rows: SelectStatement) -> Result<Vec<Row>> {
    let columns = ["part", "id", "standing"].map(Alias::new);
    let counts = Query::select()
        .columns(columns.clone())
        .expr_as(Expr::col(Asterisk).count(), "count")
        .from_subquery(rows, "rows")
        .group_by_columns(columns)
        .to_owned();
    let rows = connection.query_all(&counts).await.map_err(db::error)?;
    rows.iter().map(|row| row.try_get_many_by_index().map_err(db::error)).collect()
}

fn add(counts: &mut Counts, standing: i32, count: i64) {
    let place = match standing {
        ON_TIME => &mut counts.on_time,
        LATE => &mut counts.late,
        // Those that are due soon are among them.
        WITHIN => &mut counts.within,
        OVERDUE => &mut counts.overdue,
        _ => return,
    };
    *place += whole(count);
}

fn whole(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

/// How each task that is seen stands.
fn of_seen(today: NaiveDate) -> SimpleExpr {
    let columns = [seen::Column::State, seen::Column::DueOn, seen::Column::DoneOn];
    standing(columns.map(|column| Expr::col((seen::Entity, column))), today)
}

fn same_task(other: impl db::sea_orm::sea_query::IntoColumnRef) -> SimpleExpr {
    Expr::col((seen::Entity, seen::Column::TaskId)).eq(Expr::col(other))
}

/// The least id of an instant.
fn first_id(at: DateTime<Utc>) -> Uuid {
    let millis = u128::try_from(at.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(millis << 80)
}
