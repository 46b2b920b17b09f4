//! Any outline printed as text and read again is the same outline; its spans cover the source in order.

use documents::outline::{Kind, Outline, outline};
use documents::{Document, ReadOptions};
use proptest::prelude::*;

#[path = "outline_properties/plan.rs"]
mod plan;

use plan::{Forms, Piece, Plan};

/// Which forms of numbers, the choices that make the tree, and how the text is printed.
fn any_plan() -> impl Strategy<Value = (Plan, Option<usize>, bool)> {
    let choices = prop::collection::vec(any::<u16>(), 20..600);
    let width = prop_oneof![2 => Just(None), 5 => (60_usize..100).prop_map(Some)];
    (0..Forms::ALL.len(), choices, width, any::<bool>())
        .prop_map(|(forms, choices, width, blank)| (Plan::grow(&Forms::ALL[forms], choices), width, blank))
}

fn read(text: &str) -> (Document, Outline) {
    let document =
        documents::read(text.as_bytes(), &ReadOptions::default(), &mut |_| {}).expect("text is read");
    let outline = outline(&document);
    (document, outline)
}

/// What is compared: path, kind, depth, text.
fn told(piece: &Piece) -> (String, Kind, u8, String) {
    (piece.path.clone(), piece.kind, piece.depth, piece.text.clone())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_outline_is_read_again((plan, width, blank) in any_plan()) {
        let text = plan.print(width, blank);
        let (_, outline) = read(&text);
        let read: Vec<_> = outline.clauses.iter()
            .map(|clause| (clause.path.clone(), clause.kind, clause.depth, clause.passage.text.clone()))
            .collect();
        let printed: Vec<_> = plan.pieces.iter().map(told).collect();
        for (number, piece) in printed.iter().enumerate() {
            prop_assert_eq!(Some(piece), read.get(number), "in\n{}", text);
        }
        prop_assert_eq!(printed.len(), read.len(), "in\n{}", text);
    }

    #[test]
    fn spans_cover_the_source_in_order((plan, width, blank) in any_plan()) {
        let (document, outline) = read(&plan.print(width, blank));
        let mut end = outline.clauses.first().map_or(0, |clause| clause.span.start);
        for clause in &outline.clauses {
            let between = &document.text[end..clause.span.start];
            prop_assert!(between.trim().is_empty(), "{:?} before {} is in no clause", between, clause.path);
            let own = words(clause.span.of(&document.text));
            prop_assert!(own.ends_with(&clause.passage.text), "{:?} is the span of {}", own, clause.path);
            end = clause.span.end;
        }
        for passage in &outline.closing {
            prop_assert!(passage.span.start >= end, "{:?} is before the end of the clauses", passage.text);
        }
    }

    #[test]
    fn every_word_of_a_clause_is_found_in_the_source((plan, width, blank) in any_plan()) {
        let (document, outline) = read(&plan.print(width, blank));
        for clause in &outline.clauses {
            let passage = &clause.passage;
            let mut start = 0;
            for word in passage.text.split(' ') {
                let found = passage.locate(start, start + word.len());
                // A number such as 36-NQ/TW may be broken over two lines.
                let own: String = found.of(&document.text).split_whitespace().collect();
                prop_assert_eq!(own, word, "in {}", clause.path);
                start += word.len() + 1;
            }
        }
    }
}
