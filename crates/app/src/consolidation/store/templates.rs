//! Templates as authorities changed them.

use base::Result;
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::rows::template;
use crate::consolidation::model::Kind;

/// A template from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewTemplate {
    pub(crate) id: Uuid,
    pub(crate) unit: Uuid,
    /// For this regime alone.
    pub(crate) regime: Option<Uuid>,
    pub(crate) kind: Kind,
    pub(crate) from_on: NaiveDate,
    /// Empty: the supplied one again.
    pub(crate) words: String,
    pub(crate) person: Uuid,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// Those of a regime, and those of its unit for all it makes; what counts first comes first.
pub(crate) async fn template_versions(
    connection: &impl ConnectionTrait,
    (unit, regime): (Uuid, Option<Uuid>),
    kind: Kind,
) -> Result<Vec<NewTemplate>> {
    let own = regime.map(|regime| template::Column::RegimeId.eq(regime));
    let of = Condition::any().add(template::Column::RegimeId.is_null()).add_option(own);
    let rows = template::Entity::find()
        .filter(template::Column::UnitId.eq(unit))
        .filter(template::Column::Kind.eq(kind.name()))
        .filter(of)
        .order_by_desc(template::Column::FromOn)
        .order_by_desc(template::Column::Id)
        .all(connection)
        .await
        .map_err(db::error)?;
    let version = |row: template::Model| NewTemplate {
        id: row.id,
        unit: row.unit_id,
        regime: row.regime_id,
        kind,
        from_on: row.from_on,
        words: row.words,
        person: row.person_id,
        recorded_at: row.recorded_at,
    };
    let mut versions: Vec<_> = rows.into_iter().map(version).collect();
    versions.sort_by_key(|one| one.regime.is_none());
    Ok(versions)
}

/// The text that was set and holds on a day: the regime's own, else that of its unit.
pub(crate) async fn set_template(
    connection: &impl ConnectionTrait,
    of: (Uuid, Option<Uuid>),
    kind: Kind,
    day: NaiveDate,
) -> Result<Option<String>> {
    let versions = template_versions(connection, of, kind).await?;
    let held = |own: bool| versions.iter().find(|one| one.regime.is_some() == own && one.from_on <= day);
    let mut held = [held(true), held(false)].into_iter().flatten().map(|one| one.words.clone());
    Ok(held.find(|words| !words.is_empty()))
}

/// The same, or the supplied one where none is set.
pub(crate) async fn template(
    connection: &impl ConnectionTrait,
    of: (Uuid, Option<Uuid>),
    kind: Kind,
    day: NaiveDate,
) -> Result<String> {
    let set = set_template(connection, of, kind, day).await?;
    Ok(set.unwrap_or_else(|| kind.supplied().to_owned()))
}

/// Adds a version.
pub(crate) async fn add_template(tx: &WriteTx, new: &NewTemplate) -> Result<()> {
    let row = template::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        regime_id: Set(new.regime),
        kind: Set(new.kind.name().to_owned()),
        from_on: Set(new.from_on),
        words: Set(new.words.clone()),
        person_id: Set(new.person),
        recorded_at: Set(new.recorded_at),
    };
    template::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}
