//! What the template shows.

use std::collections::HashMap;

use minijinja::{Value, context};
use uuid::Uuid;
#[cfg(test)]
use web::Sample;
use web::View;

use super::model::Found;
use super::store::PER_PAGE;
use crate::access::{Signed, office};
use crate::units::Unit;

/// What the page is made of.
pub(crate) struct Shown {
    pub(crate) messages: Vec<Found>,
    pub(crate) count: u64,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) only_rejected: bool,
    /// Whether somebody looks into a folder.
    pub(crate) is_on: bool,
    /// From 1.
    pub(crate) page: u64,
}

/// What was found in the folder of the exchange.
pub(crate) fn list(view: &View, signed: &Signed, shown: &Shown) -> Value {
    let pages = shown.count.div_ceil(PER_PAGE).max(1);
    let address = |page: u64| {
        let state = if shown.only_rejected { "state=rejected&" } else { "" };
        format!("/bo/incoming/messages?{state}page={page}")
    };
    let message = |one: &Found| {
        let incoming = one.incoming.map(|id| format!("/bo/incoming/{id}"));
        context! {
            file => one.file_name,
            kind => one.kind.name(),
            reason => one.reason,
            sender => one.sender,
            code => one.code,
            unit => one.unit.and_then(|unit| shown.units.get(&unit)).map(|unit| &unit.name),
            address => incoming.or(one.document.map(|id| format!("/bo/documents/{id}/dispatch"))),
            at => web::format::instant(view.language, one.at),
        }
    };
    context! {
        office => office(signed, "documents"),
        messages => shown.messages.iter().map(message).collect::<Vec<_>>(),
        only_rejected => shown.only_rejected,
        is_on => shown.is_on,
        page => shown.page,
        pages,
        before => (shown.page > 1).then(|| address(shown.page - 1)),
        after => (shown.page < pages).then(|| address(shown.page + 1)),
    }
}

/// For the test that renders them all.
#[cfg(test)]
pub(crate) fn samples() -> Vec<Sample> {
    use super::model::{Reason, Sort};
    use crate::access::{Grant, Role};
    use web::{Language, Site};

    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants);
    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    let one = |kind: Sort, reason: Option<&str>| Found {
        id: Uuid::nil(),
        key: String::new(),
        file_name: "thong-diep.edxml".to_owned(),
        kind,
        reason: reason.map(str::to_owned),
        sender: "000.00.07.H21".to_owned(),
        code: "88/KH-UBND".to_owned(),
        unit: None,
        incoming: (kind == Sort::New).then(Uuid::nil),
        document: (kind == Sort::Receipt).then(Uuid::nil),
        at: "2026-11-24T01:00:00Z".parse().expect("an instant"),
    };
    let reasons = Reason::ALL.map(Reason::name).into_iter().chain(edxml::Unreadable::CODES);
    let mut messages: Vec<_> = reasons.map(|reason| one(Sort::Unreadable, Some(reason))).collect();
    messages.extend(Sort::ALL.map(|kind| one(kind, None)));
    let full =
        Shown { messages, count: 120, units: HashMap::new(), only_rejected: true, is_on: true, page: 2 };
    let empty = |is_on| Shown {
        messages: Vec::new(),
        count: 0,
        units: HashMap::new(),
        only_rejected: false,
        is_on,
        page: 1,
    };
    let sample = |case, shown: &Shown| Sample {
        template: "exchange/messages.html",
        case,
        context: list(&view, &signed, shown),
    };
    vec![sample("full", &full), sample("empty", &empty(true)), sample("off", &empty(false))]
}
