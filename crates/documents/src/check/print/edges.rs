//! From where to where the text of a page reaches.

use super::paragraphs::{FAR, MOVED_IN, is_bold, is_row};
use crate::check::print::POINTS_PER_MM;
use crate::read::pdf::layout::{PrintedLine, PrintedPage, PrintedPiece};
use crate::write::Layout;

/// Lines that end this close to each other end at the same place, in points.
pub(super) const LEVEL: f64 = 1.5;
/// Programs that round the room between words set lines that are made level up to so many points apart.
pub(super) const ROUNDED: f64 = 3.0;
/// A line that fills this share of a page is a long one.
const LONG: f64 = 0.5;
/// Marks at the ends of lines may hang out of the text by this much, in points.
pub(super) const HANGING: f64 = 6.0;
/// From the foot of a letter to its head, and to the top of its line, as shares of its size.
const HEAD: f64 = 0.66;
const TOP: f64 = 1.0;
/// Space that the first line of a document may keep above itself, in points.
const ABOVE: f64 = 6.0;
/// Widths of pages that differ by less are the same, in points.
const SAME_WIDTH: f64 = 2.0;

/// The two sides of the text, in points from the left of the page. Pages of one width share them.
#[derive(Clone, Debug)]
pub(super) struct Edges {
    width: f64,
    pub(super) left: Edge,
    pub(super) right: Edge,
    /// Most first lines that are moved in.
    pub(super) first_lines: Option<FirstLines>,
}

/// First lines that are moved in.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstLines {
    /// Where they begin.
    pub(super) at: f64,
    /// How far the second lines stand below them.
    pub(super) step: f64,
}

/// One side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Where the text ends; if that is not known, where the layout would have it end.
    pub(super) at: f64,
    /// Lines that go on in the next one tell.
    pub(super) is_known: bool,
    /// The outermost place that a line reaches.
    reached: Option<f64>,
}

impl Edges {
    /// Those of each page.
    pub(super) fn all(pages: &[PrintedPage], layout: &Layout) -> Vec<Self> {
        let mut kinds: Vec<Self> = Vec::new();
        let edges = |page: &PrintedPage| {
            let found = kinds.iter().find(|kind| (kind.width - page.width).abs() < SAME_WIDTH);
            if let Some(kind) = found {
                return kind.clone();
            }
            kinds.push(Self::of_width(page.width, pages, layout));
            kinds[kinds.len() - 1].clone()
        };
        pages.iter().map(edges).collect()
    }

    fn of_width(width: f64, pages: &[PrintedPage], layout: &Layout) -> Self {
        let alike = || pages.iter().filter(|page| (page.width - width).abs() < SAME_WIDTH);
        let lines = || alike().flat_map(flowing);
        // Rows of a drawing are no text, however far they reach.
        let is_long = |line: &PrintedLine| line.right - line.left > LONG * width && !is_row(line);
        let mut long: Vec<f64> = lines().filter(|line| is_long(line)).map(|line| line.right).collect();
        long.sort_by(f64::total_cmp);
        let is_level = |right: f64| near(&long, right).len() > 1;
        let pages: Vec<Vec<&PrintedLine>> = alike().map(|page| flowing(page).collect()).collect();
        let pairs = || pages.iter().flat_map(|lines| lines.windows(2)).filter(|pair| is_long(pair[0]));
        let moved_in = || pairs().filter(|pair| goes_back(pair[0], pair[1]));
        let level = pairs().filter(|pair| is_level(pair[0].right) && goes_on(pair[0], pair[1]));
        // Paragraphs whose first line is moved in tell more than those that have none.
        let begin = most_frequent(moved_in().map(|pair| pair[1].left).collect())
            .or_else(|| most_frequent(level.map(|pair| pair[1].left).collect()));
        // Headings are level at the left.
        let ends: Vec<f64> = pairs()
            .filter(|pair| !is_bold(pair[0]))
            .filter(|pair| begin.is_some_and(|(begin, _)| (pair[1].left - begin).abs() < LEVEL))
            .filter(|pair| goes_back(pair[0], pair[1]) || goes_on(pair[0], pair[1]))
            .map(|pair| pair[0].right)
            .collect();
        let least = (ends.len() / 2).max(2);
        let farthest = long.last().copied().unwrap_or_default();
        let end = most_frequent(ends).filter(|(end, count)| *count >= least && farthest - end < HANGING);
        let left = lines().map(|line| line.left).reduce(f64::min);
        let right = lines().map(|line| line.right).reduce(f64::max);
        let margins = [layout.margins_mm.left, layout.margins_mm.right].map(|margin| margin * POINTS_PER_MM);
        Self {
            width,
            left: Edge::of(left, begin.map(|(at, _)| at), margins[0]),
            right: Edge::of(right, end.map(|(at, _)| at), width - margins[1]),
            first_lines: most_frequent(moved_in().map(|pair| pair[0].left).collect())
                .zip(most_frequent(moved_in().map(|pair| pair[1].baseline() - pair[0].baseline()).collect()))
                .map(|((at, _), (step, _))| FirstLines { at, step }),
        }
    }

    /// The least and the most that the margins of a page can be: top, right, bottom, left.
    pub(super) fn margins(&self, page: &PrintedPage, is_first: bool) -> [[f64; 2]; 4] {
        let lines = || page.pieces.iter().filter_map(as_line);
        let highest = lines().min_by(|one, other| one.baseline().total_cmp(&other.baseline()));
        let top = highest.map_or([0.0, f64::INFINITY], |line| {
            let above = |share: f64| line.baseline() - share * line.size();
            [if is_first { above(TOP) - ABOVE } else { 0.0 }, above(HEAD)]
        });
        let lowest = lines().map(PrintedLine::baseline).reduce(f64::max);
        let bottom = [0.0, lowest.map_or(f64::INFINITY, |lowest| page.height - lowest)];
        let (left, right) = (self.left, self.right);
        [top, right.margin(ROUNDED, |at| page.width - at), bottom, left.margin(0.0, |at| at)]
    }
}

impl FirstLines {
    /// Whether a line begins where they do.
    pub(super) fn are_at(&self, line: &PrintedLine) -> bool {
        (line.left - self.at).abs() < LEVEL
    }
}

impl Edge {
    fn of(reached: Option<f64>, known: Option<f64>, otherwise: f64) -> Self {
        Self { at: known.unwrap_or(otherwise), is_known: known.is_some(), reached }
    }

    /// The least and the most that its margin can be, where level lines end up to so many points before it.
    fn margin(self, rounded: f64, width: impl Fn(f64) -> f64) -> [f64; 2] {
        match self.reached {
            _ if self.is_known => [width(self.at) - rounded, width(self.at)],
            Some(reached) => [0.0, width(reached)],
            None => [0.0, f64::INFINITY],
        }
    }
}

/// A line right under another begins where that one does.
fn goes_on(above: &PrintedLine, line: &PrintedLine) -> bool {
    is_under(above, line) && (above.left - line.left).abs() < LEVEL
}

/// A line right under another begins further left, and not because both stand in the middle.
fn goes_back(above: &PrintedLine, line: &PrintedLine) -> bool {
    let is_centred = (above.left + above.right - line.left - line.right).abs() < 2.0 * LEVEL;
    is_under(above, line) && above.left - line.left > MOVED_IN && !is_centred
}

fn is_under(above: &PrintedLine, line: &PrintedLine) -> bool {
    let step = line.baseline() - above.baseline();
    step > 0.0 && step < FAR * above.size()
}

/// The middle of the places near which most of some places lie, and how many these are. Programs round the room between words, so that
/// level lines end at places around one.
fn most_frequent(mut places: Vec<f64>) -> Option<(f64, usize)> {
    places.sort_by(f64::total_cmp);
    let near = places.iter().map(|place| near(&places, *place)).rev().max_by_key(|near| near.len())?;
    Some((*near.get(near.len() / 2)?, near.len()))
}

/// Those of some places in order that lie near one.
fn near(places: &[f64], place: f64) -> &[f64] {
    let below = |end: f64| places.partition_point(|other| *other < end);
    &places[below(place - LEVEL)..below(place + LEVEL)]
}

fn as_line(piece: &PrintedPiece) -> Option<&PrintedLine> {
    match piece {
        PrintedPiece::Line(line) => Some(line),
        PrintedPiece::Table(_) => None,
    }
}

/// Lines that stand in no column: tables of header and signature may stand out of the text.
fn flowing(page: &PrintedPage) -> impl Iterator<Item = &PrintedLine> {
    page.pieces.iter().filter_map(as_line).filter(|line| line.column.is_none())
}
