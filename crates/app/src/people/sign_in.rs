//! Signing in by name and password, out, and taking up an invitation. What comes after the password, where a second step
//! is needed, is in `second_step`.

use base::{Actor, Error, Result};
use chrono::TimeDelta;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::model::{Failures, Guess, HalfSignIn, Person, login, weakness};
use super::tokens::{self, Token};
use super::{passwords, store};
use crate::AppState;
use crate::access::Signed;

/// How long a sign-in waits for its code.
pub(crate) const HALF: TimeDelta = TimeDelta::minutes(5);

/// How an attempt to sign in ended.
pub(crate) enum Attempt {
    /// Name and password are right.
    Passed(Passed),
    /// Name or password are not right: which of them, nobody is told.
    Wrong,
    /// Too many wrong ones before: not looked at, try again after so many seconds.
    Wait(i64),
}

/// What a right password leads to; the secrets are for the browser.
pub(crate) enum Passed {
    /// A sign-in.
    Open(Token),
    /// One that waits for a code, or for the second step to be set up.
    Half(Token),
}

/// Signs somebody in. What they typed as their name reaches the audit only where it is one.
pub(crate) async fn sign_in(app: &AppState, typed: &str, password: String) -> Result<Attempt> {
    let place = app.passwords.place()?;
    let Some(login) = login(typed) else {
        place.fits(password, None).await?;
        return Ok(Attempt::Wrong);
    };
    let person = store::find_by_login(&app.db.read().await?, &login).await?;
    let person = person.filter(|person| person.disabled_at.is_none());
    let kept = person.as_ref().and_then(|person| person.password.clone());
    match (compare(app, place, &login, password, kept).await?, person) {
        (Compared::Wait(seconds), _) => Ok(Attempt::Wait(seconds)),
        (Compared::Right, Some(person)) => open(app, &person).await.map(Attempt::Passed),
        _ => Ok(Attempt::Wrong),
    }
}

/// How a password compares.
pub(super) enum Compared {
    Right,
    Wrong,
    /// Not looked at: too many wrong ones before. Seconds until it is.
    Wait(i64),
}

impl Compared {
    /// Of one's own password, typed once more into the field `current`.
    pub(super) fn of_current(self) -> Result<()> {
        match self {
            Self::Right => Ok(()),
            Self::Wrong => Err(Error::invalid("current", "password-wrong")),
            Self::Wait(_) => Err(Error::invalid("current", "password-wait")),
        }
    }
}

/// Compares a password with the kept one of a name, and counts the wrong ones.
pub(super) async fn compare(
    app: &AppState,
    place: passwords::Place,
    login: &str,
    password: String,
    kept: Option<String>,
) -> Result<Compared> {
    let waits = async || -> Result<Option<i64>> {
        let failures = store::failures(&app.db.read().await?, login).await?;
        Ok(failures.and_then(|failures| failures.wait(app.db.clock().now())))
    };
    if let Some(seconds) = waits().await? {
        return Ok(Compared::Wait(seconds));
    }
    let is_right = place.fits(password, kept).await?;
    // Others tried the same name in the meantime: who asks many times at once learns no more than who asks in turn.
    if let Some(seconds) = waits().await? {
        return Ok(Compared::Wait(seconds));
    }
    if is_right {
        return Ok(Compared::Right);
    }
    let tx = app.db.housekeeping().await?;
    match fail(&tx, login, Guess::Password).await? {
        Some(seconds) => Ok(Compared::Wait(seconds)),
        None => {
            tx.commit().await?;
            Ok(Compared::Wrong)
        }
    }
}

/// Counts a wrong try, unless it came while one has to wait: then the seconds until the next.
pub(super) async fn fail(tx: &WriteTx, login: &str, guess: Guess) -> Result<Option<i64>> {
    store::hold_failures(tx, login).await?;
    let before = store::failures(tx, login).await?;
    if let Some(seconds) = before.and_then(|before| before.wait(tx.now())) {
        return Ok(Some(seconds));
    }
    store::wrong_password(tx, login, Failures::one_more(before, guess, tx.now())).await?;
    Ok(None)
}

async fn open(app: &AppState, person: &Person) -> Result<Passed> {
    let tx = app.db.write(Actor::Person(person.id)).await?;
    // What was true while the password was compared may have changed meanwhile.
    let same = store::hold(&tx, person.id).await?;
    if same.disabled_at.is_some() || same.password != person.password {
        return Err(Error::Conflict);
    }
    let passed = pass(app, &tx, &same).await?;
    tx.commit().await?;
    Ok(passed)
}

/// What a right password leads to, for somebody who is held. Wrong tries are forgotten with the last step only: else who
/// knows the password could guess codes without a wait.
async fn pass(app: &AppState, tx: &WriteTx, person: &Person) -> Result<Passed> {
    let has_factor = store::factor(tx, person.id).await?.is_some();
    if !has_factor && !store::is_required(tx, true).await? {
        let token = open_in(app, tx, person.id).await?;
        store::forget_failures(tx, &person.login).await?;
        tx.record(event("person.sign-in", person.id));
        return Ok(Passed::Open(token));
    }
    let token = Token::new()?;
    let offered = if has_factor { None } else { Some(tokens::app_secret()?) };
    let half = HalfSignIn { person: person.id, offered };
    store::forget_expired(tx, tx.now() - TimeDelta::days(1)).await?;
    store::add_half(tx, &token.hash(), &half, tx.now() + HALF).await?;
    tx.record(event("person.half-sign-in", person.id));
    Ok(Passed::Half(token))
}

pub(super) async fn open_in(app: &AppState, tx: &WriteTx, person: Uuid) -> Result<Token> {
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
    let person = store::find(&tx, person).await?;
    if person.disabled_at.is_some() { Err(Error::NotFound) } else { Ok(person) }
}

/// Takes up an invitation: from now on the password holds, and whoever chose it is signed in, after their second step
/// where they have one; all other sign-ins end, all access tokens, and the address of the calendar.
pub(crate) async fn accept(app: &AppState, token: &str, password: String) -> Result<Passed> {
    let place = app.passwords.place()?;
    let person = invited(app, token).await?;
    if let Some(weakness) = weakness(&password, &person) {
        return Err(Error::invalid("password", weakness));
    }
    let hash = place.hash(password).await?;
    let tx = app.db.write(Actor::Person(person.id)).await?;
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let person = store::hold(&tx, person.id).await?;
    // It may have been taken up or taken back while the hash was worked out.
    store::use_invitation(&tx, &token.hash()).await?;
    if person.disabled_at.is_some() {
        return Err(Error::NotFound);
    }
    store::set_account(&tx, &Person { password: Some(hash), ..person.clone() }).await?;
    store::end_sessions(&tx, person.id, None).await?;
    // Whoever made them knew the old password at most.
    store::end_own_keys(&tx, person.id).await?;
    store::forget_failures(&tx, &person.login).await?;
    tx.record(event("person.accept", person.id));
    let passed = pass(app, &tx, &person).await?;
    tx.commit().await?;
    Ok(passed)
}

/// Changes one's own password; all other sign-ins end, all access tokens, and the address of the calendar: whoever knew
/// the old one may have made some.
///
/// # Errors
/// [`Error::Invalid`] for `current` where it is not right, for `password` where the new one is too weak.
pub(crate) async fn change_password(
    app: &AppState,
    signed: &Signed,
    current: String,
    new: String,
) -> Result<()> {
    let place = app.passwords.place()?;
    let person = store::find(&app.db.read().await?, signed.person()).await?;
    compare(app, place, &person.login, current, person.password.clone()).await?.of_current()?;
    if let Some(weakness) = weakness(&new, &person) {
        return Err(Error::invalid("password", weakness));
    }
    let hash = app.passwords.place()?.hash(new).await?;
    let tx = app.db.write(signed.actor()).await?;
    let now = store::hold(&tx, person.id).await?;
    if now.password != person.password || now.disabled_at.is_some() {
        return Err(Error::Conflict);
    }
    store::set_account(&tx, &Person { password: Some(hash), ..now }).await?;
    store::end_sessions(&tx, person.id, Some(signed.session())).await?;
    store::end_own_keys(&tx, person.id).await?;
    tx.record(event("person.password", person.id));
    tx.commit().await
}

pub(super) fn event(action: &'static str, person: Uuid) -> Event {
    Event::new(action, format!("person:{person}"))
}
