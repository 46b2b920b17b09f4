//! A PDF as a paper: what its lines and their places tell.
//!
//! Margins are known where lines reach them, and no more than bounded by the text elsewhere; indents, spacing and level edges are
//! known of paragraphs of several lines; a paragraph that may as well be the same one going on has neither. Sizes are those of
//! letters, to a quarter of a point, as programs round them. Words of drawings are told by being smaller than any text.

mod edges;
mod fonts;
mod paragraphs;
mod walk;

use self::edges::Edges;
use self::paragraphs::run;
use self::walk::Walk;
use super::paper::{Paper, Piece, Run, Sheet};
use crate::read::pdf::Print;
use crate::read::pdf::layout::{PrintedLine, PrintedPage, PrintedPiece};
use crate::write::Layout;

/// Points in a millimetre.
const POINTS_PER_MM: f64 = 72.0 / 25.4;
/// A page's number this far from the middle still stands in it.
const MIDDLE: f64 = 3.0 * POINTS_PER_MM;
/// Programs that measure in pixels set lines up to so many points off.
const ROUNDING: f64 = 1.0;

/// What a printed document looks like.
pub(super) fn paper(print: &Print, layout: &Layout) -> Paper {
    let edges = Edges::all(&print.pages, layout);
    let (pieces, last) = Walk::over(&print.pages, &edges, layout);
    let mut letters = fonts::letters(&print.fonts, layout);
    letters.extend(not_composed(&print.pages, layout));
    let numbered = || print.pages.iter().zip(&edges);
    let number =
        |(page, edges): (&PrintedPage, &Edges)| Some(page_number(page.number.as_ref()?, page, edges, layout));
    Paper {
        letters,
        sheets: numbered().enumerate().map(|(at, (page, edges))| sheet(page, edges, at == 0)).collect(),
        page_numbers: numbered().take(last + 1).skip(1).map(number).collect(),
        has_first_number: print.pages.first().is_some_and(|page| page.number.is_some()),
        pieces,
        rounding_pt: ROUNDING,
    }
}

/// Lines whose letters are not composed, wherever they stand.
fn not_composed(pages: &[PrintedPage], layout: &Layout) -> Vec<Run> {
    let texts = pages.iter().flat_map(|page| &page.pieces).map(|piece| match piece {
        PrintedPiece::Line(line) => &line.text,
        PrintedPiece::Table(text) => text,
    });
    let found = texts.filter(|text| vietnamese::nfc(text) != **text);
    found.map(|text| Run { text: text.clone(), font: Some(layout.font.clone()), ..Run::default() }).collect()
}

fn page_number(line: &PrintedLine, page: &PrintedPage, edges: &Edges, layout: &Layout) -> Piece {
    let middle = (line.left + line.right) / 2.0;
    let is_middle = |of: f64| (middle - of).abs() < MIDDLE;
    let side = if is_middle(page.width / 2.0) || is_middle((edges.left.at + edges.right.at) / 2.0) {
        "center"
    } else if middle < page.width / 2.0 {
        "left"
    } else {
        "right"
    };
    Piece { side: Some(side.to_owned()), runs: run(line, layout), ..Piece::default() }
}

fn sheet(page: &PrintedPage, edges: &Edges, is_first: bool) -> Sheet {
    Sheet {
        size_mm: [page.width, page.height].map(|length| length / POINTS_PER_MM),
        is_on_side: page.width > page.height,
        margins_mm: edges.margins(page, is_first).map(|bounds| bounds.map(|length| length / POINTS_PER_MM)),
    }
}
