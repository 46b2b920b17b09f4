//! What messages are, and why one is not taken in. Pure.

use chrono::{DateTime, Utc};
use edxml::Kind;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Longest id of a document between systems, in letters.
const ID: usize = 500;

/// A message that was found, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) id: Uuid,
    /// What makes it the same message as another.
    pub(crate) key: String,
    pub(crate) file_name: String,
    pub(crate) kind: Sort,
    /// Why it was not taken in; none where it was. After `exchange-reason-` in texts.
    pub(crate) reason: Option<String>,
    /// The code of who sent it; empty where it cannot be read.
    pub(crate) sender: String,
    /// The document that it brings, or is about.
    pub(crate) code: String,
    /// Whose it is.
    pub(crate) unit: Option<Uuid>,
    /// What it brought or changed in the register of what came in.
    pub(crate) incoming: Option<Uuid>,
    /// The document of ours that it answers.
    pub(crate) document: Option<Uuid>,
    pub(crate) at: DateTime<Utc>,
}

/// What a message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    New,
    Revocation,
    Update,
    Replacement,
    Receipt,
    Unreadable,
}

impl Sort {
    pub(crate) const ALL: [Self; 6] =
        [Self::New, Self::Revocation, Self::Update, Self::Replacement, Self::Receipt, Self::Unreadable];

    /// In the database and, after `exchange-kind-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Revocation => "revocation",
            Self::Update => "update",
            Self::Replacement => "replacement",
            Self::Receipt => "receipt",
            Self::Unreadable => "unreadable",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    pub(crate) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::New => Self::New,
            Kind::Revocation => Self::Revocation,
            Kind::Update(_) => Self::Update,
            Kind::Replacement(_) => Self::Replacement,
        }
    }
}

/// Why a message that can be read is not taken in; why a file cannot be read, `edxml` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// No unit here has the code of a recipient.
    Nobody,
    /// The code of who sends it is none.
    Sender,
    /// Nothing tells which document it is about.
    Incomplete,
    /// No document is known by the id that it names.
    UnknownDocument,
    /// Who answers is not who was sent the document.
    OtherSender,
    /// It was overtaken, or the document is not at the point for that.
    Unchanged,
    /// Changes of what was said of a document are made by people.
    Update,
}

impl Reason {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 7] = [
        Self::Nobody,
        Self::Sender,
        Self::Incomplete,
        Self::UnknownDocument,
        Self::OtherSender,
        Self::Unchanged,
        Self::Update,
    ];

    /// In the database and, after `exchange-reason-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Sender => "sender",
            Self::Incomplete => "incomplete",
            Self::UnknownDocument => "unknown-document",
            Self::OtherSender => "other-sender",
            Self::Unchanged => "unchanged",
            Self::Update => "update",
        }
    }
}

/// The id between systems of the document that a message brings; none where nothing tells it.
pub(crate) fn document_id(header: &edxml::Header) -> Option<String> {
    let given = header.document_id.as_str();
    let made = || {
        let date = header.promulgation.date.filter(|_| !header.code.number.is_empty())?;
        Some(edxml::document_id(&header.from.id, date, &header.code))
    };
    let id = if given.is_empty() { made()? } else { given.to_owned() };
    (id.chars().count() <= ID).then_some(id)
}

/// The id of the document that a message takes back.
pub(crate) fn taken_back(message: &edxml::Dispatch) -> Option<String> {
    let named = &message.trace.business.document_id;
    if named.is_empty() { document_id(&message.header) } else { Some(named.clone()) }
}

/// The ids of the documents that are replaced for a recipient: for all, where none is named.
pub(crate) fn replaced(kind: &Kind, organ: &str) -> Vec<String> {
    let Kind::Replacement(all) = kind else { return Vec::new() };
    let is_for = |ids: &[String]| ids.is_empty() || ids.iter().any(|id| id == organ);
    all.iter().filter(|one| is_for(&one.organ_ids)).map(|one| one.document_id.clone()).collect()
}

/// What makes a document on its way the same message for a unit: sender, document, what is done with it, and when it was sent. The
/// same file twice is one, and so is what a gateway wrapped anew; what somebody sends again is another. Ids alone are not trusted to
/// tell documents apart: some systems count from 1.
pub(crate) fn key_of_document(message: &edxml::Dispatch, document: &str, unit: Uuid) -> String {
    let header = &message.header;
    let sent_at = message.trace.steps.first().and_then(|step| step.at).map(|at| at.to_string());
    let issued_on = header.promulgation.date.map(|day| day.to_string());
    key(&[
        Sort::of(&message.trace.business.kind).name(),
        &header.from.id,
        document,
        &header.code.number,
        &header.code.notation,
        &issued_on.unwrap_or_default(),
        &sent_at.unwrap_or_default(),
        &unit.to_string(),
    ])
}

/// What makes a receipt the same message as another.
pub(crate) fn key_of_receipt(receipt: &edxml::Receipt) -> String {
    let at = receipt.at.map(|at| at.to_string()).unwrap_or_default();
    let status = receipt.status.code().to_string();
    key(&["receipt", &receipt.from.id, &receipt.response_for.document_id, &status, &at])
}

/// What makes a file that was not taken in the same as another; it may come once more and be taken in then.
pub(crate) fn key_of_rejected(reason: &str, content: &str) -> String {
    key(&["rejected", reason, content])
}

/// Whatever length others choose, a key has one.
fn key(parts: &[&str]) -> String {
    hex::encode(Sha256::digest(parts.join("\n")))
}
