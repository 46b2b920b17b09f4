//! What is handed in about units: one input for each use.

use chrono::NaiveDate;
use uuid::Uuid;
use web::Form;

use base::Result;

use super::model::{Kind, Share, WHOLE};

/// Longest name, in letters.
pub(crate) const NAME: usize = 200;
/// Longest code and longest name of an act, in letters.
pub(crate) const CODE: usize = 60;
/// Longest note or reason, in letters.
pub(crate) const NOTE: usize = 1_000;

/// A unit to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewUnit {
    /// Id that the form proposed, so that the form sent twice makes one unit.
    pub(crate) key: Option<Uuid>,
    pub(crate) parent: Option<Uuid>,
    pub(crate) facts: Facts,
}

/// What can be written down wrongly of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    pub(crate) code: Option<String>,
    pub(crate) name: String,
    pub(crate) short_name: Option<String>,
    pub(crate) from: NaiveDate,
}

/// What was written down wrongly, put right.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    pub(crate) revision: i32,
    pub(crate) facts: Facts,
    /// Last day of a unit that has ended; none: it goes on.
    pub(crate) last_day: Option<NaiveDate>,
}

/// The end of a unit that nobody succeeds.
#[derive(Clone, Debug)]
pub(crate) struct Closing {
    pub(crate) revision: i32,
    /// Last day on which it holds.
    pub(crate) last_day: NaiveDate,
    pub(crate) reason: String,
}

/// An act by which units become others.
#[derive(Clone, Debug)]
pub(crate) struct NewSuccession {
    pub(crate) key: Option<Uuid>,
    pub(crate) act: String,
    pub(crate) act_on: NaiveDate,
    pub(crate) effective_on: NaiveDate,
    pub(crate) note: Option<String>,
    pub(crate) shares: Vec<Share>,
}

impl NewUnit {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let (key, parent) = (form.id("key"), form.id("parent"));
        let facts = Facts::read(form);
        form.finish(Self { key, parent, facts })
    }
}

impl Facts {
    fn read(form: &mut Form) -> Self {
        Self {
            kind: form.choice("kind", Kind::named).unwrap_or(Kind::Other),
            code: form.optional("code", CODE),
            name: form.required("name", NAME),
            short_name: form.optional("short_name", NAME),
            from: form.date("from"),
        }
    }
}

impl Correction {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let (revision, facts) = (form.number("revision"), Facts::read(form));
        let last_day = (!form.text("last_day").is_empty()).then(|| form.date("last_day"));
        form.finish(Self { revision, facts, last_day })
    }
}

impl Closing {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let revision = form.number("revision");
        let (last_day, reason) = (form.date("last_day"), form.required("reason", NOTE));
        form.finish(Self { revision, last_day, reason })
    }
}

impl NewSuccession {
    /// Shares come as `share-<predecessor>-<successor>`, in percent.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let mut shares = Vec::new();
        for (between, percent) in form.starting("share.") {
            let ends =
                between.split_once('.').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
            match (ends, millionths(&percent)) {
                (Some(_), Some(0)) => {}
                (Some((from, to)), Some(millionths)) => shares.push(Share { from, to, millionths }),
                _ => form.wrong("shares", "share-range"),
            }
        }
        let input = Self {
            key: form.id("key"),
            act: form.required("act", CODE),
            act_on: form.date("act_on"),
            effective_on: form.date("effective_on"),
            note: form.optional("note", NOTE),
            shares,
        };
        form.finish(input)
    }
}

/// `62,5` and `62.5` percent, at most four decimals, in millionths; nothing typed is nothing.
pub(crate) fn millionths(percent: &str) -> Option<i64> {
    let percent = percent.trim_end_matches('%').trim_end();
    if percent.is_empty() {
        return Some(0);
    }
    let (whole, part) = percent.split_once([',', '.']).unwrap_or((percent, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 4 || !digits(whole) || !digits(part) {
        return None;
    }
    let millionths = format!("{whole}{part:0<4}").parse().ok()?;
    (0..=WHOLE).contains(&millionths).then_some(millionths)
}
