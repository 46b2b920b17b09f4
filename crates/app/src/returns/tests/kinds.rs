//! Kinds of figures: answers, steps, words, means, parts, what is counted and what is worked out.

use axum::http::StatusCode;
use db::testing::each_database;
use reporting::Figure;
use uuid::Uuid;

use super::super::cell::CellState;
use super::super::contents::Contents;
use super::super::store;
use super::super::testing::{asked, found, of_plan};
use super::fields_of;
use crate::access::Role;
use crate::indicators::testing::{indicator, kinds, set_by};
use crate::people::testing::{Somebody, somebody};
use crate::tasks::testing::done_for;
use crate::testing::{Answer, Program};
use crate::units::testing::unit;

/// The return of an office about indicators of each kind.
struct Office {
    program: Program,
    town: Uuid,
    office: Uuid,
    id: Uuid,
    /// In the order of [`kinds`].
    of: Vec<Uuid>,
    officer: Somebody,
}

impl Office {
    async fn new(db: &db::testing::TestDb) -> Self {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let office = unit(&program.app, "Phòng Kinh tế", Some(town)).await;
        let of = kinds(&program.app, town).await;
        let (id, _) = asked(&program.app, town, office, &of).await;
        let officer = somebody(&program.app, Role::Officer, Some(office)).await;
        Self { program, town, office, id, of, officer }
    }

    async fn fill(&self, fields: &[(&str, usize, &str)], rest: &[(&str, &str)]) -> Answer {
        let named: Vec<_> =
            fields.iter().map(|(name, of, value)| (format!("{name}.{}", self.of[*of]), *value)).collect();
        let fields: Vec<_> = named.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let path = format!("/bo/returns/{}", self.id);
        self.program.post(&self.officer.cookie, &path, &[&fields[..], rest].concat()).await
    }

    /// A plan with a clause that set the number and for which a task was done.
    async fn with_plan(&self) -> (Uuid, Uuid, store::Whole) {
        let app = &self.program.app;
        let (plan, clause) = crate::plan::testing::kept(app, self.town).await;
        let whole = found(app, self.id).await;
        of_plan(app, whole.regime.id, plan).await;
        set_by(app, self.of[NUMBER], plan, clause).await;
        done_for(app, self.office, (plan, clause), whole.run.first_on).await;
        (plan, clause, whole)
    }

    async fn contents(&self) -> Contents {
        let whole = found(&self.program.app, self.id).await;
        let tx = self.program.app.db.read().await.expect("reads");
        let today = web::format::day_of(self.program.app.db.clock().now());
        Contents::load(&tx, &whole, today).await.expect("loaded")
    }
}

/// The places in [`kinds`].
const NUMBER: usize = 0;
const YES_NO: usize = 1;
const SCALE: usize = 2;
const TEXT: usize = 3;
const MEAN: usize = 4;
const PART: usize = 5;
const OTHER_PART: usize = 6;
const DOUBLE: usize = 7;
const DONE: usize = 8;

#[tokio::test]
async fn each_kind_is_said_in_its_own_way() {
    each_database(async |db| {
        let office = Office::new(db).await;
        let typed = [
            ("state", NUMBER, "value"),
            ("value", NUMBER, "4"),
            ("state", YES_NO, "not_reported"),
            ("value", YES_NO, "0"),
            ("state", SCALE, "estimate"),
            ("value", SCALE, "3"),
            ("state", TEXT, "not_reported"),
            ("text", TEXT, "Đã có đề án"),
            ("state", MEAN, "value"),
            ("value", MEAN, "2,5"),
            ("whole", MEAN, "40"),
        ];
        for (field, of, value, code) in [
            ("value", YES_NO, "2", "Hãy chọn"),
            ("value", SCALE, "4", "Hãy chọn"),
            ("value", SCALE, "1,5", "Hãy chọn"),
            ("whole", MEAN, "1,5", "số nguyên"),
            ("text", TEXT, "", ""),
        ] {
            let change = |one: (&'static str, usize, &'static str)| {
                if (one.0, one.1) == (field, of) { (field, of, value) } else { one }
            };
            let mut changed: Vec<_> = typed.into_iter().map(change).collect();
            if of == TEXT {
                changed.push(("state", TEXT, "value"));
                changed.retain(|one| *one != ("state", TEXT, "not_reported"));
            }
            let answer = office.fill(&changed, &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            assert!(answer.body.contains(code), "{field} {value}: {}", answer.body);
        }
        let answer = office.fill(&typed, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let contents = office.contents().await;
        let cell = |place: usize| &contents.cells[place].cell;
        assert_eq!(cell(YES_NO).state, CellState::Value);
        assert_eq!(cell(YES_NO).value, Some(Figure::default()));
        assert_eq!(cell(TEXT).words.as_deref(), Some("Đã có đề án"));
        assert_eq!((cell(TEXT).state, cell(TEXT).value), (CellState::Value, None));
        assert_eq!(cell(DOUBLE).value, Some(Figure::from_ten_thousandths(8 * Figure::ONE)));
        let page = office.program.get(&office.officer.cookie, &format!("/bo/returns/{}", office.id)).await;
        for shown in ["Đã có đề án", "<option value=\"3\" selected>Cao<", "n =", ">8 mô hình<", "A * 2"]
        {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        // What is worked out is not typed.
        let answer = office.fill(&[("state", DOUBLE, "value"), ("value", DOUBLE, "9")], &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("tính tự động"), "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn parts_and_work_are_checked_and_what_is_counted_stays_as_it_was_sent() {
    each_database(async |db| {
        let office = Office::new(db).await;
        let app = &office.program.app;
        let (plan, clause, whole) = office.with_plan().await;
        let all = |number: &'static str, part: &'static str| {
            let mut typed = vec![
                ("state", NUMBER, "value"),
                ("value", NUMBER, number),
                ("state", PART, "value"),
                ("value", PART, part),
                ("state", OTHER_PART, "not_applicable"),
            ];
            typed.extend([YES_NO, SCALE, TEXT, MEAN].map(|one| ("state", one, "not_applicable")));
            typed
        };
        let seen = |typed: Vec<(&'static str, usize, &'static str)>, number: &'static str| {
            let cells: Vec<_> = typed.iter().filter(|one| one.0 == "state").map(|one| one.1).collect();
            typed.into_iter().chain(cells.into_iter().map(move |of| ("seen", of, number))).collect::<Vec<_>>()
        };
        let submit = [("do", "submit"), ("revision", "1")];
        let answer = office.fill(&seen(all("0", "0"), "0"), &submit).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("đã hoàn thành nhưng chưa có kết quả"), "{}", answer.body);
        let fix = |number: &'static str, part: &'static str| {
            vec![
                ("state", NUMBER, "value"),
                ("value", NUMBER, number),
                ("state", PART, "value"),
                ("value", PART, part),
            ]
        };
        let answer = office.fill(&seen(fix("4", "3"), "1"), &submit).await;
        assert!(answer.body.contains("tổng các phần"), "{}", answer.body);
        let answer = office
            .fill(&[("state", PART, "value"), ("value", PART, "5"), ("seen", PART, "2")], &submit)
            .await;
        assert!(answer.body.contains("mà nó là một phần"), "{}", answer.body);
        let fields = [("state", PART, "value"), ("value", PART, "4"), ("seen", PART, "3")];
        let answer = office.fill(&fields, &submit).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let one = Some(Figure::from_ten_thousandths(Figure::ONE));
        assert_eq!(office.contents().await.cells[DONE].cell.value, one);
        // Another task done afterwards changes nothing of what was sent.
        done_for(app, office.office, (plan, clause), whole.run.first_on).await;
        assert_eq!(office.contents().await.cells[DONE].cell.value, one);
        let tx = app.db.read().await.expect("reads");
        let whole = store::whole(&tx, office.id).await.expect("there");
        let stored = store::cells(&tx, &whole).await.expect("read");
        assert_eq!((stored[DONE].cell.value, stored[DONE].number), (one, 1));
        assert_eq!(stored[DOUBLE].number, 0, "what is worked out is never written down");
    })
    .await;
}

#[tokio::test]
async fn a_section_shows_what_the_return_has_of_its_clause() {
    each_database(async |db| {
        let office = Office::new(db).await;
        let app = &office.program.app;
        let (_, clause, whole) = office.with_plan().await;
        let path = format!("/bo/returns/{}", office.id);
        let page = async || office.program.get(&office.officer.cookie, &path).await.body;
        assert!(!page().await.contains("nhiệm vụ của mục này"), "no section is about a clause");
        let tx = app.db.housekeeping().await.expect("writes");
        store::testing_about(&tx, whole.regime.id, clause, "II").await.expect("bound");
        tx.commit().await.expect("commits");
        assert_eq!(
            page().await.matches("Chỉ tiêu và nhiệm vụ của mục này (2)").count(),
            2,
            "{}",
            page().await
        );
    })
    .await;
}

#[tokio::test]
async fn a_newer_version_of_the_plan_counts_with_the_one_it_replaces() {
    each_database(async |db| {
        let office = Office::new(db).await;
        let app = &office.program.app;
        let first = crate::plan::testing::kept(app, office.town).await;
        let second = crate::plan::testing::newer(app, office.town, first.0).await;
        let third = crate::plan::testing::newer(app, office.town, second.0).await;
        let other = crate::plan::testing::kept(app, office.town).await;
        let day = found(app, office.id).await.run.first_on;
        for of in [first, second, third, other] {
            done_for(app, office.office, of, day).await;
        }
        for of in [first, second, third] {
            of_plan(app, found(app, office.id).await.regime.id, of.0).await;
            let three = Some(Figure::from_ten_thousandths(3 * Figure::ONE));
            assert_eq!(office.contents().await.cells[DONE].cell.value, three);
        }
        set_by(app, office.of[TEXT], third.0, third.1).await;
        let coordinator = somebody(app, Role::Coordinator, Some(office.town)).await;
        for (plan, is_there) in [(first.0, true), (third.0, true), (other.0, false)] {
            let form = office.program.get(&coordinator.cookie, &format!("/bo/regimes/new?plan={plan}")).await;
            assert_eq!(form.body.contains(&office.of[TEXT].to_string()), is_there, "{}", form.body);
        }
    })
    .await;
}

#[tokio::test]
async fn answers_and_formulas_are_told_of_all_units() {
    each_database(async |db| {
        let office = Office::new(db).await;
        let app = &office.program.app;
        let typed = |number: &'static str, yes: &'static str| {
            vec![
                ("state", NUMBER, "value"),
                ("value", NUMBER, number),
                ("state", YES_NO, "value"),
                ("value", YES_NO, yes),
                ("state", TEXT, "value"),
                ("text", TEXT, "Đã có đề án"),
                ("state", PART, "value"),
                ("value", PART, number),
                ("state", OTHER_PART, "not_applicable"),
                ("state", SCALE, "value"),
                ("value", SCALE, "2"),
                ("state", MEAN, "not_applicable"),
            ]
        };
        let answer = office.fill(&typed("4", "1"), &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let coordinator = somebody(app, Role::Coordinator, Some(office.town)).await;
        let run = found(app, office.id).await.run.id;
        let page = office.program.get(&coordinator.cookie, &format!("/bo/periods/{run}/figures")).await;
        for shown in ["1/1 trả lời “Có”", "<strong>8", ">Thấp: 0<", ">Vừa: 1<"] {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        for (of, shown) in [(TEXT, "Đã có đề án"), (SCALE, "Vừa"), (DOUBLE, "<strong>8"), (YES_NO, ">Có<")]
        {
            let path = format!("/bo/periods/{run}/figures?indicator={}", office.of[of]);
            let page = office.program.get(&coordinator.cookie, &path).await;
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_regime_asks_for_what_was_ticked_and_for_all_that_it_is_worked_out_of() {
    each_database(async |db| {
        let office = Office::new(db).await;
        let app = &office.program.app;
        let coordinator = somebody(app, Role::Coordinator, Some(office.town)).await;
        let (plan, _) = crate::plan::testing::kept(app, office.town).await;
        let path = format!("/bo/regimes/new?plan={plan}");
        let form = office.program.get(&coordinator.cookie, &path).await;
        let fields = fields_of(&form.body);
        let set_up = async |ticked: &[Uuid]| {
            let ids: Vec<_> = ticked.iter().map(Uuid::to_string).collect();
            let kept = fields.iter().filter(|(name, _)| !["indicators", "key"].contains(&name.as_str()));
            let mut fields: Vec<_> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
            fields.extend(ids.iter().map(|id| ("indicators", id.as_str())));
            office.program.post(&coordinator.cookie, "/bo/regimes", &fields).await
        };
        let foreign = indicator(app, unit(app, "Huyện", None).await).await;
        let refused = set_up(&[office.of[TEXT], foreign]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let kept = set_up(&[office.of[DOUBLE], office.of[TEXT], office.of[PART]]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        let id: Uuid = kept.place().trim_start_matches("/bo/regimes/").parse().expect("an id");
        let measured = store::measured(&db.read().await.expect("reads"), id).await.expect("read");
        // The number of which another is worked out came along, and so did the other part; both stand right below it.
        let at = |place: usize| measured.iter().position(|one| *one == office.of[place]);
        let below = at(NUMBER).map(|above| [Some(above + 1), Some(above + 2)]);
        assert!(below == Some([at(PART), at(OTHER_PART)]) || below == Some([at(OTHER_PART), at(PART)]));
        assert!(measured.len() == 5 && at(TEXT).is_some() && at(DOUBLE).is_some(), "{measured:?}");
    })
    .await;
}
