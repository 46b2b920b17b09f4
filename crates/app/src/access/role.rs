use serde::Serialize;

/// What a person is at a unit; it holds for the unit and all below it. Further roles of the domain (editor, market
/// manager, producer, expert) join with the pages that need them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Looks after the program, its units and its people; sees no content.
    Administrator,
    /// Of the office that runs the plan.
    Coordinator,
    /// Confirms and signs.
    Leader,
    /// Carries out and reports.
    Officer,
    /// Looks on.
    Viewer,
}

impl Role {
    /// All of them, in the order in which people choose.
    pub const ALL: [Self; 5] =
        [Self::Coordinator, Self::Leader, Self::Officer, Self::Viewer, Self::Administrator];

    /// As the database, forms and keys of texts write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Leader => "leader",
            Self::Officer => "officer",
            Self::Viewer => "viewer",
        }
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What it allows.
    pub fn rights(self) -> &'static [Right] {
        match self {
            Self::Administrator => &[
                Right::SeeUnits,
                Right::RunUnits,
                Right::RunPeople,
                Right::RunSignIn,
                Right::ReadAudit,
                Right::CheckAudit,
            ],
            Self::Coordinator => &[
                Right::SeeUnits,
                Right::RunUnits,
                Right::RunPeople,
                Right::ReadAudit,
                Right::SeePlans,
                Right::RunPlans,
                Right::SeeTasks,
                Right::DoTasks,
                Right::ConfirmTasks,
                Right::RunTasks,
                Right::ReportValues,
                Right::SeeReturns,
                Right::FillReturns,
                Right::RunReturns,
                Right::ReviewReports,
                Right::SeeDocuments,
                Right::RunDocuments,
            ],
            Self::Leader => &[
                Right::SeeUnits,
                Right::ReadAudit,
                Right::SeePlans,
                Right::SeeTasks,
                Right::DoTasks,
                Right::ConfirmTasks,
                Right::ReportValues,
                Right::SeeReturns,
                Right::FillReturns,
                Right::ReviewReports,
                Right::SeeDocuments,
                Right::SignDocuments,
            ],
            Self::Officer => &[
                Right::SeeUnits,
                Right::SeePlans,
                Right::SeeTasks,
                Right::DoTasks,
                Right::ReportValues,
                Right::SeeReturns,
                Right::FillReturns,
                Right::SeeDocuments,
            ],
            Self::Viewer => {
                &[Right::SeeUnits, Right::SeePlans, Right::SeeTasks, Right::SeeReturns, Right::SeeDocuments]
            }
        }
    }
}

/// Something that a role allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Look at the units, all of them: their names are no secret.
    SeeUnits,
    /// Add, correct and close units, and write down what becomes of them.
    RunUnits,
    /// Invite people and say what they are.
    RunPeople,
    /// Say what everybody needs to sign in.
    RunSignIn,
    /// Read who did what when.
    ReadAudit,
    /// Have the whole chain of the audit checked.
    CheckAudit,
    /// Look at the plans, all of them: they are official documents.
    SeePlans,
    /// Take documents in, review them and keep them as plans.
    RunPlans,
    /// Look at tasks, and comment on them.
    SeeTasks,
    /// Report how the tasks of one's units go.
    DoTasks,
    /// Confirm or return what was reported done.
    ConfirmTasks,
    /// Extend, suspend, cancel and hand over tasks.
    RunTasks,
    /// Type in what was reached.
    ReportValues,
    /// Look at the returns of one's units.
    SeeReturns,
    /// Fill and submit them.
    FillReturns,
    /// Set up who reports what when, and accept or give back what is sent in.
    RunReturns,
    /// Find good, or give back, what is made of returns.
    ReviewReports,
    /// Look at the official documents of one's units.
    SeeDocuments,
    /// Number and issue them, and say who signs them.
    RunDocuments,
    /// Sign them, in the way in which one signs for a unit.
    SignDocuments,
}

impl Right {
    /// Whether it ends at the units of the role that gives it.
    pub fn is_bounded(self) -> bool {
        !matches!(self, Self::SeeUnits | Self::SeePlans | Self::RunSignIn | Self::CheckAudit)
    }

    /// In words, for the permission matrix.
    pub fn describe(self) -> &'static str {
        match self {
            Self::SeeUnits => "see units",
            Self::RunUnits => "run units",
            Self::RunPeople => "run people",
            Self::RunSignIn => "run sign-in",
            Self::ReadAudit => "read the audit",
            Self::CheckAudit => "check the audit",
            Self::SeePlans => "see plans",
            Self::RunPlans => "run plans",
            Self::SeeTasks => "see tasks",
            Self::DoTasks => "do tasks",
            Self::ConfirmTasks => "confirm tasks",
            Self::RunTasks => "run tasks",
            Self::ReportValues => "report values",
            Self::SeeReturns => "see returns",
            Self::FillReturns => "fill returns",
            Self::RunReturns => "run returns",
            Self::ReviewReports => "review reports",
            Self::SeeDocuments => "see documents",
            Self::RunDocuments => "run documents",
            Self::SignDocuments => "sign documents",
        }
    }
}
