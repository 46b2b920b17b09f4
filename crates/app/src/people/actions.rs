//! The verbs of those who look after people, and of people about their own roles.

use base::{Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::forms::{NewDelegation, NewGrant, NewMail, NewPerson};
use super::model::{HeldGrant, Person};
use super::store;
use super::subject::{Act, Subject, covers};
use super::tokens::Token;
use crate::AppState;
use crate::access::{Right, Role, Scope, Signed};
use crate::units;

/// Adds somebody with a role and invites them; gives back their id and the secret of the invitation. The form sent
/// twice, as by reloading the page that shows the link, does nothing the second time: the link that was handed over holds.
pub(crate) async fn add(app: &AppState, signed: &Signed, new: NewPerson) -> Result<(Uuid, Option<Token>)> {
    let tx = app.db.write(signed.actor()).await?;
    let id = new.key.unwrap_or_else(|| tx.next_id());
    match store::find_by_login(&tx, &new.login).await? {
        Some(same) if same.id == id => {
            Subject::find(&tx, signed, id, web::format::day_of(tx.now())).await?;
            return Ok((id, None));
        }
        Some(_) => return Err(Error::invalid("login", "login-taken")),
        None => {}
    }
    make_sure_may_give(&tx, signed, &new.grant).await?;
    let person =
        Person { id, login: new.login, name: new.name, email: new.email, password: None, disabled_at: None };
    store::add(&tx, &person).await?;
    tx.record(event("person.add", id).with("login", &person.login)?.with("name", &person.name)?);
    give_in(&tx, id, &new.grant).await?;
    let token = invite_in(app, &tx, id).await?;
    tx.commit().await?;
    Ok((id, Some(token)))
}

/// Invites somebody to choose a (new) password; the invitation before it holds no longer.
pub(crate) async fn invite(app: &AppState, signed: &Signed, id: Uuid) -> Result<Token> {
    let tx = app.db.write(signed.actor()).await?;
    subject(&tx, signed, id, Act::Invite).await?;
    let token = invite_in(app, &tx, id).await?;
    tx.commit().await?;
    Ok(token)
}

/// Keeps somebody from signing in: at once, and with all that they have delegated.
pub(crate) async fn disable(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let person = subject(&tx, signed, id, Act::Disable).await?;
    store::set_account(&tx, &Person { disabled_at: Some(tx.now()), ..person }).await?;
    store::end_sessions(&tx, id, None).await?;
    store::end_own_keys(&tx, id).await?;
    store::uninvite(&tx, id).await?;
    store::end_delegations_of(&tx, id, web::format::day_of(tx.now())).await?;
    tx.record(event("person.disable", id));
    tx.commit().await
}

/// Lets somebody sign in again.
pub(crate) async fn enable(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let person = subject(&tx, signed, id, Act::Enable).await?;
    store::set_account(&tx, &Person { disabled_at: None, ..person }).await?;
    tx.record(event("person.enable", id));
    tx.commit().await
}

/// Gives somebody a role.
pub(crate) async fn give(app: &AppState, signed: &Signed, id: Uuid, grant: NewGrant) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    Subject::find(&tx, signed, id, web::format::day_of(tx.now())).await?;
    make_sure_may_give(&tx, signed, &grant).await?;
    let same =
        |held: &HeldGrant| held.role == grant.role && held.unit == grant.unit && !held.is_over(grant.from);
    if store::grants_of(&tx, id).await?.iter().any(same) {
        return Err(Error::invalid("role", "role-held"));
    }
    give_in(&tx, id, &grant).await?;
    tx.commit().await
}

/// Whose role it is.
///
/// # Errors
/// [`Error::NotFound`]
pub(crate) async fn holder(app: &AppState, grant: Uuid) -> Result<Uuid> {
    Ok(store::find_grant(&app.db.read().await?, grant).await?.person)
}

/// Ends a role at the end of yesterday.
pub(crate) async fn end_grant(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let (grant, today) = (store::find_grant(&tx, id).await?, web::format::day_of(tx.now()));
    if grant.role == Role::Administrator {
        store::hold_administrators(&tx).await?;
    }
    Subject::find(&tx, signed, grant.person, today).await?.allows(Act::End(id))?;
    end_in(&tx, &grant, today).await?;
    tx.commit().await
}

/// Writes where one is reached, and whether one wants mails. The address itself is not for the audit, which forgets nothing.
pub(crate) async fn set_mail(app: &AppState, signed: &Signed, new: NewMail) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    store::set_mail(&tx, signed.person(), new.email.as_deref(), new.wants).await?;
    let event = event("person.mail", signed.person()).with("address", new.email.is_some())?;
    tx.record(event.with("mails", new.wants)?);
    tx.commit().await
}

/// Hands one of one's own roles to somebody for a while. What was delegated to one is not delegated further.
pub(crate) async fn delegate(app: &AppState, signed: &Signed, new: NewDelegation) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let own = store::find_grant(&tx, new.grant).await?;
    if own.person != signed.person() {
        return Err(Error::NotFound);
    }
    let to = new.last_day.succ_opt().ok_or_else(|| Error::invalid("last_day", "date"))?;
    if own.delegated_from.is_some() || !own.holds_on(new.from) || own.to.is_some_and(|end| end < to) {
        return Err(Error::invalid("grant", "role-not-held"));
    }
    let person = store::find_by_login(&tx, &new.to_login).await?;
    let person = person.filter(|person| person.disabled_at.is_none() && person.id != signed.person());
    let person = person.ok_or_else(|| Error::invalid("to_login", "nobody"))?;
    let grant = HeldGrant {
        id: tx.next_id(),
        person: person.id,
        role: own.role,
        unit: own.unit,
        from: new.from,
        to: Some(to),
        delegated_from: Some(own.id),
        reason: Some(new.reason),
    };
    store::add_grant(&tx, &grant).await?;
    tx.record(told("person.delegate", &grant)?);
    tx.commit().await
}

/// Takes a delegation back at the end of yesterday: by who gave it, or who has it.
pub(crate) async fn end_delegation(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let grant = store::find_grant(&tx, id).await?;
    let from = grant.delegated_from.ok_or(Error::NotFound)?;
    if grant.person != signed.person() && store::find_grant(&tx, from).await?.person != signed.person() {
        return Err(Error::NotFound);
    }
    end_in(&tx, &grant, web::format::day_of(tx.now())).await?;
    tx.commit().await
}

/// Somebody who is held, so that what is written back is not what somebody else has changed meanwhile, and about whom
/// this may be done.
///
/// # Errors
/// Those of [`Subject::find`] and [`Subject::allows`].
pub(super) async fn subject(tx: &WriteTx, signed: &Signed, id: Uuid, act: Act) -> Result<Person> {
    store::hold(tx, id).await?;
    if act == Act::Disable {
        store::hold_administrators(tx).await?;
    }
    let subject = Subject::find(tx, signed, id, web::format::day_of(tx.now())).await?;
    subject.allows(act)?;
    Ok(subject.person)
}

/// # Errors
/// [`Error::Invalid`] for `unit` or `role`.
async fn make_sure_may_give(tx: &WriteTx, signed: &Signed, grant: &NewGrant) -> Result<()> {
    let scope = signed.scope(Right::RunPeople);
    if !covers(tx, &scope, grant.unit).await? {
        return Err(Error::invalid("unit", "choose"));
    }
    match (grant.role, grant.unit) {
        // Whoever looks after the program looks after all of it.
        (Role::Administrator, _) if scope != Scope::All => Err(Error::invalid("role", "choose")),
        (Role::Administrator, Some(_)) => Err(Error::invalid("unit", "administrator-everywhere")),
        (Role::Administrator, None) => Ok(()),
        (_, None) => Err(Error::invalid("unit", "choose")),
        (_, Some(unit)) if units::find(tx, unit).await?.holds_on(grant.from) => Ok(()),
        _ => Err(Error::invalid("unit", "not-holding")),
    }
}

async fn give_in(tx: &WriteTx, person: Uuid, new: &NewGrant) -> Result<()> {
    let grant = HeldGrant {
        id: tx.next_id(),
        person,
        role: new.role,
        unit: new.unit,
        from: new.from,
        to: None,
        delegated_from: None,
        reason: None,
    };
    store::add_grant(tx, &grant).await?;
    tx.record(told("person.give", &grant)?);
    Ok(())
}

async fn end_in(tx: &WriteTx, grant: &HeldGrant, to: NaiveDate) -> Result<()> {
    store::end_grant(tx, grant.id, to).await?;
    tx.record(told("person.end", grant)?);
    Ok(())
}

pub(super) async fn invite_in(app: &AppState, tx: &WriteTx, person: Uuid) -> Result<Token> {
    let token = Token::new()?;
    store::invite(tx, &token.hash(), person, tx.now() + app.people.invitation).await?;
    tx.record(event("person.invite", person));
    Ok(token)
}

fn told(action: &'static str, grant: &HeldGrant) -> Result<Event> {
    let event = event(action, grant.person);
    let event = if let Some(unit) = grant.unit { event.at(unit) } else { event };
    event
        .with("grant", grant.id)?
        .with("role", grant.role.name())?
        .with("unit", grant.unit)?
        .with("from", grant.from)?
        .with("to", grant.to)?
        .with("reason", &grant.reason)
}

pub(super) fn event(action: &'static str, person: Uuid) -> Event {
    Event::new(action, format!("person:{person}"))
}
