//! The table `days_off`: the only place with its queries.

use base::Result;
use db::WriteTx;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use reporting::WorkingDays;
use uuid::Uuid;

use super::model::{self, DaysOff};
use crate::access::Scope;
use crate::units;

mod entry {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "days_off")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) unit_id: Uuid,
        pub(super) first_on: Date,
        pub(super) last_on: Date,
        pub(super) is_worked: bool,
        pub(super) name: String,
        pub(super) person_id: Option<Uuid>,
        pub(super) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The working days of a unit: what is said of it and of all above it.
pub(crate) async fn working_days(connection: &impl ConnectionTrait, unit: Uuid) -> Result<WorkingDays> {
    let line: Vec<_> = units::line(connection, unit).await?.into_iter().map(|unit| unit.id).collect();
    let rows = entry::Entity::find().filter(entry::Column::UnitId.is_in(line)).all(connection).await;
    let entries: Vec<_> = rows.map_err(db::error)?.into_iter().map(DaysOff::from).collect();
    Ok(model::working_days(&entries))
}

/// The latest entries of units within the scope and of those above them, the latest day first.
pub(crate) async fn latest(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    most: u64,
) -> Result<Vec<DaysOff>> {
    let among = match (scope, units::within(scope)) {
        (Scope::Under(roots), Some(within)) => {
            let above = units::ancestors(connection, roots).await?.into_iter().map(|(_, above)| above);
            Condition::any()
                .add(entry::Column::UnitId.in_subquery(within))
                .add(entry::Column::UnitId.is_in(above))
        }
        _ => Condition::all(),
    };
    let found = entry::Entity::find()
        .filter(among)
        .order_by_desc(entry::Column::FirstOn)
        .order_by_asc(entry::Column::Id)
        .limit(most);
    Ok(found.all(connection).await.map_err(db::error)?.into_iter().map(DaysOff::from).collect())
}

/// One entry.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<DaysOff>> {
    let row = entry::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.map(DaysOff::from))
}

/// Adds one.
pub(crate) async fn add(tx: &WriteTx, new: &DaysOff, person: Uuid) -> Result<()> {
    let row = entry::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        first_on: Set(new.first_on),
        last_on: Set(new.last_on),
        is_worked: Set(new.is_worked),
        name: Set(new.name.clone()),
        person_id: Set(Some(person)),
        recorded_at: Set(tx.now()),
    };
    entry::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Takes one out.
pub(crate) async fn remove(tx: &WriteTx, id: Uuid) -> Result<()> {
    entry::Entity::delete_by_id(id).exec(tx).await.map_err(db::error)?;
    Ok(())
}

impl From<entry::Model> for DaysOff {
    fn from(row: entry::Model) -> Self {
        Self {
            id: row.id,
            unit: row.unit_id,
            first_on: row.first_on,
            last_on: row.last_on,
            is_worked: row.is_worked,
            name: row.name,
        }
    }
}
