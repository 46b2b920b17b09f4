use std::fmt;

/// On whose behalf something is written. It stands in every audit event.
///
/// Persons acting for a unit join when there is a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Somebody who uses an open page without having signed in.
    Visitor,
    /// The program itself: jobs, sweeps, imports.
    System,
}

impl fmt::Display for Actor {
    /// The name under which the audit keeps it; it never changes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Visitor => "visitor",
            Self::System => "system",
        })
    }
}
