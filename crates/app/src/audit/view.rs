//! What the template shows.

use std::collections::HashMap;

use base::FieldError;
use db::audit::Entry;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use crate::access::{Right, Signed, office};
use crate::units::Unit;

/// Events on a page.
pub(crate) const PER_PAGE: u64 = 50;

/// The names of what the events are about.
pub(crate) struct Names {
    pub(crate) people: HashMap<Uuid, String>,
    pub(crate) units: HashMap<Uuid, Unit>,
}

/// Every id that the events name.
pub(crate) fn named(entries: &[Entry]) -> Vec<Uuid> {
    let ids = |entry: &Entry| [part(&entry.actor).1, part(&entry.subject).1, entry.unit];
    let mut ids: Vec<_> = entries.iter().flat_map(ids).flatten().collect();
    ids.sort();
    ids.dedup();
    ids
}

/// The page.
pub(crate) fn log(
    signed: &Signed,
    entries: &[Entry],
    names: &Names,
    form: &Form,
    wrong: &[FieldError],
    goes_on: bool,
    has_text: impl Fn(&str) -> bool,
) -> Value {
    let last = entries.last().filter(|_| goes_on).map(|entry| entry.number);
    context! {
        office => office(signed, "audit"),
        entries => entries.iter().map(|entry| shown(signed, entry, names, &has_text)).collect::<Vec<_>>(),
        form => form.shown(wrong),
        is_wrong => !wrong.is_empty(),
        older => last.map(|last| address(form, last)),
    }
}

/// The same question for the page that follows.
fn address(form: &Form, before: i64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for field in ["by", "domain", "about", "from", "until"] {
        let typed = form.text(field);
        if !typed.is_empty() {
            query.append_pair(field, &typed);
        }
    }
    format!("/bo/audit?{}", query.append_pair("before", &before.to_string()).finish())
}

fn shown(signed: &Signed, entry: &Entry, names: &Names, has_text: impl Fn(&str) -> bool) -> Value {
    let (actor, person) = part(&entry.actor);
    let (subject, id) = part(&entry.subject);
    let link = match (subject, id) {
        ("unit", Some(id)) if names.units.contains_key(&id) => Some(format!("/bo/units/{id}")),
        ("person", Some(id)) if signed.may(Right::RunPeople) => Some(format!("/bo/people/{id}")),
        _ => None,
    };
    let action = entry.action.replace('.', "-");
    let name = |id: Option<Uuid>| {
        let id = id?;
        names.people.get(&id).cloned().or_else(|| names.units.get(&id).map(|unit| unit.name.clone()))
    };
    context! {
        number => entry.number,
        at => entry.at.to_rfc3339(),
        // A person who is gone from the tables keeps the name of the kind.
        actor => actor,
        person => name(person),
        // What a later version wrote is shown as it wrote it.
        told => Some(&action).filter(|action| has_text(&format!("action-{action}"))),
        action => entry.action,
        subject => name(id),
        link,
        about => entry.subject,
        unit => name(entry.unit).filter(|_| entry.unit != id),
        detail => detail(&entry.detail),
        hash => entry.hash,
    }
}

/// `unit:0199…` as its kind and its id.
fn part(text: &str) -> (&str, Option<Uuid>) {
    let (kind, id) = text.split_once(':').unwrap_or((text, ""));
    (kind, id.parse().ok())
}

/// A line for each thing that was noted; what is in it is for those who look closely.
fn detail(detail: &serde_json::Value) -> Vec<(String, String)> {
    let Some(fields) = detail.as_object() else { return vec![(String::new(), detail.to_string())] };
    let told = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_there = |(_, value): &(&String, &serde_json::Value)| !value.is_null();
    fields.iter().filter(is_there).map(|(name, value)| (name.clone(), told(value))).collect()
}

/// Without events, with some, and with a question that cannot be read.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    use crate::access::{Grant, Role};

    let administrator = vec![Grant { role: Role::Administrator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), administrator);
    let id = Uuid::from_u128(1);
    let names =
        Names { people: HashMap::from([(id, "Nguyễn Thị Lan".to_owned())]), units: HashMap::new() };
    let entry = |number, actor: &str, action: &str, subject: String| Entry {
        number,
        at: "2026-11-24T01:00:00Z".parse().expect("an instant"),
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject,
        unit: None,
        detail: serde_json::json!({"act": "Nghị quyết 1664", "shares": [1, 2], "note": null}),
        hash: "9f86d081".repeat(8),
    };
    let some = [
        entry(3, &format!("person:{id}"), "unit.found", format!("unit:{id}")),
        entry(2, "system", "person.first", format!("person:{id}")),
        entry(1, "visitor", "reading.upload", "reading:1".to_owned()),
    ];
    let form = Form::new(vec![("domain".to_owned(), "unit".to_owned()), ("from".to_owned(), "x".to_owned())]);
    let wrong = [FieldError::new("from", "date"), FieldError::new("by", "nobody")];
    let page = |case, context| web::Sample { template: "audit/log.html", case, context };
    vec![
        page("empty", log(&signed, &[], &names, &Form::default(), &[], false, |_| true)),
        page(
            "some",
            log(&signed, &some, &names, &form, &[], true, |action| action != "action-reading-upload"),
        ),
        page("wrong", log(&signed, &[], &names, &form, &wrong, false, |_| true)),
    ]
}
