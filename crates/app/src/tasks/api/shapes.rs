use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::api::Named;

use crate::access::Signed;
use crate::evidence::Evidence;
use crate::tasks::forms::Verb;
use crate::tasks::model::{self, Standing, State};
use crate::tasks::store::Happened;
use crate::tasks::view::{Shown, names, verbs};

/// Work with a unit that leads it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Task {
    id: Uuid,
    title: String,
    /// What is to come of it.
    deliverable: Option<String>,
    /// The unit that leads it.
    lead: Named,
    state: State,
    /// How it stands to its term today.
    standing: Standing,
    /// Last day in time as first set.
    first_due_on: Option<NaiveDate>,
    /// Last day in time as in force.
    due_on: Option<NaiveDate>,
    /// The day on which the work was done, as reported.
    done_on: Option<NaiveDate>,
    /// In percent, as last reported.
    progress: i32,
    /// Which run of recurring work it is: `2026`, `2026-H1`, `2026-Q1`, `2026-03`.
    period: Option<String>,
    /// Where it comes from; none for work that stands in no plan.
    origin: Option<TaskOrigin>,
    /// Counts acts that change it.
    revision: i32,
}

/// The clause that a task carries out.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskOrigin {
    plan_id: Uuid,
    /// As printed: `15/KH-UBND`.
    plan_number: String,
    clause_id: Uuid,
    /// As printed: `IV.3.1/2`.
    clause_path: String,
}

/// A page of tasks.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskPage {
    pub(crate) items: Vec<Task>,
    /// Which page this is, from 1.
    pub(crate) page: u64,
    pub(crate) per_page: u64,
    /// How many tasks there are on all pages; none where they are more than are counted.
    pub(crate) total: Option<u64>,
    /// Whether another page follows.
    pub(crate) has_next: bool,
}

/// A task with its history.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskDetail {
    #[serde(flatten)]
    task: Task,
    /// The units that take part besides its lead.
    helping: Vec<Named>,
    /// What the person may do to it now, besides a comment.
    acts: Vec<Verb>,
    /// All that happened to it, the first first.
    events: Vec<TaskEvent>,
}

/// Something that happened to a task.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskEvent {
    id: Uuid,
    /// `found`, or the act.
    kind: String,
    /// None: the program itself.
    person: Option<Named>,
    at: DateTime<Utc>,
    /// What was said.
    words: Option<String>,
    percent: Option<i32>,
    /// The last day in time before.
    day_before: Option<NaiveDate>,
    /// The last day in time after, or the day on which the work was done.
    day_after: Option<NaiveDate>,
    /// The unit that led it before and after.
    unit_before: Option<Named>,
    unit_after: Option<Named>,
    /// Files that prove it.
    files: Vec<EventFile>,
}

/// A file that proves something.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventFile {
    pub(crate) id: Uuid,
    name: String,
    /// What it is by its content: `pdf`, `jpeg`, `png`, `webp`, `docx`, `xlsx`, `pptx`, `odt`, `ods`, `text`.
    kind: &'static str,
    bytes: u64,
    /// SHA-256 of its bytes, in hex.
    sha256: String,
}

impl Task {
    /// A task as it stands on a day.
    pub(crate) fn new(task: &model::Task, today: NaiveDate, units: &HashMap<Uuid, String>) -> Self {
        Self {
            id: task.id,
            title: task.title.clone(),
            deliverable: task.deliverable.clone(),
            lead: named(task.lead, units),
            state: task.state,
            standing: task.standing(today),
            first_due_on: task.first_due_on,
            due_on: task.due_on,
            done_on: task.done_on,
            progress: task.progress,
            period: task.period().map(str::to_owned),
            origin: task.origin.as_ref().map(|origin| TaskOrigin {
                plan_id: origin.plan,
                plan_number: origin.plan_number.clone(),
                clause_id: origin.clause,
                clause_path: origin.clause_path.clone(),
            }),
            revision: task.revision,
        }
    }
}

impl TaskDetail {
    /// What the page of a task shows.
    pub(crate) fn new(signed: &Signed, shown: &Shown) -> Self {
        let units = names(&shown.units);
        let event = |event: &Happened| TaskEvent {
            id: event.id,
            kind: event.kind.replace('-', "_"),
            person: event.person.map(|id| named(id, &shown.people)),
            at: event.at,
            words: event.words.clone(),
            percent: event.percent,
            day_before: event.days.0,
            day_after: event.days.1,
            unit_before: event.units.map(|(before, _)| named(before, &units)),
            unit_after: event.units.map(|(_, after)| named(after, &units)),
            files: shown.evidence.get(&event.id).into_iter().flatten().map(EventFile::from).collect(),
        };
        Self {
            task: Task::new(&shown.task, shown.today, &units),
            helping: shown.helping.iter().map(|id| named(*id, &units)).collect(),
            acts: verbs(shown, signed),
            events: shown.events.iter().map(event).collect(),
        }
    }
}

impl From<&Evidence> for EventFile {
    fn from(file: &Evidence) -> Self {
        Self {
            id: file.id,
            name: file.name.clone(),
            kind: file.kind.name(),
            bytes: file.bytes,
            sha256: file.file.to_string(),
        }
    }
}

fn named(id: Uuid, names: &HashMap<Uuid, String>) -> Named {
    Named { id, name: names.get(&id).cloned().unwrap_or_default() }
}
