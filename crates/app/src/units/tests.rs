mod near;

use std::collections::HashMap;

use axum::http::StatusCode;
use base::Error;
use chrono::NaiveDate;
use db::testing::each_database;
use uuid::Uuid;

use super::forms::millionths;
use super::model::{Kind, Share, Succession, Tree, Unit};
use super::testing::{divided, ended_unit, unit, unit_from};
use super::{actions, store};
use crate::access::{Right, Role};
use crate::people::testing::somebody;
use crate::testing::Program;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn one(id: u128, parent: Option<u128>, from: &str, to: Option<&str>) -> Unit {
    Unit {
        id: Uuid::from_u128(id),
        parent: parent.map(Uuid::from_u128),
        kind: Kind::Commune,
        code: None,
        name: format!("Phường {id}"),
        short_name: None,
        from: day(from),
        to: to.map(day),
        revision: 1,
    }
}

#[test]
fn a_unit_holds_from_its_first_to_its_last_day() {
    let unit = one(1, None, "2004-01-01", Some("2025-07-01"));
    for (on, holds) in
        [("2003-12-31", false), ("2004-01-01", true), ("2025-06-30", true), ("2025-07-01", false)]
    {
        assert_eq!(unit.holds_on(day(on)), holds, "{on}");
    }
    assert_eq!(unit.last_day(), Some(day("2025-06-30")));
}

#[test]
fn a_tree_puts_each_below_its_parent() {
    let units = vec![
        one(3, Some(2), "2004-01-01", None),
        one(1, None, "2004-01-01", None),
        one(5, Some(9), "2004-01-01", None),
        one(2, Some(1), "2004-01-01", None),
        one(4, Some(1), "2004-01-01", None),
    ];
    let tree = Tree::new(units);
    let shown: Vec<_> = tree.iter().map(|(depth, unit)| (depth, unit.id.as_u128())).collect();
    // Nobody is lost whose parent is not among them.
    assert_eq!(shown, [(0, 1), (1, 2), (2, 3), (1, 4), (0, 5)]);
}

#[test]
fn percent_is_read_to_the_last_millionth() {
    for (typed, read) in [
        ("100", Some(1_000_000)),
        ("62,5", Some(625_000)),
        ("33.3333", Some(333_333)),
        ("0,0001 %", Some(1)),
        ("", Some(0)),
        ("0", Some(0)),
        ("100,0001", None),
        ("101", None),
        ("-1", None),
        ("1e2", None),
        ("33.33333", None),
        (",5", None),
        ("nửa", None),
    ] {
        assert_eq!(millionths(typed), read, "{typed:?}");
    }
}

#[test]
fn a_succession_keeps_to_its_rules() {
    let units: HashMap<_, _> = [
        one(1, None, "2004-01-01", None),
        one(2, None, "2004-01-01", None),
        one(3, None, "2025-07-01", None),
        one(4, None, "2025-07-01", None),
        one(5, None, "2004-01-01", Some("2020-01-01")),
        one(6, None, "2004-01-01", Some("2025-07-01")),
        one(7, None, "2004-01-01", Some("2026-01-01")),
    ]
    .into_iter()
    .map(|unit| (unit.id, unit))
    .collect();
    for (shares, wrong) in [
        (vec![(1, 3, 1_000_000), (2, 3, 1_000_000)], vec![]),
        (vec![(1, 3, 400_000), (1, 4, 600_000)], vec![]),
        // One is taken in by another that goes on.
        (vec![(1, 2, 1_000_000)], vec![]),
        (vec![(1, 1, 700_000), (1, 3, 300_000)], vec![]),
        // It was closed on that day already.
        (vec![(6, 3, 1_000_000)], vec![]),
        (vec![], vec!["from"]),
        (vec![(1, 3, 999_999)], vec!["shares"]),
        (vec![(1, 3, 1_000_000), (2, 4, 500_000)], vec!["shares"]),
        (vec![(1, 3, 0), (1, 4, 1_000_000)], vec!["shares"]),
        (vec![(5, 3, 1_000_000)], vec!["from", "from"]),
        (vec![(7, 3, 1_000_000)], vec!["from"]),
        (vec![(3, 1, 1_000_000)], vec!["from"]),
        (vec![(1, 5, 1_000_000)], vec!["to"]),
        (vec![(1, 99, 1_000_000)], vec!["to"]),
    ] {
        let shares: Vec<_> = shares
            .into_iter()
            .map(|(from, to, millionths)| Share {
                from: Uuid::from_u128(from),
                to: Uuid::from_u128(to),
                millionths,
            })
            .collect();
        let succession = Succession {
            id: Uuid::nil(),
            act: "1664/NQ-UBTVQH15".to_owned(),
            act_on: day("2025-06-16"),
            effective_on: day("2025-07-01"),
            note: None,
            shares,
        };
        let found = match succession.check(&units) {
            Ok(()) => Vec::new(),
            Err(Error::Invalid(fields)) => fields.into_iter().map(|error| error.field).collect(),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(found, wrong, "{:?}", succession.shares);
    }
}

/// The town of 2023 and what the reform of 1 July 2025 made of three of its communes.
#[tokio::test]
async fn a_reform_is_written_down_and_both_days_stay_true() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let province = unit(app, "Ủy ban nhân dân tỉnh Gia Lai", None).await;
        let town = unit(app, "Ủy ban nhân dân thị xã An Khê", Some(province)).await;
        let mut before = Vec::new();
        for name in ["Phường Tây Sơn", "Phường An Phú", "Xã Thành An"] {
            before.push(unit(app, name, Some(town)).await);
        }
        let ward = unit_from(app, "Phường An Khê", Some(province), "2025-07-01").await;
        let coordinator = somebody(app, Role::Coordinator, Some(province)).await;

        let asked: String = before.iter().map(|id| format!("&from={id}")).collect();
        let path = format!("/bo/successions/new?effective_on=2025-07-01{asked}&to={ward}");
        let form = program.get(&coordinator.cookie, &path).await;
        assert_eq!(form.body.matches("value=\"100\"").count(), 3, "all of each goes to the only successor");

        let names: Vec<_> = before.iter().map(|id| format!("share.{id}.{ward}")).collect();
        let key = Uuid::from_u128(7).to_string();
        let send = async |percent: &str| {
            let mut fields = vec![
                ("key", key.as_str()),
                ("act", "1664/NQ-UBTVQH15"),
                ("act_on", "2025-06-16"),
                ("effective_on", "1/7/2025"),
            ];
            fields.extend(names.iter().map(|name| (name.as_str(), percent)));
            program.post(&coordinator.cookie, "/bo/successions", &fields).await
        };
        let wrong = send("99,9").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("phải là 100%") && wrong.body.contains("1664/NQ-UBTVQH15"));
        for _ in 0..2 {
            let done = send("100").await;
            assert_eq!(done.place(), format!("/bo/units/{ward}"), "{}", done.body);
        }

        let names = async |on: &str| {
            let tx = app.db.read().await.expect("reads");
            let units = store::all(&tx, Some(day(on))).await.expect("units");
            units.into_iter().map(|unit| unit.name).collect::<Vec<_>>()
        };
        let old = names("2025-06-30").await;
        assert_eq!(
            old,
            [
                "Phường An Phú",
                "Phường Tây Sơn",
                "Ủy ban nhân dân thị xã An Khê",
                "Ủy ban nhân dân tỉnh Gia Lai",
                "Xã Thành An"
            ]
        );
        let new = names("2025-07-01").await;
        assert_eq!(new, ["Phường An Khê", "Ủy ban nhân dân thị xã An Khê", "Ủy ban nhân dân tỉnh Gia Lai"]);

        let statements = app.db.statements();
        let page = program.get(&coordinator.cookie, &format!("/bo/units/{ward}")).await;
        assert!(app.db.statements() - statements <= 8, "{} statements", app.db.statements() - statements);
        for name in ["Phường Tây Sơn", "Phường An Phú", "Xã Thành An", "1664/NQ-UBTVQH15"] {
            assert!(page.body.contains(name), "{name}");
        }
        let statements = app.db.statements();
        let tree = program.get(&coordinator.cookie, "/bo/units?on=2024-06-01").await;
        assert_eq!(app.db.statements() - statements, 2, "who asks, and the units");
        assert!(tree.body.contains("Phường Tây Sơn") && !tree.body.contains("Phường An Khê"));

        // What holds no longer has no further successor.
        let name = format!("share.{}.{ward}", before[0]);
        let fields = [("act", "2"), ("act_on", "2026-01-01"), ("effective_on", "2026-01-01"), (&name, "100")];
        let again = program.post(&coordinator.cookie, "/bo/successions", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_added_once_corrected_and_closed() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let root = somebody(app, Role::Administrator, None).await;
        let key = Uuid::from_u128(3).to_string();
        let fields =
            [("key", key.as_str()), ("name", "Thị xã  "), ("kind", "authority"), ("from", "2003-12-24")];
        for _ in 0..2 {
            let answer = program.post(&root.cookie, "/bo/units", &fields).await;
            assert_eq!(answer.place(), format!("/bo/units/{key}"));
        }
        let path = format!("/bo/units/{key}");
        let correct = async |revision: &str, name: &str| {
            let fields =
                [("revision", revision), ("name", name), ("kind", "authority"), ("from", "2003-12-24")];
            program.post(&root.cookie, &format!("{path}/correction"), &fields).await
        };
        assert_eq!(correct("1", "Thị xã An Khê").await.status, StatusCode::SEE_OTHER);
        let late = correct("1", "Thị xã An Khe").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("Thị xã An Khê") && late.body.contains("Thị xã An Khe"), "both are shown");

        let hostile = "x".repeat(5_000);
        for fields in [
            vec![("name", ""), ("kind", "authority"), ("from", "2003-12-24")],
            vec![("name", hostile.as_str()), ("kind", "authority"), ("from", "2003-12-24")],
            vec![("name", "A"), ("kind", "'; DROP TABLE units; --"), ("from", "2003-12-24")],
            vec![("name", "A"), ("kind", "authority"), ("from", "31/02/2024")],
            vec![("name", "A"), ("kind", "authority"), ("from", "9999-01-01")],
            vec![],
        ] {
            let answer = program.post(&root.cookie, "/bo/units", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        }
        let script = [("name", "<script>alert(1)</script>"), ("kind", "other"), ("from", "2020-01-01")];
        let place = program.post(&root.cookie, "/bo/units", &script).await.place().to_owned();
        let page = program.get(&root.cookie, &place).await.body;
        assert!(page.contains("&lt;script&gt;alert") && !page.contains("<script>alert"));

        let close = async |last_day: &str, reason: &str| {
            let fields = [("revision", "2"), ("last_day", last_day), ("reason", reason)];
            program.post(&root.cookie, &format!("{path}/closing"), &fields).await.status
        };
        assert_eq!(close("2003-12-01", "Giải thể").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(close("2025-06-30", "").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(close("2025-06-30", "Giải thể").await, StatusCode::SEE_OTHER);
        let signed = crate::people::testing::signed_in(app, &root).await;
        let closing =
            super::forms::Closing { revision: 3, last_day: day("2026-01-01"), reason: "…".to_owned() };
        let twice = actions::close(app, &signed, key.parse().expect("an id"), closing).await;
        assert!(matches!(twice, Err(Error::Conflict)));

        // The day was wrong, or the whole closing.
        let unit = async || {
            store::find(&db.read().await.expect("reads"), key.parse().expect("an id")).await.expect("there")
        };
        for (revision, last_day, to) in [("3", "2025-12-31", Some("2026-01-01")), ("4", "", None)] {
            let fields = [
                ("revision", revision),
                ("name", "Thị xã An Khê"),
                ("kind", "authority"),
                ("from", "2003-12-24"),
                ("last_day", last_day),
            ];
            let answer = program.post(&root.cookie, &format!("{path}/correction"), &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            assert_eq!(unit().await.to, to.map(day));
        }
        assert!(signed.may(Right::RunUnits));
    })
    .await;
}

#[tokio::test]
async fn two_units_side_by_side_have_two_names() {
    each_database(async |db| {
        let program = Program::new(db);
        let root = somebody(&program.app, Role::Administrator, None).await;
        let town = unit(&program.app, "Thị xã", None).await;
        unit(&program.app, "Phòng Kinh tế", Some(town)).await;
        ended_unit(&program.app, "Phòng Y tế", Some(town)).await;
        let parent = town.to_string();
        for (name, from, status) in [
            ("phòng kinh tế", "2026-01-01", StatusCode::UNPROCESSABLE_ENTITY),
            ("Phòng Kinh tế, Hạ tầng", "2026-01-01", StatusCode::SEE_OTHER),
            // That one has ended before.
            ("Phòng Y tế", "2026-01-01", StatusCode::SEE_OTHER),
            ("Phòng Y tế", "2025-01-01", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let fields = [("name", name), ("kind", "office"), ("from", from), ("parent", &parent)];
            let answer = program.post(&root.cookie, "/bo/units", &fields).await;
            assert_eq!(answer.status, status, "{name} {from}: {}", answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_day_of_a_unit_that_was_succeeded_stands_in_the_act() {
    each_database(async |db| {
        let program = Program::new(db);
        let root = somebody(&program.app, Role::Administrator, None).await;
        let town = unit(&program.app, "Thị xã Sông Trà", None).await;
        divided(&program.app, town).await;
        let fields = [
            ("revision", "2"),
            ("name", "Thị xã Sông Trà"),
            ("kind", "authority"),
            ("from", "2004-01-01"),
            ("last_day", ""),
        ];
        let answer = program.post(&root.cookie, &format!("/bo/units/{town}/correction"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let after = store::find(&db.read().await.expect("reads"), town).await.expect("there");
        assert_eq!(after.to, Some(day("2025-07-01")));
    })
    .await;
}
