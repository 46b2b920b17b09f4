//! Who signs, what is signed, and what becomes of it. Pure.

use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use documents::write::Signature;
use files::Hash;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The series of what comes in. Signs of types hold no stroke, so none of those that go out is called so.
pub(crate) const INCOMING: &str = "/in";

/// What stands on the documents of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Letterhead {
    /// The agency above it; empty where none is shown.
    pub(crate) parent: String,
    pub(crate) agency: String,
    /// Its sign in numbers, `UBND`.
    pub(crate) sign: String,
    /// Where it issues.
    pub(crate) place: String,
    /// The body on whose behalf its head signs, `Ủy ban nhân dân`; empty where the head decides alone.
    pub(crate) collective: String,
    /// Whether each type of document has numbers of its own.
    pub(crate) is_by_type: bool,
    /// Its code in the exchange of documents; empty where it has none.
    pub(crate) organ: String,
    /// Counts its changes; 0 where nobody set it.
    pub(crate) revision: i32,
}

/// In what way somebody signs, by Appendix I of Decree 30/2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authority {
    /// The head.
    Head,
    /// Somebody who acts as the head: Q.
    Acting,
    /// A deputy for the head: KT.
    Deputy,
    /// Somebody below by the head's order: TL.
    ByOrder,
    /// By a delegation in writing, for a time: TUQ.
    Delegated,
}

/// That somebody signs for a unit from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) id: Uuid,
    pub(crate) unit: Uuid,
    pub(crate) person: Uuid,
    pub(crate) authority: Authority,
    /// Their own title, `Phó Chủ tịch`.
    pub(crate) title: String,
    /// The head's, where it is another's.
    pub(crate) head_title: String,
    /// The act of a delegation.
    pub(crate) act: Option<String>,
    pub(crate) from: NaiveDate,
    /// First day on which it does not hold any more.
    pub(crate) to: Option<NaiveDate>,
}

impl Authority {
    pub(crate) const ALL: [Self; 5] =
        [Self::Head, Self::Deputy, Self::ByOrder, Self::Delegated, Self::Acting];

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Acting => "acting",
            Self::Deputy => "deputy",
            Self::ByOrder => "by_order",
            Self::Delegated => "delegated",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What stands before the head's title; nothing where the head signs.
    fn sign(self) -> &'static str {
        match self {
            Self::Head => "",
            Self::Acting => "Q.",
            Self::Deputy => "KT.",
            Self::ByOrder => "TL.",
            Self::Delegated => "TUQ.",
        }
    }

    /// Whether it is another's power.
    pub(crate) fn is_for_head(self) -> bool {
        matches!(self, Self::Deputy | Self::ByOrder | Self::Delegated)
    }
}

impl Standing {
    /// Whether it holds on a day.
    pub(crate) fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// The block under a document. On behalf of a collective sign its head, whoever acts as the head, and the deputies.
    pub(crate) fn signature(&self, collective: &str, name: &str) -> Signature {
        let title = self.title.to_uppercase();
        let is_for_collective =
            matches!(self.authority, Authority::Head | Authority::Acting | Authority::Deputy);
        let on_behalf_of = if collective.is_empty() || !is_for_collective {
            String::new()
        } else {
            format!("TM. {}", collective.to_uppercase())
        };
        let sign = self.authority.sign();
        let (capacity, title) = match self.authority {
            Authority::Head => (String::new(), title),
            Authority::Acting => (format!("{sign} {title}"), String::new()),
            _ => (format!("{sign} {}", self.head_title.to_uppercase()), title),
        };
        Signature { on_behalf_of, capacity, title, name: name.to_owned() }
    }
}

/// What was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) id: Uuid,
    pub(crate) unit: Uuid,
    /// The consolidation that it was made of.
    pub(crate) origin: Uuid,
    /// Its type, `Báo cáo`; empty for a letter.
    pub(crate) kind: String,
    /// `BC-UBND`
    pub(crate) symbol: String,
    /// `BC`
    pub(crate) type_sign: String,
    pub(crate) title: String,
    pub(crate) state: State,
    pub(crate) signer: Uuid,
    pub(crate) signed_at: DateTime<Utc>,
    /// The file with all that it was made of.
    pub(crate) snapshot: Hash,
    pub(crate) issued: Option<Issued>,
    pub(crate) replaces: Option<Uuid>,
    /// Counts what happened to it.
    pub(crate) revision: i32,
}

/// The place in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issued {
    pub(crate) year: i32,
    pub(crate) series: String,
    pub(crate) number: i32,
    pub(crate) on: NaiveDate,
    pub(crate) at: DateTime<Utc>,
}

/// Where a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = DocumentState)]
pub(crate) enum State {
    /// It waits for its number.
    Signed,
    Issued,
    /// Another took its place.
    Replaced,
    /// It was recalled.
    Revoked,
}

/// What is done to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Sign,
    Issue,
    /// It came back signed from outside.
    TakeBack,
    Replace,
    Revoke,
}

impl State {
    pub(crate) const ALL: [Self; 4] = [Self::Signed, Self::Issued, Self::Replaced, Self::Revoked];

    /// As the database and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Issued => "issued",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Act {
    /// Of its event.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Issue => "issue",
            Self::TakeBack => "take-back",
            Self::Replace => "replace",
            Self::Revoke => "revoke",
        }
    }
}

impl Document {
    /// What it is after an act.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not at the point for that.
    pub(crate) fn after(&self, act: Act) -> Result<Self> {
        let state = match (self.state, act) {
            (State::Signed, Act::Issue) => State::Issued,
            (State::Issued, Act::TakeBack) => State::Issued,
            (State::Issued, Act::Replace) => State::Replaced,
            (State::Issued, Act::Revoke) => State::Revoked,
            _ => return Err(Error::Conflict),
        };
        Ok(Self { state, revision: self.revision + 1, ..self.clone() })
    }

    /// The series in which it is numbered.
    pub(crate) fn series(&self, letterhead: &Letterhead) -> String {
        if letterhead.is_by_type { self.type_sign.clone() } else { String::new() }
    }

    /// Number and symbol as they are printed, `05/BC-UBND`; without a number the symbol alone.
    pub(crate) fn code(&self) -> String {
        match &self.issued {
            Some(issued) => format!("{:02}/{}", issued.number, self.symbol),
            None => self.symbol.clone(),
        }
    }
}

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) kind: FileKind,
    pub(crate) hash: Hash,
    pub(crate) bytes: i64,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// What sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = DocumentFileKind)]
pub(crate) enum FileKind {
    Docx,
    Pdf,
    /// The PDF as it came back from whoever signed it outside.
    Signed,
}

impl FileKind {
    pub(crate) const ALL: [Self; 3] = [Self::Docx, Self::Pdf, Self::Signed];

    /// As the database and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Signed => "signed",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
