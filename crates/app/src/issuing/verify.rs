//! Whether a file is a document that was issued here, to the byte.

use base::{Error, Result};
use db::ReadTx;
use documents::Limits;
use documents::read::draws_the_same;
use files::Files;
use sha2::{Digest, Sha256};

use super::model::{Document, FileKind};
use super::store;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A file of a document, as it was issued or as it came back signed.
    Same(Told),
    /// The issued PDF to the byte, with something after it, as a signature is added; its pages are drawn as they were.
    Appended(Told),
    /// It says that it is that document, and is not.
    Altered(Told),
    /// It is nothing that was issued here.
    Unknown,
}

/// A document, as a verdict names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Number and symbol, `05/BC-UBND`.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// The day of its issue; none where it has no number.
    pub issued_on: Option<chrono::NaiveDate>,
    /// `signed`, `issued`, `replaced` or `revoked`.
    pub state: &'static str,
    /// `docx`, `pdf` or `signed`; empty where the file is none of its files.
    pub file: &'static str,
}

impl Verdict {
    /// Whether the file is what it says that it is.
    pub fn is_genuine(&self) -> bool {
        matches!(self, Self::Same(_) | Self::Appended(_))
    }

    /// The end of the keys of its texts.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Same(_) => "same",
            Self::Appended(_) => "appended",
            Self::Altered(_) => "altered",
            Self::Unknown => "unknown",
        }
    }

    /// The document that it is about.
    pub fn told(&self) -> Option<&Told> {
        match self {
            Self::Same(told) | Self::Appended(told) | Self::Altered(told) => Some(told),
            Self::Unknown => None,
        }
    }
}

/// Compares a file with all that was issued here.
///
/// # Errors
/// Those of the database and of the store.
pub async fn verify(tx: &ReadTx, files: &Files, bytes: &[u8]) -> Result<Verdict> {
    let sha256 = hex::encode(Sha256::digest(bytes));
    if let Some((document, kind)) = store::of_file(tx, &sha256).await? {
        return Ok(Verdict::Same(told(&document, kind.name())));
    }
    for snapshot in documents::read::snapshots(bytes, &Limits::default()) {
        let Some(document) = store::of_snapshot(tx, &snapshot).await? else { continue };
        let kept = store::files(tx, document.id).await?;
        if let Some(pdf) = kept.iter().find(|file| file.kind == FileKind::Pdf) {
            let issued = files.get(&pdf.hash).await?;
            let came = bytes.to_vec();
            let compare =
                move || came.starts_with(&issued) && draws_the_same(&issued, &came, &Limits::default());
            if tokio::task::spawn_blocking(compare).await.map_err(Error::internal)? {
                return Ok(Verdict::Appended(told(&document, "")));
            }
        }
        return Ok(Verdict::Altered(told(&document, "")));
    }
    Ok(Verdict::Unknown)
}

fn told(document: &Document, file: &'static str) -> Told {
    Told {
        code: document.code(),
        title: document.title.clone(),
        issued_on: document.issued.as_ref().map(|issued| issued.on),
        state: document.state.name(),
        file,
    }
}

/// What a PDF signature says which bytes it is of.
const SIGNATURE: &[u8] = b"/ByteRange";

/// Whether a file is a PDF of ours to the byte with a signature after it, as programs sign that leave what they sign as it is,
/// and nothing after it draws over its pages.
pub(super) fn is_signed_copy(issued: &[u8], came: &[u8]) -> bool {
    let Some(after) = came.strip_prefix(issued) else { return false };
    let is_signed = after.windows(SIGNATURE.len()).any(|bytes| bytes == SIGNATURE);
    is_signed && draws_the_same(issued, came, &Limits::default())
}
