//! Likely scan errors: proposed while a document is read, applied where a person has accepted them.

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
    let clauses = outline.clauses.iter_mut().flat_map(|clause| {
        let cells = clause.columns.iter_mut().map(|column| &mut column.passage);
        std::iter::once(&mut clause.passage).chain(cells)
    });
    for passage in outline.front.iter_mut().chain(clauses) {
        let within = |repair: &&&Repair| {
            passage.span.start <= repair.span.start && repair.span.end <= passage.span.end
        };
        let places = accepted.iter().filter(within).filter_map(|repair| {
            let mut seen =
                passage.text.match_indices(&repair.seen).map(|(start, seen)| start..start + seen.len());
            let place = seen.find(|place| passage.locate(place.start, place.end) == repair.span)?;
            Some((place, repair.meant.as_str()))
        });
        let mut places: Vec<_> = places.collect();
        places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
        for (place, meant) in places {
            passage.text.replace_range(place, meant);
        }
    }
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
