//! What is told about the reports of a period.

use axum::http::StatusCode;
use db::testing::each_database;

use super::{at, told, town};
use crate::notices::{actions, digest};
use crate::people::testing::session;
use crate::returns::testing::asked;
use crate::testing::Program;

#[tokio::test]
async fn a_report_is_asked_for_reminded_of_and_escalated() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        at(db, "2027-10-10", 1);
        let there = town(&program).await;
        // Due on Friday, the 12th of November 2027.
        let (report, _) = asked(app, there.town, there.office, &[]).await;
        let (mut officer, mut leader) = (Vec::new(), Vec::new());
        for (day, to_officer, to_leader) in [
            ("2027-10-10", Some("asked"), None),
            ("2027-10-11", None, None),
            ("2027-11-10", Some("due_soon"), None),
            ("2027-11-13", Some("overdue"), None),
            ("2027-12-12", Some("overdue"), Some("escalated")),
        ] {
            at(db, day, 1);
            for _ in 0..2 {
                actions::remind(app).await.expect("runs");
            }
            officer.extend(to_officer.map(str::to_owned));
            leader.extend(to_leader.map(str::to_owned));
            assert_eq!(
                (told(db, &there.officer).await, told(db, &there.leader).await),
                (officer.clone(), leader.clone()),
                "{day}"
            );
        }
        let cookie = session(app, there.officer.id).await;
        let page = program.get(&cookie, "/bo/notices").await;
        assert!(page.body.contains(&format!("href=\"/bo/returns/{report}\"")), "{}", page.body);
        assert!(page.body.contains("Báo cáo năm · Năm 2027"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_and_what_comes_back_is_told_to_those_who_wait_for_it() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        let (report, _) = asked(app, there.town, there.office, &[]).await;
        let path = format!("/bo/returns/{report}");
        let last = async || {
            let whole = crate::returns::testing::found(app, report).await;
            whole.events.last().expect("one").id
        };
        let sent = program.post(&there.officer.cookie, &path, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let submission = last().await;
        actions::report_happened(app, submission).await.expect("told");
        assert_eq!(told(db, &there.coordinator).await, ["to_accept"]);
        assert!(told(db, &there.leader).await.is_empty());

        let back = [("revision", "2"), ("words", "Thiếu số liệu")];
        let given = program.post(&there.coordinator.cookie, &format!("{path}/giving-back"), &back).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        for _ in 0..2 {
            // A job may run twice; and a submission that is no more waits for nobody.
            actions::report_happened(app, last().await).await.expect("told");
            actions::report_happened(app, submission).await.expect("told");
        }
        assert_eq!(told(db, &there.officer).await, ["returned"]);
        assert_eq!(told(db, &there.coordinator).await, ["to_accept"]);
        at(db, "2026-11-24", 9);
        digest::send_all(app).await.expect("sent");
        let mails = super::mails(db, &there.officer).await;
        assert_eq!(mails, ["sent"]);
    })
    .await;
}

#[tokio::test]
async fn those_who_owe_their_report_are_reminded_in_one_go() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        let (report, run) = asked(app, there.town, there.office, &[]).await;
        let path = format!("/bo/periods/{run}");
        let page = program.get(&there.coordinator.cookie, &path).await;
        assert!(page.body.contains(&format!("{path}/reminder")), "{}", page.body);
        let key = app.db.next_id();
        let fields = |revision: &'static str| [("key", key.to_string()), ("revision", revision.to_owned())];
        let send = async |fields: [(&str, String); 2]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            program.post(&there.coordinator.cookie, &format!("{path}/reminder"), &fields).await.status
        };
        assert_eq!(send(fields("7")).await, StatusCode::UNPROCESSABLE_ENTITY, "something happened since");
        for _ in 0..2 {
            assert_eq!(send(fields("1")).await, StatusCode::SEE_OTHER);
            actions::reports_reminded(app, run, key).await.expect("told");
        }
        assert_eq!(told(db, &there.officer).await, ["reminded"], "once");
        let page = program.get(&there.coordinator.cookie, &path).await;
        assert!(page.body.contains("Nhắc các đơn vị chưa gửi</strong>"), "{}", page.body);
        // Who has sent it is left in peace.
        let submit = [("do", "submit"), ("revision", "1")];
        let sent = program.post(&there.officer.cookie, &format!("/bo/returns/{report}"), &submit).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        actions::reports_reminded(app, run, app.db.next_id()).await.expect("tells nobody");
        assert_eq!(told(db, &there.officer).await, ["reminded"]);
        assert!(!program.get(&there.coordinator.cookie, &path).await.body.contains("/reminder"));
    })
    .await;
}

#[tokio::test]
async fn who_is_asked_by_itself_or_no_more_is_told_at_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        at(db, "2027-10-10", 1);
        let there = town(&program).await;
        let (report, _) = asked(app, there.town, there.office, &[]).await;
        let path = format!("/bo/returns/{report}");
        let tell = async || {
            let whole = crate::returns::testing::found(app, report).await;
            let last = whole.events.last().expect("one").id;
            actions::report_happened(app, last).await.expect("told");
        };
        tell().await;
        // The day would say the same.
        actions::remind(app).await.expect("runs");
        assert_eq!(told(db, &there.officer).await, ["asked"]);
        at(db, "2027-10-10", 2);
        let why = [("revision", "1"), ("words", "Nhầm đơn vị")];
        let done = program.post(&there.coordinator.cookie, &format!("{path}/withdrawal"), &why).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        tell().await;
        actions::remind(app).await.expect("runs");
        assert_eq!(told(db, &there.officer).await, ["asked", "withdrawn"]);
        let cookie = session(app, there.officer.id).await;
        let page = program.get(&cookie, "/bo/notices").await;
        assert!(page.body.contains("yêu cầu đã được rút"), "{}", page.body);
        at(db, "2027-10-10", 3);
        let again = [("revision", "2"), ("due_on", "2027-12-31")];
        let done = program.post(&there.coordinator.cookie, &format!("{path}/asking"), &again).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        tell().await;
        assert_eq!(told(db, &there.officer).await, ["asked", "withdrawn", "asked"]);
    })
    .await;
}
