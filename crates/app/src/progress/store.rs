//! The table `published_progress`: the only place with its queries.

use std::collections::HashSet;

use base::Result;
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::LockType;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::model::Shown;

/// Most ticks that are read at once.
const MOST: u64 = 20_000;

/// A tick: of a unit, what it shows, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) unit: Uuid,
    pub(crate) shown: Shown,
    pub(crate) at: DateTime<Utc>,
}

/// All that is shown, in the order in which it was ticked.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Tick>> {
    let rows =
        published::Entity::find().order_by_asc(published::Column::Id).limit(MOST).all(connection).await;
    Ok(rows.map_err(db::error)?.into_iter().filter_map(tick).collect())
}

/// What a unit shows.
pub(crate) async fn of_unit(connection: &impl ConnectionTrait, unit: Uuid) -> Result<HashSet<Shown>> {
    let rows = published::Entity::find().filter(published::Column::UnitId.eq(unit)).all(connection).await;
    Ok(rows.map_err(db::error)?.into_iter().filter_map(tick).map(|tick| tick.shown).collect())
}

/// The same, kept from whoever would take a tick away meanwhile.
pub(crate) async fn hold(tx: &WriteTx, unit: Uuid) -> Result<HashSet<Shown>> {
    let held = published::Entity::find()
        .select_only()
        .column(published::Column::Id)
        .filter(published::Column::UnitId.eq(unit))
        .order_by_asc(published::Column::Id)
        .lock(LockType::Update);
    held.into_tuple::<Uuid>().all(tx).await.map_err(db::error)?;
    of_unit(tx, unit).await
}

/// Shows something.
///
/// # Errors
/// [`base::Error::Conflict`] where somebody did so at the same time.
pub(crate) async fn show(tx: &WriteTx, unit: Uuid, shown: Shown, person: Uuid) -> Result<()> {
    let (indicator, plan) = columns(shown);
    let row = published::ActiveModel {
        id: Set(tx.next_id()),
        unit_id: Set(unit),
        indicator_id: Set(indicator),
        plan_id: Set(plan),
        person_id: Set(person),
        recorded_at: Set(tx.now()),
    };
    published::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// Does not show it any more.
pub(crate) async fn hide(tx: &WriteTx, unit: Uuid, shown: Shown) -> Result<()> {
    let of = match shown {
        Shown::Indicator(id) => published::Column::IndicatorId.eq(id),
        Shown::Plan(id) => published::Column::PlanId.eq(id),
    };
    let row = published::Entity::delete_many().filter(published::Column::UnitId.eq(unit)).filter(of);
    row.exec(tx).await.map_err(db::error).map(drop)
}

fn columns(shown: Shown) -> (Option<Uuid>, Option<Uuid>) {
    match shown {
        Shown::Indicator(id) => (Some(id), None),
        Shown::Plan(id) => (None, Some(id)),
    }
}

fn tick(row: published::Model) -> Option<Tick> {
    let shown = row.indicator_id.map(Shown::Indicator).or(row.plan_id.map(Shown::Plan))?;
    Some(Tick { unit: row.unit_id, shown, at: row.recorded_at })
}

mod published {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "published_progress")]
    pub(in crate::progress) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::progress) id: Uuid,
        pub(in crate::progress) unit_id: Uuid,
        pub(in crate::progress) indicator_id: Option<Uuid>,
        pub(in crate::progress) plan_id: Option<Uuid>,
        pub(in crate::progress) person_id: Uuid,
        pub(in crate::progress) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::progress) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
