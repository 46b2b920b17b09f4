//! Work set up through the interface.

use axum::http::StatusCode;
use db::testing::{TestDb, count, each_database};
use serde_json::{Value, json};

use super::{Town, town};
use crate::plan::testing::kept;
use crate::testing::{Answer, Program};
use crate::units::testing::{ended_unit, unit};

async fn tasks(db: &TestDb) -> i64 {
    count(&db.read().await.expect("reads"), "tasks").await
}

async fn set_up(program: &Program, token: &str, key: &str, input: &Value) -> Answer {
    program.api_post(token, "/api/v1/tasks", key, input).await
}

fn input(there: &Town) -> Value {
    json!({ "title": "Tập huấn trồng rau sạch", "lead": there.office, "due_on": "2027-06-30" })
}

/// The same with some fields put in, or taken away where they are null.
fn with(input: &Value, fields: &Value) -> Value {
    let mut input = input.clone();
    for (name, value) in fields.as_object().expect("fields") {
        input[name] = value.clone();
    }
    input
}

#[tokio::test]
async fn work_is_set_up_as_the_form_does_it() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let helping = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let (plan, clause) = kept(&program.app, there.town).await;
        let more = json!({
            "deliverable": "Biên bản", "helping": [helping, helping],
            "clause": { "plan_id": plan, "clause_id": clause },
        });
        let answer = set_up(&program, &there.coordinators, "", &with(&input(&there), &more)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let task = answer.json()["task"].clone();
        for (field, value) in [
            ("title", json!("Tập huấn trồng rau sạch")),
            ("deliverable", json!("Biên bản")),
            ("lead", json!({ "id": there.office, "name": "Phòng Kinh tế" })),
            ("helping", json!([{ "id": helping, "name": "Phòng Nội vụ" }])),
            ("state", json!("not_started")),
            ("first_due_on", json!("2027-06-30")),
            ("period", Value::Null),
            ("revision", json!(1)),
        ] {
            assert_eq!(task[field], value, "{field}: {task}");
        }
        assert_eq!(task["origin"]["clause_id"], json!(clause));
        let path = format!("/api/v1/tasks/{}", task["id"].as_str().expect("an id"));
        let shown = program.api_get(&there.officers, &path).await.json();
        assert_eq!(shown["title"], task["title"]);

        // Again and again: the run of today, or none where the first is still to come.
        let yearly =
            with(&input(&there), &json!({ "title": "Báo cáo năm", "every": "yearly", "due_on": null }));
        let task = set_up(&program, &there.coordinators, "", &yearly).await.json()["task"].clone();
        assert_eq!((&task["period"], &task["due_on"]), (&json!("2026"), &json!("2026-12-31")), "{task}");
        let over = json!({ "title": "Rà soát hộ nghèo", "every": "yearly", "due_on": "2027-01-15" });
        let answer = set_up(&program, &there.coordinators, "", &with(&input(&there), &over)).await;
        assert_eq!((answer.status, answer.json()), (StatusCode::OK, json!({ "task": null })));
        assert_eq!(tasks(db).await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_sets_up_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let (plan, clause) = kept(&program.app, there.town).await;
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let (key, input) = (program.app.db.next_id().to_string(), input(&there));
        for _ in 0..2 {
            let answer = set_up(&program, &there.coordinators, &key, &input).await;
            assert_eq!(answer.json()["task"]["id"], json!(key), "{}", answer.body);
        }
        let same = with(&input, &json!({ "helping": [there.office], "anyway": true }));
        assert_eq!(set_up(&program, &there.coordinators, &key, &same).await.status, StatusCode::OK);
        for changed in [
            json!({ "title": "Việc khác" }),
            json!({ "deliverable": "Biên bản" }),
            json!({ "lead": other }),
            json!({ "helping": [there.town] }),
            json!({ "due_on": "2027-07-01" }),
            json!({ "due_on": null }),
            json!({ "every": "yearly" }),
            json!({ "clause": { "plan_id": plan, "clause_id": clause } }),
        ] {
            let answer = set_up(&program, &there.coordinators, &key, &with(&input, &changed)).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{changed}: {}", answer.body);
        }
        let recurs =
            with(&input, &json!({ "title": "Báo cáo năm", "every": "yearly", "due_on": "2027-12-15" }));
        let key = program.app.db.next_id().to_string();
        let first = set_up(&program, &there.coordinators, &key, &recurs).await.json();
        assert_eq!(set_up(&program, &there.coordinators, &key, &recurs).await.json(), first);
        for changed in
            [json!({ "every": "monthly" }), json!({ "due_on": "2027-12-16" }), json!({ "every": null })]
        {
            let answer = set_up(&program, &there.coordinators, &key, &with(&recurs, &changed)).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{changed}: {}", answer.body);
        }
        // Many at once.
        let key = program.app.db.next_id().to_string();
        let input = with(&input, &json!({ "title": "Khảo sát vùng trồng" }));
        let send = || set_up(&program, &there.coordinators, &key, &input);
        for answer in futures_util::future::join_all((0..20).map(|_| send())).await {
            assert!([StatusCode::OK, StatusCode::CONFLICT].contains(&answer.status), "{}", answer.body);
        }
        assert_eq!(send().await.status, StatusCode::OK);
        assert_eq!(tasks(db).await, 3);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_work_is_said_and_nothing_is_set_up() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let (plan, _) = kept(&program.app, there.town).await;
        let (_, foreign) = kept(&program.app, there.town).await;
        let elsewhere = unit(&program.app, "Thị xã khác", None).await;
        let ended = ended_unit(&program.app, "Phòng cũ", Some(there.town)).await;
        let nobody = uuid::Uuid::nil();
        for (changed, field, code) in [
            (json!({ "title": " \u{0} " }), "title", "required"),
            (json!({ "title": "x".repeat(1_001) }), "title", "too-long"),
            (json!({ "title": 7 }), "title", "misfit"),
            (json!({ "deliverable": "x".repeat(1_001) }), "deliverable", "too-long"),
            (json!({ "lead": elsewhere }), "lead", "choose"),
            (json!({ "lead": ended }), "lead", "choose"),
            (json!({ "lead": nobody }), "lead", "choose"),
            (json!({ "lead": "x" }), "lead", "misfit"),
            (json!({ "helping": [there.town, ended] }), "helping", "choose"),
            (json!({ "helping": ["x"] }), "helping[0]", "misfit"),
            (json!({ "helping": there.town }), "helping", "misfit"),
            (json!({ "due_on": "2026-02-31" }), "due_on", "misfit"),
            (json!({ "due_on": "+99999-01-01" }), "due_on", "date"),
            (json!({ "due_on": "2199-01-01" }), "due_on", "too-far"),
            (json!({ "every": "daily" }), "every", "misfit"),
            (json!({ "anyway": "yes" }), "anyway", "misfit"),
            (json!({ "clause": plan }), "clause", "misfit"),
            (json!({ "clause": { "plan_id": plan } }), "clause_id", "required"),
            (json!({ "clause": { "plan_id": plan, "clause_id": foreign } }), "clause", "choose"),
            (json!({ "clause": { "plan_id": nobody, "clause_id": foreign } }), "clause", "choose"),
            (json!({ "key": nobody }), "key", "unknown-field"),
        ] {
            let answer = set_up(&program, &there.coordinators, "", &with(&input(&there), &changed)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed}: {}", answer.body);
            let errors = answer.json()["errors"].clone();
            assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!(field), &json!(code)), "{changed}");
            let detail = errors[0]["detail"].as_str().expect("words");
            assert!(!detail.starts_with("error-"), "{code} has a text: {detail}");
        }
        for missing in ["title", "lead"] {
            let mut input = input(&there);
            input.as_object_mut().expect("fields").remove(missing);
            let errors = set_up(&program, &there.coordinators, "", &input).await.json()["errors"].clone();
            assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!(missing), &json!("required")));
        }
        // Only who runs tasks.
        for token in [&there.officers, &there.leaders] {
            let answer = set_up(&program, token, "", &input(&there)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
        }
        assert_eq!(tasks(db).await, 0);
        // A second one much like the first has to be meant.
        assert_eq!(set_up(&program, &there.coordinators, "", &input(&there)).await.status, StatusCode::OK);
        for anyway in [json!({}), json!({ "anyway": false })] {
            let answer = set_up(&program, &there.coordinators, "", &with(&input(&there), &anyway)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
            assert_eq!(answer.json()["errors"][0]["code"], "twin", "{}", answer.body);
        }
        let meant = with(&input(&there), &json!({ "anyway": true }));
        assert_eq!(set_up(&program, &there.coordinators, "", &meant).await.status, StatusCode::OK);
        assert_eq!(tasks(db).await, 2);
    })
    .await;
}
