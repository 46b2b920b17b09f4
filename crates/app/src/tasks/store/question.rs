use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::tasks::model::State;

/// Which tasks are wanted; what is left out excludes none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Words of the title.
    pub(crate) words: String,
    pub(crate) state: Option<State>,
    /// How they stand to their term.
    pub(crate) term: Option<Term>,
    /// Led by this unit or one below it.
    pub(crate) lead: Option<Uuid>,
    /// First in one of these plans.
    pub(crate) plans: Vec<Uuid>,
    pub(crate) order: Order,
}

/// What stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TaskOrder)]
pub(crate) enum Order {
    /// Those due first; those without a last day at the end.
    #[default]
    Due,
    /// Those due last.
    DueLast,
    /// Those set up last.
    Newest,
    /// Those done last; only on the board.
    #[serde(skip)]
    DoneLast,
}

impl Order {
    /// All of them, with their names in addresses and, after `task-sort-`, in texts.
    pub(crate) const ALL: [(Self, &'static str); 3] =
        [(Self::Due, "due"), (Self::DueLast, "due_last"), (Self::Newest, "newest")];

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, other)| *other == name).map(|(order, _)| order)
    }
}

/// A question about the term of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TaskTerm)]
pub(crate) enum Term {
    /// Something is to be done still.
    Open,
    /// Past the last day.
    Overdue,
    /// The last day is near.
    Soon,
}

impl Term {
    /// All of them, with their names in addresses and, after `task-term-`, in texts.
    pub(crate) const ALL: [(Self, &'static str); 3] =
        [(Self::Open, "open"), (Self::Overdue, "overdue"), (Self::Soon, "soon")];

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, other)| *other == name).map(|(term, _)| term)
    }
}
