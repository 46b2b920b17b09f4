//! Word's Office Open XML, read from its parts: what Word shows, numbers included, and none of its marks.
//!
//! Left out: footnotes and endnotes, comments, deleted words, hidden words, the table of contents, headers and footers
//! (but see [`official_header`]).

mod body;
mod label;
mod legacy;
mod numbering;
mod paragraph;
pub(crate) mod props;
pub(crate) mod styles;
mod table;
pub(crate) mod xml;

use self::body::{Piece, Walk};
use self::numbering::Numbering;
use self::styles::Styles;
use self::xml::Xml;
use super::build::{Builder, Look};
use super::package::Package;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::{Document, Format};

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let body = package.part("word/document.xml")?.ok_or_else(|| ReadError::broken("no word/document.xml"))?;
    let styles = match package.part("word/styles.xml")? {
        Some(text) => Styles::read(&text, limits.xml_depth)?,
        None => Styles::default(),
    };
    let numbering = match package.part("word/numbering.xml")? {
        Some(text) => Numbering::read(&text, limits.xml_depth)?,
        None => Numbering::default(),
    };
    let mut walk = Walk::new(&styles, numbering, body.contains("lastRenderedPageBreak"), limits.pieces);
    let mut pieces = pieces(&mut walk, &body, limits)?;
    if !has_official_header(&pieces) {
        let header = official_header(&mut package, &mut walk, limits)?;
        pieces.splice(0..0, header);
    }
    let mut builder = Builder::new();
    write(&mut builder, pieces);
    if builder.len() == 0 {
        return Err(ReadError::Empty);
    }
    builder.mark_printed_lines();
    let document = builder.finish(Format::Docx, Vec::new());
    if document.pages > limits.pages {
        return Err(ReadError::TooManyPages { pages: document.pages, limit: limits.pages });
    }
    Ok(document)
}

fn pieces(walk: &mut Walk<'_>, part: &str, limits: &Limits) -> Result<Vec<Piece>, ReadError> {
    let mut xml = Xml::new(part, limits.xml_depth);
    if xml.child()?.is_none() {
        return Err(ReadError::broken("XML without an element"));
    }
    walk.pieces(&mut xml)
}

fn write(builder: &mut Builder, pieces: impl IntoIterator<Item = Piece>) {
    for piece in pieces {
        match piece {
            Piece::Table(table) if table.is_frame() => write(builder, table.into_pieces()),
            Piece::Table(table) => {
                let breaks = table.page_breaks();
                builder.table(table.into_rows());
                builder.page_breaks(breaks);
            }
            Piece::Paragraph(paragraph) => {
                builder.page_breaks(paragraph.breaks_before);
                if !paragraph.of_contents && !paragraph.words.is_blank() {
                    builder.paragraph(&paragraph.text(), Look { ..paragraph.look });
                }
                builder.page_breaks(paragraph.breaks_within);
            }
        }
    }
}

/// Some plans put the state's name, number and date into the header of the first page. The first header part that
/// holds them stands before the body.
fn official_header(
    package: &mut Package<'_>,
    walk: &mut Walk<'_>,
    limits: &Limits,
) -> Result<Vec<Piece>, ReadError> {
    for name in package.names("word/header") {
        let Some(part) = package.part(&name)? else { continue };
        let header = pieces(walk, &part, limits)?;
        if has_official_header(&header) {
            return Ok(header);
        }
    }
    Ok(Vec::new())
}

/// The state's or the party's name, or the number of the document, among the first pieces.
fn has_official_header(pieces: &[Piece]) -> bool {
    let mut builder = Builder::new();
    for piece in pieces.iter().take(12) {
        match piece {
            Piece::Paragraph(paragraph) => builder.paragraph(&paragraph.text(), Look::default()),
            Piece::Table(table) => builder.paragraph(&table.text(), Look::default()),
        }
    }
    let text = vietnamese::fold(&builder.finish(Format::Docx, Vec::new()).text);
    ["cong hoa xa hoi chu nghia", "dang cong san viet nam", "so:", "so :"]
        .iter()
        .any(|mark| text.contains(mark))
}
