//! The tables `units`, `unit_ancestors`, `successions` and `succession_shares`: the only place with their queries.

use std::collections::{BTreeMap, HashMap, HashSet};

use base::{Error, Result};
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use db::sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use reporting::Lineage;
use uuid::Uuid;

use super::model::{Choice, Kind, Share, Succession, Unit};
use crate::access::Scope;

mod around;
mod near;
mod rows;

pub(crate) use around::{Around, around, top};
pub(crate) use near::{Near, near};
use rows::{ancestor, share, succession, unit};

/// A unit.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Unit> {
    let row = unit::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// The unit with an id that lies within the scope.
pub(crate) async fn find_within(connection: &impl ConnectionTrait, id: Uuid, scope: &Scope) -> Result<Unit> {
    let row = unit::Entity::find_by_id(id).filter(among(scope)).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// Whether a unit lies within the scope.
pub(crate) async fn is_within(connection: &impl ConnectionTrait, id: Uuid, scope: &Scope) -> Result<bool> {
    match find_within(connection, id, scope).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Those of the ids that lie within the scope.
pub(crate) async fn those_within(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Uuid>,
    scope: &Scope,
) -> Result<HashSet<Uuid>> {
    let Scope::Under(roots) = scope else { return Ok(ids.collect()) };
    let rows = ancestor::Entity::find()
        .filter(ancestor::Column::AncestorId.is_in(roots.iter().copied()))
        .filter(ancestor::Column::UnitId.is_in(ids))
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(|row| row.unit_id).collect())
}

/// The units within the scope that hold on a day, by name.
pub(crate) async fn all_within(
    connection: &impl ConnectionTrait,
    on: NaiveDate,
    scope: &Scope,
) -> Result<Vec<Unit>> {
    holding(connection, Some(on), among(scope)).await
}

/// The units within the scope that there ever were, by name.
pub(crate) async fn ever_within(connection: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Unit>> {
    holding(connection, None, among(scope)).await
}

/// All units that hold on a day, or all there ever were, by name.
pub(crate) async fn all(connection: &impl ConnectionTrait, on: Option<NaiveDate>) -> Result<Vec<Unit>> {
    holding(connection, on, Condition::all()).await
}

async fn holding(
    connection: &impl ConnectionTrait,
    on: Option<NaiveDate>,
    wanted: Condition,
) -> Result<Vec<Unit>> {
    let wanted = match on {
        None => wanted,
        Some(day) => Condition::all()
            .add(wanted)
            .add(unit::Column::ValidFrom.lte(day))
            .add(Condition::any().add(unit::Column::ValidTo.is_null()).add(unit::Column::ValidTo.gt(day))),
    };
    let rows =
        unit::Entity::find().filter(wanted).order_by_asc(unit::Column::ValidFrom).all(connection).await;
    Ok(sorted(rows.map_err(db::error)?.into_iter().map(Unit::try_from).collect::<Result<_>>()?))
}

fn sorted(mut units: Vec<Unit>) -> Vec<Unit> {
    units.sort_by_cached_key(|unit| vietnamese::sort::sort_key(&unit.name));
    units
}

/// Those of the ids, by id.
pub(crate) async fn among_ids(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Unit>> {
    let rows = unit::Entity::find().filter(unit::Column::Id.is_in(ids.iter().copied())).all(connection).await;
    rows.map_err(db::error)?.into_iter().map(|row| Ok((row.id, row.try_into()?))).collect()
}

/// The units above one, the nearest first.
pub(crate) async fn above(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Unit>> {
    holders(connection, id, 1).await
}

/// Those from a distance upwards, the nearest first.
async fn holders(connection: &impl ConnectionTrait, id: Uuid, distance: i32) -> Result<Vec<Unit>> {
    let rows = ancestor::Entity::find()
        .filter(ancestor::Column::UnitId.eq(id))
        .filter(ancestor::Column::Distance.gte(distance))
        .find_also_related(unit::Entity)
        .order_by_asc(ancestor::Column::Distance)
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().filter_map(|(_, unit)| unit).map(Unit::try_from).collect()
}

/// A unit and all above it, itself first; none where there is no such unit.
pub(crate) async fn line(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Unit>> {
    holders(connection, id, 0).await
}

/// Each of the ids with itself and every unit above it.
pub(crate) async fn ancestors(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = ancestor::Entity::find().filter(ancestor::Column::UnitId.is_in(ids.iter().copied()));
    let rows = rows.all(connection).await.map_err(db::error)?;
    Ok(rows.into_iter().map(|row| (row.unit_id, row.ancestor_id)).collect())
}

/// The units right below one, by name.
pub(crate) async fn below(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Unit>> {
    let mut units = beside(connection, Some(id)).await?;
    units.sort_by_cached_key(|unit| (unit.from, vietnamese::sort::sort_key(&unit.name)));
    Ok(units)
}

/// The same to choose from, by name.
pub(crate) async fn choices_below(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Choice>> {
    let rows = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name, unit::Column::ValidFrom, unit::Column::ValidTo])
        .filter(unit::Column::ParentId.eq(id))
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    let choice = |(id, name, from, to)| Choice { id, name, from, to };
    let mut units: Vec<_> = rows.into_iter().map(choice).collect();
    units.sort_by_cached_key(|unit| (vietnamese::sort::sort_key(&unit.name), unit.from));
    Ok(units)
}

/// The ids of the units right below one, for the statements of others.
pub(crate) fn right_below(id: Uuid) -> SelectStatement {
    Query::select()
        .column(unit::Column::Id)
        .from(unit::Entity)
        .and_where(unit::Column::ParentId.eq(id))
        .to_owned()
}

/// The units right below a parent, or those without one.
pub(crate) async fn beside(connection: &impl ConnectionTrait, parent: Option<Uuid>) -> Result<Vec<Unit>> {
    let among = match parent {
        Some(parent) => unit::Column::ParentId.eq(parent),
        None => unit::Column::ParentId.is_null(),
    };
    let rows = unit::Entity::find().filter(among).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(Unit::try_from).collect()
}

/// Adds a unit below its parent.
pub(crate) async fn add(tx: &WriteTx, unit: &Unit) -> Result<()> {
    let mut above: Vec<(Uuid, i32)> = vec![(unit.id, 0)];
    if let Some(parent) = unit.parent {
        let rows = ancestor::Entity::find().filter(ancestor::Column::UnitId.eq(parent)).all(tx).await;
        above.extend(rows.map_err(db::error)?.into_iter().map(|row| (row.ancestor_id, row.distance + 1)));
    }
    let row = unit::ActiveModel {
        id: Set(unit.id),
        parent_id: Set(unit.parent),
        kind: Set(unit.kind.name().to_owned()),
        code: Set(unit.code.clone()),
        name: Set(unit.name.clone()),
        short_name: Set(unit.short_name.clone()),
        valid_from: Set(unit.from),
        valid_to: Set(unit.to),
        level: Set(above.iter().map(|(_, distance)| *distance).max().unwrap_or_default()),
        revision: Set(unit.revision),
        recorded_at: Set(tx.now()),
    };
    unit::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    let rows = above.into_iter().map(|(ancestor, distance)| ancestor::ActiveModel {
        unit_id: Set(unit.id),
        ancestor_id: Set(ancestor),
        distance: Set(distance),
    });
    ancestor::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Writes what was corrected, and the next revision.
///
/// # Errors
/// [`Error::Conflict`] where the revision of `unit` is not the last one.
pub(crate) async fn correct(tx: &WriteTx, unit: &Unit) -> Result<()> {
    let written = unit::Entity::update_many()
        .col_expr(unit::Column::Kind, Expr::value(unit.kind.name()))
        .col_expr(unit::Column::Code, Expr::value(unit.code.clone()))
        .col_expr(unit::Column::Name, Expr::value(unit.name.clone()))
        .col_expr(unit::Column::ShortName, Expr::value(unit.short_name.clone()))
        .col_expr(unit::Column::ValidFrom, Expr::value(unit.from))
        .col_expr(unit::Column::ValidTo, Expr::value(unit.to))
        .col_expr(unit::Column::Revision, Expr::value(unit.revision + 1))
        .filter(unit::Column::Id.eq(unit.id))
        .filter(unit::Column::Revision.eq(unit.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Adds a succession and ends those that end by it.
pub(crate) async fn add_succession(tx: &WriteTx, new: &Succession) -> Result<()> {
    let row = succession::ActiveModel {
        id: Set(new.id),
        act: Set(new.act.clone()),
        act_on: Set(new.act_on),
        effective_on: Set(new.effective_on),
        note: Set(new.note.clone()),
        recorded_at: Set(tx.now()),
    };
    row.insert(tx).await.map_err(db::error)?;
    let rows = new.shares.iter().map(|one| share::ActiveModel {
        succession_id: Set(new.id),
        from_unit: Set(one.from),
        to_unit: Set(one.to),
        share: Set(one.millionths),
    });
    share::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    unit::Entity::update_many()
        .col_expr(unit::Column::ValidTo, Expr::value(new.effective_on))
        .col_expr(unit::Column::Revision, Expr::col(unit::Column::Revision).add(1))
        .filter(unit::Column::Id.is_in(new.ending()))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Whether there is a succession of that id.
pub(crate) async fn has_succession(connection: &impl ConnectionTrait, id: Uuid) -> Result<bool> {
    Ok(succession::Entity::find_by_id(id).one(connection).await.map_err(db::error)?.is_some())
}

/// The successions in which a unit is one of the predecessors or successors, with all of their shares, the last first.
pub(crate) async fn successions_of(connection: &impl ConnectionTrait, unit: Uuid) -> Result<Vec<Succession>> {
    let about = Condition::any().add(share::Column::FromUnit.eq(unit)).add(share::Column::ToUnit.eq(unit));
    let about = share::Entity::find().select_only().column(share::Column::SuccessionId).filter(about);
    let rows = succession::Entity::find()
        .filter(succession::Column::Id.in_subquery(about.into_query()))
        // First, else the ids come before.
        .order_by_desc(succession::Column::EffectiveOn)
        .find_with_related(share::Entity)
        .all(connection)
        .await
        .map_err(db::error)?;
    let shares = |rows: Vec<share::Model>| {
        rows.into_iter()
            .map(|row| Share { from: row.from_unit, to: row.to_unit, millionths: row.share })
            .collect()
    };
    Ok(rows
        .into_iter()
        .map(|(row, of)| Succession {
            id: row.id,
            act: row.act,
            act_on: row.act_on,
            effective_on: row.effective_on,
            note: row.note,
            shares: shares(of),
        })
        .collect())
}

/// What became of each unit that was ever succeeded: those that have a share of it.
pub(crate) async fn successors(connection: &impl ConnectionTrait) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let rows = share::Entity::find().order_by_desc(share::Column::Share).all(connection).await;
    let mut successors: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in rows.map_err(db::error)?.into_iter().filter(|row| row.from_unit != row.to_unit) {
        successors.entry(row.from_unit).or_default().push(row.to_unit);
    }
    Ok(successors)
}

/// What became of units by all acts, for figures that are told for those of today.
pub(crate) async fn lineage(connection: &impl ConnectionTrait) -> Result<Lineage<Uuid>> {
    let rows = share::Entity::find().find_also_related(succession::Entity).all(connection).await;
    let mut acts: BTreeMap<(NaiveDate, Uuid), Vec<(Uuid, u32)>> = BTreeMap::new();
    for (share, act) in rows.map_err(db::error)? {
        let on = act.ok_or(Error::NotFound)?.effective_on;
        let part = u32::try_from(share.share).map_err(Error::internal)?;
        acts.entry((on, share.from_unit)).or_default().push((share.to_unit, part));
    }
    let mut lineage = Lineage::default();
    for ((on, from), to) in acts {
        lineage
            .add(on, from, &to)
            .map_err(|fault| anyhow::anyhow!("what became of {from} on {on}: {fault:?}"))?;
    }
    Ok(lineage)
}

/// The ids of the units within a scope, for a condition of any table that names units; `None` where all are.
pub(crate) fn within(scope: &Scope) -> Option<SelectStatement> {
    match scope {
        Scope::All => None,
        Scope::Under(roots) => Some(
            Query::select()
                .column(ancestor::Column::UnitId)
                .from(ancestor::Entity)
                .and_where(ancestor::Column::AncestorId.is_in(roots.iter().copied()))
                .to_owned(),
        ),
    }
}

/// Whether a unit is one of the roots or below one of them, for a condition.
pub(crate) fn is_below(unit: Uuid, roots: &[Uuid]) -> SimpleExpr {
    let rows = Query::select()
        .expr(Expr::val(1))
        .from(ancestor::Entity)
        .and_where(ancestor::Column::UnitId.eq(unit))
        .and_where(ancestor::Column::AncestorId.is_in(roots.iter().copied()))
        .to_owned();
    Expr::exists(rows)
}

fn among(scope: &Scope) -> Condition {
    match within(scope) {
        None => Condition::all(),
        Some(ids) => Condition::all().add(unit::Column::Id.in_subquery(ids)),
    }
}

impl TryFrom<unit::Model> for Unit {
    type Error = Error;

    fn try_from(row: unit::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            parent: row.parent_id,
            kind: Kind::named(&row.kind).ok_or_else(|| anyhow::anyhow!("a unit of kind {}", row.kind))?,
            code: row.code,
            name: row.name,
            short_name: row.short_name,
            from: row.valid_from,
            to: row.valid_to,
            revision: row.revision,
        })
    }
}
