use axum::http::StatusCode;
use db::testing::{TestDb, count, each_database};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Town, town};
use crate::access::Role;
use crate::people::testing::{access_token, somebody};
use crate::tasks::State;
use crate::tasks::testing::{found, task_in};
use crate::testing::Program;
use crate::units::testing::unit;

async fn events(db: &TestDb) -> i64 {
    count(&db.read().await.expect("reads"), "task_events").await
}

#[tokio::test]
async fn a_task_goes_its_way_through_the_interface() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let id = found(&program.app, there.office).await;
        let (officer, leader, coordinator) = (&there.officers, &there.leaders, &there.coordinators);
        let steps = [
            (officer, json!({ "act": "progress", "percent": 30, "words": "Đã họp" }), "in_progress"),
            (coordinator, json!({ "act": "suspend", "words": "Chờ vốn" }), "suspended"),
            (coordinator, json!({ "act": "resume", "words": "Đã có vốn" }), "in_progress"),
            (coordinator, json!({ "act": "extend", "due_on": "2026-12-31", "words": "Mưa" }), "in_progress"),
            (officer, json!({ "act": "done", "done_on": "2026-11-20", "words": "Xong" }), "reported_done"),
            (leader, json!({ "act": "return", "words": "Thiếu biên bản" }), "returned"),
            (officer, json!({ "act": "comment", "words": "Sẽ bổ sung" }), "returned"),
            (coordinator, json!({ "act": "hand_over", "to": other, "words": "Sắp xếp" }), "returned"),
            (
                coordinator,
                json!({ "act": "done", "done_on": "2026-11-21", "words": "Xong" }),
                "reported_done",
            ),
        ];
        let mut revision = 1;
        for (token, mut act, state) in steps {
            if act["act"] != "comment" {
                act["revision"] = json!(revision);
            }
            let answer = program.api_post(token, &format!("/api/v1/tasks/{id}/acts"), "", &act).await;
            assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.body);
            let task = answer.json();
            assert_eq!(task["state"], state, "{act}");
            revision = task["revision"].as_i64().expect("a revision");
        }
        let task = program.api_get(coordinator, &format!("/api/v1/tasks/{id}")).await.json();
        assert_eq!((&task["first_due_on"], &task["due_on"]), (&json!("2026-11-30"), &json!("2026-12-31")));
        assert_eq!(task["lead"], json!({ "id": other, "name": "Phòng Nội vụ" }));
        assert_eq!(task["standing"], "within");
        let kinds: Vec<_> =
            task["events"].as_array().expect("events").iter().map(|event| event["kind"].clone()).collect();
        assert_eq!(
            kinds,
            [
                "found",
                "progress",
                "suspend",
                "resume",
                "extend",
                "done",
                "return",
                "comment",
                "hand_over",
                "done"
            ]
        );
        assert_eq!(task["events"][1]["at"], "2026-11-23T08:00:00Z");
        assert_eq!(task["events"][8]["unit_before"]["name"], "Phòng Kinh tế");
        // Nobody confirms what they reported themselves.
        assert!(!task["acts"].as_array().expect("acts").contains(&json!("confirm")), "{}", task["acts"]);
    })
    .await;
}

#[tokio::test]
async fn each_act_asks_for_the_right_that_its_page_asks_for() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let more = json!({ "percent": 5, "done_on": "2026-11-20", "due_on": "2027-01-01", "to": there.town });
        for (act, field, state, roles) in [
            ("progress", "percent", State::NotStarted, &[Role::Coordinator, Role::Leader, Role::Officer][..]),
            ("done", "done_on", State::InProgress, &[Role::Coordinator, Role::Leader, Role::Officer]),
            ("confirm", "", State::ReportedDone, &[Role::Coordinator, Role::Leader]),
            ("return", "", State::ReportedDone, &[Role::Coordinator, Role::Leader]),
            ("extend", "due_on", State::NotStarted, &[Role::Coordinator]),
            ("suspend", "", State::NotStarted, &[Role::Coordinator]),
            ("resume", "", State::Suspended, &[Role::Coordinator]),
            ("cancel", "", State::NotStarted, &[Role::Coordinator]),
            ("hand_over", "to", State::NotStarted, &[Role::Coordinator]),
            (
                "comment",
                "",
                State::NotStarted,
                &[Role::Coordinator, Role::Leader, Role::Officer, Role::Viewer],
            ),
        ] {
            for role in Role::ALL {
                let place = (role != Role::Administrator).then_some(there.town);
                let asks = somebody(&program.app, role, place).await;
                let (_, token) = access_token(&program.app, asks.id, true).await;
                let id = task_in(&program.app, there.office, state).await;
                let mut input = json!({ "act": act, "words": "Theo biên bản", "revision": 2 });
                if !field.is_empty() {
                    input[field] = more[field].clone();
                }
                let before = events(db).await;
                let answer = program.api_post(&token, &format!("/api/v1/tasks/{id}/acts"), "", &input).await;
                let (expected, made) =
                    if roles.contains(&role) { (StatusCode::OK, 1) } else { (StatusCode::FORBIDDEN, 0) };
                assert_eq!(answer.status, expected, "{act} as {role:?}: {}", answer.body);
                assert_eq!(events(db).await - before, made, "{act} as {role:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_key_has_one_effect_and_an_old_revision_is_told_the_new_one() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let (id, other) = (found(&program.app, there.office).await, found(&program.app, there.office).await);
        let key = program.app.db.next_id().to_string();
        let act = json!({ "act": "progress", "percent": 10, "words": "Đã họp", "revision": 1 });
        let path = |id: Uuid| format!("/api/v1/tasks/{id}/acts");
        for key in [key.clone(), key.to_uppercase(), format!("\"{key}\"")] {
            let answer = program.api_post(&there.officers, &path(id), &key, &act).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let task = answer.json();
            assert_eq!(
                (&task["revision"], &task["events"][1]["id"]),
                (&json!(2), &json!(key.trim_matches('"').to_lowercase()))
            );
        }
        assert_eq!(events(db).await, 3, "two tasks were found, one act was done");
        // The key of one act does not pass for another: not on another task, not with other words, not by somebody else.
        let words = json!({ "act": "progress", "percent": 10, "words": "Khác", "revision": 2 });
        let percent = json!({ "act": "progress", "percent": 11, "words": "Đã họp", "revision": 1 });
        for (token, id, act) in [
            (&there.officers, other, &act),
            (&there.officers, id, &words),
            (&there.officers, id, &percent),
            (&there.leaders, id, &act),
        ] {
            let answer = program.api_post(token, &path(id), &key, act).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
        }
        let late = program.api_post(&there.leaders, &path(id), "", &act).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
        let problem = late.json();
        assert_eq!((&problem["code"], &problem["revision"]), (&json!("conflict"), &json!(2)));
        assert_eq!(events(db).await, 3);
    })
    .await;
}

#[tokio::test]
async fn many_at_once_with_the_same_key_have_one_effect() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let (path, key) = (format!("/api/v1/tasks/{id}/acts"), program.app.db.next_id().to_string());
        let act = json!({ "act": "progress", "percent": 10, "words": "Đã họp", "revision": 1 });
        let send = || program.api_post(&there.officers, &path, &key, &act);
        let answers = futures_util::future::join_all((0..20).map(|_| send())).await;
        for answer in &answers {
            // Whoever was overtaken in the middle is told so, and asks again.
            let is_known = [StatusCode::OK, StatusCode::CONFLICT].contains(&answer.status);
            assert!(is_known, "{}", answer.body);
        }
        assert_eq!(send().await.status, StatusCode::OK);
        assert_eq!(events(db).await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_an_act_is_said_and_changes_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let path = format!("/api/v1/tasks/{id}/acts");
        let cases: [(Value, &str, &str); 15] = [
            (json!({ "act": "progress", "percent": 101, "words": "x", "revision": 2 }), "percent", "percent"),
            (json!({ "act": "progress", "percent": "5", "words": "x", "revision": 2 }), "percent", "misfit"),
            (json!({ "act": "progress", "percent": 1.5, "words": "x", "revision": 2 }), "percent", "misfit"),
            (json!({ "act": "progress", "words": "x", "revision": 2 }), "percent", "percent"),
            (json!({ "act": "progress", "percent": 5, "words": "x" }), "revision", "required"),
            (
                json!({ "act": "progress", "percent": 5, "words": " \u{0} ", "revision": 2 }),
                "words",
                "required",
            ),
            (
                json!({ "act": "progress", "percent": 5, "words": "x".repeat(4_001), "revision": 2 }),
                "words",
                "too-long",
            ),
            (json!({ "act": "comment", "percent": 5, "words": "x" }), "percent", "unknown-field"),
            (json!({ "act": "comment", "words": "x", "bo": 1 }), "bo", "unknown-field"),
            (json!({ "act": "found", "words": "x" }), "act", "misfit"),
            (json!({ "words": "x" }), "act", "required"),
            (json!([1]), "", "misfit"),
            (
                json!({ "act": "done", "done_on": "2126-01-01", "words": "x", "revision": 2 }),
                "done_on",
                "day-to-come",
            ),
            (
                json!({ "act": "done", "done_on": "2026-02-31", "words": "x", "revision": 2 }),
                "done_on",
                "misfit",
            ),
            (
                json!({ "act": "done", "done_on": "+99999-01-01", "words": "x", "revision": 2 }),
                "done_on",
                "date",
            ),
        ];
        let before = program.api_get(&there.officers, &format!("/api/v1/tasks/{id}")).await.json();
        for (act, field, code) in cases {
            let answer = program.api_post(&there.officers, &path, "", &act).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}: {}", answer.body);
            let errors = answer.json()["errors"].clone();
            assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!(field), &json!(code)), "{act}");
            let detail = errors[0]["detail"].as_str().expect("words");
            assert!(!detail.starts_with("error-"), "{code} has a text: {detail}");
        }
        let after = program.api_get(&there.officers, &format!("/api/v1/tasks/{id}")).await.json();
        assert_eq!(before, after);
    })
    .await;
}

#[tokio::test]
async fn the_list_answers_its_question_in_few_statements() {
    each_database(async |db| {
        let program = Program::new(db);
        let there: Town = town(&program).await;
        for state in State::ALL {
            task_in(&program.app, there.office, state).await;
        }
        let elsewhere = unit(&program.app, "Thị xã khác", None).await;
        let hidden = task_in(&program.app, elsewhere, State::InProgress).await;
        // The first use of a day writes that day down.
        program.api_get(&there.officers, "/api/v1/units").await;
        for (query, expected) in [
            ("", 7),
            ("?term=open", 5),
            ("?state=returned", 1),
            ("?q=RAU+sach", 7),
            ("?q=khong+co", 0),
            ("?q=%00%25_'", 0),
            (&format!("?unit={}", there.town), 7),
            (&format!("?unit={elsewhere}"), 0),
            ("?page=2", 0),
            ("?page=4294967295", 0),
        ] {
            let before = db.statements();
            let answer = program.api_get(&there.officers, &format!("/api/v1/tasks{query}")).await;
            assert!(db.statements() - before <= 4, "who asks, count, tasks, units: {query}");
            assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.body);
            let list = answer.json();
            assert_eq!(list["items"].as_array().expect("items").len(), expected, "{query}");
            let total = if query.starts_with("?page") { 7 } else { expected };
            assert_eq!((&list["total"], &list["per_page"]), (&json!(total), &json!(50)), "{query}");
        }
        for (query, field) in [
            ("state=king", "state"),
            ("state=", "state"),
            ("term=x", "term"),
            ("unit=y", "unit"),
            ("page=0", "page"),
            ("page=-1", "page"),
            ("colour=red", "colour"),
            ("state=returned&state=suspended", "state"),
        ] {
            let answer = program.api_get(&there.officers, &format!("/api/v1/tasks?{query}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answer.body);
            assert_eq!(answer.json()["errors"][0]["field"], field, "{query}");
        }
        let answer = program.api_get(&there.officers, &format!("/api/v1/tasks/{hidden}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
    })
    .await;
}
