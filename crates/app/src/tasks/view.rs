//! What the templates show.

#[cfg(test)]
mod samples;

use std::collections::HashMap;

use base::FieldError;
use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, Language};

use super::forms::{Verb, WORDS};
use super::model::{State, Task};
use super::series::Series;
use super::store::{Happened, PER_PAGE, Term};
use crate::access::{Right, Signed, office};
use crate::evidence::{Evidence, MOST_FILES};
use crate::readings;
use crate::units::Unit;

#[cfg(test)]
pub(crate) use samples::samples;

/// A page of the list.
pub(crate) struct Listed {
    pub(crate) tasks: Vec<Task>,
    pub(crate) count: u64,
    /// From 1.
    pub(crate) page: u64,
    /// All units there ever were, by name.
    pub(crate) units: Vec<Unit>,
    pub(crate) today: NaiveDate,
}

/// What the page of a task is made of.
pub(crate) struct Shown {
    pub(crate) task: Task,
    pub(crate) events: Vec<Happened>,
    /// Files, by what they prove.
    pub(crate) evidence: HashMap<Uuid, Vec<Evidence>>,
    pub(crate) helping: Vec<Uuid>,
    /// Who reported it done last.
    pub(crate) reporter: Option<Uuid>,
    pub(crate) people: HashMap<Uuid, String>,
    pub(crate) units: Vec<Unit>,
    /// Units to which the person may hand it over.
    pub(crate) own: Vec<Unit>,
    /// The rights of the person that reach it.
    pub(crate) may: Vec<Right>,
    /// Id for the next event.
    pub(crate) key: Uuid,
    pub(crate) today: NaiveDate,
}

/// A form that comes back.
pub(crate) struct Typed {
    pub(crate) verb: Verb,
    pub(crate) form: Value,
    pub(crate) wrong: Vec<FieldError>,
}

/// Open tasks of units that have ended.
pub(crate) struct Unowned {
    pub(crate) tasks: Vec<Task>,
    /// Recurring work with runs to come.
    pub(crate) series: Vec<Series>,
    pub(crate) successors: HashMap<Uuid, Vec<Uuid>>,
    /// Those that the person runs, ended ones too.
    pub(crate) units: Vec<Unit>,
    pub(crate) today: NaiveDate,
}

/// Letters of a title in a list.
const SHORT: usize = 140;

/// The list with its question.
pub(crate) fn list(signed: &Signed, form: &Form, listed: &Listed) -> Value {
    let names = names(&listed.units);
    let pages = listed.count.div_ceil(PER_PAGE).max(1);
    let address = |page: u64| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for field in ["q", "state", "term", "unit", "plan"] {
            let typed = form.text(field);
            if !typed.is_empty() {
                query.append_pair(field, &typed);
            }
        }
        format!("/bo/tasks?{}", query.append_pair("page", &page.to_string()).finish())
    };
    context! {
        office => office(signed, "tasks"),
        may_run => signed.may(Right::RunTasks),
        tasks => listed.tasks.iter().map(|task| line(task, listed.today, &names)).collect::<Vec<_>>(),
        count => listed.count,
        page => listed.page,
        pages,
        before => (listed.page > 1).then(|| address(listed.page - 1)),
        after => (listed.page < pages).then(|| address(listed.page + 1)),
        states => State::ALL.map(State::name),
        terms => Term::ALL.map(|(_, name)| name),
        units => listed.units.iter().map(named).collect::<Vec<_>>(),
        plan => form.text("plan"),
        is_asked => ["q", "state", "term", "unit", "plan"].iter().any(|field| !form.text(field).is_empty()),
        form => form.shown(&[]),
    }
}

/// One task.
pub(crate) fn task(language: Language, signed: &Signed, shown: &Shown, typed: Option<&Typed>) -> Value {
    let (task, names) = (&shown.task, names(&shown.units));
    let event = |event: &Happened| {
        context! {
            kind => event.kind,
            person => event.person.and_then(|id| shown.people.get(&id)),
            at => web::format::instant(language, event.at),
            words => event.words,
            percent => event.percent,
            before => event.days.0.map(|day| day.to_string()),
            after => event.days.1.map(|day| day.to_string()),
            from => event.units.and_then(|(from, _)| names.get(&from)),
            to => event.units.and_then(|(_, to)| names.get(&to)),
            files => shown.evidence.get(&event.id).into_iter().flatten().map(|file| shown_file(task, file)).collect::<Vec<_>>(),
        }
    };
    context! {
        office => office(signed, "tasks"),
        deliverable => task.deliverable,
        progress => task.progress,
        revision => task.revision,
        done_on => task.done_on.map(|day| day.to_string()),
        first_due_on => task.first_due_on.filter(|day| Some(*day) != task.due_on).map(|day| day.to_string()),
        origin => task.origin.as_ref().map(|origin| context! {
            number => origin.plan_number,
            path => origin.clause_path,
            address => format!("/bo/plans/{}/clauses/{}#clause", origin.plan, origin.clause),
        }),
        helping => shown.helping.iter().filter_map(|id| names.get(id)).collect::<Vec<_>>(),
        // The last first, as one looks for news.
        events => shown.events.iter().rev().map(event).collect::<Vec<_>>(),
        verbs => verbs(shown, signed).into_iter().map(Verb::name).collect::<Vec<_>>(),
        is_own_report => task.state == State::ReportedDone && shown.reporter == Some(signed.person()),
        own => shown.own.iter().filter(|unit| unit.id != task.lead).map(named).collect::<Vec<_>>(),
        key => shown.key.to_string(),
        today => shown.today.to_string(),
        limits => context! { words => WORDS, files => MOST_FILES },
        failed => typed.map(|typed| typed.verb.name()),
        wrong => typed.and_then(|typed| typed.wrong.iter().find(|wrong| wrong.field == "act")).map(|wrong| wrong.code.clone()),
        form => typed.map_or_else(|| Form::default().shown(&[]), |typed| typed.form.clone()),
        ..line(task, shown.today, &names)
    }
}

fn shown_file(task: &Task, file: &Evidence) -> Value {
    context! {
        name => file.name,
        kind => file.kind.name(),
        is_picture => file.kind.is_picture(),
        kilobytes => file.bytes.div_ceil(1024),
        address => format!("/bo/tasks/{}/evidence/{}", task.id, file.id),
    }
}

/// What the person may do to it now.
fn verbs(shown: &Shown, signed: &Signed) -> Vec<Verb> {
    let (state, may) = (shown.task.state, |right: Right| shown.may.contains(&right));
    let mut verbs = Vec::new();
    if may(Right::DoTasks) && matches!(state, State::NotStarted | State::InProgress | State::Returned) {
        verbs.extend([Verb::Progress, Verb::ReportDone]);
    }
    let is_others = shown.reporter != Some(signed.person());
    if may(Right::ConfirmTasks) && state == State::ReportedDone && is_others {
        verbs.extend([Verb::Confirm, Verb::Return]);
    }
    if may(Right::RunTasks) && state.is_open() {
        verbs.extend([Verb::Extend, Verb::HandOver]);
        match state {
            State::Suspended => verbs.push(Verb::Resume),
            State::ReportedDone => {}
            _ => verbs.push(Verb::Suspend),
        }
        verbs.push(Verb::Cancel);
    }
    verbs
}

/// Tasks without an owner, unit by unit.
pub(crate) fn unowned(signed: &Signed, unowned: &Unowned, form: &Form, wrong: &[FieldError]) -> Value {
    let names = names(&unowned.units);
    let holding: Vec<_> = unowned.units.iter().filter(|unit| unit.holds_on(unowned.today)).collect();
    let of = |unit: &Unit| {
        let tasks: Vec<_> = unowned.tasks.iter().filter(|task| task.lead == unit.id).collect();
        let field = format!("to.{}", unit.id);
        // What was chosen, else the successor that holds today; the greatest share comes first.
        let proposed = unowned.successors.get(&unit.id).into_iter().flatten();
        let proposed = proposed.copied().find(|id| holding.iter().any(|unit| unit.id == *id));
        let chosen = form.text(&field).parse().ok().or(proposed);
        let series: Vec<_> = unowned.series.iter().filter(|series| series.lead == unit.id).collect();
        (!tasks.is_empty() || !series.is_empty()).then(|| {
            context! {
                field,
                chosen => chosen.map(|id: Uuid| id.to_string()),
                tasks => tasks.iter().map(|task| line(task, unowned.today, &names)).collect::<Vec<_>>(),
                series => series.iter().map(|series| readings::excerpt(&series.title, SHORT)).collect::<Vec<_>>(),
                ..named(unit)
            }
        })
    };
    context! {
        office => office(signed, "tasks"),
        count => unowned.tasks.len(),
        groups => unowned.units.iter().filter_map(of).collect::<Vec<_>>(),
        units => holding.iter().map(|unit| named(unit)).collect::<Vec<_>>(),
        limits => context! { words => WORDS },
        form => form.shown(wrong),
    }
}

/// A task as lists show it.
pub(crate) fn line(task: &Task, today: NaiveDate, names: &HashMap<Uuid, String>) -> Value {
    context! {
        id => task.id.to_string(),
        title => task.title,
        short => readings::excerpt(&task.title, SHORT),
        period => task.period(),
        state => task.state.name(),
        standing => task.standing(today).name(),
        due_on => task.due_on.map(|day| day.to_string()),
        progress => task.progress,
        lead => names.get(&task.lead),
        lead_id => task.lead.to_string(),
    }
}

fn named(unit: &Unit) -> Value {
    context! { id => unit.id.to_string(), name => unit.name, last_day => unit.last_day().map(|day| day.to_string()) }
}

/// The names of units by their ids.
pub(crate) fn names(units: &[Unit]) -> HashMap<Uuid, String> {
    units.iter().map(|unit| (unit.id, unit.name.clone())).collect()
}
