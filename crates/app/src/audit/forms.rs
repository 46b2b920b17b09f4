//! The question that the page is asked.

use base::{Actor, Result};
use chrono::{Days, NaiveDate};
use db::Head;
use db::audit::Filter;
use db::sea_orm::sea_query::SelectStatement;
use uuid::Uuid;
use web::Form;

/// Domains of events: what stands before the dot of an action.
pub(crate) const DOMAINS: [&str; 14] = [
    "unit",
    "person",
    "plan",
    "task",
    "indicator",
    "report",
    "document",
    "incoming",
    "exchange",
    "notice",
    "reading",
    "audit",
    "sample",
    "instance",
];
/// Most letters of what an event is about.
const SUBJECT: usize = 100;

/// Which events are wanted; what is left out excludes none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) by: Option<Actor>,
    pub(crate) domain: Option<&'static str>,
    /// One thing, as the audit names it: `unit:0199…`.
    pub(crate) about: Option<String>,
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    pub(crate) until: Option<NaiveDate>,
    /// The number of the event at which the page before ended.
    pub(crate) before: Option<i64>,
}

impl Question {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let question = Self {
            by: chosen(form, "by", actor),
            domain: chosen(form, "domain", |typed| DOMAINS.into_iter().find(|domain| *domain == typed)),
            about: form.optional("about", SUBJECT),
            from: chosen_day(form, "from"),
            until: chosen_day(form, "until"),
            before: chosen(form, "before", |typed| typed.parse().ok()),
        };
        if question.from.zip(question.until).is_some_and(|(from, until)| until < from) {
            form.wrong("until", "before-begin");
        }
        form.finish(question)
    }

    /// The same as the database is asked, within `units`.
    pub(crate) fn filter(&self, units: Option<SelectStatement>) -> Filter {
        let next = |day: NaiveDate| day.checked_add_days(Days::new(1));
        Filter {
            actor: self.by.as_ref().map(Actor::to_string),
            domain: self.domain.map(str::to_owned),
            subject: self.about.clone(),
            from: self.from.map(web::format::begin_of),
            to: self.until.and_then(next).map(web::format::begin_of),
            units,
            before: self.before,
        }
    }

    /// Its fields in an address, but where the page before ended.
    pub(crate) fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("by", self.by.as_ref().map(choice)),
            ("domain", self.domain.map(str::to_owned)),
            ("about", self.about.clone()),
            ("from", self.from.map(|day| day.to_string())),
            ("until", self.until.map(|day| day.to_string())),
        ];
        for (field, value) in fields.into_iter().filter_map(|(field, value)| Some((field, value?))) {
            query.append_pair(field, &value);
        }
        query.finish()
    }
}

/// Somebody as the list of them has it: an id, or a kind.
pub(crate) fn choice(actor: &Actor) -> String {
    match actor {
        Actor::Person(id) => id.to_string(),
        other => other.to_string(),
    }
}

fn actor(typed: &str) -> Option<Actor> {
    let others = [Actor::System, Actor::Visitor].into_iter().find(|actor| actor.to_string() == typed);
    others.or_else(|| typed.parse::<Uuid>().ok().map(Actor::Person))
}

/// A head that was kept elsewhere, to be found in the chain; none where nothing was typed.
///
/// # Errors
/// [`base::Error::Invalid`] for `kept`.
pub(crate) fn kept(form: &mut Form) -> Result<Option<Head>> {
    let typed = form.text("kept");
    let head = typed.parse().ok();
    if head.is_none() && !typed.is_empty() {
        form.wrong("kept", "head");
    }
    form.finish(head)
}

fn chosen<T>(form: &mut Form, field: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    if form.text(field).is_empty() { None } else { form.choice(field, known) }
}

fn chosen_day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    if form.text(field).is_empty() { None } else { Some(form.date(field)) }
}
