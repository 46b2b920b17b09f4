//! The two columns at the head of an official document (agency on the left, the state's name on the right) and at its
//! end (recipients on the left, signature on the right); running text is never parted.

use super::rows::{Row, line};
use super::signs::Signs;
use super::{Column, PrintedLine, Word};

/// The gutter is at least this many times the height of a line.
const GUTTER: f64 = 0.7;
/// A gap that may be a gutter when it is first seen.
const FIRST_GUTTER: f64 = 1.0;
/// Rows from the top of the first page within which its head begins.
const HEAD_ROWS: usize = 4;
/// Each word may be looked at so many times on average: 45 rows of 13 words with four gaps take a fifth of it. After that, rows are lines.
const LOOKS: usize = 256;
/// Pages of fewer words may take as much as one of so many.
const WORDS: usize = 1_000;

/// The lines of some rows in reading order.
pub(super) fn lines(rows: &[Row], heads_document: bool) -> Vec<PrintedLine> {
    Search::among(rows).lines(heads_document)
}

/// The search for columns, which a page made for it would have last long.
pub(super) struct Search<'r> {
    rows: &'r [Row],
    /// Of each row.
    signs: Vec<Signs>,
    /// From each row on, the first that has some.
    telling: Vec<usize>,
    /// How many words may still be looked at, each as often as it is.
    pub(super) looks: usize,
}

impl<'r> Search<'r> {
    pub(super) fn among(rows: &'r [Row]) -> Self {
        let words: usize = rows.iter().map(|row| row.words.len()).sum();
        let signs: Vec<_> = rows.iter().map(Signs::of).collect();
        let mut telling = vec![rows.len(); rows.len() + 1];
        for (at, signs) in signs.iter().enumerate().rev() {
            telling[at] = if signs.are_any() { at } else { telling[at + 1] };
        }
        Self { rows, signs, telling, looks: LOOKS * words.max(WORDS) }
    }

    pub(super) fn lines(&mut self, heads_document: bool) -> Vec<PrintedLine> {
        let rows = self.rows;
        let mut found = Vec::new();
        let mut at = 0;
        while at < rows.len() {
            match Pair::at(self, at, heads_document && at < HEAD_ROWS) {
                Some(pair) => {
                    // Rows of the right column that stood above the first row of both.
                    for _ in pair.from..at {
                        found.pop();
                    }
                    for column in [Column::Left, Column::Right] {
                        let part = |row: &Row| line(pair.part(row, column == Column::Left), Some(column));
                        found.extend(rows[pair.from..pair.to].iter().filter_map(part));
                    }
                    at = pair.to;
                }
                None => {
                    found.extend(line(&rows[at].words, None));
                    at += 1;
                }
            }
        }
        found
    }

    /// Whether one of these rows has signs of a header or a closing.
    fn tells(&self, from: usize, to: usize) -> bool {
        self.telling[from] < to
    }

    /// Whether the words of a row may be looked at once more.
    fn look(&mut self, row: &Row) -> bool {
        let left = self.looks.checked_sub(row.words.len());
        self.looks = left.unwrap_or_default();
        left.is_some()
    }
}

/// Two columns over the rows `from..to`, parted by the strip `left..right`.
#[derive(Clone, Copy, Debug)]
struct Pair {
    from: usize,
    to: usize,
    left: f64,
    right: f64,
}

impl Pair {
    /// The columns that begin in this row, if it is the first that has words on both sides of a gutter. Of several
    /// gaps (a justified line broken by hand has wide ones too) the one that parts most rows.
    fn at(search: &mut Search<'_>, at: usize, in_head: bool) -> Option<Self> {
        let rows = search.rows;
        if !in_head && !search.tells(at, rows.len()) {
            return None;
        }
        let height = rows[at].bottom - rows[at].top;
        let mut words = rows[at].words.clone();
        if meets_next(rows, at) {
            words.extend(rows[at + 1].words.iter().cloned());
            words.sort_by(|one, other| one.left.total_cmp(&other.left));
        }
        let gaps = gaps(&words, FIRST_GUTTER * height).into_iter();
        let pairs =
            gaps.filter_map(|(left, right)| Self { from: at, to: at, left, right }.grown(search, in_head));
        pairs.max_by_key(|(_, parted)| *parted).map(|(pair, _)| pair)
    }

    /// The same over all rows that leave the gutter free, if these are columns, with the number of rows it parts.
    fn grown(mut self, search: &mut Search<'_>, in_head: bool) -> Option<(Self, usize)> {
        let rows = search.rows;
        let mut parted = 0;
        for (index, row) in rows.iter().enumerate().skip(self.from) {
            if !search.look(row) {
                return None;
            }
            let Some((left, right)) = self.narrowed(row) else { break };
            (self.left, self.right, self.to) = (left, right, index + 1);
            let has = |is_left: bool, row: &Row| !self.part(row, is_left).is_empty();
            // Rows of columns that are not level alternate; each overlaps the next.
            let next = meets_next(rows, index).then(|| &rows[index + 1]);
            let side = |is_left: bool| has(is_left, row) || next.is_some_and(|next| has(is_left, next));
            parted += usize::from(side(true) && side(false));
        }
        if !in_head && !search.tells(self.from, self.to) {
            return None;
        }
        let has = |sign: fn(&Signs, usize) -> bool| self.cuts(search).any(|(signs, cut, _)| sign(signs, cut));
        let has_recipients = has(Signs::name_recipients);
        let closes = has_recipients && self.begins_closing(search);
        let ends_page = !has_recipients && self.to == rows.len() && has(Signs::sign);
        let known = closes || has(Signs::name_state) || parted >= 2 && (in_head || ends_page);
        if parted == 0 || !known {
            return None;
        }
        if !closes {
            self.trim(rows);
        }
        self.reach_up(rows);
        Some((self, parted))
    }

    /// How many words of a row stand at the left.
    fn cut(&self, row: &Row) -> usize {
        let middle = (self.left + self.right) / 2.0;
        row.words.partition_point(|word| (word.left + word.right) / 2.0 < middle)
    }

    fn part<'r>(&self, row: &'r Row, is_left: bool) -> &'r [Word] {
        let cut = self.cut(row);
        if is_left { &row.words[..cut] } else { &row.words[cut..] }
    }

    /// The strip that stays free when this row is added: the widest part of it between words of the row, or beside them.
    fn narrowed(&self, row: &Row) -> Option<(f64, f64)> {
        let (mut left, mut widest) = (self.left, None);
        let mut take = |left: f64, right: f64| {
            if widest.is_none_or(|(from, to)| right - left > to - from) {
                widest = Some((left, right));
            }
        };
        for word in &row.words {
            take(left, word.left.min(self.right));
            left = left.max(word.right);
        }
        take(left, self.right);
        widest.filter(|(left, right)| right - left > GUTTER * (row.bottom - row.top))
    }

    /// Leaves out the rows at the end that have a left side only, unless they stand close under the agency and are
    /// centred as it is.
    fn trim(&mut self, rows: &[Row]) {
        let column =
            rows[self.from..self.to].iter().filter_map(|row| line(self.part(row, true), None)).next();
        let centre = column.map_or(0.0, |line| (line.left + line.right) / 2.0);
        while self.to > self.from + 1 {
            let row = &rows[self.to - 1];
            if !self.part(row, false).is_empty() {
                break;
            }
            let height = row.bottom - row.top;
            let own = (row.words[0].left + row.words[row.words.len() - 1].right) / 2.0;
            let gap = row.top - rows[self.to - 2].bottom;
            if (own - centre).abs() < height && gap < height {
                break;
            }
            self.to -= 1;
        }
    }

    /// Takes in the rows just above that stand wholly in the right column: a signature begins above the recipients.
    fn reach_up(&mut self, rows: &[Row]) {
        while let Some(above) = self.from.checked_sub(1) {
            let row = &rows[above];
            let height = row.bottom - row.top;
            let is_near = rows[self.from].top - row.bottom < 1.5 * height;
            let is_right = row.words[0].left > self.left + 0.3 * height
                && (row.words[0].left + row.words[row.words.len() - 1].right) / 2.0 > self.right;
            if !is_near || !is_right {
                break;
            }
            self.from = above;
        }
    }

    /// Its first words are those above the recipients, or who signs: what stands above both, as a drawing does, is no part of it.
    fn begins_closing(&self, search: &Search<'_>) -> bool {
        let first_left = self.cuts(search).find(|(_, cut, _)| *cut > 0);
        let first_right = self.cuts(search).find(|(_, cut, count)| cut < count);
        first_left.is_some_and(|(signs, cut, _)| signs.name_recipients(cut))
            || first_right.is_some_and(|(signs, cut, _)| signs.sign(cut))
    }

    /// Of each row its signs, how many of its words stand at the left, and how many it has.
    fn cuts<'s>(&'s self, search: &'s Search<'_>) -> impl Iterator<Item = (&'s Signs, usize, usize)> + 's {
        let rows = &search.rows[self.from..self.to];
        let signs = &search.signs[self.from..self.to];
        rows.iter().zip(signs).map(|(row, signs)| (signs, self.cut(row), row.words.len()))
    }
}

/// Whether the next row begins before this one ends, so that neither stands in the other's column.
fn meets_next(rows: &[Row], at: usize) -> bool {
    rows.get(at + 1).is_some_and(|next| next.top < rows[at].bottom - 0.15 * (rows[at].bottom - rows[at].top))
}

/// The gaps between words from left to right that are wider than `least`.
fn gaps(words: &[Word], least: f64) -> Vec<(f64, f64)> {
    let mut end = f64::INFINITY;
    let mut gaps = Vec::new();
    for word in words {
        if word.left - end > least {
            gaps.push((end, word.left));
        }
        end = if end.is_finite() { end.max(word.right) } else { word.right };
    }
    gaps
}
