//! From letters and lines on pages to lines of text and tables, in the order a person reads them: a function of
//! positions only, the same for the text layer of a PDF and for the words that character recognition found.
//!
//! All places are in points, origin at the page's top left, y downwards.

mod columns;
mod compose;
mod furniture;
mod grid;
mod notes;
mod print;
mod rows;
mod ruling;
mod signs;
mod table;
mod words;

#[cfg(test)]
mod tests;

use hayro_font::kurbo::{Point, Rect};

pub(in crate::read) use compose::compose;
pub(in crate::read) use print::print;
pub(crate) use print::{PrintedPage, PrintedPiece};
pub(in crate::read) use words::words;

/// Whether lines enclose cells.
pub(in crate::read) fn has_table(rules: &[Rule]) -> bool {
    !ruling::grids(rules).is_empty()
}

/// A letter on a page.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Glyph {
    /// Its characters: mostly one, several for a ligature, none where a neighbour speaks for it.
    pub(in crate::read) text: String,
    /// Where it begins, along its own line.
    pub(in crate::read) x: f64,
    /// The height of its line.
    pub(in crate::read) baseline: f64,
    /// How far it moves on.
    pub(in crate::read) width: f64,
    /// Size of its font.
    pub(in crate::read) size: f64,
    /// How it looks.
    pub(in crate::read) style: Style,
    /// Which way its line runs; `x` and `baseline` are those of the page turned so that it runs to the right.
    pub(in crate::read) turn: Turn,
}

/// How letters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// Their strokes are heavy.
    pub(crate) bold: bool,
    /// They lean.
    pub(crate) italic: bool,
    /// The number of their font; `None` on a picture.
    pub(crate) font: Option<u16>,
}

/// Which way a line of text runs on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::read) enum Turn {
    /// To the right.
    #[default]
    Right,
    /// Downwards.
    Down,
    /// To the left, upside down.
    Left,
    /// Upwards.
    Up,
}

/// A straight line, horizontal or vertical.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::read) struct Rule {
    /// It runs from left to right, else from top to bottom.
    pub(in crate::read) horizontal: bool,
    /// Its y where it is horizontal, else its x.
    pub(in crate::read) at: f64,
    /// Where it begins.
    pub(in crate::read) from: f64,
    /// Where it ends.
    pub(in crate::read) to: f64,
}

/// What stands on a page.
#[derive(Clone, Debug)]
pub(in crate::read) struct Sheet {
    /// From 1.
    pub(in crate::read) number: u32,
    /// Width as seen, in points.
    pub(in crate::read) width: f64,
    /// Height as seen, in points.
    pub(in crate::read) height: f64,
    /// Letters in the order they are drawn.
    pub(in crate::read) glyphs: Vec<Glyph>,
    /// Lines.
    pub(in crate::read) rules: Vec<Rule>,
    /// Square points that pictures cover, counted again where they overlap.
    pub(in crate::read) picture_area: f64,
    /// Dots per inch of the finest picture that covers much of the page, 0 without one.
    pub(in crate::read) picture_dpi: f64,
    /// Corners of drawn shapes.
    pub(in crate::read) shapes: usize,
    /// Letters whose font does not say what they are.
    pub(in crate::read) unmapped: u32,
    /// Some of its letters are in an encoding from before Unicode.
    pub(in crate::read) legacy: bool,
}

/// A word on a page.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Word {
    /// Its characters.
    pub(in crate::read) text: String,
    /// Its left end.
    pub(in crate::read) left: f64,
    /// Its right end.
    pub(in crate::read) right: f64,
    /// The top of its line: of the line rather than its own, so that a hyphen is as tall as a letter.
    pub(in crate::read) top: f64,
    /// The bottom of its line.
    pub(in crate::read) bottom: f64,
    /// How its letters look.
    pub(in crate::read) style: Style,
}

/// The words and lines of a page, ready to be laid out.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Leaf {
    /// Page, from 1.
    pub(in crate::read) page: u32,
    /// Width, in points.
    pub(in crate::read) width: f64,
    /// Height, in points.
    pub(in crate::read) height: f64,
    /// Words in any order.
    pub(in crate::read) words: Vec<Word>,
    /// Ruling lines.
    pub(in crate::read) rules: Vec<Rule>,
}

/// A page laid out.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Layout {
    page: u32,
    width: f64,
    height: f64,
    pieces: Vec<Piece>,
}

/// A line or a table of a page, from top to bottom.
#[derive(Clone, Debug)]
enum Piece {
    Line(PrintedLine),
    Table(table::Filled),
}

/// A line of print: a whole one, or the part of it in one column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrintedLine {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    top: f64,
    bottom: f64,
    /// The size of its largest word.
    size: f64,
    /// It begins with a raised figure, as a footnote does.
    is_note: bool,
    bold: bool,
    /// The narrowest and the widest room between two of its words; none where it has one.
    pub(crate) gaps: [f64; 2],
    /// Words of one look after the other.
    pub(crate) runs: Vec<PrintedRun>,
    /// The one of two columns in which it stands.
    pub(crate) column: Option<Column>,
}

/// Words of one look.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrintedRun {
    /// Where they end in the line's text; they begin where those before end.
    pub(crate) end: usize,
    /// Size of their font.
    pub(crate) size: f64,
    pub(crate) style: Style,
}

/// One of two columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Left,
    Right,
}

/// Lays out one page.
pub(in crate::read) fn lay_out(leaf: Leaf) -> Layout {
    let Leaf { page, width, height, mut words, rules } = leaf;
    let mut tables = Vec::new();
    for grid in ruling::grids(&rules) {
        let (inside, outside) = words.into_iter().partition(|word| grid.holds(word));
        words = outside;
        match table::fill(&grid, inside) {
            Ok(table) => tables.push((grid.top(), table)),
            Err(inside) => words.extend(inside),
        }
    }
    tables.sort_by(|one, other| one.0.total_cmp(&other.0));
    let edges: Vec<f64> = tables.iter().map(|(top, _)| *top).collect();
    // Columns never reach over a table.
    let mut pieces = Vec::new();
    let mut tables = tables.into_iter().map(|(_, table)| Piece::Table(table));
    for band in rows::between(rows::rows(words), &edges) {
        let heads_document = page == 1 && pieces.is_empty();
        pieces.extend(columns::lines(&band, heads_document).into_iter().map(Piece::Line));
        pieces.extend(tables.next());
    }
    Layout { page, width, height, pieces }
}

impl Sheet {
    pub(in crate::read) fn new(number: u32, width: f64, height: f64) -> Self {
        Self {
            number,
            width,
            height,
            glyphs: Vec::new(),
            rules: Vec::new(),
            picture_area: 0.0,
            picture_dpi: 0.0,
            shapes: 0,
            unmapped: 0,
            legacy: false,
        }
    }
}

impl Turn {
    /// The turn of a line that runs by `(x, y)`.
    pub(in crate::read) fn of(x: f64, y: f64) -> Self {
        match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
            (true, true, _) => Self::Right,
            (true, false, _) => Self::Left,
            (false, _, true) => Self::Down,
            (false, _, false) => Self::Up,
        }
    }

    /// A point of a page of this size, seen with the page turned so that the line runs to the right.
    pub(in crate::read) fn flatten(self, x: f64, y: f64, width: f64, height: f64) -> (f64, f64) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, width - x),
            Self::Left => (width - x, height - y),
            Self::Up => (height - y, x),
        }
    }
}

impl Rule {
    /// The line between two points, if it is horizontal or vertical.
    pub(in crate::read) fn between(one: Point, other: Point) -> Option<Self> {
        let (width, height) = ((one.x - other.x).abs(), (one.y - other.y).abs());
        if !(width.is_finite() && height.is_finite()) || width.min(height) > 0.8 || width.max(height) < 0.5 {
            return None;
        }
        Self::along(Rect::from_points(one, other))
    }

    /// The line that a narrow rectangle is.
    pub(in crate::read) fn along(rect: Rect) -> Option<Self> {
        let horizontal = rect.width() >= rect.height();
        let (at, from, to) = if horizontal {
            (rect.center().y, rect.x0, rect.x1)
        } else {
            (rect.center().x, rect.y0, rect.y1)
        };
        (at.is_finite() && from.is_finite() && to.is_finite()).then_some(Self { horizontal, at, from, to })
    }
}
