use base::{Error, Result};
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::rows::{grant, person};
use crate::access::Role;
use crate::people::model::HeldGrant;

/// All roles that somebody has, had or will have, the last first.
pub(crate) async fn grants_of(connection: &impl ConnectionTrait, person: Uuid) -> Result<Vec<HeldGrant>> {
    let rows = grant::Entity::find()
        .filter(grant::Column::PersonId.eq(person))
        .order_by_desc(grant::Column::ValidFrom)
        .order_by_desc(grant::Column::Id)
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().map(HeldGrant::try_from).collect()
}

/// A role of somebody.
pub(crate) async fn find_grant(connection: &impl ConnectionTrait, id: Uuid) -> Result<HeldGrant> {
    let row = grant::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// What is or was delegated of these roles, the last first, each with the name of who has it.
pub(crate) async fn delegations_of(
    connection: &impl ConnectionTrait,
    grants: &[HeldGrant],
) -> Result<Vec<(HeldGrant, String)>> {
    let rows = grant::Entity::find()
        .filter(grant::Column::DelegatedFrom.is_in(grants.iter().map(|grant| grant.id)))
        .find_also_related(person::Entity)
        .order_by_desc(grant::Column::ValidFrom)
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter()
        .map(|(grant, person)| Ok((grant.try_into()?, person.map(|person| person.name).unwrap_or_default())))
        .collect()
}

/// Gives a role.
pub(crate) async fn add_grant(tx: &WriteTx, new: &HeldGrant) -> Result<()> {
    let row = grant::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person),
        role: Set(new.role.name().to_owned()),
        unit_id: Set(new.unit),
        valid_from: Set(new.from),
        valid_to: Set(new.to),
        delegated_from: Set(new.delegated_from),
        reason: Set(new.reason.clone()),
    };
    grant::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Ends a role, and all that is delegated of it: `to` is the first day on which they do not hold any more.
pub(crate) async fn end_grant(tx: &WriteTx, id: Uuid, to: NaiveDate) -> Result<()> {
    let it = Condition::any().add(grant::Column::Id.eq(id)).add(grant::Column::DelegatedFrom.eq(id));
    end(tx, it, to).await
}

/// Ends what somebody has delegated of all of their roles.
pub(crate) async fn end_delegations_of(tx: &WriteTx, person: Uuid, to: NaiveDate) -> Result<()> {
    let theirs =
        grant::Entity::find().filter(grant::Column::PersonId.eq(person)).all(tx).await.map_err(db::error)?;
    let theirs = theirs.into_iter().map(|row| row.id);
    end(tx, Condition::all().add(grant::Column::DelegatedFrom.is_in(theirs)), to).await
}

/// Keeps others that take an administrator away waiting until the transaction ends: two who shut each other out at the
/// same moment do so one after the other.
pub(crate) async fn hold_administrators(tx: &WriteTx) -> Result<()> {
    grant::Entity::find()
        .filter(grant::Column::Role.eq(Role::Administrator.name()))
        .order_by_asc(grant::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Whether nobody else could look after the program from `day` on.
pub(crate) async fn is_last_administrator(
    connection: &impl ConnectionTrait,
    person: Uuid,
    day: NaiveDate,
) -> Result<bool> {
    let able = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::DisabledAt.is_null())
        .filter(person::Column::Password.is_not_null());
    let administrators = |of: Condition| {
        grant::Entity::find()
            .filter(grant::Column::Role.eq(Role::Administrator.name()))
            .filter(grant::Column::UnitId.is_null())
            .filter(grant::Column::DelegatedFrom.is_null())
            .filter(grant::Column::ValidFrom.lte(day))
            .filter(grant::Column::ValidTo.is_null())
            .filter(of)
            .count(connection)
    };
    let other = Condition::all()
        .add(grant::Column::PersonId.ne(person))
        .add(grant::Column::PersonId.in_subquery(able.into_query()));
    let own = Condition::all().add(grant::Column::PersonId.eq(person));
    Ok(administrators(own).await.map_err(db::error)? > 0
        && administrators(other).await.map_err(db::error)? == 0)
}

async fn end(tx: &WriteTx, which: Condition, to: NaiveDate) -> Result<()> {
    // One that has not begun ends on the day of its begin: it never held.
    for (ending, begun) in [
        (Expr::value(to), grant::Column::ValidFrom.lte(to)),
        (Expr::col(grant::Column::ValidFrom), grant::Column::ValidFrom.gt(to)),
    ] {
        let still = Condition::any().add(grant::Column::ValidTo.is_null()).add(grant::Column::ValidTo.gt(to));
        grant::Entity::update_many()
            .col_expr(grant::Column::ValidTo, ending)
            .filter(which.clone())
            .filter(begun)
            .filter(still)
            .exec(tx)
            .await
            .map_err(db::error)?;
    }
    super::end_calendars_without_role(tx, to).await
}

impl TryFrom<grant::Model> for HeldGrant {
    type Error = Error;

    fn try_from(row: grant::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            person: row.person_id,
            role: Role::named(&row.role).ok_or_else(|| anyhow::anyhow!("a role called {}", row.role))?,
            unit: row.unit_id,
            from: row.valid_from,
            to: row.valid_to,
            delegated_from: row.delegated_from,
            reason: row.reason,
        })
    }
}
