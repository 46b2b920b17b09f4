//! A few units of many, to choose from.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::sea_query::{Query, SimpleExpr, UnionType};
use db::sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::rows::{ancestor, unit};
use super::sorted;
use crate::units::model::Unit;

/// More than so many nobody looks through.
const MOST: usize = 100;

/// Units to choose from, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    pub(crate) units: Vec<Unit>,
    /// Whether there are more below them.
    pub(crate) has_more: bool,
}

/// Those at the top with as many levels below them as make [`MOST`] at the most; where `at` is named, the way down to it,
/// with all that is right below each step; and those of `also`. Where there are not many in all, it is all of them.
pub(crate) async fn near(connection: &impl ConnectionTrait, at: Option<Uuid>, also: &[Uuid]) -> Result<Near> {
    let top = unit::Entity::find()
        .order_by_asc(unit::Column::Level)
        .order_by_asc(unit::Column::Id)
        .limit(MOST as u64 + 1);
    let mut wanted =
        Query::select().columns(unit::Column::iter()).from_subquery(top.into_query(), "top").to_owned();
    // One after the other: a choice between two conditions would look at all units there are.
    let mut and = |these: SimpleExpr| {
        wanted.union(UnionType::All, unit::Entity::find().filter(these).into_query());
    };
    and(unit::Column::Id.is_in(also.iter().copied()));
    if let Some(at) = at {
        let above = Query::select()
            .column(ancestor::Column::AncestorId)
            .from(ancestor::Entity)
            .and_where(ancestor::Column::UnitId.eq(at))
            .to_owned();
        and(unit::Column::ParentId.in_subquery(above.clone()));
        and(unit::Column::Id.in_subquery(above));
    }
    let mut rows: HashMap<Uuid, unit::Model> = HashMap::new();
    for row in connection.query_all(&wanted).await.map_err(db::error)? {
        let row = unit::Model::from_query_result(&row, "").map_err(db::error)?;
        rows.insert(row.id, row);
    }
    let has_more = drop_cut_level(&mut rows, at, also);
    let units = rows.into_values().map(Unit::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Near { units: sorted(units), has_more })
}

/// Of the level at which the first rows ended only some came: these go, but for those that were asked for by name. Whether
/// there were any.
fn drop_cut_level(rows: &mut HashMap<Uuid, unit::Model>, at: Option<Uuid>, also: &[Uuid]) -> bool {
    let mut levels: Vec<i32> = rows.values().map(|row| row.level).collect();
    levels.sort_unstable();
    let Some(cut) = levels.get(MOST).copied() else { return false };
    let way = std::iter::successors(at, |id| rows.get(id).and_then(|row| row.parent_id));
    let way: Vec<Uuid> = way.collect();
    rows.retain(|id, row| {
        row.level < cut
            || also.contains(id)
            || way.contains(id)
            || row.parent_id.is_some_and(|parent| way.contains(&parent))
    });
    true
}
