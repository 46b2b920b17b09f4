//! The table `evidence`: the only place with its queries.

use std::collections::HashSet;

use base::{Actor, Error, Result};
use db::WriteTx;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use files::Hash;
use uuid::Uuid;

use super::delivery::Arrived;
use super::kind::Kind;

mod row {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "evidence")]
    pub(in crate::evidence) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::evidence) id: Uuid,
        pub(in crate::evidence) file_sha256: String,
        pub(in crate::evidence) file_name: String,
        pub(in crate::evidence) kind: String,
        pub(in crate::evidence) bytes: i64,
        pub(in crate::evidence) person_id: Option<Uuid>,
        pub(in crate::evidence) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::evidence) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A file that proves something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) id: Uuid,
    pub(crate) file: Hash,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) bytes: u64,
}

/// Takes a file in, and gives its id.
pub(crate) async fn add(tx: &WriteTx, new: &Arrived) -> Result<Uuid> {
    let id = tx.next_id();
    let row = row::ActiveModel {
        id: Set(id),
        file_sha256: Set(new.file.to_string()),
        file_name: Set(new.name.clone()),
        kind: Set(new.kind.name().to_owned()),
        bytes: Set(i64::try_from(new.bytes).unwrap_or(i64::MAX)),
        person_id: Set(if let Actor::Person(id) = tx.actor() { Some(*id) } else { None }),
        recorded_at: Set(tx.now()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(id)
}

/// Those of these ids, the first first.
pub(crate) async fn among_ids(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Evidence>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(row::Column::RecordedAt)
        .order_by_asc(row::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Evidence::try_from).collect()
}

/// All files that rows name.
pub(crate) async fn needed_files(connection: &impl ConnectionTrait) -> Result<HashSet<Hash>> {
    let names: Vec<String> = row::Entity::find()
        .select_only()
        .column(row::Column::FileSha256)
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    names.into_iter().map(|name| name.parse()).collect()
}

impl TryFrom<row::Model> for Evidence {
    type Error = Error;

    fn try_from(row: row::Model) -> Result<Self> {
        let kind =
            Kind::named(&row.kind).ok_or_else(|| anyhow::anyhow!("evidence of the kind {}", row.kind))?;
        Ok(Self {
            id: row.id,
            file: row.file_sha256.parse()?,
            // One that an older version took in may be disguised.
            name: web::form::line(&row.file_name),
            kind,
            bytes: row.bytes.unsigned_abs(),
        })
    }
}
