//! Tasks through their pages, on both databases.

mod lists;
mod page;
mod reform;
mod work;

use axum::http::StatusCode;
use base::Actor;
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use super::actions::{NewSeries, NewTask, found_series};
use super::model::{State, Task};
use super::series::Every;
use super::testing::{found, task_in};
use super::{jobs, store};
use crate::access::{Role, Scope};
use crate::people::testing::{Somebody, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

type Fields<'a> = &'a [(&'a str, &'a str)];

/// An office of a town, with who works there, who leads it and who runs the town's plans.
struct Town {
    town: Uuid,
    office: Uuid,
    officer: Somebody,
    leader: Somebody,
    coordinator: Somebody,
}

async fn town(program: &Program) -> Town {
    let town = unit(&program.app, "Thị xã An Khê", None).await;
    let office = unit(&program.app, "Phòng Kinh tế", Some(town)).await;
    Town {
        officer: somebody(&program.app, Role::Officer, Some(office)).await,
        leader: somebody(&program.app, Role::Leader, Some(office)).await,
        coordinator: somebody(&program.app, Role::Coordinator, Some(town)).await,
        town,
        office,
    }
}

async fn task(db: &TestDb, id: Uuid) -> Task {
    store::find(&db.read().await.expect("reads"), id, &Scope::All).await.expect("there")
}

async fn rows(db: &TestDb, table: &str) -> u64 {
    count(&db.read().await.expect("reads"), table).await.try_into().expect("few")
}

/// Does something on the page of a task at its last revision.
async fn act(
    program: &Program,
    db: &TestDb,
    who: &Somebody,
    id: Uuid,
    verb: &str,
    more: &[(&str, &str)],
) -> StatusCode {
    let revision = task(db, id).await.revision.to_string();
    let fields = [&[("revision", revision.as_str()), ("words", "Theo biên bản")], more].concat();
    program.post(&who.cookie, &format!("/bo/tasks/{id}/{verb}"), &fields).await.status
}

#[tokio::test]
async fn a_task_goes_its_way_and_its_history_tells_it() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let (officer, leader, coordinator) = (&there.officer, &there.leader, &there.coordinator);
        let steps: [(&Somebody, &str, Fields<'_>, State); 9] = [
            (officer, "progress", &[("percent", "30")], State::InProgress),
            (coordinator, "suspension", &[], State::Suspended),
            (coordinator, "resumption", &[], State::InProgress),
            (coordinator, "extension", &[("due_on", "2026-12-31")], State::InProgress),
            (officer, "completion", &[("done_on", "2026-11-20")], State::ReportedDone),
            (leader, "return", &[], State::Returned),
            (officer, "completion", &[("done_on", "2026-11-21")], State::ReportedDone),
            (leader, "confirmation", &[], State::ConfirmedDone),
            (officer, "comments", &[], State::ConfirmedDone),
        ];
        for (who, verb, more, state) in steps {
            assert_eq!(act(&program, db, who, id, verb, more).await, StatusCode::SEE_OTHER, "{verb}");
            assert_eq!(task(db, id).await.state, state, "{verb}");
        }
        let done = task(db, id).await;
        assert_eq!(done.first_due_on.map(|day| day.to_string()).as_deref(), Some("2026-11-30"));
        assert_eq!(done.due_on.map(|day| day.to_string()).as_deref(), Some("2026-12-31"));
        let page = program.get(&officer.cookie, &format!("/bo/tasks/{id}")).await;
        for words in ["Đã hoàn thành", "hạn ban đầu 30/11/2026", "Trả lại", "Theo biên bản", "đúng hạn"]
        {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert_eq!(rows(db, "task_events").await, 10);
        let log = program.get(&coordinator.cookie, "/bo/audit?domain=task").await;
        assert!(log.body.contains("đã xác nhận hoàn thành nhiệm vụ"), "{}", log.body);
    })
    .await;
}

#[tokio::test]
async fn nobody_confirms_their_own_report() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let done = [("done_on", "2026-11-20")];
        assert_eq!(act(&program, db, &there.leader, id, "completion", &done).await, StatusCode::SEE_OTHER);
        assert_eq!(
            act(&program, db, &there.leader, id, "confirmation", &[]).await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(task(db, id).await.state, State::ReportedDone);
        assert_eq!(
            act(&program, db, &there.coordinator, id, "confirmation", &[]).await,
            StatusCode::SEE_OTHER
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_changes_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let elsewhere = unit(&program.app, "Thị xã khác", None).await;
        let stranger = somebody(&program.app, Role::Officer, Some(other)).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let before = task(db, id).await;
        let (officer, coordinator) = (&there.officer, &there.coordinator);
        let long = "x".repeat(5_000);
        let elsewhere = elsewhere.to_string();
        let cases: [(&Somebody, &str, Fields<'_>, StatusCode); 11] = [
            (officer, "progress", &[("percent", "101")], StatusCode::UNPROCESSABLE_ENTITY),
            (officer, "progress", &[("percent", "<b>")], StatusCode::UNPROCESSABLE_ENTITY),
            (officer, "progress", &[("percent", "")], StatusCode::UNPROCESSABLE_ENTITY),
            (officer, "completion", &[("done_on", "2126-01-01")], StatusCode::UNPROCESSABLE_ENTITY),
            (officer, "completion", &[("done_on", "31/2/2026")], StatusCode::UNPROCESSABLE_ENTITY),
            (coordinator, "extension", &[("due_on", "2020-01-01")], StatusCode::UNPROCESSABLE_ENTITY),
            (coordinator, "handover", &[("to", &elsewhere)], StatusCode::UNPROCESSABLE_ENTITY),
            (coordinator, "handover", &[("to", "x")], StatusCode::UNPROCESSABLE_ENTITY),
            (coordinator, "resumption", &[], StatusCode::UNPROCESSABLE_ENTITY),
            (officer, "cancellation", &[], StatusCode::FORBIDDEN),
            (&stranger, "comments", &[], StatusCode::NOT_FOUND),
        ];
        for (who, verb, more, status) in cases {
            assert_eq!(act(&program, db, who, id, verb, more).await, status, "{verb} {more:?}");
        }
        let path = format!("/bo/tasks/{id}/comments");
        for words in ["", "   ", long.as_str()] {
            let answer = program.post(&officer.cookie, &path, &[("words", words)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!((task(db, id).await, rows(db, "task_events").await), (before, 0));
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once_and_an_old_one_is_refused() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let (path, key) = (format!("/bo/tasks/{id}/progress"), program.app.db.next_id().to_string());
        let fields = [("revision", "1"), ("percent", "10"), ("words", "Đã họp"), ("key", key.as_str())];
        for _ in 0..2 {
            let answer = program.post(&there.officer.cookie, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        let late = program.post(&there.leader.cookie, &path, &fields[..3]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("Có người vừa thay đổi") && late.body.contains("Đã họp"), "{}", late.body);
        assert_eq!(rows(db, "task_events").await, 2);
    })
    .await;
}

#[tokio::test]
async fn fifty_who_change_it_at_once_are_heard_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let path = format!("/bo/tasks/{id}/progress");
        let fields = [("revision", "1"), ("percent", "10"), ("words", "Đã họp")];
        let answers = futures_util::future::join_all(
            (0..50).map(|_| program.post(&there.officer.cookie, &path, &fields)),
        )
        .await;
        let heard = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
        assert_eq!((heard, task(db, id).await.revision), (1, 2));
        assert_eq!(rows(db, "task_events").await, 2);
    })
    .await;
}

#[tokio::test]
async fn tasks_of_units_that_ended_are_handed_over() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let next = unit(&program.app, "Phòng Kinh tế, Hạ tầng và Đô thị", Some(there.town)).await;
        let cookie = there.coordinator.cookie.as_str();
        let share = format!("share.{}.{next}", there.office);
        let act = [
            ("act", "12/NQ-HĐND"),
            ("act_on", "2025-06-16"),
            ("effective_on", "2025-07-01"),
            (share.as_str(), "100"),
        ];
        let answer = program.post(cookie, "/bo/successions", &act).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = program.get(cookie, "/bo/tasks/unowned").await;
        assert!(page.body.contains(&format!("value=\"{next}\" selected")), "{}", page.body);
        let field = format!("to.{}", there.office);
        let nothing = program.post(cookie, "/bo/tasks/handovers", &[(&field, ""), ("words", "x")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let chosen = [(field.as_str(), &*next.to_string()), ("words", "Theo 12/NQ-HĐND")];
        assert_eq!(program.post(cookie, "/bo/tasks/handovers", &chosen).await.place(), "/bo/tasks/unowned");
        assert_eq!(task(db, id).await.lead, next);
        let page = program.get(cookie, "/bo/tasks/unowned").await;
        assert!(page.body.contains("Mọi nhiệm vụ chưa hoàn thành đều có đơn vị"), "{}", page.body);
        // Who led it sees it still, and what happened.
        let page = program.get(&there.officer.cookie, &format!("/bo/tasks/{id}")).await;
        assert!(page.body.contains("Theo 12/NQ-HĐND"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn recurring_work_has_one_run_for_each_period() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let tx = program.app.db.write(Actor::System).await.expect("writes");
        let task = NewTask {
            id: None,
            origin: None,
            title: "Báo cáo năm".to_owned(),
            deliverable: None,
            lead: there.office,
            others: Vec::new(),
            due_on: None,
            series: None,
        };
        let new = NewSeries {
            task,
            every: Every::Quarter,
            month_day: None,
            first_on: "2023-06-07".parse().expect("a day"),
            last_on: None,
        };
        found_series(&tx, new).await.expect("set up");
        tx.commit().await.expect("commits");
        for _ in 0..2 {
            jobs::make_runs(program.app.clone()).await.expect("looked");
            assert_eq!(rows(db, "tasks").await, 1);
        }
        db.clock.advance(chrono::TimeDelta::days(92));
        jobs::make_runs(program.app.clone()).await.expect("looked");
        assert_eq!(rows(db, "tasks").await, 2);
        // Ended by a run's page, no further one is made.
        let last = store::all(&db.read().await.expect("reads")).await.expect("listed").pop().expect("one").id;
        let there =
            Town { coordinator: somebody(&program.app, Role::Coordinator, Some(there.town)).await, ..there };
        assert_eq!(
            act(&program, db, &there.coordinator, last, "series-end", &[]).await,
            StatusCode::SEE_OTHER
        );
        db.clock.advance(chrono::TimeDelta::days(92));
        jobs::make_runs(program.app.clone()).await.expect("looked");
        assert_eq!(rows(db, "tasks").await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_list_answers_its_question_in_few_statements() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        for state in State::ALL {
            task_in(&program.app, there.office, state).await;
        }
        for (query, expected) in [
            ("", 5),
            ("?state=all", 7),
            ("?state=overdue", 0),
            ("?term=open", 5),
            ("?state=returned", 1),
            ("?q=RAU+sach", 7),
            ("?q=khong+co", 0),
            (&format!("?unit={}", there.town), 7),
            (&format!("?unit={}", Uuid::nil()), 0),
            ("?state=king&term=x&unit=y&page=-1", 7),
        ] {
            let before = db.statements();
            let page = program.get(&there.officer.cookie, &format!("/bo/tasks{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.body.matches("<tr><td>").count(), expected, "{query}: {}", page.body);
            assert!(db.statements() - before <= 4, "who asks, count, tasks, units: {query}");
        }
        let before = db.statements();
        let desk = program.get(&there.leader.cookie, "/bo").await;
        assert!(desk.body.contains("Chờ xác nhận") && desk.body.contains("Bị trả lại"), "{}", desk.body);
        assert!(db.statements() - before <= 7, "who asks, three piles of tasks, reports, documents, units");
    })
    .await;
}
