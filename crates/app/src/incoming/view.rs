//! What the templates show.

use std::collections::HashMap;

use base::{FieldError, Result};
use chrono::{Datelike, NaiveDate};
use db::sea_orm::ConnectionTrait;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use super::forms::{CODE, NAME, TITLE, WORDS};
use super::model::{Act, Change, Channel, Happened, Incoming, State, To};
use super::store::{PER_PAGE, Question};
use crate::access::{Right, Signed, office};
use crate::evidence::{Evidence, MOST_FILES};
use crate::people::{self, Choice};
use crate::units::{self, Unit};

#[cfg(test)]
mod samples;
#[cfg(test)]
pub(crate) use samples::samples;

/// Years that are offered besides this one.
const YEARS: i32 = 4;

/// The units and people that some documents name.
#[derive(Clone, Default)]
pub(crate) struct Named {
    units: HashMap<Uuid, Unit>,
    people: HashMap<Uuid, String>,
}

impl Named {
    /// Looks them up, in a statement for each.
    pub(crate) async fn of(
        connection: &impl ConnectionTrait,
        documents: &[Incoming],
        history: &[Happened],
    ) -> Result<Self> {
        let to = || documents.iter().map(|one| one.passed).chain(history.iter().map(|one| one.to)).flatten();
        let units: Vec<_> = documents.iter().map(|one| one.unit).chain(to().filter_map(To::unit)).collect();
        let people: Vec<_> =
            history.iter().filter_map(|one| one.person).chain(to().filter_map(To::person)).collect();
        Ok(Self {
            units: units::among_ids(connection, &units).await?,
            people: people::names(connection, &people).await?,
        })
    }

    fn unit(&self, id: Uuid) -> Option<&str> {
        self.units.get(&id).map(|unit| unit.name.as_str())
    }

    fn to(&self, to: Option<To>) -> Option<&str> {
        match to? {
            To::Unit(id) => self.unit(id),
            To::Person(id) => self.people.get(&id).map(String::as_str),
        }
    }
}

/// What the register is made of.
pub(crate) struct Listed {
    pub(crate) documents: Vec<Incoming>,
    pub(crate) count: u64,
    pub(crate) question: Question,
    pub(crate) named: Named,
    pub(crate) today: NaiveDate,
    /// From 1.
    pub(crate) page: u64,
}

/// The register.
pub(crate) fn list(signed: &Signed, listed: &Listed) -> Value {
    let pages = listed.count.div_ceil(PER_PAGE).max(1);
    let asked = &listed.question;
    let address = |page: u64| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(state) = asked.state {
            query.append_pair("state", state.name());
        }
        if let Some(year) = asked.year {
            query.append_pair("year", &year.to_string());
        }
        if !asked.words.is_empty() {
            query.append_pair("words", &asked.words);
        }
        format!("/bo/incoming?{}", query.append_pair("page", &page.to_string()).finish())
    };
    context! {
        office => office(signed, "documents"),
        may_run => signed.may(Right::RunDocuments),
        documents => listed.documents.iter().map(|one| line(one, &listed.named, listed.today)).collect::<Vec<_>>(),
        count => listed.count,
        is_asked => *asked != Question::default(),
        state => asked.state.map(State::name),
        year => asked.year,
        words => asked.words,
        states => State::ALL.map(State::name),
        years => (0..=YEARS).map(|ago| listed.today.year() - ago).collect::<Vec<_>>(),
        limits => context! { words => CODE },
        page => listed.page,
        pages,
        before => (listed.page > 1).then(|| address(listed.page - 1)),
        after => (listed.page < pages).then(|| address(listed.page + 1)),
    }
}

/// One document as a line.
fn line(one: &Incoming, named: &Named, today: NaiveDate) -> Value {
    let entry = &one.entry;
    context! {
        id => one.id.to_string(),
        place => format!("{}/{}", one.number, one.year),
        unit => named.unit(one.unit),
        channel => one.channel.name(),
        state => one.state.name(),
        arrived_on => entry.arrived_on.to_string(),
        sender => entry.sender,
        code => entry.code,
        document_on => entry.document_on.map(|day| day.to_string()),
        kind => entry.kind,
        title => entry.title,
        words => entry.words,
        due_on => entry.due_on.map(|day| day.to_string()),
        is_overdue => one.state.stands() && entry.due_on.is_some_and(|due| due < today),
        passed => named.to(one.passed),
    }
}

/// Those to whom something may be passed on.
#[derive(Clone, Default)]
pub(crate) struct Choices {
    pub(crate) units: Vec<Unit>,
    pub(crate) people: Vec<Choice>,
}

impl Choices {
    fn shown(&self) -> Value {
        let unit = |unit: &Unit| context! { value => To::Unit(unit.id).name(), name => unit.name };
        let person = |one: &Choice| context! { value => To::Person(one.id).name(), name => one.name };
        context! {
            units => self.units.iter().map(unit).collect::<Vec<_>>(),
            people => self.people.iter().map(person).collect::<Vec<_>>(),
        }
    }
}

fn limits() -> Value {
    context! { name => NAME, code => CODE, title => TITLE, words => WORDS, files => MOST_FILES }
}

/// What the form is made of.
pub(crate) struct New {
    /// Whose registers somebody keeps.
    pub(crate) own: Vec<Unit>,
    pub(crate) choices: Choices,
    pub(crate) today: NaiveDate,
    pub(crate) key: Uuid,
}

/// The form.
pub(crate) fn new(signed: &Signed, shown: &New, form: &Form, wrong: &[FieldError]) -> Value {
    context! {
        office => office(signed, "documents"),
        own => shown.own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        channels => [Channel::Hand, Channel::Mail].map(Channel::name),
        choices => shown.choices.shown(),
        today => shown.today.to_string(),
        key => shown.key.to_string(),
        limits => limits(),
        form => form.shown(wrong),
    }
}

/// What the page of a document is made of.
pub(crate) struct Shown {
    pub(crate) document: Incoming,
    pub(crate) files: Vec<Evidence>,
    pub(crate) history: Vec<Happened>,
    pub(crate) named: Named,
    pub(crate) choices: Choices,
    pub(crate) may_run: bool,
    pub(crate) today: NaiveDate,
    pub(crate) key: Uuid,
}

/// A document with its files and what happened to it; the form that came back stands where it was sent from.
pub(crate) fn document(
    view: &View,
    signed: &Signed,
    shown: &Shown,
    (which, form): (&'static str, &Form),
    wrong: &[FieldError],
) -> Value {
    let document = &shown.document;
    let may = |act: Act| shown.may_run && document.may(act);
    let file = |one: &Evidence| {
        context! {
            address => format!("/bo/incoming/{}/files/{}", document.id, one.id),
            name => one.name,
            kind => one.kind.name(),
            bytes => one.bytes,
            is_picture => one.kind.is_picture(),
        }
    };
    let entry = Form::new(document.entry.fields().map(|(name, value)| (name.to_owned(), value)).to_vec());
    let of = |name: &str| which == name && !wrong.is_empty();
    context! {
        office => office(signed, "documents"),
        organ => document.origin.as_ref().map(|origin| &origin.organ),
        files => shown.files.iter().map(file).collect::<Vec<_>>(),
        history => shown.history.iter().map(|one| event(view, one, &shown.named)).collect::<Vec<_>>(),
        may => context! {
            accept => may(Act::Accept),
            refuse => may(Act::Refuse),
            correct => may(Act::Correct),
            pass => may(Act::Pass),
            cancel => may(Act::Cancel),
        },
        failed => if wrong.is_empty() { "" } else { which },
        choices => shown.choices.shown(),
        entry => if of("correction") { form.shown(wrong) } else { entry.shown(&[]) },
        form => form.shown(wrong),
        key => shown.key.to_string(),
        revision => document.revision,
        today => shown.today.to_string(),
        limits => limits(),
        ..line(document, &shown.named, shown.today)
    }
}

fn event(view: &View, one: &Happened, named: &Named) -> Value {
    let day = |text: &str| web::format::date(view.language, text);
    let change = |change: &Change| {
        let is_day = change.field.ends_with("_on");
        let shown = |text: &str| if is_day && !text.is_empty() { day(text) } else { text.to_owned() };
        context! { field => change.field, before => shown(&change.before), after => shown(&change.after) }
    };
    context! {
        kind => one.act.name(),
        person => one.person.and_then(|person| named.people.get(&person)),
        is_program => one.person.is_none(),
        words => one.words,
        to => named.to(one.to),
        changes => one.changes.iter().map(change).collect::<Vec<_>>(),
        at => web::format::instant(view.language, one.at),
    }
}
