//! The tables of official documents: the only place with their queries.

mod documents;
mod rows;
mod signing;

use std::collections::HashSet;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use files::Hash;
use uuid::Uuid;

pub(crate) use self::documents::*;
use self::rows::{document, file, register};
pub(crate) use self::signing::*;

/// Takes the next number of a series; the first is 1. Whoever else wants one of the same series waits for the end of the
/// transaction, so that one that is undone leaves no gap.
pub(crate) async fn next_number(tx: &WriteTx, unit: Uuid, year: i32, series: &str) -> Result<i32> {
    let first = register_row(unit, year, series, 1);
    let next = Expr::col((register::Entity, register::Column::Last)).add(1);
    let taken = register::Entity::insert(first)
        .on_conflict(series_of().value(register::Column::Last, next).to_owned())
        .exec_with_returning(tx)
        .await
        .map_err(db::error)?;
    Ok(taken.last)
}

/// Says which number was the last that was given on paper.
///
/// # Errors
/// [`Error::Conflict`] where the register is further on.
pub(crate) async fn begin_register(
    tx: &WriteTx,
    unit: Uuid,
    year: i32,
    series: &str,
    last: i32,
) -> Result<()> {
    let is_less = Expr::col((register::Entity, register::Column::Last)).lt(last);
    let begun = register::Entity::insert(register_row(unit, year, series, last))
        .on_conflict(series_of().value(register::Column::Last, last).action_and_where(is_less).to_owned())
        .exec_without_returning(tx)
        .await
        .map_err(db::error)?;
    if begun == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// The last numbers of a unit in a year, by series.
pub(crate) async fn last_numbers(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    year: i32,
) -> Result<Vec<(String, i32)>> {
    let found = register::Entity::find()
        .filter(register::Column::UnitId.eq(unit))
        .filter(register::Column::Year.eq(year))
        .order_by_asc(register::Column::Series)
        .all(connection)
        .await;
    Ok(found.map_err(db::error)?.into_iter().map(|row| (row.series, row.last)).collect())
}

fn register_row(unit: Uuid, year: i32, series: &str, last: i32) -> register::ActiveModel {
    register::ActiveModel {
        unit_id: Set(unit),
        year: Set(year),
        series: Set(series.to_owned()),
        last: Set(last),
    }
}

fn series_of() -> OnConflict {
    OnConflict::columns([register::Column::UnitId, register::Column::Year, register::Column::Series])
}

/// All files that rows here name.
pub(crate) async fn needed_files(connection: &impl ConnectionTrait) -> Result<HashSet<Hash>> {
    let snapshots: Vec<String> = document::Entity::find()
        .select_only()
        .column(document::Column::SnapshotSha256)
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    let files: Vec<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    snapshots.into_iter().chain(files).map(|name| name.parse()).collect()
}

fn unknown(what: &str, name: &str) -> Error {
    Error::internal(anyhow::anyhow!("unknown {what} {name}"))
}
