use uuid::Uuid;

use super::Happened;

/// What is done with files. It changes nothing that an office or a unit decides on, so that a page that was opened before it
/// is none of yesterday.
pub(super) const ATTACH: &str = "attach";
pub(super) const DETACH: &str = "detach";

/// A file that proves what a return tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    pub(crate) evidence: Uuid,
    /// The figure that it proves; none: the return as a whole.
    pub(crate) indicator: Option<Uuid>,
    /// The event with which it came.
    pub(crate) came_with: Uuid,
    /// The event that withdrew it.
    pub(crate) withdrawn_by: Option<Uuid>,
}

impl Happened {
    /// Whether it was about files only.
    pub(crate) fn is_about_files(&self) -> bool {
        [ATTACH, DETACH].contains(&self.kind.as_str())
    }
}
