//! The second step of signing in: the code after the password, or setting it up where everybody needs one.

use base::{Actor, Error, Result};
use db::WriteTx;

use super::codes::{self, Typed};
use super::model::{Guess, HalfSignIn, SecondFactor};
use super::second_factor::turn_on_in;
use super::sign_in::{event, fail, open_in};
use super::store;
use super::tokens::Token;
use crate::AppState;

/// How a code was answered.
pub(crate) enum Entered {
    /// It is right: the sign-in is open, and the second step was set up where recovery codes come with it.
    Open(Token, Vec<String>),
    /// It is wrong, or has worked before.
    Wrong,
    /// Too many wrong ones before: not looked at, try again after so many seconds.
    Wait(i64),
}

/// What the page of the second step needs to know.
pub(crate) struct Asked {
    /// Name to sign in with, and the secret to be set up, where there is none yet.
    pub(crate) offer: Option<(String, String)>,
}

/// The sign-in that waits.
///
/// # Errors
/// [`Error::NotFound`] where it does no longer: one has to begin again.
pub(crate) async fn asked(app: &AppState, token: &Token) -> Result<Asked> {
    let tx = app.db.read().await?;
    let half = store::half(&tx, &token.hash(), app.db.clock().now()).await?;
    match (store::factor(&tx, half.person).await?, half.offered) {
        (Some(_), _) => Ok(Asked { offer: None }),
        (None, Some(secret)) => {
            Ok(Asked { offer: Some((store::find(&tx, half.person).await?.login, secret)) })
        }
        // It was turned off or reset in between.
        (None, None) => Err(Error::NotFound),
    }
}

/// Answers with a code. All of it is one transaction that holds the person: who sends many codes at once has them looked
/// at one by one, and the wait after a wrong one holds for the next.
///
/// # Errors
/// [`Error::NotFound`] where the sign-in does not wait any longer.
pub(crate) async fn enter(app: &AppState, token: &Token, typed: &str) -> Result<Entered> {
    let now = app.db.clock().now();
    let person = store::half(&app.db.read().await?, &token.hash(), now).await?.person;
    let tx = app.db.write(Actor::Person(person)).await?;
    let person = store::hold(&tx, person).await?;
    let half = store::half(&tx, &token.hash(), tx.now()).await?;
    if person.disabled_at.is_some() {
        return Err(Error::NotFound);
    }
    let failures = store::failures(&tx, &person.login).await?;
    if let Some(seconds) = failures.and_then(|failures| failures.wait(tx.now())) {
        return Ok(Entered::Wait(seconds));
    }
    let Some(recovery) = answer(&tx, &half, typed).await? else {
        fail(&tx, &person.login, Guess::Code).await?;
        tx.record(event("person.wrong-code", person.id));
        tx.commit().await?;
        return Ok(Entered::Wrong);
    };
    store::remove_half(&tx, &token.hash()).await?;
    store::forget_failures(&tx, &person.login).await?;
    let session = open_in(app, &tx, person.id).await?;
    tx.record(event("person.sign-in", person.id));
    tx.commit().await?;
    Ok(Entered::Open(session, recovery))
}

/// Whether the code is right, with the recovery codes where the second step was set up by it.
async fn answer(tx: &WriteTx, half: &HalfSignIn, typed: &str) -> Result<Option<Vec<String>>> {
    match (store::factor(tx, half.person).await?, &half.offered) {
        (Some(factor), _) => Ok(take(tx, &factor, typed).await?.then(Vec::new)),
        (None, Some(secret)) => turn_on_in(tx, half.person, secret, typed, None).await,
        (None, None) => Err(Error::NotFound),
    }
}

/// Whether the code is right, and works for the first time: it is used up. An app's code goes with its time step and all
/// steps before, a recovery code alone; that one was used is recorded.
pub(super) async fn take(tx: &WriteTx, factor: &SecondFactor, typed: &str) -> Result<bool> {
    match Typed::read(typed) {
        Typed::App(code) => match codes::step_of(&factor.secret, &code, tx.now())? {
            Some(step) => store::set_last_step(tx, factor.person, step).await,
            None => Ok(false),
        },
        Typed::Recovery(hash) => {
            let is_right = store::take_recovery_code(tx, factor.person, &hash).await?;
            if is_right {
                let left = store::recovery_codes_left(tx, factor.person).await?;
                tx.record(event("person.recovery-code", factor.person).with("left", left)?);
            }
            Ok(is_right)
        }
        Typed::Nothing => Ok(false),
    }
}
