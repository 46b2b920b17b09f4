//! What is told in words, for the templates: paragraphs, and lists with what stands below their items.

use documents::narrative::{self, Block, Span};
use minijinja::Value;
use serde::Serialize;

/// A paragraph, or a list.
#[derive(Serialize)]
struct Piece {
    spans: Vec<Span>,
    list: Option<List>,
}

#[derive(Serialize)]
struct List {
    /// The number of its first item; none where they have dashes.
    start: Option<u16>,
    items: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    spans: Vec<Span>,
    below: Vec<List>,
}

/// What a text says.
pub(super) fn narrated(words: &str) -> Value {
    let mut pieces: Vec<Piece> = Vec::new();
    for Block { item, spans } in narrative::read(words) {
        let Some(item) = item else {
            pieces.push(Piece { spans, list: None });
            continue;
        };
        let last = pieces.last_mut().and_then(|piece| piece.list.as_mut());
        let above = last.and_then(|list| list.items.last_mut()).filter(|_| item.level > 1);
        let entry = Entry { spans, below: Vec::new() };
        if let Some(above) = above {
            match above.below.last_mut().filter(|list| list.goes_on_with(item.number)) {
                Some(list) => list.items.push(entry),
                None => above.below.push(List { start: item.number, items: vec![entry] }),
            }
            continue;
        }
        match pieces
            .last_mut()
            .and_then(|piece| piece.list.as_mut())
            .filter(|list| list.goes_on_with(item.number))
        {
            Some(list) => list.items.push(entry),
            None => {
                let list = Some(List { start: item.number, items: vec![entry] });
                pieces.push(Piece { spans: Vec::new(), list });
            }
        }
    }
    Value::from_serialize(pieces)
}

impl List {
    /// Whether an item of that number is its next one.
    fn goes_on_with(&self, number: Option<u16>) -> bool {
        match (self.start, number) {
            (None, None) => true,
            (Some(start), Some(number)) => usize::from(start) + self.items.len() == usize::from(number),
            _ => false,
        }
    }
}
