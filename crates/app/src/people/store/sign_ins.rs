use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm;
use db::sea_orm::sea_query::{Expr, ExprTrait, IntoTableRef, OnConflict, Query, SelectStatement};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QueryResult,
};
use uuid::Uuid;

use super::rows::{
    access_token, calendar_address, failure, grant, half_sign_in, invitation, person, session,
};
use crate::access::{Grant, Role, Signed};
use crate::people::model::Failures;

/// Who the open sign-in belongs to, with the roles of that day: one statement, because every page asks it.
pub(crate) async fn signed(
    connection: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
    day: NaiveDate,
) -> Result<Option<Signed>> {
    let theirs = Expr::col((session::Entity, session::Column::PersonId));
    let mut query = with_roles(theirs.equals((person::Entity, person::Column::Id)), session::Entity, day);
    query.and_where(session::Column::TokenSha256.eq(token)).and_where(session::Column::ExpiresAt.gt(now));
    let rows = connection.query_all(&query).await.map_err(db::error)?;
    signed_of(&rows, token.to_owned())
}

/// Asks a table whom its rows name, unless they are disabled, with the roles of a day.
pub(super) fn with_roles(theirs: Expr, table: impl IntoTableRef, day: NaiveDate) -> SelectStatement {
    let holding = Condition::all()
        .add(Expr::col((grant::Entity, grant::Column::PersonId)).equals((person::Entity, person::Column::Id)))
        .add(grant::Column::ValidFrom.lte(day))
        .add(Condition::any().add(grant::Column::ValidTo.is_null()).add(grant::Column::ValidTo.gt(day)));
    Query::select()
        .columns([(person::Entity, person::Column::Id), (person::Entity, person::Column::Name)])
        .columns([(grant::Entity, grant::Column::Role), (grant::Entity, grant::Column::UnitId)])
        .from(table)
        .inner_join(person::Entity, theirs)
        .left_join(grant::Entity, holding)
        .and_where(person::Column::DisabledAt.is_null())
        .to_owned()
}

/// The person of these rows of [`with_roles`].
pub(super) fn signed_of(rows: &[QueryResult], session: String) -> Result<Option<Signed>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        role: Option<String>,
        unit_id: Option<Uuid>,
    }

    let rows = rows.iter().map(|row| Row::from_query_result(row, "")).collect::<Result<Vec<_>, _>>();
    let rows = rows.map_err(db::error)?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (id, name) = (first.id, first.name.clone());
    let grants = rows
        .iter()
        .filter_map(|row| Some(Grant { role: Role::named(row.role.as_deref()?)?, unit: row.unit_id }));
    Ok(Some(Signed::new(id, name, session, grants.collect())))
}

/// Opens a sign-in.
pub(crate) async fn add_session(
    tx: &WriteTx,
    token: &str,
    person: Uuid,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let row = session::ActiveModel {
        token_sha256: Set(token.to_owned()),
        person_id: Set(person),
        created_at: Set(tx.now()),
        expires_at: Set(expires_at),
        offered_secret: Set(None),
    };
    session::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Ends one sign-in.
pub(crate) async fn remove_session(tx: &WriteTx, token: &str) -> Result<()> {
    session::Entity::delete_by_id(token).exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Ends all sign-ins of somebody, also those that wait for a code, but the one to be kept.
pub(crate) async fn end_sessions(tx: &WriteTx, person: Uuid, kept: Option<&str>) -> Result<()> {
    half_sign_in::Entity::delete_many()
        .filter(half_sign_in::Column::PersonId.eq(person))
        .exec(tx)
        .await
        .map_err(db::error)?;
    session::Entity::delete_many()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::TokenSha256.ne(kept.unwrap_or_default()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Ends all sign-ins, those that wait for a code, invitations, access tokens and addresses of calendars, of everybody.
pub(crate) async fn end_all_ways_in(tx: &WriteTx) -> Result<()> {
    half_sign_in::Entity::delete_many().exec(tx).await.map_err(db::error)?;
    session::Entity::delete_many().exec(tx).await.map_err(db::error)?;
    invitation::Entity::delete_many().exec(tx).await.map_err(db::error)?;
    access_token::Entity::delete_many().exec(tx).await.map_err(db::error)?;
    calendar_address::Entity::delete_many().exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Forgets sign-ins, tokens, invitations and addresses of calendars past their time, and wrong passwords of before `failed_before`.
pub(crate) async fn forget_expired(tx: &WriteTx, failed_before: DateTime<Utc>) -> Result<()> {
    let now = tx.now();
    session::Entity::delete_many()
        .filter(session::Column::ExpiresAt.lte(now))
        .exec(tx)
        .await
        .map_err(db::error)?;
    half_sign_in::Entity::delete_many()
        .filter(half_sign_in::Column::ExpiresAt.lte(now))
        .exec(tx)
        .await
        .map_err(db::error)?;
    invitation::Entity::delete_many()
        .filter(invitation::Column::ExpiresAt.lte(now))
        .exec(tx)
        .await
        .map_err(db::error)?;
    super::forget_access_tokens(tx).await?;
    super::end_calendars_without_role(tx, web::format::day_of(now)).await?;
    failure::Entity::delete_many()
        .filter(failure::Column::LastAt.lt(failed_before))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Puts the invitation in the place of the one before.
pub(crate) async fn invite(tx: &WriteTx, token: &str, person: Uuid, expires_at: DateTime<Utc>) -> Result<()> {
    uninvite(tx, person).await?;
    let row = invitation::ActiveModel {
        person_id: Set(person),
        token_sha256: Set(token.to_owned()),
        expires_at: Set(expires_at),
    };
    invitation::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// The person whom an invitation names, while it holds.
///
/// # Errors
/// [`Error::NotFound`]
pub(crate) async fn invitation(
    connection: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Uuid> {
    let row = invitation::Entity::find()
        .filter(invitation::Column::TokenSha256.eq(token))
        .filter(invitation::Column::ExpiresAt.gt(now))
        .one(connection)
        .await
        .map_err(db::error)?;
    row.map(|row| row.person_id).ok_or(Error::NotFound)
}

/// Uses an invitation up, which one alone can do.
///
/// # Errors
/// [`Error::NotFound`] where it does not hold, or any more.
pub(crate) async fn use_invitation(tx: &WriteTx, token: &str) -> Result<()> {
    let used = invitation::Entity::delete_many()
        .filter(invitation::Column::TokenSha256.eq(token))
        .filter(invitation::Column::ExpiresAt.gt(tx.now()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if used.rows_affected == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Takes an invitation back.
pub(crate) async fn uninvite(tx: &WriteTx, person: Uuid) -> Result<()> {
    invitation::Entity::delete_by_id(person).exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Keeps others that count wrong tries of the name waiting until the transaction ends.
pub(crate) async fn hold_failures(tx: &WriteTx, login: &str) -> Result<()> {
    let row = failure::ActiveModel {
        login: Set(login.to_owned()),
        count: Set(0),
        wait_until: Set(tx.now()),
        last_at: Set(tx.now()),
    };
    // A row that is there stays as it is, and is locked.
    failure::Entity::insert(row)
        .on_conflict(
            OnConflict::column(failure::Column::Login).update_column(failure::Column::Login).to_owned(),
        )
        .exec_without_returning(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Wrong passwords of a name.
pub(crate) async fn failures(connection: &impl ConnectionTrait, login: &str) -> Result<Option<Failures>> {
    let row = failure::Entity::find_by_id(login).one(connection).await.map_err(db::error)?;
    Ok(row.map(|row| Failures { count: row.count, last_at: row.last_at, wait_until: row.wait_until }))
}

/// Keeps that another password was wrong.
pub(crate) async fn wrong_password(tx: &WriteTx, login: &str, failures: Failures) -> Result<()> {
    let row = failure::ActiveModel {
        login: Set(login.to_owned()),
        count: Set(failures.count),
        wait_until: Set(failures.wait_until),
        last_at: Set(failures.last_at),
    };
    let columns = [failure::Column::Count, failure::Column::WaitUntil, failure::Column::LastAt];
    failure::Entity::insert(row)
        .on_conflict(OnConflict::column(failure::Column::Login).update_columns(columns).to_owned())
        .exec_without_returning(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Forgets the wrong passwords of a name.
pub(crate) async fn forget_failures(tx: &WriteTx, login: &str) -> Result<()> {
    failure::Entity::delete_by_id(login).exec(tx).await.map_err(db::error)?;
    Ok(())
}
