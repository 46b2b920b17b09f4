use std::collections::HashSet;

use base::{Error, Result};
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::rows::{
    access_token, calendar_address, half_sign_in, recovery_code, rule, second_factor, session,
};
use crate::people::model::{HalfSignIn, SecondFactor};

/// What somebody's second step is worked out of, where they have one.
pub(crate) async fn factor(connection: &impl ConnectionTrait, person: Uuid) -> Result<Option<SecondFactor>> {
    let row = second_factor::Entity::find_by_id(person).one(connection).await.map_err(db::error)?;
    Ok(row.map(|row| SecondFactor { person: row.person_id, secret: row.secret, last_step: row.last_step }))
}

/// Those of the people who have one.
pub(crate) async fn with_factor(connection: &impl ConnectionTrait, people: &[Uuid]) -> Result<HashSet<Uuid>> {
    let found = second_factor::Entity::find()
        .select_only()
        .column(second_factor::Column::PersonId)
        .filter(second_factor::Column::PersonId.is_in(people.iter().copied()));
    Ok(found.into_tuple().all(connection).await.map_err(db::error)?.into_iter().collect())
}

/// Turns the second step on.
///
/// # Errors
/// [`Error::Conflict`] where it is.
pub(crate) async fn add_factor(tx: &WriteTx, new: &SecondFactor) -> Result<()> {
    let row = second_factor::ActiveModel {
        person_id: Set(new.person),
        secret: Set(new.secret.clone()),
        last_step: Set(new.last_step),
        confirmed_at: Set(tx.now()),
    };
    second_factor::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Turns it off, with its recovery codes.
pub(crate) async fn remove_factor(tx: &WriteTx, person: Uuid) -> Result<()> {
    remove_recovery_codes(tx, person).await?;
    second_factor::Entity::delete_by_id(person).exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Keeps the time step of a code that was taken; `false` where it or a later one was taken before.
pub(crate) async fn set_last_step(tx: &WriteTx, person: Uuid, step: i64) -> Result<bool> {
    let done = second_factor::Entity::update_many()
        .col_expr(second_factor::Column::LastStep, Expr::value(step))
        .filter(second_factor::Column::PersonId.eq(person))
        .filter(second_factor::Column::LastStep.lt(step))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(done.rows_affected == 1)
}

/// Puts recovery codes in the place of those before.
pub(crate) async fn add_recovery_codes(tx: &WriteTx, person: Uuid, hashes: &[String]) -> Result<()> {
    remove_recovery_codes(tx, person).await?;
    let rows = hashes
        .iter()
        .map(|hash| recovery_code::ActiveModel { person_id: Set(person), code_sha256: Set(hash.clone()) });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Uses a recovery code up; `false` where there is none such.
pub(crate) async fn take_recovery_code(tx: &WriteTx, person: Uuid, hash: &str) -> Result<bool> {
    let key = (person, hash.to_owned());
    let done = recovery_code::Entity::delete_by_id(key).exec(tx).await.map_err(db::error)?;
    Ok(done.rows_affected == 1)
}

/// How many are left.
pub(crate) async fn recovery_codes_left(connection: &impl ConnectionTrait, person: Uuid) -> Result<u64> {
    let left = recovery_code::Entity::find().filter(recovery_code::Column::PersonId.eq(person));
    left.count(connection).await.map_err(db::error)
}

async fn remove_recovery_codes(tx: &WriteTx, person: Uuid) -> Result<()> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::PersonId.eq(person))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Opens a sign-in that waits for its code.
pub(crate) async fn add_half(
    tx: &WriteTx,
    token: &str,
    half: &HalfSignIn,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let row = half_sign_in::ActiveModel {
        token_sha256: Set(token.to_owned()),
        person_id: Set(half.person),
        expires_at: Set(expires_at),
        offered_secret: Set(half.offered.clone()),
    };
    half_sign_in::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// The sign-in that waits for its code, while it does.
///
/// # Errors
/// [`Error::NotFound`]
pub(crate) async fn half(
    connection: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<HalfSignIn> {
    let row = half_sign_in::Entity::find_by_id(token)
        .filter(half_sign_in::Column::ExpiresAt.gt(now))
        .one(connection)
        .await
        .map_err(db::error)?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(HalfSignIn { person: row.person_id, offered: row.offered_secret })
}

/// Ends the waiting.
pub(crate) async fn remove_half(tx: &WriteTx, token: &str) -> Result<()> {
    half_sign_in::Entity::delete_by_id(token).exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Keeps the secret that was shown to a sign-in, or that none is any more.
pub(crate) async fn offer(tx: &WriteTx, session: &str, secret: Option<&str>) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::OfferedSecret, Expr::value(secret.map(str::to_owned)))
        .filter(session::Column::TokenSha256.eq(session))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// The secret that was shown to a sign-in.
pub(crate) async fn offered(connection: &impl ConnectionTrait, session: &str) -> Result<Option<String>> {
    let row = session::Entity::find_by_id(session).one(connection).await.map_err(db::error)?;
    Ok(row.and_then(|row| row.offered_secret))
}

/// Whether everybody needs a second step. In a transaction that opens sign-ins, the answer holds until its end.
pub(crate) async fn is_required(connection: &impl ConnectionTrait, is_held: bool) -> Result<bool> {
    let row = rule::Entity::find_by_id(1);
    let row = if is_held { row.lock_shared() } else { row };
    let row = row.one(connection).await.map_err(db::error)?;
    Ok(row.ok_or_else(|| anyhow::anyhow!("the row of the sign-in's rules is gone"))?.second_factor_required)
}

/// Says whether everybody needs a second step.
pub(crate) async fn set_required(tx: &WriteTx, is_required: bool) -> Result<()> {
    rule::Entity::update_many()
        .col_expr(rule::Column::SecondFactorRequired, Expr::value(is_required))
        .filter(rule::Column::Id.eq(1))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Ends the sign-ins, the access tokens and the addresses of calendars of all who have no second step.
pub(crate) async fn end_without_factor(tx: &WriteTx) -> Result<()> {
    let having = second_factor::Entity::find().select_only().column(second_factor::Column::PersonId);
    let having = having.into_query();
    session::Entity::delete_many()
        .filter(session::Column::PersonId.not_in_subquery(having.clone()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    calendar_address::Entity::delete_many()
        .filter(calendar_address::Column::PersonId.not_in_subquery(having.clone()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    access_token::Entity::delete_many()
        .filter(access_token::Column::PersonId.not_in_subquery(having))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}
