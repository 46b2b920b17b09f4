//! Walks the body: paragraphs, tables, and what holds them.

use std::collections::HashMap;
use std::rc::Rc;

use super::numbering::Numbering;
use super::paragraph::Paragraph;
use super::styles::{Resolved, Styles};
use super::table::Table;
use super::xml::{Element, Xml};
use crate::error::ReadError;

/// A paragraph or a table, in order.
#[derive(Debug)]
pub(super) enum Piece {
    Paragraph(Paragraph),
    Table(Table),
}

/// What the walk needs to know and to remember.
pub(super) struct Walk<'s> {
    pub(super) styles: &'s Styles,
    pub(super) numbering: Numbering,
    /// Word noted where pages ended when it last showed the document; only without do breaks set by hand count.
    pub(super) pages_are_noted: bool,
    /// Fields that are open, true where their result has begun.
    pub(super) fields: Vec<bool>,
    /// Paragraphs whose end was deleted go on in the next.
    pub(super) carried: Option<Paragraph>,
    resolved: HashMap<Option<String>, Rc<Resolved>>,
    /// Paragraphs and cells that may still come.
    room: usize,
}

impl<'s> Walk<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering, pages_are_noted: bool, room: usize) -> Self {
        let (fields, carried, resolved) = (Vec::new(), None, HashMap::new());
        Self { styles, numbering, pages_are_noted, fields, carried, resolved, room }
    }

    /// The pieces of this element: a body, a cell, a text box, a header. Leaves it.
    pub(super) fn pieces(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Piece>, ReadError> {
        let mut pieces = Vec::new();
        self.collect(xml, &mut pieces)?;
        pieces.extend(self.carried.take().map(Piece::Paragraph));
        Ok(pieces)
    }

    /// What a paragraph style comes to, worked out once.
    pub(super) fn style(&mut self, id: Option<&str>) -> Rc<Resolved> {
        let styles = self.styles;
        let key = id.map(str::to_owned);
        Rc::clone(self.resolved.entry(key).or_insert_with(|| Rc::new(styles.paragraph(id))))
    }

    /// Takes room for a paragraph or cell.
    pub(super) fn take_room(&mut self) -> Result<(), ReadError> {
        self.room = self.room.checked_sub(1).ok_or(ReadError::ZipBomb)?;
        Ok(())
    }

    fn collect(&mut self, xml: &mut Xml<'_>, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            self.piece(&element, xml, pieces)?;
        }
        Ok(())
    }

    /// Takes one element.
    pub(super) fn piece(
        &mut self,
        element: &Element<'_>,
        xml: &mut Xml<'_>,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), ReadError> {
        match element.name() {
            "p" => self.paragraph(xml, pieces),
            "tbl" => {
                pieces.extend(self.carried.take().map(Piece::Paragraph));
                let table = self.table(xml)?;
                pieces.push(Piece::Table(table));
                Ok(())
            }
            "body" | "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                self.collect(xml, pieces)
            }
            // Word keeps the same thing twice, for new programs and for old; one of them is taken.
            "AlternateContent" => alternate(xml, |xml| self.collect(xml, pieces)),
            _ => xml.skip(),
        }
    }
}

/// Takes the first choice of an `AlternateContent`, its fallback only where there is none; leaves it.
pub(super) fn alternate(
    xml: &mut Xml<'_>,
    mut take: impl FnMut(&mut Xml<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut taken = false;
    while let Some(element) = xml.child()? {
        if !taken && matches!(element.name(), "Choice" | "Fallback") {
            taken = true;
            take(xml)?;
        } else {
            xml.skip()?;
        }
    }
    Ok(())
}
