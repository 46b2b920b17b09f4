//! What is handed in about incoming documents.

use base::Result;
use uuid::Uuid;
use web::Form;

use super::model::{Channel, Entry, State, To};
use super::store::Question;

/// Longest name of a sender, in letters.
pub(crate) const NAME: usize = 300;
/// Longest number and symbol, and type.
pub(crate) const CODE: usize = 100;
/// Longest subject: 500 letters by Annex VI of Decree 30/2020.
pub(crate) const TITLE: usize = 500;
/// Longest words and reasons.
pub(crate) const WORDS: usize = 1_000;

/// A document to be registered.
#[derive(Clone, Debug)]
pub(crate) struct NewEntry {
    /// Id of the document, so that a form sent twice registers once.
    pub(crate) key: Option<Uuid>,
    /// Whose register.
    pub(crate) unit: Uuid,
    pub(crate) channel: Channel,
    pub(crate) entry: Entry,
    pub(crate) to: Option<To>,
}

impl NewEntry {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let unit = form.id("unit");
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        // What comes by the exchange is entered by its message.
        let by_hand = |name: &str| Channel::named(name).filter(|channel| *channel != Channel::Exchange);
        let channel = form.choice("channel", by_hand).unwrap_or(Channel::Hand);
        let to = if form.text("to").is_empty() { None } else { form.choice("to", To::named) };
        let (key, unit) = (form.id("key"), unit.unwrap_or_default());
        let entry = entry(form);
        form.finish(Self { key, unit, channel, entry, to })
    }
}

fn entry(form: &mut Form) -> Entry {
    let day = |form: &mut Form, field| (!form.text(field).is_empty()).then(|| form.date(field));
    Entry {
        arrived_on: form.date("arrived_on"),
        sender: form.required("sender", NAME),
        code: form.optional("code", CODE).unwrap_or_default(),
        document_on: day(form, "document_on"),
        kind: form.optional("kind", CODE).unwrap_or_default(),
        title: form.required("title", TITLE),
        due_on: day(form, "due_on"),
        words: form.optional("words", WORDS),
    }
}

/// A slip put right.
#[derive(Clone, Debug)]
pub(crate) struct NewCorrection {
    pub(crate) act: NewAct,
    pub(crate) entry: Entry,
}

impl NewCorrection {
    /// # Errors
    /// [`base::Error::Invalid`], field by field: it says why.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let entry = entry(form);
        let words = Some(form.required("reason", WORDS));
        let act = NewAct { key: form.id("key"), revision: form.number("revision"), words };
        form.finish(Self { act, entry })
    }
}

/// Something done to a document.
#[derive(Clone, Debug)]
pub(crate) struct NewAct {
    /// Id of the event, so that a form sent twice does it once.
    pub(crate) key: Option<Uuid>,
    /// What the person saw.
    pub(crate) revision: i32,
    pub(crate) words: Option<String>,
}

impl NewAct {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form, needs_reason: bool) -> Result<Self> {
        let words = match needs_reason {
            true => Some(form.required("reason", WORDS)),
            false => form.optional("reason", WORDS),
        };
        let new = Self { key: form.id("key"), revision: form.number("revision"), words };
        form.finish(new)
    }
}

/// To whom a document is passed on.
#[derive(Clone, Debug)]
pub(crate) struct NewPassing {
    pub(crate) act: NewAct,
    pub(crate) to: To,
}

impl NewPassing {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let to = form.choice("to", To::named).unwrap_or(To::Unit(Uuid::nil()));
        let act = NewAct::read(form, false)?;
        form.finish(Self { act, to })
    }
}

impl Question {
    /// Fields `state`, `year` and `words`; what cannot be read is not asked.
    pub(crate) fn read(form: &Form) -> Self {
        let year = form.number("year");
        Self {
            state: State::named(&form.text("state")),
            year: (1900..=2200).contains(&year).then_some(year),
            words: form.text("words").chars().take(CODE).collect(),
        }
    }
}
