//! The verbs.

use base::{Actor, Error, Result};
use db::sea_orm::ConnectionTrait;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::forms::{NewAnswer, NewDispatches, To, WORDS};
use super::message::{Parcel, exchange_id};
use super::model::{Channel, Dispatch, Fault, State, answer as answer_of};
use super::{SEND, store};
use crate::access::{Right, Signed};
use crate::issuing::{self, Document, FileKind};
use crate::notices::{Attached, Delivery, Post};
use crate::{AppState, units};

/// A document that the person may send: one that is issued.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or the right does not reach its unit; [`Error::Conflict`] where it is not issued.
async fn sendable(connection: &impl ConnectionTrait, signed: &Signed, id: Uuid) -> Result<Document> {
    let document = issuing::find(connection, id).await?;
    if !units::is_within(connection, document.unit, &signed.scope(Right::RunDocuments)).await? {
        return Err(Error::NotFound);
    }
    if document.state == issuing::State::Issued { Ok(document) } else { Err(Error::Conflict) }
}

/// Sends a document to some, each by its way. What is handed over is sent at once.
///
/// # Errors
/// [`Error::Conflict`] where it is not issued; [`Error::Invalid`] for `act` where a way is not open.
pub(crate) async fn send(app: &AppState, signed: &Signed, id: Uuid, new: NewDispatches) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let document = sendable(&tx, signed, id).await?;
    if let Some(key) = new.key
        && store::find(&tx, key).await.is_ok()
    {
        return Ok(());
    }
    let letterhead = issuing::letterhead(&tx, &units::line(&tx, document.unit).await?).await?;
    for to in &new.to {
        match to.channel {
            Channel::Mail if matches!(app.notices.post, Post::Off) => {
                return Err(Error::invalid("act", "dispatch-mail-off"));
            }
            Channel::Exchange if !app.exchange.is_on() => {
                return Err(Error::invalid("act", "dispatch-exchange-off"));
            }
            Channel::Exchange if letterhead.organ.is_empty() => {
                return Err(Error::invalid("act", "dispatch-no-organ"));
            }
            _ => {}
        }
    }
    let mut ids = new.key.into_iter();
    let named = exchange_id(&document, &letterhead.organ);
    let made = |to| made(&tx, ids.next(), &document, (to, &named));
    let all: Vec<_> = new.to.into_iter().map(made).collect();
    store::remember(&tx, document.unit, &all).await?;
    begin(&tx, signed, &document, &all).await?;
    tx.commit().await
}

fn made(tx: &WriteTx, id: Option<Uuid>, document: &Document, (to, named): (To, &Option<String>)) -> Dispatch {
    Dispatch {
        id: id.unwrap_or_else(|| tx.next_id()),
        document: document.id,
        exchange: named.clone().filter(|_| to.channel == Channel::Exchange),
        recipient: to.recipient,
        channel: to.channel,
        address: to.address,
        state: if to.channel == Channel::Hand { State::Sent } else { State::Waiting },
        fault: None,
        words: None,
        changed_at: tx.now(),
        revision: 1,
    }
}

async fn begin(tx: &WriteTx, signed: &Signed, document: &Document, all: &[Dispatch]) -> Result<()> {
    store::add(tx, all, signed.person()).await?;
    for one in all {
        if one.state == State::Waiting {
            jobs::enqueue(tx, SEND, &one.id, None).await?;
        }
        tx.record(told("document.dispatch", document, one)?);
    }
    Ok(())
}

/// Sends once more what was sent, failed or came back: a message of its own.
///
/// # Errors
/// [`Error::Conflict`] where it is on its way still, or the document is not issued any more.
pub(crate) async fn again(
    app: &AppState,
    signed: &Signed,
    (id, dispatch): (Uuid, Uuid),
    key: Option<Uuid>,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let document = sendable(&tx, signed, id).await?;
    let before = of(&tx, id, dispatch).await?;
    if let Some(key) = key
        && store::find(&tx, key).await.is_ok()
    {
        return Ok(());
    }
    if !before.state.may_go_again() {
        return Err(Error::Conflict);
    }
    let to = To { recipient: before.recipient, channel: before.channel, address: before.address };
    begin(&tx, signed, &document, &[made(&tx, key, &document, (to, &before.exchange))]).await?;
    tx.commit().await
}

/// Writes down what a recipient said.
///
/// # Errors
/// [`Error::Conflict`] where nothing went to them, or somebody wrote down something meanwhile.
pub(crate) async fn answer(
    app: &AppState,
    signed: &Signed,
    (id, dispatch): (Uuid, Uuid),
    new: NewAnswer,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let document = issuing::find(&tx, id).await?;
    if !units::is_within(&tx, document.unit, &signed.scope(Right::RunDocuments)).await? {
        return Err(Error::NotFound);
    }
    let before = of(&tx, id, dispatch).await?;
    let after = before.after(new.state, None, new.words)?;
    if before.revision != new.revision {
        return Err(Error::Conflict);
    }
    store::change(&tx, &before, &after).await?;
    tx.record(told("document.answer", &document, &after)?);
    tx.commit().await
}

async fn of(tx: &WriteTx, document: Uuid, id: Uuid) -> Result<Dispatch> {
    let found = store::find(tx, id).await?;
    if found.document == document { Ok(found) } else { Err(Error::NotFound) }
}

/// Which attempt of a job it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    /// There is none after it.
    pub(crate) last: bool,
    /// The workers of all others were lost.
    pub(crate) lost: bool,
}

/// Sends one that waits. It is claimed before and its end written down after: where the program dies in between, nobody
/// knows whether it went out, and it says so, but for a folder, where the same message twice is one.
pub(crate) async fn deliver(app: &AppState, id: Uuid, turn: Turn) -> Result<()> {
    let tx = app.db.read().await?;
    let found = store::find(&tx, id).await?;
    drop(tx);
    let is_folder = match found.channel {
        Channel::Mail => matches!(app.notices.post, Post::Folder(_)),
        Channel::Exchange | Channel::Hand => true,
    };
    let claimed = match found.state {
        State::Waiting if turn.lost => return end(app, &found, &Sent::failed(Fault::WorkersLost)).await,
        State::Waiting => {
            if found.channel == Channel::Mail
                && let Err(reason) = app.notices.post.check().await
            {
                if turn.last {
                    return end(app, &found, &Sent::failed(Fault::NoServer).saying(reason)).await;
                }
                return Err(Error::internal(anyhow::anyhow!(reason)));
            }
            change(app, &found, State::Sending, None, None).await?
        }
        State::Sending if is_folder => found,
        State::Sending => {
            let sent = Sent { state: State::Unsure, fault: Some(Fault::BrokenOff), words: None };
            return end(app, &found, &sent).await;
        }
        _ => return Ok(()),
    };
    let sent = match parcel(app, claimed.document).await {
        Ok(parcel) => out(app, &claimed, &parcel).await,
        Err(fault) => {
            tracing::error!(%fault, "the files of a document cannot be sent");
            Sent::failed(Fault::Files)
        }
    };
    end(app, &claimed, &sent).await
}

/// How the sending of one ended.
struct Sent {
    state: State,
    fault: Option<Fault>,
    words: Option<String>,
}

impl Sent {
    const GOOD: Self = Self { state: State::Sent, fault: None, words: None };

    fn failed(fault: Fault) -> Self {
        Self { state: State::Failed, fault: Some(fault), words: None }
    }

    /// With what a server answered, which is nobody's language.
    fn saying(self, words: String) -> Self {
        Self { words: Some(words), ..self }
    }
}

async fn out(app: &AppState, dispatch: &Dispatch, parcel: &Parcel) -> Sent {
    match dispatch.channel {
        Channel::Mail => match app.notices.send(letter(app, dispatch, parcel)).await {
            Delivery::Sent => Sent::GOOD,
            Delivery::Refused(_) if matches!(app.notices.post, Post::Off) => Sent::failed(Fault::Off),
            Delivery::Refused(reason) => Sent::failed(Fault::Refused).saying(reason),
            Delivery::Unknown(reason) => {
                Sent { state: State::Unsure, fault: Some(Fault::NoAnswer), words: Some(reason) }
            }
        },
        Channel::Exchange => match parcel.edxml(dispatch, app.db.clock().now()) {
            Ok(bytes) => match app.exchange.send(&dispatch.id.to_string(), &bytes).await {
                Ok(()) => Sent::GOOD,
                Err(Error::Unavailable) => Sent::failed(Fault::Off),
                Err(fault) => {
                    tracing::error!(%fault, "the folder of the exchange takes no message");
                    Sent::failed(Fault::Folder)
                }
            },
            // Which part of a message it is stands in no language but its own.
            Err(refused) => Sent::failed(Fault::of_message(&refused)).saying(refused.place().to_owned()),
        },
        Channel::Hand => Sent::GOOD,
    }
}

fn letter<'a>(app: &AppState, dispatch: &'a Dispatch, parcel: &'a Parcel) -> Attached<'a> {
    let document = &parcel.document;
    let words =
        [&format!("{} {}", document.kind, document.code()), &document.title, "", &parcel.letterhead.agency];
    Attached {
        id: dispatch.id,
        name: &dispatch.recipient,
        address: &dispatch.address,
        subject: format!("{} {}", document.code(), document.title),
        words: words.join("\n"),
        files: &parcel.files,
        at: app.db.clock().now(),
    }
}

async fn end(app: &AppState, found: &Dispatch, sent: &Sent) -> Result<()> {
    change(app, found, sent.state, sent.fault, sent.words.clone()).await.map(drop)
}

async fn change(
    app: &AppState,
    before: &Dispatch,
    state: State,
    fault: Option<Fault>,
    words: Option<String>,
) -> Result<Dispatch> {
    let tx = app.db.write(Actor::System).await?;
    let document = issuing::find(&tx, before.document).await?;
    let after = before.after(state, fault, words)?;
    store::change(&tx, before, &after).await?;
    tx.record(told("document.delivery", &document, &after)?);
    tx.commit().await?;
    Ok(after)
}

/// What became of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It said what became of this document.
    About(Uuid),
    /// No document of ours went out under that id.
    Unknown,
    /// This document went out, but not to who answers.
    FromOther(Uuid),
    /// It says what is known of this document, or what was overtaken.
    Unchanged(Uuid),
}

/// Writes down what a receipt says, in the transaction of whoever took it in.
///
/// # Errors
/// Those of the database.
pub(crate) async fn answered(tx: &WriteTx, receipt: &edxml::Receipt) -> Result<Answered> {
    let sent = store::of_exchange(tx, &receipt.response_for.document_id).await?;
    let Some(first) = sent.first() else { return Ok(Answered::Unknown) };
    let to_them: Vec<_> = sent.iter().filter(|one| one.address == receipt.from.id).collect();
    if to_them.is_empty() {
        return Ok(Answered::FromOther(first.document));
    }
    let Some(state) = answer_of(receipt.status) else { return Ok(Answered::Unchanged(first.document)) };
    let words = Some(web::form::line(&receipt.description).chars().take(WORDS).collect());
    let words = words.filter(|words: &String| !words.is_empty());
    // What went out last is what they answer; where that waits still, what went before it.
    for before in to_them {
        if let Ok(after) = before.after(state, None, words.clone()) {
            let document = issuing::find(tx, before.document).await?;
            store::change(tx, before, &after).await?;
            tx.record(told("document.answer", &document, &after)?);
            return Ok(Answered::About(document.id));
        }
        if before.state.is_answer() {
            break;
        }
    }
    Ok(Answered::Unchanged(first.document))
}

/// A document with its files: the PDF as it came back signed where it did, else as it was issued, and the Word file.
pub(crate) async fn parcel(app: &AppState, id: Uuid) -> Result<Parcel> {
    let tx = app.db.read().await?;
    let document = issuing::find(&tx, id).await?;
    let line = units::line(&tx, document.unit).await?;
    let letterhead = issuing::letterhead(&tx, &line).await?;
    drop(tx);
    let said = issuing::said(app, &document).await?;
    let name = |ending: &str| format!("{}.{ending}", document.code().replace('/', "-"));
    let pdf = match issuing::file(app, &document, FileKind::Signed).await {
        Err(Error::NotFound) => issuing::file(app, &document, FileKind::Pdf).await?,
        signed => signed?,
    };
    let word = issuing::file(app, &document, FileKind::Docx).await?;
    let word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let files = vec![(name("pdf"), "application/pdf", pdf), (name("docx"), word_type, word)];
    Ok(Parcel { document, letterhead, said, files })
}

fn told(action: &'static str, document: &Document, one: &Dispatch) -> Result<Event> {
    Event::new(action, format!("document:{}", document.id))
        .at(document.unit)
        .with("dispatch", one.id)?
        .with("recipient", &one.recipient)?
        .with("channel", one.channel.name())?
        .with("state", one.state.name())?
        .with("reason", one.fault.map(Fault::name).or(one.words.as_deref()))
}
