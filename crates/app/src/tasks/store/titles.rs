use std::collections::HashMap;

use base::Result;
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::rows::task;
use super::seen_within;
use crate::access::Scope;

/// The titles of those of the ids that are tasks in which units within the scope take part.
pub(crate) async fn titles(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>> {
    let found = task::Entity::find()
        .select_only()
        .columns([task::Column::Id, task::Column::Title])
        .filter(seen_within(scope))
        .filter(task::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String)> = found.into_tuple().all(connection).await.map_err(db::error)?;
    Ok(rows.into_iter().collect())
}
