//! Official documents as PDF: set by typst from the same words as the Word file, tagged, with bookmarks and embedded fonts, as
//! PDF/A-2a. Pure: the same document gives the same bytes.
//!
//! How a page looks stands in `official.typ`; what it says comes to it as data, so that no word of a document is ever read as
//! markup.

mod letters;
mod world;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use charts::Ink;
use chrono::{DateTime, Datelike, Timelike, Utc};
use documents::write::{Layout, OfficialDocument, Wording};
use serde::Serialize;
use typst::foundations::{Datetime, Smart};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::world::World;

/// Why a document could not be set.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be set: {0}")]
pub struct TypesettingError(String);

/// The faces that a document is set in: regular, italic, bold and both, as TrueType or OpenType.
pub struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    /// Reads the files of some faces. What is no font is left out.
    pub fn new(files: impl IntoIterator<Item = Cow<'static, [u8]>>) -> Self {
        let fonts: Vec<_> =
            files.into_iter().flat_map(|file| Font::iter(typst::foundations::Bytes::new(file))).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }
}

/// A document as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Letters that the faces do not have, in order of their codes: a box stands in their place.
    pub unknown: Vec<char>,
}

/// What the template is given.
#[derive(Serialize)]
struct Given<'a> {
    wording: Wording,
    layout: &'a Layout,
    /// The faces in which the layout's font is set, the first that is there.
    faces: Vec<String>,
    inks: BTreeMap<&'static str, &'static str>,
    /// Of the file.
    title: String,
    author: &'a str,
    keywords: Vec<&'a str>,
}

/// Sets a document in a layout; `made_at` is told in the file's properties.
///
/// # Errors
/// Where typst refuses it, which no words of a document bring about.
pub fn pdf(
    document: &OfficialDocument,
    layout: &Layout,
    fonts: &Fonts,
    made_at: DateTime<Utc>,
) -> Result<Pdf, TypesettingError> {
    let given = Given {
        wording: Wording::of(document, layout),
        layout,
        faces: fonts.book.families().map(|(name, _)| name.to_owned()).collect(),
        inks: Ink::ALL.map(|ink| (ink.name(), ink.on_paper())).into(),
        title: document.title.split_whitespace().collect::<Vec<_>>().join(" "),
        author: &document.agency,
        keywords: [document.snapshot.as_str()].into_iter().filter(|words| !words.is_empty()).collect(),
    };
    let mut data = serde_json::to_value(&given).map_err(|error| TypesettingError(error.to_string()))?;
    let mut unknown = BTreeSet::new();
    letters::print(&mut data, &fonts.book, &mut unknown);
    let world = World::new(fonts, data.to_string().into_bytes());
    let set = typst::compile::<PagedDocument>(&world);
    // What it remembers for the next time would only fill memory: no two documents are alike.
    typst::comemo::evict(0);
    let pages = set.output.map_err(|errors| told(&errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2a]).map_err(|error| TypesettingError(format!("{error:?}")))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", document.symbol, document.snapshot)),
        creator: Smart::Custom(Some("BioKhê".to_owned())),
        timestamp: instant(made_at).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&pages, &options).map_err(|errors| told(&errors))?;
    typst::comemo::evict(0);
    Ok(Pdf { bytes, unknown: unknown.into_iter().collect() })
}

fn instant(at: DateTime<Utc>) -> Option<Datetime> {
    let part = |number: u32| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

fn told(errors: &[typst::diag::SourceDiagnostic]) -> TypesettingError {
    let words: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    TypesettingError(words.join("; "))
}
