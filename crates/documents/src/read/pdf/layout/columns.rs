//! The two columns at the head of an official document (agency on the left, the state's name on the right) and at its
//! end (recipients on the left, signature on the right); running text is never parted.

use vietnamese::fold;

use super::rows::{Row, line};
use super::{PrintedLine, Word};

/// The gutter is at least this many times the height of a line.
const GUTTER: f64 = 0.7;
/// A gap that may be a gutter when it is first seen.
const FIRST_GUTTER: f64 = 1.0;
/// Rows from the top of the first page within which its head begins.
const HEAD_ROWS: usize = 4;

/// The lines of some rows in reading order.
pub(super) fn lines(rows: Vec<Row>, heads_document: bool) -> Vec<PrintedLine> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        match Pair::at(&rows, at, heads_document && at < HEAD_ROWS) {
            Some(pair) => {
                // Rows of the right column that stood above the first row of both.
                for _ in pair.from..at {
                    found.pop();
                }
                for is_left in [true, false] {
                    let part = |row: &Row| line(pair.part(row, is_left), true);
                    found.extend(rows[pair.from..pair.to].iter().filter_map(part));
                }
                at = pair.to;
            }
            None => {
                found.extend(line(&rows[at].words, false));
                at += 1;
            }
        }
    }
    found
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
    /// The columns that begin in this row, if it is the first that has words on both sides of a gutter.
    fn at(rows: &[Row], at: usize, in_head: bool) -> Option<Self> {
        let height = rows[at].bottom - rows[at].top;
        let (left, right) = widest_gap(&rows[at].words, FIRST_GUTTER * height)?;
        let mut pair = Self { from: at, to: at + 1, left, right };
        let mut both = 1;
        for (index, row) in rows.iter().enumerate().skip(at + 1) {
            let Some((left, right)) = pair.narrowed(row) else { break };
            let is_both = row.words[0].left < left && row.words[row.words.len() - 1].right > right;
            // Two halves of one sentence are further apart than the words in them.
            if is_both
                && widest_gap(&row.words, GUTTER * height).is_none_or(|gap| gap.0 > right || gap.1 < left)
            {
                break;
            }
            (pair.left, pair.right) = (left, right);
            pair.to = index + 1;
            both += usize::from(is_both);
        }
        let closes = pair.begins_recipients(rows);
        if !(closes
            || pair.names_state(rows)
            || in_head && both >= 2
            || both >= 2 && pair.to == rows.len() && pair.has_signer(rows))
        {
            return None;
        }
        pair.trim(rows, closes);
        pair.reach_up(rows);
        Some(pair)
    }

    fn part<'r>(&self, row: &'r Row, is_left: bool) -> &'r [Word] {
        let middle = (self.left + self.right) / 2.0;
        let cut = row.words.partition_point(|word| (word.left + word.right) / 2.0 < middle);
        if is_left { &row.words[..cut] } else { &row.words[cut..] }
    }

    /// The strip that stays free when this row is added.
    fn narrowed(&self, row: &Row) -> Option<(f64, f64)> {
        let (mut left, mut right) = (self.left, self.right);
        let middle = (left + right) / 2.0;
        for word in &row.words {
            if (word.left + word.right) / 2.0 < middle {
                left = left.max(word.right);
            } else {
                right = right.min(word.left);
            }
        }
        (right - left > GUTTER * (row.bottom - row.top)).then_some((left, right))
    }

    /// Leaves out the rows at the end that have a left side only, unless they belong to the left column: those of the
    /// recipients always do, those under the agency when they are centred as it is.
    fn trim(&mut self, rows: &[Row], closes: bool) {
        if closes {
            return;
        }
        let column =
            rows[self.from..self.to].iter().filter_map(|row| line(self.part(row, true), true)).next();
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
        while self.from > 0 {
            let row = &rows[self.from - 1];
            let near = rows[self.from].top - row.bottom < 1.5 * (row.bottom - row.top);
            if !near || row.words[0].left < self.right {
                break;
            }
            self.from -= 1;
        }
    }

    fn begins_recipients(&self, rows: &[Row]) -> bool {
        self.side(rows, true).any(|line| line.starts_with("noi nhan"))
    }

    fn names_state(&self, rows: &[Row]) -> bool {
        self.side(rows, false).any(|line| {
            ["cong hoa xa hoi", "doc lap", "dang cong san"].iter().any(|name| line.starts_with(name))
        })
    }

    /// The right side speaks on behalf of an authority, as a signature does.
    fn has_signer(&self, rows: &[Row]) -> bool {
        self.side(rows, false).any(|line| {
            [
                "tm.",
                "kt.",
                "tl.",
                "tuq.",
                "q.",
                "t/m",
                "k/t",
                "chu tich",
                "pho chu tich",
                "bi thu",
                "giam doc",
                "truong phong",
            ]
            .iter()
            .any(|mark| line.starts_with(mark))
        })
    }

    fn side<'r>(&'r self, rows: &'r [Row], is_left: bool) -> impl Iterator<Item = String> + 'r {
        rows[self.from..self.to]
            .iter()
            .filter_map(move |row| line(self.part(row, is_left), true))
            .map(|line| fold(&line.text))
    }
}

/// The widest gap between two words of a row, if it is wider than `least`.
fn widest_gap(words: &[Word], least: f64) -> Option<(f64, f64)> {
    let mut end = words.first()?.right;
    let mut widest = None;
    for word in &words[1..] {
        let gap = word.left - end;
        if gap > least && widest.is_none_or(|(left, right)| gap > right - left) {
            widest = Some((end, word.left));
        }
        end = end.max(word.right);
    }
    widest
}
