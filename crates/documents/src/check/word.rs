//! A Word file as a paper: what Word would show, as its reader resolves styles and defaults.

use super::paper::{Paper, Piece, Run, Sheet};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::{Package, Props, Styles, Xml};

/// Twentieths of a point in a millimetre.
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;

/// Reads a Word file.
///
/// # Errors
/// Where it is none, or more than the limits allow.
pub(super) fn paper(bytes: &[u8], limits: &Limits) -> Result<Paper, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let body = package.part("word/document.xml")?.ok_or_else(|| ReadError::broken("no word/document.xml"))?;
    let styles = match package.part("word/styles.xml")? {
        Some(text) => Styles::read(&text, limits.xml_depth)?,
        None => Styles::default(),
    };
    let mut walk =
        Walk { styles, pieces: Vec::new(), room: limits.pieces, cell: None, tables: 0, shows_number: false };
    walk.all(&mut Xml::new(&body, limits.xml_depth))?;
    let pieces = std::mem::take(&mut walk.pieces);
    let mut sections = Vec::new();
    sections_in(&mut Xml::new(&body, limits.xml_depth), &mut sections)?;
    if sections.is_empty() {
        sections.push(Section::default());
    }
    let page_numbers = vec![page_number(&mut walk, &mut package, limits)?];
    let has_first_number = !sections[0].has_title_page;
    let sheets = sections.into_iter().map(|section| section.sheet).collect();
    Ok(Paper { pieces, letters: Vec::new(), sheets, page_numbers, has_first_number, rounding_pt: 0.01 })
}

/// What the first header shows in which a page's number stands.
fn page_number(
    walk: &mut Walk,
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Option<Piece>, ReadError> {
    let mut found = None;
    for name in package.names("word/header") {
        let Some(part) = package.part(&name)? else { continue };
        walk.shows_number = false;
        walk.all(&mut Xml::new(&part, limits.xml_depth))?;
        let shown = std::mem::take(&mut walk.pieces).into_iter().find(|piece| !piece.is_blank());
        found = found.or(shown.filter(|_| walk.shows_number));
    }
    Ok(found)
}

struct Walk {
    styles: Styles,
    pieces: Vec<Piece>,
    /// Paragraphs that may still come.
    room: usize,
    cell: Option<[usize; 3]>,
    tables: usize,
    /// Whether the field that counts pages was met.
    shows_number: bool,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    own: Props,
    runs: Vec<(String, Props)>,
    /// What stands in boxes anchored to it.
    boxes: Vec<Piece>,
}

impl Walk {
    /// All that an element holds, whatever it is.
    fn all(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "p" => self.paragraph(xml)?,
                "tbl" => self.table(xml)?,
                // What was deleted, and what old programs would show instead.
                "del" | "moveFrom" | "Fallback" => xml.skip()?,
                _ => self.all(xml)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        if self.cell.is_some() {
            return self.all(xml);
        }
        self.tables += 1;
        let (mut row, table) = (0, self.tables);
        while let Some(element) = xml.child()? {
            if element.name() != "tr" {
                xml.skip()?;
                continue;
            }
            let mut column = 0;
            while let Some(element) = xml.child()? {
                if element.name() == "tc" {
                    self.cell = Some([table, row, column]);
                    self.all(xml)?;
                    self.cell = None;
                    column += 1;
                } else {
                    xml.skip()?;
                }
            }
            row += 1;
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        self.room = self.room.checked_sub(1).ok_or(ReadError::ZipBomb)?;
        let mut open = Open::default();
        self.inlines(xml, &mut open)?;
        let Open { own, runs, boxes } = open;
        let style = self.styles.paragraph(own.style.as_deref()).props;
        let runs = runs.into_iter().map(|(text, own)| run(text, self.styles.run(own).or(&style))).collect();
        self.pieces.push(Piece { runs, cell: self.cell, ..piece(own.or(&style)) });
        self.pieces.extend(boxes);
        Ok(())
    }

    fn inlines(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "pPr" => open.own.read_paragraph(xml)?,
                "r" => self.run(xml, open)?,
                "del" | "moveFrom" => xml.skip()?,
                _ => self.inlines(xml, open)?,
            }
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), ReadError> {
        let (mut text, mut own) = (String::new(), Props::default());
        while let Some(element) = xml.child()? {
            match element.name() {
                "rPr" => own.read_run(xml)?,
                "t" => text += &xml.text()?,
                "instrText" => {
                    self.shows_number |= xml.text()?.split_whitespace().next() == Some("PAGE");
                }
                "drawing" | "pict" | "AlternateContent" => {
                    // What stands in a box is a paragraph of its own.
                    let before = self.pieces.len();
                    self.all(xml)?;
                    open.boxes.extend(self.pieces.drain(before..));
                }
                name => {
                    text += match name {
                        "br" | "cr" => "\n",
                        "tab" => "\t",
                        _ => "",
                    };
                    xml.skip()?;
                }
            }
        }
        if !text.is_empty() {
            open.runs.push((text, own));
        }
        Ok(())
    }
}

/// What Word shows, with its own defaults where nothing says otherwise.
fn run(text: String, look: Props) -> Run {
    Run {
        text: if look.capitals == Some(true) { text.to_uppercase() } else { text },
        font: look.font,
        size_pt: look.size.unwrap_or(20) as f64 / 2.0,
        is_bold: look.bold == Some(true),
        is_italic: look.italic == Some(true),
        is_without_font: false,
    }
}

fn piece(look: Props) -> Piece {
    let points = |twips: Option<i64>| Some(twips.unwrap_or(0) as f64 / 20.0);
    Piece {
        side: Some(look.side.unwrap_or_else(|| "left".to_owned())),
        is_heading: look.outline.is_some(),
        first_line_mm: Some(look.first_line.unwrap_or(0) as f64 / TWIPS_PER_MM),
        line_spacing: Some(look.line.unwrap_or(240) as f64 / 240.0),
        before_pt: points(look.before),
        after_pt: points(look.after),
        ..Piece::default()
    }
}

#[derive(Default)]
struct Section {
    sheet: Sheet,
    /// Whether its first page has a header of its own.
    has_title_page: bool,
}

/// All sections within an element: the last stands in the body, each other in the last paragraph of its own.
fn sections_in(xml: &mut Xml<'_>, sections: &mut Vec<Section>) -> Result<(), ReadError> {
    while let Some(element) = xml.child()? {
        if element.name() == "sectPr" {
            sections.push(section(xml)?);
        } else {
            sections_in(xml, sections)?;
        }
    }
    Ok(())
}

fn section(xml: &mut Xml<'_>) -> Result<Section, ReadError> {
    let mut section = Section::default();
    while let Some(element) = xml.child()? {
        let mm = |name: &str| element.length(name).unwrap_or(0) as f64 / TWIPS_PER_MM;
        match element.name() {
            "pgSz" => {
                section.sheet.size_mm = ["w", "h"].map(mm);
                section.sheet.is_on_side = element.get("orient").is_some_and(|side| side == "landscape");
            }
            "pgMar" => {
                section.sheet.margins_mm = ["top", "right", "bottom", "left"].map(|side| [mm(side); 2])
            }
            "titlePg" => section.has_title_page = element.is_on(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(section)
}
