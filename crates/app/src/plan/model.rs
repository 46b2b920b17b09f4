//! Plans that are kept. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use documents::Span;
use files::Hash;
use reading::model::{Mode, Reporting, Role};
use uuid::Uuid;

use super::draft::About;

/// An official document with duties to fulfil. It never changes; a newer version replaces it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub(crate) id: Uuid,
    /// Whose plan it is.
    pub(crate) unit: Uuid,
    pub(crate) about: About,
    pub(crate) reporting: Option<Reporting>,
    /// The document as it came.
    pub(crate) file_name: String,
    pub(crate) file: Hash,
    /// What was read from it, with its text.
    pub(crate) reading: Hash,
    /// The plan of which it is a newer version.
    pub(crate) replaces: Option<Uuid>,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// A clause of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlanClause {
    pub(crate) id: Uuid,
    /// The same clause in the first version of the plan that has it: what hangs on it hangs there.
    pub(crate) first: Uuid,
    /// `IV.3.1/2`
    pub(crate) path: String,
    pub(crate) depth: i32,
    pub(crate) kind: String,
    pub(crate) role: Role,
    /// Without its label, as it was accepted.
    pub(crate) words: String,
    /// In the text of the reading.
    pub(crate) span: Span,
}

/// What a clause lays upon units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlanDuty {
    pub(crate) id: Uuid,
    pub(crate) clause: Uuid,
    pub(crate) words: String,
    pub(crate) span: Span,
    pub(crate) units: Vec<(Uuid, Mode)>,
}

impl PlanDuty {
    /// The units that do more than help.
    pub(crate) fn leads(&self) -> Vec<Uuid> {
        self.units.iter().filter(|(_, mode)| *mode != Mode::Cooperate).map(|(unit, _)| *unit).collect()
    }
}

/// A document on its way to become a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Review {
    pub(crate) id: Uuid,
    /// Whose plan it will be.
    pub(crate) unit: Uuid,
    /// Who began it.
    pub(crate) person: Uuid,
    /// The reading under way or done.
    pub(crate) reading: Uuid,
    pub(crate) file_name: String,
    /// The plan of which it is a newer version.
    pub(crate) replaces: Option<Uuid>,
    /// The plan that was made of it.
    pub(crate) plan: Option<Uuid>,
    /// Counts steps.
    pub(crate) revision: i32,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// How the name of a role is written in the database and, after `role-`, in texts.
pub(crate) fn role_name(role: Role) -> String {
    let name = serde_json::to_value(role).ok().and_then(|name| name.as_str().map(str::to_owned));
    name.unwrap_or_default()
}

/// The role of that name; one that nobody knows any more is [`Role::Other`].
pub(crate) fn role_named(name: &str) -> Role {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).unwrap_or_default()
}

/// A day at which the names of a document are meant: its own, or today where it has none or one to come.
pub(crate) fn day_of_names(issued_on: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    issued_on.filter(|day| *day <= today).unwrap_or(today)
}
