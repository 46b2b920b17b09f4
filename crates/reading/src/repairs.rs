//! Likely scan errors: proposed while a document is read, applied where a person has accepted them.

use std::ops::Range;

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

/// Writes what is meant for what is seen in an outline, where these proposals for it stand. The outline's spans go on to
/// say where its words come from.
pub fn accept(outline: &mut Outline, accepted: &[&Repair]) {
    let mut accepted = accepted.to_vec();
    accepted.sort_by_key(|repair| repair.span);
    let clauses = outline.clauses.iter_mut().flat_map(|clause| {
        let cells = clause.columns.iter_mut().map(|column| &mut column.passage);
        std::iter::once(&mut clause.passage).chain(cells)
    });
    for passage in outline.front.iter_mut().chain(clauses) {
        let first = accepted.partition_point(|repair| repair.span.start < passage.span.start);
        let last = accepted.partition_point(|repair| repair.span.start < passage.span.end).max(first);
        let mut text = String::new();
        let mut kept = 0;
        for repair in &accepted[first..last] {
            if let Some(place) = place(passage, repair).filter(|place| kept <= place.start) {
                text.push_str(&passage.text[kept..place.start]);
                text.push_str(&repair.meant);
                kept = place.end;
            }
        }
        if kept > 0 {
            text.push_str(&passage.text[kept..]);
            passage.text = text;
        }
    }
}

/// Where in a passage a proposal stands, if it is one for this passage.
fn place(passage: &Passage, repair: &Repair) -> Option<Range<usize>> {
    let piece = passage.origin.partition_point(|(_, source)| *source <= repair.span.start).checked_sub(1)?;
    let (own, source) = passage.origin[piece];
    let start = own + (repair.span.start - source);
    let end = start + repair.seen.len();
    let stands = passage.text.get(start..end) == Some(repair.seen.as_str());
    (stands && passage.locate(start, end) == repair.span).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use documents::{Document, ReadOptions};

    use super::*;

    fn read(text: &str) -> Document {
        documents::read(text.as_bytes(), &ReadOptions::default(), &mut |_| {}).expect("it is read")
    }

    #[test]
    fn only_what_is_accepted_is_written_and_only_where_it_stands() {
        let document = read(
            "KẾ HOẠCH\n\nI. QUẢN LÝ NHÀ NƯỚC\n\n1. Quản lý nhà nưóc về đất đai theo quy định.\n\n2. Nâng cao quản lý nhà nưóc \
             về giống, phát triến nông nghiệp.\n",
        );
        let mut outline = documents::outline::outline(&document);
        let found = repairs(&outline);
        let seen: Vec<&str> = found.iter().map(|repair| repair.seen.as_str()).collect();
        assert_eq!(seen, ["nhà nưóc", "nhà nưóc", "phát triến"]);
        let spans: Vec<_> = outline.clauses.iter().map(|clause| clause.span).collect();
        accept(&mut outline, &[&found[1], &found[2]]);
        let texts: Vec<&str> = outline.clauses.iter().map(|clause| clause.passage.text.as_str()).collect();
        assert_eq!(texts[1], "Quản lý nhà nưóc về đất đai theo quy định.");
        assert_eq!(texts[2], "Nâng cao quản lý nhà nước về giống, phát triển nông nghiệp.");
        assert_eq!(outline.clauses.iter().map(|clause| clause.span).collect::<Vec<_>>(), spans);
        // A proposal for another document changes nothing.
        let mut other = documents::outline::outline(&read("I. CHUNG\n\n1. Quản lý nhà nưóc.\n"));
        let before = other.clone();
        accept(&mut other, &[&found[2]]);
        assert_eq!(other, before);
    }
}
