//! Work set up by hand, done to several tasks at once, looked at as a board and taken away as a file.

use axum::http::StatusCode;
use db::testing::each_database;
use uuid::Uuid;

use super::{Town, rows, task, town};
use crate::tasks::model::State;
use crate::tasks::testing::{found, task_in};
use crate::testing::Program;
use crate::units::testing::unit;

fn body(there: &Town) -> Vec<(&'static str, String)> {
    vec![
        ("key", Uuid::from_u128(42).to_string()),
        ("title", "Xây dựng mô hình dưa lưới công nghệ cao".to_owned()),
        ("lead", there.office.to_string()),
        ("due_on", "2026-12-20".to_owned()),
    ]
}

async fn send(
    program: &Program,
    cookie: &str,
    path: &str,
    fields: &[(&str, String)],
) -> crate::testing::Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    program.post(cookie, path, &fields).await
}

#[tokio::test]
async fn work_is_set_up_by_hand_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let helping = unit(&program.app, "Trạm Khuyến nông", Some(there.town)).await;
        let cookie = there.coordinator.cookie.as_str();
        let fields = [body(&there), vec![("helping", helping.to_string())]].concat();
        for _ in 0..2 {
            let answer = send(&program, cookie, "/bo/tasks", &fields).await;
            assert_eq!(answer.place(), format!("/bo/tasks/{}", Uuid::from_u128(42)), "{}", answer.body);
        }
        assert_eq!(rows(db, "tasks").await, 1);
        let page = program.get(&there.officer.cookie, &format!("/bo/tasks/{}", Uuid::from_u128(42))).await;
        assert!(page.body.contains("dưa lưới") && page.body.contains("Trạm Khuyến nông"), "{}", page.body);

        // A second one like it: seen first, then set up all the same.
        let twin = [
            vec![("title", "Xây dựng mô hình dưa lưới, công nghệ cao".to_owned())],
            body(&there)[2..].to_vec(),
        ]
        .concat();
        let seen = send(&program, cookie, "/bo/tasks", &twin).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.body.contains(&format!("/bo/tasks/{}", Uuid::from_u128(42))), "{}", seen.body);
        assert_eq!(rows(db, "tasks").await, 1);
        let anyway = [twin, vec![("anyway", "1".to_owned())]].concat();
        assert_eq!(send(&program, cookie, "/bo/tasks", &anyway).await.status, StatusCode::SEE_OTHER);

        // What comes again: its key is that of the series, and the first run is found again.
        let mut recurring = body(&there);
        recurring[0].1 = Uuid::from_u128(43).to_string();
        recurring.extend([("every", "monthly".to_owned()), ("anyway", "1".to_owned())]);
        let first = send(&program, cookie, "/bo/tasks", &recurring).await;
        let again = send(&program, cookie, "/bo/tasks", &recurring).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        // The last day of this month has passed: the first run is that of the next.
        assert_eq!((first.place(), again.place()), ("/bo/tasks", "/bo/tasks"));
        assert_eq!((rows(db, "tasks").await, rows(db, "task_series").await), (2, 1));
        let other =
            [vec![recurring[0].clone(), ("title", "Việc khác hẳn".to_owned())], body(&there)[2..].to_vec()]
                .concat();
        let taken = send(&program, cookie, "/bo/tasks", &other).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "its id is that of other work");
        db.clock.advance(chrono::TimeDelta::days(10));
        crate::tasks::make_runs(program.app.clone()).await.expect("made");
        assert_eq!(rows(db, "tasks").await, 3);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_new_work_is_said_and_nothing_is_set_up() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let elsewhere = unit(&program.app, "Thị xã khác", None).await;
        for (field, value, said) in [
            ("title", String::new(), "title-error"),
            ("title", "a".repeat(1_001), "title-error"),
            ("lead", String::new(), "lead-error"),
            ("lead", elsewhere.to_string(), "lead-error"),
            ("lead", "' OR 1=1".to_owned(), "lead-error"),
            ("due_on", "31/02/2026".to_owned(), "due_on-error"),
            ("every", "hourly".to_owned(), "every-error"),
            ("helping", Uuid::from_u128(9).to_string(), "helping"),
        ] {
            let mut fields = body(&there);
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value.clone()));
            let answer = send(&program, &there.coordinator.cookie, "/bo/tasks", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            assert!(answer.body.contains(said), "{field} {value}: {}", answer.body);
            assert!(
                field == "title" || answer.body.contains("dưa lưới"),
                "the form comes back: {}",
                answer.body
            );
        }
        assert_eq!(rows(db, "tasks").await, 0);
    })
    .await;
}

#[tokio::test]
async fn several_tasks_change_together_or_not_at_all() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let next = unit(&program.app, "Phòng Văn hóa", Some(there.town)).await;
        let (one, two) = (found(&program.app, there.office).await, found(&program.app, there.office).await);
        let over = task_in(&program.app, there.office, State::ConfirmedDone).await;
        let cookie = there.coordinator.cookie.as_str();
        let chosen = |tasks: &[(Uuid, i32)], more: &[(&'static str, String)]| {
            let tasks = tasks.iter().map(|(id, revision)| ("task", format!("{id}.{revision}")));
            let rest = [("back", "q=rau&page=1".to_owned()), ("words", "Phân công lại".to_owned())];
            tasks.chain(rest).chain(more.iter().cloned()).collect::<Vec<_>>()
        };
        let to = [("do", "hand-over".to_owned()), ("to", next.to_string())];
        // One that is over among them, none chosen, nothing said whom to.
        // … or one that has changed since it was seen.
        for fields in [
            chosen(&[(one, 1), (over, 2)], &to),
            chosen(&[], &to),
            chosen(&[(one, 1)], &[]),
            chosen(&[(two, 1), (one, 7)], &to),
        ] {
            let answer = send(&program, cookie, "/bo/tasks/chosen", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                answer.body.contains("Phân công lại") && answer.body.contains("value=\"rau\""),
                "{}",
                answer.body
            );
            assert_eq!(task(db, one).await.lead, there.office);
        }
        let answer = send(&program, cookie, "/bo/tasks/chosen", &chosen(&[(one, 1), (two, 1)], &to)).await;
        assert_eq!(answer.place(), "/bo/tasks?q=rau&page=1", "{}", answer.body);
        assert_eq!((task(db, one).await.lead, task(db, two).await.lead), (next, next));
        let later = [("do", "extend".to_owned()), ("due_on", "2027-03-31".to_owned())];
        send(&program, cookie, "/bo/tasks/chosen", &chosen(&[(one, 2), (two, 2)], &later)).await;
        assert_eq!(task(db, two).await.due_on.map(|day| day.to_string()).as_deref(), Some("2027-03-31"));
    })
    .await;
}

#[tokio::test]
async fn tasks_are_seen_as_a_board_and_taken_away_as_files() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        for state in State::ALL {
            task_in(&program.app, there.office, state).await;
        }
        let mut formula = body(&there);
        formula[1].1 = "=HYPERLINK(\"http://x\")".to_owned();
        send(&program, &there.coordinator.cookie, "/bo/tasks", &formula).await;
        let cookie = there.officer.cookie.as_str();
        let before = db.statements();
        let board = program.get(cookie, "/bo/tasks?view=board").await;
        assert_eq!(board.body.matches("<section class=\"board-column\"").count(), 7, "{}", board.body);
        assert_eq!(board.body.matches("<li class=\"card\">").count(), 8);
        assert!(db.statements() - before <= 10, "who asks, counts, seven columns, units");

        let csv = program.get(cookie, "/bo/tasks/values.csv?term=open").await;
        assert!(csv.headers["content-disposition"].to_str().expect("letters").starts_with("attachment"));
        assert_eq!(csv.body.lines().count(), 1 + 6, "{}", csv.body);
        assert!(csv.body.contains("\"'=HYPERLINK(\"\"http:"), "{}", csv.body);
        let sheet = program.get(cookie, "/bo/tasks/sheet.xlsx?q=rau").await;
        assert!(sheet.body.starts_with("PK") && sheet.status == StatusCode::OK);
        let calendar = program.get(cookie, "/bo/tasks/calendar.ics").await.body;
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4, "{calendar}");
        for line in [
            "PRODID:-//BioKhe//BioKhe//VI",
            "DTSTART;VALUE=DATE:20261130",
            "DTEND;VALUE=DATE:20261201",
            "URL:https://biokhe.example.vn/bo/tasks/",
        ] {
            assert!(calendar.contains(line), "{line}: {calendar}");
        }
    })
    .await;
}
