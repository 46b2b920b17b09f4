use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::rows::{calendar_address, grant, person};
use super::sign_ins::{signed_of, with_roles};
use crate::access::Signed;

/// Whose calendar an address is, with the roles of that day: one statement, because calendars ask all day long.
///
/// # Errors
/// [`Error::NotFound`]
pub(crate) async fn calendar_reader(
    connection: &impl ConnectionTrait,
    secret: &str,
    day: NaiveDate,
) -> Result<Signed> {
    let theirs = Expr::col((calendar_address::Entity, calendar_address::Column::PersonId));
    let mut query =
        with_roles(theirs.equals((person::Entity, person::Column::Id)), calendar_address::Entity, day);
    query.and_where(calendar_address::Column::SecretSha256.eq(secret));
    let rows = connection.query_all(&query).await.map_err(db::error)?;
    Ok(signed_of(&rows, String::new())?.ok_or(Error::NotFound)?.reading_only())
}

/// When the address of somebody was made, where they have one.
pub(crate) async fn calendar_address_of(
    connection: &impl ConnectionTrait,
    person: Uuid,
) -> Result<Option<DateTime<Utc>>> {
    let row = calendar_address::Entity::find_by_id(person).one(connection).await;
    Ok(row.map_err(db::error)?.map(|row| row.made_at))
}

/// Puts an address, under the hash of its secret, in the place of the one before.
pub(crate) async fn set_calendar_address(tx: &WriteTx, person: Uuid, hash: &str) -> Result<()> {
    remove_calendar_address(tx, person).await?;
    let row = calendar_address::ActiveModel {
        person_id: Set(person),
        secret_sha256: Set(hash.to_owned()),
        made_at: Set(tx.now()),
    };
    calendar_address::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Takes the address of somebody away; says whether there was one.
pub(crate) async fn remove_calendar_address(tx: &WriteTx, person: Uuid) -> Result<bool> {
    let removed = calendar_address::Entity::delete_by_id(person).exec(tx).await.map_err(db::error)?;
    Ok(removed.rows_affected > 0)
}

/// Takes away the addresses of all who have no role any more, so that none comes back to life with a later one.
pub(crate) async fn end_calendars_without_role(tx: &WriteTx, day: NaiveDate) -> Result<()> {
    let still = Condition::any().add(grant::Column::ValidTo.is_null()).add(grant::Column::ValidTo.gt(day));
    let having = grant::Entity::find().select_only().column(grant::Column::PersonId).filter(still);
    calendar_address::Entity::delete_many()
        .filter(calendar_address::Column::PersonId.not_in_subquery(having.into_query()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}
