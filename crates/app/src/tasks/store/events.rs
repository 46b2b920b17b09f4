use base::Result;
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::rows::event;

/// Something that happened to a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Happened {
    pub(crate) id: Uuid,
    /// As `Act::name` says it, or `found`.
    pub(crate) kind: String,
    /// None: the program itself.
    pub(crate) person: Option<Uuid>,
    pub(crate) words: Option<String>,
    pub(crate) percent: Option<i32>,
    /// The last day in time before and after, or after alone: the day on which the work was done.
    pub(crate) days: (Option<NaiveDate>, Option<NaiveDate>),
    /// The lead before and after.
    pub(crate) units: Option<(Uuid, Uuid)>,
    pub(crate) at: DateTime<Utc>,
}

/// All that happened to a task, the first first.
pub(crate) async fn events(connection: &impl ConnectionTrait, task: Uuid) -> Result<Vec<Happened>> {
    let rows = event::Entity::find()
        .filter(event::Column::TaskId.eq(task))
        .order_by_asc(event::Column::Number)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(Happened::from).collect())
}

/// The event of that id, with the task to which it happened.
pub(crate) async fn find_event(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(Uuid, Happened)>> {
    let row = event::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.map(|row| (row.task_id, row.into())))
}

/// Who reported a task done last.
pub(crate) async fn reporter(connection: &impl ConnectionTrait, task: Uuid) -> Result<Option<Uuid>> {
    let row = event::Entity::find()
        .filter(event::Column::TaskId.eq(task))
        .filter(event::Column::Kind.eq("done"))
        .order_by_desc(event::Column::Number)
        .one(connection)
        .await;
    Ok(row.map_err(db::error)?.and_then(|row| row.person_id))
}

/// Adds what happened to a task after all that did before.
///
/// # Errors
/// [`base::Error::Conflict`] where somebody else added one at the same time.
pub(crate) async fn add_event(tx: &WriteTx, task: Uuid, new: &Happened) -> Result<()> {
    let before = event::Entity::find().filter(event::Column::TaskId.eq(task)).count(tx).await;
    let row = event::ActiveModel {
        id: Set(new.id),
        task_id: Set(task),
        number: Set(i32::try_from(before.map_err(db::error)?).unwrap_or(i32::MAX)),
        kind: Set(new.kind.clone()),
        person_id: Set(new.person),
        words: Set(new.words.clone()),
        percent: Set(new.percent),
        day_before: Set(new.days.0),
        day_after: Set(new.days.1),
        unit_before: Set(new.units.map(|(before, _)| before)),
        unit_after: Set(new.units.map(|(_, after)| after)),
        recorded_at: Set(tx.now()),
    };
    event::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

impl From<event::Model> for Happened {
    fn from(row: event::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            person: row.person_id,
            words: row.words,
            percent: row.percent,
            days: (row.day_before, row.day_after),
            units: row.unit_before.zip(row.unit_after),
            at: row.recorded_at,
        }
    }
}
