//! The verbs.

use base::{Actor, Error, Result};
use bytes::Bytes;
use chrono::Datelike;
use db::{Event, WriteTx};
use documents::write::{Date, OfficialDocument};
use files::{Hash, Stored};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::forms::{NewAct, NewLetterhead, NewRegister, NewSigner};
use super::model::{Act, Document, FileKind, INCOMING, Issued, Standing, State};
use super::store::{self, Happened};
use super::{MAKE, paper, verify};
use crate::access::{Right, Signed};
use crate::{AppState, people, units};

/// All that a signed document says and was made of, as its snapshot keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// What it says, but for its number and its date.
    pub(crate) document: OfficialDocument,
    /// Figures, tasks, words and where they came from.
    pub(crate) made_of: serde_json::Value,
}

/// A document to be signed.
pub(crate) struct Signing {
    pub(crate) unit: Uuid,
    /// The consolidation that it was made of.
    pub(crate) origin: Uuid,
    pub(crate) document: OfficialDocument,
    /// `BC`
    pub(crate) type_sign: String,
    /// The file that [`keep`] kept.
    pub(crate) snapshot: Hash,
    pub(crate) replaces: Option<Uuid>,
}

/// Keeps a snapshot, before the row that names it.
pub(crate) async fn keep(app: &AppState, snapshot: &Snapshot) -> Result<Hash> {
    let bytes = serde_json::to_vec(snapshot).map_err(Error::internal)?;
    Ok(app.files.put_bytes(bytes).await?.hash)
}

/// Writes down that somebody signed a document.
pub(crate) async fn sign(tx: &WriteTx, signed: &Signed, new: Signing) -> Result<Uuid> {
    let document = Document {
        id: tx.next_id(),
        unit: new.unit,
        origin: new.origin,
        kind: new.document.kind,
        symbol: new.document.symbol,
        type_sign: new.type_sign,
        title: new.document.title.replace('\n', " "),
        state: State::Signed,
        signer: signed.person(),
        signed_at: tx.now(),
        snapshot: new.snapshot,
        issued: None,
        replaces: new.replaces,
        revision: 1,
    };
    store::add(tx, &document, &happened(tx, signed, Act::Sign, None, None)).await?;
    tx.record(
        told("document.sign", &document)
            .with("title", &document.title)?
            .with("sha256", document.snapshot.to_string())?,
    );
    Ok(document.id)
}

/// Gives it the next number of its register and today's date.
///
/// # Errors
/// [`Error::Conflict`] where it was issued, or somebody did something to it meanwhile.
pub(crate) async fn issue(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::has_happened(&tx, new.key).await? {
        return Ok(());
    }
    let before = found(&tx, signed, id, new.revision).await?;
    let after = before.after(Act::Issue)?;
    let letterhead = store::letterhead(&tx, &units::line(&tx, before.unit).await?).await?;
    let on = web::format::day_of(tx.now());
    let series = before.series(&letterhead);
    let number = store::next_number(&tx, before.unit, on.year(), &series).await?;
    let issued = Issued { year: on.year(), series, number, on, at: tx.now() };
    let after = Document { issued: Some(issued), ..after };
    store::change(&tx, &before, &after, &happened(&tx, signed, Act::Issue, new.key, None)).await?;
    if let Some(replaced) = before.replaces {
        let old = store::find(&tx, replaced).await?;
        // One that was recalled stays so.
        if let Ok(gone) = old.after(Act::Replace) {
            let words = Some(after.code());
            store::change(&tx, &old, &gone, &happened(&tx, signed, Act::Replace, None, words)).await?;
            tx.record(told("document.replace", &gone).with("by", after.code())?);
        }
    }
    jobs::enqueue(&tx, MAKE, &id, None).await?;
    tx.record(told("document.issue", &after).with("number", after.code())?.with("day", on)?);
    tx.commit().await
}

/// Makes the files of a document that was issued; of one that has them nothing.
pub(crate) async fn make_files(app: &AppState, id: Uuid) -> Result<()> {
    let tx = app.db.read().await?;
    let document = store::find(&tx, id).await?;
    let there = store::files(&tx, id).await?;
    drop(tx);
    let has = |kind| there.iter().any(|file| file.kind == kind);
    let Some(issued) = document.issued.clone() else { return Ok(()) };
    if has(FileKind::Docx) && has(FileKind::Pdf) {
        return Ok(());
    }
    let printed = said(app, &document).await?;
    let made = tokio::task::spawn_blocking(move || {
        Ok::<_, Error>((paper::word(&printed)?, paper::pdf(&printed, issued.at)?))
    });
    let (word, pdf) = made.await.map_err(Error::internal)??;
    let word = app.files.put_bytes(word).await?;
    let pdf = app.files.put_bytes(pdf).await?;
    let tx = app.db.write(Actor::System).await?;
    // Another may have made them meanwhile: those stay.
    let there = store::files(&tx, id).await?;
    for (kind, file) in [(FileKind::Docx, word), (FileKind::Pdf, pdf)] {
        if !there.iter().any(|one| one.kind == kind) {
            store::add_file(&tx, id, kind, &file).await?;
            tx.record(
                told("document.file", &document)
                    .with("kind", kind.name())?
                    .with("sha256", file.hash.to_string())?,
            );
        }
    }
    tx.record(told("document.files", &document));
    tx.commit().await
}

/// All that a document says and was made of.
pub(crate) async fn snapshot(app: &AppState, document: &Document) -> Result<Snapshot> {
    let bytes = app.files.get(&document.snapshot).await?;
    serde_json::from_slice(&bytes).map_err(Error::internal)
}

/// What is printed: what was signed, with the number and the date that it was given since.
pub(crate) async fn said(app: &AppState, document: &Document) -> Result<OfficialDocument> {
    let snapshot = snapshot(app, document).await?;
    let date = document.issued.as_ref().map(|issued| Date {
        day: issued.on.day() as u8,
        month: issued.on.month() as u8,
        year: u16::try_from(issued.on.year()).unwrap_or_default(),
    });
    let number = document.issued.as_ref().map(|issued| issued.number.to_string()).unwrap_or_default();
    Ok(OfficialDocument { number, date, snapshot: document.snapshot.to_string(), ..snapshot.document })
}

/// A file of a document: one that is kept, or, before it is issued, one to be read.
pub(crate) async fn file(app: &AppState, document: &Document, kind: FileKind) -> Result<Bytes> {
    if document.issued.is_none() && kind != FileKind::Signed {
        let (printed, at) = (said(app, document).await?, document.signed_at);
        let write =
            move || if kind == FileKind::Docx { paper::word(&printed) } else { paper::pdf(&printed, at) };
        return Ok(tokio::task::spawn_blocking(write).await.map_err(Error::internal)??.into());
    }
    // Whoever comes before the job makes them.
    make_files(app, document.id).await?;
    let files = store::files(&app.db.read().await?, document.id).await?;
    let file = files.into_iter().find(|file| file.kind == kind).ok_or(Error::NotFound)?;
    app.files.get(&file.hash).await
}

/// Takes the PDF back from whoever signed it outside: the issued file to the byte, with a signature after it.
///
/// # Errors
/// [`Error::Invalid`] for `file` where it is another, or not signed; [`Error::Conflict`] where somebody did something to the
/// document meanwhile, or it is not issued.
pub(crate) async fn take_back(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    new: NewAct,
    stored: Stored,
) -> Result<()> {
    let document = found(&app.db.read().await?, signed, id, new.revision).await?;
    let after = document.after(Act::TakeBack)?;
    let (issued, came) = (file(app, &document, FileKind::Pdf).await?, app.files.get(&stored.hash).await?);
    let compare = move || verify::is_signed_copy(&issued, &came);
    if !tokio::task::spawn_blocking(compare).await.map_err(Error::internal)? {
        return Err(Error::invalid("file", "not-signed-copy"));
    }
    let tx = app.db.write(signed.actor()).await?;
    if store::has_happened(&tx, new.key).await? {
        return Ok(());
    }
    store::change(&tx, &document, &after, &happened(&tx, signed, Act::TakeBack, new.key, new.words)).await?;
    store::add_file(&tx, id, FileKind::Signed, &stored).await?;
    tx.record(told("document.take-back", &document).with("sha256", stored.hash.to_string())?);
    tx.commit().await
}

/// Recalls it. Its number stays its own.
///
/// # Errors
/// [`Error::Conflict`] where it is not issued, or somebody did something to it meanwhile.
pub(crate) async fn revoke(app: &AppState, signed: &Signed, id: Uuid, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if store::has_happened(&tx, new.key).await? {
        return Ok(());
    }
    let before = found(&tx, signed, id, new.revision).await?;
    let after = before.after(Act::Revoke)?;
    tx.record(told("document.revoke", &after).with("reason", &new.words)?);
    store::change(&tx, &before, &after, &happened(&tx, signed, Act::Revoke, new.key, new.words)).await?;
    tx.commit().await
}

/// Says what stands on a unit's documents.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit; [`Error::Conflict`] where somebody changed it meanwhile.
pub(crate) async fn set_letterhead(
    app: &AppState,
    signed: &Signed,
    unit: Uuid,
    new: NewLetterhead,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    run_at(&tx, signed, unit).await?;
    let before = store::letterhead(&tx, &units::line(&tx, unit).await?).await?;
    if before.revision != new.revision {
        return Err(Error::Conflict);
    }
    store::set_letterhead(&tx, unit, new.revision, &new.letterhead).await?;
    let set = &new.letterhead;
    tx.record(
        Event::new("document.letterhead", format!("unit:{unit}"))
            .at(unit)
            .with("name", &set.agency)?
            .with("sign", &set.sign)?
            .with("place", &set.place)?,
    );
    tx.commit().await
}

/// Says that somebody signs for a unit.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit; [`Error::Invalid`] for `person` where there is no such.
pub(crate) async fn add_signer(app: &AppState, signed: &Signed, unit: Uuid, new: NewSigner) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    run_at(&tx, signed, unit).await?;
    if people::names(&tx, &[new.standing.person]).await?.is_empty() {
        return Err(Error::invalid("person", "choose"));
    }
    let standing = Standing { unit, ..new.standing };
    if store::standings(&tx, unit).await?.iter().any(|one| one.id == standing.id) {
        return Ok(());
    }
    store::add_standing(&tx, &standing).await?;
    tx.record(
        Event::new("document.signer", format!("unit:{unit}"))
            .at(unit)
            .with("person", standing.person)?
            .with("authority", standing.authority.name())?
            .with("title", &standing.title)?
            .with("act", &standing.act)?
            .with("from", standing.from)?
            .with("to", standing.to)?,
    );
    tx.commit().await
}

/// Says that somebody signs no more from today on.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or the right does not reach the unit.
pub(crate) async fn end_signer(app: &AppState, signed: &Signed, unit: Uuid, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    run_at(&tx, signed, unit).await?;
    let today = web::format::day_of(tx.now());
    let standings = store::standings(&tx, unit).await?;
    let standing = standings.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    if standing.to.is_some_and(|to| to <= today) {
        return Ok(());
    }
    store::end_standing(&tx, id, today).await?;
    tx.record(
        Event::new("document.signer-end", format!("unit:{unit}"))
            .at(unit)
            .with("person", standing.person)?
            .with("to", today)?,
    );
    tx.commit().await
}

/// Says which number was given last outside, so that the register goes on from there.
///
/// # Errors
/// [`Error::Invalid`] for `last` where the register is further on; [`Error::NotFound`] where the right does not reach the unit.
pub(crate) async fn set_register(
    app: &AppState,
    signed: &Signed,
    unit: Uuid,
    new: NewRegister,
) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    run_at(&tx, signed, unit).await?;
    let year = web::format::day_of(tx.now()).year();
    match store::begin_register(&tx, unit, year, &new.series, new.last).await {
        Err(Error::Conflict) => return Err(Error::invalid("last", "register-further")),
        done => done?,
    }
    let is_incoming = new.series == INCOMING;
    let action = if is_incoming { "incoming.begin" } else { "document.register" };
    let mut event = Event::new(action, format!("unit:{unit}")).at(unit).with("year", year)?;
    if !is_incoming {
        event = event.with("sign", &new.series)?;
    }
    tx.record(event.with("number", new.last)?);
    tx.commit().await
}

async fn run_at(tx: &WriteTx, signed: &Signed, unit: Uuid) -> Result<()> {
    let is_within = units::is_within(tx, unit, &signed.scope(Right::RunDocuments)).await?;
    if is_within { Ok(()) } else { Err(Error::NotFound) }
}

/// One as the person saw it.
async fn found(
    connection: &impl db::sea_orm::ConnectionTrait,
    signed: &Signed,
    id: Uuid,
    seen: i32,
) -> Result<Document> {
    let document = store::find(connection, id).await?;
    if !units::is_within(connection, document.unit, &signed.scope(Right::RunDocuments)).await? {
        return Err(Error::NotFound);
    }
    if document.revision != seen { Err(Error::Conflict) } else { Ok(document) }
}

fn happened(tx: &WriteTx, signed: &Signed, act: Act, key: Option<Uuid>, words: Option<String>) -> Happened {
    Happened { id: key.unwrap_or_else(|| tx.next_id()), act, person: signed.person(), words }
}

fn told(action: &'static str, document: &Document) -> Event {
    Event::new(action, format!("document:{}", document.id)).at(document.unit)
}
