//! Likely scan errors, proposed and never applied here.

use documents::outline::{Outline, Passage};

use crate::model::Repair;

/// The proposals for every passage, in the order of the text.
pub(crate) fn repairs(outline: &Outline) -> Vec<Repair> {
    let front = outline.front.iter().map(|passage| ("", passage));
    let clauses = outline.clauses.iter().filter(|clause| clause.columns.is_empty());
    let clauses = clauses.map(|clause| (clause.path.as_str(), &clause.passage));
    let cells = outline
        .clauses
        .iter()
        .flat_map(|clause| clause.columns.iter().map(|column| (clause.path.as_str(), &column.passage)));
    let mut repairs: Vec<Repair> =
        front.chain(clauses).chain(cells).flat_map(|(clause, passage)| of(clause, passage)).collect();
    repairs.sort_by_key(|repair| repair.span);
    repairs
}

fn of(clause: &str, passage: &Passage) -> Vec<Repair> {
    let found = vietnamese::repair::suggest(&passage.text).into_iter();
    found
        .map(|each| Repair {
            clause: clause.to_owned(),
            span: passage.locate(each.start, each.end),
            seen: each.seen,
            meant: each.meant,
            confidence: f64::from(each.confidence),
        })
        .collect()
}
