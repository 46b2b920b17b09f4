//! The first account of an instance.

use base::{Actor, Result};
use db::Event;

use super::model::{HeldGrant, Person};
use super::{store, tokens};
use crate::AppState;
use crate::access::Role;

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
    let hash = app.passwords.hash(first.password.clone()).await?;
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
