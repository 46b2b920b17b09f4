use axum::http::StatusCode;
use db::testing::{count, each_database};
use serde_json::json;

use super::town;
use crate::indicators::testing::indicator;
use crate::plan::testing::kept;
use crate::testing::Program;
use crate::units::testing::{unit, unit_from};

#[tokio::test]
async fn values_are_reported_once_and_seen() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = indicator(&program.app, there.town).await;
        let (path, key) = (format!("/api/v1/indicators/{id}/values"), program.app.db.next_id().to_string());
        let value = |value: f64, seen: i32| {
            json!({ "unit": there.office, "year": 2025, "value": value, "seen": seen, "note": "sổ" })
        };
        for (key, number, seen) in [(key.as_str(), 2.0, 0), (&key, 2.0, 0), ("", 1234.5, 1), ("", 0.1, 2)] {
            let answer = program.api_post(&there.officers, &path, key, &value(number, seen)).await;
            assert_eq!(answer.status, StatusCode::OK, "{number}: {}", answer.body);
        }
        let shown = program.api_get(&there.officers, &format!("/api/v1/indicators/{id}")).await.json();
        let values = shown["values"].as_array().expect("values");
        let all: Vec<_> = values.iter().map(|one| (&one["number"], &one["value"], &one["counts"])).collect();
        assert_eq!(
            all,
            [
                (&json!(3), &json!(0.1), &json!(true)),
                (&json!(2), &json!(1234.5), &json!(false)),
                (&json!(1), &json!(2.0), &json!(false))
            ]
        );
        assert_eq!(values[0]["unit"]["name"], "Phòng Kinh tế");
        assert_eq!(shown["targets"], json!([{ "year": 2030, "low": 3.0, "high": 5.0 }]));
        let late = program.api_post(&there.leaders, &path, "", &value(9.0, 1)).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
        assert_eq!(late.json()["revision"], 3);
        let reused = program.api_post(&there.officers, &path, &key, &value(9.0, 3)).await;
        assert_eq!(reused.status, StatusCode::CONFLICT, "{}", reused.body);
        assert_eq!(count(&db.read().await.expect("reads"), "indicator_values").await, 3);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_value_is_said_and_nothing_is_written() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let id = indicator(&program.app, there.town).await;
        let path = format!("/api/v1/indicators/{id}/values");
        let office = there.office;
        for (input, status, field) in [
            (json!({ "unit": office, "year": 1, "value": 1, "seen": 0 }), 422, "year"),
            (json!({ "unit": office, "year": 2025, "seen": 0 }), 422, "note"),
            (json!({ "unit": office, "year": 2025, "value": "1.5", "seen": 0 }), 422, "value"),
            (json!({ "unit": office, "year": 2025, "value": 1 }), 422, "seen"),
            (json!({ "unit": "x", "year": 2025, "value": 1, "seen": 0 }), 422, "unit"),
            (json!({ "unit": office, "year": 2025, "value": 1, "seen": 0, "key": "x" }), 422, "key"),
            (json!({ "unit": other, "year": 2025, "value": 1, "seen": 0 }), 404, ""),
        ] {
            let answer = program.api_post(&there.officers, &path, "", &input).await;
            assert_eq!(answer.status.as_u16(), status, "{input}: {}", answer.body);
            if !field.is_empty() {
                assert_eq!(answer.json()["errors"][0]["field"], field, "{input}");
            }
        }
        assert_eq!(count(&db.read().await.expect("reads"), "indicator_values").await, 0);
    })
    .await;
}

#[tokio::test]
async fn units_and_plans_are_shown_as_on_their_pages() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let later = unit_from(&program.app, "Phòng mới", Some(there.town), "2026-06-01").await;
        let names = async |query: &str| {
            let list = program.api_get(&there.officers, &format!("/api/v1/units{query}")).await.json();
            let items = list["items"].as_array().expect("items").clone();
            items.iter().map(|unit| unit["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("?on=2026-01-01").await, ["Phòng Kinh tế", "Thị xã An Khê"]);
        assert_eq!(names("").await, ["Phòng Kinh tế", "Phòng mới", "Thị xã An Khê"]);
        for on in ["2026-02-31", "x", "+99999-01-01", ""] {
            let answer = program.api_get(&there.officers, &format!("/api/v1/units?on={on}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{on}: {}", answer.body);
        }
        let shown = program.api_get(&there.officers, &format!("/api/v1/units/{later}")).await.json();
        assert_eq!((&shown["valid_from"], &shown["kind"]), (&json!("2026-06-01"), &json!("office")));
        assert_eq!(shown["above"], json!([{ "id": there.town, "name": "Thị xã An Khê" }]));

        let (plan, clause) = kept(&program.app, there.town).await;
        let plans = program.api_get(&there.officers, "/api/v1/plans").await.json();
        assert_eq!(plans["items"][0]["number"], "15/KH-UBND");
        let one = program.api_get(&there.officers, &format!("/api/v1/plans/{plan}")).await.json();
        assert_eq!((&one["unit"]["name"], &one["tasks"]["overdue"]), (&json!("Thị xã An Khê"), &json!(0)));
        let clauses = program.api_get(&there.officers, &format!("/api/v1/plans/{plan}/clauses")).await.json();
        assert_eq!((&clauses["items"][0]["id"], &clauses["items"][0]["path"]), (&json!(clause), &json!("1")));
    })
    .await;
}
