//! The tables `notices`, `notice_mails` and `notice_days`: the only place with their queries.

mod days;
mod mails;
mod rows;

pub(crate) use days::{is_told, set_told};
pub(crate) use mails::{claim, end, mails_of, unmailed, waiting};

use std::collections::HashSet;

use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, OnConflict};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::model::{About, Kind};
use rows::notice;

/// Notices on a page.
pub(crate) const PER_PAGE: u64 = 30;
/// Tasks that are asked about at once, and rows that one transaction adds: it is to be short, and databases bound the
/// parameters of a statement.
pub(crate) const AT_ONCE: usize = 200;

/// Something that a person was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) about: About,
    pub(crate) kind: Kind,
    pub(crate) occasion: String,
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) days: i32,
    pub(crate) day: NaiveDate,
    pub(crate) told_at: DateTime<Utc>,
    pub(crate) read_at: Option<DateTime<Utc>>,
}

/// What makes a notice the same as another: what it is about, occasion and person.
pub(crate) type Key = (About, String, Uuid);

impl Notice {
    /// Its key.
    pub(crate) fn key(&self) -> Key {
        (self.about, self.occasion.clone(), self.person)
    }
}

/// Which of these are known already; asked for what they are about, and nothing else.
pub(crate) async fn known(connection: &impl ConnectionTrait, notices: &[Notice]) -> Result<HashSet<Key>> {
    let [tasks, returns, incoming] = About::apart(notices.iter().map(|notice| notice.about));
    let occasions: HashSet<_> = notices.iter().map(|notice| notice.occasion.as_str()).collect();
    if notices.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = notice::Entity::find()
        .filter(
            Condition::any()
                .add(notice::Column::TaskId.is_in(tasks))
                .add(notice::Column::ReturnId.is_in(returns))
                .add(notice::Column::IncomingId.is_in(incoming)),
        )
        .filter(notice::Column::Occasion.is_in(occasions))
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().map(|row| Ok((About::of(&row)?, row.occasion, row.person_id))).collect()
}

/// Adds those that are not there yet, at most [`AT_ONCE`]; gives back how many.
pub(crate) async fn add(tx: &WriteTx, notices: &[Notice]) -> Result<u64> {
    let rows = notices.iter().map(|new| notice::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person),
        task_id: Set(new.about.task()),
        return_id: Set(new.about.report()),
        kind: Set(new.kind.name().to_owned()),
        occasion: Set(new.occasion.clone()),
        due_on: Set(new.due_on),
        days: Set(new.days),
        day: Set(new.day),
        told_at: Set(new.told_at),
        read_at: Set(new.read_at),
        mail_day: Set(None),
        incoming_id: Set(new.about.incoming()),
    });
    notice::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .map_err(db::error)
}

/// A page of what somebody was told, the newest first, and how many there are in all.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    person: Uuid,
    page: u64,
) -> Result<(Vec<Notice>, u64)> {
    let found = notice::Entity::find().filter(notice::Column::PersonId.eq(person));
    let count = found.clone().count(connection).await.map_err(db::error)?;
    let rows = found
        .order_by_desc(notice::Column::ToldAt)
        .order_by_desc(notice::Column::Id)
        .offset(page.saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok((rows.into_iter().map(Notice::try_from).collect::<Result<_>>()?, count))
}

/// Marks as read all that somebody was told up to an instant; gives back how many were new.
pub(crate) async fn read(tx: &WriteTx, person: Uuid, until: DateTime<Utc>) -> Result<u64> {
    let written = notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(tx.now()))
        .filter(notice::Column::PersonId.eq(person))
        .filter(notice::Column::ReadAt.is_null())
        .filter(notice::Column::ToldAt.lte(until))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(written.rows_affected)
}

/// Forgets what was told before a day; gives back how many they were.
pub(crate) async fn forget(tx: &WriteTx, before: NaiveDate) -> Result<u64> {
    let gone = notice::Entity::delete_many().filter(notice::Column::Day.lt(before)).exec(tx).await;
    Ok(gone.map_err(db::error)?.rows_affected)
}

impl About {
    fn of(row: &notice::Model) -> Result<Self> {
        let about = row.task_id.map(Self::Task).or(row.return_id.map(Self::Return));
        let about = about.or(row.incoming_id.map(Self::Incoming));
        about.ok_or_else(|| anyhow::anyhow!("a notice about nothing").into())
    }
}

impl TryFrom<notice::Model> for Notice {
    type Error = Error;

    fn try_from(row: notice::Model) -> Result<Self> {
        let (kind, about) = (Kind::named(&row.kind), About::of(&row)?);
        Ok(Self {
            id: row.id,
            person: row.person_id,
            about,
            kind: kind.ok_or_else(|| anyhow::anyhow!("a notice of the kind {}", row.kind))?,
            occasion: row.occasion,
            due_on: row.due_on,
            days: row.days,
            day: row.day,
            told_at: row.told_at,
            read_at: row.read_at,
        })
    }
}
