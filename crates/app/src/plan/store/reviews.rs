//! The tables `plan_reviews` and `plan_review_steps`: the only place with their queries.

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait};
use db::sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::among;
use super::rows::{review, step};
use crate::access::Scope;
use crate::plan::model::Review;
use crate::plan::steps::Step;

/// The review with an id, of a unit within the scope.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid, scope: &Scope) -> Result<Review> {
    let row =
        review::Entity::find_by_id(id).filter(among(review::Column::UnitId, scope)).one(connection).await;
    Ok(row.map_err(db::error)?.ok_or(Error::NotFound)?.into())
}

/// The reviews under way within the scope, the latest first.
pub(crate) async fn open(connection: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Review>> {
    let rows = review::Entity::find()
        .filter(review::Column::PlanId.is_null())
        .filter(among(review::Column::UnitId, scope))
        .order_by_desc(review::Column::RecordedAt)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(Review::from).collect())
}

/// Adds a review that has just begun.
pub(crate) async fn add(tx: &WriteTx, new: &Review) -> Result<()> {
    let row = review::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        person_id: Set(new.person),
        reading_id: Set(new.reading),
        file_name: Set(new.file_name.clone()),
        replaces: Set(new.replaces),
        plan_id: Set(new.plan),
        revision: Set(new.revision),
        recorded_at: Set(tx.now()),
    };
    review::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Removes a review that becomes no plan.
pub(crate) async fn remove(tx: &WriteTx, id: Uuid) -> Result<()> {
    step::Entity::delete_many().filter(step::Column::ReviewId.eq(id)).exec(tx).await.map_err(db::error)?;
    review::Entity::delete_by_id(id).exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Its steps that hold, in order.
pub(crate) async fn steps(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Step>> {
    let rows = step::Entity::find()
        .filter(step::Column::ReviewId.eq(id))
        .filter(step::Column::TakenBack.eq(false))
        .order_by_asc(step::Column::Number)
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().map(|row| serde_json::from_str(&row.step).map_err(Error::internal)).collect()
}

/// Adds a step after the `revision` that somebody saw.
///
/// # Errors
/// [`Error::Conflict`] where there has been another since.
pub(crate) async fn add_step(tx: &WriteTx, id: Uuid, revision: i32, person: Uuid, new: &Step) -> Result<()> {
    count_up(tx, id, revision).await?;
    let row = step::ActiveModel {
        review_id: Set(id),
        number: Set(revision + 1),
        person_id: Set(person),
        step: Set(serde_json::to_string(new).map_err(Error::internal)?),
        taken_back: Set(false),
        recorded_at: Set(tx.now()),
    };
    step::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Takes the last step back; false where there is none.
///
/// # Errors
/// [`Error::Conflict`] where there has been another since the `revision` that somebody saw.
pub(crate) async fn take_back(tx: &WriteTx, id: Uuid, revision: i32) -> Result<bool> {
    let last = step::Entity::find()
        .filter(step::Column::ReviewId.eq(id))
        .filter(step::Column::TakenBack.eq(false))
        .order_by_desc(step::Column::Number)
        .one(tx)
        .await
        .map_err(db::error)?;
    let Some(last) = last else { return Ok(false) };
    count_up(tx, id, revision).await?;
    step::Entity::update_many()
        .col_expr(step::Column::TakenBack, Expr::value(true))
        .filter(step::Column::ReviewId.eq(id))
        .filter(step::Column::Number.eq(last.number))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(true)
}

/// Says of which kept plan it is a newer version, or of none.
pub(crate) async fn set_replaces(
    tx: &WriteTx,
    id: Uuid,
    revision: i32,
    replaces: Option<Uuid>,
) -> Result<()> {
    count_up(tx, id, revision).await?;
    set(tx, id, review::Column::Replaces, replaces).await
}

/// Keeps everybody else who saw this revision waiting, to find then that there has been another.
///
/// # Errors
/// [`Error::Conflict`] where somebody was faster, or a plan was made of it.
pub(crate) async fn hold(tx: &WriteTx, id: Uuid, revision: i32) -> Result<()> {
    count_up(tx, id, revision).await
}

/// Says which plan was made of it, once it is held.
pub(crate) async fn set_plan(tx: &WriteTx, id: Uuid, plan: Uuid) -> Result<()> {
    set(tx, id, review::Column::PlanId, Some(plan)).await
}

async fn set(tx: &WriteTx, id: Uuid, column: review::Column, value: Option<Uuid>) -> Result<()> {
    let update = review::Entity::update_many().col_expr(column, Expr::value(value));
    update.filter(review::Column::Id.eq(id)).exec(tx).await.map_err(db::error)?;
    Ok(())
}

/// Only one of those who saw the same revision goes on.
async fn count_up(tx: &WriteTx, id: Uuid, revision: i32) -> Result<()> {
    let written = review::Entity::update_many()
        .col_expr(review::Column::Revision, Expr::col(review::Column::Revision).add(1))
        .filter(review::Column::Id.eq(id))
        .filter(review::Column::Revision.eq(revision))
        .filter(review::Column::PlanId.is_null())
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

impl From<review::Model> for Review {
    fn from(row: review::Model) -> Self {
        Self {
            id: row.id,
            unit: row.unit_id,
            person: row.person_id,
            reading: row.reading_id,
            file_name: row.file_name,
            replaces: row.replaces,
            plan: row.plan_id,
            revision: row.revision,
            recorded_at: row.recorded_at,
        }
    }
}
