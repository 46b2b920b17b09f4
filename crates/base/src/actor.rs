use std::fmt;
use uuid::Uuid;

/// On whose behalf something is written. It stands in every audit event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Somebody who uses an open page without having signed in.
    Visitor,
    /// Somebody who has signed in.
    Person(Uuid),
    /// The program itself: jobs, sweeps, imports.
    System,
}

impl fmt::Display for Actor {
    /// The name under which the audit keeps it; it never changes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visitor => formatter.write_str("visitor"),
            Self::Person(id) => write!(formatter, "person:{id}"),
            Self::System => formatter.write_str("system"),
        }
    }
}
