use std::collections::{BTreeSet, HashMap};

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use files::Hash;
use uuid::Uuid;

use super::rows::task_evidence as link;
use crate::evidence::{self, Evidence};

/// Says that a file proves what happened.
pub(crate) async fn add_evidence(tx: &WriteTx, task: Uuid, event: Uuid, evidence: Uuid) -> Result<()> {
    let row = link::ActiveModel { event_id: Set(event), evidence_id: Set(evidence), task_id: Set(task) };
    link::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// All evidence of a task, by what it proves.
pub(crate) async fn evidence(
    connection: &impl ConnectionTrait,
    task: Uuid,
) -> Result<HashMap<Uuid, Vec<Evidence>>> {
    let rows = link::Entity::find().filter(link::Column::TaskId.eq(task)).all(connection).await;
    let rows = rows.map_err(db::error)?;
    let ids: Vec<_> = rows.iter().map(|row| row.evidence_id).collect();
    let mut by_event: HashMap<_, Vec<_>> = HashMap::new();
    for one in evidence::among_ids(connection, &ids).await? {
        for row in rows.iter().filter(|row| row.evidence_id == one.id) {
            by_event.entry(row.event_id).or_default().push(one.clone());
        }
    }
    Ok(by_event)
}

/// A piece of evidence of a task.
pub(crate) async fn evidence_of(connection: &impl ConnectionTrait, task: Uuid, id: Uuid) -> Result<Evidence> {
    let row = link::Entity::find()
        .filter(link::Column::TaskId.eq(task))
        .filter(link::Column::EvidenceId.eq(id))
        .one(connection)
        .await;
    row.map_err(db::error)?.ok_or(Error::NotFound)?;
    evidence::among_ids(connection, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// The files that prove something that happened to a task.
pub(crate) async fn files_of(
    connection: &impl ConnectionTrait,
    task: Uuid,
    event: Uuid,
) -> Result<BTreeSet<Hash>> {
    let evidence = evidence(connection, task).await?.remove(&event).unwrap_or_default();
    Ok(evidence.into_iter().map(|one| one.file).collect())
}
