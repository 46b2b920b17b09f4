//! Pages laid out into the text of a document and its pieces.

use super::table::Filled;
use super::{Layout, Piece, PrintedLine, furniture, notes};
use crate::model::{Block, Cell, Line, Row, Span, Table};

/// A centred line keeps at least this share of the text's width free on either side…
const CENTRED_INSET: f64 = 0.07;
/// …and the two sides differ by no more than this share of it.
const CENTRED_SLACK: f64 = 0.035;

/// The text of the pages and its pieces in order.
pub(in crate::read) fn compose(mut layouts: Vec<Layout>) -> (String, Vec<Block>) {
    furniture::remove(&mut layouts);
    notes::remove(&mut layouts);
    let areas: Vec<Area> = layouts.iter().map(|layout| Area::of(&layouts, layout)).collect();
    let mut writer = Writer::default();
    let mut open: Option<(u32, Filled)> = None;
    for (layout, area) in layouts.into_iter().zip(areas) {
        for (index, piece) in layout.pieces.into_iter().enumerate() {
            match piece {
                Piece::Table(table) => {
                    // Only the first piece of a page can go on with the last of the page before.
                    let rest = match &mut open {
                        Some((_, earlier)) if index == 0 => earlier.go_on(table),
                        _ => Some(table),
                    };
                    if let Some(table) = rest {
                        writer.close(&mut open);
                        open = Some((layout.page, table));
                    }
                }
                Piece::Line(line) => {
                    writer.close(&mut open);
                    writer.line(&line, layout.page, area.centres(&line));
                }
            }
        }
    }
    writer.close(&mut open);
    (writer.text, writer.blocks)
}

/// From where to where the text of a page reaches.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
}

impl Area {
    /// Taken from all pages of the same width: a last page may have short lines only.
    fn of(layouts: &[Layout], layout: &Layout) -> Self {
        let alike = layouts.iter().filter(|other| (other.width - layout.width).abs() < 2.0).take(50);
        let lines = alike.flat_map(|layout| &layout.pieces).filter_map(|piece| match piece {
            Piece::Line(line) => Some((line.left, line.right)),
            Piece::Table(_) => None,
        });
        let (mut lefts, mut rights): (Vec<f64>, Vec<f64>) = lines.unzip();
        lefts.sort_by(f64::total_cmp);
        rights.sort_by(f64::total_cmp);
        let left = lefts.get(lefts.len() / 20).copied().unwrap_or(0.0);
        let right =
            rights.get(rights.len().saturating_sub(1 + rights.len() / 20)).copied().unwrap_or(layout.width);
        Self { left, right }
    }

    fn centres(&self, line: &PrintedLine) -> bool {
        let width = self.right - self.left;
        let (before, after) = (line.left - self.left, self.right - line.right);
        before.min(after) > CENTRED_INSET * width && (before - after).abs() < 2.0 * CENTRED_SLACK * width
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<Block>,
}

impl Writer {
    fn line(&mut self, line: &PrintedLine, page: u32, centred: bool) {
        let span = self.write(line.text.trim());
        if span.start == span.end {
            return;
        }
        self.text.push('\n');
        self.blocks.push(Block::Line(Line {
            span,
            page,
            wrapped: true,
            bold: line.bold,
            centred,
            heading: None,
        }));
    }

    /// Writes the table that was still open.
    fn close(&mut self, open: &mut Option<(u32, Filled)>) {
        let Some((page, table)) = open.take() else { return };
        let start = self.text.len();
        let rows: Vec<Row> = table.rows.iter().map(|row| Row { cells: self.row(row) }).collect();
        if rows.is_empty() {
            return;
        }
        let span = Span::new(start, self.text.len() - 1);
        self.blocks.push(Block::Table(Table { span, page, rows }));
    }

    fn row(&mut self, row: &[super::table::FilledCell]) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(row.len());
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                self.text.push('\t');
            }
            let span = self.write(&cell.text);
            let narrow = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
            cells.push(Cell { span, column: narrow(cell.column), columns: narrow(cell.columns) });
        }
        self.text.push('\n');
        cells
    }

    fn write(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }
}
