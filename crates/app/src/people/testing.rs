//! People for tests, made without the work of a password.

use base::Actor;
use db::Event;
use uuid::Uuid;

use super::access_tokens::PREFIX;
use super::model::{AccessToken, HeldGrant, Person};
use super::session::Cookie;
use super::store;
use super::tokens::Token;
use crate::AppState;
use crate::access::{Role, Signed};

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Somebody {
    pub(crate) id: Uuid,
    pub(crate) login: String,
    /// Their first role.
    pub(crate) grant: Uuid,
    /// For the head of a request.
    pub(crate) cookie: String,
}

/// Somebody with a role at a unit, or everywhere, since the first of the year.
pub(crate) async fn somebody(app: &AppState, role: Role, unit: Option<Uuid>) -> Somebody {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let (id, grant) = (tx.next_id(), tx.next_id());
    let login = format!("p-{}", id.simple());
    let person = Person {
        id,
        login: login.clone(),
        name: format!("Người {}", role.name()),
        email: None,
        password: Some(app.passwords.of_nobody()),
        disabled_at: None,
    };
    let held = HeldGrant {
        id: grant,
        person: id,
        role,
        unit,
        from: "2026-01-01".parse().expect("a day"),
        to: None,
        delegated_from: None,
        reason: None,
    };
    store::add(&tx, &person).await.expect("added");
    store::add_grant(&tx, &held).await.expect("given");
    tx.record(Event::new("test.person", "test"));
    tx.commit().await.expect("commits");
    Somebody { id, login, grant, cookie: session(app, id).await }
}

/// The cookie of another sign-in of theirs.
pub(crate) async fn session(app: &AppState, person: Uuid) -> String {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let token = Token::new().expect("chance");
    store::add_session(&tx, &token.hash(), person, tx.now() + app.people.session).await.expect("opened");
    tx.record(Event::new("test.session", "test"));
    tx.commit().await.expect("commits");
    let cookie = Cookie::Session.kept(&token, app.people.session);
    cookie.split(';').next().expect("a cookie").to_owned()
}

/// An access token of theirs: its id, and what a program sends.
pub(crate) async fn access_token(app: &AppState, person: Uuid, writes: bool) -> (Uuid, String) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let secret = Token::new().expect("chance");
    let token = AccessToken {
        id: tx.next_id(),
        person,
        name: "Bảng tính".to_owned(),
        writes,
        last_day: "2027-01-31".parse().expect("a day"),
        last_used_on: None,
    };
    store::add_access_token(&tx, &token, &secret.hash()).await.expect("added");
    tx.record(Event::new("test.token", "test"));
    tx.commit().await.expect("commits");
    (token.id, format!("{PREFIX}{}", secret.secret()))
}

/// The address of their calendar: the secret in it.
pub(crate) async fn calendar_address(app: &AppState, person: Uuid) -> String {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let secret = Token::new().expect("chance");
    store::set_calendar_address(&tx, person, &secret.hash()).await.expect("set");
    tx.record(Event::new("test.calendar", "test"));
    tx.commit().await.expect("commits");
    secret.secret().to_owned()
}

/// The same as a request knows them.
pub(crate) async fn signed_in(app: &AppState, person: &Somebody) -> Signed {
    let secret = person.cookie.split_once('=').and_then(|(_, secret)| Token::parse(secret)).expect("a token");
    let (tx, now) = (app.db.read().await.expect("reads"), app.db.clock().now());
    let signed = store::signed(&tx, &secret.hash(), now, web::format::day_of(now)).await;
    signed.expect("reads").expect("signed in")
}

/// Hands the first role of `from` to `to` for the year.
pub(crate) async fn delegation(app: &AppState, from: &Somebody, to: &Somebody) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let own = store::find_grant(&tx, from.grant).await.expect("there");
    let id = tx.next_id();
    let held = HeldGrant {
        id,
        person: to.id,
        to: Some("2027-01-01".parse().expect("a day")),
        delegated_from: Some(own.id),
        reason: Some("Đi học".to_owned()),
        ..own
    };
    store::add_grant(&tx, &held).await.expect("given");
    tx.record(Event::new("test.delegate", "test"));
    tx.commit().await.expect("commits");
    id
}

/// An invitation of somebody: the secret of its address.
pub(crate) async fn invitation(app: &AppState, person: &Somebody) -> String {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let token = Token::new().expect("chance");
    store::invite(&tx, &token.hash(), person.id, tx.now() + app.people.invitation).await.expect("invited");
    tx.record(Event::new("test.invite", "test"));
    tx.commit().await.expect("commits");
    token.secret().to_owned()
}

/// Gives somebody an address for mails, wanted or not.
pub(crate) async fn reached_at(app: &AppState, person: &Somebody, address: Option<&str>, wants: bool) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    store::set_mail(&tx, person.id, address, wants).await.expect("written");
    tx.record(Event::new("test.mail", "test"));
    tx.commit().await.expect("commits");
}

/// Keeps somebody from signing in, or makes them one who has not yet taken up their invitation.
pub(crate) async fn kept_out(app: &AppState, person: &Somebody, is_invited: bool) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let found = store::find(&tx, person.id).await.expect("there");
    let now = Some(tx.now());
    let (password, disabled_at) = if is_invited { (None, None) } else { (found.password.clone(), now) };
    store::set_account(&tx, &Person { password, disabled_at, ..found }).await.expect("written");
    tx.record(Event::new("test.account", "test"));
    tx.commit().await.expect("commits");
}

/// Ends the first role of somebody: today is the first day without it.
pub(crate) async fn without_role(app: &AppState, person: &Somebody) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    store::end_grant(&tx, person.grant, web::format::day_of(tx.now())).await.expect("ended");
    tx.record(Event::new("test.end", "test"));
    tx.commit().await.expect("commits");
}
