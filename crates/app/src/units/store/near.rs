//! A few units of many, to choose from.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr, UnionType};
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter};
use uuid::Uuid;

use super::rows::{ancestor, unit};
use super::sorted;
use crate::units::model::Unit;

/// More than so many nobody looks through.
const MOST: usize = 100;
/// Levels below the top: a country has provinces, communes, their offices, and parts of these.
const DEEPEST: i32 = 5;

/// Units to choose from, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    pub(crate) units: Vec<Unit>,
    /// Whether there are more below them.
    pub(crate) has_more: bool,
}

/// Those at the top with as many levels below them as make [`MOST`] at the most; where `at` is named, the way down to it,
/// with all that is right below each step; and those of `also`. Where there are not many in all, it is all of them, down to [`DEEPEST`]
/// levels below the top.
pub(crate) async fn near(connection: &impl ConnectionTrait, at: Option<Uuid>, also: &[Uuid]) -> Result<Near> {
    let tops = Query::select()
        .column(unit::Column::Id)
        .from(unit::Entity)
        .and_where(Expr::col(unit::Column::ParentId).is_null())
        .to_owned();
    // Level by level, so that each is read off the index and no further than it is needed.
    let level = |distance: i32| {
        let level = Query::select()
            .columns([ancestor::Column::UnitId, ancestor::Column::Distance])
            .from(ancestor::Entity)
            .and_where(ancestor::Column::AncestorId.in_subquery(tops.clone()))
            .and_where(ancestor::Column::Distance.eq(distance))
            .limit(MOST as u64 + 1)
            .to_owned();
        let columns = [ancestor::Column::UnitId, ancestor::Column::Distance];
        Query::select().columns(columns).from_subquery(level, "level").to_owned()
    };
    let mut levels = level(0);
    for distance in 1..=DEEPEST {
        levels.union(UnionType::All, level(distance));
    }
    let near = Query::select()
        .column(ancestor::Column::UnitId)
        .from_subquery(levels, "levels")
        .order_by(ancestor::Column::Distance, Order::Asc)
        .limit(MOST as u64 + 1)
        .to_owned();
    let mut wanted = Query::select().column(ancestor::Column::UnitId).from_subquery(near, "near").to_owned();
    let ids = |condition: SimpleExpr| {
        Query::select().column(unit::Column::Id).from(unit::Entity).and_where(condition).to_owned()
    };
    // In one list with them: a choice between two conditions would look at all units there are.
    wanted.union(UnionType::All, ids(unit::Column::Id.is_in(also.iter().copied())));
    if let Some(at) = at {
        let above = Query::select()
            .column(ancestor::Column::AncestorId)
            .from(ancestor::Entity)
            .and_where(ancestor::Column::UnitId.eq(at))
            .to_owned();
        wanted.union(UnionType::All, ids(unit::Column::ParentId.in_subquery(above.clone())));
        wanted.union(UnionType::All, above);
    }
    let wanted = unit::Column::Id.in_subquery(wanted);
    let rows = unit::Entity::find().filter(wanted).all(connection).await;
    let mut units = rows.map_err(db::error)?.into_iter().map(Unit::try_from).collect::<Result<Vec<_>>>()?;
    let has_more = drop_cut_level(&mut units, at, also);
    Ok(Near { units: sorted(units), has_more })
}

/// Of the level at which the rows ended only some came: these go, but for those that were asked for by name. Whether there
/// were any.
fn drop_cut_level(units: &mut Vec<Unit>, at: Option<Uuid>, also: &[Uuid]) -> bool {
    let parents: HashMap<Uuid, Option<Uuid>> = units.iter().map(|unit| (unit.id, unit.parent)).collect();
    let above = |id: Uuid| std::iter::successors(Some(id), |id| parents.get(id).copied().flatten());
    let level = |unit: &Unit| above(unit.id).count();
    let mut levels: Vec<usize> = units.iter().map(level).collect();
    levels.sort_unstable();
    let Some(cut) = levels.get(MOST).copied() else { return false };
    let way: Vec<Uuid> = at.into_iter().flat_map(above).collect();
    let named = |unit: &Unit| {
        also.contains(&unit.id)
            || way.contains(&unit.id)
            || unit.parent.is_some_and(|parent| way.contains(&parent))
    };
    let keep: Vec<bool> = units.iter().map(|unit| level(unit) < cut || named(unit)).collect();
    let mut keep = keep.into_iter();
    units.retain(|_| keep.next().unwrap_or_default());
    true
}
