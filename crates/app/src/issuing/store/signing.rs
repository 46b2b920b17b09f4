//! What stands on a unit's documents, and who signs them.

use base::{Error, Result};
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::rows::{letterhead as row, signer};
use super::unknown;
use crate::issuing::model::{Authority, Letterhead, Standing};
use crate::units::Unit;

/// How the agencies are called that a collective leads, folded, and in full.
const COLLECTIVE: (&str, &str, &str) = ("uy ban nhan dan", "Ủy ban nhân dân", "UBND");

/// What stands on the documents of the first of some units, each of which is below the next: as it was set, else as the tree
/// tells.
pub(crate) async fn letterhead(connection: &impl ConnectionTrait, line: &[Unit]) -> Result<Letterhead> {
    let Some(unit) = line.first() else { return Err(Error::NotFound) };
    let set = row::Entity::find_by_id(unit.id).one(connection).await.map_err(db::error)?;
    Ok(set.map_or_else(|| of_tree(line), Letterhead::from))
}

fn of_tree(line: &[Unit]) -> Letterhead {
    let name = |at: usize| line.get(at).map(|unit| unit.name.clone()).unwrap_or_default();
    let (start, collective, sign) = COLLECTIVE;
    let is_collective = vietnamese::fold(&name(0)).starts_with(start);
    let of_collective = |words: &str| if is_collective { words.to_owned() } else { String::new() };
    Letterhead {
        parent: name(1),
        agency: name(0),
        sign: of_collective(sign),
        place: String::new(),
        collective: of_collective(collective),
        is_by_type: false,
        organ: String::new(),
        revision: 0,
    }
}

/// Sets it, where nobody else did meanwhile.
///
/// # Errors
/// [`Error::Conflict`] where somebody did.
pub(crate) async fn set_letterhead(tx: &WriteTx, unit: Uuid, seen: i32, new: &Letterhead) -> Result<()> {
    let set = row::ActiveModel {
        unit_id: Set(unit),
        parent: Set(new.parent.clone()),
        agency: Set(new.agency.clone()),
        sign: Set(new.sign.clone()),
        place: Set(new.place.clone()),
        collective: Set(new.collective.clone()),
        is_by_type: Set(new.is_by_type),
        organ: Set(new.organ.clone()),
        revision: Set(seen + 1),
        recorded_at: Set(tx.now()),
    };
    if seen == 0 {
        return row::Entity::insert(set).exec_without_returning(tx).await.map_err(db::error).map(drop);
    }
    let done = row::Entity::update_many()
        .set(set)
        .filter(row::Column::UnitId.eq(unit))
        .filter(row::Column::Revision.eq(seen))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if done.rows_affected == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// The units whose code in the exchange is among some, with it.
pub(crate) async fn of_organs(
    connection: &impl ConnectionTrait,
    organs: &[&str],
) -> Result<Vec<(Uuid, String)>> {
    let found = row::Entity::find().filter(row::Column::Organ.is_in(organs.iter().copied()));
    let rows = found.order_by_asc(row::Column::UnitId).all(connection).await.map_err(db::error)?;
    Ok(rows.into_iter().map(|row| (row.unit_id, row.organ)).collect())
}

/// All who ever signed for a unit, the latest first.
pub(crate) async fn standings(connection: &impl ConnectionTrait, unit: Uuid) -> Result<Vec<Standing>> {
    let rows = signer::Entity::find()
        .filter(signer::Column::UnitId.eq(unit))
        .order_by_desc(signer::Column::FromOn)
        .order_by_desc(signer::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Standing::try_from).collect()
}

/// How a person signs for a unit on a day.
pub(crate) async fn standings_of(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    person: Uuid,
    day: NaiveDate,
) -> Result<Vec<Standing>> {
    let mut all = standings(connection, unit).await?;
    all.retain(|one| one.person == person && one.holds_on(day));
    Ok(all)
}

/// Adds one.
pub(crate) async fn add_standing(tx: &WriteTx, new: &Standing) -> Result<()> {
    let row = signer::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        person_id: Set(new.person),
        authority: Set(new.authority.name().to_owned()),
        title: Set(new.title.clone()),
        head_title: Set(new.head_title.clone()),
        act: Set(new.act.clone()),
        from_on: Set(new.from),
        to_on: Set(new.to),
        recorded_at: Set(tx.now()),
    };
    signer::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// Ends one.
pub(crate) async fn end_standing(tx: &WriteTx, id: Uuid, to: NaiveDate) -> Result<()> {
    let end = signer::Entity::update_many().col_expr(signer::Column::ToOn, Expr::value(Some(to)));
    end.filter(signer::Column::Id.eq(id)).exec(tx).await.map_err(db::error).map(drop)
}

impl From<row::Model> for Letterhead {
    fn from(row: row::Model) -> Self {
        Self {
            parent: row.parent,
            agency: row.agency,
            sign: row.sign,
            place: row.place,
            collective: row.collective,
            is_by_type: row.is_by_type,
            organ: row.organ,
            revision: row.revision,
        }
    }
}

impl TryFrom<signer::Model> for Standing {
    type Error = Error;

    fn try_from(row: signer::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            unit: row.unit_id,
            person: row.person_id,
            authority: Authority::named(&row.authority)
                .ok_or_else(|| unknown("authority", &row.authority))?,
            title: row.title,
            head_title: row.head_title,
            act: row.act,
            from: row.from_on,
            to: row.to_on,
        })
    }
}
