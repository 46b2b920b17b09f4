//! What a message does with a document, and where it has been: `TraceHeaderList`.

use chrono::NaiveDateTime;

/// What a message does, and where it has been.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Each system it went through, the sender first.
    pub steps: Vec<Step>,
    /// What it does.
    pub business: Business,
}

/// A system that a message went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The code of the authority.
    pub organ_id: String,
    /// When, by the clock in Vietnam, to the second.
    pub at: Option<NaiveDateTime>,
}

/// What a message does. One that does not say brings something new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Business {
    /// What.
    pub kind: Kind,
    /// Why.
    pub reason: String,
    /// The id of the document that is revoked or updated.
    pub document_id: String,
    /// Whom to ask.
    pub staff: Staff,
    /// `Paper`: sources disagree whether it says that paper follows, or counts its pages.
    pub paper: Option<u32>,
}

/// What a message does with a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// It brings one.
    #[default]
    New,
    /// It takes one back.
    Revocation,
    /// It changes what was said of one.
    Update(Changes),
    /// It brings one in place of others.
    Replacement(Vec<Replaced>),
}

impl Kind {
    /// The number in a message, 0 to 3.
    pub fn code(&self) -> u32 {
        match self {
            Self::New => 0,
            Self::Revocation => 1,
            Self::Update(_) => 2,
            Self::Replacement(_) => 3,
        }
    }
}

/// What an update changes: `BussinessDocumentInfo`. The numbers are kept as they come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// `DocumentInfo`: whether the document's own particulars change.
    pub document: Option<u32>,
    /// `DocumentReceiver`: whether those who receive it change.
    pub receivers_changed: Option<u32>,
    /// Who comes and who goes.
    pub receivers: Vec<Receiver>,
}

/// Somebody who comes to those who receive a document, or goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receiver {
    /// The code of the authority.
    pub organ_id: String,
    /// Whether it comes.
    pub added: bool,
}

/// A document whose place another takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Its id.
    pub document_id: String,
    /// The codes of those for whom it is replaced.
    pub organ_ids: Vec<String>,
}

/// A person to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// Department.
    pub department: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub mobile: String,
    /// Mail.
    pub email: String,
}
