//! A document as the file that leaves the house.

use std::borrow::Cow;
use std::sync::LazyLock;

use base::{Error, Result};
use chrono::{DateTime, Utc};
use documents::write::{self, Layout, OfficialDocument};
use typesetting::Fonts;

/// The faces of official documents, read when the first is set.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let faces = ["tinos.ttf", "tinos-italic.ttf", "tinos-bold.ttf", "tinos-bold-italic.ttf"];
    let file = |name: &str| web::assets::file(name).unwrap_or(Cow::Borrowed(&[]));
    Fonts::new(faces.map(file))
});

/// As a Word file.
pub(crate) fn word(document: &OfficialDocument) -> Result<Vec<u8>> {
    write::docx(document, &Layout::decree_30()).map_err(Error::internal)
}

/// As a PDF.
pub(crate) fn pdf(document: &OfficialDocument, made_at: DateTime<Utc>) -> Result<Vec<u8>> {
    let set = typesetting::pdf(document, &Layout::decree_30(), &FONTS, made_at);
    set.map(|pdf| pdf.bytes).map_err(Error::internal)
}
