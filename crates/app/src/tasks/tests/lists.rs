//! The list as the database answers it: the copy that units see says what the tasks say.

use std::collections::HashSet;

use axum::http::StatusCode;
use base::Actor;
use db::testing::{TestDb, each_database};
use uuid::Uuid;

use super::{act, town};
use crate::access::Scope;
use crate::tasks::model::{Standing, State};
use crate::tasks::store::{self, Filter, Order, Term, Total};
use crate::tasks::testing::{found, found_as, task_in};
use crate::testing::Program;
use crate::units::testing::unit;

async fn ids(db: &TestDb, scope: &Scope, filter: &Filter) -> Vec<Uuid> {
    let today = "2026-12-20".parse().expect("a day");
    let tx = db.read().await.expect("reads");
    let (tasks, total) = store::list(&tx, scope, filter, today, 0).await.expect("listed");
    assert_eq!(total, Total::Exactly(tasks.len() as u64), "{scope:?} {filter:?}");
    let (beyond, again) = store::list(&tx, scope, filter, today, 1).await.expect("listed");
    assert_eq!((beyond.len(), again), (0, total));
    tasks.into_iter().map(|task| task.id).collect()
}

/// Every question that pages can ask.
fn questions(leads: &[Uuid]) -> Vec<Filter> {
    let mut all = Vec::new();
    let states = State::ALL.into_iter().map(Some).chain([None]);
    for (state, order) in states.flat_map(|state| Order::ALL.map(|(order, _)| (state, order))) {
        all.push(Filter { state, order, ..Filter::default() });
    }
    for (term, _) in Term::ALL {
        all.push(Filter { term: Some(term), words: "rau sạch".to_owned(), ..Filter::default() });
    }
    all.push(Filter { words: "không có".to_owned(), ..Filter::default() });
    let led = leads.iter().flat_map(|lead| all.iter().map(|one| Filter { lead: Some(*lead), ..one.clone() }));
    led.chain(all.clone()).collect()
}

#[tokio::test]
async fn one_unit_several_and_all_are_told_the_same() {
    each_database(async |db| {
        // Past the last day of what is set up.
        db.clock.advance(chrono::TimeDelta::days(20));
        let program = Program::new(db);
        let there = town(&program).await;
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        for state in State::ALL {
            task_in(&program.app, there.office, state).await;
            task_in(&program.app, other, state).await;
        }
        let done_late = found(&program.app, there.office).await;
        let done = [("done_on", "2026-12-05")];
        let status = act(&program, db, &there.officer, done_late, "completion", &done).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let moved = found(&program.app, there.office).await;
        let to = other.to_string();
        for (verb, field) in [("handover", ("to", to.as_str())), ("extension", ("due_on", "2027-03-01"))] {
            let status = act(&program, db, &there.coordinator, moved, verb, &[field]).await;
            assert_eq!(status, StatusCode::SEE_OTHER);
        }

        for filter in questions(&[there.town, there.office, other]) {
            // What one unit sees comes from the copy; the same unit named twice, and everything, from the tasks.
            let whole = ids(db, &Scope::Under(vec![there.town]), &filter).await;
            assert_eq!(whole, ids(db, &Scope::All, &filter).await, "{filter:?}");
            for one in [there.town, there.office, other] {
                let copied = ids(db, &Scope::Under(vec![one]), &filter).await;
                let asked = ids(db, &Scope::Under(vec![one, one]), &filter).await;
                assert_eq!(copied, asked, "{filter:?}");
                assert!(copied.iter().all(|id| whole.contains(id)));
            }
        }
        // The database tells how a task stands as its own rule does.
        let today = "2026-12-20".parse().expect("a day");
        let all = store::all(&db.read().await.expect("reads")).await.expect("read");
        for (term, standings) in [
            (Term::OnTime, &[Standing::OnTime][..]),
            (Term::Late, &[Standing::Late]),
            (Term::Within, &[Standing::Within, Standing::Soon]),
            (Term::Overdue, &[Standing::Overdue]),
        ] {
            let filter = Filter { term: Some(term), ..Filter::default() };
            let told: HashSet<_> = ids(db, &Scope::All, &filter).await.into_iter().collect();
            let stand = all.iter().filter(|task| standings.contains(&task.standing(today)));
            assert_eq!(told, stand.map(|task| task.id).collect(), "{term:?}");
        }
        let overdue = Filter { term: Some(Term::Overdue), ..Filter::default() };
        let overdue = ids(db, &Scope::Under(vec![there.office]), &overdue).await;
        assert!(overdue.contains(&done_late) && !overdue.contains(&moved), "{overdue:?}");
        // Who led it sees it still, and does not lead it.
        let led = Filter { lead: Some(there.office), ..Filter::default() };
        assert!(!ids(db, &Scope::All, &led).await.contains(&moved));
        assert!(ids(db, &Scope::Under(vec![there.office]), &Filter::default()).await.contains(&moved));
    })
    .await;
}

#[tokio::test]
async fn a_unit_elsewhere_is_asked_for_without_seeing_its_tasks() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let elsewhere = unit(&program.app, "Thị xã khác", None).await;
        let theirs = found(&program.app, elsewhere).await;
        let led = Filter { lead: Some(elsewhere), ..Filter::default() };
        for scope in [vec![there.town], vec![there.town, there.office], Vec::new()] {
            assert_eq!(ids(db, &Scope::Under(scope), &led).await, Vec::<Uuid>::new());
        }
        assert_eq!(ids(db, &Scope::All, &led).await, [theirs]);
        // Nobody's scope is nothing.
        assert_eq!(ids(db, &Scope::Under(Vec::new()), &Filter::default()).await, Vec::<Uuid>::new());
        let tx = program.app.db.write(Actor::System).await.expect("writes");
        assert!(store::find(&tx, theirs, &Scope::Under(vec![there.town])).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn words_are_found_by_their_beginnings_however_many_titles_have_them() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let mut made = Vec::new();
        for title in ["Tập huấn ủ phân", "Tập huấn nuôi ong", "Tập trung giống", "Ong mật, tập huấn (đợt 2)"]
        {
            made.push(found_as(&program.app, there.office, title).await);
        }
        let tx = db.read().await.expect("reads");
        let today = "2026-12-20".parse().expect("a day");
        for (words, found) in [
            // In all four, which is more than few here.
            ("TẬP", vec![0, 1, 2, 3]),
            ("tap hu", vec![0, 1, 3]),
            ("ong", vec![1, 3]),
            ("đợt 2 ong", vec![3]),
            // The words before the last are whole.
            ("ta huấn", vec![]),
            ("uấn", vec![]),
            ("100% _", vec![]),
            ("…", vec![]),
        ] {
            for scope in
                [Scope::All, Scope::Under(vec![there.town]), Scope::Under(vec![there.town, there.office])]
            {
                let filter = Filter { words: words.to_owned(), order: Order::Newest, ..Filter::default() };
                let before = db.statements();
                let (tasks, total) = store::list(&tx, &scope, &filter, today, 0).await.expect("listed");
                assert!(db.statements() - before <= 2, "{words}");
                let mut ids: Vec<_> = tasks.iter().map(|task| task.id).collect();
                ids.sort();
                let mut expected: Vec<_> = found.iter().map(|at: &usize| made[*at]).collect();
                expected.sort();
                assert_eq!(ids, expected, "{words} {scope:?}");
                assert_eq!(total, Total::Exactly(found.len() as u64), "{words}");
            }
        }
    })
    .await;
}
