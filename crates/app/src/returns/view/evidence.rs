//! Files that prove what a return tells, for the templates.

use std::collections::HashMap;

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use super::told::period;
use crate::access::{Signed, office};
use crate::evidence::{Evidence, MOST_FILES};
use crate::indicators::Indicator;
use crate::returns::forms::WORDS;
use crate::returns::model::{Happened, Proof};
use crate::returns::pages::Reached;

/// What the page of the files is made of.
pub(crate) struct Proven {
    pub(crate) reached: Reached,
    /// The figures of the return, in its order.
    pub(crate) measured: Vec<Uuid>,
    pub(crate) indicators: HashMap<Uuid, Indicator>,
    pub(crate) files: Vec<Evidence>,
    pub(crate) people: HashMap<Uuid, String>,
    /// Id of what may happen next.
    pub(crate) key: Uuid,
}

/// All files, by what they prove, and the form for more.
pub(crate) fn proven(
    view: &View,
    signed: &Signed,
    proven: &Proven,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let whole = &proven.reached.whole;
    let named = |id: Uuid| proven.indicators.get(&id).map(|one| one.name.clone());
    let event = |id: Uuid| {
        let event: &Happened = whole.events.iter().find(|event| event.id == id)?;
        Some(context! {
            person => event.person.and_then(|person| proven.people.get(&person)),
            at => web::format::instant(view.language, event.at),
            words => event.words,
        })
    };
    let line = |proof: &Proof| {
        let file = proven.files.iter().find(|file| file.id == proof.evidence)?;
        Some(context! {
            id => file.id.to_string(),
            name => file.name,
            kind => file.kind.name(),
            is_picture => file.kind.is_picture(),
            bytes => file.bytes,
            came => event(proof.came_with),
            withdrawn => proof.withdrawn_by.and_then(event),
        })
    };
    let of = |indicator: Option<Uuid>| {
        let files: Vec<_> =
            whole.proofs.iter().filter(|proof| proof.indicator == indicator).filter_map(line).collect();
        let cell = indicator.map(|id| id.to_string());
        (!files.is_empty()).then(|| context! { cell, name => indicator.and_then(named), files })
    };
    let figures = proven.measured.iter().copied();
    context! {
        office => office(signed, "returns"),
        id => whole.it.id.to_string(),
        unit => proven.reached.unit(),
        period => period(whole.run.period),
        groups => [None].into_iter().chain(figures.clone().map(Some)).filter_map(of).collect::<Vec<_>>(),
        figures => figures
            .map(|id| context! { id => id.to_string(), name => named(id) })
            .collect::<Vec<_>>(),
        may_write => proven.reached.may_write(),
        key => proven.key.to_string(),
        limits => context! { files => MOST_FILES, words => WORDS },
        form => form.shown(wrong),
    }
}
