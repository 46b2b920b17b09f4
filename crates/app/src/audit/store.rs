//! The table `audit_checks`: the only place with its queries. The events are read through `db`.

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::model::{Check, Ended};

/// The last check that was asked for.
pub(crate) async fn last(connection: &impl ConnectionTrait) -> Result<Option<Check>> {
    let found = row::Entity::find().order_by_desc(row::Column::AskedAt).order_by_desc(row::Column::Id);
    Ok(found.one(connection).await.map_err(db::error)?.map(Check::from))
}

/// A check.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Check> {
    let row = row::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.map(Check::from).ok_or(Error::NotFound)
}

/// Adds one that is asked for.
pub(crate) async fn add(tx: &WriteTx, check: &Check) -> Result<()> {
    let row = row::ActiveModel {
        id: Set(check.id),
        person_id: Set(check.person),
        asked_at: Set(check.asked_at),
        kept: Set(check.kept.as_ref().map(ToString::to_string)),
        ended_at: Set(None),
        result: Set(None),
        detail: Set(String::new()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Writes down how it ended, once.
pub(crate) async fn end(tx: &WriteTx, id: Uuid, ended: &Ended) -> Result<()> {
    row::Entity::update_many()
        .col_expr(row::Column::EndedAt, Expr::value(ended.at))
        .col_expr(row::Column::Result, Expr::value(ended.result.clone()))
        .col_expr(row::Column::Detail, Expr::value(ended.detail.clone()))
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::EndedAt.is_null())
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

impl From<row::Model> for Check {
    fn from(row: row::Model) -> Self {
        let ended = row.ended_at.zip(row.result);
        Self {
            id: row.id,
            person: row.person_id,
            asked_at: row.asked_at,
            kept: row.kept.and_then(|kept| kept.parse().ok()),
            ended: ended.map(|(at, result)| Ended { at, result, detail: row.detail }),
        }
    }
}

mod row {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_checks")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) person_id: Uuid,
        pub(super) asked_at: DateTimeUtc,
        pub(super) kept: Option<String>,
        pub(super) ended_at: Option<DateTimeUtc>,
        pub(super) result: Option<String>,
        pub(super) detail: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
