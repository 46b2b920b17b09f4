//! The dashboard and what everybody sees, through the pages.

use std::collections::HashSet;

use axum::http::StatusCode;
use base::Actor;
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use super::loading::{Board, Public};
use crate::access::{Grant, Role, Signed};
use crate::consolidation::testing::Town;
use crate::indicators::testing::indicator;
use crate::people::testing::somebody;
use crate::tasks::State;
use crate::tasks::testing::task_in;
use crate::testing::{Answer, Program};
use crate::units::testing::unit;
use crate::{plan, returns, tasks};

fn seeing(unit: Uuid) -> Signed {
    let grants = vec![Grant { role: Role::Officer, unit: Some(unit) }];
    Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants)
}

fn today(program: &Program) -> chrono::NaiveDate {
    web::format::day_of(program.app.db.clock().now())
}

async fn board(program: &Program, unit: Uuid, asked: Option<Uuid>) -> base::Result<Board> {
    let tx = program.app.db.read().await.expect("reads");
    Board::load(&tx, &seeing(unit), asked, today(program)).await
}

/// Which indicator a town measures.
async fn measured(town: &Town) -> Uuid {
    let whole = returns::testing::found(&town.program.app, town.returned).await;
    let (_, run, _) =
        returns::run(&town.program.app.db.read().await.expect("reads"), whole.run.id).await.expect("there");
    assert_eq!(run.id, town.period);
    town.fields[0].strip_prefix("state.").and_then(|id| id.parse().ok()).expect("an id")
}

async fn publish(town: &Town, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/bo/units/{}/publication", town.town);
    town.program.post(&town.coordinator.cookie, &path, fields).await
}

#[tokio::test]
async fn tasks_are_counted_by_the_database_as_by_their_own_rule() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã", None).await;
        let [office, ward] = ["Phòng", "Phường"].map(|name| unit(app, name, Some(town)));
        let (office, ward) = (office.await, ward.await);
        let below = unit(app, "Tổ", Some(ward)).await;
        let other = unit(app, "Thị xã khác", None).await;
        for lead in [town, office, ward, below, other] {
            for state in State::ALL {
                task_in(app, lead, state).await;
            }
        }
        task_in(app, below, State::Cancelled).await;
        let tx = db.read().await.expect("reads");
        let all = tasks::all(&tx).await.expect("read");
        // Before the last day, on it and after it.
        for day in ["2026-11-19", "2026-11-30", "2026-12-01"] {
            let day = day.parse().expect("a day");
            let told = |leads: &[Uuid]| {
                let mut counts = tasks::Counts::default();
                all.iter()
                    .filter(|task| leads.contains(&task.lead))
                    .for_each(|task| counts.count(task.standing(day)));
                super::model::two_by_two(counts)
            };
            let board = Board::load(&tx, &seeing(town), None, day).await.expect("loads");
            assert_eq!(
                super::model::two_by_two(board.by_unit.all),
                told(&[town, office, ward, below]),
                "{day}"
            );
            assert_eq!(super::model::two_by_two(board.by_unit.own), told(&[town]), "{day}");
            let below_it: Vec<_> =
                board.by_unit.below.iter().map(|(id, one)| (*id, super::model::two_by_two(*one))).collect();
            assert_eq!(below_it, [(office, told(&[office])), (ward, told(&[ward, below]))], "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_board_tells_what_the_domains_tell() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let program = &town.program;
        let before = board(program, town.town, None).await.expect("loads");
        assert_eq!(before.outstanding.len(), 1);
        let one = &before.outstanding[0];
        assert_eq!((one.asked, one.owed, one.sent_since), (1, 1, 0));
        assert_eq!(
            one.owing.iter().map(|(unit, _)| before.name(*unit)).collect::<Vec<_>>(),
            ["Phòng Kinh tế"]
        );
        assert_eq!(before.indicators[0].latest, None);
        assert_eq!(before.clauses.len(), 1);
        assert_eq!(before.clauses[0].1.on_time, 1);

        town.report("Đã có ba mô hình.").await;
        returns::count_outcomes(program.app.clone()).await.expect("counted");
        let after = board(program, town.town, None).await.expect("loads");
        let one = &after.outstanding[0];
        assert_eq!((one.asked, one.owed, one.sent_since), (1, 0, 1));
        let latest = after.indicators[0].latest.clone().expect("reported");
        assert_eq!((latest.value, latest.is_whole()), (1234.5, true));

        let cookie = &town.coordinator.cookie;
        let page = program.get(cookie, "/bo/progress").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["1.234,5", "3–5", "Phòng Kinh tế", "<svg", "vượt", "Không còn báo cáo nào chưa gửi"]
        {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let indicator = measured(&town).await;
        assert!(page.body.contains(&format!("/bo/periods/{}/figures?indicator={indicator}", town.period)));
        let english = program.get(cookie, "/bo/progress?lang=en").await;
        assert!(english.body.contains("1,234.5"), "{}", english.body);

        let csv = program.fetch(cookie, "/bo/progress/figures.csv?part=units").await;
        let csv = String::from_utf8(csv).expect("UTF-8");
        assert!(csv.contains("Phòng Kinh tế,1,1,0,0,0"), "{csv}");
        let csv = program.fetch(cookie, "/bo/progress/figures.csv?part=nothing").await;
        assert!(String::from_utf8(csv).expect("UTF-8").contains(",1234.5,"));
        assert!(program.fetch(cookie, "/bo/progress/figures.xlsx").await.starts_with(b"PK"));
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_the_figures_of_others() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let program = &town.program;
        town.report("Đã có ba mô hình.").await;
        returns::count_outcomes(program.app.clone()).await.expect("counted");
        let other = unit(&program.app, "Thị xã khác", None).await;
        let stranger = somebody(&program.app, Role::Leader, Some(other)).await;
        for path in ["/bo/progress", "/bo/progress/figures.csv", "/bo/progress/figures.xlsx"] {
            let of = format!("{path}?unit={}", town.town);
            // Who sees a part of it sees that part alone.
            for who in [&stranger, &town.officer] {
                assert_eq!(program.get(&who.cookie, &of).await.status, StatusCode::NOT_FOUND, "{of}");
                assert_eq!(program.get(&who.cookie, path).await.status, StatusCode::OK, "{path}");
            }
            assert_eq!(program.get(&town.leader.cookie, &of).await.status, StatusCode::OK, "{of}");
        }
        for who in [&stranger, &town.officer] {
            let page = program.get(&who.cookie, "/bo/progress").await;
            assert!(!page.body.contains("1.234,5"), "{}", page.body);
        }
        for odd in
            ["?unit=x&indicator=%00", "?unit=&indicator=99999999999999999999", "?part=../../etc&unit=%27"]
        {
            assert_eq!(
                program.get(&town.leader.cookie, &format!("/bo/progress{odd}")).await.status,
                StatusCode::OK
            );
            assert_eq!(program.get("", &format!("/progress{odd}")).await.status, StatusCode::OK);
        }
        let nowhere = format!("/bo/progress?unit={}", Uuid::from_u128(7));
        assert_eq!(program.get(&town.leader.cookie, &nowhere).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_board_takes_six_statements_however_many_units_there_are() {
    each_database(async |db| {
        let town = Town::new(db).await;
        for at in 0..30 {
            let ward = unit(&town.program.app, &format!("Phường {at}"), Some(town.town)).await;
            task_in(&town.program.app, ward, State::InProgress).await;
        }
        for asked in [None, Some(town.town)] {
            let tx = db.read().await.expect("reads");
            let before = db.statements();
            let board =
                Board::load(&tx, &seeing(town.town), asked, today(&town.program)).await.expect("loads");
            let count = db.statements() - before;
            assert!(count <= 6, "{count} statements");
            assert_eq!(board.by_unit.below.len(), 31);
        }
    })
    .await;
}

#[tokio::test]
async fn what_happened_this_week_is_counted() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let office = unit(&program.app, "Phòng", Some(town)).await;
        let officer = somebody(&program.app, Role::Officer, Some(office)).await;
        let leader = somebody(&program.app, Role::Leader, Some(town)).await;
        let task = task_in(&program.app, office, State::InProgress).await;
        task_in(&program.app, office, State::ReportedDone).await;
        let day = today(&program).to_string();
        let done = [("revision", "2".to_owned()), ("words", "Xong".to_owned()), ("done_on", day)];
        let path = format!("/bo/tasks/{task}/completion");
        let answer = program.deliver(&officer.cookie, &path, &done, "evidence", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let told = board(&program, town, None).await.expect("loads");
        assert_eq!((told.reported, told.confirmed), (1, 0));
        let confirmed = [("revision", "3".to_owned())];
        let path = format!("/bo/tasks/{task}/confirmation");
        let answer = program.deliver(&leader.cookie, &path, &confirmed, "evidence", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let told = board(&program, office, None).await.expect("loads");
        assert_eq!((told.reported, told.confirmed), (1, 1));
        let other = unit(&program.app, "Phòng khác", Some(town)).await;
        let told = board(&program, other, None).await.expect("loads");
        assert_eq!((told.reported, told.confirmed), (0, 0));
        let later = today(&program) + chrono::Days::new(7);
        let tx = db.read().await.expect("reads");
        let told = Board::load(&tx, &seeing(town), None, later).await.expect("loads");
        assert_eq!((told.reported, told.confirmed), (0, 0));
    })
    .await;
}

async fn events(db: &TestDb) -> i64 {
    count(&db.read().await.expect("reads"), "audit_events").await
}

#[tokio::test]
async fn everybody_sees_what_is_ticked_and_nothing_else() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let program = &town.program;
        town.report("Đã có ba mô hình.").await;
        returns::count_outcomes(program.app.clone()).await.expect("counted");
        let id = measured(&town).await.to_string();
        let hidden = indicator(&program.app, town.town).await.to_string();
        let page = program.get("", "/progress").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Chưa có cơ quan nào công khai"), "{}", page.body);
        assert_eq!(program.get("", "/progress.csv").await.body.lines().count(), 1, "the heads alone");

        let form =
            program.get(&town.coordinator.cookie, &format!("/bo/units/{}/publication", town.town)).await;
        assert!(form.body.contains(&id) && form.body.contains("15/KH"), "{}", form.body);
        let before = events(db).await;
        assert_eq!(publish(&town, &[("indicator", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(events(db).await, before + 1);
        // Sent twice it is one tick.
        assert_eq!(publish(&town, &[("indicator", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(events(db).await, before + 1);
        let page = program.get("", "/progress").await;
        for words in ["Sông Trà", "1.234,5", "3–5", "<svg", "Cập nhật ngày"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert_eq!(page.headers["cache-control"], "public, max-age=60");
        assert_eq!(page.body.matches("mô hình rau sạch</span></th>").count(), 1, "{}", page.body);
        let values = program.get("", "/progress.csv?part=indicators").await;
        assert_eq!(values.headers["cache-control"], "public, max-age=60");
        assert!(values.body.contains(",1234.5,") && values.body.lines().count() == 2, "{}", values.body);
        let other = format!("/progress.csv?unit={}", Uuid::from_u128(7));
        assert_eq!(program.get("", &other).await.status, StatusCode::NOT_FOUND);
        for not in ["Người ", "Phòng Kinh tế", "15/KH", "/bo/periods", "/bo/indicators", &hidden] {
            assert!(!page.body.contains(not), "{not}: {}", page.body);
        }
        let audit = program.get(&town.coordinator.cookie, "/bo/audit").await;
        assert!(audit.body.contains("đã công khai tiến độ của một chỉ tiêu"), "{}", audit.body);

        // The tasks of a plan, beside the indicator that stays as it is.
        let tx = db.read().await.expect("reads");
        let (plan, ..) = plan::latest_among(&tx, &tasks::plans_led(&tx, town.town).await.expect("read"))
            .await
            .expect("read")
            .remove(0);
        drop(tx);
        let plan = plan.to_string();
        let both = [("indicator", id.as_str()), ("indicator_before", &id), ("plan", &plan)];
        assert_eq!(publish(&town, &both).await.status, StatusCode::SEE_OTHER);
        let page = program.get("", &format!("/progress?unit={}", town.town)).await;
        assert!(
            page.body.contains("Nhiệm vụ theo kế hoạch") && page.body.contains("1.234,5"),
            "{}",
            page.body
        );
        let public =
            Public::load(&db.read().await.expect("reads"), None, today(program)).await.expect("loads");
        assert_eq!(public.plans[0].2.on_time, 1);

        // Taken away it is gone; what the form was not about stays.
        assert_eq!(publish(&town, &[("indicator_before", &id)]).await.status, StatusCode::SEE_OTHER);
        let page = program.get("", "/progress").await;
        assert!(
            !page.body.contains("1.234,5") && page.body.contains("Nhiệm vụ theo kế hoạch"),
            "{}",
            page.body
        );
        assert_eq!(publish(&town, &[("plan_before", &plan)]).await.status, StatusCode::SEE_OTHER);
        let gone = program.get("", &format!("/progress?unit={}", town.town)).await;
        assert!(gone.body.contains("Chưa có cơ quan nào công khai"), "{}", gone.body);
        assert_eq!(program.get("", "/progress.csv").await.body.lines().count(), 1, "the heads alone");
        assert!(!gone.body.contains("Sông Trà"), "{}", gone.body);
        assert_eq!(events(db).await, before + 4);
    })
    .await;
}

#[tokio::test]
async fn nobody_publishes_what_is_not_theirs() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let program = &town.program;
        let other = unit(&program.app, "Thị xã khác", None).await;
        let theirs = indicator(&program.app, other).await.to_string();
        let own = measured(&town).await.to_string();
        for (fields, status) in [
            ([("indicator", theirs.as_str())], StatusCode::UNPROCESSABLE_ENTITY),
            ([("indicator", "x")], StatusCode::UNPROCESSABLE_ENTITY),
            ([("plan", own.as_str())], StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            assert_eq!(publish(&town, &fields).await.status, status, "{fields:?}");
        }
        let path = format!("/bo/units/{other}/publication");
        let answer = program.post(&town.coordinator.cookie, &path, &[("indicator", &theirs)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(program.get(&town.coordinator.cookie, &path).await.status, StatusCode::NOT_FOUND);
        let path = format!("/bo/units/{}/publication", town.town);
        for who in [&town.officer, &town.leader] {
            let answer = program.post(&who.cookie, &path, &[("indicator", &own)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
        let tx = db.read().await.expect("reads");
        assert_eq!(super::store::all(&tx).await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn ticks_of_two_who_tick_at_the_same_time_are_both_kept() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let [one, other] = [measured(&town).await, indicator(app, town.town).await];
        let tick = |id: Uuid| super::forms::Ticks {
            before: HashSet::new(),
            ticked: HashSet::from([super::model::Shown::Indicator(id)]),
        };
        let grants = vec![Grant { role: Role::Coordinator, unit: Some(town.town) }];
        let signed = Signed::new(town.coordinator.id, "Lan".to_owned(), String::new(), grants);
        let both = tokio::join!(
            super::actions::publish(app, &signed, town.town, tick(one)),
            super::actions::publish(app, &signed, town.town, tick(other)),
        );
        assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
        let tx = db.read().await.expect("reads");
        assert_eq!(super::store::of_unit(&tx, town.town).await.expect("read").len(), 2);
        assert_eq!(signed.actor(), Actor::Person(town.coordinator.id));
    })
    .await;
}
