use base::{Error, Result};
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::rows::{series, task};
use crate::access::Scope;
use crate::tasks::series::{Every, Series};
use crate::units;

/// Adds recurring work.
pub(crate) async fn add_series(tx: &WriteTx, new: &Series) -> Result<()> {
    let origin = new.origin.as_ref();
    let number = |number: u32| i32::try_from(number).unwrap_or_default();
    let row = series::ActiveModel {
        id: Set(new.id),
        plan_id: Set(origin.map(|origin| origin.plan)),
        plan_number: Set(origin.map(|origin| origin.plan_number.clone())),
        clause_id: Set(origin.map(|origin| origin.clause)),
        clause_path: Set(origin.map(|origin| origin.clause_path.clone())),
        duty_id: Set(origin.and_then(|origin| origin.duty)),
        title: Set(new.title.clone()),
        deliverable: Set(new.deliverable.clone()),
        lead_id: Set(new.lead),
        helping: Set(ids(&new.helping)),
        every: Set(new.every.name().to_owned()),
        due_month: Set(new.month_day.map(|(month, _)| number(month))),
        due_day: Set(new.month_day.map(|(_, day)| number(day))),
        first_on: Set(new.first_on),
        last_on: Set(new.last_on),
        recorded_at: Set(tx.now()),
    };
    series::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// All recurring work.
pub(crate) async fn all_series(connection: &impl ConnectionTrait) -> Result<Vec<Series>> {
    let rows = series::Entity::find().all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Series::try_from).collect()
}

/// Recurring work led by one of these units that has runs to come after a day.
pub(crate) async fn series_of(
    connection: &impl ConnectionTrait,
    leads: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<Series>> {
    let led = Condition::all().add(series::Column::LeadId.is_in(leads.iter().copied()));
    lasting(connection, led, today).await
}

/// Recurring work led within the scope that has runs to come after a day.
pub(crate) async fn series_to_come(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<Series>> {
    let led = match units::within(scope) {
        None => Condition::all(),
        Some(ids) => Condition::all().add(series::Column::LeadId.in_subquery(ids)),
    };
    lasting(connection, led, today).await
}

async fn lasting(
    connection: &impl ConnectionTrait,
    which: Condition,
    today: NaiveDate,
) -> Result<Vec<Series>> {
    let lasts = Condition::any().add(series::Column::LastOn.is_null()).add(series::Column::LastOn.gte(today));
    let found = series::Entity::find().filter(which).filter(lasts).order_by_asc(series::Column::Id);
    let rows = found.all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Series::try_from).collect()
}

/// Whether a period of it may begin after a day.
pub(crate) async fn comes_again(
    connection: &impl ConnectionTrait,
    id: Uuid,
    today: NaiveDate,
) -> Result<bool> {
    let row = series::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.is_some_and(|row| row.last_on.is_none_or(|last| last > today)))
}

/// Lets no period begin after a day.
pub(crate) async fn end_series(tx: &WriteTx, id: Uuid, last_on: NaiveDate) -> Result<()> {
    series::Entity::update_many()
        .col_expr(series::Column::LastOn, Expr::value(last_on))
        .filter(series::Column::Id.eq(id))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Lets other units lead and help with the runs to come.
pub(crate) async fn hand_over_series(tx: &WriteTx, after: &Series) -> Result<()> {
    series::Entity::update_many()
        .col_expr(series::Column::LeadId, Expr::value(after.lead))
        .col_expr(series::Column::Helping, Expr::value(ids(&after.helping)))
        .filter(series::Column::Id.eq(after.id))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// As the column `helping` has them.
fn ids(units: &[Uuid]) -> String {
    units.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",")
}

/// What was set up by hand, as it was said then.
pub(crate) struct SetUp {
    /// The task, or the first run of recurring work, if it has one.
    pub(crate) id: Option<Uuid>,
    pub(crate) title: String,
    pub(crate) deliverable: Option<String>,
    pub(crate) lead: Uuid,
    pub(crate) helping: Vec<Uuid>,
    pub(crate) clause: Option<Uuid>,
    /// The last day of work that is done once.
    pub(crate) due_on: Option<NaiveDate>,
    /// How often, and the month and day of each run, of work that comes again.
    pub(crate) recurs: Option<(Every, Option<(u32, u32)>)>,
}

/// What was set up under an id; none where nothing was.
pub(crate) async fn set_up_as(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<SetUp>> {
    if let Some(task) = task::Entity::find_by_id(id).one(connection).await.map_err(db::error)? {
        return Ok(Some(SetUp {
            id: Some(id),
            title: task.title,
            deliverable: task.deliverable,
            lead: task.first_lead_id.unwrap_or(task.lead_id),
            helping: super::helping(connection, id).await?,
            clause: task.clause_id,
            due_on: task.first_due_on,
            recurs: None,
        }));
    }
    let Some(series) = series::Entity::find_by_id(id).one(connection).await.map_err(db::error)? else {
        return Ok(None);
    };
    let runs = task::Entity::find().filter(task::Column::SeriesId.eq(id)).order_by_asc(task::Column::Id);
    let first = runs.one(connection).await.map_err(db::error)?.map(|task| task.id);
    let series = Series::try_from(series)?;
    Ok(Some(SetUp {
        id: first,
        title: series.title,
        deliverable: series.deliverable,
        lead: series.lead,
        helping: series.helping,
        clause: series.origin.map(|origin| origin.clause),
        due_on: None,
        recurs: Some((series.every, series.month_day)),
    }))
}

/// Whether the run of a period is there.
pub(crate) async fn has_run(connection: &impl ConnectionTrait, series: Uuid, period: &str) -> Result<bool> {
    let row = task::Entity::find()
        .filter(task::Column::SeriesId.eq(series))
        .filter(task::Column::Period.eq(period))
        .one(connection)
        .await;
    Ok(row.map_err(db::error)?.is_some())
}

impl TryFrom<series::Model> for Series {
    type Error = Error;

    fn try_from(row: series::Model) -> Result<Self> {
        let every = Every::named(&row.every);
        let number = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
        Ok(Self {
            id: row.id,
            origin: super::origin(row.plan_id, row.plan_number, row.clause_id, row.clause_path, row.duty_id),
            title: row.title,
            deliverable: row.deliverable,
            lead: row.lead_id,
            helping: row.helping.split(',').filter_map(|id| id.parse().ok()).collect(),
            every: every.ok_or_else(|| anyhow::anyhow!("work that comes again {}", row.every))?,
            month_day: number(row.due_month).zip(number(row.due_day)),
            first_on: row.first_on,
            last_on: row.last_on,
        })
    }
}
