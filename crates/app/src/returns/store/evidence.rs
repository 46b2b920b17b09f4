//! Which files prove what of a return.

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::rows::proof;
use crate::returns::model::Proof;

/// Says what files prove.
pub(crate) async fn add_proofs(tx: &WriteTx, new: &[Proof]) -> Result<()> {
    let rows = new.iter().map(|new| proof::ActiveModel {
        event_id: Set(new.came_with),
        evidence_id: Set(new.evidence),
        indicator_id: Set(new.indicator),
        withdrawn_by: Set(new.withdrawn_by),
    });
    proof::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Marks a file as withdrawn by an event.
///
/// # Errors
/// [`Error::Conflict`] where it is already.
pub(crate) async fn withdraw(tx: &WriteTx, one: &Proof, event: Uuid) -> Result<()> {
    let written = proof::Entity::update_many()
        .col_expr(proof::Column::WithdrawnBy, Expr::value(event))
        .filter(proof::Column::EventId.eq(one.came_with))
        .filter(proof::Column::EvidenceId.eq(one.evidence))
        .filter(proof::Column::WithdrawnBy.is_null())
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

impl From<proof::Model> for Proof {
    fn from(row: proof::Model) -> Self {
        Self {
            evidence: row.evidence_id,
            indicator: row.indicator_id,
            came_with: row.event_id,
            withdrawn_by: row.withdrawn_by,
        }
    }
}
