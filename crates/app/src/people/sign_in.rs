//! Signing in and out, and taking up an invitation.

use base::{Actor, Error, Result};
use chrono::TimeDelta;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::model::{Failures, Person, login, weakness};
use super::store;
use super::tokens::Token;
use crate::AppState;
use crate::access::Signed;

/// How an attempt to sign in ended.
pub(crate) enum Attempt {
    /// Open now; the secret is for the browser.
    Open(Token),
    /// Name or password are not right: which of them, nobody is told.
    Wrong,
    /// Too many wrong ones before: not looked at, try again after so many seconds.
    Wait(i64),
}

/// Signs somebody in. What they typed as their name reaches the audit only where it is one.
pub(crate) async fn sign_in(app: &AppState, typed: &str, password: String) -> Result<Attempt> {
    let Some(login) = login(typed) else {
        app.passwords.is_right(password, None).await?;
        return Ok(Attempt::Wrong);
    };
    let person = store::find_by_login(&app.db.read().await?, &login).await?;
    let person = person.filter(|person| person.disabled_at.is_none());
    let kept = person.as_ref().and_then(|person| person.password.clone());
    match (compare(app, &login, password, kept).await?, person) {
        (Compared::Wait(seconds), _) => Ok(Attempt::Wait(seconds)),
        (Compared::Right, Some(person)) => open(app, &person).await.map(Attempt::Open),
        _ => Ok(Attempt::Wrong),
    }
}

/// How a password compares.
enum Compared {
    Right,
    Wrong,
    /// Not looked at: too many wrong ones before. Seconds until it is.
    Wait(i64),
}

/// Compares a password with the kept one of a name, and counts the wrong ones.
async fn compare(app: &AppState, login: &str, password: String, kept: Option<String>) -> Result<Compared> {
    let before = store::failures(&app.db.read().await?, login).await?;
    let wait = before.map_or(TimeDelta::zero(), |before| before.wait_until - app.db.clock().now());
    if wait > TimeDelta::zero() {
        return Ok(Compared::Wait(wait.num_seconds() + 1));
    }
    if app.passwords.is_right(password, kept).await? {
        return Ok(Compared::Right);
    }
    let tx = app.db.housekeeping().await?;
    // Read once more inside, since others may try the same name in this moment.
    let failures = Failures::one_more(store::failures(&tx, login).await?, tx.now());
    store::wrong_password(&tx, login, failures).await?;
    tx.commit().await?;
    Ok(Compared::Wrong)
}

async fn open(app: &AppState, person: &Person) -> Result<Token> {
    let tx = app.db.write(Actor::Person(person.id)).await?;
    // What was true while the password was compared may have changed meanwhile.
    let same = store::find(&tx, person.id).await?;
    if same.disabled_at.is_some() || same.password != person.password {
        return Err(Error::Conflict);
    }
    let token = open_in(app, &tx, person.id).await?;
    store::forget_failures(&tx, &person.login).await?;
    tx.record(event("person.sign-in", person.id));
    tx.commit().await?;
    Ok(token)
}

async fn open_in(app: &AppState, tx: &WriteTx, person: Uuid) -> Result<Token> {
    let token = Token::new()?;
    store::forget_expired(tx, tx.now() - TimeDelta::days(1)).await?;
    store::add_session(tx, &token.hash(), person, tx.now() + app.people.session).await?;
    Ok(token)
}

/// Ends a sign-in.
pub(crate) async fn sign_out(app: &AppState, signed: &Signed) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    store::remove_session(&tx, signed.session()).await?;
    tx.record(event("person.sign-out", signed.person()));
    tx.commit().await
}

/// The person whom an invitation names.
pub(crate) async fn invited(app: &AppState, token: &str) -> Result<Person> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let tx = app.db.read().await?;
    let person = store::invitation(&tx, &token.hash(), app.db.clock().now()).await?;
    store::find(&tx, person).await
}

/// Takes up an invitation: from now on the password holds, and whoever chose it is signed in; all other sign-ins end, and
/// all access tokens.
pub(crate) async fn accept(app: &AppState, token: &str, password: String) -> Result<Token> {
    let person = invited(app, token).await?;
    if let Some(weakness) = weakness(&password, &person) {
        return Err(Error::invalid("password", weakness));
    }
    let hash = app.passwords.hash(password).await?;
    let tx = app.db.write(Actor::Person(person.id)).await?;
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    // It may have been taken up or taken back while the hash was worked out.
    store::use_invitation(&tx, &token.hash()).await?;
    let person = store::find(&tx, person.id).await?;
    if person.disabled_at.is_some() {
        return Err(Error::NotFound);
    }
    store::set_account(&tx, &Person { password: Some(hash), ..person.clone() }).await?;
    store::end_sessions(&tx, person.id, None).await?;
    store::remove_access_tokens(&tx, person.id).await?;
    store::forget_failures(&tx, &person.login).await?;
    let session = open_in(app, &tx, person.id).await?;
    tx.record(event("person.accept", person.id));
    tx.commit().await?;
    Ok(session)
}

/// Changes one's own password; all other sign-ins end, and all access tokens: whoever knew the old one may have made some.
///
/// # Errors
/// [`Error::Invalid`] for `current` where it is not right, for `password` where the new one is too weak.
pub(crate) async fn change_password(
    app: &AppState,
    signed: &Signed,
    current: String,
    new: String,
) -> Result<()> {
    let person = store::find(&app.db.read().await?, signed.person()).await?;
    match compare(app, &person.login, current, person.password.clone()).await? {
        Compared::Right => {}
        Compared::Wrong => return Err(Error::invalid("current", "password-wrong")),
        Compared::Wait(_) => return Err(Error::invalid("current", "password-wait")),
    }
    if let Some(weakness) = weakness(&new, &person) {
        return Err(Error::invalid("password", weakness));
    }
    let hash = app.passwords.hash(new).await?;
    let tx = app.db.write(signed.actor()).await?;
    let now = store::find(&tx, person.id).await?;
    if now.password != person.password || now.disabled_at.is_some() {
        return Err(Error::Conflict);
    }
    store::set_account(&tx, &Person { password: Some(hash), ..now }).await?;
    store::end_sessions(&tx, person.id, Some(signed.session())).await?;
    store::remove_access_tokens(&tx, person.id).await?;
    tx.record(event("person.password", person.id));
    tx.commit().await
}

fn event(action: &'static str, person: Uuid) -> Event {
    Event::new(action, format!("person:{person}"))
}
