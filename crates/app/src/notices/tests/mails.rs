//! One mail for a person and day, into a folder.

use std::path::PathBuf;

use axum::http::StatusCode;
use db::testing::{TestDb, count, each_database};
use futures_util::future::join_all;
use mail_parser::{MessageParser, MimeHeaders};

use super::{at, mails, told, town};
use crate::AppState;
use crate::access::Role;
use crate::notices::{Post, actions, digest, model, store};
use crate::people::testing::{kept_out, reached_at, session, somebody, without_role};
use crate::tasks::State;
use crate::tasks::testing::{found, task_in};
use crate::testing::Program;
use crate::units::testing::unit;

/// The names of the mails in the folder, with what they say.
fn folder(app: &AppState) -> Vec<(String, Vec<u8>)> {
    let Post::Folder(folder) = &app.notices.post else { panic!("a folder") };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).expect("a file"))).collect()
}

async fn run(app: &AppState) {
    actions::remind(app).await.expect("tells");
    digest::send_all(app).await.expect("sends");
}

/// The same program on another node.
fn another_node(app: &AppState, db: &TestDb) -> AppState {
    AppState { db: db.another_node(), ..app.clone() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_mail_for_a_person_and_day_however_often_the_job_runs() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let nodes: Vec<_> = (0..4).map(|_| another_node(&program.app, db)).collect();
        found(&program.app, there.office).await;
        task_in(&program.app, there.office, State::Returned).await;
        at(db, "2026-11-24", 6);
        run(&program.app).await;
        assert_eq!(folder(&program.app).len(), 0, "not yet");
        at(db, "2026-11-24", 7);
        for round in 0..2 {
            for sent in join_all(nodes.iter().map(digest::send_all)).await {
                sent.unwrap_or_else(|fault| panic!("round {round}: {fault}"));
            }
        }
        run(&program.app).await;
        assert_eq!(
            folder(&program.app).len(),
            1,
            "{:?}",
            folder(&program.app).iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
        assert_eq!(mails(db, &there.officer).await, ["sent"]);
        // What comes later on the same day waits for the next.
        task_in(&program.app, there.office, State::InProgress).await;
        db.clock.advance(chrono::TimeDelta::hours(2));
        run(&program.app).await;
        assert_eq!((told(db, &there.officer).await.len(), folder(&program.app).len()), (3, 1));
        at(db, "2026-11-25", 9);
        run(&program.app).await;
        assert_eq!(mails(db, &there.officer).await, ["sent", "sent"]);
        // A day without news is a day without a mail.
        at(db, "2026-11-26", 9);
        run(&program.app).await;
        assert_eq!(folder(&program.app).len(), 2);
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let audit = program.get(&administrator.cookie, "/bo/audit?domain=notice").await;
        assert_eq!(audit.body.matches("đã lập thư thông báo cho").count(), 2, "{}", audit.body);
        for node in nodes {
            node.db.close().await.expect("closes");
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_says_in_vietnamese_what_is_new_and_leads_there() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        at(db, "2026-12-01", 8);
        run(&program.app).await;
        let mails = folder(&program.app);
        let (name, bytes) = mails.first().expect("a mail");
        assert_eq!(*name, format!("2026-12-01-{}.eml", there.officer.id.simple()));
        assert!(bytes.is_ascii(), "a server of any age takes it");
        let mail = MessageParser::default().parse(bytes).expect("a mail");
        assert_eq!(mail.subject(), Some("BioKhê: thông báo công việc ngày 01/12/2026"));
        assert!(mail.header_raw("Subject").expect("a subject").contains("=?utf-8?"));
        let to = mail.to().and_then(|to| to.first()).expect("an address");
        assert_eq!((to.address(), to.name()), (Some("lan@example.vn"), Some("Người officer")));
        let from = mail.from().and_then(|from| from.first()).expect("a sender");
        assert_eq!((from.address(), from.name()), (Some("biokhe@example.vn"), Some("BioKhê")));
        let id_of_mail = format!("2026-12-01-{}@example.vn", there.officer.id.simple());
        assert_eq!(mail.message_id(), Some(id_of_mail.as_str()));
        assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        assert_eq!(mail.date().map(|date| date.to_rfc3339()).as_deref(), Some("2026-12-01T01:00:00Z"));
        let (text, html) = (mail.body_text(0).expect("a text"), mail.body_html(0).expect("a page"));
        let link = format!("https://biokhe.example.vn/bo/tasks/{id}");
        for part in [text.into_owned(), html.replace("&#x2f;", "/")] {
            for words in
                ["Kính gửi Người officer", "Quá hạn 1 ngày, hạn 30/11/2026", "Tập huấn trồng rau sạch"]
            {
                assert!(part.contains(words), "{words}: {part}");
            }
            assert!(part.contains(&link) && part.contains("https://biokhe.example.vn/bo/account"), "{part}");
        }
        assert_eq!(mail.attachment_count(), 0);
        assert!(mail.parts.iter().all(|part| part.attachment_name().is_none()));
    })
    .await;
}

#[tokio::test]
async fn who_cannot_or_will_not_be_reached_gets_no_mail() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        let other = unit(app, "Phòng Nội vụ", Some(there.town)).await;
        let officer = async |office, address: Option<&str>, wants| {
            let person = somebody(app, Role::Officer, Some(office)).await;
            reached_at(app, &person, address, wants).await;
            person
        };
        let nowhere = officer(there.office, None, true).await;
        let unwilling = officer(there.office, Some("a@example.vn"), false).await;
        let (disabled, invited) = (
            officer(there.office, Some("b@example.vn"), true).await,
            officer(there.office, Some("c@example.vn"), true).await,
        );
        let (gone, elsewhere) = (
            officer(there.office, Some("d@example.vn"), true).await,
            officer(other, Some("e@example.vn"), true).await,
        );
        found(app, there.office).await;
        let moved = officer(there.office, Some("f@example.vn"), true).await;
        at(db, "2026-11-24", 1);
        actions::remind(app).await.expect("tells");
        // Works elsewhere from today on, and is not told there what was theirs here.
        without_role(app, &moved).await;
        let elsewhere_too = [("role", "officer"), ("unit", &*other.to_string()), ("from", "2026-11-24")];
        let boss = session(app, there.coordinator.id).await;
        let answer = program.post(&boss, &format!("/bo/people/{}/grants", moved.id), &elsewhere_too).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        // Told in the morning, gone before the mail.
        kept_out(app, &disabled, false).await;
        kept_out(app, &invited, true).await;
        without_role(app, &gone).await;
        at(db, "2026-11-24", 8);
        run(app).await;
        assert_eq!(mails(db, &there.officer).await, ["sent"]);
        for (person, notices) in [
            (&nowhere, 1),
            (&unwilling, 1),
            (&disabled, 1),
            (&invited, 1),
            (&gone, 1),
            (&moved, 1),
            (&elsewhere, 0),
        ] {
            assert_eq!(told(db, person).await.len(), notices);
            assert_eq!(mails(db, person).await, Vec::<String>::new());
        }
        assert_eq!(folder(app).len(), 1);
        // Turned off, nothing is made at all.
        let settings = crate::notices::Settings { post: Post::Off, ..(*app.notices).clone() };
        let off = AppState { notices: settings.into(), ..app.clone() };
        at(db, "2026-12-01", 8);
        run(&off).await;
        assert_eq!((mails(db, &there.officer).await.len(), folder(app).len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn what_was_read_or_done_or_is_old_is_not_in_the_mail() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        let id = found(app, there.office).await;
        at(db, "2026-11-24", 1);
        actions::remind(app).await.expect("tells");
        let fields = [("revision", "1"), ("words", "Không còn cần")];
        let answer =
            program.post(&there.coordinator.cookie, &format!("/bo/tasks/{id}/cancellation"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        at(db, "2026-11-24", 8);
        run(app).await;
        task_in(app, there.office, State::InProgress).await;
        at(db, "2026-11-25", 1);
        actions::remind(app).await.expect("tells");
        let answer = program.post(&session(app, there.officer.id).await, "/bo/notices/read", &[]).await;
        assert_eq!(answer.place(), "/bo/notices");
        at(db, "2026-11-25", 8);
        run(app).await;
        task_in(app, there.office, State::InProgress).await;
        actions::remind(app).await.expect("tells");
        // Nobody sent mails for eight days, and nothing was told on them.
        at(db, "2026-12-03", 8);
        digest::send_all(app).await.expect("sends");
        assert_eq!((told(db, &there.officer).await.len(), folder(app).len()), (3, 0));
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_was_claimed_by_a_process_that_ended_is_not_sent_again() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        found(app, there.office).await;
        at(db, "2026-11-24", 8);
        actions::remind(app).await.expect("tells");
        let day = "2026-11-24".parse().expect("a day");
        let news =
            store::unmailed(&db.read().await.expect("reads"), there.officer.id, day).await.expect("rows");
        let ids: Vec<_> = news.iter().map(|notice| notice.id).collect();
        // The process ends here: after the claim, perhaps after the sending.
        for is_claimed in [true, false] {
            let tx = db.housekeeping().await.expect("writes");
            let name = model::mail_name(there.officer.id, day);
            assert_eq!(
                store::claim(&tx, there.officer.id, day, &name, &ids).await.expect("asked"),
                is_claimed
            );
            tx.commit().await.expect("commits");
        }
        for day in ["2026-11-24", "2026-11-25"] {
            at(db, day, 20);
            run(app).await;
            assert_eq!((mails(db, &there.officer).await, folder(app).len()), (vec!["pending".to_owned()], 0));
        }
        // It stands on the page, and the next news come by mail.
        let page = program.get(&session(app, there.officer.id).await, "/bo/notices").await;
        assert!(page.body.contains("ngày đến hạn 30/11/2026"), "{}", page.body);
        at(db, "2026-11-29", 8);
        run(app).await;
        assert_eq!(mails(db, &there.officer).await, ["pending", "sent"]);
    })
    .await;
}

#[tokio::test]
async fn a_folder_forgets_old_mails_and_nothing_else() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        found(&program.app, there.office).await;
        at(db, "2026-11-24", 8);
        run(&program.app).await;
        let Post::Folder(place) = &program.app.notices.post else { panic!("a folder") };
        for (name, _) in [("2020-01-01-notes.txt", 1), ("note.eml", 1)] {
            std::fs::write(place.join(name), "x").expect("written");
        }
        for (day, left) in [("2026-12-24", 3), ("2026-12-26", 2)] {
            at(db, day, 8);
            digest::send_all(&program.app).await.expect("sends");
            assert_eq!(folder(&program.app).len(), left, "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_says_oneself_where_mails_go() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let cookie = there.officer.cookie.as_str();
        let page = async || program.get(cookie, "/bo/account").await.body;
        assert!(page().await.contains("một thư được gửi tới lan@example.vn"));
        let events = async || count(&db.read().await.expect("reads"), "audit_events").await;
        let before = events().await;
        for hostile in [
            "lan",
            "lan@",
            "@example.vn",
            "lan@example",
            "a@example.vn,b@example.vn",
            "Lan <lan@example.vn>",
            "lan@example.vn\r\nBcc: x@example.vn",
            "lân@example.vn",
            "\"lan\"@example.vn",
            "lan@[127.0.0.1]",
            &format!("{}@example.vn", "a".repeat(200)),
        ] {
            let answer =
                program.post(cookie, "/bo/account/mail", &[("email", hostile), ("mails", "1")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{hostile}");
            assert!(answer.body.contains("field-error"), "{hostile}");
        }
        assert_eq!(events().await, before);
        for (fields, says) in [
            (
                &[("email", "lan.nt+cv@ankhe.gialai.gov.vn"), ("mails", "1")][..],
                "lan.nt+cv@ankhe.gialai.gov.vn",
            ),
            (&[("email", "lan@example.vn")], "đã chọn không nhận thư"),
            (&[("mails", "1")], "Chưa có địa chỉ thư điện tử"),
        ] {
            let answer = program.post(cookie, "/bo/account/mail", fields).await;
            assert_eq!(answer.place(), "/bo/account", "{}", answer.body);
            assert!(page().await.contains(says), "{says}: {}", page().await);
        }
        let log = program.get(&there.leader.cookie, "/bo/audit").await;
        assert!(!log.body.contains("example.vn"), "no address in the audit");
    })
    .await;
}
