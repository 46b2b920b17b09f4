//! Messages between the document systems of Vietnamese authorities: edXML of QCVN 102:2016/BTTTT (circular
//! 10/2016/TT-BTTTT, amended by 01/2022/TT-BTTTT). Pure: a [`Message`] becomes one XML file and comes back from one; nothing here
//! sends, signs, unpacks a zip or looks at a clock.
//!
//! A message is a [`Dispatch`], a document with its files on the way to others, or a [`Receipt`], which tells the sender what
//! became of one. [`write()`] gives the dialect of the regulation and keeps its bounds. [`read`] takes that and the flat dialect
//! `http://www.go.vn/eDoc`, wherever gateways were seen to differ, and treats every file as hostile within [`Limits`].
//!
//! # Where the form is from
//!
//! The regulation's own tables were not at hand. Read were public programs that stand before real gateways, and their notes:
//!
//! | part | seen in |
//! |---|---|
//! | `edXML` › `edXMLEnvelope` › `edXMLHeader` › `MessageHeader`, `TraceHeaderList`; `edXMLBody` › `edXMLManifest` › `Reference` | three programs (two in Java, one in TypeScript) that write and read it |
//! | parts of `MessageHeader`, their names and their order | the same, and two that number them 1.1 to 1.14 |
//! | days as `2023/06/07`, instants as `2023/06/07 08:30:00` | three programs; some dates of one have the day first |
//! | `AttachmentEncoded` › `Attachment` outside of the envelope, in base64 | three programs |
//! | `Bussiness`, spelt so, its parts numbered 2.2.1 to 2.2.8, its kinds 0 to 3 | six programs; one of them also writes `Business` |
//! | `Status` within `edXMLHeader` as the place of a receipt | three programs; two take its parts from `MessageHeader` too |
//! | codes of a receipt: 01 to 06, 13, 15, 16 | three programs (Java, C# twice) |
//! | the id of a document as `sender,2023/06/07,88/KH-UBND` | three programs |
//! | the flat dialect: `edXMLEnvelope` › `MessageHeader`, `Attachment` › `FileName`, `FileType`, `Content` | one program, in three versions of which a gateway refused two |
//! | 35 signs of an agency's code | our notes of decision 20/2020/QĐ-TTg |
//! | at most 11, 30 and 500 signs of number, notation and subject | our notes of the regulation; no program keeps them |
//! | what a message may not lack | ours: what no document can be told without |
//!
//! What was only half clear is kept as it comes: [`Header::steering`], [`DocumentType::class`], [`Business::paper`].
//!
//! # What is not read
//!
//! The signature of a message (`Signature`, `DigitalSignature`) is passed over, neither checked nor kept: files bring their own. Some systems
//! put a file into a zip before they attach it, and say `application/zip` of a file whose name does not end so: its bytes stay as
//! they came.

mod error;
mod limits;
mod model;
mod name;
mod read;
mod receipt;
mod shared;
mod trace;
mod write;

#[cfg(test)]
mod tests;

pub use error::{Refused, Unreadable};
pub use limits::Limits;
pub use model::{
    Attachment, Code, Dispatch, DocumentType, Header, Message, Organ, Other, Priority, Promulgation,
    Response, Signer, document_id,
};
pub use name::file_name;
pub use read::read;
pub use receipt::{Receipt, Status};
pub use trace::{Business, Changes, Kind, Receiver, Replaced, Staff, Step, Trace};
pub use write::write;

/// The namespace of the regulation's dialect, which is written.
pub const NAMESPACE: &str = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

/// The namespace of the flat dialect, which is read too.
pub const FLAT_NAMESPACE: &str = "http://www.go.vn/eDoc";
