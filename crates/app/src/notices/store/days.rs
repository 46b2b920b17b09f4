use base::Result;
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::OnConflict;
use db::sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::rows::day;

/// Whether all that the dates of a day bring was told.
pub(crate) async fn is_told(connection: &impl ConnectionTrait, day: NaiveDate) -> Result<bool> {
    Ok(day::Entity::find_by_id(day).one(connection).await.map_err(db::error)?.is_some())
}

/// Writes down that it was.
pub(crate) async fn set_told(tx: &WriteTx, day: NaiveDate) -> Result<()> {
    let row = day::ActiveModel { day: Set(day), told_at: Set(tx.now()) };
    day::Entity::insert(row)
        .on_conflict(OnConflict::column(day::Column::Day).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}
