//! What is handed in about official documents.

use base::Result;
use uuid::Uuid;
use web::Form;

use super::model::{Authority, INCOMING, Letterhead, Standing};

/// Longest name of an agency, title or place, in letters.
pub(crate) const NAME: usize = 200;
/// Longest sign in a number: Annex VI of Decree 30/2020 leaves 30 letters for the symbol.
pub(crate) const SIGN: usize = 24;
/// Longest code of an agency: Decision 20/2020/QĐ-TTg.
pub(crate) const ORGAN: usize = 35;
/// Longest reason.
pub(crate) const REASON: usize = 1_000;
/// Highest number on paper: it has eleven digits in exchange, and nobody gets there.
const MOST: i32 = 999_999;

/// Something done to a document.
#[derive(Clone, Debug)]
pub(crate) struct NewAct {
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
            true => Some(form.required("words", REASON)),
            false => form.optional("words", REASON),
        };
        let new = Self { key: form.id("key"), revision: form.number("revision"), words };
        form.finish(new)
    }
}

/// What is to stand on a unit's documents.
#[derive(Clone, Debug)]
pub(crate) struct NewLetterhead {
    pub(crate) revision: i32,
    pub(crate) letterhead: Letterhead,
}

impl NewLetterhead {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let letterhead = Letterhead {
            parent: form.optional("parent", NAME).unwrap_or_default(),
            agency: form.required("agency", NAME),
            sign: form.required("sign", SIGN),
            place: form.required("place", NAME),
            collective: form.optional("collective", NAME).unwrap_or_default(),
            is_by_type: !form.text("by_type").is_empty(),
            organ: form.optional("organ", ORGAN).unwrap_or_default(),
            revision: 0,
        };
        if !letterhead.organ.is_empty() && !is_organ(&letterhead.organ) {
            form.wrong("organ", "organ");
        }
        if !is_sign(&letterhead.sign) {
            form.wrong("sign", "document-sign");
        }
        let new = Self { revision: form.number("revision"), letterhead };
        form.finish(new)
    }
}

/// Whether a text is the code of an agency: `0-9 A-Z .` (Decision 20/2020/QĐ-TTg).
pub(crate) fn is_organ(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'.';
    (1..=ORGAN).contains(&text.len()) && text.bytes().all(is_plain)
}

/// Somebody who signs.
#[derive(Clone, Debug)]
pub(crate) struct NewSigner {
    pub(crate) standing: Standing,
}

impl NewSigner {
    /// # Errors
    /// [`base::Error::Invalid`], field by field: who signs for another names that title, and a delegation its act and its end.
    pub(crate) fn read(form: &mut Form, next_id: Uuid) -> Result<Self> {
        let authority = form.choice("authority", Authority::named).unwrap_or(Authority::Head);
        let is_for_head = authority.is_for_head();
        let is_delegated = authority == Authority::Delegated;
        let head_title = if is_for_head { form.required("head_title", NAME) } else { String::new() };
        let act = if is_delegated { Some(form.required("act", NAME)) } else { form.optional("act", NAME) };
        let from = form.date("from");
        let to = if is_delegated || !form.text("to").is_empty() { Some(form.date("to")) } else { None };
        if to.is_some_and(|to| to <= from) {
            form.wrong("to", "before-begin");
        }
        let person = form.id("person");
        if person.is_none() {
            form.wrong("person", "choose");
        }
        let standing = Standing {
            id: form.id("key").unwrap_or(next_id),
            unit: Uuid::nil(),
            person: person.unwrap_or_default(),
            authority,
            title: form.required("title", NAME),
            head_title,
            act,
            from,
            to,
        };
        form.finish(Self { standing })
    }
}

/// Where a register goes on.
#[derive(Clone, Debug)]
pub(crate) struct NewRegister {
    /// The sign of a type, or [`INCOMING`].
    pub(crate) series: String,
    /// The number given last.
    pub(crate) last: i32,
}

impl NewRegister {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let last = form.number("last");
        if !(1..=MOST).contains(&last) {
            form.wrong("last", "amount");
        }
        let is_incoming = form.text("of") == "incoming";
        let series = if is_incoming { INCOMING.to_owned() } else { sign(form) };
        form.finish(Self { series, last })
    }
}

/// The sign of a type; empty where all have numbers together.
fn sign(form: &mut Form) -> String {
    let sign = form.optional("series", SIGN).unwrap_or_default();
    if !is_sign(&sign) {
        form.wrong("series", "document-sign");
    }
    sign
}

fn is_sign(text: &str) -> bool {
    !text.contains(|letter: char| letter.is_whitespace() || letter == '/')
}
