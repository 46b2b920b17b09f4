//! The table `exchange_messages`: the only place with its queries.

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::model::{Found, Sort};
use crate::access::Scope;
use crate::units;

mod row {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "exchange_messages")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) key: String,
        pub(super) file_name: String,
        pub(super) kind: String,
        pub(super) reason: Option<String>,
        pub(super) sender: String,
        pub(super) code: String,
        pub(super) unit_id: Option<Uuid>,
        pub(super) incoming_id: Option<Uuid>,
        pub(super) document_id: Option<Uuid>,
        pub(super) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Messages on a page.
pub(crate) const PER_PAGE: u64 = 50;

/// Whether that message was found before.
pub(crate) async fn is_known(connection: &impl ConnectionTrait, key: &str) -> Result<bool> {
    let found = row::Entity::find().filter(row::Column::Key.eq(key)).count(connection).await;
    Ok(found.map_err(db::error)? > 0)
}

/// Adds one.
///
/// # Errors
/// [`Error::Conflict`] where somebody else has just added it.
pub(crate) async fn add(tx: &WriteTx, new: &Found) -> Result<()> {
    let row = row::ActiveModel {
        id: Set(new.id),
        key: Set(new.key.clone()),
        file_name: Set(new.file_name.clone()),
        kind: Set(new.kind.name().to_owned()),
        reason: Set(new.reason.clone()),
        sender: Set(new.sender.clone()),
        code: Set(new.code.clone()),
        unit_id: Set(new.unit),
        incoming_id: Set(new.incoming),
        document_id: Set(new.document),
        recorded_at: Set(new.at),
    };
    row::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// A page, from 0, of those for units within the scope and for nobody, the latest first, and how many there are in all.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    only_rejected: bool,
    page: u64,
) -> Result<(Vec<Found>, u64)> {
    let mut wanted = within(scope);
    if only_rejected {
        wanted = wanted.add(row::Column::Reason.is_not_null());
    }
    let found = row::Entity::find().filter(wanted);
    let count = found.clone().count(connection).await.map_err(db::error)?;
    let rows = found
        .order_by_desc(row::Column::RecordedAt)
        .order_by_desc(row::Column::Id)
        .offset(page.saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok((rows.into_iter().map(Found::try_from).collect::<Result<_>>()?, count))
}

fn within(scope: &Scope) -> Condition {
    let Some(units) = units::within(scope) else { return Condition::all() };
    let is_ours =
        Condition::any().add(row::Column::UnitId.in_subquery(units)).add(row::Column::UnitId.is_null());
    Condition::all().add(is_ours)
}

impl TryFrom<row::Model> for Found {
    type Error = Error;

    fn try_from(row: row::Model) -> Result<Self> {
        let kind =
            Sort::named(&row.kind).ok_or_else(|| anyhow::anyhow!("a message of the kind {}", row.kind))?;
        Ok(Self {
            id: row.id,
            key: row.key,
            file_name: row.file_name,
            kind,
            reason: row.reason,
            sender: row.sender,
            code: row.code,
            unit: row.unit_id,
            incoming: row.incoming_id,
            document: row.document_id,
            at: row.recorded_at,
        })
    }
}
