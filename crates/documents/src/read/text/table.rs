//! Tables drawn with tabs, bars or boxes. Only what is plainly a table counts: a false one hides clauses.

use super::{Printed, trimmed};
use crate::model::{Cell, Row, Span, Table};

/// Fewest columns of a table: two are a label and its words, or the two sides of a header.
const COLUMNS: usize = 3;

/// Lines that were looked at together.
pub(super) struct Run {
    /// How many, at least one.
    pub(super) lines: usize,
    /// The table they are, if any.
    pub(super) table: Option<Table>,
}

/// Looks for a table that begins at the first of `lines`. Where there is none, no other begins within the run, so that
/// no line is looked at again and again.
pub(super) fn table_at(text: &str, lines: &[Printed]) -> Run {
    let mut longest = Run { lines: 1, table: None };
    for run in
        [boxed(text, lines), separated(text, lines, '\t'), separated(text, lines, '|')].into_iter().flatten()
    {
        if run.table.is_some() {
            return run;
        }
        longest.lines = longest.lines.max(run.lines);
    }
    longest
}

/// Rows between rules such as `+---+---+` or `├───┼───┤`; every printed line within is a row.
fn boxed(text: &str, lines: &[Printed]) -> Option<Run> {
    if !is_rule(lines[0].span.of(text)) {
        return None;
    }
    let mut rows = Vec::new();
    let mut used = 1;
    for line in &lines[1..] {
        let words = line.span.of(text);
        if !is_rule(words) {
            if !words.starts_with(['|', '│', '║']) {
                break;
            }
            rows.push(row(text, line.span, &['|', '│', '║']));
        }
        used += 1;
    }
    Some(Run { lines: used, table: finish(rows, lines[0].page) })
}

fn is_rule(line: &str) -> bool {
    let drawn = |sign: char| matches!(sign, '+' | '-' | '=' | '|' | '\u{2500}'..='\u{257F}');
    line.starts_with(['+', '┌', '├', '└', '╔', '╠', '╚'])
        && line.chars().count() >= 7
        && line.chars().all(drawn)
}

/// Lines one under the other with the same number of separators; a group row that lost its trailing ones may stand
/// between two full rows.
fn separated(text: &str, lines: &[Printed], separator: char) -> Option<Run> {
    let count = |line: &Printed| line.whole.of(text).matches(separator).count();
    let separators = count(&lines[0]);
    if separators + 1 < COLUMNS {
        return None;
    }
    let follows =
        |at: usize| lines.get(at).is_some_and(|line| !line.after_blank && count(line) == separators);
    let mut used = 1;
    loop {
        let group_row =
            lines.get(used).is_some_and(|line| !line.after_blank && (1..separators).contains(&count(line)));
        if follows(used) {
            used += 1;
        } else if group_row && follows(used + 1) {
            used += 2;
        } else {
            break;
        }
    }
    let span = |line: &Printed| if separator == '\t' { line.whole } else { line.span };
    let rows = lines[..used].iter().map(|line| row(text, span(line), &[separator])).collect();
    Some(Run { lines: used, table: finish(rows, lines[0].page) })
}

/// A table has two rows, of which one fills three columns and each two, or it is none.
fn finish(rows: Vec<Row>, page: u32) -> Option<Table> {
    let filled = |row: &Row| row.cells.iter().filter(|cell| cell.span.start < cell.span.end).count();
    let drawn = rows.len() >= 2 && rows.iter().any(|row| filled(row) >= COLUMNS) && filled(&rows[0]) >= 2;
    let cell = |row: Option<&Row>, last: bool| {
        let cells = &row?.cells;
        if last { cells.last().map(|cell| cell.span) } else { cells.first().map(|cell| cell.span) }
    };
    let span = cell(rows.first(), false)?.cover(cell(rows.last(), true)?);
    drawn.then_some(Table { span, page, rows })
}

/// The cells of a line; bars at both ends are the frame.
fn row(text: &str, line: Span, separators: &[char]) -> Row {
    let mut pieces: Vec<Span> = Vec::new();
    let mut start = line.start;
    for (at, separator) in line.of(text).match_indices(separators) {
        pieces.push(Span::new(start, line.start + at));
        start = line.start + at + separator.len();
    }
    pieces.push(Span::new(start, line.end));
    if separators[0] == '|' {
        let blank = |piece: &Span| piece.of(text).trim().is_empty();
        if pieces.first().is_some_and(blank) {
            pieces.remove(0);
        }
        if pieces.len() > 1 && pieces.last().is_some_and(blank) {
            pieces.pop();
        }
    }
    let cell = |(column, piece): (usize, &Span)| Cell {
        span: trimmed(text, *piece),
        column: u16::try_from(column).unwrap_or(u16::MAX),
        columns: 1,
    };
    Row { cells: pieces.iter().enumerate().map(cell).collect() }
}
