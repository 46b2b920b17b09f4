use db::testing::{TestDb, each_database};
use jobs::Worker;
use tokio_util::sync::CancellationToken;

use crate::access::Role;
use crate::audit::{actions, store};
use crate::people::testing::{signed_in, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

/// Lets the worker do what waits.
async fn work(program: &Program, db: &TestDb) {
    let stop = CancellationToken::new();
    let handlers = crate::audit::handlers(jobs::Handlers::new(), &program.app);
    let worker = Worker::new((**db).clone(), handlers, jobs::Settings::default());
    let running = tokio::spawn(worker.run(stop.clone()));
    for _ in 0..600 {
        let last = store::last(&db.read().await.expect("reads")).await.expect("reads");
        if last.is_some_and(|check| check.ended.is_some()) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    stop.cancel();
    running.await.expect("ends");
}

#[tokio::test]
async fn a_check_is_asked_for_runs_later_and_tells_the_head() {
    each_database(async |db| {
        let program = Program::new(db);
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let ask = async |kept: &str| {
            program.post(&administrator.cookie, "/bo/audit/checks", &[("kept", kept)]).await
        };
        assert_eq!(ask("").await.place(), "/bo/audit#check");
        let log = program.get(&administrator.cookie, "/bo/audit").await.body;
        assert!(log.contains("Đang kiểm tra") && log.contains("đã yêu cầu kiểm tra nhật ký"), "{log}");
        let asked = async || db::testing::count(&db.read().await.expect("reads"), "audit_checks").await;
        assert_eq!(ask("").await.place(), "/bo/audit#check");
        assert_eq!(asked().await, 1, "one at a time");

        work(&program, db).await;
        let head = db::verify(&db.read().await.expect("reads"), None).await.expect("reads").expect("whole");
        let log = program.get(&administrator.cookie, "/bo/audit").await.body;
        assert!(log.contains(&head.to_string()) && log.contains("Nhật ký nguyên vẹn"), "{log}");

        for wrong in ["12", "x:y", &format!("{head}0"), "<script>"] {
            let answer = ask(wrong).await;
            assert_eq!(answer.status, 422, "{wrong}");
            assert!(answer.body.contains("Dòng này chưa đúng"), "{}", answer.body);
        }
        assert_eq!(asked().await, 1, "nothing was written");
        // Against what was kept; and against what was never there.
        for (kept, says) in
            [(head.to_string(), "Nhật ký nguyên vẹn"), (format!("1:{}", "0".repeat(64)), "không còn")]
        {
            db.clock.advance(chrono::TimeDelta::seconds(1));
            assert_eq!(ask(&kept).await.place(), "/bo/audit#check");
            work(&program, db).await;
            let log = program.get(&administrator.cookie, "/bo/audit").await.body;
            assert!(log.contains(says) && log.contains(&kept), "{kept}: {log}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_broken_chain_is_told() {
    each_database(async |db| {
        let program = Program::new(db);
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        let leader = somebody(&program.app, Role::Leader, Some(office)).await;
        let tx = db.housekeeping().await.expect("writes");
        let meddle = "UPDATE audit_events SET detail = '{\"a\":1}' WHERE number = 2";
        db::sea_orm::ConnectionTrait::execute_unprepared(&tx, meddle).await.expect("meddled");
        tx.commit().await.expect("commits");
        let signed = signed_in(&program.app, &administrator).await;
        actions::check(&program.app, &signed, None).await.expect("asked");
        work(&program, db).await;
        let log = program.get(&administrator.cookie, "/bo/audit").await.body;
        assert!(log.contains("<code class=\"secret\">2</code>") && log.contains("role=\"alert\""), "{log}");
        // Whoever looks after some units neither asks nor sees.
        let answer = program.post(&leader.cookie, "/bo/audit/checks", &[]).await;
        assert_eq!(answer.status, 403);
        assert!(!program.get(&leader.cookie, "/bo/audit").await.body.contains("id=\"check\""));
    })
    .await;
}

#[tokio::test]
async fn a_check_that_was_lost_does_not_stand_in_the_way() {
    each_database(async |db| {
        let program = Program::new(db);
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let signed = signed_in(&program.app, &administrator).await;
        actions::check(&program.app, &signed, None).await.expect("asked");
        db.clock.advance(chrono::TimeDelta::hours(1));
        let log = program.get(&administrator.cookie, "/bo/audit").await.body;
        assert!(log.contains("Không kiểm tra xong được"), "{log}");
        actions::check(&program.app, &signed, None).await.expect("asked");
        assert_eq!(db::testing::count(&db.read().await.expect("reads"), "audit_checks").await, 2);
    })
    .await;
}
