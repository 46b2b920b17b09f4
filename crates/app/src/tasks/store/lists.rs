use base::Result;
use chrono::{Days, NaiveDate};
use db::sea_orm::sea_query::{Asterisk, Expr, ExprTrait, NullOrdering, Query, SelectStatement, SimpleExpr};
use db::sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order as By,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::question::{Filter, Order, PER_PAGE, Term, Total};
use super::rows::{seen, task};
use super::seen as stored;
use super::standing::{LATE, ON_TIME, WITHIN, standing};
use super::{open_states, sought, stored as state_of, within};
use crate::access::Scope;
use crate::tasks::model::{SOON, Stand, State, Task};
use crate::units;

/// Tasks are counted up to so many; beyond, there are more.
const COUNTED: u64 = 2_000;

/// A page of the tasks in which units within the scope take part, and how many there are in all.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    today: NaiveDate,
    page: u64,
) -> Result<(Vec<Task>, Total)> {
    let asked = Asked::new(scope, filter, today);
    let (order, offset) = (filter.order, page.saturating_mul(PER_PAGE));
    let words = sought::asked(&filter.words);
    if words.is_empty() {
        let count = asked.count(connection).await?;
        return Ok((asked.tasks_of(connection, order, offset, PER_PAGE).await?, count));
    }
    let Some((rare, beside)) = sought::rarest(connection, &words).await? else {
        // One more tells whether there are more.
        let mut tasks = asked.tasks_of(connection, order, offset, PER_PAGE + 1).await?;
        let there = tasks.len() as u64;
        tasks.truncate(PER_PAGE as usize);
        let total = match there {
            0 if offset > 0 => asked.count(connection).await?,
            there if there > PER_PAGE => Total::MoreThan(offset + PER_PAGE),
            there => Total::Exactly(offset + there),
        };
        return Ok((tasks, total));
    };
    let few = sought::tasks_with(&rare, &beside);
    Asked::among_few(scope, filter, today, few).counted(connection, order, offset).await
}

/// The tasks in which units within the scope take part that answer a question, at most `most`.
pub(crate) async fn found(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    today: NaiveDate,
    most: u64,
) -> Result<Vec<Task>> {
    Asked::new(scope, filter, today).tasks_of(connection, filter.order, 0, most).await
}

/// Tasks led within the scope in one of the states, those due first first, at most `most`.
pub(crate) async fn led_within(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    states: &[State],
    most: u64,
) -> Result<Vec<Task>> {
    Asked::led(scope).and_state_in(states).tasks_of(connection, Order::Due, 0, most).await
}

/// All tasks of some plans, their ids the answer to a question, that a unit leads or one below it; those due first first.
pub(crate) async fn led_for_plans(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    plans: SelectStatement,
) -> Result<Vec<Task>> {
    let led = Asked::led_for(unit, plans);
    let tasks = ordered(led.select(), Order::Due, led.id(), led.due_on(), led.done_on());
    let rows = tasks.all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Task::try_from).collect()
}

/// The same, how far they are.
pub(crate) async fn stands_for_plans(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    plans: SelectStatement,
) -> Result<Vec<Stand>> {
    let led = Asked::led_for(unit, plans);
    let rows = led
        .select()
        .select_only()
        .columns([
            task::Column::LeadId,
            task::Column::ClauseId,
            task::Column::State,
            task::Column::DueOn,
            task::Column::DoneOn,
        ])
        .into_tuple::<(_, _, String, _, _)>()
        .all(connection)
        .await
        .map_err(db::error)?;
    let stand = |(lead, clause, state, due_on, done_on): (_, _, String, _, _)| {
        Ok(Stand { lead, clause, state: state_of(&state)?, due_on, done_on })
    };
    rows.into_iter().map(stand).collect()
}

/// A question to the database. Where it is about one unit with all below it, `task_seen` answers it, which has an index for
/// each of a unit's lists; else the tasks themselves.
#[derive(Clone)]
pub(super) struct Asked {
    is_seen: bool,
    /// Whether it asks for something that only the tasks themselves have.
    needs_tasks: bool,
    condition: Condition,
}

impl Asked {
    /// Tasks in which units within the scope take part that pass the filter.
    pub(super) fn new(scope: &Scope, filter: &Filter, today: NaiveDate) -> Self {
        let asked = match (filter.lead, scope) {
            (Some(lead), scope) => {
                Self::seen_by(lead).and(seen::Column::Leads.eq(true)).and_within(lead, scope)
            }
            (None, Scope::Under(roots)) if roots.len() == 1 => Self::seen_by(roots[0]),
            (None, Scope::Under(roots)) => {
                Self::tasks(Condition::all().add(task::Column::Id.in_subquery(stored::of_any(roots))))
            }
            (None, Scope::All) => Self::tasks(Condition::all()),
        };
        asked.and_all_of(filter, today)
    }

    /// The same of the few tasks that have a word: each of them is looked at, rather than what a unit sees in its order.
    fn among_few(scope: &Scope, filter: &Filter, today: NaiveDate, few: SelectStatement) -> Self {
        let few = Self::tasks(Condition::all().add(task::Column::Id.in_subquery(few)));
        let task = (task::Entity, task::Column::Id);
        let few = match (filter.lead, scope) {
            (Some(lead), scope) => few.and(stored::led_below(lead, task)).and_within(lead, scope),
            (None, Scope::Under(roots)) => few.and(stored::by_any(roots, task)),
            (None, Scope::All) => few,
        };
        few.and_all_of(filter, today)
    }

    /// What a filter asks for besides the units.
    fn and_all_of(self, filter: &Filter, today: NaiveDate) -> Self {
        let mut asked = self;
        let words = sought::asked(&filter.words);
        if words.is_empty() && !filter.words.trim().is_empty() {
            // Signs alone stand in no title.
            asked = asked.and(Expr::val(1).eq(0));
        }
        for word in words {
            let title = asked.column(seen::Column::Sought, task::Column::Sought);
            asked = asked.and(sought::stands_in(title, &word));
        }
        if !filter.plans.is_empty() {
            asked = asked.and_of_task(task::Column::PlanId.is_in(filter.plans.iter().copied()));
        }
        if let Some(state) = filter.state {
            asked = asked.and_state_in(&[state]);
        }
        match filter.term {
            None => asked,
            Some(term) => asked.and_term(term, today),
        }
    }

    /// Tasks led within the scope.
    fn led(scope: &Scope) -> Self {
        match scope {
            Scope::Under(roots) if roots.len() == 1 => {
                Self::seen_by(roots[0]).and(seen::Column::Leads.eq(true))
            }
            scope => Self::tasks(within(task::Column::LeadId, scope)),
        }
    }

    /// Tasks of some plans that a unit leads or one below it.
    fn led_for(unit: Uuid, plans: SelectStatement) -> Self {
        Self::led(&Scope::Under(vec![unit])).and(seen::Column::PlanId.in_subquery(plans))
    }

    fn tasks(condition: Condition) -> Self {
        Self { is_seen: false, needs_tasks: true, condition: Condition::all().add(condition) }
    }

    fn seen_by(unit: Uuid) -> Self {
        let condition = Condition::all().add(seen::Column::UnitId.eq(unit));
        Self { is_seen: true, needs_tasks: false, condition }
    }

    fn and(mut self, condition: impl Into<SimpleExpr>) -> Self {
        self.condition = self.condition.add(condition.into());
        self
    }

    fn and_of_task(self, condition: SimpleExpr) -> Self {
        Self { needs_tasks: true, ..self }.and(condition)
    }

    pub(super) fn and_state_in(self, states: &[State]) -> Self {
        let names: Vec<_> = states.iter().map(|state| state.name()).collect();
        let state = self.state();
        self.and(state.is_in(names))
    }

    fn and_open(self) -> Self {
        if self.is_seen { self.and(seen::Column::IsOpen.eq(true)) } else { self.and_state_in(&open_states()) }
    }

    /// What a unit sees of its own is within the scope of whoever looks after it or a unit above; else the scope is asked
    /// for each task.
    fn and_within(self, unit: Uuid, scope: &Scope) -> Self {
        let Scope::Under(roots) = scope else { return self };
        let seen_there = if self.is_seen {
            stored::by_any(roots, (seen::Entity, seen::Column::TaskId))
        } else {
            stored::by_any(roots, (task::Entity, task::Column::Id))
        };
        self.and(units::is_below(unit, roots).or(seen_there))
    }

    /// As `Task::standing` says it: what was reported done in time waits for others and is not overdue.
    fn and_term(self, term: Term, today: NaiveDate) -> Self {
        let worked_on = State::WORKED_ON;
        let (state, due_on, done_on) = (self.state(), self.due_on(), self.done_on());
        match term {
            Term::Open => self.and_open(),
            // Nothing is done on a day to come: what was done late is past its last day too.
            Term::Overdue => self
                .and_open()
                .and_state_in(&[worked_on.as_slice(), &[State::ReportedDone]].concat())
                .and(due_on.clone().lt(today))
                .and(state.ne(State::ReportedDone.name()).or(done_on.gt(due_on))),
            Term::Soon => self
                .and_open()
                .and_state_in(&worked_on)
                .and(due_on.between(today, today + Days::new(SOON - 1))),
            Term::Within => self.and_open().and_standing(WITHIN, today),
            Term::OnTime => self.and_state_in(&[State::ConfirmedDone]).and_standing(ON_TIME, today),
            Term::Late => self.and_state_in(&[State::ConfirmedDone]).and_standing(LATE, today),
        }
    }

    fn and_standing(self, wanted: i32, today: NaiveDate) -> Self {
        let standing = standing([self.state(), self.due_on(), self.done_on()], today);
        self.and(standing.eq(wanted))
    }

    async fn count(&self, connection: &impl ConnectionTrait) -> Result<Total> {
        let ids = if self.needs_tasks {
            self.select().select_only().column(task::Column::Id).limit(COUNTED + 1).into_query()
        } else {
            self.rows().limit(COUNTED + 1).into_query()
        };
        let count = Query::select()
            .expr_as(Expr::col(Asterisk).count(), "count")
            .from_subquery(ids, "found")
            .to_owned();
        let row = connection.query_one(&count).await.map_err(db::error)?;
        let count: Option<i64> = row.map(|row| row.try_get("", "count")).transpose().map_err(db::error)?;
        let count = count.unwrap_or_default().unsigned_abs();
        Ok(if count > COUNTED { Total::MoreThan(COUNTED) } else { Total::Exactly(count) })
    }

    /// A part of the answer.
    async fn tasks_of(
        &self,
        connection: &impl ConnectionTrait,
        order: Order,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<Task>> {
        let rows = self.part(order, offset, limit).all(connection).await.map_err(db::error)?;
        rows.into_iter().map(Task::try_from).collect()
    }

    /// A page of an answer that is not long, with the count of all in the same statement.
    async fn counted(
        &self,
        connection: &impl ConnectionTrait,
        order: Order,
        offset: u64,
    ) -> Result<(Vec<Task>, Total)> {
        let page = ordered(self.select(), order, self.id(), self.due_on(), self.done_on())
            .expr_as(Expr::cust("COUNT(*) OVER ()"), "total")
            .offset(offset)
            .limit(PER_PAGE)
            .into_query();
        let (mut tasks, mut total) = (Vec::new(), 0_i64);
        for row in connection.query_all(&page).await.map_err(db::error)? {
            total = row.try_get("", "total").map_err(db::error)?;
            tasks.push(task::Model::from_query_result(&row, "").map_err(db::error)?.try_into()?);
        }
        // A page past the last one has no row that says how many there are.
        let total = if tasks.is_empty() && offset > 0 {
            self.count(connection).await?
        } else {
            Total::Exactly(total.unsigned_abs())
        };
        Ok((tasks, total))
    }

    /// The ids that the copy has.
    fn rows(&self) -> Select<seen::Entity> {
        seen::Entity::find().select_only().column(seen::Column::TaskId).filter(self.condition.clone())
    }

    /// Without an order.
    pub(super) fn select(&self) -> Select<task::Entity> {
        let select = if self.is_seen {
            let seen = task::Entity::belongs_to(seen::Entity).from(task::Column::Id).to(seen::Column::TaskId);
            task::Entity::find().join(JoinType::InnerJoin, seen.into())
        } else {
            task::Entity::find()
        };
        select.filter(self.condition.clone())
    }

    /// A part of the answer. Rows that are passed over are ids, read off an index where it can be; the tasks are looked at
    /// only of those that are wanted.
    pub(super) fn part(&self, order: Order, offset: u64, limit: u64) -> Select<task::Entity> {
        let mut ids = if self.needs_tasks {
            let ids = self.select().select_only().column(task::Column::Id);
            ordered(ids, order, self.id(), self.due_on(), self.done_on()).into_query()
        } else {
            ordered(self.rows(), order, self.id(), self.due_on(), self.done_on()).into_query()
        };
        ids.offset(offset).limit(limit);
        let all = Self::tasks(Condition::all().add(task::Column::Id.in_subquery(ids)));
        ordered(all.select(), order, all.id(), all.due_on(), all.done_on())
    }

    pub(super) fn state(&self) -> SimpleExpr {
        self.column(seen::Column::State, task::Column::State)
    }

    fn id(&self) -> SimpleExpr {
        self.column(seen::Column::TaskId, task::Column::Id)
    }

    fn due_on(&self) -> SimpleExpr {
        self.column(seen::Column::DueOn, task::Column::DueOn)
    }

    fn done_on(&self) -> SimpleExpr {
        self.column(seen::Column::DoneOn, task::Column::DoneOn)
    }

    fn column(&self, seen: seen::Column, task: task::Column) -> SimpleExpr {
        if self.is_seen { seen.into_expr() } else { task.into_expr() }
    }
}

/// Ids follow the time.
fn ordered<Q: QueryOrder>(
    query: Q,
    order: Order,
    id: SimpleExpr,
    due_on: SimpleExpr,
    done_on: SimpleExpr,
) -> Q {
    match order {
        Order::Due => query.order_by_with_nulls(due_on, By::Asc, NullOrdering::Last).order_by(id, By::Asc),
        Order::DueLast => {
            query.order_by_with_nulls(due_on, By::Desc, NullOrdering::Last).order_by(id, By::Desc)
        }
        Order::Newest => query.order_by(id, By::Desc),
        Order::DoneLast => query.order_by(done_on, By::Desc).order_by(id, By::Desc),
    }
}
