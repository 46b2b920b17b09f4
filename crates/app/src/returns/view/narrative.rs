//! What is told in words, for the templates: paragraphs, and lists with what stands below their items.

use std::collections::HashMap;

use documents::narrative::{self, Block, Span};
use minijinja::{Value, context};
use serde::Serialize;

use super::told::said;
use super::{MOST_TASKS, Shown, clause};
use crate::returns::forms::mark;
use crate::returns::store::{Passage, Told};
use crate::tasks::line;

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

/// A section with what is told there, in the form in which it is kept now (what was kept before there were looks may be in
/// another), and with what the return has of its clause.
pub(super) fn passage(passage: &Passage, shown: &Shown) -> Value {
    let words = narrative::normal(&passage.words);
    let path = passage.clause.as_ref().map(|(_, path)| path.as_str());
    let is_about = |of: Option<&str>| path.zip(of).is_some_and(|(path, of)| is_within(of, path));
    let contents = &shown.contents;
    let tasks =
        shown.tasks_now().filter(|task| is_about(task.origin.as_ref().map(|of| of.clause_path.as_str())));
    let names = HashMap::new();
    let figure = |told: &Told| {
        let indicator = contents.indicators.get(&told.indicator)?;
        let of = indicator.origin.as_ref().map(|of| of.clause_path.as_str());
        is_about(of).then(|| {
            context! {
                id => indicator.id.to_string(),
                name => indicator.name,
                unit => indicator.measured_in,
                now => said(&told.cell, Some(indicator)),
            }
        })
    };
    context! {
        id => passage.section.to_string(),
        title => passage.title,
        number => passage.number,
        told => narrated(&words),
        was => mark(std::slice::from_ref(&words)),
        words,
        clause => clause(&shown.whole.regime, passage.clause.as_ref()),
        tasks => tasks.take(MOST_TASKS).map(|task| line(task, shown.today, &names)).collect::<Vec<_>>(),
        figures => contents.cells.iter().filter_map(figure).collect::<Vec<_>>(),
    }
}

/// Whether a clause is another or stands below it: `III.1/a` within `III`, not `IIIa`.
fn is_within(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
}

/// What a text says.
pub(crate) fn narrated(words: &str) -> Value {
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

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_section_is_about_its_clause_and_what_stands_below() {
        for (path, is) in [
            ("III", true),
            ("III.1", true),
            ("III/a", true),
            ("IIIa", false),
            ("II", false),
            ("IV.III", false),
        ] {
            assert_eq!(is_within(path, "III"), is, "{path}");
        }
    }
}
