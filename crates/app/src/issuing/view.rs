//! What the templates show.

use std::collections::HashMap;

use base::FieldError;
use chrono::{DateTime, NaiveDate, Utc};
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use super::forms::{NAME, ORGAN, REASON, SIGN};
use super::model::{Authority, Document, FileKind, INCOMING, Kept, Letterhead, Standing, State};
use super::store::PER_PAGE;
use super::verify::Verdict;
use crate::access::{Right, Signed, office};
use crate::people::Choice;
use crate::units::Unit;

#[cfg(test)]
mod samples;
#[cfg(test)]
pub(crate) use samples::samples;

/// What was signed, with the units that the reader issues for.
pub(crate) fn list<'a>(
    signed: &Signed,
    (documents, count): (&[Document], u64),
    units: &HashMap<Uuid, Unit>,
    own: impl Iterator<Item = &'a Unit>,
    state: Option<State>,
    page: u64,
) -> Value {
    let row = |document: &Document| {
        context! {
            unit => units.get(&document.unit).map(|unit| &unit.name),
            ..line(document)
        }
    };
    let pages = count.div_ceil(PER_PAGE).max(1);
    let address = |page: u64| {
        let state = state.map(|state| format!("state={}&", state.name())).unwrap_or_default();
        format!("/bo/documents?{state}page={page}")
    };
    context! {
        office => office(signed, "documents"),
        may_run => signed.may(Right::RunDocuments),
        documents => documents.iter().map(row).collect::<Vec<_>>(),
        count,
        state => state.map(State::name),
        states => State::ALL.map(State::name),
        own => own.map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        page,
        pages,
        before => (page > 1).then(|| address(page - 1)),
        after => (page < pages).then(|| address(page + 1)),
    }
}

/// One document as a line.
fn line(document: &Document) -> Value {
    context! {
        id => document.id.to_string(),
        code => document.code(),
        kind => document.kind,
        title => document.title,
        state => document.state.name(),
        issued_on => document.issued.as_ref().map(|issued| issued.on.to_string()),
    }
}

/// What the page of a document is made of.
pub(crate) struct Shown {
    pub(crate) document: Document,
    pub(crate) unit: Unit,
    pub(crate) files: Vec<Kept>,
    pub(crate) replaces: Option<Document>,
    pub(crate) replaced_by: Option<Document>,
    pub(crate) history: Vec<(String, Uuid, Option<String>, DateTime<Utc>)>,
    pub(crate) people: HashMap<Uuid, String>,
    pub(crate) may_run: bool,
    pub(crate) key: Uuid,
}

/// A document with its files and what happened to it.
pub(crate) fn document(
    view: &View,
    signed: &Signed,
    shown: &Shown,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let document = &shown.document;
    let instant = |at: &DateTime<Utc>| web::format::instant(view.language, *at);
    let file = |file: &Kept| {
        context! {
            kind => file.kind.name(),
            size => file.bytes,
            hash => file.hash.to_string(),
            at => instant(&file.recorded_at),
        }
    };
    let event = |(kind, person, words, at): &(String, Uuid, Option<String>, DateTime<Utc>)| {
        context! { kind, person => shown.people.get(person), words, at => instant(at) }
    };
    context! {
        office => office(signed, "documents"),
        unit => shown.unit.name,
        unit_id => shown.unit.id.to_string(),
        origin => document.origin.to_string(),
        signer => shown.people.get(&document.signer),
        signed_at => instant(&document.signed_at),
        snapshot => document.snapshot.to_string(),
        files => shown.files.iter().map(file).collect::<Vec<_>>(),
        is_signed_outside => shown.files.iter().any(|file| file.kind == FileKind::Signed),
        replaces => shown.replaces.as_ref().map(line),
        replaced_by => shown.replaced_by.as_ref().map(line),
        history => shown.history.iter().map(event).collect::<Vec<_>>(),
        may_run => shown.may_run,
        key => shown.key.to_string(),
        revision => document.revision,
        limits => context! { words => REASON },
        form => form.shown(wrong),
        ..line(document)
    }
}

/// What the page of a unit's signing is made of.
pub(crate) struct Signing {
    pub(crate) unit: Unit,
    pub(crate) letterhead: Letterhead,
    pub(crate) standings: Vec<Standing>,
    pub(crate) last: Vec<(String, i32)>,
    pub(crate) people: HashMap<Uuid, String>,
    /// Those among whom a signer is chosen.
    pub(crate) choices: Vec<Choice>,
    pub(crate) today: NaiveDate,
    pub(crate) may_run: bool,
    pub(crate) key: Uuid,
}

/// What stands on a unit's documents, who signs them, and where its register is; with the form that comes back.
pub(crate) fn signing(
    signed: &Signed,
    shown: &Signing,
    typed: Option<(&'static str, &Form, &[FieldError])>,
) -> Value {
    let empty = Form::default();
    let form = |of: &str| match typed {
        Some((which, form, wrong)) if which == of => form.shown(wrong),
        _ => empty.shown(&[]),
    };
    let head = &shown.letterhead;
    let set = Form::new(
        [
            ("parent", &head.parent),
            ("agency", &head.agency),
            ("sign", &head.sign),
            ("place", &head.place),
            ("collective", &head.collective),
            ("organ", &head.organ),
        ]
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .to_vec(),
    );
    let standing = |one: &Standing| {
        let name = shown.people.get(&one.person).cloned().unwrap_or_default();
        let block = one.signature(&head.collective, &name);
        let lines = [block.on_behalf_of, block.capacity, block.title];
        context! {
            id => one.id.to_string(),
            name,
            block => lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            act => one.act,
            from => one.from.to_string(),
            to => one.to.map(|to| to.to_string()),
            holds => one.holds_on(shown.today),
            may_end => shown.may_run && one.to.is_none_or(|to| to > shown.today),
        }
    };
    context! {
        office => office(signed, "documents"),
        id => shown.unit.id.to_string(),
        unit => shown.unit.name,
        may_run => shown.may_run,
        is_set => head.revision > 0,
        revision => head.revision,
        is_by_type => head.is_by_type,
        letterhead => match typed {
            Some(("letterhead", form, wrong)) => form.shown(wrong),
            _ => set.shown(&[]),
        },
        signer => form("signer"),
        register => form("register"),
        standings => shown.standings.iter().map(standing).collect::<Vec<_>>(),
        last => shown.last.iter().map(|(series, last)| context! { series, last, is_incoming => series == INCOMING }).collect::<Vec<_>>(),
        people => shown.choices.iter().map(|one| context! { id => one.id.to_string(), name => one.name }).collect::<Vec<_>>(),
        authorities => Authority::ALL.map(Authority::name),
        today => shown.today.to_string(),
        key => shown.key.to_string(),
        limits => context! { name => NAME, sign => SIGN, organ => ORGAN },
    }
}

/// The form that a file is compared through, with what came of it.
pub(crate) fn verification(
    signed: &Signed,
    verdict: Option<(String, Verdict)>,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let verdict = verdict.map(|(name, verdict)| {
        context! {
            name,
            kind => verdict.name(),
            is_genuine => verdict.is_genuine(),
            document => verdict.told().map(|told| context! {
                code => told.code,
                title => told.title,
                state => told.state,
                issued_on => told.issued_on.map(|day| day.to_string()),
            }),
        }
    });
    context! { office => office(signed, "documents"), verdict, form => form.shown(wrong) }
}
