//! From printed lines to paragraphs: which line goes on in the sentence of the line above it.

use std::collections::{HashMap, HashSet};

use super::aligned;
use super::flat::FlatTable;
use super::furniture;
use super::gaps;
use super::joining::{
    Previous, begins_sentence, blanks_part, both_shouted, goes_on, goes_on_in_closing, had_room, is_apart,
    is_cut,
};
use super::label::{self, Label, Style};
use super::measure::{self, Length};
use super::model::Passage;
use super::rows::TableRow;
use super::sight;
use super::signs::{
    begins_closing, breaks_inside_word, ends_open, ends_sentence, is_compound, is_range, is_shouted,
    opens_annex,
};
use crate::model::{Block, Cell, Document, Format, Line, Span, Table};

/// A paragraph or a table, in the order of the text.
#[derive(Clone, Debug)]
pub(super) enum Element<'a> {
    Paragraph(Paragraph),
    Table(&'a Table),
    /// The rows of a table that was drawn with white space.
    Rows(Vec<TableRow>),
}

/// A paragraph, its lines joined.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// The number or mark at its beginning, where that is believed.
    pub(super) label: Option<Label>,
    /// Its words, label left out.
    pub(super) passage: Passage,
    /// Label and words.
    pub(super) span: Span,
    /// All its letters are capitals.
    pub(super) shouted: bool,
    /// Its first line is bold or centred or has a heading style.
    pub(super) raised: bool,
    /// Its first line is bold or has a heading style.
    pub(super) bold: bool,
    /// It belongs to what follows the body: signature, recipients.
    pub(super) closing: bool,
}

impl Paragraph {
    /// Label and words as they stand, for telling headings of a known form.
    pub(super) fn folded(&self) -> String {
        vietnamese::fold(&self.passage.text)
    }
}

/// The two columns over a document take up fewer paragraphs than this.
const LONGEST_HEADER: usize = 12;

/// Joins the lines of a document.
pub(super) fn paragraphs(document: &Document) -> Vec<Element<'_>> {
    let mut joiner = Joiner::new(document);
    let mut at = 0;
    while at < document.blocks.len() {
        match &document.blocks[at] {
            Block::Line(line) => match aligned::rows(document, &document.blocks[at..]) {
                Some((rows, taken)) => {
                    joiner.rows(rows, taken);
                    at += taken;
                    continue;
                }
                None => joiner.line(line),
            },
            Block::Table(table) if is_layout(table, &document.text) => joiner.layout_table(table),
            Block::Table(table) => joiner.table(Element::Table(table)),
        }
        at += 1;
    }
    joiner.elements
}

struct Joiner<'a> {
    document: &'a Document,
    elements: Vec<Element<'a>>,
    /// The line before, where it can be gone on with.
    previous: Option<Previous>,
    lines: Vec<String>,
    lengths: Vec<Length>,
    at: usize,
    /// A blank line parts paragraphs, as it does where not nearly every line has one behind it.
    blanks_part: bool,
    /// Last numbers seen of each style.
    last: HashMap<Style, Vec<u32>>,
    /// A table that came as lines of text.
    flat: Option<FlatTable>,
    /// The body has ended; lines stand alone until an annex begins.
    in_closing: bool,
    page_number: u32,
    /// Lines that the pages repeat beside their numbers.
    running_heads: HashSet<String>,
}

impl<'a> Joiner<'a> {
    fn new(document: &'a Document) -> Self {
        let lines = document.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(Passage::from_source(&document.text, line.span).text),
            Block::Table(_) => None,
        });
        let lines: Vec<String> = lines.collect();
        let lengths = lines.iter().map(|text| Length::of(text)).collect();
        Self {
            document,
            elements: Vec::new(),
            previous: None,
            lengths,
            at: 0,
            blanks_part: blanks_part(document),
            last: HashMap::new(),
            flat: None,
            in_closing: false,
            page_number: 1,
            running_heads: furniture::running_heads(&lines),
            lines,
        }
    }

    fn rows(&mut self, rows: Vec<TableRow>, lines: usize) {
        self.at += lines;
        self.table(Element::Rows(rows));
    }

    fn table(&mut self, table: Element<'a>) {
        self.elements.push(table);
        self.previous = None;
        self.flat = None;
    }

    fn line(&mut self, line: &Line) {
        let passage = Passage::from_source(&self.document.text, line.span);
        let (length, full) = (self.lengths[self.at], measure::full(&self.lengths, self.at));
        self.at += 1;
        if self.is_page_furniture(&passage.text, line) {
            return;
        }
        let before_body = self.last.is_empty() && self.elements.len() < LONGEST_HEADER;
        let pieces = gaps::pieces(&self.document.text, line.span, 3);
        if pieces.len() > 1 && (before_body || self.in_closing || begins_closing(&passage.text, usize::MAX)) {
            for gaps::Piece { span, .. } in pieces {
                self.previous = None;
                let piece = Line { span, wrapped: false, ..line.clone() };
                self.take(
                    Passage::from_source(&self.document.text, span),
                    &piece,
                    Length::default(),
                    Length::default(),
                );
            }
            self.previous = None;
        } else {
            self.take(passage, line, length, full);
        }
    }

    fn take(&mut self, passage: Passage, line: &Line, length: Length, full: Length) {
        let text = passage.text.clone();
        let indent = indent(&self.document.text, line.span.start);
        let label = self.flat_label(&text).or_else(|| self.believed_label(&text, line));
        if self.flat.as_ref().is_some_and(FlatTable::is_heading) {
            return;
        }
        if self.in_closing && opens_annex(&text, label.as_ref()) {
            self.in_closing = false;
            self.last.clear();
        }
        let label = label.filter(|l| !self.in_closing || l.style == Style::Annex);
        self.in_closing |= begins_closing(&text, self.elements.len());
        let goes_on = label.is_none()
            && self.previous.as_ref().is_some_and(|previous| {
                if self.in_closing {
                    goes_on_in_closing(previous, &text)
                } else if self.flat.is_some() {
                    true
                } else {
                    let apart = is_apart(previous, line, &self.document.text)
                        && (self.last.is_empty() && both_shouted(previous, &text)
                            || self.blanks_part && begins_sentence(previous, &text));
                    !apart && goes_on(previous, &text, line, indent, self.last.is_empty())
                }
            });
        let in_body = label.is_none() && !self.last.is_empty() && !self.in_closing;
        let goes_on = goes_on
            || in_body
                && matches!(self.elements.last(), Some(Element::Paragraph(above)) if is_cut(above, &text, line));
        if goes_on && let Some(Element::Paragraph(above)) = self.elements.last_mut() {
            let glue = if self.previous.as_ref().is_some_and(|p| breaks_inside_word(&p.text, &text)) {
                ""
            } else {
                " "
            };
            above.passage.append(&passage, glue);
            above.span = above.span.cover(line.span);
            above.shouted &= is_shouted(&text);
        } else {
            if let Some(label) = &label {
                self.last.insert(label.style, label.numbers.clone());
            }
            let skipped = label.as_ref().map_or(0, |l| l.length);
            let passage = passage.without_start(skipped);
            self.elements.push(Element::Paragraph(Paragraph {
                shouted: is_shouted(&passage.text),
                label,
                passage,
                span: line.span,
                raised: line.bold || line.centred || line.heading.is_some(),
                bold: line.bold || line.heading.is_some(),
                closing: self.in_closing,
            }));
        }
        self.in_closing |= text.ends_with("./.");
        self.previous = line.wrapped.then_some(Previous {
            text,
            length,
            full,
            bold: line.bold,
            first: !goes_on,
            indent,
            end: line.span.end,
        });
    }

    /// The cells of a table that only places things side by side: each line of each cell stands alone.
    fn layout_table(&mut self, table: &Table) {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let mut start = cell.span.start;
            for piece in cell.span.of(&self.document.text).split('\n') {
                let span = trimmed(&self.document.text, Span::new(start, start + piece.len()));
                start += piece.len() + 1;
                if span.start < span.end {
                    self.previous = None;
                    let line = Line {
                        span,
                        page: table.page,
                        wrapped: false,
                        bold: false,
                        centred: true,
                        heading: None,
                    };
                    self.take(
                        Passage::from_source(&self.document.text, span),
                        &line,
                        Length::default(),
                        Length::default(),
                    );
                }
            }
        }
        self.previous = None;
    }

    /// Page numbers that the reader could not tell by their place, and drawn lines.
    fn is_page_furniture(&mut self, text: &str, line: &Line) -> bool {
        // A drawn line; a stray end of a sentence is none.
        if !text.chars().any(|c| c.is_alphanumeric() || matches!(c, ';' | ':' | ',' | '.' | ')' | '(')) {
            return true;
        }
        if line.wrapped && self.running_heads.contains(text) {
            return true;
        }
        let core = text.trim_matches(['-', '–', ' ', '|']);
        let core = core.strip_prefix("Trang ").or_else(|| core.strip_prefix("trang ")).unwrap_or(core);
        // `3` or `3/12`: with anything else on the line it is text, and `3/2026` is a month.
        let (core, of) = core.split_once('/').unwrap_or((core, "1"));
        if of.trim().len() > 3 {
            return false;
        }
        match core.trim().parse::<u32>() {
            Ok(number) if of.trim().parse::<u32>().is_err() || number == 0 => false,
            Ok(number) if line.wrapped && (number == self.page_number + 1 || number == line.page) => {
                self.page_number = number;
                true
            }
            _ => false,
        }
    }

    /// Follows a table that came as lines of text: its beginning, its rows, its end.
    fn flat_label(&mut self, text: &str) -> Option<Label> {
        let below = &self.lines[self.at.min(self.lines.len())..];
        if FlatTable::begins_at(text, below) && self.flat.as_ref().is_none_or(|table| !table.repeats(text)) {
            self.flat = Some(FlatTable::default());
        }
        let table = self.flat.as_mut()?;
        let label = table.row(text);
        if label.is_none() && (FlatTable::is_over(text) || begins_closing(text, self.elements.len())) {
            self.flat = None;
        }
        label
    }

    /// The label of a line, where the text before it lets one believe in it.
    fn believed_label(&self, text: &str, line: &Line) -> Option<Label> {
        if self.flat.is_some() {
            return None;
        }
        let label = self.label_by_sight(text).or_else(|| label::label(text))?;
        let rest = &text[label.length..];
        let begins_upper = rest.chars().next().is_none_or(|c| !c.is_lowercase());
        let expected = self.expects(&label);
        if label.style == Style::Capital && !expected {
            return None;
        }
        if label.style == Style::Roman
            && !expected
            && !is_shouted(rest)
            && !line.bold
            && line.heading.is_none()
        {
            return None;
        }
        let Some(previous) = &self.previous else { return Some(label) };
        if label.style == Style::Dash && is_range(&previous.text, rest) {
            return None;
        }
        let open = ends_open(&previous.text);
        if ends_sentence(&previous.text) || !open && had_room(previous, text) {
            return Some(label);
        }
        // The line above is full and its sentence open.
        let believed = match label.style {
            Style::Dash | Style::Plus | Style::Star => {
                begins_upper && !open && !is_compound(&previous.text, rest)
            }
            Style::Annex | Style::Part | Style::Chapter | Style::Subchapter => is_shouted(text),
            _ => begins_upper && expected && !open,
        };
        believed.then_some(label)
    }

    /// The next number of its style, or the first of a new count.
    fn expects(&self, label: &Label) -> bool {
        let Some((last_own, before_own)) = label.numbers.split_last() else { return true };
        if *last_own == 1 {
            return true;
        }
        self.last.get(&label.style).and_then(|n| n.split_last()).is_some_and(|(last, before)| {
            // One may have been left out, or typed twice.
            before == before_own && (*last..=*last + 2).contains(last_own)
        })
    }

    /// In a scan a number may be misread; the count gives it away.
    fn label_by_sight(&self, text: &str) -> Option<Label> {
        if self.document.format != Format::Scan {
            return None;
        }
        let next =
            self.last.get(&Style::Roman).and_then(|numbers| numbers.first()).map_or(1, |last| last + 1);
        let section = sight::section(text, next).filter(|label| is_shouted(&text[label.length..]));
        section.or_else(|| sight::item(text).filter(|label| self.expects(label)))
    }
}

/// A table that places header or signature side by side, or has a single column.
fn is_layout(table: &Table, text: &str) -> bool {
    let columns = table.rows.iter().flat_map(|row| &row.cells).map(Cell::end).max();
    if columns.unwrap_or(0) < 2 {
        return true;
    }
    let folded = vietnamese::fold(table.span.of(text));
    columns.unwrap_or(0) <= 3
        && table.rows.len() <= 6
        && ["cong hoa xa hoi", "dang cong san viet nam", "noi nhan", "tm. ", "t/m ", "kt. ", "doc lap"]
            .iter()
            .any(|sign| folded.contains(sign))
}

/// White space between the beginning of the printed line and its first letter.
fn indent(source: &str, start: usize) -> usize {
    let before = &source[..start];
    before.len() - before.trim_end_matches([' ', '\t']).len()
}

fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, (span.start + piece.trim_end().len()).max(start))
}
