//! Tables of annexes: heading rows give the names of the columns, group rows span, the others are tasks or
//! indicators.

use super::label::{self, Style};
use super::model::{Column, Passage};
use crate::model::{Cell, Document, Row, Span, Table};

/// A row as a clause to be.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    pub(super) label: String,
    pub(super) passage: Passage,
    pub(super) span: Span,
    pub(super) columns: Vec<Column>,
    /// It only names what the rows below it share.
    pub(super) group: bool,
    /// 0 for the outermost: a group is closed by a row of its own rank or an outer one.
    pub(super) rank: u8,
}

/// More columns than any table on paper has; those beyond go without a name.
const WIDEST: u16 = 100;

/// The rows of a table below its headings. `names` are those of the columns of the table before, which this one goes on
/// with where it has no headings of its own and its count goes on; and then those of this one.
pub(super) fn rows(document: &Document, table: &Table, names: &mut Vec<String>) -> Vec<TableRow> {
    let source = document.text.as_str();
    let width = table.rows.iter().flat_map(|row| &row.cells).map(Cell::end).max().unwrap_or(0);
    let width = width.min(WIDEST);
    let headings = heading_rows(source, table);
    if headings > 0 || names.len() != usize::from(width) || !goes_on_counting(source, table) {
        *names = column_names(source, &table.rows[..headings], width);
    }
    let body = table.rows[headings..]
        .iter()
        .filter(|row| !is_repeated_heading(source, row, names) && !is_count_of_columns(source, row))
        .filter_map(|row| table_row(source, row, names, width));
    let mut rows: Vec<TableRow> = Vec::new();
    for row in body {
        match rows.last_mut().filter(|above| goes_on_in(above, &row, width)) {
            Some(above) => above.take_rest(row),
            None => rows.push(row),
        }
    }
    mark_parents(&mut rows, width);
    rows
}

/// Whether a row without a number is the rest of the one above, which a page end cut: most of its cells are empty, and
/// what it says belongs to the sentence above.
fn goes_on_in(above: &TableRow, rest: &TableRow, width: u16) -> bool {
    let numbered = !above.label.is_empty() && rest.label.is_empty();
    let Some(first) = rest.columns.first().filter(|_| numbered && !above.group) else { return false };
    let Some(same) = above.columns.iter().find(|column| column.name == first.name) else { return false };
    let cut =
        same.passage.text.ends_with([';', ',', ':']) || first.passage.text.starts_with(char::is_lowercase);
    cut && rest.columns.len() * 2 < usize::from(width)
}

/// Marks the rows that others stand below: `2` above `2.1`, and a Roman number above an Arabic one.
fn mark_parents(rows: &mut [TableRow], width: u16) {
    for at in 1..rows.len() {
        let (above, below) = rows.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last_mut(), below.first()) else { return };
        let part = below.label.strip_prefix(above.label.as_str()).is_some_and(|rest| rest.starts_with('.'));
        let is_arabic = below.label.starts_with(|c: char| c.is_ascii_digit());
        let few = above.columns.len() * 2 < usize::from(width);
        let titled = few && above.rank == 1 && label::roman(&above.label).is_some() && is_arabic;
        above.group |= !above.label.is_empty() && (part || titled);
    }
}

impl TableRow {
    /// Puts the rest of a row that a page end cut to its cells.
    fn take_rest(&mut self, rest: TableRow) {
        for part in rest.columns {
            match self.columns.iter_mut().find(|column| column.name == part.name) {
                Some(column) => column.passage.append(&part.passage, " "),
                None => self.columns.push(part),
            }
        }
        let mut passage = Passage::default();
        self.columns.iter().for_each(|column| passage.append(&column.passage, " | "));
        self.passage = passage;
        self.span = self.span.cover(rest.span);
    }
}

fn table_row(source: &str, row: &Row, names: &[String], width: u16) -> Option<TableRow> {
    let mut columns = Vec::new();
    let mut label = String::new();
    let mut label_length = 0;
    for cell in filled(row) {
        let passage = Passage::from_source(source, cell.span);
        let name = names.get(cell.column as usize).cloned().unwrap_or_default();
        if cell.column == 0 && cell.columns == 1 && is_number_column(&name, &passage.text) {
            label = passage.text.trim_end_matches(['.', ')']).to_owned();
            continue;
        }
        columns.push((cell.columns, Column { name, passage }));
    }
    let group = columns.len() <= 1 && width >= 3;
    if group
        && label.is_empty()
        && let Some((_, only)) = columns.first()
    {
        // "(5) …" goes on with the list of the row above.
        let found = label::label(&only.passage.text).filter(|l| l.style != Style::Enclosed);
        label_length = found.as_ref().map_or(0, |l| l.length);
        label = found.map(|l| l.typed).unwrap_or_default();
    }
    let mut passage = Passage::default();
    for (_, column) in &columns {
        passage.append(&column.passage, " | ");
    }
    if passage.text.is_empty() {
        return None;
    }
    let passage = passage.without_start(label_length);
    let span = filled(row).map(|c| c.span).reduce(Span::cover)?;
    Some(TableRow {
        rank: rank(&label, group),
        label,
        passage,
        span,
        columns: columns.into_iter().map(|(_, column)| column).collect(),
        group,
    })
}

/// How many rows at the top name the columns.
fn heading_rows(source: &str, table: &Table) -> usize {
    let Some(first) = table.rows.first() else { return 0 };
    let texts: Vec<&str> =
        first.cells.iter().map(|c| c.span.of(source).trim()).filter(|t| !t.is_empty()).collect();
    if texts.len() < 2
        || texts.iter().any(|t| t.starts_with(|c: char| c.is_ascii_digit()) && !is_year(t))
        || starts_counting(source, first)
    {
        return 0;
    }
    let spanning = first.cells.iter().any(|c| c.columns > 1);
    1 + table.rows[1..]
        .iter()
        .take(3)
        .take_while(|row| {
            let filled: Vec<&Cell> = filled(row).collect();
            // Under a heading that spans, a row that leaves the first column empty or repeats its name.
            let first_column = filled.iter().find(|c| c.column == 0).map(|c| c.span.of(source).trim());
            let same = first_column.is_none_or(|t| texts.first() == Some(&t));
            let stacked = spanning || filled.iter().any(|c| is_open_below(first, c.column));
            is_count_of_columns(source, row)
                || stacked && same && !filled.is_empty() && !starts_counting(source, row)
        })
        .count()
}

/// `2026` over a column of values.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit())
}

/// The heading of this column is empty: Markdown has no other way to say that the one left of it spans it too.
fn is_open_below(heading: &Row, column: u16) -> bool {
    column > 1 && heading.cells.iter().any(|c| c.column == column && c.span.start == c.span.end)
}

fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|c| c.span.start < c.span.end)
}

fn column_names(source: &str, headings: &[Row], width: u16) -> Vec<String> {
    let headings: Vec<&Row> = headings.iter().filter(|row| !is_count_of_columns(source, row)).collect();
    let name = |row: &Row, column: u16| {
        let covering = row.cells.iter().find(|c| c.column <= column && column < c.end());
        covering.map(|c| Passage::from_source(source, c.span).text).unwrap_or_default()
    };
    (0..width)
        .map(|column| {
            let mut parts: Vec<String> = Vec::new();
            for (at, row) in headings.iter().enumerate() {
                let named_below = headings[at + 1..].iter().any(|below| !name(below, column).is_empty());
                let own = if named_below && is_open_below(row, column) {
                    (0..column).rev().map(|left| name(row, left)).find(|n| !n.is_empty()).unwrap_or_default()
                } else {
                    name(row, column)
                };
                if !own.is_empty() && parts.last() != Some(&own) {
                    parts.push(own);
                }
            }
            parts.join(" / ")
        })
        .collect()
}

/// `(1) (2) (3)` or `A B 1 2`: the columns are counted through.
fn is_count_of_columns(source: &str, row: &Row) -> bool {
    let texts: Vec<&str> =
        row.cells.iter().map(|c| c.span.of(source).trim()).filter(|t| !t.is_empty()).collect();
    texts.len() >= 3
        && texts.iter().all(|t| {
            let core = t.trim_matches(['(', ')', ' ']);
            core.len() <= 2 && core.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
                || core.contains('=') && core.len() < 12
        })
        && texts.windows(2).all(|pair| pair[0] != pair[1])
}

fn is_repeated_heading(source: &str, row: &Row, names: &[String]) -> bool {
    let mut filled = filled(row).peekable();
    filled.peek().is_some()
        && filled.all(|c| {
            let text = Passage::from_source(source, c.span).text;
            names
                .get(c.column as usize)
                .is_some_and(|name| *name == text || name.split(" / ").any(|part| part == text))
        })
}

/// The count in the first column begins in the middle, or the first row is the rest of one.
fn goes_on_counting(source: &str, table: &Table) -> bool {
    let first = table.rows.first().and_then(|row| row.cells.first());
    let count = first.map(|cell| cell.span.of(source).trim().trim_matches(['.', ')', '(']));
    count.is_some_and(|count| {
        count.is_empty() || is_count(count) && !matches!(count, "1" | "01" | "1.1" | "I" | "A" | "a")
    })
}

/// The first cell of the row is a number: the table's body has begun.
fn starts_counting(source: &str, row: &Row) -> bool {
    row.cells.first().is_some_and(|c| is_count(c.span.of(source).trim()))
}

fn is_number_column(name: &str, text: &str) -> bool {
    let folded = vietnamese::fold(name);
    matches!(folded.as_str(), "tt" | "stt" | "so tt" | "so thu tu" | "#" | "no" | "no.") || is_count(text)
}

/// `1`, `1.2`, `IV`, `A`, `a)`, `-`
pub(super) fn is_count(text: &str) -> bool {
    let core = text.trim_end_matches(['.', ')']).trim_start_matches('(');
    let arabic = !core.is_empty()
        && core.split('.').all(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    arabic
        || label::roman(core).is_some()
        || core.chars().count() == 1 && !text.starts_with(char::is_whitespace) && {
            core.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '+' | '–'))
        }
}

/// The rank of a row by its number; a group without one stands where Roman numbers do.
pub(super) fn rank(label: &str, group: bool) -> u8 {
    let first = label.chars().next();
    if label.is_empty() {
        return if group { 1 } else { 9 };
    }
    if label::roman(label).is_some() && label != "C" && label != "D" {
        return 1;
    }
    match label::label(&format!("{label}. A")).map(|l| l.style) {
        Some(Style::Capital) => 0,
        Some(Style::Arabic(n)) => 1 + n,
        _ if first.is_some_and(|c| c.is_ascii_digit()) => 2,
        _ => 8,
    }
}
