use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::tasks::model::State;

/// Tasks on a page of the list.
pub(crate) const PER_PAGE: u64 = 50;

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
    /// Something is to be done still, and the last day is not past; also where there is none.
    Within,
    /// Completed on time.
    OnTime,
    /// Completed late.
    Late,
}

impl Term {
    /// All of them, with their names in addresses and, after `task-term-`, in texts.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Open, "open"),
        (Self::Overdue, "overdue"),
        (Self::Soon, "soon"),
        (Self::Within, "within"),
        (Self::OnTime, "on_time"),
        (Self::Late, "late"),
    ];

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, other)| *other == name).map(|(term, _)| term)
    }
}

/// How many tasks answer a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Total {
    /// All of them are counted.
    Exactly(u64),
    /// There are more than are worth counting.
    MoreThan(u64),
}

impl Total {
    /// The number, where it is known.
    pub(crate) fn known(self) -> Option<u64> {
        if let Self::Exactly(count) = self { Some(count) } else { None }
    }

    /// Whether another page follows the one of that number, from 1, with `shown` tasks.
    pub(crate) fn has_next(self, page: u64, shown: usize) -> bool {
        match self {
            Self::Exactly(count) => page.saturating_mul(PER_PAGE) < count,
            Self::MoreThan(_) => shown as u64 == PER_PAGE,
        }
    }
}
