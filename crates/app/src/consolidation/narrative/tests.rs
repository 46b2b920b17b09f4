use proptest::prelude::*;

use super::*;

fn id(id: u128) -> Uuid {
    Uuid::from_u128(id)
}

fn said(section: u128, unit: u128, words: &str) -> Said {
    Said { section: id(section), returned: id(unit + 1_000), unit: id(unit), words: words.to_owned() }
}

/// New ids, one after the other.
fn ids() -> impl FnMut() -> Uuid {
    let mut last = 10_000;
    move || {
        last += 1;
        id(last)
    }
}

/// What each passage says.
fn words(narrative: &Narrative) -> Vec<&str> {
    narrative.passages.iter().map(|passage| passage.words.as_str()).collect()
}

#[test]
fn what_is_almost_the_same_stands_together() {
    let told = vec![
        said(1, 1, "Đã tổ chức 12 lớp tập huấn cho nông dân."),
        said(1, 2, "Chưa có kinh phí."),
        said(1, 3, "Đã tổ chức 13 lớp tập huấn cho nông dân."),
        said(2, 4, "Đã tổ chức 12 lớp tập huấn cho nông dân."),
    ];
    let narrative = Narrative::begun(told, ids());
    let units: Vec<_> = narrative.told().iter().map(|told| told.by).collect();
    assert_eq!(units, [1, 3, 2, 4].map(|unit| Some((id(unit), id(unit + 1_000)))));
    let alike = narrative.alike();
    assert_eq!(alike.len(), 2, "another section is another matter: {alike:?}");
    assert_eq!(narrative.unused(), Vec::<&Source>::new());
}

#[test]
fn joining_keeps_all_words_and_origins_and_cutting_too() {
    let narrative = Narrative::begun(vec![said(1, 1, "Một"), said(1, 2, "Hai")], ids());
    let [first, second] = [0, 1].map(|at| narrative.passages[at].clone());
    assert_eq!(narrative.clone().joined(first.id), None, "nothing stands before it");
    let joined = narrative.joined(second.id).expect("joined");
    assert_eq!(words(&joined), ["Một\nHai"]);
    assert_eq!(joined.passages[0].origins, [first.origins.clone(), second.origins].concat());
    assert!(!joined.passages[0].is_named, "one name would not be true of both");
    let cut = joined.written(first.id, "Một\n---\n\n---\nHai\n+ Ba", true, ids()).expect("there");
    assert_eq!(words(&cut), ["Một", "Hai\n+ Ba".to_owned().replace("+ Ba", "- Ba").as_str()]);
    assert_eq!(cut.passages[0].origins, cut.passages[1].origins);
    assert_eq!(cut.passages[0].revision, 3);
}

#[test]
fn what_is_left_out_is_listed_until_it_is_taken_in_again() {
    let narrative = Narrative::begun(vec![said(1, 1, "Một"), said(1, 2, "Hai")], ids());
    let passage = narrative.passages[0].clone();
    let without = narrative.without(passage.id).expect("there");
    let source = without.unused()[0].id;
    assert_eq!(source, passage.origins[0]);
    let again = without.with_source(source, id(5)).expect("there");
    assert_eq!((words(&again), again.unused().len()), (vec!["Hai", "Một"], 0));
}

#[test]
fn what_comes_later_never_overwrites_what_the_editor_wrote() {
    let narrative = Narrative::begun(vec![said(1, 1, "Một"), said(1, 2, "Hai"), said(1, 3, "Ba")], ids());
    let [_, second, _] = [0, 1, 2].map(|at| narrative.passages[at].id);
    let narrative = narrative.written(second, "Hai, đã sửa", true, ids()).expect("there");
    let now = vec![said(1, 1, "Một mới"), said(1, 2, "Hai mới"), said(1, 4, "Bốn")];
    assert_eq!(narrative.news(&now), News { added: 1, changed: 2, gone: 1 });
    let fresh = narrative.refreshed(now.clone(), ids());
    assert!(fresh.news(&now).is_none());
    // The first follows its source, the second is the editor's and its source is listed, the third went, the fourth came.
    assert_eq!(words(&fresh), ["Một mới", "Hai, đã sửa", "Bốn"]);
    let unused: Vec<_> = fresh.unused().iter().map(|source| source.said.words.clone()).collect();
    assert_eq!(unused, ["Hai mới"]);
}

#[test]
fn a_copy_says_the_same_under_other_ids() {
    let narrative = Narrative::begun(vec![said(1, 1, "Một"), said(1, 2, "Hai")], ids());
    let left_out = narrative.passages[1].id;
    let narrative = narrative.without(left_out).expect("there").with(id(1), "Riêng", ids());
    let mut other = 90_000;
    let copy = narrative.clone().copied(|| {
        other += 1;
        id(other)
    });
    assert_eq!((copy.told(), copy.unused().len()), (narrative.told(), narrative.unused().len()));
    assert!(copy.passages.iter().all(|passage| narrative.passage(passage.id).is_none()));
}

/// What an editor does, by the place of what is chosen.
#[derive(Clone, Debug)]
enum Act {
    Write(usize, String),
    LeaveOut(usize),
    Join(usize),
    Move(usize, bool),
    TakeIn(usize),
    Add(u128, String),
    Refresh(Vec<(u128, u128, String)>),
}

fn act() -> impl Strategy<Value = Act> {
    let told = (1_u128..3, 1_u128..6, "[a-c]{1,3}");
    prop_oneof![
        (0_usize..8, "[a-c\n]{1,9}(\n---\n[a-c]{1,3})?").prop_map(|(at, words)| Act::Write(at, words)),
        (0_usize..8).prop_map(Act::LeaveOut),
        (0_usize..8).prop_map(Act::Join),
        (0_usize..8, any::<bool>()).prop_map(|(at, down)| Act::Move(at, down)),
        (0_usize..8).prop_map(Act::TakeIn),
        (1_u128..3, "[a-c]{1,3}").prop_map(|(section, words)| Act::Add(section, words)),
        proptest::collection::vec(told, 0..6).prop_map(Act::Refresh),
    ]
}

proptest! {
    /// Whatever is done, each source is used or listed, no passage has an origin that there is not, and no section is left.
    #[test]
    fn nothing_is_lost_unseen(acts in proptest::collection::vec(act(), 0..25)) {
        let mut next = ids();
        let mut now = Narrative::default();
        for act in acts {
            let passage = |at: &usize| now.passages.get(*at).map(|passage| passage.id).unwrap_or_default();
            let after = match &act {
                Act::Write(at, words) => now.clone().written(passage(at), words, true, &mut next),
                Act::LeaveOut(at) => now.clone().without(passage(at)),
                Act::Join(at) => now.clone().joined(passage(at)),
                Act::Move(at, down) => now.clone().moved(passage(at), *down),
                Act::TakeIn(at) => {
                    let source = now.sources.get(*at).map(|source| source.id).unwrap_or_default();
                    let id = next();
                    now.clone().with_source(source, id)
                }
                Act::Add(section, words) => Some(now.clone().with(id(*section), words, &mut next)),
                Act::Refresh(told) => {
                    let told: BTreeMap<_, _> =
                        told.iter().map(|(section, unit, words)| ((*section, *unit), said(*section, *unit, words))).collect();
                    let told: Vec<_> = told.into_values().collect();
                    let after = now.clone().refreshed(told.clone(), &mut next);
                    prop_assert!(after.news(&told).is_none());
                    Some(after)
                }
            };
            if matches!(act, Act::Join(_) | Act::Move(..))
                && let Some(after) = &after
            {
                let count = |narrative: &Narrative| {
                    let mut letters: Vec<_> = words(narrative).join("").chars().filter(|one| *one != '\n').collect();
                    letters.sort_unstable();
                    letters
                };
                prop_assert_eq!(count(&now), count(after));
            }
            now = after.unwrap_or(now);
            let unused: Vec<_> = now.unused().iter().map(|source| source.id).collect();
            for source in &now.sources {
                let is_used = now.passages.iter().any(|passage| passage.origins.contains(&source.id));
                prop_assert_eq!(is_used, !unused.contains(&source.id));
            }
            for passage in &now.passages {
                prop_assert!(!passage.words.is_empty());
                let is_of = |origin: &Uuid| {
                    let source = now.sources.iter().find(|source| source.id == *origin);
                    source.is_some_and(|source| source.said.section == passage.section)
                };
                prop_assert!(passage.origins.iter().all(is_of));
            }
        }
    }
}
