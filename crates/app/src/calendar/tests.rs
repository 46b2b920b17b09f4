use axum::http::StatusCode;
use db::testing::{count, each_database};

use super::model::{DaysOff, working_days};
use super::store;
use crate::access::Role;
use crate::people::testing::somebody;
use crate::testing::Program;
use crate::units::testing::unit;

#[test]
fn entries_become_working_days() {
    let day = |text: &str| text.parse().expect("a day");
    let entry = |first: &str, last: &str, is_worked| DaysOff {
        id: uuid::Uuid::nil(),
        unit: uuid::Uuid::nil(),
        first_on: day(first),
        last_on: day(last),
        is_worked,
        name: String::new(),
    };
    let days =
        working_days(&[entry("2026-02-16", "2026-02-20", false), entry("2026-02-28", "2026-02-28", true)]);
    for (at, has) in [
        ("2026-02-13", true),
        ("2026-02-16", false),
        ("2026-02-20", false),
        ("2026-02-23", true),
        ("2026-02-28", true),
    ] {
        assert_eq!(days.has(day(at)), has, "{at}");
    }
}

#[tokio::test]
async fn days_off_are_added_once_hold_for_all_below_and_go_again() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let (town, other) = (unit(app, "Thị xã", None).await, unit(app, "Huyện", None).await);
        let office = unit(app, "Phòng", Some(town)).await;
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        let key = app.db.next_id().to_string();
        let of = |unit: uuid::Uuid| unit.to_string();
        let (own, strange) = (of(town), of(other));
        let fields = |unit: &str, first: &str, last: &str| {
            [("key", key.as_str()), ("unit", unit), ("name", "Tết"), ("first_on", first), ("last_on", last)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = async |fields: [(String, String); 5]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            program.post(&coordinator.cookie, "/bo/days-off", &fields).await.status
        };
        for (unit, first, last) in [
            (strange.as_str(), "2027-02-05", ""),
            ("", "2027-02-05", ""),
            (own.as_str(), "2027-02-05", "2027-02-04"),
            (own.as_str(), "2027-02-05", "2027-03-08"),
            (own.as_str(), "", ""),
            (own.as_str(), "x", ""),
        ] {
            assert_eq!(
                send(fields(unit, first, last)).await,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{unit} {first} {last}"
            );
        }
        for _ in 0..2 {
            assert_eq!(send(fields(&own, "2027-02-05", "2027-02-11")).await, StatusCode::SEE_OTHER);
        }
        let other_of_that_key = send(fields(&own, "2027-02-05", "")).await;
        assert_eq!(other_of_that_key, StatusCode::CONFLICT);
        assert_eq!(count(&db.read().await.expect("reads"), "days_off").await, 1);
        let day = "2027-02-08".parse().expect("a Monday");
        let has = async |unit| {
            store::working_days(&db.read().await.expect("reads"), unit).await.expect("read").has(day)
        };
        assert!(!has(town).await && !has(office).await && has(other).await);

        let stranger = somebody(app, Role::Coordinator, Some(other)).await;
        let path = format!("/bo/days-off/{key}/removal");
        assert_eq!(program.post(&stranger.cookie, &path, &[]).await.status, StatusCode::NOT_FOUND);
        let page = program.get(&coordinator.cookie, "/bo/days-off").await;
        assert!(page.body.contains("Tết") && page.body.contains(&path), "{}", page.body);
        assert_eq!(program.post(&coordinator.cookie, &path, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(has(office).await);
        assert_eq!(program.post(&coordinator.cookie, &path, &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
