//! The document as the page shows it: its paragraphs and tables in order, each clause one paragraph. Pure.

use documents::{Block, Document, Line, Span};
use minijinja::Value;
use serde::Serialize;

use super::marks::{Mark, html, in_order};

/// A clause's place in the source.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) span: Span,
    pub(crate) path: &'a str,
    /// Class of its paragraph.
    pub(crate) class: &'static str,
}

/// A paragraph or a table of the source.
#[derive(Debug, Serialize)]
pub(crate) struct Piece {
    /// `c-<path>` for a clause.
    id: Option<String>,
    class: &'static str,
    /// Number of the page that begins here.
    page: Option<u32>,
    html: Value,
    rows: Vec<Vec<CellPiece>>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub(crate) struct CellPiece {
    id: Option<String>,
    columns: u16,
    html: Value,
}

/// Cuts the document into pieces. `places` and `marks` may come in any order; spans that are not in the text are left
/// out.
pub(crate) fn pieces(document: &Document, mut places: Vec<Place<'_>>, mut marks: Vec<Mark>) -> Vec<Piece> {
    let text = document.text.as_str();
    let fits = |span: Span| span.start < span.end && text.get(span.start..span.end).is_some();
    places.retain(|place| fits(place.span));
    places.sort_by_key(|place| place.span);
    marks.retain(|mark| fits(mark.span));
    let mut cutter = Cutter {
        document,
        places,
        marks: in_order(marks),
        full: full_line(document),
        covered: 0,
        page: 1,
        pieces: Vec::new(),
    };
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Table(table) => cutter.table(table),
            Block::Line(line) => cutter.line(at, line),
        }
    }
    cutter.pieces
}

/// How a legal basis begins, always a paragraph of its own.
const BASIS: &str = "Căn cứ";

struct Cutter<'a> {
    document: &'a Document,
    places: Vec<Place<'a>>,
    marks: Vec<Mark>,
    full: usize,
    /// Byte up to which the source is in a piece.
    covered: usize,
    page: u32,
    pieces: Vec<Piece>,
}

impl<'a> Cutter<'a> {
    fn table(&mut self, table: &documents::Table) {
        let rows = table.rows.iter().map(|row| self.row(row)).collect();
        let page = self.turn(table.page);
        self.pieces.push(Piece { id: None, class: "", page, html: Value::from(""), rows });
        self.covered = self.covered.max(table.span.end);
    }

    fn row(&self, row: &documents::Row) -> Vec<CellPiece> {
        let piece = |cell: &documents::Cell| {
            let html = html(&self.document.text, cell.span, &self.marks);
            CellPiece { id: None, columns: cell.columns, html }
        };
        let mut cells: Vec<_> = row.cells.iter().map(piece).collect();
        let whole =
            row.cells.iter().map(|cell| cell.span).filter(|span| span.start < span.end).reduce(Span::cover);
        let place =
            whole.and_then(|span| self.place_after(span.start).filter(|place| place.span.start < span.end));
        if let (Some(place), Some(first)) = (place, cells.first_mut()) {
            first.id = Some(format!("c-{}", place.path));
        }
        cells
    }

    /// A line may go on in a clause begun before, begin one or several, or stand outside of them.
    fn line(&mut self, at: usize, line: &Line) {
        loop {
            let from = self.covered.max(line.span.start);
            if from >= line.span.end
                || Span::new(from, line.span.end).of(&self.document.text).trim().is_empty()
            {
                return;
            }
            let place = self.place_after(from).filter(|place| place.span.start < line.span.end).cloned();
            let (span, id, class) = match place {
                Some(place) if self.is_blank(from, place.span.start) => {
                    let span = Span::new(place.span.start.max(from), place.span.end);
                    (span, Some(format!("c-{}", place.path)), place.class)
                }
                Some(place) => (Span::new(from, place.span.start), None, ""),
                None if from > line.span.start => (Span::new(from, line.span.end), None, ""),
                None => (self.paragraph(at), None, if line.centred { "is-centred" } else { "" }),
            };
            let page = self.turn(line.page);
            let html = html(&self.document.text, span, &self.marks);
            self.pieces.push(Piece { id, class, page, html, rows: Vec::new() });
            self.covered = span.end;
        }
    }

    /// The first clause that does not end before a byte.
    fn place_after(&self, byte: usize) -> Option<&Place<'a>> {
        self.places.get(self.places.partition_point(|place| place.span.end <= byte))
    }

    fn is_blank(&self, from: usize, to: usize) -> bool {
        self.document.text.get(from..to).is_none_or(|between| between.trim().is_empty())
    }

    /// The number to show where a new page begins.
    fn turn(&mut self, page: u32) -> Option<u32> {
        let is_new = page > self.page;
        self.page = self.page.max(page);
        is_new.then_some(page)
    }

    /// A line outside of the clauses with those that go on in its sentence: a printed line that is nearly full is
    /// followed by the rest of its paragraph.
    fn paragraph(&self, first: usize) -> Span {
        let blocks = &self.document.blocks;
        let mut span = blocks[first].span();
        let end = self.place_after(span.start).map_or(usize::MAX, |place| place.span.start);
        let mut at = first;
        while let (Some(Block::Line(line)), Some(Block::Line(next))) = (blocks.get(at), blocks.get(at + 1)) {
            let words = line.span.of(&self.document.text);
            let goes_on = line.wrapped
                && !line.centred
                && !next.centred
                && next.span.start < end
                && !next.span.of(&self.document.text).starts_with(BASIS)
                && words.chars().count() >= self.full
                && !words.ends_with(['.', ';', ':']);
            if !goes_on {
                break;
            }
            span = span.cover(next.span);
            at += 1;
        }
        span
    }
}

/// From how many letters on a printed line counts as full.
fn full_line(document: &Document) -> usize {
    let length = |block: &Block| match block {
        Block::Line(line) if line.wrapped => line.span.of(&document.text).chars().count(),
        _ => 0,
    };
    document.blocks.iter().map(length).max().unwrap_or_default() * 3 / 4
}
