//! Lines into paragraphs, and what the places of their lines tell.

use super::POINTS_PER_MM;
use super::edges::{Edges, HANGING, ROUNDED};
use crate::check::paper::{Piece, Run};
use crate::read::pdf::layout::PrintedLine;
use crate::write::Layout;

/// A line in the middle has at its two sides free room that differs by no more, in points…
const MIDDLE: f64 = 8.0;
/// …and no less than this, unless the line before it is one of the same heading.
const INSET: f64 = 15.0;
/// A line that begins this far behind another is moved in, in points.
pub(super) const MOVED_IN: f64 = 15.0;
/// Lines further apart than others of their paragraph by this belong to two, in points.
const APART: f64 = 2.0;
/// Lines further apart than so many times their size belong to two: two single lines are 2.3 of it.
pub(super) const FAR: f64 = 2.6;
/// Room between words that no line has which is only made level, as a share of the size.
const SPREAD: f64 = 2.5;
/// Rooms between the words of a line that is made level differ by less, as a share of the size.
const EVEN: f64 = 0.2;
/// A space between words, as a share of the size.
const SPACE: f64 = 0.25;
/// The height of a single line of the layout's font, as a share of its size.
const SINGLE: f64 = 1.15;
/// Marks at the end of a paragraph.
const ENDS: [char; 3] = ['.', ';', ':'];

/// Lines that belong together.
pub(super) struct Paragraph<'a> {
    /// With the numbers of their pages.
    lines: Vec<(usize, &'a PrintedLine)>,
    begins: Begins,
    is_centred: bool,
    /// The least and the most by which its lines stand below each other on one page.
    steps: Option<[f64; 2]>,
}

/// How a paragraph comes after the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Begins {
    /// It is another.
    Anew,
    /// It is another, or the same after a line that was broken by hand.
    Perhaps,
    /// It is the same.
    Not,
}

impl<'a> Paragraph<'a> {
    /// The paragraphs that some lines make, one after the other.
    pub(super) fn all(lines: &[(usize, &'a PrintedLine)], edges: &[Edges]) -> Vec<Self> {
        let mut paragraphs: Vec<Self> = Vec::new();
        for (page, line) in lines {
            let before = paragraphs.last();
            let is_centred = is_centred(line, &edges[*page], before);
            let begins =
                before.map_or(Begins::Anew, |before| before.then(*page, line, is_centred, &edges[*page]));
            match paragraphs.last_mut() {
                Some(last) if begins == Begins::Not => last.push(*page, line),
                _ => paragraphs.push(Self { lines: vec![(*page, line)], begins, is_centred, steps: None }),
            }
        }
        paragraphs
    }

    fn then(&self, page: usize, next: &PrintedLine, is_centred: bool, edges: &Edges) -> Begins {
        let (last_page, last) = self.last();
        let size = last.size();
        let step = next.baseline() - last.baseline();
        let is_apart =
            page == last_page && (step > FAR * size || self.step().is_some_and(|usual| step > usual + APART));
        let is_row = is_row(last) || is_row(next);
        if is_centred || self.is_centred || is_apart || is_row || (next.size() - size).abs() > 1.0 {
            return Begins::Anew;
        }
        let is_full = edges.right.at - last.right < first_word(next) + SPACE * size;
        let is_moved = if is_full || !edges.left.is_known {
            next.left - last.left > MOVED_IN
        } else {
            next.left - edges.left.at > MOVED_IN
        };
        match (is_moved, is_full) {
            (true, _) => Begins::Anew,
            (false, true) => self.after_full(page, next, edges),
            (false, false) => Begins::Perhaps,
        }
    }

    /// A full line that begins where first lines do may be a whole paragraph, or one of a paragraph that is moved in as a whole: room
    /// above the next line tells, or a mark at its end and its look leave it open.
    fn after_full(&self, page: usize, next: &PrintedLine, edges: &Edges) -> Begins {
        let [(page_before, line)] = self.lines[..] else { return Begins::Not };
        let is_apart = |usual: f64| page == page_before && next.baseline() - line.baseline() > usual + APART;
        match edges.first_lines {
            Some(first) if !first.are_at(line) || !first.are_at(next) => Begins::Not,
            Some(first) if is_apart(first.step) => Begins::Anew,
            _ if line.text.ends_with(ENDS) || is_bold(line) != is_bold(next) => Begins::Perhaps,
            _ => Begins::Not,
        }
    }

    fn last(&self) -> (usize, &'a PrintedLine) {
        self.lines[self.lines.len() - 1]
    }

    fn push(&mut self, page: usize, line: &'a PrintedLine) {
        let (last_page, last) = self.last();
        if page == last_page {
            let step = line.baseline() - last.baseline();
            let [least, most] = self.steps.unwrap_or([step; 2]);
            self.steps = Some([least.min(step), most.max(step)]);
        }
        self.lines.push((page, line));
    }

    /// How far its lines stand below each other, where all stand so.
    fn step(&self) -> Option<f64> {
        let [least, most] = self.steps?;
        (most - least < 1.0).then_some((least + most) / 2.0)
    }

    fn size(&self) -> f64 {
        self.lines[0].1.size()
    }

    /// Words of a drawing are smaller than any text, and do not fill lines.
    fn is_of_drawing(&self, edges: &[Edges], layout: &Layout) -> bool {
        let is_small = |line: &PrintedLine| line.size() < layout.allowed.recipients_pt[0] - 0.5;
        let is_short = |page: usize, line: &PrintedLine| {
            let Edges { left, right, .. } = &edges[page];
            line.right - line.left < 0.9 * (right.at - left.at)
        };
        self.lines.iter().all(|(page, line)| is_small(line) && (is_spread(line) || is_short(*page, line)))
    }

    fn is_caption(&self, layout: &Layout) -> bool {
        let words = &layout.words;
        [&words.table, &words.figure].iter().any(|name| {
            let rest = self.lines[0].1.text.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.trim_start().starts_with(|sign: char| sign.is_ascii_digit()))
        })
    }

    fn runs(&self, layout: &Layout) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (_, line) in &self.lines {
            if let Some(last) = runs.last_mut() {
                last.text.push(' ');
            }
            runs.extend(run(line, layout));
        }
        runs
    }

    /// The side on which the lines are level. The last line tells nothing.
    fn side(&self, edges: &[Edges], layout: &Layout) -> Option<String> {
        if self.is_centred || self.is_caption(layout) {
            return Some("center".to_owned());
        }
        let full = &self.lines[..self.lines.len() - 1];
        let short = |(page, line): &(usize, &PrintedLine)| edges[*page].right.at - line.right;
        let is_short = |line: &&(usize, &PrintedLine)| short(line) > ROUNDED;
        let least = full.iter().map(short).reduce(f64::min)?;
        let most = full.iter().map(short).reduce(f64::max)?;
        let side = if full.iter().all(|(page, _)| edges[*page].right.is_known) {
            let is_level = 2 * full.iter().filter(is_short).count() <= full.len();
            Some(if is_level { "both" } else { "left" })
        } else {
            // Wherever the text ends, these do not end there.
            (most - least > HANGING).then_some("left")
        };
        side.map(str::to_owned)
    }

    fn first_line_mm(&self) -> Option<f64> {
        let [(_, first), (_, second), ..] = self.lines[..] else { return None };
        (self.begins == Begins::Anew).then(|| (first.left - second.left) / POINTS_PER_MM)
    }

    /// In lines, to a twentieth.
    fn line_spacing(&self) -> Option<f64> {
        let spacing = self.step()? / (SINGLE * self.size());
        Some((20.0 * spacing).round() / 20.0)
    }

    /// Space between it and the paragraph right above it. More than a line may be an empty paragraph.
    fn before_pt(&self, above: &Self, usual: Option<f64>) -> Option<f64> {
        let ((page, line), (page_above, line_above)) = (self.lines[0], above.last());
        let step = self.step().or(usual)?;
        let space = line.baseline() - line_above.baseline() - step;
        let is_told = self.begins == Begins::Anew
            && page == page_above
            && !above.is_centred
            && space < step
            && (self.size() - above.size()).abs() < 0.5;
        is_told.then_some(space)
    }
}

/// Paragraphs as pieces, words of drawings left out.
pub(super) fn pieces(paragraphs: &[Paragraph<'_>], edges: &[Edges], layout: &Layout) -> Vec<Piece> {
    let mut steps: Vec<f64> = paragraphs.iter().filter_map(Paragraph::step).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2).copied();
    let mut above: Option<&Paragraph<'_>> = None;
    let mut pieces = Vec::new();
    for paragraph in paragraphs {
        let before = above.replace(paragraph);
        if paragraph.is_of_drawing(edges, layout) {
            continue;
        }
        let runs = paragraph.runs(layout);
        pieces.push(Piece {
            // Headings are level at the left.
            is_heading: runs.iter().all(|run| run.is_bold),
            side: paragraph.side(edges, layout),
            first_line_mm: paragraph.first_line_mm(),
            line_spacing: paragraph.line_spacing(),
            before_pt: before.and_then(|above| paragraph.before_pt(above, usual)),
            after_pt: Some(0.0),
            runs,
            cell: None,
        });
    }
    pieces
}

/// The words of a line, of each look by themselves. What font they are set in is told by [`super::fonts`].
pub(super) fn run(line: &PrintedLine, layout: &Layout) -> Vec<Run> {
    let mut from = 0;
    let run = |run: &crate::read::pdf::layout::PrintedRun| Run {
        text: line.text[std::mem::replace(&mut from, run.end)..run.end].to_owned(),
        font: Some(layout.font.clone()),
        // Programs that measure in pixels or in dots of a printer come to 14.04.
        size_pt: (4.0 * run.size).round() / 4.0,
        is_bold: run.style.bold,
        is_italic: run.style.italic,
        is_without_font: false,
    };
    line.runs.iter().map(run).collect()
}

/// A line has as much room at its left as at its right; so has one that fills the width and goes on with a title. A first line that
/// is not level at the right may come to the same by chance.
fn is_centred(line: &PrintedLine, edges: &Edges, before: Option<&Paragraph<'_>>) -> bool {
    let (left, right) = (line.left - edges.left.at, edges.right.at - line.right);
    let goes_on = before.is_some_and(|before| before.is_centred && is_bold(before.last().1) && is_bold(line));
    let may_be_title =
        is_bold(line) && before.is_none_or(|before| before.is_centred && is_bold(before.last().1));
    let is_first = edges.first_lines.is_some_and(|first| first.are_at(line)) && !may_be_title;
    (left - right).abs() < MIDDLE && (left.min(right) > INSET && !is_first || goes_on)
}

pub(super) fn is_bold(line: &PrintedLine) -> bool {
    line.runs.iter().all(|run| run.style.bold)
}

/// Its words stand apart, as in a table without borders.
fn is_spread(line: &PrintedLine) -> bool {
    line.gaps[1] > SPREAD * line.size()
}

/// Only some of its words stand apart: those of a line that is made level all do.
pub(super) fn is_row(line: &PrintedLine) -> bool {
    let [narrowest, widest] = line.gaps;
    is_spread(line) && widest - narrowest > EVEN * line.size()
}

/// The width of the first word, as if all letters were alike.
fn first_word(line: &PrintedLine) -> f64 {
    let letters = |text: &str| text.chars().count() as f64;
    let first = line.text.split(' ').next().unwrap_or_default();
    (line.right - line.left) * letters(first) / letters(&line.text).max(1.0)
}
