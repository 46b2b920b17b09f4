//! The table `readings`: the only place with its queries.

use std::collections::HashSet;

use base::{Error, Result};
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use files::Hash;
use uuid::Uuid;

use super::model::{Progress, State, Step, Upload};

/// The reading with an id that has not passed its time.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<Upload> {
    let row = row::Entity::find_by_id(id).filter(row::Column::ExpiresAt.gt(now)).one(connection).await;
    row.map_err(db::error)?.ok_or(Error::NotFound)?.try_into()
}

/// The same, where a visitor handed it in.
pub(crate) async fn find_of_visitor(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Upload> {
    let row = row::Entity::find_by_id(id)
        .filter(row::Column::ExpiresAt.gt(now))
        .filter(row::Column::IsVisitors.eq(true))
        .one(connection)
        .await;
    row.map_err(db::error)?.ok_or(Error::NotFound)?.try_into()
}

/// Those of the ids that visitors handed in and that are kept, the latest first.
pub(crate) async fn among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Upload>> {
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.iter().copied()))
        .filter(row::Column::ExpiresAt.gt(now))
        .filter(row::Column::IsVisitors.eq(true))
        .order_by_desc(row::Column::CreatedAt)
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().map(Upload::try_from).collect()
}

/// Whether a reading is of that file.
pub(crate) async fn is_of(connection: &impl ConnectionTrait, id: Uuid, file: &Hash) -> Result<bool> {
    let row = row::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.is_some_and(|row| row.file_sha256 == file.to_string()))
}

/// How many readings of visitors are kept, or of others.
pub(crate) async fn count(connection: &impl ConnectionTrait, is_visitors: bool) -> Result<u64> {
    let found = row::Entity::find().filter(row::Column::IsVisitors.eq(is_visitors));
    found.count(connection).await.map_err(db::error)
}

/// Adds a reading that waits for its worker.
pub(crate) async fn add(tx: &WriteTx, upload: &Upload, is_visitors: bool) -> Result<()> {
    let row = row::ActiveModel {
        id: Set(upload.id),
        name: Set(upload.name.clone()),
        size: Set(i64::try_from(upload.size).unwrap_or(i64::MAX)),
        file_sha256: Set(upload.file.to_string()),
        state: Set(State::Queued.name().to_owned()),
        step: Set(None),
        done: Set(0),
        total: Set(0),
        error_code: Set(None),
        result_sha256: Set(None),
        created_at: Set(tx.now()),
        expires_at: Set(upload.expires_at),
        is_visitors: Set(is_visitors),
    };
    row::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Writes how far a reading is; false where it has ended already or was deleted meanwhile.
pub(crate) async fn set_state(tx: &WriteTx, id: Uuid, state: &State) -> Result<bool> {
    let text = |value: Option<String>| Expr::value(value);
    let (step, done, total) = match state {
        State::Running(at) => (Some(at.step.name().to_owned()), i64::from(at.done), i64::from(at.total)),
        _ => (None, 0, 0),
    };
    let (result, error) = match state {
        State::Done(hash) => (Some(hash.to_string()), None),
        State::Failed(code) => (None, Some(code.clone())),
        _ => (None, None),
    };
    let changed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state.name()))
        .col_expr(row::Column::Step, text(step))
        .col_expr(row::Column::Done, Expr::value(done))
        .col_expr(row::Column::Total, Expr::value(total))
        .col_expr(row::Column::ResultSha256, text(result))
        .col_expr(row::Column::ErrorCode, text(error))
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::State.is_not_in(["done", "failed"]))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(changed.rows_affected == 1)
}

/// Removes a reading and gives it back.
pub(crate) async fn remove(tx: &WriteTx, id: Uuid) -> Result<Upload> {
    let upload = find(tx, id, tx.now()).await?;
    row::Entity::delete_by_id(id).exec(tx).await.map_err(db::error)?;
    Ok(upload)
}

/// Removes all readings past their time and says how many.
pub(crate) async fn remove_expired(tx: &WriteTx) -> Result<u64> {
    let gone = row::Entity::delete_many().filter(row::Column::ExpiresAt.lte(tx.now())).exec(tx).await;
    Ok(gone.map_err(db::error)?.rows_affected)
}

/// All files that a reading still needs: its result, and its upload unless it failed.
pub(crate) async fn needed_files(connection: &impl ConnectionTrait) -> Result<HashSet<Hash>> {
    let rows: Vec<(String, String, Option<String>)> = row::Entity::find()
        .select_only()
        .columns([row::Column::State, row::Column::FileSha256, row::Column::ResultSha256])
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    let names = rows.into_iter().flat_map(|(state, file, result)| {
        let file = (state != State::Failed(String::new()).name()).then_some(file);
        [file, result]
    });
    names.flatten().map(|name| name.parse()).collect()
}

impl TryFrom<row::Model> for Upload {
    type Error = Error;

    fn try_from(row: row::Model) -> Result<Self> {
        let count = |number: i64| u32::try_from(number).unwrap_or_default();
        let state = match (row.state.as_str(), row.result_sha256, row.error_code) {
            ("done", Some(result), _) => State::Done(result.parse()?),
            ("failed", _, Some(code)) => State::Failed(code),
            ("running", ..) => {
                let step = row.step.as_deref().and_then(Step::named).unwrap_or(Step::Detect);
                State::Running(Progress { step, done: count(row.done), total: count(row.total) })
            }
            _ => State::Queued,
        };
        Ok(Self {
            id: row.id,
            name: row.name,
            size: u64::try_from(row.size).unwrap_or_default(),
            file: row.file_sha256.parse()?,
            state,
            expires_at: row.expires_at,
        })
    }
}

mod row {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "readings")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) name: String,
        pub(super) size: i64,
        pub(super) file_sha256: String,
        pub(super) state: String,
        pub(super) step: Option<String>,
        pub(super) done: i64,
        pub(super) total: i64,
        pub(super) error_code: Option<String>,
        pub(super) result_sha256: Option<String>,
        pub(super) created_at: DateTimeUtc,
        pub(super) expires_at: DateTimeUtc,
        pub(super) is_visitors: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
