use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Query};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::Notice;
use super::rows::{mail, notice};
use crate::notices::model::{Sending, wait};

/// The mail of a person and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) person: Uuid,
    pub(crate) message_id: String,
    pub(crate) state: Sending,
    pub(crate) attempts: i32,
    pub(crate) retry_at: Option<DateTime<Utc>>,
    pub(crate) error: Option<String>,
}

/// The mails of a day.
pub(crate) async fn mails_of(connection: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Mail>> {
    let rows = mail::Entity::find().filter(mail::Column::Day.eq(day)).all(connection).await;
    rows.map_err(db::error)?.into_iter().map(Mail::try_from).collect()
}

/// The people who have something new since a day that no mail has told them.
pub(crate) async fn waiting(connection: &impl ConnectionTrait, since: NaiveDate) -> Result<Vec<Uuid>> {
    let found = notice::Entity::find()
        .select_only()
        .column(notice::Column::PersonId)
        .distinct()
        .filter(is_unmailed(since))
        .order_by_asc(notice::Column::PersonId);
    found.into_tuple().all(connection).await.map_err(db::error)
}

/// What somebody was told since a day, has not read and was not told by mail, the oldest first.
pub(crate) async fn unmailed(
    connection: &impl ConnectionTrait,
    person: Uuid,
    since: NaiveDate,
) -> Result<Vec<Notice>> {
    let found = notice::Entity::find().filter(notice::Column::PersonId.eq(person)).filter(is_unmailed(since));
    let rows = found.order_by_asc(notice::Column::ToldAt).order_by_asc(notice::Column::Id).all(connection);
    rows.await.map_err(db::error)?.into_iter().map(Notice::try_from).collect()
}

/// Takes the mail of a person and day in hand, with what it tells; false where it is in other hands, has been sent, or
/// has to wait. Whoever got true, and nobody else, sends it.
pub(crate) async fn claim(
    tx: &WriteTx,
    person: Uuid,
    day: NaiveDate,
    message_id: &str,
    notices: &[Uuid],
) -> Result<bool> {
    let row = mail::ActiveModel {
        person_id: Set(person),
        day: Set(day),
        message_id: Set(message_id.to_owned()),
        state: Set(Sending::Pending.name().to_owned()),
        attempts: Set(1),
        retry_at: Set(None),
        error: Set(None),
        changed_at: Set(tx.now()),
    };
    let key = [mail::Column::PersonId, mail::Column::Day];
    let first = mail::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .map_err(db::error)?;
    if first == 0 {
        let again = mail::Entity::update_many()
            .col_expr(mail::Column::State, Expr::value(Sending::Pending.name()))
            .col_expr(mail::Column::Attempts, Expr::col(mail::Column::Attempts).add(1))
            .col_expr(mail::Column::ChangedAt, Expr::value(tx.now()))
            .filter(mail::Column::PersonId.eq(person))
            .filter(mail::Column::Day.eq(day))
            .filter(mail::Column::State.eq(Sending::Failed.name()))
            .filter(mail::Column::RetryAt.lte(tx.now()))
            .exec(tx)
            .await
            .map_err(db::error)?;
        if again.rows_affected == 0 {
            return Ok(false);
        }
    }
    notice::Entity::update_many()
        .col_expr(notice::Column::MailDay, Expr::value(day))
        .filter(notice::Column::PersonId.eq(person))
        .filter(notice::Column::Id.is_in(notices.iter().copied()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(true)
}

/// Writes down how the sending of a mail ended: sent, or refused for the reason.
pub(crate) async fn end(
    tx: &WriteTx,
    person: Uuid,
    day: NaiveDate,
    attempts: i32,
    refused: Option<&str>,
) -> Result<()> {
    let state = if refused.is_some() { Sending::Failed } else { Sending::Sent };
    let retry_at = refused.map(|_| tx.now() + wait(attempts));
    mail::Entity::update_many()
        .col_expr(mail::Column::State, Expr::value(state.name()))
        .col_expr(mail::Column::RetryAt, Expr::value(retry_at))
        .col_expr(mail::Column::Error, Expr::value(refused.map(str::to_owned)))
        .col_expr(mail::Column::ChangedAt, Expr::value(tx.now()))
        .filter(mail::Column::PersonId.eq(person))
        .filter(mail::Column::Day.eq(day))
        .filter(mail::Column::State.eq(Sending::Pending.name()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// New, and in no mail but in one that was refused for certain.
fn is_unmailed(since: NaiveDate) -> Condition {
    let told = Query::select()
        .expr(Expr::val(1))
        .from(mail::Entity)
        .and_where(
            Expr::col((mail::Entity, mail::Column::PersonId))
                .equals((notice::Entity, notice::Column::PersonId)),
        )
        .and_where(
            Expr::col((mail::Entity, mail::Column::Day)).equals((notice::Entity, notice::Column::MailDay)),
        )
        .and_where(mail::Column::State.ne(Sending::Failed.name()))
        .to_owned();
    Condition::all()
        .add(notice::Column::Day.gte(since))
        .add(notice::Column::ReadAt.is_null())
        .add(Expr::exists(told).not())
}

impl TryFrom<mail::Model> for Mail {
    type Error = Error;

    fn try_from(row: mail::Model) -> Result<Self> {
        let state = Sending::named(&row.state);
        Ok(Self {
            person: row.person_id,
            message_id: row.message_id,
            state: state.ok_or_else(|| anyhow::anyhow!("a mail in the state {}", row.state))?,
            attempts: row.attempts,
            retry_at: row.retry_at,
            error: row.error,
        })
    }
}
