//! The verbs of people.

use base::{Error, Result};
use chrono::Datelike;
use db::sea_orm::ConnectionTrait;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::forms::{NewAct, NewCorrection, NewEntry, NewPassing};
use super::model::{Act, Happened, Incoming, State, To};
use super::receipts::{self, RECEIPT, Receipt};
use super::{PASSED, store};
use crate::access::{Right, Scope, Signed};
use crate::evidence::Arrived;
use crate::{AppState, issuing, people, units};

/// People among whom a recipient is looked for.
pub(crate) const MOST: u64 = 500;

/// Gives a document the next number of a unit's register, and passes it on where that is said; the id of it.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit; [`Error::Invalid`] for `arrived_on` and `to`.
pub(crate) async fn register(
    app: &AppState,
    signed: &Signed,
    new: NewEntry,
    files: &[Arrived],
) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    if !units::is_within(&tx, new.unit, &signed.scope(Right::RunDocuments)).await? {
        return Err(Error::NotFound);
    }
    let id = new.key.unwrap_or_else(|| tx.next_id());
    if let Ok(there) = store::find(&tx, id).await {
        // A key of somebody else's document is a slip of whoever made it.
        return if there.unit == new.unit { Ok(id) } else { Err(Error::Conflict) };
    }
    if !new.entry.is_timely(web::format::day_of(tx.now())) {
        return Err(Error::invalid("arrived_on", "incoming-day"));
    }
    let document = Incoming {
        id,
        unit: new.unit,
        year: new.entry.arrived_on.year(),
        number: 0,
        channel: new.channel,
        entry: new.entry,
        state: State::Accepted,
        passed: None,
        origin: None,
        revision: 1,
    };
    let document = enter(&tx, document, Some(signed.person()), None, files).await?;
    if let Some(to) = new.to {
        pass_on(
            &tx,
            signed,
            &document,
            NewPassing { act: NewAct { key: None, revision: 1, words: None }, to },
        )
        .await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Enters a document under the next number of its register.
pub(super) async fn enter(
    tx: &WriteTx,
    document: Incoming,
    person: Option<Uuid>,
    words: Option<String>,
    files: &[Arrived],
) -> Result<Incoming> {
    let number = issuing::next_number(tx, document.unit, document.year, issuing::INCOMING).await?;
    let document = Incoming { number, ..document };
    let happened = Happened { words, ..happened(tx, Act::Register, person, None) };
    store::add(tx, &document, &happened, files).await?;
    tx.record(
        told(Act::Register, &document)?
            .with("channel", document.channel.name())?
            .with("files", files.len())?,
    );
    Ok(document)
}

/// Takes over what a message brought; who sent it is told.
///
/// # Errors
/// [`Error::Conflict`] where it was done before, or somebody did something to it meanwhile.
pub(crate) async fn accept(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    act(app, signed, id, Act::Accept, new).await
}

/// Gives back what a message brought; who sent it is told why.
///
/// # Errors
/// As [`accept`].
pub(crate) async fn refuse(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    act(app, signed, id, Act::Refuse, new).await
}

/// Takes back an entry that was made by mistake. Its number stays its own.
///
/// # Errors
/// As [`accept`].
pub(crate) async fn cancel(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    act(app, signed, id, Act::Cancel, new).await
}

async fn act(app: &AppState, signed: &Signed, id: Uuid, act: Act, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::has_happened(&tx, new.key).await? {
        return Ok(());
    }
    let before = found(&tx, signed, id, new.revision).await?;
    let after = before.after(act)?;
    let happened = Happened { words: new.words, ..happened(&tx, act, Some(signed.person()), new.key) };
    store::change(&tx, &before, &after, &happened).await?;
    if let Some(status) = receipts::status(act)
        && let Some(origin) = &after.origin
    {
        let receipt = Receipt::new(&after, origin, &happened, status);
        jobs::enqueue(&tx, RECEIPT, &receipt, None).await?;
    }
    tx.record(told(act, &after)?.with("reason", &happened.words)?);
    tx.commit().await
}

/// Of its event in the audit.
fn action(act: Act) -> &'static str {
    match act {
        Act::Register => "incoming.register",
        Act::Accept => "incoming.accept",
        Act::Refuse => "incoming.refuse",
        Act::Correct => "incoming.correct",
        Act::Pass => "incoming.pass",
        Act::Cancel => "incoming.cancel",
        Act::Revoke => "incoming.revoke",
        Act::Replace => "incoming.replace",
    }
}

/// Puts a slip right, or adds files that were forgotten. What stood there before stays in the event.
///
/// # Errors
/// [`Error::Invalid`] for `arrived_on` where it would be in another register, for `act` where nothing changes;
/// [`Error::Conflict`] where somebody did something to it meanwhile.
pub(crate) async fn correct(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    new: NewCorrection,
    files: &[Arrived],
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::has_happened(&tx, new.act.key).await? {
        return Ok(());
    }
    let before = found(&tx, signed, id, new.act.revision).await?;
    let changes = before.entry.changes(&new.entry);
    let is_timely = new.entry.arrived_on <= web::format::day_of(tx.now());
    if !is_timely || new.entry.arrived_on.year() != before.year {
        return Err(Error::invalid("arrived_on", "incoming-year"));
    }
    if changes.is_empty() && files.is_empty() {
        return Err(Error::invalid("act", "incoming-same"));
    }
    let after = Incoming { entry: new.entry, ..before.after(Act::Correct)? };
    let fields: Vec<_> = changes.iter().map(|change| change.field.clone()).collect();
    let happened = Happened {
        words: new.act.words,
        changes,
        ..happened(&tx, Act::Correct, Some(signed.person()), new.act.key)
    };
    store::change(&tx, &before, &after, &happened).await?;
    store::add_files(&tx, id, files).await?;
    tx.record(told(Act::Correct, &after)?.with("fields", fields)?.with("files", files.len())?);
    tx.commit().await
}

/// Passes it on to a unit or a person below.
///
/// # Errors
/// [`Error::Invalid`] for `to` where that is none; [`Error::Conflict`] where it is not accepted, or somebody did something to it
/// meanwhile.
pub(crate) async fn pass(app: &AppState, signed: &Signed, id: Uuid, new: NewPassing) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::has_happened(&tx, new.act.key).await? {
        return Ok(());
    }
    let before = found(&tx, signed, id, new.act.revision).await?;
    pass_on(&tx, signed, &before, new).await?;
    tx.commit().await
}

async fn pass_on(tx: &WriteTx, signed: &Signed, before: &Incoming, new: NewPassing) -> Result<()> {
    let below = Scope::Under(vec![before.unit]);
    let is_below = match new.to {
        To::Unit(unit) => unit != before.unit && units::is_within(tx, unit, &below).await?,
        To::Person(person) => people::choices(tx, &below, MOST).await?.0.iter().any(|one| one.id == person),
    };
    if !is_below {
        return Err(Error::invalid("to", "choose"));
    }
    let after = Incoming { passed: Some(new.to), ..before.after(Act::Pass)? };
    let happened = Happened {
        words: new.act.words,
        to: Some(new.to),
        ..happened(tx, Act::Pass, Some(signed.person()), new.act.key)
    };
    store::change(tx, before, &after, &happened).await?;
    jobs::enqueue(tx, PASSED, &happened.id, None).await?;
    let event = told(Act::Pass, &after)?;
    tx.record(event.with("recipient", new.to.unit())?.with("person", new.to.person())?);
    Ok(())
}

/// One as the person saw it, in a register that is theirs to keep.
async fn found(connection: &impl ConnectionTrait, signed: &Signed, id: Uuid, seen: i32) -> Result<Incoming> {
    let document = store::find(connection, id).await?;
    if !units::is_within(connection, document.unit, &signed.scope(Right::RunDocuments)).await? {
        return Err(Error::NotFound);
    }
    if document.revision != seen { Err(Error::Conflict) } else { Ok(document) }
}

/// Writes down what a message did to a document.
pub(super) async fn done_by_message(
    tx: &WriteTx,
    before: &Incoming,
    act: Act,
    words: Option<String>,
) -> Result<()> {
    let after = before.after(act)?;
    let happened = Happened { words, ..happened(tx, act, None, None) };
    store::change(tx, before, &after, &happened).await?;
    tx.record(told(act, &after)?);
    Ok(())
}

fn happened(tx: &WriteTx, act: Act, person: Option<Uuid>, key: Option<Uuid>) -> Happened {
    Happened {
        id: key.unwrap_or_else(|| tx.next_id()),
        act,
        person,
        words: None,
        changes: Vec::new(),
        to: None,
        at: tx.now(),
    }
}

fn told(act: Act, document: &Incoming) -> Result<Event> {
    Event::new(action(act), format!("incoming:{}", document.id))
        .at(document.unit)
        .with("number", document.number)?
        .with("year", document.year)
}
