//! Lines on which things stand side by side, some blanks apart.

use crate::model::Span;

/// Words that stand together.
pub(super) struct Piece {
    pub(super) span: Span,
    /// Place in the line, in characters.
    pub(super) column: usize,
    /// In characters.
    pub(super) width: usize,
}

/// The pieces of a line that `gap` or more blanks part; a tab parts always, and so does the stroke of a table's cell.
pub(super) fn pieces(source: &str, line: Span, gap: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut blanks = gap;
    for (column, (offset, c)) in line.of(source).char_indices().enumerate() {
        let span = Span::new(line.start + offset, line.start + offset + c.len_utf8());
        if c.is_whitespace() || c == '|' {
            blanks += if c.is_whitespace() && c != '\t' { 1 } else { gap };
            continue;
        }
        match pieces.last_mut() {
            Some(last) if blanks < gap => {
                last.span = last.span.cover(span);
                last.width = column + 1 - last.column;
            }
            _ => pieces.push(Piece { span, column, width: 1 }),
        }
        blanks = 0;
    }
    pieces
}
