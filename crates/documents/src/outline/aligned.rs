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
    let body = lines.iter().position(|line| opens_row(source, line))?;
    let written = written(&lines);
    let (columns, names) = headings(source, &lines[..body], &written);
    let borders = borders(&columns, &written);
    let mut rows: Vec<(Passage, Vec<Passage>)> = Vec::new();
    let mut heading_again = false;
    for line in &lines[body..] {
        let opens = opens_row(source, line);
        // On the next page the heading is printed again, and above it the number of the page.
        heading_again = !opens && (heading_again || FlatTable::begins_with(&words(source, line)));
        if !heading_again && !is_page_number(source, line) {
            let mut cells = cells(source, line, &borders);
            let count = cells.remove(0);
            match rows.last_mut() {
                _ if opens => rows.push((count, cells)),
                Some((_, above)) => {
                    above.iter_mut().zip(&cells).for_each(|(own, more)| own.append(more, " "))
                }
                None => {}
            }
        }
    }
    // The line that counts the columns through is no row.
    rows.retain(|(_, cells)| !cells.iter().all(|c| c.text.is_empty() || rows::is_count(&c.text)));
    let taken = lines.len();
    (!rows.is_empty())
        .then(|| (rows.into_iter().filter_map(|(label, cells)| row(&names, label, cells)).collect(), taken))
}

/// The places of the columns and their names. Where years stand in a line under one heading, each is a column.
fn headings(source: &str, lines: &[Vec<Piece>], written: &[u32]) -> (Vec<usize>, Vec<String>) {
    let base: Vec<usize> = lines[0].iter().map(|piece| piece.column).collect();
    let base_borders = borders(&base, written);
    let mut columns = Vec::new();
    let mut names = Vec::new();
    for (at, column) in base.iter().enumerate() {
        let pieces: Vec<&Piece> =
            lines.iter().flatten().filter(|piece| column_of(piece, &base_borders) == at).collect();
        let is_year = |piece: &&&Piece| {
            let text = piece.span.of(source);
            text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
        };
        let years: Vec<&Piece> = pieces.iter().filter(is_year).copied().collect();
        let split = years.len() > 1;
        let mut name = Passage::default();
        for piece in pieces.iter().filter(|piece| !(split && is_year(piece))) {
            name.append(&Passage::from_source(source, piece.span), " ");
        }
        if split {
            for year in years {
                columns.push(year.column);
                names.push(format!("{} / {}", name.text, year.span.of(source)));
            }
        } else {
            columns.push(*column);
            names.push(name.text);
        }
    }
    (columns, names)
}

/// A count in the first column, and more on the line.
fn opens_row(source: &str, line: &[Piece]) -> bool {
    line.len() > 1 && rows::is_count(line[0].span.of(source))
}

fn is_page_number(source: &str, line: &[Piece]) -> bool {
    line.len() == 1 && line[0].column > 10 && line[0].span.of(source).bytes().all(|b| b.is_ascii_digit())
}

fn cells(source: &str, line: &[Piece], borders: &[usize]) -> Vec<Passage> {
    let mut cells = vec![Passage::default(); borders.len() + 1];
    for piece in line {
        cells[column_of(piece, borders)].append(&Passage::from_source(source, piece.span), " ");
    }
    cells
}

fn column_of(piece: &Piece, borders: &[usize]) -> usize {
    borders.iter().filter(|border| piece.column >= **border).count()
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
    // A count that slid under another heading leaves its own cell empty.
    let written = [&count, &passage].into_iter().filter(|part| !part.text.is_empty());
    let span = written.map(|part| part.span).reduce(Span::cover)?;
    (!passage.text.is_empty()).then(|| TableRow {
        rank: rows::rank(&label, group),
        label,
        passage,
        span,
        columns,
        group,
    })
}

/// How many lines write on each place.
fn written(lines: &[Vec<Piece>]) -> Vec<u32> {
    let width = lines.iter().flatten().map(|s| s.column + s.width).max().unwrap_or(0);
    let mut written = vec![0u32; width + 1];
    for piece in lines.iter().flatten() {
        for place in &mut written[piece.column..piece.column + piece.width] {
            *place += 1;
        }
    }
    written
}

/// Between two headings the border is the place that fewest lines write on.
fn borders(columns: &[usize], written: &[u32]) -> Vec<usize> {
    columns
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0] + 1, pair[1]);
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
