//! Who can be told something, and how they are reached.

use base::Result;
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait};
use db::sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::rows::{grant, person};
use crate::access::Grant;
use crate::people::model::HeldGrant;

/// A role that holds, and who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) person: Uuid,
    pub(crate) grant: Grant,
}

/// Somebody who is reached by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Addressee {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) email: String,
}

/// All roles that hold on a day, delegated ones too, of those who may sign in.
pub(crate) async fn holders(connection: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Holder>> {
    let disabled = person::Entity::find().select_only().column(person::Column::Id);
    let disabled = disabled.filter(person::Column::DisabledAt.is_not_null()).into_query();
    let rows = grant::Entity::find()
        .filter(grant::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(grant::Column::ValidTo.is_null()).add(grant::Column::ValidTo.gt(day)))
        .filter(grant::Column::PersonId.not_in_subquery(disabled))
        .all(connection)
        .await
        .map_err(db::error)?;
    let holder = |row| {
        let held = HeldGrant::try_from(row)?;
        Ok(Holder { person: held.person, grant: Grant { role: held.role, unit: held.unit } })
    };
    rows.into_iter().map(holder).collect()
}

/// Those of the people who want mails, have an address and have taken up their invitation: before that nobody knows
/// whether the address is theirs.
pub(crate) async fn addressees(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Addressee>> {
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .filter(person::Column::DisabledAt.is_null())
        .filter(person::Column::Password.is_not_null())
        .filter(person::Column::WantsMail.eq(true))
        .order_by_asc(person::Column::Id)
        .all(connection)
        .await
        .map_err(db::error)?;
    let addressee = |row: person::Model| Some(Addressee { id: row.id, name: row.name, email: row.email? });
    Ok(rows.into_iter().filter_map(addressee).collect())
}

/// Whether somebody wants mails.
pub(crate) async fn wants_mail(connection: &impl ConnectionTrait, id: Uuid) -> Result<bool> {
    let row = person::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.is_some_and(|row| row.wants_mail))
}

/// Writes the address of somebody, and whether they want mails.
pub(crate) async fn set_mail(tx: &WriteTx, id: Uuid, email: Option<&str>, wants: bool) -> Result<()> {
    person::Entity::update_many()
        .col_expr(person::Column::Email, Expr::value(email.map(str::to_owned)))
        .col_expr(person::Column::WantsMail, Expr::value(wants))
        .col_expr(person::Column::Revision, Expr::col(person::Column::Revision).add(1))
        .filter(person::Column::Id.eq(id))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}
