//! Tables.

use super::body::{Piece, Walk, alternate};
use super::xml::Xml;
use crate::error::ReadError;
use crate::read::build::NewCell;

/// Columns that one cell may span: Word allows 63.
const WIDEST: i64 = 63;

/// A table; rows deleted by a tracked change are left out.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Default)]
pub(super) struct Cell {
    column: u16,
    columns: u16,
    pub(super) pieces: Vec<Piece>,
}

impl Table {
    /// It is a frame around paragraphs: no row has a second cell.
    pub(super) fn is_frame(&self) -> bool {
        self.rows.iter().all(|row| row.len() < 2)
    }

    /// All it holds, in order.
    pub(super) fn into_pieces(self) -> impl Iterator<Item = Piece> {
        self.rows.into_iter().flatten().flat_map(|cell| cell.pieces)
    }

    /// Its words, a line a row.
    pub(super) fn text(&self) -> String {
        let row = |row: &Vec<Cell>| {
            let cells = row.iter().map(|cell| text(&cell.pieces)).filter(|words| !words.is_empty());
            cells.collect::<Vec<_>>().join(" ")
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// Pages that end within it.
    pub(super) fn page_breaks(&self) -> u32 {
        let cells = self.rows.iter().flatten();
        cells.flat_map(|cell| &cell.pieces).map(Piece::page_breaks).fold(0, u32::saturating_add)
    }

    /// The cells with their words; a table within a cell becomes lines of it.
    pub(super) fn into_rows(self) -> Vec<Vec<NewCell>> {
        let cell =
            |cell: Cell| NewCell { text: text(&cell.pieces), column: cell.column, columns: cell.columns };
        self.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect()
    }
}

impl Piece {
    pub(super) fn page_breaks(&self) -> u32 {
        match self {
            Self::Paragraph(paragraph) => paragraph.breaks_before.saturating_add(paragraph.breaks_within),
            Self::Table(table) => table.page_breaks(),
        }
    }
}

fn text(pieces: &[Piece]) -> String {
    let line = |piece: &Piece| match piece {
        Piece::Paragraph(paragraph) => paragraph.text(),
        Piece::Table(table) => table.text(),
    };
    pieces.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct RowProps {
    columns_before: u16,
    deleted: bool,
}

impl Walk<'_> {
    /// Reads a `tbl`.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<Table, ReadError> {
        let mut table = Table::default();
        self.rows(xml, &mut table)?;
        Ok(table)
    }

    fn rows(&mut self, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "tr" => {
                    let (mut row, mut props) = (Vec::new(), RowProps::default());
                    self.cells(xml, &mut row, &mut props)?;
                    if !props.deleted {
                        table.rows.push(row);
                    }
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => self.rows(xml, table)?,
                "AlternateContent" => alternate(xml, |xml| self.rows(xml, table))?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(
        &mut self,
        xml: &mut Xml<'_>,
        row: &mut Vec<Cell>,
        props: &mut RowProps,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "trPr" => props.read(xml)?,
                "tc" => {
                    let column = row
                        .last()
                        .map_or(props.columns_before, |cell: &Cell| cell.column.saturating_add(cell.columns));
                    let (cell, goes_on_beside) = self.cell(xml, column)?;
                    match row.last_mut() {
                        Some(left) if goes_on_beside => {
                            left.columns = left.columns.saturating_add(cell.columns)
                        }
                        _ => row.push(cell),
                    }
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => self.cells(xml, row, props)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// A cell that goes on from the one above is empty: the words stand once, in the first of them. Also says
    /// whether it goes on from the one to its left.
    fn cell(&mut self, xml: &mut Xml<'_>, column: u16) -> Result<(Cell, bool), ReadError> {
        self.take_room()?;
        let mut cell = Cell { column, columns: 1, pieces: Vec::new() };
        let (mut from_above, mut from_left) = (false, false);
        let mut pieces = Vec::new();
        // Its properties come first, so that its content can be read as it comes.
        if let Some(first) = xml.child()? {
            if first.name() == "tcPr" {
                while let Some(element) = xml.child()? {
                    match element.name() {
                        "gridSpan" => cell.columns = columns(element.number()),
                        "vMerge" => from_above = element.val().is_none_or(|state| state == "continue"),
                        "hMerge" => from_left = element.val().is_none_or(|state| state == "continue"),
                        _ => {}
                    }
                    xml.skip()?;
                }
            } else {
                self.piece(&first, xml, &mut pieces)?;
            }
            pieces.extend(self.pieces(xml)?);
        }
        if !from_above {
            cell.pieces = pieces;
        }
        Ok((cell, from_left))
    }
}

impl RowProps {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "gridBefore" => {
                    self.columns_before = columns(element.number()) * u16::from(element.number() > Some(0))
                }
                "del" => self.deleted = true,
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

fn columns(number: Option<i64>) -> u16 {
    u16::try_from(number.unwrap_or(1).clamp(1, WIDEST)).unwrap_or(1)
}
