//! Access tokens: secrets with which a person's own programs ask the JSON interface. A token acts as its person, with the
//! roles that hold at that moment.

use base::{Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use uuid::Uuid;
use web::Form;

use super::forms::NAME;
use super::model::{AccessToken, MOST_TOKENS, check_term};
use super::store;
use super::tokens::Token;
use crate::AppState;
use crate::access::Signed;

/// Before the secret of a token, so that it is known for one wherever it lies.
pub(crate) const PREFIX: &str = "bk_";

/// A token to be made.
#[derive(Clone, Debug)]
pub(crate) struct NewAccessToken {
    /// Id that the form proposed, so that the form sent twice makes one token.
    pub(crate) key: Option<Uuid>,
    pub(crate) name: String,
    pub(crate) writes: bool,
    pub(crate) last_day: NaiveDate,
}

impl NewAccessToken {
    /// # Errors
    /// [`Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let writes = form.choice("may", |typed| match typed {
            "read" => Some(false),
            "write" => Some(true),
            _ => None,
        });
        let input = Self {
            key: form.id("key"),
            name: form.required("name", NAME),
            writes: writes.unwrap_or_default(),
            last_day: form.date("last_day"),
        };
        form.finish(input)
    }
}

/// Makes a token; gives back the secret, which nobody can tell again. The form sent twice makes one token, with a new
/// secret while it was not used.
///
/// # Errors
/// [`Error::Invalid`], field by field; [`Error::Conflict`] where the token is there and was used, or the sign-in has ended.
pub(crate) async fn make(app: &AppState, signed: &Signed, new: NewAccessToken) -> Result<String> {
    let tx = app.db.write(signed.actor()).await?;
    let today = web::format::day_of(tx.now());
    make_sure_signed_in(&tx, signed).await?;
    check_term(new.last_day, today)?;
    let id = new.key.unwrap_or_else(|| tx.next_id());
    let theirs = store::access_tokens_of(&tx, signed.person()).await?;
    match theirs.iter().find(|token| token.id == id) {
        Some(same) if same.last_used_on.is_none() => {
            store::remove_access_token(&tx, signed.person(), id).await?;
        }
        Some(_) => return Err(Error::Conflict),
        None if theirs.len() >= MOST_TOKENS => return Err(Error::invalid("name", "tokens-many")),
        None => {}
    }
    let token = AccessToken {
        id,
        person: signed.person(),
        name: new.name,
        writes: new.writes,
        last_day: new.last_day,
        last_used_on: None,
    };
    let secret = Token::new()?;
    store::add_access_token(&tx, &token, &secret.hash()).await?;
    let event = event("person.token", signed, id)?.with("name", &token.name)?;
    tx.record(event.with("writes", token.writes)?.with("last_day", token.last_day)?);
    tx.commit().await?;
    Ok(format!("{PREFIX}{}", secret.secret()))
}

/// That a sign-in that ends in this moment leaves nothing behind that opens a way in.
///
/// # Errors
/// [`Error::Conflict`] where it has ended.
pub(super) async fn make_sure_signed_in(tx: &WriteTx, signed: &Signed) -> Result<()> {
    store::hold(tx, signed.person()).await?;
    // Nor does one that ends because everybody needs a second step: whoever says so waits, or is waited for.
    store::is_required(tx, true).await?;
    let now = store::signed(tx, signed.session(), tx.now(), web::format::day_of(tx.now())).await?;
    now.map(drop).ok_or(Error::Conflict)
}

/// Ends one of one's own tokens, at once.
pub(crate) async fn revoke(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    store::remove_access_token(&tx, signed.person(), id).await?;
    tx.record(event("person.token-revoke", signed, id)?);
    tx.commit().await
}

/// Whoever a secret acts for, while it holds.
pub(crate) async fn bearer(app: &AppState, secret: &Token) -> Result<Option<Signed>> {
    let today = web::format::day_of(app.db.clock().now());
    let found = store::bearer(&app.db.read().await?, &secret.hash(), today).await?;
    let Some(bearer) = found else { return Ok(None) };
    if bearer.last_used_on != Some(today) {
        // Once a day. An answer does not fail because this could not be written down.
        if let Err(error) = used(app, bearer.token, today).await {
            tracing::warn!(%error, "the use of a token was not written down");
        }
    }
    Ok(Some(bearer.signed))
}

async fn used(app: &AppState, token: Uuid, today: NaiveDate) -> Result<()> {
    let tx = app.db.housekeeping().await?;
    store::used_on(&tx, token, today).await?;
    tx.commit().await
}

fn event(action: &'static str, signed: &Signed, token: Uuid) -> Result<Event> {
    Event::new(action, format!("person:{}", signed.person())).with("token", token)
}
