//! Markdown as converters write it. The marks go, the typed numbers and dashes stay.

mod html;
mod pieces;

use self::pieces::{Paragraph, Piece, PieceLine, columns, pieces};
use super::build::{Builder, Look, Words};
use super::text::{decode, is_hard_wrapped};
use crate::error::ReadError;
use crate::model::{Document, Format, Warning};

/// Reads Markdown. A paragraph that the converter broke into lines of one width is joined again; lines that a person
/// broke stay apart.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let decoded = decode(bytes);
    let mut pieces = pieces(&decoded.text);
    if let Some(width) = converters_width(&pieces) {
        for piece in &mut pieces {
            if let Piece::Paragraph(paragraph) = piece {
                join(paragraph, width);
            }
        }
    }
    // Where even paragraphs end within a sentence, the blank lines between them mean nothing.
    let paragraphs_are_lines =
        is_hard_wrapped(paragraphs(&pieces).filter_map(|paragraph| match &paragraph.lines[..] {
            [line] => Some(line.words.text.trim()),
            _ => None,
        }));
    let mut builder = Builder::new();
    for piece in pieces {
        match piece {
            Piece::Table(rows) => builder.table(rows),
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

fn paragraphs(pieces: &[Piece]) -> impl Iterator<Item = &Paragraph> + Clone {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Paragraph(paragraph) => Some(paragraph),
        Piece::Table(_) => None,
    })
}

/// The width at which lines were broken, where they were.
fn converters_width(pieces: &[Piece]) -> Option<usize> {
    let lines = paragraphs(pieces).flat_map(|paragraph| &paragraph.lines);
    let wrapped = is_hard_wrapped(lines.clone().map(|line| line.words.text.trim()));
    lines.map(|line| line.width).max().filter(|_| wrapped)
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

/// Lines that the converter broke become one: those into which the next word would not have gone. A break by hand, and
/// a line that begins with a number of its own after a sentence's end, stay.
fn join(paragraph: &mut Paragraph, width: usize) {
    let mut lines: Vec<PieceLine> = Vec::new();
    for line in std::mem::take(&mut paragraph.lines) {
        let word = line.words.text.split_whitespace().next().map_or(0, columns);
        match lines.last_mut() {
            Some(above)
                if !above.broken_by_hand
                    && above.width + 1 + word > width
                    && !begins_anew(&above.words, &line.words) =>
            {
                above.words.text.truncate(above.words.text.trim_end().len());
                if !ends_within_word(&above.words.text) {
                    above.words.text.push(' ');
                }
                above.words.append(&line.words);
                (above.broken_by_hand, above.width) = (line.broken_by_hand, line.width);
            }
            _ => lines.push(line),
        }
    }
    paragraph.lines = lines;
}

/// `36-` of `36-NQ/TW`; a dash after a space is one between words.
fn ends_within_word(text: &str) -> bool {
    let head = text.strip_suffix(['-', '/']);
    head.is_some_and(|head| head.ends_with(char::is_alphanumeric))
}

fn begins_anew(above: &Words, line: &Words) -> bool {
    let ended = above.text.trim_end().ends_with(['.', ';', ':']);
    let label = line.text.trim_start().split(' ').next().unwrap_or_default();
    ended && label.chars().count() <= 6 && (label.ends_with(['.', ')']) || matches!(label, "-" | "+" | "–"))
}
