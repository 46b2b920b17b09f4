//! Lines of pages into the pieces of a document: header, text, signature.

use super::edges::Edges;
use super::paragraphs::{Paragraph, pieces, run};
use crate::check::forms::is_number;
use crate::check::paper::{Piece, Run};
use crate::check::rules::says;
use crate::read::pdf::layout::{Column, PrintedLine, PrintedPage, PrintedPiece};
use crate::write::Layout;

/// The table that the header is taken for.
const HEADER: usize = 1;

/// Goes over the lines of all pages up to the signature.
pub(super) struct Walk<'a> {
    layout: &'a Layout,
    /// By page.
    edges: &'a [Edges],
    pieces: Vec<Piece>,
    /// Lines that run over the whole width, and the number of their page.
    run: Vec<(usize, &'a PrintedLine)>,
    /// Lines in two columns, after the number of their page.
    columns: Vec<(usize, &'a PrintedLine, Column)>,
    /// What stands above the recipients, if it is among those.
    recipients: Option<&'a PrintedLine>,
    tables: usize,
}

impl<'a> Walk<'a> {
    /// The pieces up to the signature, and the number of the page, from 0, on which that ends; of the last where there is none.
    pub(super) fn over(
        pages: &'a [PrintedPage],
        edges: &'a [Edges],
        layout: &'a Layout,
    ) -> (Vec<Piece>, usize) {
        let (pieces, run, columns) = (Vec::new(), Vec::new(), Vec::new());
        let mut walk = Self { layout, edges, pieces, run, columns, recipients: None, tables: HEADER };
        let last = walk.pages(pages).unwrap_or(pages.len().saturating_sub(1));
        (walk.pieces, last)
    }

    /// Gives the number of the page on which the signature ends.
    fn pages(&mut self, pages: &'a [PrintedPage]) -> Option<usize> {
        let pieces = pages
            .iter()
            .enumerate()
            .flat_map(|(number, page)| page.pieces.iter().map(move |it| (number, it)));
        for (number, piece) in pieces {
            if let PrintedPiece::Line(line) = piece
                && let Some(column) = line.column.or_else(|| self.column_in_closing(number, line))
            {
                self.column_line(number, line, column);
                continue;
            }
            if let Some(last) = self.end_columns() {
                return Some(last);
            }
            match piece {
                PrintedPiece::Line(line) => self.line(number, line),
                PrintedPiece::Table(text) => self.table(text),
            }
        }
        self.end_run();
        self.end_columns()
    }

    fn table(&mut self, text: &str) {
        self.end_run();
        self.tables += 1;
        let runs =
            vec![Run { text: text.to_owned(), font: Some(self.layout.font.clone()), ..Run::default() }];
        self.pieces.push(Piece { runs, cell: Some([self.tables, 0, 0]), ..Piece::default() });
    }

    /// A line that stands in no column. The state's name there has nothing at its left.
    fn line(&mut self, number: usize, line: &'a PrintedLine) {
        let piece = Piece { runs: run(line, self.layout), cell: Some([HEADER, 0, 0]), ..Piece::default() };
        if says(&piece, &self.layout.words.state_name) {
            self.end_run();
            self.pieces.push(piece);
        } else {
            self.run.push((number, line));
        }
    }

    fn end_run(&mut self) {
        let lines = std::mem::take(&mut self.run);
        self.pieces.extend(pieces(&Paragraph::all(&lines, self.edges), self.edges, self.layout));
    }

    fn column_line(&mut self, number: usize, line: &'a PrintedLine, column: Column) {
        self.end_run();
        let heading = self.layout.words.recipients.trim_end_matches(':');
        if self.recipients.is_none() && column == Column::Left && line.text.starts_with(heading) {
            self.recipients = Some(line);
        }
        self.columns.push((number, line, column));
    }

    /// A recipient of a long name reaches under the signature, so that it seems to stand in no column.
    fn column_in_closing(&self, number: usize, line: &PrintedLine) -> Option<Column> {
        let (last, ..) = self.columns.last()?;
        let heading = self.recipients.filter(|_| *last == number)?;
        ((line.left - heading.left).abs() < heading.size()).then_some(Column::Left)
    }

    /// Ends the lines in columns; gives the number of their page where they were the signature.
    fn end_columns(&mut self) -> Option<usize> {
        let lines = std::mem::take(&mut self.columns);
        let closes = self.recipients.take().is_some();
        let (number, ..) = *lines.last()?;
        let of = |wanted: Column| {
            let lines = lines.iter().filter(move |(.., column)| *column == wanted);
            lines.map(|(_, line, _)| *line).collect::<Vec<_>>()
        };
        let (left, right) = (of(Column::Left), of(Column::Right));
        if self.tables == HEADER && number == 0 && !closes {
            self.header(&left, &right, number);
            return None;
        }
        self.tables += 1;
        let left = if closes { recipients(&left, self.layout) } else { lines_of(&left, self.layout) };
        self.cells(&[self.tables, 0, 0], left);
        self.cells(&[self.tables, 0, 1], lines_of(&right, self.layout));
        closes.then_some(number)
    }

    /// Agency and state stand above number and date. What stands in the middle under the date is the type of the document.
    fn header(&mut self, left: &[&'a PrintedLine], right: &[&'a PrintedLine], number: usize) {
        let word = &self.layout.words.number;
        let is_lower = |line: &&PrintedLine| is_number(&line.text, word) || line.text.contains(", ngày");
        let parted = |lines: &[&'a PrintedLine]| lines.iter().position(is_lower).unwrap_or(lines.len());
        let (upper_left, lower_left) = left.split_at(parted(left));
        let (upper_right, lower_right) = right.split_at(parted(right));
        let (date, under) = lower_right.split_at(lower_right.len().min(1));
        for (cell, lines) in
            [([0, 0], upper_left), ([1, 0], lower_left), ([0, 1], upper_right), ([1, 1], date)]
        {
            self.cells(&[HEADER, cell[0], cell[1]], lines_of(lines, self.layout));
        }
        self.tables += 1;
        self.run.extend(under.iter().map(|line| (number, *line)));
    }

    fn cells(&mut self, cell: &[usize; 3], pieces: Vec<Piece>) {
        self.pieces.extend(pieces.into_iter().map(|piece| Piece { cell: Some(*cell), ..piece }));
    }
}

/// Each line by itself.
fn lines_of(lines: &[&PrintedLine], layout: &Layout) -> Vec<Piece> {
    lines.iter().map(|line| Piece { runs: run(line, layout), ..Piece::default() }).collect()
}

/// A heading, and items of one or more lines, each of which begins with a dash.
fn recipients(lines: &[&PrintedLine], layout: &Layout) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for line in lines {
        let runs = run(line, layout);
        match pieces.last_mut() {
            Some(item) if goes_on(item, line) => {
                if let Some(last) = item.runs.last_mut() {
                    last.text.push(' ');
                }
                item.runs.extend(runs);
            }
            _ => pieces.push(Piece { runs, ..Piece::default() }),
        }
    }
    pieces
}

/// Whether a line goes on with the item before it.
fn goes_on(item: &Piece, line: &PrintedLine) -> bool {
    let is_item = item.runs.first().is_some_and(|run| run.text.starts_with('-'));
    let is_ended = item.runs.last().is_some_and(|run| run.text.ends_with([';', '.']));
    is_item && !is_ended && !line.text.starts_with('-')
}
