//! Who is told, and the page.

use std::time::Duration;

use axum::http::StatusCode;
use db::testing::{count, each_database};
use futures_util::future::join_all;
use tokio_util::sync::CancellationToken;

use super::{at, told, town};
use crate::access::Role;
use crate::notices::{actions, store};
use crate::people::testing::{delegation, kept_out, session, somebody, without_role};
use crate::tasks::State;
use crate::tasks::testing::{found, task_in};
use crate::testing::Program;
use crate::units::testing::unit;

#[tokio::test]
async fn what_was_told_long_ago_is_forgotten() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        // Due on the 30th of November.
        found(app, there.office).await;
        at(db, "2026-12-07", 1);
        actions::remind(app).await.expect("runs");
        at(db, "2026-12-08", 1);
        actions::remind(app).await.expect("runs");
        let sweep = async |day| {
            at(db, day, 1);
            crate::sweep::sweep(app.clone()).await.expect("swept");
            (told(db, &there.officer).await, told(db, &there.leader).await)
        };
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let swept = async || count(&db.read().await.expect("reads"), "audit_events").await;
        let before = swept().await;
        let all = (names(&["overdue", "overdue"]), names(&["escalated"]));
        assert_eq!(sweep("2028-01-11").await, all, "400 days after the first");
        assert_eq!(swept().await, before, "where nothing went, nothing is written");
        assert_eq!(sweep("2028-01-12").await, (names(&["overdue"]), Vec::new()));
        assert_eq!(swept().await, before + 1);
        // Still nobody did it: that is said again, once.
        for _ in 0..2 {
            actions::remind(app).await.expect("runs");
            assert_eq!(told(db, &there.leader).await, names(&["escalated"]));
        }
    })
    .await;
}

#[tokio::test]
async fn those_whom_it_concerns_are_told_once_at_each_step() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        at(db, "2026-11-15", 1);
        let there = town(&program).await;
        let other = unit(app, "Phòng Nội vụ", Some(there.town)).await;
        let elsewhere = somebody(app, Role::Officer, Some(other)).await;
        let deputy = somebody(app, Role::Viewer, Some(other)).await;
        delegation(app, &there.officer, &deputy).await;
        let disabled = somebody(app, Role::Officer, Some(there.office)).await;
        kept_out(app, &disabled, false).await;
        let gone = somebody(app, Role::Officer, Some(there.office)).await;
        without_role(app, &gone).await;
        // Due on the 30th of November.
        found(app, there.office).await;
        let (officers, leaders) = ([&there.officer, &deputy], [&there.leader, &there.coordinator]);
        let mut expected = (Vec::new(), Vec::new());
        for (day, officer, leader) in [
            ("2026-11-15", None, None),
            ("2026-11-16", Some("due_soon"), None),
            ("2026-11-17", None, None),
            ("2026-11-24", Some("due_soon"), None),
            ("2026-11-29", Some("due_soon"), None),
            ("2026-11-30", None, None),
            ("2026-12-01", Some("overdue"), None),
            ("2026-12-06", None, None),
            ("2026-12-07", None, Some("escalated")),
            ("2026-12-08", Some("overdue"), None),
            ("2026-12-14", None, None),
            ("2026-12-15", Some("overdue"), None),
        ] {
            at(db, day, 1);
            let runs = join_all((0..4).map(|_| actions::remind(app))).await;
            assert!(runs.iter().all(Result::is_ok), "{day}: {runs:?}");
            assert_eq!(actions::remind(app).await.expect("runs"), 0, "{day}");
            expected.0.extend(officer.map(str::to_owned));
            expected.1.extend(leader.map(str::to_owned));
            for person in officers {
                assert_eq!(told(db, person).await, expected.0, "{day}");
            }
            for person in leaders {
                assert_eq!(told(db, person).await, expected.1, "{day}");
            }
            for person in [&elsewhere, &disabled, &gone] {
                assert_eq!(told(db, person).await, Vec::<String>::new(), "{day}");
            }
        }
        // Who comes later is told what holds, once.
        let newcomer = somebody(app, Role::Officer, Some(there.office)).await;
        actions::remind(app).await.expect("runs");
        assert_eq!(told(db, &newcomer).await, ["overdue"]);
        // Another last day is another thing to be told.
        at(db, "2026-12-15", 2);
        let id = crate::tasks::due_until(
            &app.db.read().await.expect("reads"),
            "2027-01-01".parse().expect("a day"),
        )
        .await
        .expect("tasks")[0]
            .id;
        let fields = [("revision", "1"), ("due_on", "2026-12-20"), ("words", "Chờ vốn")];
        let cookie = session(app, there.coordinator.id).await;
        let answer = program.post(&cookie, &format!("/bo/tasks/{id}/extension"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        actions::remind(app).await.expect("runs");
        assert_eq!(told(db, &newcomer).await, ["overdue", "due_soon"]);
    })
    .await;
}

#[tokio::test]
async fn dates_are_looked_at_once_a_day_and_a_missed_day_is_caught_up() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        let words = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
        at(db, "2026-11-24", 0);
        found(app, there.office).await;
        assert_eq!(actions::remind_daily(app).await.expect("tells"), 1);
        // The rest of the day costs one look.
        found(app, there.office).await;
        for hour in [1, 12, 23] {
            at(db, "2026-11-24", hour);
            let before = db.statements();
            assert_eq!(actions::remind_daily(app).await.expect("looks"), 0);
            assert_eq!(db.statements() - before, 1);
        }
        assert_eq!(told(db, &there.officer).await, words(&["due_soon"]));
        at(db, "2026-11-25", 0);
        assert_eq!(actions::remind_daily(app).await.expect("tells"), 1, "the other one");
        // Nobody looks for a week.
        at(db, "2026-12-02", 9);
        assert_eq!(actions::remind_daily(app).await.expect("tells"), 2);
        assert_eq!(told(db, &there.officer).await, words(&["due_soon", "due_soon", "overdue", "overdue"]));
    })
    .await;
}

#[tokio::test]
async fn a_day_that_was_told_in_part_is_told_to_its_end_in_short_transactions() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        somebody(app, Role::Officer, Some(there.office)).await;
        at(db, "2026-11-24", 1);
        let tasks = 101;
        for _ in 0..tasks {
            task_in(app, there.office, State::InProgress).await;
        }
        // A run that broke off after the first of them, before the day was written down.
        let tx = app.db.write(base::Actor::System).await.expect("writes");
        let all = crate::tasks::due_until(&tx, "2027-01-01".parse().expect("a day")).await.expect("tasks");
        let one = store::Notice {
            id: tx.next_id(),
            person: there.officer.id,
            about: crate::notices::model::About::Task(all[0].id),
            kind: crate::notices::model::Kind::DueSoon,
            occasion: crate::notices::model::reminders(
                &all[0],
                "2026-11-24".parse().expect("a day"),
                &app.notices.rules,
            )[0]
            .occasion
            .clone(),
            due_on: all[0].due_on,
            days: 6,
            day: "2026-11-24".parse().expect("a day"),
            told_at: tx.now(),
            read_at: None,
        };
        store::add(&tx, &[one]).await.expect("added");
        tx.record(db::Event::new("test.notice", "test"));
        tx.commit().await.expect("commits");
        let events = async || count(&db.read().await.expect("reads"), "audit_events").await;
        let before = events().await;
        assert_eq!(actions::remind_daily(app).await.expect("tells"), 2 * tasks - 1);
        assert_eq!(events().await - before, 2, "201 rows are two transactions");
        assert_eq!(told(db, &there.officer).await.len() as u64, tasks, "nobody twice");
    })
    .await;
}

#[tokio::test]
async fn what_happens_to_a_task_is_told_by_a_worker() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let next = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let next_officer = somebody(&program.app, Role::Officer, Some(next)).await;
        let next_leader = somebody(&program.app, Role::Leader, Some(next)).await;
        // Long before it is due.
        at(db, "2026-10-01", 8);
        let id = found(&program.app, there.office).await;
        let stop = CancellationToken::new();
        let settings = jobs::Settings { poll: Duration::from_millis(20), ..jobs::Settings::default() };
        let worker = jobs::Worker::new((**db).clone(), crate::handlers(&program.app), settings);
        let worker = tokio::spawn(worker.run(stop.clone()));
        let next = next.to_string();
        let (officer, leader, coordinator) = (&there.officer, &there.leader, &there.coordinator);
        let steps: [(_, _, &[(&str, &str)], _); 4] = [
            (
                officer,
                "completion",
                &[("done_on", "2026-09-20")],
                vec![(leader, "to_confirm"), (coordinator, "to_confirm")],
            ),
            (leader, "return", &[], vec![(officer, "returned")]),
            (
                coordinator,
                "handover",
                &[("to", next.as_str())],
                vec![(&next_officer, "handed_over"), (&next_leader, "handed_over")],
            ),
            (&next_officer, "progress", &[("percent", "50")], vec![]),
        ];
        for (revision, (who, verb, more, whom)) in steps.into_iter().enumerate() {
            let revision = (revision + 1).to_string();
            let fields = [&[("revision", revision.as_str()), ("words", "Theo biên bản")], more].concat();
            let answer = program.post(&who.cookie, &format!("/bo/tasks/{id}/{verb}"), &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{verb}: {}", answer.body);
            for _ in 0..500 {
                let waiting = count(&db.read().await.expect("reads"), "jobs").await;
                if waiting == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            for (person, kind) in whom {
                assert_eq!(told(db, person).await, [kind], "{verb}");
            }
        }
        stop.cancel();
        worker.await.expect("ends");
        assert_eq!(count(&db.read().await.expect("reads"), "notices").await, 5, "nobody else");
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_ones_own_in_few_statements() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let cookie = there.officer.cookie.as_str();
        let empty = program.get(cookie, "/bo/notices").await;
        assert!(empty.body.contains("Chưa có thông báo nào"), "{}", empty.body);
        assert!(!empty.body.contains("/bo/notices/read"));
        for _ in 0..store::PER_PAGE + 5 {
            task_in(&program.app, there.office, State::InProgress).await;
        }
        actions::remind(&program.app).await.expect("runs");
        for (path, lines) in
            [("", 30), ("?page=2", 5), ("?page=3", 0), ("?page=x", 30), ("?page=99999999999999999999", 30)]
        {
            let before = db.statements();
            let page = program.get(cookie, &format!("/bo/notices{path}")).await;
            assert!(db.statements() - before <= 4, "who asks, count, notices, tasks: {path}");
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(
                page.body.matches("Còn 7 ngày đến hạn 30/11/2026").count(),
                lines,
                "{path}: {}",
                page.body
            );
            assert_eq!(page.body.matches("/bo/tasks/").count(), lines, "{path}");
            assert_eq!(page.body.matches("class=\"is-new\"").count(), lines, "{path}");
        }
        assert!(!program.get(&there.leader.cookie, "/bo/notices").await.body.contains("Còn 7 ngày"));
        let desk = program.get(cookie, "/bo").await;
        assert!(desk.body.contains("href=\"/bo/notices\""), "{}", desk.body);
        // Who has lost their role sees that there was something, not what.
        without_role(&program.app, &there.officer).await;
        let page = program.get(cookie, "/bo/notices").await;
        assert_eq!(page.body.matches("không còn thuộc phạm vi").count(), 30);
        assert!(!page.body.contains("rau sạch"));
    })
    .await;
}

#[tokio::test]
async fn what_the_page_has_shown_is_marked_as_read() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let office = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        let other = somebody(&program.app, Role::Officer, Some(office)).await;
        for office in [there.office, office] {
            task_in(&program.app, office, State::InProgress).await;
        }
        actions::remind(&program.app).await.expect("runs");
        let page = program.get(&there.officer.cookie, "/bo/notices").await;
        let until = page.body.split("name=\"until\" value=\"").nth(1).expect("an instant");
        let until = until.split('"').next().expect("an instant").replace("&#43;", "+");
        db.clock.advance(chrono::TimeDelta::minutes(1));
        task_in(&program.app, there.office, State::InProgress).await;
        actions::remind(&program.app).await.expect("runs");
        let unread = async |cookie: &str| {
            program.get(cookie, "/bo/notices").await.body.matches("class=\"is-new\"").count()
        };
        assert_eq!(unread(&there.officer.cookie).await, 2);
        for hostile in ["x", "2026-13-01T00:00:00Z", "' OR 1=1 --"] {
            let answer = program.post(&there.officer.cookie, "/bo/notices/read", &[("until", hostile)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{hostile}");
        }
        assert_eq!(unread(&there.officer.cookie).await, 2);
        // Twice is once, and what came since stays new.
        for _ in 0..2 {
            let answer = program.post(&there.officer.cookie, "/bo/notices/read", &[("until", &until)]).await;
            assert_eq!(answer.place(), "/bo/notices");
            assert_eq!(unread(&there.officer.cookie).await, 1);
        }
        assert_eq!(unread(&other.cookie).await, 1, "another's stay new");
        program.post(&there.officer.cookie, "/bo/notices/read", &[]).await;
        assert_eq!(unread(&there.officer.cookie).await, 0);
    })
    .await;
}
