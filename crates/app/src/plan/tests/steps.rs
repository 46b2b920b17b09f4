//! A draft and what is done to it.

use base::Error;
use documents::ReadOptions;
use reading::model::Confidence;
use uuid::Uuid;

use crate::plan::draft::{Draft, Standing, Taker};
use crate::plan::names::{Answer, Match};
use crate::plan::steps::Step;
use crate::plan::testing::SAMPLE;

fn draft() -> Draft {
    let document = documents::read(SAMPLE.as_bytes(), &ReadOptions::default(), &mut |_| {}).expect("read");
    let unit =
        |_: &str, _| Match { answer: Answer::Units(vec![Uuid::from_u128(1)]), confidence: Confidence::Sure };
    Draft::new(&reading::read(&document), &unit)
}

fn items(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn nothing_is_decided_at_first() {
    let draft = draft();
    let open = draft.open();
    assert!(open.names > 3 && open.duties > 3 && open.targets > 2, "{open:?}");
    assert!(draft.duties.iter().all(|duty| !draft.takers(&duty.facts.lead).open.is_empty()));
}

#[test]
fn all_that_is_sure_is_accepted_at_once_and_taken_back_at_once() {
    let before = draft();
    let step = Step::sure(&before).expect("something sure");
    let after = draft().after(std::slice::from_ref(&step)).expect("fits");
    assert!(after.open().sum() < before.open().sum());
    assert_eq!(after.open().names, 0);
    assert!(
        after
            .duties
            .iter()
            .all(|duty| (duty.confidence == Confidence::Sure) == (duty.standing == Standing::Accepted))
    );
    assert_eq!(Step::sure(&after), None, "nothing is left");
    // As it is kept.
    let kept = serde_json::to_string(&step).expect("JSON");
    assert_eq!(serde_json::from_str::<Step>(&kept).expect("the same"), step);
}

#[test]
fn a_name_answered_once_holds_for_all_its_duties() {
    let mut draft = draft();
    let key = draft.names[0].key.clone();
    let nobody =
        Step::Name { key: key.clone(), answer: Answer::Units(vec![Uuid::from_u128(5), Uuid::from_u128(6)]) };
    draft.take(&nobody).expect("fits");
    let led = draft.duties.iter().filter(|duty| duty.facts.lead == [Taker::Name(key.clone())]);
    let units: Vec<_> = led.map(|duty| draft.takers(&duty.facts.lead).units.len()).collect();
    assert!(!units.is_empty() && units.iter().all(|count| *count == 2), "{units:?}");
}

#[test]
fn duties_are_split_and_merged() {
    let mut draft = draft();
    let words = draft.duties[0].facts.words.clone();
    let rest = words.split(' ').skip(4).collect::<Vec<_>>().join(" ");
    let (id, count) = (draft.duties[0].id.clone(), draft.duties.len());
    let split = Step::Split { item: id.clone(), rest: rest.clone() };
    draft.take(&split).expect("fits");
    assert_eq!(draft.duties.len(), count + 1);
    assert_eq!(draft.duties[1].id, format!("{id}.1"));
    assert_eq!(draft.duties[1].facts.words, rest);
    assert_eq!(draft.duties[1].clause, draft.duties[0].clause);
    draft.take(&Step::Merge { item: id.clone(), with: format!("{id}.1") }).expect("fits");
    assert_eq!((draft.duties.len(), draft.duties[0].facts.words.as_str()), (count, words.as_str()));
    assert_eq!(draft.duties[0].standing, Standing::Accepted);
}

#[test]
fn steps_that_do_not_fit_change_nothing() {
    let before = draft();
    let bad = [
        Step::Accept { items: items(&["duty-1", "duty-999"]) },
        Step::Drop { items: items(&["clause-I"]) },
        Step::Reopen { items: items(&[""]) },
        Step::Name { key: "nobody".to_owned(), answer: Answer::Nobody },
        Step::Merge { item: "duty-1".to_owned(), with: "duty-1".to_owned() },
        Step::Merge { item: "duty-1".to_owned(), with: "target-1".to_owned() },
        Step::Split { item: "reporting".to_owned(), rest: "x".to_owned() },
    ];
    for step in bad {
        assert!(matches!(draft().take(&step), Err(Error::NotFound)), "{step:?}");
    }
    for rest in ["", "không có trong câu", before.duties[0].facts.words.as_str()] {
        let split = Step::Split { item: "duty-1".to_owned(), rest: rest.to_owned() };
        assert!(matches!(draft().take(&split), Err(Error::Invalid(_))), "{rest}");
    }
}

#[test]
fn accepted_scan_errors_are_mended_in_whole_words_of_their_clauses() {
    let mut draft = draft();
    draft.repairs.push(crate::plan::draft::Item {
        id: "repair-9".to_owned(),
        clause: "I.1".to_owned(),
        span: documents::Span::new(0, 1),
        confidence: Confidence::Sure,
        standing: Standing::Open,
        is_edited: false,
        facts: crate::plan::draft::Misread {
            seen: "cán bộ".to_owned(),
            meant: "cán-bộ".to_owned(),
            clauses: items(&["I.1"]),
            places: Vec::new(),
        },
    });
    let words = "cán bộ, cán bộc và cán bộ";
    assert_eq!(draft.mended("I.1", words), words);
    draft.take(&Step::Accept { items: items(&["repair-9"]) }).expect("fits");
    assert_eq!(draft.mended("I.1", words), "cán-bộ, cán bộc và cán-bộ");
    assert_eq!(draft.mended("I.2", words), words);
}
