//! What happened to incoming documents.

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::rows::event;
use super::{find, to, unknown};
use crate::incoming::model::{Act, Happened, Incoming, To};

pub(super) async fn add(tx: &WriteTx, of: &Incoming, happened: &Happened) -> Result<()> {
    let changes = (!happened.changes.is_empty()).then(|| serde_json::to_string(&happened.changes));
    let row = event::ActiveModel {
        id: Set(happened.id),
        document_id: Set(of.id),
        number: Set(of.revision),
        kind: Set(happened.act.name().to_owned()),
        person_id: Set(happened.person),
        words: Set(happened.words.clone()),
        changes: Set(changes.transpose().map_err(Error::internal)?),
        to_unit_id: Set(happened.to.and_then(To::unit)),
        to_person_id: Set(happened.to.and_then(To::person)),
        recorded_at: Set(happened.at),
    };
    event::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// Whether that happened already, by the id of its event.
pub(crate) async fn has_happened(connection: &impl ConnectionTrait, id: Option<Uuid>) -> Result<bool> {
    let Some(id) = id else { return Ok(false) };
    Ok(event::Entity::find_by_id(id).one(connection).await.map_err(db::error)?.is_some())
}

/// All that happened to one, the latest first.
pub(crate) async fn history(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Happened>> {
    let rows = event::Entity::find()
        .filter(event::Column::DocumentId.eq(id))
        .order_by_desc(event::Column::Number)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Happened::try_from).collect()
}

/// An event with the document that it happened to; none where there is none.
pub(crate) async fn of_event(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(Incoming, Happened)>> {
    let Some(row) = event::Entity::find_by_id(id).one(connection).await.map_err(db::error)? else {
        return Ok(None);
    };
    Ok(Some((find(connection, row.document_id).await?, row.try_into()?)))
}

impl TryFrom<event::Model> for Happened {
    type Error = Error;

    fn try_from(row: event::Model) -> Result<Self> {
        let changes = row.changes.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            id: row.id,
            act: Act::named(&row.kind).ok_or_else(|| unknown("act", &row.kind))?,
            person: row.person_id,
            words: row.words,
            changes: changes.map_err(Error::internal)?.unwrap_or_default(),
            to: to(row.to_unit_id, row.to_person_id),
            at: row.recorded_at,
        })
    }
}
