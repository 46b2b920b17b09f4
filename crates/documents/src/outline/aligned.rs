//! Tables drawn with white space, as `pdftotext -layout` writes them: the columns are kept by their place.

use super::flat::FlatTable;
use super::gaps::{self, Piece};
use super::label::{self, Style};
use super::model::{Column, Passage};
use super::rows::{self, TableRow};
use super::signs;
use crate::model::{Block, Document, Span};

/// A heading takes no more lines, and no table on paper has more columns.
const LONGEST_HEADING: usize = 8;
const WIDEST: usize = 30;

/// The rows of the table that begins with the first of these blocks, and how many blocks it takes; `None` where no
/// such table begins.
pub(super) fn rows(document: &Document, blocks: &[Block]) -> Option<(Vec<TableRow>, usize)> {
    let source = document.text.as_str();
    let heading = line_pieces(source, blocks.first()?)?;
    if !(3..=WIDEST).contains(&heading.len()) || !FlatTable::begins_with(&words(source, &heading)) {
        return None;
    }
    // Looked at before the rest is taken: a text of headings alone must not be gone through for each of them.
    let counts = |block: &Block| {
        line_pieces(source, block).is_some_and(|line| rows::is_count(line[0].span.of(source)))
    };
    if !blocks[1..].iter().take(LONGEST_HEADING).any(counts) {
        return None;
    }
    let mut lines = vec![heading];
    for block in &blocks[1..] {
        match line_pieces(source, block) {
            Some(line) if !is_over(source, &line, lines[0][0].column) => lines.push(line),
            _ => break,
        }
    }
    let borders = borders(&lines);
    let mut table = Builder { names: vec![Passage::default(); borders.len() + 1], rows: Vec::new() };
    for line in &lines {
        table.line(source, line, &borders);
    }
    if table.rows.is_empty() {
        return None;
    }
    let names: Vec<String> = table.names.into_iter().map(|name| name.text).collect();
    let rows = table.rows.into_iter().filter_map(|(label, cells)| row(&names, label, cells));
    Some((rows.collect(), lines.len()))
}

struct Builder {
    names: Vec<Passage>,
    rows: Vec<(Passage, Vec<Passage>)>,
}

impl Builder {
    /// A line opens a row where its first column holds a count; before the first row it goes on with the heading.
    fn line(&mut self, source: &str, line: &[Piece], borders: &[usize]) {
        let mut cells = vec![Passage::default(); borders.len() + 1];
        for piece in line {
            let column = borders.iter().filter(|border| piece.column >= **border).count();
            cells[column].append(&Passage::from_source(source, piece.span), " ");
        }
        let first = cells.remove(0);
        let above = if rows::is_count(&first.text) && cells.iter().any(|c| !c.text.is_empty()) {
            // The line that counts the columns through is no row.
            if cells.iter().all(|c| c.text.is_empty() || rows::is_count(&c.text)) {
                return;
            }
            self.rows.push((first, cells));
            return;
        } else {
            cells.insert(0, first);
            match self.rows.last_mut() {
                Some((_, above)) => {
                    cells.remove(0);
                    above
                }
                None => &mut self.names,
            }
        };
        for (own, more) in above.iter_mut().zip(&cells) {
            own.append(more, " ");
        }
    }
}

fn row(names: &[String], count: Passage, cells: Vec<Passage>) -> Option<TableRow> {
    let columns: Vec<Column> = cells
        .into_iter()
        .enumerate()
        .filter(|(_, cell)| !cell.text.is_empty())
        .map(|(at, passage)| Column { name: names.get(at + 1).cloned().unwrap_or_default(), passage })
        .collect();
    let mut passage = Passage::default();
    for column in &columns {
        passage.append(&column.passage, " ");
    }
    let label = count.text.trim_end_matches(['.', ')']).to_owned();
    let group = columns.len() == 1 && !label.starts_with(|c: char| c.is_ascii_digit());
    let span = count.span.cover(passage.span);
    (!passage.text.is_empty()).then(|| TableRow {
        rank: rows::rank(&label, group),
        label,
        passage,
        span,
        columns,
        group,
    })
}

/// Between two headings the border is the place that fewest lines write on.
fn borders(lines: &[Vec<Piece>]) -> Vec<usize> {
    let width = lines.iter().flatten().map(|s| s.column + s.width).max().unwrap_or(0);
    let mut written = vec![0u32; width + 1];
    for piece in lines.iter().flatten() {
        for place in &mut written[piece.column..piece.column + piece.width] {
            *place += 1;
        }
    }
    lines[0]
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0].column + 1, pair[1].column);
            (from..=to).rev().min_by_key(|place| written[*place]).unwrap_or(to)
        })
        .collect()
}

fn is_over(source: &str, line: &[Piece], left: usize) -> bool {
    let text = words(source, line);
    let heading =
        label::label(&text).is_some_and(|l| matches!(l.style, Style::Annex | Style::Part | Style::Article));
    // A line that runs on from the left border without a gap is a paragraph.
    let paragraph = line.len() == 1 && line[0].column <= left + 1 && !rows::is_count(&text);
    heading || paragraph || signs::begins_closing(&text, usize::MAX)
}

fn words(source: &str, line: &[Piece]) -> String {
    line.iter().map(|s| s.span.of(source)).collect::<Vec<_>>().join(" ")
}

/// The pieces of the whole line as it is in the file.
fn line_pieces(source: &str, block: &Block) -> Option<Vec<Piece>> {
    let Block::Line(line) = block else { return None };
    let start = source[..line.span.start].rfind(['\n', '\u{c}']).map_or(0, |at| at + 1);
    let pieces = gaps::pieces(source, Span::new(start, line.span.end), 2);
    (!pieces.is_empty()).then_some(pieces)
}
