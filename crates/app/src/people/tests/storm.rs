//! Many sign-ins at once: the memory they take is bounded, the others are told at once, and work goes on.

use std::sync::Arc;

use axum::http::StatusCode;
use db::testing::each_database;
use tokio::task::JoinSet;

use crate::access::Role;
use crate::people::passwords::{AT_ONCE, Passwords, WAITING};
use crate::people::store;
use crate::people::testing::somebody;
use crate::testing::Program;

const STORM: usize = 500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_sign_ins_is_bounded_and_work_goes_on() {
    each_database(async |db| {
        let program = Arc::new(Program::new(db));
        let viewer = somebody(&program.app, Role::Viewer, None).await;
        // Nothing moves until everybody is there.
        let held = program.app.passwords.hold().await;
        let mut storm = JoinSet::new();
        for _ in 0..STORM {
            let program = program.clone();
            storm.spawn(async move {
                program.post("", "/sign-in", &[("login", "quantri"), ("password", "sai rồi")]).await
            });
        }
        for _ in 0..STORM - AT_ONCE - WAITING {
            let answer = storm.join_next().await.expect("more").expect("no panic");
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(answer.headers["retry-after"], "10");
            assert!(answer.body.contains("Máy chủ đang bận"), "{}", answer.body);
        }
        assert_eq!((storm.len(), program.app.passwords.free_places()), (AT_ONCE + WAITING, 0));
        let page = program.get(&viewer.cookie, "/bo").await;
        assert_eq!((page.status, storm.len()), (StatusCode::OK, AT_ONCE + WAITING), "it waits for nobody");

        drop(held);
        let mut answers = Vec::new();
        while let Some(answer) = storm.join_next().await {
            answers.push(answer.expect("no panic").status);
        }
        let of = |status| answers.iter().filter(|answer| **answer == status).count();
        // Those who asked at once learn no more than those who ask in turn: five tries, then a wait.
        assert_eq!(of(StatusCode::UNPROCESSABLE_ENTITY), 5, "{answers:?}");
        assert_eq!(of(StatusCode::TOO_MANY_REQUESTS), AT_ONCE + WAITING - 5, "{answers:?}");
        let failures = store::failures(&db.read().await.expect("reads"), "quantri").await.expect("reads");
        let failures = failures.expect("some");
        assert_eq!(
            (failures.count, failures.wait_until - failures.last_at),
            (5, chrono::TimeDelta::seconds(2))
        );
        assert!((1..=AT_ONCE).contains(&program.app.passwords.most_at_once()));
        assert_eq!(program.app.passwords.free_places(), AT_ONCE + WAITING, "all have gone");
    })
    .await;
}

#[tokio::test]
async fn who_goes_away_gives_the_place_up_but_not_the_turn() {
    let passwords = Passwords::new().expect("hashes");
    for round in 0..6 {
        let mut storm = JoinSet::new();
        for _ in 0..AT_ONCE + WAITING {
            let place = passwords.place().expect("a place");
            storm.spawn(place.hash("một mật khẩu".to_owned()));
        }
        assert!(passwords.place().is_err(), "the line is full");
        // Some have begun, some wait; all of them go away.
        storm.join_next().await.expect("some").expect("no panic").expect("a hash");
        storm.shutdown().await;
        let left = AT_ONCE + WAITING - passwords.free_places();
        assert!(left <= AT_ONCE, "round {round}: {left} places are kept by nobody");
        // A hash that was begun goes on without who asked for it, and holds its turn and place.
        drop(passwords.hold().await);
    }
    assert!(passwords.most_at_once() <= AT_ONCE, "{}", passwords.most_at_once());
}
