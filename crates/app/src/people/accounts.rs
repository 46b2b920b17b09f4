//! What the command line does about accounts: the first one of an instance, acting as somebody, letting somebody in again.

use base::{Actor, Error, Result};
use chrono::NaiveDate;
use db::{Db, Event};
use uuid::Uuid;

use super::actions::{event, invite_in};
use super::model::{HeldGrant, Person, login};
use super::store;
use super::tokens::{self, Invitation};
use crate::AppState;
use crate::access::{Grant, Role, Signed};

/// What the first administrator signs in with; shown once and kept nowhere.
pub struct FirstAdministrator {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
}

/// Makes an administrator where there is nobody yet.
///
/// # Errors
/// Those of the database; [`base::Error::Conflict`] where another node was faster.
pub async fn first_administrator(app: &AppState) -> Result<Option<FirstAdministrator>> {
    if !store::is_nobody(&app.db.read().await?).await? {
        return Ok(None);
    }
    let first = FirstAdministrator { login: "quantri".to_owned(), password: tokens::first_password()? };
    let hash = app.passwords.place()?.hash(first.password.clone()).await?;
    let tx = app.db.write(Actor::System).await?;
    if !store::is_nobody(&tx).await? {
        return Ok(None);
    }
    let person = Person {
        id: tx.next_id(),
        login: first.login.clone(),
        name: "Quản trị".to_owned(),
        email: None,
        password: Some(hash),
        disabled_at: None,
    };
    let grant = HeldGrant {
        id: tx.next_id(),
        person: person.id,
        role: Role::Administrator,
        unit: None,
        from: web::format::day_of(tx.now()),
        to: None,
        delegated_from: None,
        reason: None,
    };
    store::add(&tx, &person).await?;
    store::add_grant(&tx, &grant).await?;
    tx.record(Event::new("person.first", format!("person:{}", person.id)).with("login", &person.login)?);
    tx.commit().await?;
    Ok(Some(first))
}

/// Lets somebody in again who has lost phone and recovery codes, or the password: for whoever runs the machine, since an
/// instance whose only administrator is shut out has nobody else. Their second step is gone, their sign-ins and access
/// tokens end, and the invitation leads to a new password; `host` stands in its address where none is set.
///
/// # Errors
/// [`base::Error::NotFound`] where nobody signs in by that name, [`base::Error::Conflict`] where they are disabled.
pub async fn recover(app: &AppState, typed: &str, host: &str) -> Result<Invitation> {
    let tx = app.db.write(Actor::System).await?;
    let found = store::find_by_login(&tx, &login(typed).ok_or(Error::NotFound)?).await?;
    let person = store::hold(&tx, found.ok_or(Error::NotFound)?.id).await?;
    if person.disabled_at.is_some() {
        return Err(Error::Conflict);
    }
    store::remove_factor(&tx, person.id).await?;
    store::end_sessions(&tx, person.id, None).await?;
    // Whoever has the lost phone now may have made some.
    store::end_own_keys(&tx, person.id).await?;
    let token = invite_in(app, &tx, person.id).await?;
    tx.record(event("person.recover", person.id));
    tx.commit().await?;
    Ok(Invitation::new(&app.people, host, &token))
}

/// Ends all sign-ins, invitations, access tokens and addresses of calendars of a database that was just restored: what
/// was ended since the backup must not hold again, and nobody can tell any more which.
///
/// # Errors
/// Those of the database.
pub async fn end_all_ways_in(db: &Db) -> Result<()> {
    let tx = db.write(Actor::System).await?;
    store::end_all_ways_in(&tx).await?;
    tx.record(Event::new("instance.restore", "instance"));
    tx.commit().await
}

/// Somebody with a password drawn for them, for a command on the machine itself.
pub(crate) struct NewAccount {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    /// Each with the unit under which it holds and its first day.
    pub(crate) roles: Vec<(Role, Option<Uuid>, NaiveDate)>,
}

/// Adds somebody; gives back the password, which is kept nowhere.
pub(crate) async fn found_account(app: &AppState, new: NewAccount) -> Result<String> {
    let password = tokens::first_password()?;
    let hash = app.passwords.place()?.hash(password.clone()).await?;
    let tx = app.db.write(Actor::System).await?;
    let person = Person {
        id: tx.next_id(),
        login: new.login,
        name: new.name,
        email: new.email,
        password: Some(hash),
        disabled_at: None,
    };
    store::add(&tx, &person).await?;
    let event = Event::new("person.add", format!("person:{}", person.id));
    tx.record(event.with("login", &person.login)?.with("name", &person.name)?);
    for (role, unit, from) in new.roles {
        let (id, to) = (tx.next_id(), None);
        let grant =
            HeldGrant { id, person: person.id, role, unit, from, to, delegated_from: None, reason: None };
        store::add_grant(&tx, &grant).await?;
    }
    tx.commit().await?;
    Ok(password)
}

/// Somebody with the roles of today, for a command on the machine itself that acts on their behalf; `None` where nobody
/// signs in by that name, or may not any more.
pub(crate) async fn acting(app: &AppState, login: &str) -> Result<Option<Signed>> {
    let tx = app.db.read().await?;
    let found = store::find_by_login(&tx, login).await?;
    let Some(person) = found.filter(|person| person.disabled_at.is_none()) else { return Ok(None) };
    let today = web::format::day_of(app.db.clock().now());
    let held = store::grants_of(&tx, person.id).await?;
    let grants = held.iter().filter(|grant| grant.holds_on(today));
    let grants = grants.map(|grant| Grant { role: grant.role, unit: grant.unit }).collect();
    Ok(Some(Signed::new(person.id, person.name, String::new(), grants)))
}
