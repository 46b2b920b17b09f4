//! The verbs.

use std::path::Path;

use base::{Actor, Error, Result};
use db::{Event, WriteTx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::folder::{self, Candidate, REJECTED, TAKEN};
use super::model::{self, Found, Reason, Sort};
use super::store;
use crate::dispatch::{self, Answered};
use crate::evidence::Arrived;
use crate::incoming::{self, Arriving, Outcome};
use crate::{AppState, issuing, units};

/// Longest name of a file that is shown, and longest code of a sender or a document, in letters.
const NAME: usize = 200;

/// Takes in what stands in the folder. What fails leaves the rest as it is, and comes again.
///
/// # Errors
/// The last of those of single files: of the database or the disk.
pub(crate) async fn take_all(app: &AppState) -> Result<()> {
    let Some(source) = &app.exchange.source else { return Ok(()) };
    let mut failed = Ok(());
    for file in folder::candidates(source, app.db.clock().now()).await? {
        if let Err(fault) = take(app, source, &file).await {
            tracing::error!(%fault, "a message was not taken in");
            failed = Err(fault);
        }
    }
    failed
}

/// Takes one in and puts it away. Where the program dies before it is put away, the next run finds what was written down and only puts
/// it away.
async fn take(app: &AppState, source: &Path, file: &Candidate) -> Result<()> {
    let limits = edxml::Limits::default();
    let bytes = if file.bytes > limits.bytes as u64 {
        Vec::new()
    } else {
        let Some(bytes) = folder::read(file, limits.bytes).await? else { return Ok(()) };
        bytes
    };
    // What is too large is not read: its name and size tell it from others.
    let content = match bytes.is_empty() {
        true => format!("{} {}", file.shown(), file.bytes),
        false => hex::encode(Sha256::digest(&bytes)),
    };
    let read = match file.bytes > limits.bytes as u64 {
        true => Err(edxml::Unreadable::TooLarge { limit: limits.bytes }),
        false => tokio::task::spawn_blocking(move || edxml::read(&bytes, &limits))
            .await
            .map_err(Error::internal)?,
    };
    let about = About { file: file.shown(), content };
    let is_taken = match read {
        Ok(edxml::Message::Dispatch(message)) => document(app, &about, &message).await?,
        Ok(edxml::Message::Receipt(receipt)) => self::receipt(app, &about, &receipt).await?,
        Err(unreadable) => {
            let told = Told { kind: Sort::Unreadable, sender: "", code: "" };
            reject(app, &about, &told, unreadable.code()).await?;
            false
        }
    };
    folder::put_away(source, file, if is_taken { TAKEN } else { REJECTED }).await
}

/// The file that a message stands in.
struct About {
    file: String,
    /// What tells its content from others.
    content: String,
}

/// What a message says of itself.
struct Told<'a> {
    kind: Sort,
    sender: &'a str,
    code: &'a str,
}

/// A document on its way; whether it was taken in for some unit, now or before.
async fn document(app: &AppState, about: &About, message: &edxml::Dispatch) -> Result<bool> {
    let header = &message.header;
    let kind = Sort::of(&message.trace.business.kind);
    let code = format!("{}/{}", header.code.number, header.code.notation);
    let told = Told { kind, sender: &header.from.id, code: code.trim_matches('/') };
    let id = match kind {
        Sort::Revocation => model::taken_back(message),
        _ => model::document_id(header),
    };
    let reason = if !issuing::is_organ(&header.from.id) {
        Some(Reason::Sender)
    } else if kind == Sort::Update {
        Some(Reason::Update)
    } else if id.is_none() {
        Some(Reason::Incomplete)
    } else {
        None
    };
    let recipients = recipients(app, header).await?;
    let reason = reason.or(recipients.is_empty().then_some(Reason::Nobody));
    let (Some(id), None) = (id, reason) else {
        reject(app, about, &told, reason.unwrap_or(Reason::Incomplete).name()).await?;
        return Ok(false);
    };
    let is_bringing = kind != Sort::Revocation;
    let (files, left_out) = if is_bringing { kept(app, message).await? } else { Default::default() };

    let tx = app.db.write(Actor::System).await?;
    let (mut is_taken, mut is_new) = (false, false);
    for (unit, organ) in recipients {
        let key = model::key_of_document(message, &id, unit);
        if store::is_known(&tx, &key).await? {
            is_taken = true;
            continue;
        }
        let outcome = if is_bringing {
            let replaces = model::replaced(&message.trace.business.kind, &organ);
            let (files, left_out, replaces) = (&files[..], &left_out[..], &replaces[..]);
            let new = Arriving { header, document: &id, files, left_out, replaces };
            Outcome::About(incoming::arrive(&tx, unit, &new).await?)
        } else {
            let reason = &message.trace.business.reason;
            incoming::take_back(&tx, unit, (&header.from.id, &id), reason).await?
        };
        let (incoming, reason) = match outcome {
            Outcome::About(id) => (Some(id), None),
            Outcome::Unknown => (None, Some(Reason::UnknownDocument)),
            Outcome::Unchanged(id) => (Some(id), Some(Reason::Unchanged)),
        };
        is_taken |= reason.is_none();
        let of = Of { unit: Some(unit), incoming, document: None };
        is_new |= write_down(&tx, about, &told, (key, reason.map(Reason::name)), of).await?;
    }
    if is_new {
        tx.commit().await?;
    }
    Ok(is_taken)
}

/// The units here that a message is for, with their codes: each that holds today, once for a code.
async fn recipients(app: &AppState, header: &edxml::Header) -> Result<Vec<(Uuid, String)>> {
    let organs: Vec<_> =
        header.to.iter().map(|to| to.id.as_str()).filter(|id| issuing::is_organ(id)).collect();
    if organs.is_empty() {
        return Ok(Vec::new());
    }
    let tx = app.db.read().await?;
    let today = web::format::day_of(app.db.clock().now());
    let mut found = issuing::of_organs(&tx, &organs).await?;
    let named: Vec<_> = found.iter().map(|(unit, _)| *unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    found.retain(|(unit, _)| units.get(unit).is_some_and(|unit| unit.holds_on(today)));
    found.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    found.dedup_by(|one, other| one.1 == other.1);
    Ok(found)
}

/// What a message brings, put into the store, and the names of what is of no kind that is taken in.
async fn kept(app: &AppState, message: &edxml::Dispatch) -> Result<(Vec<Arrived>, Vec<String>)> {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for attachment in &message.attachments {
        let name = web::form::file_name(&attachment.name, NAME);
        match Arrived::of(app, &name, attachment.bytes.clone()).await {
            Ok(arrived) => files.push(arrived),
            Err(Error::Invalid(_)) => left_out.push(name),
            Err(fault) => return Err(fault),
        }
    }
    Ok((files, left_out))
}

/// What became of a document of ours; whether something was written down of it, now or before.
async fn receipt(app: &AppState, about: &About, receipt: &edxml::Receipt) -> Result<bool> {
    let told = Told { kind: Sort::Receipt, sender: &receipt.from.id, code: &receipt.response_for.code };
    let tx = app.db.write(Actor::System).await?;
    let key = model::key_of_receipt(receipt);
    if store::is_known(&tx, &key).await? {
        return Ok(true);
    }
    let (document, reason) = match dispatch::answered(&tx, receipt).await? {
        Answered::About(id) => (Some(id), None),
        Answered::Unknown => (None, Some(Reason::UnknownDocument)),
        Answered::FromOther(id) => (Some(id), Some(Reason::OtherSender)),
        Answered::Unchanged(id) => (Some(id), Some(Reason::Unchanged)),
    };
    let unit = match document {
        Some(id) => Some(issuing::find(&tx, id).await?.unit),
        None => None,
    };
    let of = Of { unit, incoming: None, document };
    if write_down(&tx, about, &told, (key, reason.map(Reason::name)), of).await? {
        tx.commit().await?;
    }
    Ok(reason.is_none())
}

async fn reject(app: &AppState, about: &About, told: &Told<'_>, reason: &str) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    if write_down(&tx, about, told, (String::new(), Some(reason)), Of::default()).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Whose a message is, and what it is about.
#[derive(Default)]
struct Of {
    unit: Option<Uuid>,
    incoming: Option<Uuid>,
    document: Option<Uuid>,
}

/// Writes down what became of a message; whether that is new. One that was not taken in may come again, and be taken in then.
async fn write_down(
    tx: &WriteTx,
    about: &About,
    told: &Told<'_>,
    (key, reason): (String, Option<&str>),
    of: Of,
) -> Result<bool> {
    let place = of.unit.map(|unit| unit.to_string()).unwrap_or_default();
    let key = match reason {
        Some(reason) => model::key_of_rejected(reason, &format!("{} {place}", about.content)),
        None => key,
    };
    if reason.is_some() && store::is_known(tx, &key).await? {
        return Ok(false);
    }
    let line = |text: &str| web::form::line(text).chars().take(NAME).collect::<String>();
    let found = Found {
        id: tx.next_id(),
        key,
        file_name: web::form::file_name(&about.file, NAME),
        kind: told.kind,
        reason: reason.map(str::to_owned),
        sender: line(told.sender),
        code: line(told.code),
        unit: of.unit,
        incoming: of.incoming,
        document: of.document,
        at: tx.now(),
    };
    store::add(tx, &found).await?;
    let action = if reason.is_some() { "exchange.reject" } else { "exchange.take" };
    let mut event = Event::new(action, format!("message:{}", found.id))
        .with("file", &found.file_name)?
        .with("kind", found.kind.name())?
        .with("reason", &found.reason)?;
    if let Some(unit) = of.unit {
        event = event.at(unit);
    }
    tx.record(event);
    Ok(true)
}
