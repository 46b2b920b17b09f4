//! Plain text: the file's own text, cut into lines and tables.

mod decode;
mod table;
mod wrap;

pub(crate) use decode::decode;
pub(super) use wrap::is_hard_wrapped;

use crate::error::ReadError;
use crate::model::{Block, Document, Format, Line, Span, Warning};

/// Reads a plain text. [`Document::text`] is the decoded text unchanged, so that in a UTF-8 file without byte order
/// mark a span is a place in the file. A form feed begins a page.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let decoded = decode(bytes);
    let text = decoded.text;
    let printed = printed_lines(&text);
    if printed.is_empty() {
        return Err(ReadError::Empty);
    }
    let wrapped = wrap::is_hard_wrapped(printed.iter().map(|line| line.span.of(&text)));
    let mut blocks = Vec::with_capacity(printed.len());
    let mut rest = &printed[..];
    while !rest.is_empty() {
        let run = table::table_at(&text, rest);
        let (looked_at, after) = rest.split_at(run.lines);
        match run.table {
            Some(table) => blocks.push(Block::Table(table)),
            None => blocks.extend(looked_at.iter().map(|line| Block::Line(line.plain(wrapped)))),
        }
        rest = after;
    }
    let warnings = match decoded.replaced {
        0 => Vec::new(),
        count => vec![Warning::UndecodableBytes { count }],
    };
    let pages = blocks.last().map_or(1, page_of);
    Ok(Document { format: Format::Text, text, blocks, pages, warnings })
}

fn page_of(block: &Block) -> u32 {
    match block {
        Block::Line(line) => line.page,
        Block::Table(table) => table.page,
    }
}

/// A line that is not blank.
struct Printed {
    /// Without white space at both ends.
    span: Span,
    /// Up to the line end, white space included: tabs at its ends are empty cells.
    whole: Span,
    /// From 1.
    page: u32,
    /// Blank lines stand before it.
    after_blank: bool,
}

impl Printed {
    fn plain(&self, wrapped: bool) -> Line {
        Line { span: self.span, page: self.page, wrapped, bold: false, centred: false, heading: None }
    }
}

fn printed_lines(text: &str) -> Vec<Printed> {
    let mut lines: Vec<Printed> = Vec::new();
    let (mut start, mut page, mut after_blank) = (0, 1, true);
    while start < text.len() {
        let length =
            text.as_bytes()[start..].iter().position(|byte| matches!(byte, b'\n' | b'\r' | 0x0B | 0x0C));
        let end = length.map_or(text.len(), |length| start + length);
        let span = trimmed(text, Span::new(start, end));
        if span.start == span.end {
            after_blank = true;
        } else {
            lines.push(Printed { span, whole: Span::new(start, end), page, after_blank });
            after_blank = false;
        }
        let line_end = &text.as_bytes()[end..];
        if line_end.first() == Some(&0x0C) {
            page += 1;
            after_blank = true;
        }
        start = end + if line_end.starts_with(b"\r\n") { 2 } else { 1 };
    }
    lines
}

/// The span without white space, byte order marks and zero-width spaces at both ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let blank = |sign: char| sign.is_whitespace() || matches!(sign, '\u{FEFF}' | '\u{200B}');
    let all = span.of(text);
    let head = all.trim_start_matches(blank);
    let start = span.end - head.len();
    Span::new(start, start + head.trim_end_matches(blank).len())
}
