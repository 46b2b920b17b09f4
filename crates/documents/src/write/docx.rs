//! An official document as a Word file.

mod body;
mod header;
mod markup;
mod parts;
mod signature;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::markup::Page;
use super::{Layout, OfficialDocument, WriteError};

/// Writes a Word file in the given layout: headings are real headings, so that the file can be navigated and read back.
///
/// # Errors
/// [`WriteError::Pack`] where the file cannot be packed.
pub fn docx(document: &OfficialDocument, layout: &Layout) -> Result<Vec<u8>, WriteError> {
    let page = Page::of(layout);
    let mut content = header::header(document, layout, &page);
    content += &header::title(document, layout);
    content += &body::bases(document);
    let mut flow = body::Flow::new(layout, &page);
    content += &flow.parts(&document.body, &layout.words.end);
    content += &flow.turn(false);
    content += &signature::signature(document, layout, &page);
    content += &flow.parts(&document.annexes, "");
    let document_part = parts::document(&content, &flow.last_section());
    pack(&[
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("word/document.xml", document_part),
        ("word/_rels/document.xml.rels", parts::document_relations()),
        ("word/styles.xml", parts::styles(layout)),
        ("word/header1.xml", parts::page_number(layout)),
        ("word/settings.xml", parts::settings()),
    ])
}

/// Files of one fixed time: the same document gives the same bytes.
fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, WriteError> {
    let error = |error: &dyn std::fmt::Display| WriteError::Pack(error.to_string());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, options).map_err(|problem| error(&problem))?;
        zip.write_all(text.as_bytes()).map_err(|problem| error(&problem))?;
    }
    Ok(zip.finish().map_err(|problem| error(&problem))?.into_inner())
}
