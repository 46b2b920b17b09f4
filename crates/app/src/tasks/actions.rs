//! The verbs.

use std::collections::BTreeSet;

use base::{Actor, Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use files::Hash;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::forms::{Chosen, NewAct, NewWork, Verb};
use super::model::{Act, Mode, Origin, State, Task, is_too_far};
use super::series::{Every, Series};
use super::store::{self, Happened, SetUp};
use super::words::Words;
use crate::AppState;
use crate::access::{Right, Scope, Signed};
use crate::{evidence, units};

/// A task to be added.
pub(crate) struct NewTask {
    /// Its id, where one was proposed.
    pub(crate) id: Option<Uuid>,
    pub(crate) origin: Option<Origin>,
    pub(crate) title: String,
    pub(crate) deliverable: Option<String>,
    pub(crate) lead: Uuid,
    pub(crate) others: Vec<(Uuid, Mode)>,
    pub(crate) due_on: Option<NaiveDate>,
    /// The recurring work of which it is a run, and the run.
    pub(crate) series: Option<(Uuid, String)>,
}

/// Recurring work to be added.
pub(crate) struct NewSeries {
    /// What each run is.
    pub(crate) task: NewTask,
    pub(crate) every: Every,
    pub(crate) month_day: Option<(u32, u32)>,
    pub(crate) first_on: NaiveDate,
    pub(crate) last_on: Option<NaiveDate>,
}

/// Adds a task, within somebody's transaction.
pub(crate) async fn found(tx: &WriteTx, new: NewTask) -> Result<Uuid> {
    let task = Task {
        id: new.id.unwrap_or_else(|| tx.next_id()),
        origin: new.origin,
        series: new.series,
        title: new.title,
        deliverable: new.deliverable,
        lead: new.lead,
        first_lead: None,
        state: State::NotStarted,
        first_due_on: new.due_on,
        due_on: new.due_on,
        done_on: None,
        progress: 0,
        revision: 1,
    };
    store::add(tx, &task, &new.others).await?;
    let happened = Happened {
        id: tx.next_id(),
        kind: "found".to_owned(),
        person: person(tx),
        days: (None, new.due_on),
        at: tx.now(),
        ..Happened::default()
    };
    store::add_event(tx, task.id, &happened).await?;
    tx.record(event("task.found", &task).with("due_on", task.due_on)?);
    Ok(task.id)
}

/// Adds recurring work with the run of today, within somebody's transaction, and gives that run; none where its first
/// period is still to come. Runs of periods that are over are not made up: nobody could do them any more.
pub(crate) async fn found_series(tx: &WriteTx, new: NewSeries) -> Result<Option<Uuid>> {
    let series = Series {
        id: new.task.id.unwrap_or_else(|| tx.next_id()),
        origin: new.task.origin,
        title: new.task.title,
        deliverable: new.task.deliverable,
        lead: new.task.lead,
        helping: new.task.others.into_iter().map(|(unit, _)| unit).collect(),
        every: new.every,
        month_day: new.month_day,
        first_on: new.first_on,
        last_on: new.last_on,
    };
    store::add_series(tx, &series).await?;
    let event = Event::new("task.series", format!("series:{}", series.id)).at(series.lead);
    tx.record(event.with("every", series.every.name())?);
    run(tx, &series, web::format::day_of(tx.now())).await
}

/// Adds the run of recurring work that holds a day, unless it is there or there is none.
pub(crate) async fn run(tx: &WriteTx, series: &Series, day: NaiveDate) -> Result<Option<Uuid>> {
    let Some((period, due_on)) = series.run(day) else { return Ok(None) };
    if store::has_run(tx, series.id, &period).await? {
        return Ok(None);
    }
    let task = NewTask {
        id: None,
        origin: series.origin.clone(),
        title: series.title.clone(),
        deliverable: series.deliverable.clone(),
        lead: series.lead,
        others: series.helping.iter().map(|unit| (*unit, Mode::Cooperate)).collect(),
        due_on: Some(due_on),
        series: Some((series.id, period)),
    };
    found(tx, task).await.map(Some)
}

/// Sets up work by hand, for a clause or on its own; gives the task, none where its first run is still to come.
///
/// # Errors
/// [`Error::Invalid`] for `lead` or `helping` where it is no unit that holds today, or none that the person runs; for `anyway`
/// where its lead has an open task in words much alike, and that was not seen. [`Error::Conflict`] where the key is that of
/// other work.
pub(crate) async fn set_up(
    app: &AppState,
    signed: &Signed,
    new: NewWork,
    origin: Option<Origin>,
) -> Result<Option<Uuid>> {
    let tx = app.db.write(signed.actor()).await?;
    let (scope, today) = (signed.scope(Right::RunTasks), web::format::day_of(tx.now()));
    may_lead(&tx, &scope, new.lead).await.map_err(|_| Error::invalid("lead", "choose"))?;
    if let Some(key) = new.key
        && let Some(before) = store::set_up_as(&tx, key).await?
    {
        // The same form sent twice; a page taken back from the browser's memory proposes its id for other work.
        let is_same = is_set_up_as(&new, origin.as_ref(), &before);
        return if is_same { Ok(before.id) } else { Err(Error::Conflict) };
    }
    if new.due_on.is_some_and(|due_on| is_too_far(due_on, today)) {
        return Err(Error::invalid("due_on", "too-far"));
    }
    let holding = units::all(&tx, Some(today)).await?;
    if new.helping.iter().any(|id| holding.iter().all(|unit| unit.id != *id)) {
        return Err(Error::invalid("helping", "choose"));
    }
    if !new.anyway
        && let Some(twin) = twin(&store::open_of(&tx, &scope, &[new.lead], None).await?, &new.title)
    {
        // The same form sent twice at once: the other one was faster.
        let is_itself = [Some(twin.id), twin.series.as_ref().map(|(id, _)| *id)].contains(&new.key);
        return Err(if new.key.is_some() && is_itself {
            Error::Conflict
        } else {
            Error::invalid("anyway", "twin")
        });
    }
    let month_day = new.month_day();
    let task = NewTask {
        id: new.key,
        origin,
        title: new.title,
        deliverable: new.deliverable,
        lead: new.lead,
        others: new.helping.into_iter().map(|unit| (unit, Mode::Cooperate)).collect(),
        due_on: new.due_on,
        series: None,
    };
    let made = match new.every {
        None => Some(found(&tx, task).await?),
        Some(every) => {
            found_series(&tx, NewSeries { task, every, month_day, first_on: today, last_on: None }).await?
        }
    };
    tx.commit().await?;
    Ok(made)
}

/// Whether what was set up is what is to be set up.
fn is_set_up_as(new: &NewWork, origin: Option<&Origin>, before: &SetUp) -> bool {
    let recurs = new.every.map(|every| (every, new.month_day()));
    // Its lead takes part once, whoever says so.
    let others =
        |units: &[Uuid]| units.iter().copied().filter(|unit| *unit != new.lead).collect::<BTreeSet<_>>();
    (&new.title, &new.deliverable, new.lead) == (&before.title, &before.deliverable, before.lead)
        && others(&new.helping) == others(&before.helping)
        && origin.map(|origin| origin.clause) == before.clause
        && recurs == before.recurs
        && (recurs.is_some() || new.due_on == before.due_on)
}

/// The one of some tasks that is about the same work as a title, if there is one.
pub(crate) fn twin<'task>(tasks: &'task [Task], title: &str) -> Option<&'task Task> {
    let words = Words::new(title);
    tasks.iter().find(|task| Words::new(&task.title).likeness(&words) >= Words::ALIKE)
}

/// Does one thing to several tasks, to all of them or none.
///
/// # Errors
/// As [`act`]; for `task` where the state of one does not allow it.
pub(crate) async fn act_on_chosen(app: &AppState, signed: &Signed, chosen: &Chosen) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let scope = signed.scope(Right::RunTasks);
    if let Act::HandOver { to, .. } = chosen.act {
        may_lead(&tx, &scope, to).await?;
    }
    for (id, revision) in &chosen.tasks {
        let task = store::find(&tx, *id, &scope).await?;
        if task.revision != *revision {
            return Err(Error::invalid("task", "changed-meanwhile"));
        }
        if !units::is_within(&tx, task.lead, &scope).await? {
            return Err(Error::NotFound);
        }
        act_in(&tx, signed, &task, &NewAct::alone(chosen.act.clone())).await.map_err(
            |error| match error {
                Error::Invalid(wrong)
                    if wrong.iter().any(|wrong| wrong.field == "act" || wrong.field == "to") =>
                {
                    Error::invalid("task", "chosen-state")
                }
                other => other,
            },
        )?;
    }
    tx.commit().await
}

/// Does something to a task.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit that leads it, [`Error::Invalid`] as [`Task::after`] says,
/// [`Error::Conflict`] where it changed since the person saw it, or where the key is that of something else.
pub(crate) async fn act(app: &AppState, signed: &Signed, id: Uuid, verb: Verb, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let task = store::find(&tx, id, &signed.scope(Right::SeeTasks)).await?;
    let scope = signed.scope(verb.right());
    if verb != Verb::Comment && !units::is_within(&tx, task.lead, &scope).await? {
        return Err(Error::NotFound);
    }
    if let Some(key) = new.key
        && let Some((of, before)) = store::find_event(&tx, key).await?
    {
        // The same form sent twice, unless the id was taken for something else.
        let is_same = (of, before.person) == (id, Some(signed.person()))
            && says(&before, &new.act)
            && store::files_of(&tx, id, key).await? == files(&new);
        return if is_same { Ok(()) } else { Err(Error::Conflict) };
    }
    if verb != Verb::Comment && new.revision != task.revision {
        return Err(Error::Conflict);
    }
    if let Act::HandOver { to, .. } = new.act {
        may_lead(&tx, &scope, to).await?;
    }
    act_in(&tx, signed, &task, &new).await?;
    tx.commit().await
}

/// A unit that holds today, within the scope.
pub(super) async fn may_lead(tx: &WriteTx, scope: &Scope, unit: Uuid) -> Result<()> {
    let today = web::format::day_of(tx.now());
    let is_good = units::is_within(tx, unit, scope).await? && units::find(tx, unit).await?.holds_on(today);
    if is_good { Ok(()) } else { Err(Error::invalid("to", "choose")) }
}

/// Whether what happened is what an act says.
fn says(before: &Happened, act: &Act) -> bool {
    let (mut percent, mut day, mut unit) = (None, None, None);
    match act {
        Act::Progress { percent: of, .. } => percent = Some(*of),
        Act::ReportDone { done_on: on, .. } | Act::Extend { due_on: on, .. } => day = Some(*on),
        Act::HandOver { to, .. } => unit = Some(*to),
        _ => {}
    }
    (before.kind.as_str(), before.words.as_deref()) == (act.name(), act.words())
        && (before.percent, before.days.1, before.units.map(|(_, to)| to)) == (percent, day, unit)
}

/// The files that come with an act.
fn files(new: &NewAct) -> BTreeSet<Hash> {
    new.evidence.iter().map(|file| file.file).collect()
}

pub(super) async fn act_in(tx: &WriteTx, signed: &Signed, task: &Task, new: &NewAct) -> Result<()> {
    let NewAct { act, key, .. } = new;
    let today = web::format::day_of(tx.now());
    let reporter = match act {
        Act::Confirm { .. } | Act::Return { .. } => store::reporter(tx, task.id).await?,
        _ => None,
    };
    let after = task.after(act, today, signed.person(), reporter)?;
    if after != *task {
        store::change(tx, task, &after).await?;
    }
    if let (Act::EndSeries { .. }, Some((series, _))) = (act, &task.series) {
        store::end_series(tx, *series, today).await?;
    }
    let happened = Happened {
        id: key.unwrap_or_else(|| tx.next_id()),
        kind: act.name().to_owned(),
        person: Some(signed.person()),
        words: act.words().map(str::to_owned),
        percent: if let Act::Progress { percent, .. } = act { Some(*percent) } else { None },
        days: match act {
            Act::Extend { due_on, .. } => (task.due_on, Some(*due_on)),
            Act::ReportDone { done_on, .. } => (None, Some(*done_on)),
            _ => (None, None),
        },
        units: if let Act::HandOver { to, .. } = act { Some((task.lead, *to)) } else { None },
        at: tx.now(),
    };
    store::add_event(tx, task.id, &happened).await?;
    let mut files = Vec::new();
    for file in &new.evidence {
        let id = evidence::add(tx, file).await?;
        store::add_evidence(tx, task.id, happened.id, id).await?;
        files.push(file.file.to_string());
    }
    if matches!(act, Act::ReportDone { .. } | Act::Return { .. } | Act::HandOver { .. }) {
        jobs::enqueue(tx, super::HAPPENED, &happened.id, None).await?;
    }
    let action = match act {
        Act::Progress { .. } => "task.progress",
        Act::ReportDone { .. } => "task.done",
        Act::Confirm { .. } => "task.confirm",
        Act::Return { .. } => "task.return",
        Act::Extend { .. } => "task.extend",
        Act::Suspend { .. } => "task.suspend",
        Act::Resume { .. } => "task.resume",
        Act::Cancel { .. } => "task.cancel",
        Act::HandOver { .. } => "task.hand-over",
        Act::EndSeries { .. } => "task.end-series",
        Act::Comment { .. } => "task.comment",
    };
    let told = event(action, &after).with("revision", after.revision)?.with("due_on", after.due_on)?;
    if let Some((before, _)) = happened.units {
        // In the audit of both.
        tx.record(told.clone().at(before));
    }
    let told = if files.is_empty() { told } else { told.with("files", files)? };
    // Whoever looks after the program reads the log, and not what units write; its hash keeps it from being changed.
    tx.record(match act.words() {
        None => told,
        Some(words) => told.with("words_sha256", hex::encode(Sha256::digest(words)))?,
    });
    Ok(())
}

pub(super) fn event(action: &'static str, task: &Task) -> Event {
    Event::new(action, format!("task:{}", task.id)).at(task.lead)
}

pub(super) fn person(tx: &WriteTx) -> Option<Uuid> {
    if let Actor::Person(id) = tx.actor() { Some(*id) } else { None }
}
