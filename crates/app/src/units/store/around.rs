//! A unit and those around it.

use std::collections::HashMap;

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use db::sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::rows::{ancestor, unit};
use crate::units::model::Choice;

/// A unit with those around it, to be named and walked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    /// The unit itself, then those above it.
    pub(crate) line: Vec<Choice>,
    /// All of them, those right below it and those named besides, by id.
    pub(crate) units: HashMap<Uuid, Choice>,
}

/// A unit, those above it, those right below it, and some others. One statement.
pub(crate) async fn around(connection: &impl ConnectionTrait, at: Uuid, also: &[Uuid]) -> Result<Around> {
    let above = Query::select()
        .column(ancestor::Column::Distance)
        .from(ancestor::Entity)
        .and_where(ancestor::Column::UnitId.eq(at))
        .and_where(
            Expr::col((ancestor::Entity, ancestor::Column::AncestorId))
                .eq(Expr::col((unit::Entity, unit::Column::Id))),
        )
        .to_owned();
    let line = Query::select()
        .column(ancestor::Column::AncestorId)
        .from(ancestor::Entity)
        .and_where(ancestor::Column::UnitId.eq(at))
        .to_owned();
    let wanted = Condition::any()
        .add(unit::Column::Id.in_subquery(line))
        .add(unit::Column::ParentId.eq(at))
        .add(unit::Column::Id.is_in(also.iter().copied()));
    let rows = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name, unit::Column::ValidFrom, unit::Column::ValidTo])
        .expr_as(SimpleExpr::from(above), "distance")
        .filter(wanted)
        .into_tuple::<(Uuid, String, NaiveDate, Option<NaiveDate>, Option<i32>)>()
        .all(connection)
        .await
        .map_err(db::error)?;
    let (mut around, mut line) = (Around::default(), Vec::new());
    for (id, name, from, to, distance) in rows {
        let choice = Choice { id, name, from, to };
        if let Some(distance) = distance {
            line.push((distance, choice.clone()));
        }
        around.units.insert(id, choice);
    }
    line.sort_by_key(|(distance, _)| *distance);
    around.line = line.into_iter().map(|(_, choice)| choice).collect();
    Ok(around)
}

/// The first unit that is below no other; none where there are no units.
pub(crate) async fn top(connection: &impl ConnectionTrait) -> Result<Option<Uuid>> {
    let found = unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .filter(unit::Column::ParentId.is_null())
        .order_by_asc(Expr::col(unit::Column::ValidTo).is_not_null())
        .order_by_asc(unit::Column::Id)
        .limit(1);
    found.into_tuple().one(connection).await.map_err(db::error)
}
