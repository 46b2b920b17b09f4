//! Addresses for calendars: a phone or another program reads the tasks of somebody under one, without signing in. Whoever
//! knows it reads them with the roles that its owner has at that moment, and can do nothing.

use base::{Error, Result};
use db::Event;

use super::access_tokens::make_sure_signed_in;
use super::store;
use super::tokens::Token;
use crate::AppState;
use crate::access::Signed;

/// Makes the address of one's own calendar; gives back its secret, which nobody can tell again. The one before ends.
///
/// # Errors
/// [`Error::Conflict`] where the sign-in has ended.
pub(crate) async fn make(app: &AppState, signed: &Signed) -> Result<Token> {
    let tx = app.db.write(signed.actor()).await?;
    make_sure_signed_in(&tx, signed).await?;
    let secret = Token::new()?;
    store::set_calendar_address(&tx, signed.person(), &secret.hash()).await?;
    tx.record(event("person.calendar", signed));
    tx.commit().await?;
    Ok(secret)
}

/// Takes it back, at once. Where there is none, nothing happens.
pub(crate) async fn take_back(app: &AppState, signed: &Signed) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if !store::remove_calendar_address(&tx, signed.person()).await? {
        return Ok(());
    }
    tx.record(event("person.calendar-end", signed));
    tx.commit().await
}

/// Whose calendar an address is, by its secret, with the roles of today.
///
/// # Errors
/// [`Error::NotFound`] for one that does not hold, whyever.
pub(crate) async fn calendar_reader(app: &AppState, secret: &str) -> Result<Signed> {
    let secret = Token::parse(secret).ok_or(Error::NotFound)?;
    let today = web::format::day_of(app.db.clock().now());
    store::calendar_reader(&app.db.read().await?, &secret.hash(), today).await
}

fn event(action: &'static str, signed: &Signed) -> Event {
    Event::new(action, format!("person:{}", signed.person()))
}
