//! Shows a document in a form that a table of cases can hold.

use documents::{Block, Document, ReadError, ReadOptions, read};

/// Reads with the default limits.
pub(crate) fn open(bytes: &[u8]) -> Result<Document, ReadError> {
    read(bytes, &ReadOptions::default(), &mut |_| {})
}

/// One string a block: a line's words, or `[a|b;c|d]` for a table.
pub(crate) fn shown(document: &Document) -> Vec<String> {
    let text = &document.text;
    let block = |block: &Block| match block {
        Block::Line(line) => line.span.of(text).to_owned(),
        Block::Table(table) => {
            let row = |row: &documents::Row| {
                row.cells.iter().map(|cell| cell.span.of(text)).collect::<Vec<_>>().join("|")
            };
            format!("[{}]", table.rows.iter().map(row).collect::<Vec<_>>().join(";"))
        }
    };
    document.blocks.iter().map(block).collect()
}

/// Fails unless every span stands on character borders within the text and none goes back.
pub(crate) fn check_spans(document: &Document) {
    let mut end = 0;
    let mut step = |span: documents::Span, what: &str| {
        assert!(span.start >= end && span.start <= span.end, "{what} {span:?} goes back behind {end}");
        assert!(document.text.get(span.start..span.end).is_some(), "{what} {span:?} is not in the text");
        end = span.end;
    };
    for block in &document.blocks {
        match block {
            Block::Line(line) => {
                step(line.span, "line");
                assert!(!line.span.of(&document.text).trim().is_empty());
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    assert!(table.span.start <= cell.span.start && cell.span.end <= table.span.end);
                    step(cell.span, "cell");
                }
            }
        }
    }
}
