//! From the upload to the kept plan, through the pages, on both databases.

use axum::http::StatusCode;
use base::Actor;
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use crate::access::Role;
use crate::people::testing::{Somebody, somebody};
use crate::plan::store;
use crate::plan::testing::{SAMPLE, found, keep, kept_with, review, step};
use crate::tasks;
use crate::testing::Program;
use crate::units::testing::unit;

/// A town with the offices that the sample names, and who runs its plans.
async fn town(program: &Program) -> (Uuid, Somebody) {
    let town = unit(&program.app, "Ủy ban nhân dân thị xã An Khê", None).await;
    for name in ["Phòng Kinh tế", "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch"] {
        unit(&program.app, &format!("{name} thị xã An Khê"), Some(town)).await;
    }
    let coordinator = somebody(&program.app, Role::Coordinator, Some(town)).await;
    (town, coordinator)
}

async fn rows(db: &TestDb, table: &str) -> i64 {
    count(&db.read().await.expect("reads"), table).await
}

#[tokio::test]
async fn a_document_becomes_a_plan() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, coordinator) = town(&program).await;
        let cookie = coordinator.cookie.as_str();
        let id = review(&program, cookie, town, SAMPLE).await;
        for part in ["about", "names", "duties", "targets", "reporting", "repairs", "clauses", "save"] {
            let page = program.get(cookie, &format!("/bo/plan-reviews/{id}?part={part}")).await;
            assert_eq!(page.status, StatusCode::OK, "{part}: {}", page.body);
        }
        let listed = program.get(cookie, "/bo/plans").await;
        assert!(listed.body.contains("kế hoạch.txt"), "one comes back to it: {}", listed.body);
        step(&program, cookie, id, &[("do", "sure")]).await;
        let duties = program.get(cookie, &format!("/bo/plan-reviews/{id}?part=duties")).await;
        assert!(duties.body.contains("Phòng Kinh tế thị xã An Khê"), "{}", duties.body);
        // Taken back, it is as before; then taken again.
        let undo = format!("/bo/plan-reviews/{id}/undoing");
        assert_eq!(program.post(cookie, &undo, &[("revision", "1")]).await.status, StatusCode::SEE_OTHER);
        step(&program, cookie, id, &[("do", "sure")]).await;
        // Who is not known yet is somebody new, or nobody in particular.
        answer_all(&program, cookie, id).await;
        let plan = keep(&program, cookie, id).await;
        let page = program.get(cookie, &format!("/bo/plans/{plan}")).await;
        assert!(page.body.contains("188/KH-UBND"), "{}", page.body);
        let tx = db.read().await.expect("reads");
        let kept = store::find(&tx, plan).await.expect("there");
        assert_eq!(kept.about.issued_on.map(|day| day.to_string()).as_deref(), Some("2023-09-12"));
        assert!(kept.reporting.is_some());
        let clauses = store::clauses(&tx, plan).await.expect("read");
        let duties = store::duties(&tx, plan).await.expect("read");
        assert!(clauses.len() > 30 && duties.len() > 5, "{} {}", clauses.len(), duties.len());
        for duty in &duties {
            assert!(clauses.iter().any(|clause| clause.id == duty.clause), "each hangs on its clause");
            assert!(!duty.units.is_empty());
        }
        let clause = format!("/bo/plans/{plan}/clauses/{}", duties[0].clause);
        let page = program.get(cookie, &clause).await;
        assert!(page.body.contains("Văn bản giao"), "{}", page.body);
        let original = program.get(cookie, &format!("/bo/plans/{plan}/original")).await;
        assert_eq!(original.body, SAMPLE);
        assert!(original.headers["content-disposition"].to_str().expect("text").starts_with("attachment"));
        // Kept twice is kept once.
        let again = program.post(cookie, &format!("/bo/plan-reviews/{id}/plan"), &[("revision", "9")]).await;
        assert_eq!(again.place(), format!("/bo/plans/{plan}"));
        assert_eq!(rows(db, "plans").await, 1);
        // The same document once more: what its duties became is shown before there are twins.
        let twin = review(&program, cookie, town, SAMPLE).await;
        step(&program, cookie, twin, &[("do", "sure")]).await;
        let page = program.get(cookie, &format!("/bo/plan-reviews/{twin}?part=save")).await;
        assert!(page.body.contains("Có thể đã có nhiệm vụ này"), "{}", page.body);
        assert!(page.body.contains("href=\"/bo/tasks/"), "{}", page.body);
        crate::sweep::sweep(program.app.clone()).await.expect("swept");
        assert_eq!(program.get(cookie, &format!("/bo/plans/{plan}/original")).await.status, StatusCode::OK);
    })
    .await;
}

/// Answers every open name as proposed, and drops duties that nobody leads.
async fn answer_all(program: &Program, cookie: &str, id: Uuid) {
    let signed = signed(program).await;
    let work =
        crate::plan::loading::load(&program.app, &signed, id).await.expect("there").work.expect("read");
    for name in work.draft.names.iter().filter(|name| name.answer.is_none()) {
        step(program, cookie, id, &[("do", "name"), ("key", &name.key), ("answer", "proposal")]).await;
    }
    let work =
        crate::plan::loading::load(&program.app, &signed, id).await.expect("there").work.expect("read");
    for duty in &work.draft.duties {
        let leads = work.draft.takers(&duty.facts.lead);
        if leads.units.is_empty() && leads.new.is_empty() {
            step(program, cookie, id, &[("do", "drop"), ("item", &duty.id)]).await;
        }
    }
}

async fn signed(program: &Program) -> crate::access::Signed {
    let all = somebody(&program.app, Role::Coordinator, None).await;
    crate::people::testing::signed_in(&program.app, &all).await
}

#[tokio::test]
async fn two_who_review_at_once_do_not_overwrite_each_other() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, one) = town(&program).await;
        let other = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let id = review(&program, &one.cookie, town, SAMPLE).await;
        let fields = [("revision", "0"), ("do", "accept"), ("item", "duty-1"), ("part", "duties")];
        let path = format!("/bo/plan-reviews/{id}/steps");
        assert_eq!(program.post(&one.cookie, &path, &fields).await.status, StatusCode::SEE_OTHER);
        let late = program.post(&other.cookie, &path, &fields).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("Có người vừa thay đổi"), "{}", late.body);
        assert_eq!(found(&program.app, id).await.revision, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_changes_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, coordinator) = town(&program).await;
        let cookie = coordinator.cookie.as_str();
        let id = review(&program, cookie, town, SAMPLE).await;
        let path = format!("/bo/plan-reviews/{id}/steps");
        let cases: [&[(&str, &str)]; 9] = [
            &[("do", "about"), ("number", ""), ("kind", "Kế hoạch"), ("title", "x")],
            &[
                ("do", "about"),
                ("number", "1"),
                ("kind", "K"),
                ("title", "x"),
                ("first_year", "2030"),
                ("last_year", "2020"),
            ],
            &[("do", "about"), ("number", "1"), ("kind", "K"), ("title", "x"), ("issued_on", "31/02/2024")],
            &[
                ("do", "duty"),
                ("item", "duty-1"),
                ("words", "Làm"),
                ("lead", "unit:00000000-0000-0000-0000-000000000009"),
            ],
            &[("do", "duty"), ("item", "duty-1"), ("words", "Làm")],
            &[("do", "target"), ("item", "target-1"), ("measure", "vườn"), ("low", "9"), ("high", "1")],
            &[("do", "target"), ("item", "target-1"), ("measure", "vườn"), ("low", "NaN")],
            &[("do", "split"), ("item", "duty-1"), ("rest", "<script>")],
            &[("do", "eat")],
        ];
        for case in cases {
            let fields = [&[("revision", "0"), ("part", "duties")], case].concat();
            let answer = program.post(cookie, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{case:?}: {}", answer.body);
            assert!(!answer.body.contains("<script>\""), "{case:?}");
        }
        for case in [
            &[("do", "accept"), ("item", "duty-999")][..],
            &[("do", "name"), ("key", "x"), ("answer", "nobody")],
        ] {
            let fields = [&[("revision", "0")], case].concat();
            assert_eq!(program.post(cookie, &path, &fields).await.status, StatusCode::NOT_FOUND, "{case:?}");
        }
        let undecided = program
            .post(cookie, &format!("/bo/plan-reviews/{id}/plan"), &[("revision", "0"), ("part", "save")])
            .await;
        assert!(undecided.body.contains("Còn nội dung chưa xem"), "{}", undecided.body);
        assert_eq!(found(&program.app, id).await.revision, 0);
        assert_eq!((rows(db, "plan_review_steps").await, rows(db, "plans").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_newer_version_keeps_what_hangs_on_its_clauses() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, coordinator) = town(&program).await;
        let cookie = coordinator.cookie.as_str();
        let mut kept = Vec::new();
        let newer = SAMPLE.replace("03 mô hình trồng rau", "05 mô hình trồng rau");
        for text in [SAMPLE, &newer] {
            let id = review(&program, cookie, town, text).await;
            if let Some(earlier) = kept.last() {
                let page = program.get(cookie, &format!("/bo/plan-reviews/{id}")).await;
                assert!(page.body.contains("có thể đã được lưu"), "{}", page.body);
                let earlier: &Uuid = earlier;
                let fields = [("revision", "0"), ("replaces", &*earlier.to_string())];
                let answer = program.post(cookie, &format!("/bo/plan-reviews/{id}/version"), &fields).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
                let page = program.get(cookie, &format!("/bo/plan-reviews/{id}")).await;
                assert!(page.body.contains("1 mục thay đổi, 0 mục mới, 0 mục không còn"), "{}", page.body);
            }
            step(&program, cookie, id, &[("do", "sure")]).await;
            answer_all(&program, cookie, id).await;
            kept.push(keep(&program, cookie, id).await);
        }
        let tx = db.read().await.expect("reads");
        let (old, new) = (
            store::clauses(&tx, kept[0]).await.expect("read"),
            store::clauses(&tx, kept[1]).await.expect("read"),
        );
        assert!(old.iter().all(|clause| clause.first == clause.id));
        assert!(new.iter().zip(&old).all(|(new, old)| new.first == old.id && new.id != old.id));
        let page = program.get(cookie, &format!("/bo/plans/{}", kept[0])).await;
        assert!(page.body.contains("đã được thay thế bởi"), "{}", page.body);
        // A link to the clause of the first version finds it in the second.
        let page = program.get(cookie, &format!("/bo/plans/{}/clauses/{}", kept[1], old[0].id)).await;
        assert_eq!(page.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_plan_with_a_hundred_clauses_takes_few_statements() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, coordinator) = town(&program).await;
        let (plan, clauses) = kept_with(&program.app, town, 100).await;
        let tx = program.app.db.write(Actor::System).await.expect("writes");
        for number in 0..300 {
            let clause = number % clauses.len();
            let new = tasks::NewTask {
                id: None,
                origin: Some(tasks::Origin {
                    plan,
                    plan_number: "15/KH-UBND".to_owned(),
                    clause: clauses[clause],
                    clause_path: (clause + 1).to_string(),
                    duty: None,
                }),
                title: format!("Tập huấn đợt {number}"),
                deliverable: None,
                lead: town,
                others: Vec::new(),
                due_on: None,
                series: None,
            };
            tasks::found(&tx, new).await.expect("found");
        }
        tx.commit().await.expect("commits");
        let page = format!("/bo/plans/{plan}");
        for (path, tasks) in [(page.clone(), 0), (format!("{page}/clauses/{}", clauses[99]), 3)] {
            let before = db.statements();
            let page = program.get(&coordinator.cookie, &path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.body.matches("Tập huấn đợt").count(), tasks, "{}", page.body);
            assert!(page.body.matches("/clauses/").count() >= 100, "all clauses: {}", page.body);
            assert!(db.statements() - before <= 8, "{path}: {}", db.statements() - before);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_given_up_is_gone() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, coordinator) = town(&program).await;
        let id = review(&program, &coordinator.cookie, town, SAMPLE).await;
        let path = format!("/bo/plan-reviews/{id}/giving-up");
        assert_eq!(program.post(&coordinator.cookie, &path, &[]).await.place(), "/bo/plans");
        for table in ["plan_reviews", "plan_review_steps", "readings"] {
            assert_eq!(rows(db, table).await, 0, "{table}");
        }
    })
    .await;
}
