//! A few units of many, to choose from.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr, UnionType,
};
use db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::rows::{ancestor, unit};
use crate::units::model::Choice;

/// More than so many nobody looks through.
const MOST: u64 = 100;
/// What one sees of a unit to choose it.
const SHOWN: [unit::Column; 4] =
    [unit::Column::Id, unit::Column::Name, unit::Column::ValidFrom, unit::Column::ValidTo];
/// The column with the level that is not whole any more; empty where all are.
const CUT: &str = "cut";

/// Units to choose from, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    pub(crate) units: Vec<Choice>,
    /// Whether there are more below them.
    pub(crate) has_more: bool,
}

/// Those at the top with as many whole levels below them as make [`MOST`] at the most; where `at` is named, the way down to
/// it, with all that is right below each step; and those of `also`. Where there are not many in all, it is all of them.
pub(crate) async fn near(connection: &impl ConnectionTrait, at: Option<Uuid>, also: &[Uuid]) -> Result<Near> {
    // Of too many at the top itself, the first ones.
    let cut_below = Func::cust("NULLIF").arg(cut()).arg(0);
    let whole =
        unit::Column::Level.into_expr().lt(Func::coalesce([SimpleExpr::from(cut_below), i32::MAX.into()]));
    let top = those(whole, cut()).order_by(unit::Column::Level, Order::Asc).limit(MOST).to_owned();
    let mut wanted =
        Query::select().columns(SHOWN).column(Alias::new(CUT)).from_subquery(top, "top").to_owned();
    // One after the other: a choice between conditions would look at all units there are.
    let mut and = |condition: SimpleExpr| {
        wanted.union(UnionType::All, those(condition, Expr::cust("NULL")));
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
    let (mut units, mut has_more) = (HashMap::new(), false);
    for row in connection.query_all(&wanted).await.map_err(db::error)? {
        has_more |= row.try_get::<Option<i32>>("", CUT).map_err(db::error)?.is_some();
        let (id, name, from, to) = row.try_get_many_by_index().map_err(db::error)?;
        units.insert(id, Choice { id, name, from, to });
    }
    let mut units: Vec<_> = units.into_values().collect();
    units.sort_by_cached_key(|unit| vietnamese::sort::sort_key(&unit.name));
    Ok(Near { units, has_more })
}

/// Units with [`CUT`], which those at the top tell for all.
fn those(condition: SimpleExpr, cut: SimpleExpr) -> SelectStatement {
    unit::Entity::find().select_only().columns(SHOWN).expr_as(cut, CUT).filter(condition).into_query()
}

/// The level of the first unit that would be one too many.
fn cut() -> SimpleExpr {
    let one_too_many = Query::select()
        .column(unit::Column::Level)
        .from(unit::Entity)
        .order_by(unit::Column::Level, Order::Asc)
        .limit(1)
        .offset(MOST)
        .to_owned();
    one_too_many.into()
}
