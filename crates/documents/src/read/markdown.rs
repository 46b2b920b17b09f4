//! Markdown as converters write it. The marks go, the typed numbers and dashes stay.

mod html;
mod pieces;

use self::pieces::{Paragraph, Piece, pieces};
use super::build::{Builder, Look, Words};
use super::text::{decode, is_hard_wrapped};
use crate::error::ReadError;
use crate::model::{Document, Format, Warning};

/// Reads Markdown. A paragraph that the converter broke into lines of one width is joined again; lines that a person
/// broke stay apart.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let decoded = decode(bytes);
    let pieces = pieces(&decoded.text);
    let paragraphs = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Paragraph(paragraph) => Some(paragraph),
            Piece::Table(_) => None,
        })
    };
    let lines = paragraphs().flat_map(|paragraph| &paragraph.lines).map(|line| line.words.text.trim());
    let file_is_wrapped = is_hard_wrapped(lines);
    // Where even paragraphs end within a sentence, the blank lines between them mean nothing.
    let paragraphs_are_lines =
        is_hard_wrapped(paragraphs().filter_map(|paragraph| match &paragraph.lines[..] {
            [line] => Some(line.words.text.trim()),
            _ => None,
        }));
    let mut builder = Builder::new();
    for piece in pieces {
        match piece {
            Piece::Table(rows) => builder.table(rows),
            Piece::Paragraph(paragraph) if file_is_wrapped && !paragraphs_are_lines => {
                write(&mut builder, &joined(paragraph), false);
            }
            Piece::Paragraph(paragraph) => write(&mut builder, &paragraph, paragraphs_are_lines),
        }
    }
    if builder.len() == 0 {
        return Err(ReadError::Empty);
    }
    let warnings = match decoded.replaced {
        0 => Vec::new(),
        count => vec![Warning::UndecodableBytes { count }],
    };
    Ok(builder.finish(Format::Markdown, warnings))
}

fn write(builder: &mut Builder, paragraph: &Paragraph, wrapped: bool) {
    let last = paragraph.lines.len() - 1;
    for (at, line) in paragraph.lines.iter().enumerate() {
        let look = Look {
            wrapped: wrapped || at < last,
            bold: line.words.is_bold(),
            centred: false,
            heading: paragraph.heading,
        };
        builder.paragraph(&line.words.text, look);
    }
}

/// Lines that the converter broke become one; a break by hand, and a line that begins with a number of its own after
/// a sentence's end, stay.
fn joined(paragraph: Paragraph) -> Paragraph {
    let mut lines: Vec<pieces::PieceLine> = Vec::new();
    for line in paragraph.lines {
        match lines.last_mut() {
            Some(above) if !above.broken_by_hand && !begins_anew(&above.words, &line.words) => {
                let end = above.words.text.trim_end().len();
                above.words.text.truncate(end);
                if !above.words.text.ends_with(['-', '/']) {
                    above.words.text.push(' ');
                }
                above.words.append(&line.words);
                above.broken_by_hand = line.broken_by_hand;
            }
            _ => lines.push(line),
        }
    }
    Paragraph { lines, ..paragraph }
}

fn begins_anew(above: &Words, line: &Words) -> bool {
    let ended = above.text.trim_end().ends_with(['.', ';', ':']);
    let label = line.text.trim_start().split(' ').next().unwrap_or_default();
    ended && label.chars().count() <= 6 && (label.ends_with(['.', ')']) || matches!(label, "-" | "+" | "–"))
}
