//! Documents on their way, through the pages and the job.

use std::sync::Arc;

use axum::http::StatusCode;
use db::testing::each_database;
use uuid::Uuid;

use super::actions::{self, Turn};
use super::model::{Channel, Dispatch, State};
use super::store;
use crate::AppState;
use crate::consolidation::testing::Town;
use crate::notices::{Post, Security, Settings, Smtp};

/// A document of a town that was issued.
async fn issued(town: &Town) -> Uuid {
    town.report("Đã có ba mô hình.").await;
    let (_, id) = town.signed().await;
    crate::issuing::testing::issued(&town.program.app, town.town, id).await;
    id
}

async fn all(town: &Town, id: Uuid) -> Vec<Dispatch> {
    store::of_document(&town.program.app.db.read().await.expect("reads"), id).await.expect("read")
}

/// Says which code the town has in the exchange.
async fn has_code(town: &Town) {
    let head = [
        ("revision", "1"),
        ("agency", "Ủy ban nhân dân thị xã Sông Trà"),
        ("sign", "UBND"),
        ("place", "Sông Trà"),
        ("organ", "000.00.45.H21"),
    ];
    let path = format!("/bo/units/{}/letterhead", town.town);
    let answer = town.program.post(&town.coordinator.cookie, &path, &head).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

const THREE: [(&str, &str); 12] = [
    ("send.0", "1"),
    ("name.0", "Sở Khoa học và Công nghệ"),
    ("channel.0", "mail"),
    ("address.0", "so@example.vn"),
    ("send.1", "1"),
    ("name.1", "Ủy ban nhân dân tỉnh"),
    ("channel.1", "exchange"),
    ("address.1", "000.00.00.H21"),
    ("send.2", "1"),
    ("name.2", "Hội Nông dân"),
    ("channel.2", "hand"),
    ("address.2", ""),
];

#[tokio::test]
async fn who_is_typed_is_meant_and_who_is_named_waits_for_a_tick() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let id = issued(&town).await;
        let (program, cookie) = (&town.program, &town.coordinator.cookie);
        let path = format!("/bo/documents/{id}/dispatch");
        let typed =
            [("name.0", "Sở Y tế"), ("channel.0", "hand"), ("other.1", "1"), ("name.1", "Hội Nông dân")];
        let wrong = [&typed[..], &[("channel.1", "mail"), ("address.1", "x")]].concat();
        let back = program.post(cookie, &path, &wrong).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "no address of mail");
        assert!(all(&town, id).await.is_empty());
        let sent = [&typed[..], &[("channel.1", "hand")]].concat();
        assert_eq!(program.post(cookie, &path, &sent).await.status, StatusCode::SEE_OTHER);
        let names: Vec<_> = all(&town, id).await.into_iter().map(|one| one.recipient).collect();
        assert_eq!(names, ["Hội Nông dân"]);
    })
    .await;
}

#[tokio::test]
async fn a_document_goes_out_once_by_each_way() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let id = issued(&town).await;
        has_code(&town).await;
        let (program, cookie) = (&town.program, &town.coordinator.cookie);
        let path = format!("/bo/documents/{id}/dispatch");
        let key = program.app.db.next_id().to_string();
        let sent = [&THREE[..], &[("key", key.as_str())]].concat();
        for _ in 0..2 {
            // The same form twice sends once.
            assert_eq!(program.post(cookie, &path, &sent).await.status, StatusCode::SEE_OTHER);
        }
        let lines = all(&town, id).await;
        assert_eq!(lines.len(), 3);
        for one in &lines {
            actions::deliver(&program.app, one.id, Turn::default()).await.expect("delivered");
        }
        let state = |lines: &[Dispatch]| lines.iter().map(|one| one.state).collect::<Vec<_>>();
        assert_eq!(state(&all(&town, id).await), [State::Sent; 3]);

        let of = |channel| lines.iter().find(|one| one.channel == channel).expect("there");
        let mails = crate::notices::testing::mails(&program.app);
        let name = of(Channel::Mail).id.simple().to_string();
        let (_, mail) = mails.iter().find(|(file, _)| file.contains(&name)).expect("a mail");
        assert!(mail.contains("application/pdf") && mail.contains("so@example.vn"), "{mail}");
        let Exchanged { path: out, bytes } = exchanged(&program.app, of(Channel::Exchange).id);
        let message = edxml::read(&bytes, &edxml::Limits::default()).expect("a message");
        let edxml::Message::Dispatch(message) = message else { panic!("a receipt") };
        assert_eq!(
            (message.header.from.id.as_str(), message.header.code.number.as_str()),
            ("000.00.45.H21", "1")
        );
        let pdf = program.fetch(cookie, &format!("/bo/documents/{id}/signed.pdf")).await;
        assert_eq!(message.attachments[0].bytes, pdf, "what came back signed goes out");
        // A job may run twice: nothing goes out again.
        std::fs::remove_file(&out).expect("there");
        actions::deliver(&program.app, of(Channel::Exchange).id, Turn::default()).await.expect("nothing");
        assert!(!out.exists());

        // What the recipient says, and once more to whom it came back from.
        let hand = of(Channel::Hand);
        let answer = format!("{path}/{}/answer", hand.id);
        let rejected = [("revision", "1"), ("state", "rejected")];
        assert_eq!(program.post(cookie, &answer, &rejected).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let rejected = [("revision", "1"), ("state", "rejected"), ("words", "Thiếu phụ lục")];
        assert_eq!(program.post(cookie, &answer, &rejected).await.status, StatusCode::SEE_OTHER);
        assert_eq!(program.post(cookie, &answer, &rejected).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = format!("{path}/{}/again", hand.id);
        assert_eq!(program.post(cookie, &again, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(all(&town, id).await.len(), 4);
        let page = program.get(cookie, &path).await;
        assert!(page.body.contains("Thiếu phụ lục") && page.body.contains("so@example.vn"), "{}", page.body);
        let package = program.fetch(cookie, &format!("/bo/documents/{id}/package.zip")).await;
        assert_eq!(&package[..2], b"PK");
    })
    .await;
}

struct Exchanged {
    path: std::path::PathBuf,
    bytes: Vec<u8>,
}

fn exchanged(app: &AppState, id: Uuid) -> Exchanged {
    let crate::exchange::Sink::Folder(folder) = &app.exchange.sink else { panic!("a folder") };
    let path = folder.join("out").join(format!("{id}.edxml"));
    Exchanged { bytes: std::fs::read(&path).expect("a message"), path }
}

#[tokio::test]
async fn what_was_broken_off_is_not_sent_again_by_itself() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let id = issued(&town).await;
        let path = format!("/bo/documents/{id}/dispatch");
        let sent = &THREE[..4];
        assert_eq!(
            town.program.post(&town.coordinator.cookie, &path, sent).await.status,
            StatusCode::SEE_OTHER
        );
        let one = all(&town, id).await.remove(0);
        // A server that nobody answers for: the mail waits, and in the end it failed for certain.
        let server =
            Smtp { host: "127.0.0.1".to_owned(), port: 1, security: Security::None, credentials: None };
        let post = Post::smtp(server).expect("a name");
        let notices = Arc::new(Settings { post, ..(*town.program.app.notices).clone() });
        let app = AppState { notices, ..town.program.app.clone() };
        assert!(actions::deliver(&app, one.id, Turn::default()).await.is_err());
        assert_eq!(all(&town, id).await[0].state, State::Waiting);

        // The program died after it had begun: whoever comes next does not know, and says so.
        let tx = db.write(base::Actor::System).await.expect("writes");
        let sending = one.after(State::Sending, None, None).expect("may be");
        store::change(&tx, &one, &sending).await.expect("changed");
        tx.record(db::Event::new("test.dispatch", "test"));
        tx.commit().await.expect("commits");
        actions::deliver(&app, one.id, Turn::default()).await.expect("told");
        assert_eq!(all(&town, id).await[0].state, State::Unsure);
        actions::deliver(&town.program.app, one.id, Turn::default()).await.expect("nothing");
        assert_eq!(crate::notices::testing::mails(&town.program.app).len(), 0);
        // Somebody says that it is to go again: a message of its own.
        let again = format!("{path}/{}/again", one.id);
        assert_eq!(
            town.program.post(&town.coordinator.cookie, &again, &[]).await.status,
            StatusCode::SEE_OTHER
        );
        let lines = all(&town, id).await;
        let next = lines.iter().find(|line| line.state == State::Waiting).expect("another");
        assert_ne!(next.id, one.id);
        actions::deliver(&app, next.id, Turn { last: true, lost: false }).await.expect("told");
        let lines = all(&town, id).await;
        assert_eq!(lines.iter().find(|line| line.id == next.id).expect("there").state, State::Failed);
    })
    .await;
}

#[tokio::test]
async fn nothing_goes_out_that_may_not() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let (_, id) = town.signed().await;
        let (program, cookie) = (&town.program, &town.coordinator.cookie);
        let path = format!("/bo/documents/{id}/dispatch");
        // It has no number yet.
        assert_eq!(program.post(cookie, &path, &THREE).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            program.get(cookie, &format!("/bo/documents/{id}/package.zip")).await.status,
            StatusCode::NOT_FOUND
        );
        crate::issuing::testing::issued(&program.app, town.town, id).await;
        // Its unit has no code in the exchange.
        let answer = program.post(cookie, &path, &THREE).await;
        assert!(answer.body.contains("chưa có mã định danh"), "{}", answer.body);
        for (channel, address) in
            [("mail", "nobody"), ("mail", "a@b.vn\r\nBcc: c@d.vn"), ("exchange", "000/00"), ("fax", "1")]
        {
            let to = [("send.0", "1"), ("name.0", "Sở"), ("channel.0", channel), ("address.0", address)];
            let answer = program.post(cookie, &path, &to).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{channel} {address}");
            assert!(address.contains('\r') || answer.body.contains(address), "what was typed comes back");
        }
        assert_eq!(program.post(cookie, &path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for who in [&town.officer, &town.leader] {
            assert_eq!(program.post(&who.cookie, &path, &THREE).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(program.get(&town.officer.cookie, &path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(all(&town, id).await, []);
    })
    .await;
}
