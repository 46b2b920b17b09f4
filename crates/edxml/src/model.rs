//! A message, and a document on its way. Texts that are missing are empty; white space at their ends does not belong to them.

use chrono::NaiveDate;

use crate::receipt::Receipt;
use crate::trace::Trace;

/// What one file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A document with its files.
    Dispatch(Box<Dispatch>),
    /// What became of a document.
    Receipt(Box<Receipt>),
}

/// A document on its way from one authority to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispatch {
    /// What the document is.
    pub header: Header,
    /// What the message does, and where it has been.
    pub trace: Trace,
    /// The files, in order.
    pub attachments: Vec<Attachment>,
}

/// What a document is: `MessageHeader`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Who sends.
    pub from: Organ,
    /// Who is to have it.
    pub to: Vec<Organ>,
    /// Number and notation.
    pub code: Code,
    /// Where and when it was issued.
    pub promulgation: Promulgation,
    /// What sort of document it is.
    pub document_type: DocumentType,
    /// What it is about, in a line.
    pub subject: String,
    /// A summary.
    pub content: String,
    /// Who signed.
    pub signer: Signer,
    /// The day by which an answer is due.
    pub due: Option<NaiveDate>,
    /// Who has it besides, in the words of the document ("nơi nhận").
    pub to_places: Vec<String>,
    /// What is noted besides.
    pub other: Other,
    /// The documents that it answers.
    pub response_for: Vec<Response>,
    /// `SteeringType`: whether it gives orders or reports on some. Sources disagree on the numbers (none 0 or 1, orders 1 or 2,
    /// report 2 or 3).
    pub steering: Option<u32>,
    /// The id of the document between systems, see [`document_id`].
    pub document_id: String,
}

/// An authority or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organ {
    /// Its code: groups of digits and capital letters with dots between, at most 35 signs (decision 20/2020/QĐ-TTg).
    pub id: String,
    /// Whom it belongs to (`OrganizationInCharge`).
    pub in_charge: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Its mail.
    pub email: String,
    /// Its telephone.
    pub telephone: String,
    /// Its fax.
    pub fax: String,
    /// Its website.
    pub website: String,
}

/// `88/KH-UBND`, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// `88`; at most 11 signs.
    pub number: String,
    /// `KH-UBND`; at most 30 signs.
    pub notation: String,
}

/// Where and when a document was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promulgation {
    /// Where.
    pub place: String,
    /// When; none only where another system left it out.
    pub date: Option<NaiveDate>,
}

/// What sort of document it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentType {
    /// `Type`: a number of the regulation. Sources disagree whether it tells law (1) from administration (2), or is the sort itself
    /// (18 a letter).
    pub class: Option<u32>,
    /// `TypeDetail`: the sort within the class.
    pub detail: Option<u32>,
    /// Its name in words.
    pub name: String,
}

/// Who signed a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signer {
    /// In whose name, such as "KT. CHỦ TỊCH".
    pub competence: String,
    /// Position.
    pub position: String,
    /// Full name.
    pub full_name: String,
}

/// What is noted of a document besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Other {
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// How far it may go (`SphereOfPromulgation`).
    pub sphere: String,
    /// The mark of who drafted it (`TyperNotation`).
    pub typist: String,
    /// How many copies were issued.
    pub copies: Option<u32>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// Names of its appendixes.
    pub appendixes: Vec<String>,
}

/// How urgent a document is. A number that none of the constants has is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Priority(pub u32);

impl Priority {
    /// As any other.
    pub const NORMAL: Self = Self(0);
    /// "Khẩn".
    pub const URGENT: Self = Self(1);
    /// "Thượng khẩn".
    pub const VERY_URGENT: Self = Self(2);
    /// "Hỏa tốc".
    pub const EXPRESS: Self = Self(3);
    /// "Hỏa tốc hẹn giờ".
    pub const TIMED_EXPRESS: Self = Self(4);
}

/// A document that is answered, or told about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The code of who sent it.
    pub organ_id: String,
    /// Its number and notation in one, `88/KH-UBND`.
    pub code: String,
    /// When it was issued.
    pub date: Option<NaiveDate>,
    /// Its id between systems.
    pub document_id: String,
}

/// A file that a document brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without folders; see [`crate::file_name`].
    pub name: String,
    /// What the sender says it is, such as `application/pdf`; nobody has looked.
    pub content_type: String,
    /// What it is, in words.
    pub description: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The id that systems give a document: `H21.45,2023/06/07,88/KH-UBND`, of who sends it, the day it was issued, and its code.
pub fn document_id(organ_id: &str, date: NaiveDate, code: &Code) -> String {
    format!("{organ_id},{},{}/{}", date.format("%Y/%m/%d"), code.number, code.notation)
}
