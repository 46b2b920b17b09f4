//! Writes a [`Document`]'s text and keeps count of where each piece stands. For the forms whose own bytes are not the
//! text: one line a paragraph, and a table as one line a row with tabs between the cells.

use super::text::is_hard_wrapped;
use crate::model::{Block, Cell, Document, Format, Line, Row, Span, Table, Warning};

/// Words with the one mark that matters for telling headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The words; `\n` where a line was broken by hand.
    pub(super) text: String,
    bold: bool,
    plain: bool,
}

impl Words {
    /// Adds words of one weight. Punctuation and numbers have none: converters leave them outside of the marks.
    pub(super) fn push(&mut self, words: &str, bold: bool) {
        if words.contains(char::is_alphabetic) {
            if bold {
                self.bold = true;
            } else {
                self.plain = true;
            }
        }
        self.text.push_str(words);
    }

    /// Adds other words behind these.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.bold |= other.bold;
        self.plain |= other.plain;
    }

    /// All letters are bold.
    pub(super) fn is_bold(&self) -> bool {
        self.bold && !self.plain
    }

    /// There is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) wrapped: bool,
    pub(super) bold: bool,
    pub(super) centred: bool,
    pub(super) heading: Option<u8>,
}

/// A cell before it has a place in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NewCell {
    pub(super) text: String,
    pub(super) column: u16,
    pub(super) columns: u16,
}

/// The document under construction.
#[derive(Debug)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    page: u32,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self { text: String::new(), blocks: Vec::new(), page: 1 }
    }

    /// Bytes written so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// What follows stands so many pages further.
    pub(super) fn page_breaks(&mut self, pages: u32) {
        self.page = self.page.saturating_add(pages);
    }

    /// Writes a paragraph; broken by hand it becomes several lines. A blank one leaves nothing.
    pub(super) fn paragraph(&mut self, words: &str, look: Look) {
        let mut lines = words.split('\n').map(str::trim).filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let span = self.push(line);
            self.text.push('\n');
            let Look { wrapped, bold, centred, heading } = look;
            // A break by hand within a paragraph may stand in the middle of a sentence, as in a long heading.
            let wrapped = wrapped || lines.peek().is_some();
            self.blocks.push(Block::Line(Line { span, page: self.page, wrapped, bold, centred, heading }));
        }
    }

    /// Writes a table; one without a word leaves nothing.
    pub(super) fn table(&mut self, rows: Vec<Vec<NewCell>>) {
        let start = self.text.len();
        if rows.iter().flatten().all(|cell| cell.text.trim().is_empty()) {
            return;
        }
        let mut built = Vec::with_capacity(rows.len());
        for cells in rows.into_iter().filter(|cells| !cells.is_empty()) {
            let mut row = Row { cells: Vec::with_capacity(cells.len()) };
            for (at, cell) in cells.into_iter().enumerate() {
                if at > 0 {
                    self.text.push('\t');
                }
                let lines = cell.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
                let words = lines.collect::<Vec<_>>().join("\n").replace('\t', " ");
                let span = self.push(&words);
                row.cells.push(Cell { span, column: cell.column, columns: cell.columns.max(1) });
            }
            self.text.push('\n');
            built.push(row);
        }
        let span = Span::new(start, self.text.len() - 1);
        self.blocks.push(Block::Table(Table { span, page: self.page, rows: built }));
    }

    /// Marks the lines as printed ones where they look so: text pasted from a PDF keeps its lines as paragraphs.
    pub(super) fn mark_printed_lines(&mut self) {
        let lines = self.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(line.span.of(&self.text)),
            Block::Table(_) => None,
        });
        if is_hard_wrapped(lines) {
            for block in &mut self.blocks {
                if let Block::Line(line) = block {
                    line.wrapped = true;
                }
            }
        }
    }

    pub(super) fn finish(self, format: Format, warnings: Vec<Warning>) -> Document {
        Document { format, text: self.text, blocks: self.blocks, pages: self.page, warnings }
    }

    fn push(&mut self, words: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(words);
        Span::new(start, self.text.len())
    }
}
