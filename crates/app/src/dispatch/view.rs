//! What the template shows.

use std::collections::HashMap;

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
#[cfg(test)]
use web::Sample;
use web::{Form, View};

use super::forms::{ADDRESS, NAME, WORDS};
use super::model::{Channel, Dispatch, Fault};
use crate::access::{Signed, office};
use crate::issuing::Document;

/// What the page is made of.
pub(crate) struct Shown {
    pub(crate) document: Document,
    /// As the document names them.
    pub(crate) recipients: Vec<String>,
    pub(crate) dispatches: Vec<Dispatch>,
    /// How each was reached last.
    pub(crate) known: HashMap<String, (Channel, String)>,
    pub(crate) may_run: bool,
    /// Id of what is sent next, and of what is sent again for each dispatch.
    pub(crate) key: Uuid,
    pub(crate) again: Vec<Uuid>,
}

/// To whom it went, what became of it, and to whom it has to go.
pub(crate) fn list(view: &View, signed: &Signed, shown: &Shown, form: &Form, wrong: &[FieldError]) -> Value {
    let line = |(one, again): (&Dispatch, &Uuid)| {
        context! {
            id => one.id.to_string(),
            recipient => one.recipient,
            channel => one.channel.name(),
            address => one.address,
            state => one.state.name(),
            fault => one.fault.map(Fault::name),
            words => one.words,
            at => web::format::instant(view.language, one.changed_at),
            revision => one.revision,
            may_be_answered => shown.may_run && one.state.may_be_answered(),
            may_go_again => shown.may_run && one.state.may_go_again(),
            again => again.to_string(),
        }
    };
    // What came back keeps its ticks; once something went out, the rest waits for somebody to tick it.
    let is_back = !wrong.is_empty();
    let is_new = shown.dispatches.is_empty();
    // Those that the document names, and one more that somebody types.
    let is_named = |at: usize| at < shown.recipients.len();
    let other = form.text(&format!("name.{}", shown.recipients.len()));
    let recipient = |(at, name): (usize, &String)| {
        let (channel, address) = shown.known.get(name).cloned().unwrap_or((Channel::Hand, String::new()));
        let typed = |field: &str, otherwise: &str| {
            let typed = form.text(&format!("{field}.{at}"));
            if typed.is_empty() { otherwise.to_owned() } else { typed }
        };
        context! {
            at,
            name,
            is_other => !is_named(at),
            is_chosen => match is_back {
                true => !form.text(&format!("send.{at}")).is_empty(),
                false => is_new && is_named(at),
            },
            channel => typed("channel", channel.name()),
            address => typed("address", &address),
            error => wrong.iter().find(|one| one.field == format!("address.{at}")).map(|one| one.code.as_str()),
        }
    };
    context! {
        office => office(signed, "documents"),
        document => context! {
            id => shown.document.id.to_string(), code => shown.document.code(), title => shown.document.title,
        },
        lines => shown.dispatches.iter().zip(&shown.again).map(line).collect::<Vec<_>>(),
        recipients => shown.recipients.iter().chain([&other]).enumerate().map(recipient).collect::<Vec<_>>(),
        channels => Channel::ALL.map(Channel::name),
        may_run => shown.may_run,
        is_issued => shown.document.issued.is_some(),
        key => shown.key.to_string(),
        limits => context! { address => ADDRESS, name => NAME, words => WORDS },
        form => form.shown(wrong),
    }
}

/// For the test that renders them all.
#[cfg(test)]
pub(crate) fn samples() -> Vec<Sample> {
    use crate::access::{Grant, Role};
    use crate::dispatch::model::State;
    use web::{Language, Site};

    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants);
    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    let document = crate::issuing::testing::written();
    let one = |state: State, channel| Dispatch {
        id: Uuid::nil(),
        document: document.id,
        recipient: "Ủy ban nhân dân tỉnh".to_owned(),
        channel,
        address: "vp@example.vn".to_owned(),
        state,
        exchange: None,
        fault: (state == State::Failed).then_some(Fault::Missing),
        words: Some("Thiếu phụ lục".to_owned()),
        changed_at: document.signed_at,
        revision: 1,
    };
    let all: Vec<_> = State::ALL
        .into_iter()
        .zip(Channel::ALL.into_iter().cycle())
        .map(|(state, channel)| one(state, channel))
        .collect();
    let full = |may_run| Shown {
        recipients: vec!["Ủy ban nhân dân tỉnh".to_owned(), "Như trên".to_owned()],
        again: all.iter().map(|_| Uuid::nil()).collect(),
        dispatches: all.clone(),
        known: HashMap::new(),
        document: document.clone(),
        key: Uuid::nil(),
        may_run,
    };
    let empty = Shown { recipients: Vec::new(), dispatches: Vec::new(), again: Vec::new(), ..full(true) };
    let wrong = [
        FieldError::new("act", "dispatch-nobody"),
        FieldError::new("address.0", "organ"),
        FieldError::new("words", "required"),
    ];
    let sample = |case, shown: &Shown, wrong: &[FieldError]| Sample {
        template: "dispatch/list.html",
        case,
        context: list(&view, &signed, shown, &Form::default(), wrong),
    };
    vec![
        sample("full", &full(true), &wrong),
        sample("looking", &full(false), &[]),
        sample("empty", &empty, &[]),
    ]
}
