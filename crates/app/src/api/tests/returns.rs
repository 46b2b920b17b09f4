use axum::http::StatusCode;
use db::testing::{count, each_database};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Town, town};
use crate::indicators::testing::indicator;
use crate::returns::testing::{asked, origins};
use crate::testing::{Answer, Program};
use crate::units::testing::unit;

/// A draft of the office with one figure.
struct Asked {
    program: Program,
    there: Town,
    indicator: Uuid,
    section: Uuid,
    regime: Uuid,
    period: Uuid,
    path: String,
}

impl Asked {
    async fn new(db: &db::testing::TestDb) -> Self {
        let program = Program::new(db);
        let there = town(&program).await;
        let indicator = indicator(&program.app, there.town).await;
        let (id, period) = asked(&program.app, there.town, there.office, &[indicator]).await;
        let (regime, section) = origins(&program.app, id).await;
        Self { program, there, indicator, section, regime, period, path: format!("/api/v1/returns/{id}") }
    }

    async fn put(&self, token: &str, input: &Value) -> Answer {
        self.program.api_post(token, &format!("{}/cells", self.path), "", input).await
    }

    fn cell(&self, value: f64, seen: i32) -> Value {
        json!({ "cells": [{ "indicator": self.indicator, "state": "value", "value": value, "seen": seen }] })
    }

    fn words(&self, words: &str, seen: i32) -> Value {
        json!({ "passages": [{ "section": self.section, "words": words, "seen": seen }] })
    }
}

#[tokio::test]
async fn returns_are_looked_at_as_on_their_pages() {
    each_database(async |db| {
        let town = Asked::new(db).await;
        let get = async |path: &str| town.program.api_get(&town.there.officers, path).await;
        let regimes = get("/api/v1/regimes").await.json();
        assert_eq!(regimes["items"][0]["id"], json!(town.regime));
        let regime = get(&format!("/api/v1/regimes/{}", town.regime)).await.json();
        assert_eq!(
            (&regime["cycle"], &regime["indicators"][0]["id"]),
            (&json!("year"), &json!(town.indicator))
        );
        assert_eq!(regime["sections"][1]["name"], "Kiến nghị");
        let periods = regime["periods"].as_array().expect("periods");
        let open = periods.iter().find(|period| period["id"] == json!(town.period)).expect("there");
        assert_eq!((&open["state"], &open["name"]), (&json!("open"), &json!("2026")));
        let period = get(&format!("/api/v1/periods/{}", town.period)).await.json();
        let one = &period["returns"][0];
        assert_eq!((&one["unit"]["name"], &one["state"]), (&json!("Phòng Kinh tế"), &json!("draft")));
        assert_eq!((&one["standing"], &one["due_on"]), (&json!("overdue"), &json!("2026-11-13")));
        let owed = get("/api/v1/returns").await.json();
        assert_eq!(owed["items"][0]["id"], one["id"]);
        let shown = get(&town.path).await.json();
        assert_eq!(shown["cells"][0]["state"], "not_reported");
        assert_eq!((&shown["may_write"], &shown["events"][0]["kind"]), (&json!(true), &json!("ask")));
        // Of others nothing is found.
        let other = unit(&town.program.app, "Phòng khác", Some(town.there.town)).await;
        let (foreign, _) = asked(&town.program.app, town.there.town, other, &[]).await;
        assert_eq!(get(&format!("/api/v1/returns/{foreign}")).await.status, StatusCode::NOT_FOUND);
        for path in ["/api/v1/returns/x", "/api/v1/regimes/x", "/api/v1/periods/x"] {
            assert_eq!(get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn figures_and_words_are_put_once_and_never_over_others() {
    each_database(async |db| {
        let town = Asked::new(db).await;
        let officers = town.there.officers.as_str();
        for _ in 0..2 {
            // The same again is no change.
            let put = town.put(officers, &town.cell(2.5, 0)).await;
            assert_eq!(put.status, StatusCode::OK, "{}", put.body);
            assert_eq!(
                (&put.json()["cells"][0]["value"], &put.json()["cells"][0]["number"]),
                (&json!(2.5), &json!(1))
            );
            let put = town.put(officers, &town.words("• một\n# **hai**", 0)).await;
            assert_eq!(put.json()["passages"][0]["words"], "- một\n# **hai**");
        }
        assert_eq!(count(&db.read().await.expect("reads"), "return_cell_changes").await, 1);
        let late = town.put(&town.there.leaders, &town.cell(4.0, 0)).await;
        assert_eq!((late.status, &late.json()["code"]), (StatusCode::CONFLICT, &json!("conflict")));
        let clash = &late.json()["conflicts"][0];
        assert_eq!(clash["field"], format!("cells.{}.value", town.indicator));
        assert_eq!((&clash["sent"]["value"], &clash["stored"]["value"]), (&json!(4.0), &json!(2.5)));
        assert_eq!(clash["stored"]["number"], 1, "by which it can be replaced knowingly");
        let late = town.put(&town.there.leaders, &town.words("ba", 0)).await;
        let clash = &late.json()["conflicts"][0];
        assert_eq!(
            (&clash["sent"]["words"], &clash["stored"]["words"]),
            (&json!("ba"), &json!("- một\n# **hai**"))
        );
        let known = town.put(&town.there.leaders, &town.cell(4.0, 1)).await;
        assert_eq!(known.status, StatusCode::OK, "{}", known.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_return_is_said_and_nothing_is_kept() {
    each_database(async |db| {
        let town = Asked::new(db).await;
        let (id, section) = (town.indicator, town.section);
        let long = "ượ".repeat(10_001);
        for (input, status, field) in [
            (
                json!({ "cells": [{ "indicator": id, "state": "value", "seen": 0 }] }),
                422,
                format!("cells.{id}.value"),
            ),
            (town.cell(0.00001, 0), 422, format!("cells.{id}.value")),
            (
                json!({ "cells": [{ "indicator": id, "state": "not_applicable", "value": 1, "seen": 0 }] }),
                422,
                format!("cells.{id}.state"),
            ),
            (
                json!({ "cells": [{ "indicator": id, "state": "guess", "seen": 0 }] }),
                422,
                "cells[0].state".to_owned(),
            ),
            (json!({ "cells": [{ "indicator": id, "state": "value", "value": 1 }] }), 422, "seen".to_owned()),
            (json!({ "cell": [] }), 422, "cell".to_owned()),
            (town.words(&long, 0), 422, format!("passages.{section}.words")),
            (
                json!({ "cells": [{ "indicator": section, "state": "value", "value": 1, "seen": 0 }] }),
                404,
                String::new(),
            ),
        ] {
            let answer = town.put(&town.there.officers, &input).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
            if status == 422 {
                assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.body);
            }
        }
        let tx = db.read().await.expect("reads");
        assert_eq!((count(&tx, "return_cells").await, count(&tx, "return_passages").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn the_office_gives_back_extends_and_accepts() {
    each_database(async |db| {
        let town = Asked::new(db).await;
        let office = async |token: &str, what: &str, input: Value| {
            town.program.api_post(token, &format!("{}/{what}", town.path), "", &input).await
        };
        let coordinators = town.there.coordinators.as_str();
        let longer = json!({ "revision": 1, "words": "Mưa lũ", "due_on": "2026-12-01" });
        let extended = office(coordinators, "extension", longer.clone()).await;
        assert_eq!((extended.status, &extended.json()["due_on"]), (StatusCode::OK, &json!("2026-12-01")));
        assert_eq!(extended.json()["first_due_on"], "2026-11-13");
        assert_eq!(office(coordinators, "extension", longer).await.status, StatusCode::CONFLICT);
        // The coordinator types a figure; the officer sends it in.
        assert_eq!(town.put(coordinators, &town.cell(2.0, 0)).await.status, StatusCode::OK);
        let sent = office(&town.there.officers, "submission", json!({ "revision": 2 })).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        crate::returns::count_outcomes(town.program.app.clone()).await.expect("counted");
        let measured = format!("/api/v1/indicators/{}", town.indicator);
        let measured = town.program.api_get(coordinators, &measured).await.json();
        let report = &measured["reports"][0];
        assert_eq!(
            (&measured["kind"], &report["value"], &report["said"]),
            (&json!("number"), &json!(2.0), &json!(1))
        );
        assert_eq!(report["period"], json!(town.period));
        let own = office(coordinators, "acceptance", json!({ "revision": 3 })).await;
        assert_eq!(
            (own.status, &own.json()["errors"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("own-figures"))
        );
        let none = office(coordinators, "giving-back", json!({ "revision": 3, "words": " " })).await;
        assert_eq!(none.json()["errors"][0]["field"], "words", "{}", none.body);
        let back = office(coordinators, "giving-back", json!({ "revision": 3, "words": "Thiếu" })).await;
        assert_eq!((back.status, &back.json()["state"]), (StatusCode::OK, &json!("returned")));
        let refused =
            office(&town.there.officers, "giving-back", json!({ "revision": 4, "words": "x" })).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let nothing = office(coordinators, "withdrawal", json!({ "revision": 4 })).await;
        assert_eq!(nothing.json()["errors"][0]["field"], "words", "{}", nothing.body);
        let gone = office(coordinators, "withdrawal", json!({ "revision": 4, "words": "Nhầm đơn vị" })).await;
        assert_eq!((gone.status, &gone.json()["state"]), (StatusCode::OK, &json!("withdrawn")));
        let again = office(coordinators, "asking", json!({ "revision": 5, "due_on": "2026-12-15" })).await;
        assert_eq!((again.status, &again.json()["due_on"]), (StatusCode::OK, &json!("2026-12-15")));
        assert_eq!(again.json()["cells"][0]["value"], 2.0, "what was typed stays: {}", again.body);
    })
    .await;
}

#[tokio::test]
async fn a_return_is_submitted_once() {
    each_database(async |db| {
        let town = Asked::new(db).await;
        let key = town.program.app.db.next_id().to_string();
        let submit = async |key: &str, revision: i32| {
            let path = format!("{}/submission", town.path);
            town.program.api_post(&town.there.officers, &path, key, &json!({ "revision": revision })).await
        };
        let early = submit("", 1).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(early.json()["errors"][0]["code"], "cell-missing");
        assert_eq!(town.put(&town.there.officers, &town.cell(2.0, 0)).await.status, StatusCode::OK);
        let old = submit("", 7).await;
        assert_eq!((old.status, &old.json()["revision"]), (StatusCode::CONFLICT, &json!(1)));
        for _ in 0..2 {
            let sent = submit(&key, 1).await;
            assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
            assert_eq!((&sent.json()["state"], &sent.json()["revision"]), (&json!("submitted"), &json!(2)));
        }
        let again = submit("", 2).await;
        assert_eq!((again.status, &again.json()["revision"]), (StatusCode::CONFLICT, &json!(2)));
        // It is not in the unit's hands any more.
        let late = town.put(&town.there.officers, &town.cell(3.0, 1)).await;
        assert_eq!((late.status, &late.json()["revision"]), (StatusCode::CONFLICT, &json!(2)));
        assert!(late.json()["conflicts"].is_null());
    })
    .await;
}
