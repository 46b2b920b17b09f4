//! Work that a coordinator sets up by hand, and what is done to several tasks at once.

use base::Result;
use chrono::{Datelike, NaiveDate};
use uuid::Uuid;
use web::Form;

use super::{Verb, WORDS};
use crate::tasks::model::Act;
use crate::tasks::series::Every;

/// Longest title and deliverable, in letters.
pub(crate) const TITLE: usize = 1_000;

/// Work to be set up.
#[derive(Clone, Debug)]
pub(crate) struct NewWork {
    /// Id that the form proposed for it, so that the form sent twice sets it up once.
    pub(crate) key: Option<Uuid>,
    pub(crate) title: String,
    pub(crate) deliverable: Option<String>,
    pub(crate) lead: Uuid,
    pub(crate) helping: Vec<Uuid>,
    pub(crate) due_on: Option<NaiveDate>,
    /// Where it comes again; `due_on` then says month and day of each run.
    pub(crate) every: Option<Every>,
    /// That a task like it is there already was seen.
    pub(crate) anyway: bool,
}

impl NewWork {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let lead = form.id("lead");
        if lead.is_none() {
            form.wrong("lead", "choose");
        }
        let every = form.text("every");
        if !every.is_empty() && Every::named(&every).is_none() {
            form.wrong("every", "choose");
        }
        let new = Self {
            key: form.id("key"),
            title: form.required("title", TITLE),
            deliverable: form.optional("deliverable", TITLE),
            lead: lead.unwrap_or_default(),
            helping: form.all("helping").iter().filter_map(|id| id.parse().ok()).collect(),
            due_on: (!form.text("due_on").is_empty()).then(|| form.date("due_on")),
            every: Every::named(&every),
            anyway: !form.text("anyway").is_empty(),
        };
        form.finish(new)
    }

    /// Month and day on which each run is due.
    pub(crate) fn month_day(&self) -> Option<(u32, u32)> {
        self.due_on.map(|day| (day.month(), day.day()))
    }
}

/// Something to be done to several tasks.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    /// Each with the revision that was seen.
    pub(crate) tasks: Vec<(Uuid, i32)>,
    pub(crate) act: Act,
}

impl Chosen {
    /// # Errors
    /// [`base::Error::Invalid`], field by field; `task` where none is chosen.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let task = |ticked: &String| {
            let (id, revision) = ticked.split_once('.')?;
            Some((id.parse().ok()?, revision.parse().ok()?))
        };
        let tasks: Vec<_> = form.all("task").iter().filter_map(task).collect();
        if tasks.is_empty() {
            form.wrong("task", "choose-tasks");
        }
        let reason = form.required("words", WORDS);
        let act = if form.text("do") == Verb::Extend.name() {
            Act::Extend { due_on: form.date("due_on"), reason }
        } else {
            let to = form.id("to");
            if to.is_none() {
                form.wrong("to", "choose");
            }
            Act::HandOver { to: to.unwrap_or_default(), reason }
        };
        form.finish(Self { tasks, act })
    }
}
