//! What the template shows.

use base::{Actor, FieldError};
use db::audit::Entry;
use minijinja::{Value, context};
use web::{Form, View};

use super::detail::{self, Line};
use super::export;
use super::forms::{DOMAINS, Question, choice};
use super::model::Check;
use super::names::{Names, part};
use crate::access::{Right, Signed, office};
use crate::people::Choice;

/// Events on a page.
pub(crate) const PER_PAGE: u64 = 50;

/// What a page of the log shows.
pub(crate) struct Log<'a> {
    pub(crate) entries: &'a [Entry],
    /// Whether there are more, further back.
    pub(crate) goes_on: bool,
    pub(crate) names: &'a Names,
    /// Those who can be chosen, and whether there are more of them.
    pub(crate) people: &'a (Vec<Choice>, bool),
    /// What was asked; none where it could not be read.
    pub(crate) question: Option<&'a Question>,
    /// The last check, for those who may ask for one.
    pub(crate) check: Option<&'a Check>,
    /// Whether it is being worked on.
    pub(crate) runs: bool,
}

/// The page; `wrong` is about the question or the check, whichever was handed in.
pub(crate) fn log(view: &View, signed: &Signed, log: &Log<'_>, form: &Form, wrong: &[FieldError]) -> Value {
    let address = log.question.map(Question::address);
    let older = address.as_deref().zip(log.entries.last().filter(|_| log.goes_on));
    let older = older.map(|(address, last)| {
        let and = if address.is_empty() { "" } else { "&" };
        format!("/bo/audit?{address}{and}before={}", last.number)
    });
    context! {
        office => office(signed, "audit"),
        entries => log.entries.iter().map(|entry| shown(view, entry, log.names)).collect::<Vec<_>>(),
        form => form.shown(wrong),
        domains => DOMAINS,
        actors => actors(log),
        people_go_on => log.people.1,
        is_asked => address.as_deref().is_some_and(|address| !address.is_empty()),
        is_wrong => log.question.is_none(),
        address,
        most => export::MOST,
        older,
        may_check => signed.may(Right::CheckAudit),
        check => log.check.map(|check| checked(view, check, log)),
    }
}

/// Those who can be chosen: whoever was chosen is among them.
fn actors(log: &Log<'_>) -> Vec<Value> {
    let one = |value: String, name: &str, login: &str| context! { value, name, login };
    let mut actors: Vec<_> =
        log.people.0.iter().map(|person| one(person.id.to_string(), &person.name, &person.login)).collect();
    let chosen = log.question.and_then(|question| question.by.as_ref());
    if let Some(Actor::Person(id)) = chosen
        && log.people.0.iter().all(|person| person.id != *id)
    {
        let name = log.names.people.get(id).map(String::as_str).unwrap_or_default();
        actors.push(one(choice(&Actor::Person(*id)), name, ""));
    }
    actors
}

fn shown(view: &View, entry: &Entry, names: &Names) -> Value {
    let (actor, person) = part(&entry.actor);
    let subject = part(&entry.subject).1;
    let name = |named: Option<(String, Option<String>)>| named.map(|(name, _)| name);
    let (about, link) = subject.and_then(|id| names.find(id)).unzip();
    let unit = entry.unit.filter(|unit| Some(*unit) != subject).and_then(|id| names.find(id));
    context! {
        number => entry.number,
        at => entry.at.to_rfc3339(),
        // A person who is gone from the tables keeps the name of the kind.
        actor => if ["person", "visitor", "system"].contains(&actor) { actor } else { "unknown" },
        person => name(person.and_then(|id| names.find(id))),
        // What a later version wrote is shown as it wrote it.
        told => action_text(view, &entry.action).is_some().then(|| entry.action.replace('.', "-")),
        action => entry.action,
        subject => about,
        link => link.flatten(),
        about => entry.subject,
        unit => name(unit),
        detail => detail::lines(view, &entry.detail, names).iter().map(Line::shown).collect::<Vec<_>>(),
        hash => entry.hash,
    }
}

/// The words for an action; none for one that a later version wrote.
pub(crate) fn action_text(view: &View, action: &str) -> Option<String> {
    let key = format!("action-{}", action.replace('.', "-"));
    Some(view.text(&key)).filter(|text| *text != key)
}

fn checked(view: &View, check: &Check, log: &Log<'_>) -> Value {
    context! {
        by => log.names.people.get(&check.person),
        asked_at => check.asked_at.to_rfc3339(),
        runs => log.runs,
        at => check.ended.as_ref().map(|ended| ended.at.to_rfc3339()),
        is_whole => check.ended.as_ref().is_some_and(|ended| ended.result == "audit-whole"),
        result => view.text(check.ended.as_ref().map_or("audit-failed", |ended| &ended.result)),
        detail => check.ended.as_ref().map(|ended| ended.detail.as_str()),
        kept => check.kept.as_ref().map(ToString::to_string),
    }
}

/// Without events, with some, and with a question that cannot be read.
#[cfg(test)]
pub(crate) fn samples(site: &web::Site, language: web::Language) -> Vec<web::Sample> {
    use super::model::Ended;
    use crate::access::{Grant, Role};
    use uuid::Uuid;

    let view = View::new(site.clone(), language);
    let signed = |role| {
        let grants = vec![Grant { role, unit: None }];
        Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants)
    };
    let id = Uuid::from_u128(1);
    let at = "2026-11-24T01:00:00Z".parse().expect("an instant");
    let names =
        Names {
            people: [(id, "Nguyễn Thị Lan".to_owned())].into(), opens_people: true, ..Names::default()
        };
    let entry = |number, actor: &str, action: &str, subject: String| Entry {
        number,
        at,
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject,
        unit: None,
        detail: serde_json::json!({"act": "Nghị quyết 1664", "shares": [[id, id, 1_000_000]], "note": null}),
        hash: "9f86d081".repeat(8),
    };
    let some = [
        entry(4, "robot", "later.version", "later".to_owned()),
        entry(3, &format!("person:{id}"), "unit.found", format!("unit:{id}")),
        entry(2, "system", "person.first", format!("person:{id}")),
        entry(1, "visitor", "reading.upload", "reading:1".to_owned()),
    ];
    let people = |goes_on| {
        (vec![Choice { id, name: "Nguyễn Thị Lan".to_owned(), login: "lan.nt".to_owned() }], goes_on)
    };
    let (few, many) = (people(false), people(true));
    let question = Question { by: Some(Actor::Person(Uuid::nil())), ..Question::default() };
    let check = |ended| Check { id, person: id, asked_at: at, kept: None, ended };
    let whole = Ended { at, result: "audit-whole".to_owned(), detail: format!("4:{}", "9f86d081".repeat(8)) };
    let (running, ended, failed) = (check(None), check(Some(whole)), check(Some(Ended::failed(at))));
    let empty = Log {
        entries: &[],
        goes_on: false,
        names: &names,
        people: &few,
        question: Some(&question),
        check: None,
        runs: false,
    };
    let full = Log { entries: &some, goes_on: true, people: &many, check: Some(&ended), ..empty };
    let form = Form::new(vec![("domain".to_owned(), "unit".to_owned()), ("from".to_owned(), "x".to_owned())]);
    let wrong = ["from", "by", "domain", "until", "kept", "before", "about"]
        .map(|field| FieldError::new(field, "choose"));
    let (administrator, leader) = (signed(Role::Administrator), signed(Role::Leader));
    let plain = Form::default();
    let page = |case, context| web::Sample { template: "audit/log.html", case, context };
    let unread = Log { question: None, check: Some(&failed), ..full };
    let waiting = Log { check: Some(&running), runs: true, ..full };
    vec![
        page("empty", log(&view, &leader, &empty, &plain, &[])),
        page("some", log(&view, &administrator, &full, &form, &[])),
        page("checking", log(&view, &administrator, &waiting, &plain, &[])),
        page("wrong", log(&view, &administrator, &unread, &form, &wrong)),
    ]
}
