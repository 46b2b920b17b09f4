//! The page of a task: what its forms send.

use axum::http::StatusCode;
use chrono::TimeDelta;
use db::testing::each_database;

use super::{act, rows, town};
use crate::access::Role;
use crate::people::testing::somebody;
use crate::tasks::testing::found;
use crate::testing::Program;

/// The key that the form of a verb on a page sends.
fn key(page: &str, path: &str) -> String {
    let (_, rest) = page.split_once(&format!("/{path}\" method=\"post\"")).expect("the form");
    let (_, rest) = rest.split_once("name=\"key\" value=\"").expect("a key");
    rest.split('"').next().expect("closed").to_owned()
}

#[tokio::test]
async fn one_page_sends_several_forms_each_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let cookie = there.officer.cookie.as_str();
        let page = program.get(cookie, &format!("/bo/tasks/{id}")).await.body;
        let comment = [("key", key(&page, "comments")), ("words", "Đã nhận".to_owned())];
        let progress = [
            ("key", key(&page, "progress")),
            ("revision", "1".to_owned()),
            ("percent", "20".to_owned()),
            ("words", "Đã họp".to_owned()),
        ];
        for _ in 0..2 {
            for (path, fields) in [("comments", comment.as_slice()), ("progress", progress.as_slice())] {
                let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let answer = program.post(cookie, &format!("/bo/tasks/{id}/{path}"), &fields).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
            }
        }
        assert_eq!(rows(db, "task_events").await, 3);
    })
    .await;
}

#[tokio::test]
async fn who_confirms_is_told_of_a_report_that_came_after_the_term() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        // Due on 30 November; days are those that pass before.
        for (days, done_on, is_told) in
            [(0, "2026-11-20", false), (30, "2026-11-20", true), (0, "2026-12-02", false)]
        {
            db.clock.advance(TimeDelta::days(days));
            let id = found(&program.app, there.office).await;
            let officer = somebody(&program.app, Role::Officer, Some(there.office)).await;
            let leader = somebody(&program.app, Role::Leader, Some(there.office)).await;
            let done = act(&program, db, &officer, id, "completion", &[("done_on", done_on)]).await;
            assert_eq!(done, StatusCode::SEE_OTHER, "{done_on}");
            let page = program.get(&leader.cookie, &format!("/bo/tasks/{id}")).await.body;
            assert_eq!(page.contains("sau hạn. Hãy xem minh chứng"), is_told, "{done_on} {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_term_far_beyond_any_plan_is_a_slip() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        for (due_on, status) in
            [("2199-01-01", StatusCode::UNPROCESSABLE_ENTITY), ("2050-12-31", StatusCode::SEE_OTHER)]
        {
            let answer = act(&program, db, &there.coordinator, id, "extension", &[("due_on", due_on)]).await;
            assert_eq!(answer, status, "{due_on}");
        }
    })
    .await;
}
