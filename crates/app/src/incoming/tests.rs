//! The register of what comes in, through the pages.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use base::{Actor, Error};
use db::testing::each_database;
use uuid::Uuid;

use super::model::{Act, Channel, Incoming, State, To};
use super::testing::{all, entered, entry, written};
use super::{actions, store};
use crate::access::Role;
use crate::issuing;
use crate::people::testing::{Somebody, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

struct Town {
    program: Program,
    town: Uuid,
    office: Uuid,
    clerk: Somebody,
    officer: Somebody,
    other: Somebody,
}

impl Town {
    async fn new(db: &db::testing::TestDb) -> Self {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã Sông Trà", None).await;
        let office = unit(app, "Phòng Kinh tế", Some(town)).await;
        let beside = unit(app, "Phòng Nội vụ", Some(town)).await;
        Self {
            clerk: somebody(app, Role::Coordinator, Some(town)).await,
            officer: somebody(app, Role::Officer, Some(office)).await,
            other: somebody(app, Role::Officer, Some(beside)).await,
            town,
            office,
            program,
        }
    }

    /// The fields of the form, with others in place of some.
    fn fields(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let unit = self.town.to_string();
        let usual = [
            ("unit", unit.as_str()),
            ("channel", "hand"),
            ("arrived_on", "2026-11-20"),
            ("sender", "Sở Khoa học và Công nghệ"),
            ("code", "88/SKHCN-VP"),
            ("document_on", "18/11/2026"),
            ("kind", "Công văn"),
            ("title", "Hướng dẫn lập danh mục giống"),
            ("due_on", "2026-11-22"),
        ];
        let kept = usual.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        kept.chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    async fn send(&self, who: &Somebody, path: &str, fields: &[(String, String)]) -> crate::testing::Answer {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.program.post(&who.cookie, path, &fields).await
    }

    /// Registers one; its id.
    async fn registered(&self, more: &[(&str, &str)]) -> Uuid {
        let answer = self.send(&self.clerk, "/bo/incoming", &self.fields(more)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.place().rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id")
    }

    /// Does something to one, with the revision that it has.
    async fn act(
        &self,
        who: &Somebody,
        id: Uuid,
        act: &str,
        more: &[(&str, &str)],
    ) -> crate::testing::Answer {
        let revision = self.found(id).await.revision.to_string();
        let mut fields = self.fields(more);
        fields.push(("revision".to_owned(), revision));
        self.send(who, &format!("/bo/incoming/{id}/{act}"), &fields).await
    }

    async fn found(&self, id: Uuid) -> Incoming {
        store::find(&self.program.app.db.read().await.expect("reads"), id).await.expect("there")
    }
}

#[test]
fn each_act_has_its_states() {
    use State::{Accepted, Cancelled, New, Passed, Refused, Replaced, Revoked};
    // By the act: what a message brought, and what was entered by hand.
    for (act, of_message, by_hand) in [
        (Act::Register, &[][..], &[][..]),
        (Act::Accept, &[(New, Accepted)], &[(New, Accepted)]),
        (Act::Refuse, &[(New, Refused)], &[(New, Refused)]),
        (
            Act::Correct,
            &[(New, New), (Accepted, Accepted), (Passed, Passed)],
            &[(New, New), (Accepted, Accepted), (Passed, Passed)],
        ),
        (Act::Pass, &[(Accepted, Passed), (Passed, Passed)], &[(Accepted, Passed), (Passed, Passed)]),
        (Act::Cancel, &[], &[(New, Cancelled), (Accepted, Cancelled), (Passed, Cancelled)]),
        (Act::Revoke, &[(New, Revoked), (Accepted, Revoked), (Passed, Revoked)], &[]),
        (Act::Replace, &[(New, Replaced), (Accepted, Replaced), (Passed, Replaced)], &[]),
    ] {
        for (channel, allowed) in [(Channel::Exchange, of_message), (Channel::Hand, by_hand)] {
            for before in State::ALL {
                let document = Incoming { channel, ..written(before) };
                let after = document.after(act).map(|after| after.state).ok();
                let expected = allowed.iter().find(|(from, _)| *from == before).map(|(_, to)| *to);
                assert_eq!(after, expected, "{act:?} of {before:?}, {channel:?}");
            }
        }
    }
    let other = super::Entry { title: "Khác".to_owned(), due_on: None, ..entry() };
    let changes = entry().changes(&other);
    let fields: Vec<_> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!((fields, changes[1].before.as_str()), (vec!["title", "due_on"], "2026-11-22"));
    assert_eq!(entry().changes(&entry()), []);
    for to in [To::Unit(Uuid::nil()), To::Person(Uuid::nil())] {
        assert_eq!(To::named(&to.name()), Some(to));
    }
}

#[tokio::test]
async fn a_document_is_registered_corrected_passed_on_and_cancelled() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let (program, cookie) = (&town.program, &town.clerk.cookie);
        let empty = program.get(cookie, "/bo/incoming").await;
        assert!(empty.body.contains("Chưa có văn bản đến nào"), "{}", empty.body);
        assert_eq!(program.get(cookie, "/bo/incoming/new").await.status, StatusCode::OK);

        // The same form twice registers once, with its files.
        let key = program.app.db.next_id();
        let fields = town.fields(&[("key", &key.to_string())]);
        let given: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        for _ in 0..2 {
            let files: [(&str, &[u8]); 2] = [("cong-van.pdf", b"%PDF-1.7 a"), ("phu-luc.txt", b"Danh muc")];
            let answer = program.deliver(cookie, "/bo/incoming", &given, "evidence", &files).await;
            assert_eq!(answer.place(), format!("/bo/incoming/{key}"), "{}", answer.body);
        }
        let second = town.registered(&[("code", ""), ("title", "Về việc 100% xã_phường")]).await;
        let numbers = |all: &[Incoming]| all.iter().map(|one| one.number).collect::<Vec<_>>();
        assert_eq!(numbers(&all(&program.app, town.town).await), [1, 2]);
        let page = program.get(cookie, &format!("/bo/incoming/{key}")).await;
        for words in ["Số đến 1/2026", "88/SKHCN-VP", "cong-van.pdf", "phu-luc.txt", "Quá hạn"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }

        // A slip is put right by an event that keeps both, and files are added.
        let wrong = town.act(&town.clerk, key, "correction", &[("title", "Khác")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "it says why");
        let same = town.act(&town.clerk, key, "correction", &[("reason", "Nhầm")]).await;
        assert!(same.body.contains("Không có gì thay đổi"), "{}", same.body);
        let other_year = [("reason", "Nhầm"), ("arrived_on", "2025-12-30")];
        let moved = town.act(&town.clerk, key, "correction", &other_year).await;
        assert!(moved.body.contains("trong năm của sổ"), "{}", moved.body);
        let good =
            [("reason", "Gõ thiếu chữ"), ("title", "Hướng dẫn lập danh mục giống rau"), ("due_on", "")];
        assert_eq!(town.act(&town.clerk, key, "correction", &good).await.status, StatusCode::SEE_OTHER);
        let page = program.get(cookie, &format!("/bo/incoming/{key}")).await;
        for words in ["<s>Hướng dẫn lập danh mục giống</s>", "Gõ thiếu chữ", "<s>22/11/2026</s>"]
        {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }

        // Who it is passed on to sees it and its files; the others at the town's offices do not.
        let path = format!("/bo/incoming/{key}");
        let seen = async |who: &Somebody| program.get(&who.cookie, &path).await.status;
        assert_eq!(seen(&town.officer).await, StatusCode::NOT_FOUND);
        for to in [format!("unit:{}", town.town), format!("unit:{}", Uuid::nil()), "person:1".to_owned()] {
            let answer = town.act(&town.clerk, key, "passing", &[("to", &to)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        }
        let to = format!("unit:{}", town.office);
        let answer = town.act(&town.clerk, key, "passing", &[("to", &to), ("reason", "Tham mưu")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(
            (seen(&town.officer).await, seen(&town.other).await),
            (StatusCode::OK, StatusCode::NOT_FOUND)
        );
        let files = store::files(&program.app.db.read().await.expect("reads"), key).await.expect("read");
        let letter = files.iter().find(|file| file.name == "cong-van.pdf").expect("there");
        let file = format!("{path}/files/{}", letter.id);
        assert_eq!(program.fetch(&town.officer.cookie, &file).await, b"%PDF-1.7 a");
        assert_eq!(program.get(&town.other.cookie, &file).await.status, StatusCode::NOT_FOUND);
        let list = program.get(&town.officer.cookie, "/bo/incoming").await;
        assert!(list.body.contains("giống rau") && !list.body.contains("100%"), "{}", list.body);
        // Then to a person; the office has it no more.
        let to = format!("person:{}", town.other.id);
        let answer = town.act(&town.clerk, key, "passing", &[("to", &to)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(
            (seen(&town.officer).await, seen(&town.other).await),
            (StatusCode::NOT_FOUND, StatusCode::OK)
        );
        for act in ["passing", "cancellation", "correction", "acceptance"] {
            assert_eq!(town.act(&town.other, key, act, &[]).await.status, StatusCode::FORBIDDEN, "{act}");
        }

        // A mistaken entry keeps its number, and nothing is done to it any more.
        assert_eq!(
            town.act(&town.clerk, second, "cancellation", &[]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let answer = town.act(&town.clerk, second, "cancellation", &[("reason", "Vào sổ hai lần")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(town.found(second).await.state, State::Cancelled);
        for act in ["cancellation", "correction", "passing", "acceptance", "refusal"] {
            let answer = town
                .act(&town.clerk, second, act, &[("reason", "Lại"), ("title", "Khác"), ("to", &to)])
                .await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        }
        let third = town.registered(&[("to", &format!("unit:{}", town.office))]).await;
        assert_eq!((town.found(third).await.number, town.found(third).await.state), (3, State::Passed));

        // What is asked of the register, as it stands.
        for (query, count) in [
            ("", 3),
            ("?state=cancelled", 1),
            ("?state=passed&year=2026", 2),
            ("?year=2025", 0),
            ("?words=GIONG+rau", 1),
            ("?words=100%25", 1),
            ("?words=xa_phuong", 1),
            ("?words=_", 1),
            ("?words=88%2Fskhcn", 2),
            ("?words=%5C", 0),
        ] {
            let list = program.get(cookie, &format!("/bo/incoming{query}")).await;
            assert_eq!(list.body.matches("href=\"/bo/incoming/0").count(), count, "{query}: {}", list.body);
        }
        for (path, most) in [
            ("/bo/incoming?state=passed&words=giong".to_owned(), 6),
            (path.clone(), 13),
            ("/bo/incoming/new".to_owned(), 4),
        ] {
            let before = db.statements();
            assert_eq!(program.get(cookie, &path).await.status, StatusCode::OK);
            let taken = db.statements() - before;
            assert!(taken <= most, "{path}: {taken}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_with_something_wrong_registers_nothing() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let beside = unit(&town.program.app, "Thị xã khác", None).await.to_string();
        let long = "ă".repeat(501);
        for (field, value, status) in [
            ("unit", "", StatusCode::UNPROCESSABLE_ENTITY),
            ("unit", beside.as_str(), StatusCode::NOT_FOUND),
            ("channel", "fax", StatusCode::UNPROCESSABLE_ENTITY),
            ("channel", "exchange", StatusCode::UNPROCESSABLE_ENTITY),
            ("arrived_on", "", StatusCode::UNPROCESSABLE_ENTITY),
            ("arrived_on", "2026-11-24", StatusCode::UNPROCESSABLE_ENTITY),
            ("arrived_on", "2016-11-20", StatusCode::UNPROCESSABLE_ENTITY),
            ("sender", " ", StatusCode::UNPROCESSABLE_ENTITY),
            ("title", "", StatusCode::UNPROCESSABLE_ENTITY),
            ("title", long.as_str(), StatusCode::UNPROCESSABLE_ENTITY),
            ("due_on", "31/02/2026", StatusCode::UNPROCESSABLE_ENTITY),
            ("to", "somebody", StatusCode::UNPROCESSABLE_ENTITY),
            ("to", &format!("unit:{beside}"), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let answer = town.send(&town.clerk, "/bo/incoming", &town.fields(&[(field, value)])).await;
            assert_eq!(answer.status, status, "{field} {value}: {}", answer.body);
        }
        let fields = town.fields(&[]);
        let given: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let program = &town.program;
        let file: &[(&str, &[u8])] = &[("virus.pdf", b"MZ\x90\0\x03")];
        let answer = program.deliver(&town.clerk.cookie, "/bo/incoming", &given, "evidence", file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "by its content it is a program");
        assert_eq!(all(&program.app, town.town).await, []);
        // None of them took a number.
        assert_eq!(town.found(town.registered(&[]).await).await.number, 1);
        // A key of a document elsewhere opens nothing.
        let (elsewhere, _) = entered(&program.app, beside.parse().expect("an id"), State::Accepted).await;
        let stolen = town.fields(&[("key", &elsewhere.to_string())]);
        let answer = town.send(&town.clerk, "/bo/incoming", &stolen).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn numbers_have_no_gap_whoever_registers() {
    const CLERKS: usize = 16;
    const EACH: usize = 20;

    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã Sông Trà", None).await;
        let register = async |at: usize| {
            let mut taken = Vec::new();
            for turn in 0..EACH {
                let tx = db.write(Actor::System).await.expect("writes");
                let new = Incoming { id: tx.next_id(), unit: town, number: 0, ..written(State::Accepted) };
                let new = actions::enter(&tx, new, None, None, &[]).await.expect("entered");
                // One in five is undone after it took its number.
                if (at * EACH + turn).is_multiple_of(5) {
                    drop(tx);
                    continue;
                }
                tx.commit().await.expect("commits");
                taken.push(new.number);
            }
            taken
        };
        let all = futures_util::future::join_all((0..CLERKS).map(register)).await.concat();
        let set: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!((set.len(), set), (all.len(), (1..=all.len() as i32).collect()));
        // What goes out has numbers of its own, and no sign of a type is that of what comes in.
        let tx = db.write(Actor::System).await.expect("writes");
        assert_eq!(issuing::next_number(&tx, town, 2026, "").await.expect("a number"), 1);
        drop(tx);
        let clerk = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let path = format!("/bo/units/{town}/register");
        let set = [("last", "900"), ("series", issuing::INCOMING)];
        assert_eq!(program.post(&clerk.cookie, &path, &set).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The paper register goes on.
        let set = [("last", "900"), ("of", "incoming")];
        assert_eq!(program.post(&clerk.cookie, &path, &set).await.status, StatusCode::SEE_OTHER);
        let (next, _) = entered(&program.app, town, State::Accepted).await;
        let tx = db.read().await.expect("reads");
        assert_eq!(store::find(&tx, next).await.expect("there").number, 901);
        assert!(matches!(store::find(&tx, Uuid::nil()).await, Err(Error::NotFound)));
    })
    .await;
}
