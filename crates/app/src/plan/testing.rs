//! Plans for tests, made from a sample document as the pages make them.

use base::Actor;
use chrono::TimeDelta;
use db::Event;
use uuid::Uuid;

use super::draft::About;
use super::model::{Plan, PlanClause, Review};
use super::store::{self, reviews};
use crate::AppState;
use crate::access::Scope;
use crate::people::testing::Somebody;
use crate::readings;
use crate::testing::Program;

/// A plan of a town with offices, wards and communes, in the repository's samples.
pub(crate) const SAMPLE: &str = include_str!("../../../../samples/plans/ke-hoach-mau-thi-xa.txt");

/// Hands a document in through the page and reads it, as the job would; gives back the id of its review.
pub(crate) async fn review(program: &Program, cookie: &str, unit: Uuid, text: &str) -> Uuid {
    let key = Uuid::from_u128(program.app.db.next_id().as_u128());
    let fields = [("key", key.to_string()), ("unit", unit.to_string())];
    let answer = program.upload(cookie, "/bo/plan-reviews", &fields, ("kế hoạch.txt", text.as_bytes())).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(answer.place(), format!("/bo/plan-reviews/{key}"));
    let review = found(&program.app, key).await;
    readings::testing::read(&program.app, review.reading, text).await;
    key
}

/// A review.
pub(crate) async fn found(app: &AppState, id: Uuid) -> Review {
    reviews::find(&app.db.read().await.expect("reads"), id, &Scope::All).await.expect("there")
}

/// Takes a step through the page, at the last revision.
pub(crate) async fn step(program: &Program, cookie: &str, review: Uuid, fields: &[(&str, &str)]) {
    let revision = found(&program.app, review).await.revision.to_string();
    let fields = [&[("revision", revision.as_str()), ("part", "duties")], fields].concat();
    let answer = program.post(cookie, &format!("/bo/plan-reviews/{review}/steps"), &fields).await;
    assert_eq!(answer.status, 303, "{fields:?}: {}", answer.body);
}

/// Keeps what was accepted; gives back the id of the plan.
pub(crate) async fn keep(program: &Program, cookie: &str, review: Uuid) -> Uuid {
    let revision = found(&program.app, review).await.revision.to_string();
    let fields = [("revision", revision.as_str()), ("leave_open", "1")];
    let answer = program.post(cookie, &format!("/bo/plan-reviews/{review}/plan"), &fields).await;
    let plan = answer.place().strip_prefix("/bo/plans/").map(str::parse);
    plan.unwrap_or_else(|| panic!("{}", answer.body)).expect("an id")
}

/// A plan with one clause, and the clause, made without a document.
pub(crate) async fn kept(app: &AppState, unit: Uuid) -> (Uuid, Uuid) {
    let (plan, clauses) = kept_with(app, unit, 1).await;
    (plan, clauses[0])
}

/// A newer version of a plan with one clause, and the clause.
pub(crate) async fn newer(app: &AppState, unit: Uuid, earlier: Uuid) -> (Uuid, Uuid) {
    let (plan, clauses) = made(app, unit, 1, Some(earlier)).await;
    (plan, clauses[0])
}

/// A plan with so many clauses, and the clauses, made without a document.
pub(crate) async fn kept_with(app: &AppState, unit: Uuid, clauses: usize) -> (Uuid, Vec<Uuid>) {
    made(app, unit, clauses, None).await
}

async fn made(app: &AppState, unit: Uuid, clauses: usize, replaces: Option<Uuid>) -> (Uuid, Vec<Uuid>) {
    let file = app.files.put_bytes("KẾ HOẠCH".as_bytes()).await.expect("kept").hash;
    let tx = app.db.write(Actor::System).await.expect("writes");
    let id = tx.next_id();
    let about =
        About { number: "15/KH-UBND".to_owned(), title: "Trồng rau sạch".to_owned(), ..About::default() };
    let plan = Plan {
        id,
        unit,
        about,
        reporting: None,
        file_name: "kế hoạch.txt".to_owned(),
        file,
        reading: file,
        replaces,
        recorded_at: tx.now(),
    };
    let row = |number: usize| {
        let id = tx.next_id();
        PlanClause {
            id,
            first: id,
            path: number.to_string(),
            depth: 1,
            kind: "part".to_owned(),
            role: reading::model::Role::Task,
            words: "Trồng rau sạch".to_owned(),
            span: documents::Span::new(0, 1),
        }
    };
    let rows: Vec<_> = (1..=clauses).map(row).collect();
    store::add(&tx, &plan, &rows, &[]).await.expect("added");
    tx.record(Event::new("test.plan", "test"));
    tx.commit().await.expect("commits");
    (id, rows.into_iter().map(|clause| clause.id).collect())
}

/// A review of a document that has been read.
pub(crate) async fn under_review(app: &AppState, unit: Uuid, person: &Somebody) -> Uuid {
    let stored = app.files.put_bytes(SHORT.as_bytes()).await.expect("kept");
    let tx = app.db.write(Actor::System).await.expect("writes");
    let arrival =
        readings::Arrival { key: None, name: "kế hoạch.txt".to_owned(), stored, fields: Vec::new() };
    let reading = readings::add(&tx, app, &arrival, TimeDelta::days(1)).await.expect("added");
    let review = Review {
        id: tx.next_id(),
        unit,
        person: person.id,
        reading,
        file_name: arrival.name,
        replaces: None,
        plan: None,
        revision: 0,
        recorded_at: tx.now(),
    };
    reviews::add(&tx, &review).await.expect("added");
    tx.record(Event::new("test.review", "test"));
    tx.commit().await.expect("commits");
    readings::testing::read(app, reading, SHORT).await;
    review.id
}

/// A plan of a few lines.
pub(crate) const SHORT: &str = "Số: 05/KH-UBND\nKẾ HOẠCH\nPhát triển vườn thuốc nam\nI. MỤC TIÊU\n1. Đến năm 2030 có ít \
nhất 12 vườn mẫu;\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế chủ trì xây dựng vườn mẫu, hoàn thành trước ngày 15 tháng 11 \
năm 2027.\n";
