//! Words into rows: what stands at one height of the page.

use super::{Column, PrintedLine, PrintedRun, Word, notes};

/// Words that share at least this part of the lower one's height stand in one row.
const SHARED: f64 = 0.5;

/// Words at one height, from left to right; never empty.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) words: Vec<Word>,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// The rows of a page from top to bottom.
pub(super) fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|one, other| middle(one).total_cmp(&middle(other)));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        // Rows are in order, so only the last few can still take a word.
        let home = rows.iter_mut().rev().take(4).find(|row| row.takes(&word));
        match home {
            Some(row) => row.words.push(word),
            None => rows.push(Row { top: word.top, bottom: word.bottom, words: vec![word] }),
        }
    }
    for row in &mut rows {
        row.words.sort_by(|one, other| one.left.total_cmp(&other.left));
        notes::take_marks(row);
    }
    rows.sort_by(|one, other| (one.top + one.bottom).total_cmp(&(other.top + other.bottom)));
    rows
}

/// The rows above the first edge, between it and the second, and so on: one band more than edges.
pub(super) fn between(rows: Vec<Row>, edges: &[f64]) -> Vec<Vec<Row>> {
    let mut bands: Vec<Vec<Row>> = vec![Vec::new(); edges.len() + 1];
    for row in rows {
        let band = edges.partition_point(|edge| *edge < (row.top + row.bottom) / 2.0);
        bands[band].push(row);
    }
    bands
}

/// One line of print made of some words of one row.
pub(super) fn line(words: &[Word], column: Option<Column>) -> Option<PrintedLine> {
    let (text, runs) = runs(words);
    let first = words.first()?;
    let gaps = words.windows(2).map(|pair| pair[1].left - pair[0].right);
    let has_letters = |word: &&Word| word.text.contains(char::is_alphanumeric);
    let mut lettered = words.iter().filter(has_letters).peekable();
    Some(PrintedLine {
        bold: lettered.peek().is_some() && lettered.all(|word| word.style.bold),
        left: first.left,
        right: words.iter().map(|word| word.right).fold(first.right, f64::max),
        top: words.iter().map(|word| word.top).fold(first.top, f64::min),
        bottom: words.iter().map(|word| word.bottom).fold(first.bottom, f64::max),
        size: words.iter().map(|word| word.bottom - word.top).fold(0.0, f64::max),
        is_note: matches!(words, [mark, word, ..] if notes::is_mark_of(mark, word)),
        gaps: [gaps.clone().reduce(f64::min), gaps.reduce(f64::max)].map(Option::unwrap_or_default),
        text,
        runs,
        column,
    })
}

/// The words with spaces between them, and where the looks change.
fn runs(words: &[Word]) -> (String, Vec<PrintedRun>) {
    let mut text = String::new();
    let mut runs: Vec<PrintedRun> = Vec::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
        let (end, size, style) = (text.len(), word.bottom - word.top, word.style);
        match runs.last_mut() {
            Some(run) if run.style == style && (run.size - size).abs() < 0.01 => run.end = end,
            _ => runs.push(PrintedRun { end, size, style }),
        }
    }
    (text, runs)
}

impl Row {
    fn takes(&self, word: &Word) -> bool {
        // The neighbour in the row rather than the whole row, so that a slanted line is followed.
        let near =
            self.words.iter().min_by(|one, other| distance(one, word).total_cmp(&distance(other, word)));
        near.is_some_and(|near| {
            let shared = near.bottom.min(word.bottom) - near.top.max(word.top);
            let lower = (near.bottom - near.top).min(word.bottom - word.top);
            shared > SHARED * lower
                && overlap(near, word) < 0.5 * (word.right - word.left).min(near.right - near.left)
        })
    }
}

fn middle(word: &Word) -> f64 {
    (word.top + word.bottom) / 2.0
}

fn distance(one: &Word, other: &Word) -> f64 {
    (other.left - one.right).max(one.left - other.right).max(0.0)
}

fn overlap(one: &Word, other: &Word) -> f64 {
    one.right.min(other.right) - one.left.max(other.left)
}
