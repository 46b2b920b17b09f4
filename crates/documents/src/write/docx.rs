//! An official document as a Word file.

mod body;
mod figure;
mod header;
mod markup;
mod numbering;
mod parts;
mod signature;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::markup::Page;
use super::{Layout, OfficialDocument, Wording, WriteError};

/// Writes a Word file in the given layout: headings are real headings, so that the file can be navigated and read back.
///
/// # Errors
/// [`WriteError::Pack`] where the file cannot be packed.
pub fn docx(document: &OfficialDocument, layout: &Layout) -> Result<Vec<u8>, WriteError> {
    let page = Page::of(layout);
    let wording = Wording::of(document, layout);
    let mut content = header::header(&wording, layout, &page);
    content += &header::title(&wording, layout, &page);
    content += &body::bases(&wording);
    let mut flow = body::Flow::new(layout, &page);
    content += &flow.body(&wording.body);
    content += &flow.turn(false);
    content += &signature::signature(&wording, layout, &page);
    for annex in &wording.annexes {
        content += &flow.annex(annex);
    }
    let document_part = parts::document(&content, &flow.last_section());
    let parts = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("word/document.xml", document_part),
        ("word/_rels/document.xml.rels", parts::document_relations(flow.figures.len())),
        ("word/styles.xml", parts::styles(layout)),
        ("word/numbering.xml", parts::numbering(&flow.numbering, layout)),
        ("word/header1.xml", parts::page_number(layout)),
        ("word/settings.xml", parts::settings()),
        ("docProps/core.xml", parts::core_properties(document)),
        ("docProps/custom.xml", parts::custom_properties(document)),
    ];
    let parts = parts.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let figures = flow.figures.into_iter().zip(1..);
    let figures = figures.map(|(bytes, number)| (format!("word/{}", figure::target(number)), bytes));
    pack(parts.into_iter().chain(figures))
}

/// Files of one fixed time: the same document gives the same bytes.
fn pack(parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>, WriteError> {
    let error = |error: &dyn std::fmt::Display| WriteError::Pack(error.to_string());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, options).map_err(|problem| error(&problem))?;
        zip.write_all(&bytes).map_err(|problem| error(&problem))?;
    }
    Ok(zip.finish().map_err(|problem| error(&problem))?.into_inner())
}
