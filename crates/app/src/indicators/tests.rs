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
        assert_eq!(
            db.statements() - before,
            7,
            "who asks, indicators, targets, values, units, whose reports, what they say"
        );
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

/// An authority with its coordinator, and what it adds and changes.
struct Catalogue<'a> {
    program: &'a Program,
    cookie: String,
    town: Uuid,
}

impl Catalogue<'_> {
    async fn add(&self, fields: &[(&str, &str)]) -> crate::testing::Answer {
        self.program.post(&self.cookie, "/bo/indicators", fields).await
    }

    /// A number of the authority's own, measured so.
    async fn number(&self, name: &str, measured_in: &str) -> Uuid {
        let town = self.town.to_string();
        let fields = [
            ("unit", town.as_str()),
            ("name", name),
            ("measured_in", measured_in),
            ("kind", "number"),
            ("direction", "up"),
        ];
        id_of(&self.add(&fields).await)
    }

    async fn take_from(&self, id: Uuid, formula: &str, operands: &[Uuid]) -> crate::testing::Answer {
        let revision = store::find(&self.program.app.db.read().await.expect("reads"), id).await;
        let revision = revision.expect("there").revision.to_string();
        let mut fields = vec![
            ("source".to_owned(), "formula".to_owned()),
            ("formula".to_owned(), formula.to_owned()),
            ("revision".to_owned(), revision),
        ];
        for (letter, operand) in ('A'..).zip(operands) {
            fields.push((format!("operand.{letter}"), operand.to_string()));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.program.post(&self.cookie, &format!("/bo/indicators/{id}/source"), &fields).await
    }
}

fn id_of(answer: &crate::testing::Answer) -> Uuid {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.place().trim_start_matches("/bo/indicators/").parse().expect("an id")
}

#[tokio::test]
async fn an_authority_adds_its_own_and_divides_them() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, other) =
            (unit(&program.app, "Thị xã", None).await, unit(&program.app, "Huyện", None).await);
        let coordinator = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let stranger = somebody(&program.app, Role::Coordinator, Some(other)).await;
        let own = Catalogue { program: &program, cookie: coordinator.cookie.clone(), town };
        let (id, town_id) = (Uuid::from_u128(70).to_string(), town.to_string());
        let scale = [
            ("key", id.as_str()),
            ("unit", town_id.as_str()),
            ("name", "Mức sẵn sàng"),
            ("kind", "scale"),
            ("steps", "Thấp\nVừa\n\nCao"),
            ("direction", "up"),
            ("low", "2"),
            ("year", "2030"),
        ];
        for _ in 0..2 {
            assert_eq!(id_of(&own.add(&scale).await), Uuid::from_u128(70), "sent twice, it is one");
        }
        let tx = db.read().await.expect("reads");
        assert_eq!(count(&tx, "indicators").await, 1);
        let found = store::find(&tx, Uuid::from_u128(70)).await.expect("there");
        drop(tx);
        assert_eq!((found.steps.len(), found.adds_up(), found.targets[0].low), (3, false, Some(2.0)));
        let change = |name: &'static str, value: &'static str| {
            scale.map(|one| {
                if one.0 == "key" {
                    ("key", "")
                } else if one.0 == name {
                    (name, value)
                } else {
                    one
                }
            })
        };
        for wrong in [
            change("name", ""),
            change("kind", "colour"),
            change("steps", "Một"),
            change("steps", "Một\nMột"),
            change("low", "x"),
            change("unit", ""),
        ] {
            assert_eq!(own.add(&wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
        let whole = own.number("Diện tích rau", "ha").await;
        let part = |of: Uuid, by: &'static str| {
            let fields = [
                ("part_of", of.to_string()),
                ("part_by", by.to_owned()),
                ("name", format!("Diện tích {by}")),
                ("kind", "number".to_owned()),
                ("direction", "up".to_owned()),
            ];
            let (program, cookie) = (&program, coordinator.cookie.clone());
            async move {
                let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                program.post(&cookie, "/bo/indicators", &fields).await
            }
        };
        let first = id_of(&part(whole, "loại rau").await);
        let again = part(first, "xã").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "parts have no parts");
        assert_eq!(
            part(Uuid::from_u128(70), "x").await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "of another kind"
        );
        let page = program.get(&coordinator.cookie, &format!("/bo/indicators/{whole}")).await;
        assert!(page.body.contains("Diện tích loại rau") && page.body.contains("Chia theo"), "{}", page.body);
        let page = program.get(&coordinator.cookie, "/bo/indicators/catalogue").await;
        assert!(page.body.contains("Thấp · Vừa · Cao") && page.body.contains("is-part"), "{}", page.body);
        // The whole cannot become a part while it has some, nor what is of another kind.
        let place = |id: Uuid, of: Uuid, cookie: String| {
            let (program, of) = (&program, of.to_string());
            async move {
                let fields = [("part_of", of.as_str()), ("revision", "1"), ("baseline", "1,5")];
                program.post(&cookie, &format!("/bo/indicators/{id}/place"), &fields).await.status
            }
        };
        let second = own.number("Diện tích cây ăn quả", "ha").await;
        let cookie = || coordinator.cookie.clone();
        assert_eq!(place(whole, second, cookie()).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(place(second, Uuid::from_u128(70), cookie()).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(place(second, second, cookie()).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(place(second, whole, stranger.cookie.clone()).await, StatusCode::NOT_FOUND);
        assert_eq!(place(second, whole, cookie()).await, StatusCode::SEE_OTHER);
        let found = store::find(&db.read().await.expect("reads"), second).await.expect("there");
        assert_eq!(found.part_of.map(|part| (part.whole, part.by)), Some((whole, None)));
        assert_eq!(found.baseline.map(|baseline| baseline.value), Some(1.5));
    })
    .await;
}

#[tokio::test]
async fn a_formula_is_kept_where_it_makes_sense() {
    each_database(async |db| {
        let program = Program::new(db);
        let (town, other) =
            (unit(&program.app, "Thị xã", None).await, unit(&program.app, "Huyện", None).await);
        let coordinator = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let own = Catalogue { program: &program, cookie: coordinator.cookie.clone(), town };
        let foreign = indicator(&program.app, other).await;
        let (area, homes) = (own.number("Diện tích", "ha").await, own.number("Số hộ", "hộ").await);
        let (mean, twice) = (own.number("Bình quân", "ha/hộ").await, own.number("Gấp đôi", "ha/hộ").await);
        for (id, formula, operands, wrong) in [
            (mean, "A / B", vec![area, homes], None),
            (twice, "A * 2", vec![mean], None),
            (mean, "A / ", vec![area], Some("Công thức chưa đúng")),
            (mean, "A / C", vec![area, homes], Some("lần lượt từ A")),
            (mean, "A / B", vec![area, foreign], Some("cùng cơ quan")),
            (mean, "A", vec![twice], Some("đi vòng")),
            (mean, "A", vec![mean], Some("đi vòng")),
            (mean, "A + B", vec![area, homes], Some("khác đơn vị tính")),
            (mean, "A", vec![area], Some("khác với đơn vị tính")),
        ] {
            let answer = own.take_from(id, formula, &operands).await;
            match wrong {
                None => assert_eq!(answer.status, StatusCode::SEE_OTHER, "{formula}: {}", answer.body),
                Some(says) => {
                    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{formula}");
                    assert!(answer.body.contains(says), "{formula}: {}", answer.body);
                }
            }
        }
        let page = program.get(&coordinator.cookie, &format!("/bo/indicators/{mean}")).await;
        assert!(page.body.contains(">A / B<") && page.body.contains("Diện tích"), "{}", page.body);
        // What is worked out is a number, and nobody types it.
        assert!(!page.body.contains("id=\"report\""), "{}", page.body);
        let fields =
            [("kind", "text"), ("over_time", "sum"), ("over_units", "add"), ("jump", "5"), ("revision", "2")];
        let answer =
            program.post(&coordinator.cookie, &format!("/bo/indicators/{mean}/rules"), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn two_formulas_at_once_make_no_circle() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let coordinator = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let own = Catalogue { program: &program, cookie: coordinator.cookie.clone(), town };
        for round in 0..5 {
            let one = own.number(&format!("Một {round}"), "ha").await;
            let other = own.number(&format!("Hai {round}"), "ha").await;
            let (first, second) = ([other], [one]);
            let both = tokio::join!(own.take_from(one, "A", &first), own.take_from(other, "A", &second));
            let kept =
                [both.0.status, both.1.status].iter().filter(|one| **one == StatusCode::SEE_OTHER).count();
            assert_eq!(kept, 1, "{} {}", both.0.status, both.1.status);
        }
    })
    .await;
}
