use axum::http::StatusCode;
use db::testing::{count, each_database};
use uuid::Uuid;

use super::store;
use super::testing::indicator;
use crate::access::Role;
use crate::people::testing::somebody;
use crate::testing::Program;
use crate::units::testing::{divided, unit};

#[tokio::test]
async fn values_are_added_and_never_changed() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let officer = somebody(&program.app, Role::Officer, Some(town)).await;
        let id = indicator(&program.app, town).await;
        let (path, unit) = (format!("/bo/indicators/{id}/values"), town.to_string());
        for (value, seen) in [("2", "0"), ("2,5", "1"), ("", "2")] {
            let fields = [
                ("unit", unit.as_str()),
                ("year", "2025"),
                ("value", value),
                ("seen", seen),
                ("note", "sổ theo dõi"),
            ];
            let answer = program.post(&officer.cookie, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{value}: {}", answer.body);
        }
        let values = store::values(&db.read().await.expect("reads"), id).await.expect("read");
        let all: Vec<_> = values.iter().map(|value| (value.number, value.value)).collect();
        assert_eq!(all, [(3, None), (2, Some(2.5)), (1, Some(2.0))]);
        let page = program.get(&officer.cookie, &format!("/bo/indicators/{id}")).await;
        assert!(page.body.contains("2,5"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_written() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let (own, other) = (
            unit(&program.app, "Phòng A", Some(town)).await,
            unit(&program.app, "Phòng B", Some(town)).await,
        );
        let officer = somebody(&program.app, Role::Officer, Some(own)).await;
        let id = indicator(&program.app, town).await;
        let (path, key) = (format!("/bo/indicators/{id}/values"), Uuid::from_u128(77).to_string());
        let (own, other) = (own.to_string(), other.to_string());
        let cases: [(&[(&str, &str)], StatusCode); 8] = [
            (&[("unit", &own), ("year", "2100"), ("value", "1")], StatusCode::UNPROCESSABLE_ENTITY),
            (&[("unit", &own), ("year", "2025"), ("value", "-1")], StatusCode::UNPROCESSABLE_ENTITY),
            (&[("unit", &own), ("year", "2025"), ("value", "=1+1")], StatusCode::UNPROCESSABLE_ENTITY),
            (&[("unit", &own), ("year", "1"), ("value", "1")], StatusCode::UNPROCESSABLE_ENTITY),
            (&[("unit", &own), ("year", "2025"), ("value", "")], StatusCode::UNPROCESSABLE_ENTITY),
            (&[("unit", ""), ("year", "2025"), ("value", "1")], StatusCode::UNPROCESSABLE_ENTITY),
            (&[("unit", &other), ("year", "2025"), ("value", "1")], StatusCode::NOT_FOUND),
            (
                &[("unit", &own), ("year", "2025"), ("value", "1"), ("key", "x")],
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
        ];
        for (fields, status) in cases {
            let answer = program.post(&officer.cookie, &path, fields).await;
            assert_eq!(answer.status, status, "{fields:?}: {}", answer.body);
        }
        let rows = async || count(&db.read().await.expect("reads"), "indicator_values").await;
        assert_eq!(rows().await, 0);
        // The same form twice is one value; two who saw the same state are not both heard.
        let fields = [("unit", own.as_str()), ("year", "2025"), ("value", "1"), ("seen", "0"), ("key", &key)];
        for _ in 0..2 {
            assert_eq!(program.post(&officer.cookie, &path, &fields).await.status, StatusCode::SEE_OTHER);
        }
        for (seen, status) in
            [("0", StatusCode::UNPROCESSABLE_ENTITY), ("7", StatusCode::UNPROCESSABLE_ENTITY)]
        {
            let fields = [("unit", own.as_str()), ("year", "2025"), ("value", "2"), ("seen", seen)];
            let late = program.post(&officer.cookie, &path, &fields).await;
            assert_eq!(late.status, status, "{}", late.body);
            // The form that comes back shows what is there and knows it.
            assert!(late.body.contains("name=\"seen\" value=\"1\""), "{}", late.body);
        }
        assert_eq!(rows().await, 1);
        let page = program.get(&officer.cookie, &format!("/bo/indicators/{id}?unit={own}&year=2025")).await;
        assert!(page.body.contains("name=\"seen\" value=\"1\""), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn the_list_takes_few_statements() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let officer = somebody(&program.app, Role::Officer, Some(town)).await;
        for _ in 0..20 {
            indicator(&program.app, town).await;
        }
        let before = db.statements();
        let page = program.get(&officer.cookie, "/bo/indicators").await;
        assert_eq!(page.body.matches("mô hình rau sạch").count(), 20);
        assert_eq!(db.statements() - before, 5, "who asks, indicators, targets, values, units");
    })
    .await;
}

#[tokio::test]
async fn what_successors_reached_stands_in_the_list() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã Sông Trà", None).await;
        let id = indicator(&program.app, town).await;
        let officer = somebody(&program.app, Role::Officer, None).await;
        let report = async |unit: Uuid, year: &str, value: &str| {
            let unit = unit.to_string();
            let fields = [("unit", unit.as_str()), ("year", year), ("value", value), ("seen", "0")];
            program.post(&officer.cookie, &format!("/bo/indicators/{id}/values"), &fields).await
        };
        assert_eq!(report(town, "2024", "7").await.status, StatusCode::SEE_OTHER);
        let [east, west] = divided(&program.app, town).await;
        assert_eq!(report(east, "2026", "4").await.status, StatusCode::SEE_OTHER);
        assert_eq!(report(west, "2026", "3").await.status, StatusCode::SEE_OTHER);
        let page = program.get(&officer.cookie, "/bo/indicators").await;
        for shown in ["Phường Đông", "Phường Tây", ">7 mô hình<", ">4 mô hình<", ">3 mô hình<"]
        {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        // The target is that of the whole.
        assert_eq!(page.body.matches("<progress").count(), 1, "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn who_runs_the_reports_says_how_an_indicator_is_counted() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let (town, other) = (unit(app, "Thị xã", None).await, unit(app, "Huyện", None).await);
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        let stranger = somebody(app, Role::Coordinator, Some(other)).await;
        let id = indicator(app, town).await;
        let path = format!("/bo/indicators/{id}/rules");
        let page = program.get(&coordinator.cookie, &format!("/bo/indicators/{id}")).await;
        assert!(page.body.contains(&path), "{}", page.body);
        assert!(!program.get(&stranger.cookie, &format!("/bo/indicators/{id}")).await.body.contains(&path));
        let fields = |change: (&'static str, &'static str)| {
            let fields = [
                ("kind", "share"),
                ("over_time", "sum"),
                ("over_units", "alone"),
                ("least", "-1,5"),
                ("most", ""),
                ("jump", "20"),
                ("revision", "1"),
            ];
            fields.map(|(name, value)| if name == change.0 { change } else { (name, value) })
        };
        for change in [
            ("kind", "x"),
            ("over_time", ""),
            ("over_units", "x"),
            ("least", "một"),
            ("most", "-2"),
            ("jump", "0"),
            ("revision", "7"),
        ] {
            let answer = program.post(&coordinator.cookie, &path, &fields(change)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{change:?}");
        }
        let none = ("none", "");
        assert_eq!(program.post(&stranger.cookie, &path, &fields(none)).await.status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            // Said twice, it is said once.
            let answer = program.post(&coordinator.cookie, &path, &fields(none)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        let found = store::find(&db.read().await.expect("reads"), id).await.expect("there");
        assert_eq!((found.kind.name(), found.rules.over_time_name(), found.revision), ("share", "sum", 2));
        assert!(!found.adds_up() && found.may_be_negative() && found.rules.jump == 20);
        let page = program.get(&coordinator.cookie, &format!("/bo/indicators/{id}")).await;
        assert!(page.body.contains("Cộng các kỳ") && page.body.contains("≥ −1,5"), "{}", page.body);
    })
    .await;
}
