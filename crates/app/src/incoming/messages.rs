//! What messages of the exchange do to the register. Who takes them from their folder has opened the transaction, and sees to it
//! that each is taken once.

use base::Result;
use chrono::Datelike;
use db::WriteTx;
use uuid::Uuid;

use super::forms::{CODE, NAME, TITLE, WORDS};
use super::model::{Act, Channel, Entry, Happened, Incoming, Origin, State};
use super::receipts::{self, RECEIPT, Receipt};
use super::{actions, store};
use crate::evidence::Arrived;

/// A document that a message brings.
pub(crate) struct Arriving<'a> {
    pub(crate) header: &'a edxml::Header,
    /// The id of the document between systems, which may not be empty.
    pub(crate) document: &'a str,
    /// What it brings, in the store.
    pub(crate) files: &'a [Arrived],
    /// Names of files of kinds that are not taken in.
    pub(crate) left_out: &'a [String],
    /// Ids of the documents in whose place it comes.
    pub(crate) replaces: &'a [String],
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is about this document.
    About(Uuid),
    /// There is none that it could be about.
    Unknown,
    /// The document is not at the point for that.
    Unchanged(Uuid),
}

/// Enters what a message brings into a unit's register, and tells who sent it that it arrived. A document that stands there already is
/// not entered again; who sent it twice is told twice.
pub(crate) async fn arrive(tx: &WriteTx, unit: Uuid, new: &Arriving<'_>) -> Result<Uuid> {
    let origin = Origin { organ: new.header.from.id.clone(), document: new.document.to_owned() };
    let entry = entry(new, web::format::day_of(tx.now()));
    let there = store::of_message(tx, &[unit], &origin).await?;
    // Some systems give ids that are not their own document's alone: rather one too many than one lost.
    let is_same = |one: &&Incoming| one.state.stands() && one.entry.code == entry.code;
    if let Some(same) = there.iter().find(is_same) {
        tell(tx, same, &origin).await?;
        return Ok(same.id);
    }
    let document = Incoming {
        id: tx.next_id(),
        unit,
        year: entry.arrived_on.year(),
        number: 0,
        channel: Channel::Exchange,
        entry,
        state: State::New,
        passed: None,
        origin: Some(origin.clone()),
        revision: 1,
    };
    let words = (!new.left_out.is_empty()).then(|| new.left_out.join("\n"));
    let document = actions::enter(tx, document, None, words, new.files).await?;
    for id in new.replaces {
        let earlier = Origin { organ: origin.organ.clone(), document: id.clone() };
        for old in store::of_message(tx, &[unit], &earlier).await? {
            if old.id != document.id && old.may(Act::Replace) {
                let words = Some(document.entry.code.clone()).filter(|code| !code.is_empty());
                actions::done_by_message(tx, &old, Act::Replace, words).await?;
            }
        }
    }
    tell(tx, &document, &origin).await?;
    Ok(document.id)
}

/// Says that it has arrived.
async fn tell(tx: &WriteTx, document: &Incoming, origin: &Origin) -> Result<()> {
    let Some(status) = receipts::status(Act::Register) else { return Ok(()) };
    let happened = Happened {
        id: tx.next_id(),
        act: Act::Register,
        person: None,
        words: None,
        changes: Vec::new(),
        to: None,
        at: tx.now(),
    };
    jobs::enqueue(tx, RECEIPT, &Receipt::new(document, origin, &happened, status), None).await.map(drop)
}

/// Marks what a sender takes back in a unit's register.
pub(crate) async fn take_back(
    tx: &WriteTx,
    unit: Uuid,
    (organ, document): (&str, &str),
    reason: &str,
) -> Result<Outcome> {
    let origin = Origin { organ: organ.to_owned(), document: document.to_owned() };
    let there = store::of_message(tx, &[unit], &origin).await?;
    let Some(latest) = there.first() else { return Ok(Outcome::Unknown) };
    let Some(standing) = there.iter().find(|one| one.may(Act::Revoke)) else {
        return Ok(Outcome::Unchanged(latest.id));
    };
    let words = Some(line(reason, WORDS)).filter(|reason| !reason.is_empty());
    actions::done_by_message(tx, standing, Act::Revoke, words).await?;
    Ok(Outcome::About(standing.id))
}

/// What a message says in the columns of the register.
fn entry(new: &Arriving<'_>, today: chrono::NaiveDate) -> Entry {
    let header = new.header;
    let code = match (header.code.number.as_str(), header.code.notation.as_str()) {
        ("", notation) => notation.to_owned(),
        (number, "") => number.to_owned(),
        (number, notation) => format!("{number}/{notation}"),
    };
    let first = |texts: &[&str], most| {
        texts.iter().map(|text| line(text, most)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    Entry {
        arrived_on: today,
        sender: first(&[&header.from.name, &header.from.id], NAME),
        code: line(&code, CODE),
        document_on: header.promulgation.date,
        kind: line(&header.document_type.name, CODE),
        // Without a subject it is told by what it has.
        title: first(&[&header.subject, &header.content, &code, new.document], TITLE),
        due_on: header.due,
        words: Some(line(&header.content, WORDS)).filter(|words| !words.is_empty()),
    }
}

/// A line of so many letters.
fn line(text: &str, most: usize) -> String {
    web::form::line(text).chars().take(most).collect()
}
