//! A report that is asked for once.

use db::sea_orm::{ConnectionTrait, Statement};

use super::*;
use crate::returns::model::Run;

/// The form as it was filled, but for what a case changes.
fn filled<'a>(town: &'a [String; 2], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let [unit, asked] = town;
    let mut fields = vec![
        ("unit", unit.as_str()),
        ("asked", asked.as_str()),
        ("kind", "once"),
        ("title", "Thiệt hại do bão số 13"),
        ("first_on", "2026-11-01"),
        ("last_on", "2026-11-20"),
        ("opens_on", "2026-11-20"),
        ("due_on", "2026-11-27"),
        ("sections", "Tình hình\nKiến nghị"),
    ];
    for (name, value) in changed {
        fields.retain(|(field, _)| field != name);
        fields.push((name, value));
    }
    fields
}

/// The one period of what an answer leads to.
async fn run(db: &TestDb, answer: &Answer) -> Run {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let id: Uuid = answer.place().trim_start_matches("/bo/regimes/").parse().expect("an id");
    let runs = store::runs(&db.read().await.expect("reads"), &[id]).await.expect("read");
    assert_eq!(runs.len(), 1);
    runs[0].1.clone()
}

#[tokio::test]
async fn somebody_asks_once_and_some_units_alone() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let left_out = unit(app, "Phòng Nội vụ", Some(town.town)).await;
        let ids = [town.town, town.office].map(|id| id.to_string());
        let send = async |changed: &[(&str, &str)]| {
            let fields = filled(&ids, changed);
            town.program.post(&town.coordinator.cookie, "/bo/regimes/once", &fields).await
        };
        let page = town.program.get(&town.coordinator.cookie, "/bo/regimes/once").await;
        let tick = format!("name=\"asked\" value=\"{left_out}\" checked");
        assert!(page.status == StatusCode::OK && page.body.contains(&tick), "{}", page.body);
        let foreign = indicator(app, unit(app, "Huyện", None).await).await;
        let (nobody, measured) = (Uuid::nil().to_string(), foreign.to_string());
        for changed in [
            &[("asked", nobody.as_str())][..],
            &[("asked", "")],
            &[("unit", &nobody)],
            &[("kind", "x")],
            &[("title", "")],
            &[("last_on", "2026-10-31")],
            &[("first_on", "x")],
            // It is over, and it would be before it is asked for.
            &[("opens_on", "2026-11-10"), ("due_on", "2026-11-15")],
            &[("due_on", "2026-11-19")],
            &[("sends_on", "2026-11-26")],
            &[("sections", "")],
            // Another authority's.
            &[("indicators", &measured)],
        ] {
            let refused = send(changed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
            assert!(refused.body.contains("Thiệt hại") || changed[0].0 == "title", "what was typed stays");
        }
        let jobs = async || {
            let tx = db.read().await.expect("reads");
            let sql = format!("SELECT id FROM jobs WHERE kind = '{}'", super::super::HAPPENED);
            let all = Statement::from_string(tx.get_database_backend(), sql);
            tx.query_all_raw(all).await.expect("rows").len()
        };
        assert_eq!(jobs().await, 0);
        let before = count(&db.read().await.expect("reads"), "returns").await;
        let key = Uuid::from_u128(91).to_string();
        let first = send(&[("key", &key)]).await;
        let again = send(&[("key", &key)]).await;
        assert_eq!(first.place(), again.place(), "sent twice, it is asked once");
        let one = run(db, &first).await;
        assert_eq!((one.state, one.period.to_string().as_str()), (RunState::Open, "2026-11-01--2026-11-20"));
        let returns =
            store::of_run(&db.read().await.expect("reads"), one.id, &Scope::All).await.expect("read");
        assert_eq!(count(&db.read().await.expect("reads"), "returns").await, before + 1);
        assert_eq!(jobs().await, 1, "it is told at once");
        assert_eq!((returns[0].unit, returns[0].due_on.to_string()), (town.office, "2026-11-27".to_owned()));
        let page = town.program.get(&town.coordinator.cookie, first.place()).await;
        assert!(page.body.contains("Đột xuất") && page.body.contains("Phòng Kinh tế"), "{}", page.body);
        let path = format!("/bo/returns/{}", returns[0].id);
        let page = town.program.get(&town.officer.cookie, &path).await;
        assert!(page.body.contains("Từ 01/11/2026 đến 20/11/2026"), "{}", page.body);
        let sent =
            town.program.post(&town.officer.cookie, &path, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        // Days off move nothing that was chosen.
        days_changed(app, town.town).await.expect("runs");
        assert_eq!(run(db, &first).await.due_on, one.due_on);
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_on_a_later_day_opens_then() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let ids = [town.town, town.office].map(|id| id.to_string());
        let later = [("opens_on", "2026-12-01"), ("due_on", "2026-12-05"), ("kind", "theme")];
        let fields = filled(&ids, &later);
        let answer = town.program.post(&town.coordinator.cookie, "/bo/regimes/once", &fields).await;
        assert_eq!(run(db, &answer).await.state, RunState::Coming);
        let list = town.program.get(&town.coordinator.cookie, "/bo/returns").await;
        assert!(list.body.contains("Mở ngày 01/12/2026"), "{}", list.body);
        db.clock.set("2026-12-01T01:00:00Z".parse().expect("an instant"));
        super::super::periods::open_due(town.program.app.clone()).await.expect("opened");
        assert_eq!(run(db, &answer).await.state, RunState::Open);
        let owed = store::owed(&db.read().await.expect("reads"), Some(&[town.office]), None).await;
        let titles: Vec<_> = owed.expect("read").into_iter().map(|(_, _, title)| title).collect();
        assert!(titles.contains(&"Thiệt hại do bão số 13".to_owned()), "{titles:?}");
    })
    .await;
}

#[tokio::test]
async fn the_list_shows_some_regimes_and_of_each_what_is_open_or_next() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let today = web::format::day_of(app.db.clock().now());
        let mut first = Vec::new();
        for _ in 0..20 {
            first.push(regime(app, town.town, &[], today).await.0);
        }
        let page = |number: usize| format!("/bo/returns?page={number}");
        let statements = db.statements();
        let newest = town.program.get(&town.coordinator.cookie, &page(1)).await;
        assert!(db.statements() - statements <= 6);
        let shown = |body: &str| body.matches("<h3><a href=\"/bo/regimes/").count();
        assert_eq!(shown(&newest.body), 20);
        assert!(newest.body.contains("?page=2") && newest.body.contains("Năm 2027"), "{}", newest.body);
        assert!(!newest.body.contains("Năm 2028"), "not all periods: {}", newest.body);
        let oldest = town.program.get(&town.coordinator.cookie, &page(2)).await;
        assert_eq!(shown(&oldest.body), 1);
        assert!(oldest.body.contains("?page=1") && !oldest.body.contains("?page=3"), "{}", oldest.body);
        let tx = db.read().await.expect("reads");
        assert!(store::runs_now(&tx, &first, today).await.expect("read").len() < 3 * first.len());
    })
    .await;
}

#[tokio::test]
async fn a_section_tells_about_a_clause_of_the_plan() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let (plan, clause) = plan::testing::kept(&town.program.app, town.town).await;
        let ids = [town.town, town.office].map(|id| id.to_string());
        let plan_text = plan.to_string();
        let send = async |plan: &str, sections: &str| {
            let fields = filled(&ids, &[("plan", plan), ("sections", sections)]);
            town.program.post(&town.coordinator.cookie, "/bo/regimes/once", &fields).await
        };
        // No such clause, no plan, no title.
        for (plan, sections) in
            [(plan_text.as_str(), "Kết quả | 9"), ("", "Kết quả | 1"), (&plan_text, "| 1")]
        {
            let refused = send(plan, sections).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sections}");
            assert!(refused.body.contains(sections), "{}", refused.body);
        }
        let asked = send(&plan_text, "Kết quả | 1\nKiến nghị").await;
        let one = run(db, &asked).await;
        let link = format!("/bo/plans/{plan}/clauses/{clause}#clause");
        let page = town.program.get(&town.coordinator.cookie, asked.place()).await;
        assert!(page.body.contains(&link), "{}", page.body);
        let returns =
            store::of_run(&db.read().await.expect("reads"), one.id, &Scope::All).await.expect("read");
        let statements = db.statements();
        let page = town.program.get(&town.officer.cookie, &format!("/bo/returns/{}", returns[0].id)).await;
        assert!(db.statements() - statements <= 8, "goal 8");
        assert_eq!(page.body.matches(&link).count(), 1, "{}", page.body);
    })
    .await;
}
