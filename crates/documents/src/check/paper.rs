//! A Word file as far as a layout speaks of it: pages, headers, and paragraphs with their looks.

use std::collections::HashMap;

use super::piece::{Look, Piece, Run, length};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::{Element, Package, Xml};

/// The file.
#[derive(Debug, Default)]
pub(super) struct Paper {
    pub(super) pieces: Vec<Piece>,
    /// The first first.
    pub(super) sections: Vec<Section>,
    /// The pieces of all headers of pages; each tells whether a page's number stands in it.
    pub(super) headers: Vec<(Piece, bool)>,
}

/// Pages of one size. Lengths are twentieths of a point.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) is_on_side: bool,
    /// Top, right, bottom, left.
    pub(super) margins: [i64; 4],
    /// Whether its first page has a header of its own.
    pub(super) has_title_page: bool,
}

impl Paper {
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, ReadError> {
        let mut package = Package::open(bytes, limits)?;
        let body =
            package.part("word/document.xml")?.ok_or_else(|| ReadError::broken("no word/document.xml"))?;
        let styles = package.part("word/styles.xml")?.unwrap_or_default();
        let mut walk = Walk {
            styles: if styles.is_empty() { Styles::default() } else { Styles::read(&styles, limits)? },
            paper: Self::default(),
            room: limits.pieces,
            cell: None,
            tables: 0,
            shows_number: false,
        };
        walk.all(&mut Xml::new(&body, limits.xml_depth))?;
        let Walk { mut paper, .. } = walk_of_headers(walk, &mut package, limits)?;
        if paper.sections.is_empty() {
            paper.sections.push(Section::default());
        }
        Ok(paper)
    }
}

fn walk_of_headers(mut walk: Walk, package: &mut Package<'_>, limits: &Limits) -> Result<Walk, ReadError> {
    let body = std::mem::take(&mut walk.paper.pieces);
    for name in package.names("word/header") {
        let Some(part) = package.part(&name)? else { continue };
        walk.shows_number = false;
        walk.all(&mut Xml::new(&part, limits.xml_depth))?;
        let shows_number = walk.shows_number;
        let pieces = std::mem::take(&mut walk.paper.pieces);
        walk.paper.headers.extend(pieces.into_iter().map(|piece| (piece, shows_number)));
    }
    walk.paper.pieces = body;
    Ok(walk)
}

struct Walk {
    styles: Styles,
    paper: Paper,
    /// Paragraphs that may still come.
    room: usize,
    cell: Option<[usize; 3]>,
    tables: usize,
    /// Whether the field that counts pages was met.
    shows_number: bool,
}

impl Walk {
    /// All that an element holds, whatever it is.
    fn all(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "p" => self.paragraph(xml)?,
                "tbl" => self.table(xml)?,
                "sectPr" => self.section(xml)?,
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
        let mut open = Open { piece: Piece { cell: self.cell, ..Piece::default() }, boxes: Vec::new() };
        self.inlines(xml, &mut open)?;
        let style = self.styles.paragraph(open.piece.look.style.as_deref());
        let Open { mut piece, boxes } = open;
        for run in &mut piece.runs {
            let own = std::mem::take(&mut run.look);
            let named = own.style.as_deref().map(|style| self.styles.chain(Some(style)));
            run.look = own.or(&named.unwrap_or_default()).or(&style);
            if run.look.capitals == Some(true) {
                run.text = run.text.to_uppercase();
            }
        }
        piece.look = piece.look.or(&style);
        self.paper.pieces.push(piece);
        self.paper.pieces.extend(boxes);
        Ok(())
    }

    fn inlines(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "pPr" => {
                    let mut look = std::mem::take(&mut open.piece.look);
                    look.read_paragraph(xml, |xml| self.section(xml))?;
                    open.piece.look = look;
                }
                "r" => self.run(xml, open)?,
                "del" | "moveFrom" => xml.skip()?,
                _ => self.inlines(xml, open)?,
            }
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), ReadError> {
        let (mut text, mut look) = (String::new(), Look::default());
        while let Some(element) = xml.child()? {
            match element.name() {
                "rPr" => {
                    look.read_run(xml)?;
                    continue;
                }
                "t" => {
                    text += &xml.text()?;
                    continue;
                }
                "instrText" => {
                    self.shows_number |= xml.text()?.split_whitespace().next() == Some("PAGE");
                    continue;
                }
                "br" | "cr" => text.push('\n'),
                "tab" => text.push('\t'),
                "drawing" | "pict" | "AlternateContent" => {
                    // What stands in a box is a paragraph of its own.
                    let before = self.paper.pieces.len();
                    self.all(xml)?;
                    open.boxes.extend(self.paper.pieces.drain(before..));
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        if !text.is_empty() {
            open.piece.runs.push(Run { text, look });
        }
        Ok(())
    }

    fn section(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let mut section = Section::default();
        while let Some(element) = xml.child()? {
            let of = |name: &str, element: &Element<'_>| length(element, name).unwrap_or_default();
            match element.name() {
                "pgSz" => {
                    (section.width, section.height) = (of("w", &element), of("h", &element));
                    section.is_on_side = element.get("orient").is_some_and(|side| side == "landscape");
                }
                "pgMar" => {
                    section.margins = ["top", "right", "bottom", "left"].map(|side| of(side, &element));
                }
                "titlePg" => section.has_title_page = element.is_on(),
                _ => {}
            }
            xml.skip()?;
        }
        self.paper.sections.push(section);
        Ok(())
    }
}

/// A paragraph that is being read, and what stands in boxes anchored to it.
struct Open {
    piece: Piece,
    boxes: Vec<Piece>,
}

/// What paragraphs and words have without saying so themselves.
#[derive(Debug, Default)]
struct Styles {
    defaults: Look,
    default_paragraph: Option<String>,
    /// By name: what each rests on, and what it sets.
    styles: HashMap<String, (Option<String>, Look)>,
}

/// A style may rest on another, that on a third; a circle ends here.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    fn read(text: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let xml = &mut Xml::new(text, limits.xml_depth);
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.name() {
                "docDefaults" => styles.read_defaults(xml)?,
                "style" => {
                    let id = element.get("styleId").unwrap_or_default().into_owned();
                    let is_default = element.get("default").is_some_and(|on| on == "1" || on == "true");
                    if is_default && element.get("type").is_none_or(|kind| kind == "paragraph") {
                        styles.default_paragraph = Some(id.clone());
                    }
                    let style = style(xml)?;
                    styles.styles.insert(id, style);
                }
                _ => xml.skip()?,
            }
        }
        Ok(styles)
    }

    fn read_defaults(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "rPrDefault" | "pPrDefault" => self.read_defaults(xml)?,
                "rPr" => self.defaults.read_run(xml)?,
                "pPr" => self.defaults.read_paragraph(xml, |xml| xml.skip())?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// What a paragraph of that style has.
    fn paragraph(&self, id: Option<&str>) -> Look {
        let known = id.filter(|id| self.styles.contains_key(*id));
        self.chain(known.or(self.default_paragraph.as_deref())).or(&self.defaults)
    }

    fn chain(&self, id: Option<&str>) -> Look {
        let (mut look, mut next) = (Look::default(), id);
        for _ in 0..LONGEST_CHAIN {
            let Some((base, own)) = next.and_then(|id| self.styles.get(id)) else { break };
            look = look.or(own);
            next = base.as_deref();
        }
        look
    }
}

/// What a style rests on, and what it sets.
fn style(xml: &mut Xml<'_>) -> Result<(Option<String>, Look), ReadError> {
    let (mut base, mut look) = (None, Look::default());
    while let Some(element) = xml.child()? {
        match element.name() {
            "pPr" => {
                look.read_paragraph(xml, |xml| xml.skip())?;
                continue;
            }
            "rPr" => {
                look.read_run(xml)?;
                continue;
            }
            "basedOn" => base = element.val().map(|id| id.into_owned()),
            _ => {}
        }
        xml.skip()?;
    }
    look.style = None;
    Ok((base, look))
}
