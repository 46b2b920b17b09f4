//! What notices are about, as far as somebody may know it.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::model::{About, Kind};
use super::store::Notice;
use crate::access::{Right, Signed};
use crate::incoming::{self, Incoming};
use crate::returns::{self, State, Whole};
use crate::tasks::{self, Task};

/// The tasks, returns and documents that some notices are about.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub(crate) tasks: HashMap<Uuid, Task>,
    pub(crate) returns: HashMap<Uuid, Whole>,
    pub(crate) incoming: HashMap<Uuid, Incoming>,
}

impl Known {
    /// Those that somebody may see.
    pub(crate) async fn load(
        connection: &impl ConnectionTrait,
        notices: &[Notice],
        signed: &Signed,
    ) -> Result<Self> {
        let [tasks, reports, documents] = About::apart(notices.iter().map(|notice| notice.about));
        let mut known = Self {
            tasks: tasks::among(connection, &tasks, &signed.scope(Right::SeeTasks)).await?,
            returns: HashMap::new(),
            incoming: incoming::among(connection, &documents, signed).await?,
        };
        if !reports.is_empty() {
            known.returns = returns::among(connection, &reports, &signed.scope(Right::SeeReturns)).await?;
        }
        Ok(known)
    }

    /// Whether what a notice says still holds.
    pub(crate) fn is_open(&self, notice: &Notice) -> bool {
        match notice.about {
            About::Task(id) => self.tasks.get(&id).is_some_and(|task| task.state.is_open()),
            About::Incoming(id) => self.incoming.get(&id).is_some_and(|one| one.state.stands()),
            About::Return(id) => self.returns.get(&id).is_some_and(|whole| {
                match notice.kind {
                    Kind::ToAccept => whole.is_open() && whole.it.state == State::Submitted,
                    // Nothing is left to do: that is what it says.
                    Kind::Withdrawn => whole.it.state == State::Withdrawn,
                    _ => whole.is_open() && whole.it.state.is_with_unit(),
                }
            }),
        }
    }
}
