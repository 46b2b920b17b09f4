//! What is handed in about tasks: one input for each use.

mod work;

pub(crate) use work::{Chosen, NewWork, TITLE};

use base::Result;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web::Form;
pub(crate) use web::form::wrong;

use super::model::{Act, State};
use super::store::{Filter, Order, Term};
use crate::access::Right;
use crate::evidence::{Arrived, Delivery};

/// Longest report, reason and comment, in letters.
pub(crate) const WORDS: usize = 4_000;

/// What can be done to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TaskAct)]
pub(crate) enum Verb {
    Progress,
    #[serde(rename = "done")]
    ReportDone,
    Confirm,
    Return,
    Extend,
    Suspend,
    Resume,
    Cancel,
    HandOver,
    EndSeries,
    Comment,
}

impl Verb {
    /// All of them.
    pub(crate) const ALL: [Self; 11] = [
        Self::Progress,
        Self::ReportDone,
        Self::Confirm,
        Self::Return,
        Self::Extend,
        Self::Suspend,
        Self::Resume,
        Self::Cancel,
        Self::HandOver,
        Self::EndSeries,
        Self::Comment,
    ];

    /// The right it needs, on the unit that leads the task; to comment it is enough to see it.
    pub(crate) fn right(self) -> Right {
        match self {
            Self::Progress | Self::ReportDone => Right::DoTasks,
            Self::Confirm | Self::Return => Right::ConfirmTasks,
            Self::Extend | Self::Suspend | Self::Resume | Self::Cancel | Self::HandOver | Self::EndSeries => {
                Right::RunTasks
            }
            Self::Comment => Right::SeeTasks,
        }
    }

    /// Whether files may come with it.
    pub(crate) fn takes_evidence(self) -> bool {
        matches!(self, Self::Progress | Self::ReportDone | Self::Comment)
    }

    /// Its form on the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::ReportDone => "done",
            Self::Confirm => "confirm",
            Self::Return => "return",
            Self::Extend => "extend",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
            Self::HandOver => "hand-over",
            Self::EndSeries => "end-series",
            Self::Comment => "comment",
        }
    }
}

/// Something to be done to a task.
#[derive(Clone, Debug)]
pub(crate) struct NewAct {
    /// Id that the form proposed, so that the form sent twice is done once.
    pub(crate) key: Option<Uuid>,
    /// The revision that the person saw.
    pub(crate) revision: i32,
    pub(crate) act: Act,
    /// Files that prove it; in the store already.
    pub(crate) evidence: Vec<Arrived>,
}

impl NewAct {
    /// An act of the program's own making, with nothing beside it.
    pub(crate) fn alone(act: Act) -> Self {
        Self { key: None, revision: 0, act, evidence: Vec::new() }
    }

    /// # Errors
    /// [`Error::Invalid`], field by field.
    pub(crate) fn read(Delivery { form, files }: &mut Delivery, verb: Verb) -> Result<Self> {
        let mut words = || form.required("words", WORDS);
        let act = match verb {
            Verb::Progress => {
                let words = words();
                Act::Progress { percent: percent(form), words }
            }
            Verb::ReportDone => {
                let words = words();
                Act::ReportDone { done_on: form.date("done_on"), words }
            }
            Verb::Confirm => Act::Confirm { words: form.optional("words", WORDS) },
            Verb::Return => Act::Return { reason: words() },
            Verb::Extend => {
                let reason = words();
                Act::Extend { due_on: form.date("due_on"), reason }
            }
            Verb::Suspend => Act::Suspend { reason: words() },
            Verb::Resume => Act::Resume { reason: words() },
            Verb::Cancel => Act::Cancel { reason: words() },
            Verb::HandOver => {
                let reason = words();
                let to = form.id("to");
                if to.is_none() {
                    form.wrong("to", "choose");
                }
                Act::HandOver { to: to.unwrap_or_default(), reason }
            }
            Verb::EndSeries => Act::EndSeries { reason: words() },
            Verb::Comment => Act::Comment { words: words() },
        };
        let (key, revision) = (form.id("key"), form.number("revision"));
        let evidence = if verb.takes_evidence() { std::mem::take(files) } else { Vec::new() };
        form.finish(Self { key, revision, act, evidence })
    }
}

/// Open tasks of units that have ended, on their way to others.
#[derive(Clone, Debug)]
pub(crate) struct HandOvers {
    /// From which unit to which.
    pub(crate) units: Vec<(Uuid, Uuid)>,
    pub(crate) reason: String,
}

impl HandOvers {
    /// Units come as `to.<unit>`; where nothing is chosen, the tasks of that unit stay.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `to` where nothing is chosen at all, and for `words`.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let chosen = form.starting("to.");
        let pair = |(from, to): &(String, String)| Some((from.parse().ok()?, to.parse().ok()?));
        let units: Vec<_> = chosen.iter().filter_map(pair).collect();
        if units.is_empty() {
            form.wrong("to", "choose");
        }
        let reason = form.required("words", WORDS);
        form.finish(Self { units, reason })
    }
}

/// The fields of a question about tasks.
pub(crate) const ASKED: [&str; 7] = ["q", "state", "term", "unit", "plan", "sort", "view"];

/// Whether nothing is asked: the list then shows what is not done yet.
pub(crate) fn is_bare(form: &Form) -> bool {
    ASKED.iter().all(|field| ["sort", "view"].contains(field) || form.text(field).is_empty())
}

/// The question of the list: where nothing is asked, what is not done yet.
pub(crate) fn listed(form: &Form) -> Filter {
    let filter = filter(form);
    if is_bare(form) { Filter { term: Some(Term::Open), ..filter } } else { filter }
}

/// The question in an address. `state` names a state, or one of the questions about the term.
pub(crate) fn filter(form: &Form) -> Filter {
    Filter {
        words: form.text("q").chars().take(100).collect(),
        state: State::named(&form.text("state")),
        term: Term::named(&form.text("term")).or_else(|| Term::named(&form.text("state"))),
        lead: form.text("unit").parse().ok(),
        plans: form.all("plan").iter().filter_map(|id| id.parse().ok()).collect(),
        order: Order::named(&form.text("sort")).unwrap_or_default(),
    }
}

fn percent(form: &mut Form) -> i32 {
    let typed = form.text("percent");
    typed.parse().unwrap_or_else(|_| {
        form.wrong("percent", "percent");
        0
    })
}
