//! The tables `people`, `grants`, `sessions`, `half_sign_ins`, `second_factors`, `recovery_codes`, `sign_in_rules`,
//! `access_tokens`, `calendar_addresses`, `invitations` and `sign_in_failures`: the only place with their queries.

mod access_tokens;
mod calendar_addresses;
mod factors;
mod grants;
mod mail;
mod rows;
mod sign_ins;

pub(crate) use access_tokens::{
    access_tokens_of, add_access_token, bearer, end_own_keys, forget_access_tokens, remove_access_token,
    used_on,
};
pub(crate) use calendar_addresses::{
    calendar_address_of, calendar_reader, end_calendars_without_role, remove_calendar_address,
    set_calendar_address,
};
pub(crate) use factors::{
    add_factor, add_half, add_recovery_codes, end_without_factor, factor, half, is_required, offer, offered,
    recovery_codes_left, remove_factor, remove_half, set_last_step, set_required, take_recovery_code,
    with_factor,
};
pub(crate) use grants::{
    add_grant, delegations_of, end_delegations_of, end_grant, find_grant, grants_of, hold_administrators,
    is_last_administrator,
};
pub(crate) use mail::{Addressee, Holder, addressees, holders, set_mail, wants_mail};
pub(crate) use sign_ins::{
    add_session, end_all_ways_in, end_sessions, failures, forget_expired, forget_failures, hold_failures,
    invitation, invite, remove_session, signed, uninvite, use_invitation, wrong_password,
};

use std::collections::HashMap;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm;
use db::sea_orm::sea_query::{Expr, ExprTrait};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::model::Person;
use crate::access::Scope;
use crate::units;
use rows::{grant, person};

/// A person.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Person> {
    let row = person::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.map(Person::from).ok_or(Error::NotFound)
}

/// A person, whom nobody else changes or signs in until the transaction ends.
pub(crate) async fn hold(tx: &WriteTx, id: Uuid) -> Result<Person> {
    let row = person::Entity::find_by_id(id).lock_exclusive().one(tx).await.map_err(db::error)?;
    row.map(Person::from).ok_or(Error::NotFound)
}

/// The person who signs in by that name.
pub(crate) async fn find_by_login(connection: &impl ConnectionTrait, login: &str) -> Result<Option<Person>> {
    let row = person::Entity::find().filter(person::Column::Login.eq(login)).one(connection).await;
    Ok(row.map_err(db::error)?.map(Person::from))
}

/// The names of those of the ids that are people.
pub(crate) async fn names(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = person::Entity::find().filter(person::Column::Id.is_in(ids.iter().copied())).all(connection);
    Ok(rows.await.map_err(db::error)?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Whether there is anybody.
pub(crate) async fn is_nobody(connection: &impl ConnectionTrait) -> Result<bool> {
    Ok(person::Entity::find().one(connection).await.map_err(db::error)?.is_none())
}

/// People on a page of the list.
pub(crate) const PER_PAGE: u64 = 50;

/// A page of those who have or had a role within the scope, by name, and how many there are in all. `words` have to
/// stand in their names.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    words: &str,
    page: u64,
) -> Result<(Vec<Person>, u64)> {
    let mut wanted = there(scope);
    for word in sought(words).split_whitespace() {
        wanted = wanted.add(person::Column::Sought.contains(word));
    }
    let found = person::Entity::find().filter(wanted);
    let count = found.clone().count(connection).await.map_err(db::error)?;
    let rows = found
        .order_by_asc(person::Column::Sought)
        .offset(page.saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok((rows.into_iter().map(Person::from).collect(), count))
}

/// Somebody to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Choice {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) login: String,
}

/// At most so many of those who have or had a role within the scope, by name, and whether there are more.
pub(crate) async fn choices(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    most: u64,
) -> Result<(Vec<Choice>, bool)> {
    let found = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::Login])
        .filter(there(scope))
        .order_by_asc(person::Column::Sought)
        .limit(most + 1);
    let mut people = found.into_model::<Choice>().all(connection).await.map_err(db::error)?;
    let goes_on = people.len() as u64 > most;
    people.truncate(most as usize);
    Ok((people, goes_on))
}

fn there(scope: &Scope) -> Condition {
    let Some(units) = units::within(scope) else { return Condition::all() };
    let there = grant::Entity::find().select_only().column(grant::Column::PersonId);
    let there = there.filter(grant::Column::UnitId.in_subquery(units));
    Condition::all().add(person::Column::Id.in_subquery(there.into_query()))
}

/// Adds a person.
///
/// # Errors
/// [`Error::Conflict`] where somebody signs in by that name already.
pub(crate) async fn add(tx: &WriteTx, new: &Person) -> Result<()> {
    let row = person::ActiveModel {
        id: Set(new.id),
        login: Set(new.login.clone()),
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        sought: Set(sought(&format!("{} {}", new.name, new.login))),
        password: Set(new.password.clone()),
        disabled_at: Set(new.disabled_at),
        revision: Set(1),
        created_at: Set(tx.now()),
        wants_mail: Set(true),
    };
    person::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// Writes the password and whether they may sign in.
pub(crate) async fn set_account(tx: &WriteTx, person: &Person) -> Result<()> {
    person::Entity::update_many()
        .col_expr(person::Column::Password, Expr::value(person.password.clone()))
        .col_expr(person::Column::DisabledAt, Expr::value(person.disabled_at))
        .col_expr(person::Column::Revision, Expr::col(person::Column::Revision).add(1))
        .filter(person::Column::Id.eq(person.id))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Words as they are found by: small letters without marks.
fn sought(words: &str) -> String {
    vietnamese::fold(words).to_lowercase()
}

impl From<person::Model> for Person {
    fn from(row: person::Model) -> Self {
        Self {
            id: row.id,
            login: row.login,
            name: row.name,
            email: row.email,
            password: row.password,
            disabled_at: row.disabled_at,
        }
    }
}
