//! What belongs to the page and not to the text: page numbers, running headers and footers.

use std::collections::HashMap;

use vietnamese::fold;

use super::{Layout, Piece, PrintedLine};

/// The outer part of a page where page numbers stand, as a share of its height: margins are 20 to 25 mm of 297
/// (Decree 30/2020, Appendix I).
const NUMBER_MARGIN: f64 = 0.1;
/// The widest margin, in points: the left one of 35 mm, which is the upper one of a page on its side.
const WIDEST_MARGIN: f64 = 100.0;
/// The outer part where running lines stand.
const RUNNING_MARGIN: f64 = 0.085;
/// Pages a running line must stand on, at least, and as a share of all.
const RUNNING_PAGES: usize = 3;
const RUNNING_SHARE: f64 = 0.6;

/// Takes page numbers and running lines away.
pub(super) fn remove(layouts: &mut [Layout]) {
    for layout in layouts.iter_mut().filter(|layout| layout.page > 1) {
        let height = layout.height;
        layout.remove_at_ends(|line| in_margin(line, height, NUMBER_MARGIN) && is_page_number(&line.text), 1);
    }
    let running = running_lines(layouts);
    for layout in layouts {
        let height = layout.height;
        layout.remove_at_ends(
            |line| in_margin(line, height, RUNNING_MARGIN) && running.contains_key(&key(&line.text)),
            3,
        );
    }
}

/// The number of a page that has it above all else, taken away from there.
pub(super) fn upper_number(layout: &mut Layout) -> Option<PrintedLine> {
    let lines = layout.pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, piece.as_line()?)));
    let (at, first) = lines.min_by(|(_, one), (_, other)| one.top.total_cmp(&other.top))?;
    if first.bottom > WIDEST_MARGIN || !is_page_number(&first.text) {
        return None;
    }
    match layout.pieces.remove(at) {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

/// The texts that stand in the margins of most pages.
fn running_lines(layouts: &[Layout]) -> HashMap<String, usize> {
    let mut pages_of: HashMap<String, usize> = HashMap::new();
    for layout in layouts {
        let mut keys: Vec<String> = layout
            .pieces
            .iter()
            .filter_map(Piece::as_line)
            .filter(|line| in_margin(line, layout.height, RUNNING_MARGIN))
            .map(|line| key(&line.text))
            .collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *pages_of.entry(key).or_default() += 1;
        }
    }
    let least = RUNNING_PAGES.max((layouts.len() as f64 * RUNNING_SHARE).ceil() as usize);
    pages_of.retain(|_, pages| *pages >= least);
    pages_of
}

/// Page numbers within a running line differ from page to page.
fn key(text: &str) -> String {
    fold(text)
        .chars()
        .map(|sign| if sign.is_ascii_digit() { '0' } else { sign })
        .collect::<String>()
        .replace("00", "0")
}

fn in_margin(line: &PrintedLine, height: f64, share: f64) -> bool {
    line.bottom < share * height || line.top > (1.0 - share) * height
}

/// `7`, `- 7 -`, `Trang 7`, `7/12`.
fn is_page_number(text: &str) -> bool {
    let folded = fold(text);
    let number = folded
        .trim_start_matches("trang")
        .trim_matches(|sign: char| matches!(sign, ' ' | '-' | '–' | '—' | '.'));
    let mut parts = number.split('/').map(str::trim);
    let is_number =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.clone().count() <= 2 && parts.all(is_number)
}

impl Layout {
    /// Takes away up to `most` of the first and of the last lines that are so.
    fn remove_at_ends(&mut self, is_so: impl Fn(&PrintedLine) -> bool, most: usize) {
        let is_so = |piece: Option<&Piece>| piece.and_then(Piece::as_line).is_some_and(&is_so);
        let first = (0..most).take_while(|index| is_so(self.pieces.get(*index))).count();
        self.pieces.drain(..first);
        let count = self.pieces.len();
        let last = (0..most.min(count)).take_while(|index| is_so(self.pieces.get(count - 1 - index))).count();
        self.pieces.truncate(count - last);
    }
}

impl Piece {
    fn as_line(&self) -> Option<&PrintedLine> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) => None,
        }
    }
}
