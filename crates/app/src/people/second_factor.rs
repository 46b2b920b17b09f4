//! Turning the second step on and off: for oneself, for somebody who has lost it, and for everybody.

use base::{Error, Result};
use db::WriteTx;
use uuid::Uuid;

use super::actions::subject;
use super::codes::{self, Typed};
use super::model::{Guess, SecondFactor};
use super::second_step::take;
use super::sign_in::{compare, event, fail};
use super::subject::Act;
use super::{store, tokens};
use crate::AppState;
use crate::access::Signed;

/// Shows a fresh secret to whoever is signed in, to be confirmed by a code.
///
/// # Errors
/// [`Error::Conflict`] where the second step is on.
pub(crate) async fn offer(app: &AppState, signed: &Signed) -> Result<()> {
    // Nothing holds by it yet, and nobody but this very sign-in sees it.
    let tx = app.db.housekeeping().await?;
    if store::factor(&tx, signed.person()).await?.is_some() {
        return Err(Error::Conflict);
    }
    store::offer(&tx, signed.session(), Some(&tokens::app_secret()?)).await?;
    tx.commit().await
}

/// Confirms the secret that was shown by a first code; gives back the recovery codes. All other sign-ins end.
///
/// # Errors
/// [`Error::NotFound`] where none was shown, [`Error::Invalid`] for `otp` where the code is not right.
pub(crate) async fn turn_on(app: &AppState, signed: &Signed, typed: &str) -> Result<Vec<String>> {
    let tx = app.db.write(signed.actor()).await?;
    store::hold(&tx, signed.person()).await?;
    let secret = store::offered(&tx, signed.session()).await?.ok_or(Error::NotFound)?;
    let done = turn_on_in(&tx, signed.person(), &secret, typed, Some(signed.session())).await?;
    let recovery = done.ok_or_else(|| Error::invalid("otp", "code-wrong"))?;
    store::offer(&tx, signed.session(), None).await?;
    tx.commit().await?;
    Ok(recovery)
}

/// The same for somebody who is held: none where the code is not right. The sign-in `kept` stays open.
pub(super) async fn turn_on_in(
    tx: &WriteTx,
    person: Uuid,
    secret: &str,
    typed: &str,
    kept: Option<&str>,
) -> Result<Option<Vec<String>>> {
    let Typed::App(code) = Typed::read(typed) else { return Ok(None) };
    let Some(last_step) = codes::step_of(secret, &code, tx.now())? else { return Ok(None) };
    store::add_factor(tx, &SecondFactor { person, secret: secret.to_owned(), last_step }).await?;
    let recovery = new_recovery_codes(tx, person).await?;
    store::end_sessions(tx, person, kept).await?;
    tx.record(event("person.second-factor-on", person));
    Ok(Some(recovery))
}

/// Puts new recovery codes in the place of the old ones; needs a code of the app.
///
/// # Errors
/// [`Error::Invalid`] for `otp`.
pub(crate) async fn renew_recovery_codes(
    app: &AppState,
    signed: &Signed,
    typed: &str,
) -> Result<Vec<String>> {
    let tx = app.db.write(signed.actor()).await?;
    let tx = confirm(tx, signed, typed).await?;
    let recovery = new_recovery_codes(&tx, signed.person()).await?;
    tx.record(event("person.recovery-codes", signed.person()));
    tx.commit().await?;
    Ok(recovery)
}

/// Turns one's own second step off; needs password and code. All other sign-ins end.
///
/// # Errors
/// [`Error::Invalid`] for `current` or `otp` where they are not right, and for `otp` where it is off, or everybody needs
/// one.
pub(crate) async fn turn_off(app: &AppState, signed: &Signed, current: String, typed: &str) -> Result<()> {
    let place = app.passwords.place()?;
    let person = store::find(&app.db.read().await?, signed.person()).await?;
    compare(app, place, &person.login, current, person.password.clone()).await?.of_current()?;
    let tx = app.db.write(signed.actor()).await?;
    store::hold(&tx, person.id).await?;
    if store::is_required(&tx, true).await? {
        return Err(Error::invalid("otp", "second-factor-required"));
    }
    let tx = confirm(tx, signed, typed).await?;
    store::remove_factor(&tx, person.id).await?;
    store::end_sessions(&tx, person.id, Some(signed.session())).await?;
    tx.record(event("person.second-factor-off", person.id));
    tx.commit().await
}

/// Takes the second step from somebody who has lost it; they are signed out, and their access tokens
/// and the address of their calendar end. One's own is turned off with a code.
///
/// # Errors
/// Those of whose account may be touched; [`Error::Invalid`] for `person` where it is one's own.
pub(crate) async fn reset(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    subject(&tx, signed, id, Act::ResetFactor).await?;
    if store::factor(&tx, id).await?.is_none() {
        return Ok(());
    }
    store::remove_factor(&tx, id).await?;
    store::end_sessions(&tx, id, None).await?;
    // Whoever has the phone now may have made some.
    store::end_own_keys(&tx, id).await?;
    tx.record(event("person.second-factor-reset", id));
    tx.commit().await
}

/// Says whether everybody needs a second step. Who has none is signed out, their access tokens and calendars end, and they
/// are led to set it up at the next sign-in.
///
/// # Errors
/// [`Error::Invalid`] for `required` where whoever says so has none.
pub(crate) async fn require(app: &AppState, signed: &Signed, is_required: bool) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::is_required(&tx, false).await? == is_required {
        return Ok(());
    }
    if is_required && store::factor(&tx, signed.person()).await?.is_none() {
        return Err(Error::invalid("required", "second-factor-first"));
    }
    // Whoever opens a sign-in in this moment has read the row, and goes first; or reads it afterwards.
    store::set_required(&tx, is_required).await?;
    if is_required {
        store::end_without_factor(&tx).await?;
    }
    let action = if is_required { "person.second-factor-require" } else { "person.second-factor-free" };
    tx.record(db::Event::new(action, "sign-in"));
    tx.commit().await
}

/// Goes on with the transaction where the code is right; where not, that is counted and the rest undone.
async fn confirm(tx: WriteTx, signed: &Signed, typed: &str) -> Result<WriteTx> {
    let person = store::hold(&tx, signed.person()).await?;
    let factor = store::factor(&tx, person.id).await?;
    let factor = factor.ok_or_else(|| Error::invalid("otp", "second-factor-off"))?;
    let failures = store::failures(&tx, &person.login).await?;
    if failures.is_some_and(|failures| failures.wait(tx.now()).is_some()) {
        return Err(Error::invalid("otp", "password-wait"));
    }
    if take(&tx, &factor, typed).await? {
        return Ok(tx);
    }
    fail(&tx, &person.login, Guess::Code).await?;
    tx.record(event("person.wrong-code", person.id));
    tx.commit().await?;
    Err(Error::invalid("otp", "code-wrong"))
}

async fn new_recovery_codes(tx: &WriteTx, person: Uuid) -> Result<Vec<String>> {
    let recovery = tokens::recovery_codes()?;
    let hashes: Vec<_> = recovery.iter().map(|code| codes::recovery_hash(code)).collect();
    store::add_recovery_codes(tx, person, &hashes).await?;
    Ok(recovery)
}
