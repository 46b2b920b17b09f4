use base::{Error, Result};
use chrono::{NaiveDate, TimeDelta};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::rows::{access_token, person};
use super::sign_ins::{signed_of, with_roles};
use crate::access::Signed;
use crate::people::model::AccessToken;

/// Whoever a token acts for, as [`super::signed`] tells it of a sign-in.
pub(crate) struct Bearer {
    pub(crate) signed: Signed,
    pub(crate) token: Uuid,
    pub(crate) last_used_on: Option<NaiveDate>,
}

/// Who the token acts for, with the roles of that day: one statement, because every request asks it.
pub(crate) async fn bearer(
    connection: &impl ConnectionTrait,
    token: &str,
    day: NaiveDate,
) -> Result<Option<Bearer>> {
    let theirs = Expr::col((access_token::Entity, access_token::Column::PersonId));
    let mut query =
        with_roles(theirs.equals((person::Entity, person::Column::Id)), access_token::Entity, day);
    query
        .expr_as(Expr::col((access_token::Entity, access_token::Column::Id)), "token_id")
        .columns([access_token::Column::Writes, access_token::Column::LastUsedOn])
        .and_where(access_token::Column::TokenSha256.eq(token))
        .and_where(access_token::Column::LastDay.gte(day));
    let rows = connection.query_all(&query).await.map_err(db::error)?;
    let Some((first, signed)) = rows.first().zip(signed_of(&rows, String::new())?) else { return Ok(None) };
    let writes: bool = first.try_get("", "writes").map_err(db::error)?;
    Ok(Some(Bearer {
        signed: if writes { signed } else { signed.reading_only() },
        token: first.try_get("", "token_id").map_err(db::error)?,
        last_used_on: first.try_get("", "last_used_on").map_err(db::error)?,
    }))
}

/// Keeps on which day a token was used last.
pub(crate) async fn used_on(tx: &WriteTx, id: Uuid, day: NaiveDate) -> Result<()> {
    access_token::Entity::update_many()
        .col_expr(access_token::Column::LastUsedOn, Expr::value(day))
        .filter(access_token::Column::Id.eq(id))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// The tokens of somebody, the newest first.
pub(crate) async fn access_tokens_of(
    connection: &impl ConnectionTrait,
    person: Uuid,
) -> Result<Vec<AccessToken>> {
    let rows = access_token::Entity::find()
        .filter(access_token::Column::PersonId.eq(person))
        .order_by_desc(access_token::Column::CreatedAt)
        .order_by_desc(access_token::Column::Id)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(AccessToken::from).collect())
}

/// Adds a token under the hash of its secret.
///
/// # Errors
/// [`Error::Conflict`] where there is one of that id.
pub(crate) async fn add_access_token(tx: &WriteTx, new: &AccessToken, hash: &str) -> Result<()> {
    let row = access_token::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person),
        name: Set(new.name.clone()),
        token_sha256: Set(hash.to_owned()),
        writes: Set(new.writes),
        last_day: Set(new.last_day),
        last_used_on: Set(new.last_used_on),
        created_at: Set(tx.now()),
    };
    access_token::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Takes a token of somebody away.
///
/// # Errors
/// [`Error::NotFound`] where they have none of that id.
pub(crate) async fn remove_access_token(tx: &WriteTx, person: Uuid, id: Uuid) -> Result<()> {
    let theirs = access_token::Column::PersonId.eq(person).and(access_token::Column::Id.eq(id));
    if remove(tx, Condition::all().add(theirs)).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Takes away what somebody made for programs: all access tokens, and the address of their calendar.
pub(crate) async fn end_own_keys(tx: &WriteTx, person: Uuid) -> Result<()> {
    super::remove_calendar_address(tx, person).await?;
    remove(tx, Condition::all().add(access_token::Column::PersonId.eq(person))).await.map(drop)
}

/// Forgets tokens whose last day is more than a month past; until then their owner sees why a program fails.
pub(crate) async fn forget_access_tokens(tx: &WriteTx) -> Result<()> {
    let day = web::format::day_of(tx.now() - TimeDelta::days(31));
    remove(tx, Condition::all().add(access_token::Column::LastDay.lt(day))).await.map(drop)
}

async fn remove(tx: &WriteTx, which: Condition) -> Result<u64> {
    let removed = access_token::Entity::delete_many().filter(which).exec(tx).await.map_err(db::error)?;
    Ok(removed.rows_affected)
}

impl From<access_token::Model> for AccessToken {
    fn from(row: access_token::Model) -> Self {
        Self {
            id: row.id,
            person: row.person_id,
            name: row.name,
            writes: row.writes,
            last_day: row.last_day,
            last_used_on: row.last_used_on,
        }
    }
}
