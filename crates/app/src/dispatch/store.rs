//! The tables `dispatches` and `correspondents`: the only place with their queries.

use std::collections::HashMap;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, OnConflict};
use db::sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::model::{Channel, Dispatch, Fault, State};

mod dispatch {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dispatches")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) document_id: Uuid,
        pub(super) recipient: String,
        pub(super) channel: String,
        pub(super) address: String,
        pub(super) state: String,
        pub(super) words: Option<String>,
        pub(super) person_id: Uuid,
        pub(super) recorded_at: DateTimeUtc,
        pub(super) changed_at: DateTimeUtc,
        pub(super) revision: i32,
        pub(super) exchange_id: Option<String>,
        pub(super) reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod correspondent {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "correspondents")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) unit_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) name: String,
        pub(super) channel: String,
        pub(super) address: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Dispatch> {
    let row = dispatch::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// Those of a document, the latest first.
pub(crate) async fn of_document(connection: &impl ConnectionTrait, document: Uuid) -> Result<Vec<Dispatch>> {
    let rows = dispatch::Entity::find()
        .filter(dispatch::Column::DocumentId.eq(document))
        .order_by_desc(dispatch::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Dispatch::try_from).collect()
}

/// Those by which systems were sent the document of that id, the latest first.
pub(crate) async fn of_exchange(connection: &impl ConnectionTrait, id: &str) -> Result<Vec<Dispatch>> {
    let rows = dispatch::Entity::find()
        .filter(dispatch::Column::ExchangeId.eq(id))
        .order_by_desc(dispatch::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Dispatch::try_from).collect()
}

/// Adds some.
pub(crate) async fn add(tx: &WriteTx, new: &[Dispatch], person: Uuid) -> Result<()> {
    let rows = new.iter().map(|new| dispatch::ActiveModel {
        id: Set(new.id),
        document_id: Set(new.document),
        recipient: Set(new.recipient.clone()),
        channel: Set(new.channel.name().to_owned()),
        address: Set(new.address.clone()),
        state: Set(new.state.name().to_owned()),
        words: Set(new.words.clone()),
        person_id: Set(person),
        recorded_at: Set(tx.now()),
        changed_at: Set(tx.now()),
        revision: Set(new.revision),
        exchange_id: Set(new.exchange.clone()),
        reason: Set(new.fault.map(|fault| fault.name().to_owned())),
    });
    dispatch::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// Sets what became of one.
///
/// # Errors
/// [`Error::Conflict`] where somebody changed it meanwhile.
pub(crate) async fn change(tx: &WriteTx, before: &Dispatch, after: &Dispatch) -> Result<()> {
    let done = dispatch::Entity::update_many()
        .col_expr(dispatch::Column::State, Expr::value(after.state.name()))
        .col_expr(dispatch::Column::Reason, Expr::value(after.fault.map(Fault::name)))
        .col_expr(dispatch::Column::Words, Expr::value(after.words.clone()))
        .col_expr(dispatch::Column::ChangedAt, Expr::value(tx.now()))
        .col_expr(dispatch::Column::Revision, Expr::value(after.revision))
        .filter(dispatch::Column::Id.eq(before.id))
        .filter(dispatch::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if done.rows_affected == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// By whom a unit reached others last, by their names.
pub(crate) async fn correspondents(
    connection: &impl ConnectionTrait,
    unit: Uuid,
) -> Result<HashMap<String, (Channel, String)>> {
    let found = correspondent::Entity::find().filter(correspondent::Column::UnitId.eq(unit));
    let rows = found.all(connection).await.map_err(db::error)?;
    let known = |row: correspondent::Model| {
        let channel = Channel::named(&row.channel).ok_or_else(|| unknown("channel", &row.channel))?;
        Ok((row.name, (channel, row.address)))
    };
    rows.into_iter().map(known).collect()
}

/// Remembers it.
pub(crate) async fn remember(tx: &WriteTx, unit: Uuid, new: &[Dispatch]) -> Result<()> {
    let rows = new.iter().map(|new| correspondent::ActiveModel {
        unit_id: Set(unit),
        name: Set(new.recipient.clone()),
        channel: Set(new.channel.name().to_owned()),
        address: Set(new.address.clone()),
    });
    let same = OnConflict::columns([correspondent::Column::UnitId, correspondent::Column::Name])
        .update_columns([correspondent::Column::Channel, correspondent::Column::Address])
        .to_owned();
    let done = correspondent::Entity::insert_many(rows).on_conflict(same).exec_without_returning(tx).await;
    done.map_err(db::error).map(drop)
}

fn fault(name: &str) -> Result<Fault> {
    Fault::named(name).ok_or_else(|| unknown("fault", name))
}

fn unknown(what: &str, name: &str) -> Error {
    Error::internal(anyhow::anyhow!("unknown {what} {name}"))
}

impl TryFrom<dispatch::Model> for Dispatch {
    type Error = Error;

    fn try_from(row: dispatch::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            document: row.document_id,
            recipient: row.recipient,
            channel: Channel::named(&row.channel).ok_or_else(|| unknown("channel", &row.channel))?,
            address: row.address,
            state: State::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            exchange: row.exchange_id,
            fault: row.reason.as_deref().map(fault).transpose()?,
            words: row.words,
            changed_at: row.changed_at,
            revision: row.revision,
        })
    }
}
