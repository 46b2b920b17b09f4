//! What the templates show.

mod lists;
#[cfg(test)]
mod samples;

pub(crate) use lists::{Board, Listed, MOST_UNOWNED, Unowned, board, list, unowned};

use std::collections::HashMap;

use base::FieldError;
use chrono::{DateTime, NaiveDate, Utc};
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, Language};

use super::forms::{TITLE, Verb, WORDS};
use super::model::{State, Task};
use super::series::Every;
use super::store::Happened;
use crate::access::{Right, Signed, office};
use crate::evidence::{Evidence, MOST_FILES};
use crate::readings;
use crate::units::Choice;

#[cfg(test)]
pub(crate) use samples::samples;

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
    pub(crate) units: Vec<Choice>,
    /// Units to which the person may hand it over.
    pub(crate) own: Vec<Choice>,
    /// Whether runs of it are to come.
    pub(crate) comes_again: bool,
    /// The rights of the person that reach it.
    pub(crate) may: Vec<Right>,
    /// An id for the event of each form, by the name of its verb: each of them can be sent, one after the other.
    pub(crate) keys: HashMap<&'static str, Uuid>,
    pub(crate) today: NaiveDate,
}

/// A form that comes back.
pub(crate) struct Typed {
    pub(crate) verb: Verb,
    pub(crate) form: Value,
    pub(crate) wrong: Vec<FieldError>,
}

/// What the form of new work is made of.
pub(crate) struct New {
    /// Units that may lead it.
    pub(crate) own: Vec<Choice>,
    /// All that hold today.
    pub(crate) units: Vec<Choice>,
    pub(crate) clause: Option<ForClause>,
    /// A task like it that is there already.
    pub(crate) twin: Option<Task>,
}

/// The clause that new work carries out.
pub(crate) struct ForClause {
    pub(crate) plan_number: String,
    pub(crate) path: String,
    pub(crate) words: String,
    /// Page of the clause.
    pub(crate) address: String,
    /// Where the form goes.
    pub(crate) action: String,
}

/// Letters of a title in a list.
const SHORT: usize = 140;

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
        keys => shown.keys.iter().map(|(verb, key)| (*verb, key.to_string())).collect::<HashMap<_, _>>(),
        reported_late => reported_late(shown).map(|at| web::format::instant(language, at)),
        today => shown.today.to_string(),
        limits => context! { words => WORDS, files => MOST_FILES },
        failed => typed.map(|typed| typed.verb.name()),
        wrong => typed.and_then(|typed| typed.wrong.iter().find(|wrong| wrong.field == "act")).map(|wrong| wrong.code.clone()),
        form => typed.map_or_else(|| Form::default().shown(&[]), |typed| typed.form.clone()),
        ..line(task, shown.today, &names)
    }
}

/// When a task that was done in time by its report was reported done, where that was after its term: whoever confirms it
/// looks at what proves the day.
fn reported_late(shown: &Shown) -> Option<DateTime<Utc>> {
    let task = &shown.task;
    let (due, done) = task.due_on.zip(task.done_on)?;
    let reported = shown.events.iter().rfind(|event| event.kind == Verb::ReportDone.name())?.at;
    let is_late = task.state == State::ReportedDone && done <= due && web::format::day_of(reported) > due;
    is_late.then_some(reported)
}

fn shown_file(task: &Task, file: &Evidence) -> Value {
    context! {
        name => file.name,
        kind => file.kind.name(),
        is_picture => file.kind.is_picture(),
        bytes => file.bytes,
        address => format!("/bo/tasks/{}/evidence/{}", task.id, file.id),
    }
}

/// What the person may do to it now.
pub(crate) fn verbs(shown: &Shown, signed: &Signed) -> Vec<Verb> {
    let (state, may) = (shown.task.state, |right: Right| shown.may.contains(&right));
    let mut verbs = Vec::new();
    if may(Right::DoTasks) && state.is_worked_on() {
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
    if may(Right::RunTasks) && shown.task.series.is_some() && shown.comes_again {
        verbs.push(Verb::EndSeries);
    }
    verbs
}

/// New work.
pub(crate) fn new_work(signed: &Signed, new: &New, form: &Form, wrong: &[FieldError]) -> Value {
    let helping = form.all("helping");
    let helper =
        |unit: &Choice| context! { is_chosen => helping.contains(&unit.id.to_string()), ..named(unit) };
    context! {
        office => office(signed, if new.clause.is_some() { "plans" } else { "tasks" }),
        action => new.clause.as_ref().map_or("/bo/tasks", |clause| &clause.action),
        clause => new.clause.as_ref().map(|clause| context! {
            number => clause.plan_number, path => clause.path, words => clause.words, address => clause.address,
        }),
        own => new.own.iter().map(named).collect::<Vec<_>>(),
        units => new.units.iter().map(helper).collect::<Vec<_>>(),
        twin => new.twin.as_ref().map(|task| context! { id => task.id.to_string(), title => task.title }),
        repeats => Every::ALL.map(Every::name),
        limits => context! { title => TITLE },
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
        revision => task.revision,
        state => task.state.name(),
        standing => task.standing(today).name(),
        due_on => task.due_on.map(|day| day.to_string()),
        progress => task.progress,
        lead => names.get(&task.lead),
        first_lead => task.first_lead.and_then(|id| names.get(&id)),
        lead_id => task.lead.to_string(),
    }
}

fn named(unit: &Choice) -> Value {
    context! { id => unit.id.to_string(), name => unit.name, last_day => unit.last_day().map(|day| day.to_string()) }
}

/// The names of units by their ids.
pub(crate) fn names<'a>(
    units: impl IntoIterator<Item = impl Into<(Uuid, &'a str)>>,
) -> HashMap<Uuid, String> {
    units.into_iter().map(Into::into).map(|(id, name)| (id, name.to_owned())).collect()
}
