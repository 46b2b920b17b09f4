//! Pages as they are printed, for who asks how they look rather than what they say.

use super::furniture::{self, upper_number};
use super::words::DESCENT;
use super::{Layout, Piece, PrintedLine, notes};

/// A page. Places are those of [`super`].
#[derive(Clone, Debug)]
pub(crate) struct PrintedPage {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Its number, where it stands in the upper margin.
    pub(crate) number: Option<PrintedLine>,
    /// From top to bottom, without page numbers, lines that run along all pages, and footnotes.
    pub(crate) pieces: Vec<PrintedPiece>,
}

/// A line or a table.
#[derive(Clone, Debug)]
pub(crate) enum PrintedPiece {
    Line(PrintedLine),
    /// Its words.
    Table(String),
}

/// The pages laid out.
pub(in crate::read) fn print(mut layouts: Vec<Layout>) -> Vec<PrintedPage> {
    let numbers: Vec<_> = layouts.iter_mut().map(upper_number).collect();
    furniture::remove(&mut layouts);
    notes::remove(&mut layouts);
    let page = |(layout, number): (Layout, Option<PrintedLine>)| {
        let Layout { width, height, pieces, .. } = layout;
        let piece = |piece| match piece {
            Piece::Line(line) => PrintedPiece::Line(line),
            Piece::Table(table) => {
                let cells: Vec<_> = table.rows.into_iter().flatten().map(|cell| cell.text).collect();
                PrintedPiece::Table(cells.join("\t"))
            }
        };
        PrintedPage { width, height, number, pieces: pieces.into_iter().map(piece).collect() }
    };
    layouts.into_iter().zip(numbers).map(page).collect()
}

impl PrintedLine {
    /// Size of its letters: that of most of them.
    pub(crate) fn size(&self) -> f64 {
        let mut from = 0;
        let runs = self.runs.iter().map(|run| (run.end - std::mem::replace(&mut from, run.end), run.size));
        runs.max_by_key(|(letters, _)| *letters).map_or(0.0, |(_, size)| size)
    }

    /// The height on which its letters stand.
    pub(crate) fn baseline(&self) -> f64 {
        self.bottom - DESCENT * self.size
    }
}
