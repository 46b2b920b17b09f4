//! Likely scan errors, proposed and never applied here.

use documents::outline::{Outline, Passage};

use crate::model::Repair;

/// The proposals for every passage, in the order of the text. All passages are judged together, since how far a
/// correction can be trusted is learned from the whole document.
pub(crate) fn repairs(outline: &Outline) -> Vec<Repair> {
    let front = outline.front.iter().map(|passage| ("", passage));
    let clauses = outline.clauses.iter().filter(|clause| clause.columns.is_empty());
    let clauses = clauses.map(|clause| (clause.path.as_str(), &clause.passage));
    let cells = outline
        .clauses
        .iter()
        .flat_map(|clause| clause.columns.iter().map(|column| (clause.path.as_str(), &column.passage)));
    let passages: Vec<(&str, &Passage)> = front.chain(clauses).chain(cells).collect();
    let texts = passages.iter().map(|(_, passage)| passage.text.as_str());
    let found = vietnamese::repair::suggest_each(texts);
    let mut repairs: Vec<Repair> = passages
        .iter()
        .zip(found)
        .flat_map(|((clause, passage), suggestions)| {
            suggestions.into_iter().map(|each| Repair {
                clause: (*clause).to_owned(),
                span: passage.locate(each.start, each.end),
                seen: each.seen,
                meant: each.meant,
                confidence: f64::from(each.confidence),
            })
        })
        .collect();
    repairs.sort_by_key(|repair| repair.span);
    repairs
}
