//! From Markdown to paragraphs and tables.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use crate::read::build::{NewCell, Words};

/// A paragraph or a table.
pub(super) enum Piece {
    Paragraph(Paragraph),
    Table(Vec<Vec<NewCell>>),
}

/// A paragraph as it stands in the source; it has a line at least.
pub(super) struct Paragraph {
    pub(super) lines: Vec<PieceLine>,
    pub(super) heading: Option<u8>,
}

/// A line of the source without its marks.
#[derive(Default)]
pub(super) struct PieceLine {
    pub(super) words: Words,
    /// Its end is a break that a person wanted.
    pub(super) broken_by_hand: bool,
    /// Its [`columns`] in the source, marks of Markdown included.
    pub(super) width: usize,
}

/// Letters side by side: a mark that is written behind its letter takes no room.
pub(super) fn columns(words: &str) -> usize {
    words.chars().filter(|sign| !('\u{300}'..='\u{36F}').contains(sign)).count()
}

/// Takes the source apart.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let mut collector = Collector { source, ..Collector::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        collector.take(event, range);
    }
    collector.end_paragraph();
    collector.pieces
}

#[derive(Default)]
struct Collector<'a> {
    source: &'a str,
    pieces: Vec<Piece>,
    lines: Vec<PieceLine>,
    line: Words,
    /// Number or dash of a list item, as typed, until its words come.
    mark: String,
    /// Marks of the list items that are open, outermost first.
    open: Vec<String>,
    heading: Option<u8>,
    strong: u32,
    /// Within a picture or footnote, whose words are not the body's.
    aside: u32,
    /// HTML between its start and its end.
    html: String,
    rows: Vec<Vec<NewCell>>,
}

impl Collector<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => {
                self.end_line(false);
                let before = &self.source[..range.start];
                let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
                if let Some(ended) = self.lines.last_mut() {
                    ended.width = columns(line.trim_end());
                }
            }
            Event::HardBreak => self.end_line(true),
            Event::Html(source) => self.html.push_str(&source),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::Rule => self.end_paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Image { .. } => self.aside += 1,
            Tag::FootnoteDefinition(_) => {
                self.end_paragraph();
                self.aside += 1;
            }
            Tag::Heading { level, .. } => {
                self.end_paragraph();
                self.heading = Some(*level as u8);
            }
            Tag::Item => {
                self.end_paragraph();
                let typed = self.source[range].split_whitespace().next().unwrap_or_default();
                let own = self.own_mark(typed).to_owned();
                self.mark.push_str(&own);
                self.mark.push(' ');
                self.open.push(own);
            }
            Tag::Paragraph | Tag::List(_) | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_) => {
                self.end_paragraph();
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Image => self.aside -= 1,
            TagEnd::FootnoteDefinition => {
                self.lines.clear();
                self.aside -= 1;
            }
            TagEnd::Heading(_) => {
                self.end_paragraph();
                self.heading = None;
            }
            TagEnd::Item => {
                self.open.pop();
                self.end_paragraph();
                self.mark.clear();
            }
            TagEnd::Paragraph | TagEnd::CodeBlock => self.end_paragraph(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => {
                let mut rows = std::mem::take(&mut self.rows);
                // Markdown's tables must have a heading row: where the document's has none, it is blank.
                if rows.first().is_some_and(|row| row.iter().all(|cell| cell.text.trim().is_empty())) {
                    rows.remove(0);
                }
                self.pieces.push(Piece::Table(rows));
            }
            _ => {}
        }
    }

    /// The mark of an item: as typed, but `+` within an item with a mark. Markdown indents what official documents tell
    /// apart by these two marks.
    fn own_mark<'b>(&self, typed: &'b str) -> &'b str {
        let is_mark = |mark: &str| matches!(mark, "-" | "+" | "*");
        if is_mark(typed) && self.open.iter().any(|open| is_mark(open)) { "+" } else { typed }
    }

    /// Words of a code block hold their line ends.
    fn words(&mut self, words: &str) {
        if self.aside > 0 {
            return;
        }
        for (at, part) in words.split('\n').enumerate() {
            if at > 0 {
                self.end_line(true);
            }
            self.line.push(part, self.strong > 0);
        }
    }

    fn inline_html(&mut self, tag: &str) {
        match html::name(tag).as_str() {
            "br" => self.end_line(true),
            "b" | "strong" => self.strong += 1,
            "/b" | "/strong" => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
    }

    fn end_line(&mut self, broken_by_hand: bool) {
        if self.rows.is_empty() {
            let words = std::mem::take(&mut self.line);
            self.lines.push(PieceLine { words, broken_by_hand, width: 0 });
        } else {
            self.line.text.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        if !self.rows.is_empty() {
            return;
        }
        self.end_line(true);
        let mut lines = std::mem::take(&mut self.lines);
        lines.retain(|line| !line.words.is_blank());
        if let Some(first) = lines.first_mut() {
            first.words.text.insert_str(0, &std::mem::take(&mut self.mark));
            self.pieces.push(Piece::Paragraph(Paragraph { lines, heading: self.heading }));
        }
    }

    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.line).text;
        if let Some(row) = self.rows.last_mut() {
            let column = u16::try_from(row.len()).unwrap_or(u16::MAX);
            row.push(NewCell { text, column, columns: 1 });
        }
    }

    fn end_html(&mut self) {
        self.end_paragraph();
        for piece in html::pieces(&std::mem::take(&mut self.html)) {
            match piece {
                html::HtmlPiece::Table(rows) => self.pieces.push(Piece::Table(rows)),
                html::HtmlPiece::Line(words) => {
                    let lines = vec![PieceLine { words, broken_by_hand: true, width: 0 }];
                    self.pieces.push(Piece::Paragraph(Paragraph { lines, heading: None }));
                }
            }
        }
    }
}
