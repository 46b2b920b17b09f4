//! Messages of others, from their folder to the registers.

mod answers;
mod hostile;

use axum::http::StatusCode;
use db::testing::{TestDb, each_database};
use uuid::Uuid;

use super::testing::{names, put, source};
use super::{Sink, actions};
use crate::AppState;
use crate::access::{Role, Scope};
use crate::incoming::testing::{all, send_receipts};
use crate::incoming::{Incoming, State};
use crate::issuing;
use crate::people::testing::{Somebody, signed_in, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

/// The code of the town in the exchange, and that of the office that writes to it.
const TOWN: &str = "000.00.45.H21";
const SENDER: &str = "000.00.07.H21";

struct Town {
    program: Program,
    clock: std::sync::Arc<base::FixedClock>,
    town: Uuid,
    clerk: Somebody,
}

impl Town {
    async fn new(db: &TestDb) -> Self {
        let program = Program::new(db);
        let town = unit(&program.app, "Ủy ban nhân dân thị xã Sông Trà", None).await;
        let clerk = somebody(&program.app, Role::Coordinator, Some(town)).await;
        has_code(&program.app, &clerk, town, TOWN).await;
        Self { program, clock: db.clock.clone(), town, clerk }
    }

    fn app(&self) -> &AppState {
        &self.program.app
    }

    async fn take(&self) {
        // Each run is later than the one before.
        self.clock.advance(chrono::TimeDelta::seconds(1));
        actions::take_all(self.app()).await.expect("taken");
    }

    async fn registered(&self) -> Vec<Incoming> {
        all(self.app(), self.town).await
    }

    /// Why messages were not taken in, the latest first.
    async fn reasons(&self) -> Vec<String> {
        let tx = self.app().db.read().await.expect("reads");
        let (found, _) = super::store::list(&tx, &Scope::All, true, 0).await.expect("read");
        found.into_iter().filter_map(|one| one.reason).collect()
    }
}

/// Says which code a unit has in the exchange.
async fn has_code(app: &AppState, clerk: &Somebody, unit: Uuid, organ: &str) {
    let letterhead = issuing::Letterhead {
        agency: "Ủy ban nhân dân thị xã Sông Trà".to_owned(),
        sign: "UBND".to_owned(),
        place: "Sông Trà".to_owned(),
        organ: organ.to_owned(),
        ..issuing::Letterhead::default()
    };
    let new = issuing::NewLetterhead { revision: 0, letterhead };
    let signed = signed_in(app, clerk).await;
    issuing::set_letterhead(app, &signed, unit, new).await.expect("set");
}

/// A plan that the office sends to some.
fn plan(to: &[&str]) -> edxml::Dispatch {
    let organ = |id: &str, name: &str| edxml::Organ {
        id: id.to_owned(),
        name: name.to_owned(),
        ..Default::default()
    };
    let code = edxml::Code { number: "88".to_owned(), notation: "KH-SKHCN".to_owned() };
    let date = "2026-11-18".parse().expect("a day");
    let file = |name: &str, bytes: &[u8]| edxml::Attachment {
        name: name.to_owned(),
        content_type: "application/pdf".to_owned(),
        bytes: bytes.to_vec(),
        ..Default::default()
    };
    edxml::Dispatch {
        header: edxml::Header {
            from: organ(SENDER, "Sở Khoa học và Công nghệ"),
            to: to.iter().map(|id| organ(id, "Nơi nhận")).collect(),
            document_id: edxml::document_id(SENDER, date, &code),
            code,
            promulgation: edxml::Promulgation { place: "Pleiku".to_owned(), date: Some(date) },
            document_type: edxml::DocumentType { name: "Kế hoạch".to_owned(), ..Default::default() },
            subject: "Nhân giống rau sạch (mẫu)".to_owned(),
            due: "2026-12-10".parse().ok(),
            signer: edxml::Signer { full_name: "Trần Văn Mẫu".to_owned(), ..Default::default() },
            ..Default::default()
        },
        trace: sent("2026-11-18T02:00:00"),
        attachments: vec![file("ke-hoach.pdf", b"%PDF-1.7 mau"), file("phu-luc.zip", b"PK\x03\x04 nen")],
    }
}

/// That it was sent at an instant.
fn sent(at: &str) -> edxml::Trace {
    let step = edxml::Step { organ_id: SENDER.to_owned(), at: at.parse().ok() };
    edxml::Trace { steps: vec![step], ..Default::default() }
}

fn written(message: edxml::Dispatch) -> Vec<u8> {
    edxml::write(&edxml::Message::Dispatch(Box::new(message))).expect("a message")
}

/// The receipts that stand where messages go, in order of their codes.
fn receipts(app: &AppState) -> Vec<edxml::Receipt> {
    let Sink::Folder(folder) = &app.exchange.sink else { panic!("a folder") };
    let Ok(entries) = std::fs::read_dir(folder.join("out")) else { return Vec::new() };
    let receipt = |entry: std::io::Result<std::fs::DirEntry>| {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a message");
        match edxml::read(&bytes, &edxml::Limits::default()).expect("a message") {
            edxml::Message::Receipt(receipt) => Some(*receipt),
            edxml::Message::Dispatch(_) => None,
        }
    };
    let mut all: Vec<_> = entries.filter_map(receipt).collect();
    all.sort_by_key(|receipt| receipt.status);
    all
}

#[tokio::test]
async fn a_message_is_registered_once_and_its_sender_is_told() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        let message = written(plan(&["000.00.99.H21", TOWN]));
        put(app, "mot.edxml", &message);
        put(app, "hai.XML", &message);
        town.take().await;
        let one = town.registered().await;
        assert_eq!(one.len(), 1, "the same file twice is one");
        let one = &one[0];
        assert_eq!((one.number, one.state), (1, State::New));
        assert_eq!(
            (one.entry.sender.as_str(), one.entry.code.as_str(), one.entry.title.as_str()),
            ("Sở Khoa học và Công nghệ", "88/KH-SKHCN", "Nhân giống rau sạch (mẫu)")
        );
        assert_eq!(one.entry.due_on, "2026-12-10".parse().ok());
        assert_eq!(
            (names(app, "taken"), names(app, "rejected")),
            (vec!["hai.XML".to_owned(), "mot.edxml".to_owned()], vec![])
        );

        // Its page shows what came and what was left out; accepting it is told.
        let (cookie, path) = (&town.clerk.cookie, format!("/bo/incoming/{}", one.id));
        let page = town.program.get(cookie, &path).await;
        for words in ["ke-hoach.pdf", "phu-luc.zip", SENDER, "Chờ tiếp nhận"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let cancelled = [("revision", "1"), ("reason", "Nhầm")];
        let answer = town.program.post(cookie, &format!("{path}/cancellation"), &cancelled).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "who sent it would not be told");
        assert_eq!(send_receipts(app).await, 1);
        for _ in 0..2 {
            let key = one.id.to_string();
            let answer = town
                .program
                .post(cookie, &format!("{path}/acceptance"), &[("revision", "1"), ("key", &key)])
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        for _ in 0..2 {
            // A job may run twice: the same receipt is one.
            assert_eq!(send_receipts(app).await, 2);
        }
        let told = receipts(app);
        let codes: Vec<_> = told.iter().map(|receipt| receipt.status).collect();
        assert_eq!(codes, [edxml::Status::Arrived, edxml::Status::Accepted]);
        assert_eq!(told[0].from.id, TOWN);
        assert_eq!(told[0].response_for.organ_id, SENDER);
        assert_eq!(told[0].response_for.document_id, "000.00.07.H21,2026/11/18,88/KH-SKHCN");

        // Sent once more by its sender, it is told again and not registered again.
        put(
            app,
            "lai.edxml",
            written(edxml::Dispatch { trace: sent("2026-11-19T02:00:00"), ..plan(&[TOWN]) }),
        );
        town.take().await;
        assert_eq!(town.registered().await.len(), 1);
        assert_eq!(send_receipts(app).await, 3);
        // Refused, it may come anew.
        put(
            app,
            "khac.edxml",
            written(edxml::Dispatch {
                header: edxml::Header { document_id: "khac".to_owned(), ..plan(&[TOWN]).header },
                ..plan(&[TOWN])
            }),
        );
        town.take().await;
        let other = town.registered().await.remove(1);
        let path = format!("/bo/incoming/{}/refusal", other.id);
        let answer = town.program.post(cookie, &path, &[("revision", "1")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "it says why");
        let refused = [("revision", "1"), ("reason", "Thiếu phụ lục II")];
        assert_eq!(town.program.post(cookie, &path, &refused).await.status, StatusCode::SEE_OTHER);
        send_receipts(app).await;
        let told = receipts(app);
        let refusal = told.iter().find(|one| one.status == edxml::Status::Rejected).expect("told");
        assert_eq!(refusal.description, "Thiếu phụ lục II");
        let mut again = edxml::Dispatch { trace: sent("2026-11-20T02:00:00"), ..plan(&[TOWN]) };
        again.header.document_id = "khac".to_owned();
        put(app, "khac.edxml", written(again));
        town.take().await;
        let numbers: Vec<_> = town.registered().await.iter().map(|one| (one.number, one.state)).collect();
        assert_eq!(numbers, [(1, State::Accepted), (2, State::Refused), (3, State::New)]);
        // Another file of the name of one that was put away stands beside it.
        assert_eq!(names(app, "taken").iter().filter(|name| name.contains("khac.edxml")).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn whatever_dies_in_between_the_end_is_the_same() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        let message = written(plan(&[TOWN]));
        // Registered, and killed before it was put away: the file stands where it stood.
        put(app, "mot.edxml", &message);
        town.take().await;
        let taken = source(app).join("taken/mot.edxml");
        std::fs::rename(&taken, source(app).join("mot.edxml")).expect("back");
        town.take().await;
        assert_eq!((town.registered().await.len(), names(app, "taken")), (1, vec!["mot.edxml".to_owned()]));
        assert_eq!(names(app, ""), [""; 0]);

        // Put away, and what was written down lost with the power: whoever puts it back has it registered, once.
        let other = written(edxml::Dispatch {
            header: edxml::Header { document_id: "hai".to_owned(), ..plan(&[TOWN]).header },
            ..plan(&[TOWN])
        });
        std::fs::write(source(app).join("taken/hai.edxml"), &other).expect("written");
        town.take().await;
        assert_eq!(town.registered().await.len(), 1);
        std::fs::rename(source(app).join("taken/hai.edxml"), source(app).join("hai.edxml")).expect("back");
        town.take().await;
        town.take().await;
        assert_eq!(town.registered().await.len(), 2);

        // The folder cannot be written to: nothing is lost, and nothing comes twice.
        let third = written(edxml::Dispatch {
            header: edxml::Header { document_id: "ba".to_owned(), ..plan(&[TOWN]).header },
            ..plan(&[TOWN])
        });
        put(app, "ba.edxml", &third);
        std::fs::rename(source(app).join("taken"), source(app).join("cho")).expect("moved");
        put(app, "taken", b"");
        assert!(actions::take_all(app).await.is_err());
        assert_eq!(
            (town.registered().await.len(), names(app, "").contains(&"ba.edxml".to_owned())),
            (3, true)
        );
        std::fs::remove_file(source(app).join("taken")).expect("removed");
        town.take().await;
        assert_eq!((town.registered().await.len(), names(app, "taken")), (3, vec!["ba.edxml".to_owned()]));

        // Two nodes look at once.
        let fourth = written(edxml::Dispatch {
            header: edxml::Header { document_id: "tu".to_owned(), ..plan(&[TOWN]).header },
            ..plan(&[TOWN])
        });
        put(app, "tu.edxml", &fourth);
        let node = AppState { db: db.another_node(), ..app.clone() };
        // Whoever comes second may fail, and comes again.
        let _ = tokio::join!(actions::take_all(app), actions::take_all(&node));
        town.take().await;
        let numbers: Vec<_> = town.registered().await.iter().map(|one| one.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        assert_eq!(names(app, ""), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn each_recipient_here_has_its_own_entry_and_senders_take_back_their_own() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        let ward = unit(app, "Ủy ban nhân dân phường An Bình", Some(town.town)).await;
        has_code(app, &town.clerk, ward, "000.12.45.H21").await;
        put(app, "mot.edxml", written(plan(&[TOWN, "000.12.45.H21"])));
        town.take().await;
        let entries: Vec<_> = town.registered().await.iter().map(|one| (one.unit, one.number)).collect();
        assert_eq!(entries.len(), 2);
        assert!(entries.contains(&(town.town, 1)) && entries.contains(&(ward, 1)));

        // Another comes in place of it, for the town alone.
        let id = "000.00.07.H21,2026/11/18,88/KH-SKHCN".to_owned();
        let replaced = edxml::Replaced { document_id: id.clone(), organ_ids: vec![TOWN.to_owned()] };
        let mut next = plan(&[TOWN, "000.12.45.H21"]);
        next.header.code.number = "89".to_owned();
        next.header.document_id = "000.00.07.H21,2026/11/19,89/KH-SKHCN".to_owned();
        next.trace.business.kind = edxml::Kind::Replacement(vec![replaced]);
        put(app, "hai.edxml", written(next.clone()));
        town.take().await;
        let states = async || {
            let all = town.registered().await;
            let mut states: Vec<_> =
                all.iter().map(|one| (one.unit == town.town, one.number, one.state)).collect();
            states.sort_by_key(|(is_town, number, _)| (*is_town, *number));
            states
        };
        assert_eq!(
            states().await,
            [
                (false, 1, State::New),
                (false, 2, State::New),
                (true, 1, State::Replaced),
                (true, 2, State::New)
            ]
        );
        // Somebody else takes back what is not theirs, then its sender what is, and once more.
        let mut recall = plan(&[TOWN, "000.12.45.H21"]);
        recall.trace.business = edxml::Business {
            kind: edxml::Kind::Revocation,
            document_id: next.header.document_id.clone(),
            reason: "Ban hành nhầm".to_owned(),
            ..Default::default()
        };
        let mut foreign = recall.clone();
        foreign.header.from.id = "000.00.08.H21".to_owned();
        put(app, "ba.edxml", written(foreign));
        town.take().await;
        assert_eq!(town.reasons().await, ["unknown-document"; 2]);
        assert!(states().await.iter().all(|(_, _, state)| *state != State::Revoked));
        put(app, "tu.edxml", written(recall.clone()));
        town.take().await;
        assert_eq!(
            states().await,
            [
                (false, 1, State::New),
                (false, 2, State::Revoked),
                (true, 1, State::Replaced),
                (true, 2, State::Revoked)
            ]
        );
        assert_eq!(names(app, "taken"), ["hai.edxml", "mot.edxml", "tu.edxml"]);
        recall.trace.steps = sent("2026-11-21T02:00:00").steps;
        put(app, "nam.edxml", written(recall));
        town.take().await;
        assert_eq!(town.reasons().await.first().map(String::as_str), Some("unchanged"));
        assert_eq!(names(app, "rejected"), ["ba.edxml", "nam.edxml"]);
        let page = town.program.get(&town.clerk.cookie, "/bo/incoming/messages?state=rejected").await;
        assert!(page.body.contains("ba.edxml") && !page.body.contains("tu.edxml"), "{}", page.body);
        let before = db.statements();
        town.program.get(&town.clerk.cookie, "/bo/incoming/messages").await;
        assert!(db.statements() - before <= 4, "{}", db.statements() - before);
        // Who keeps the register of another unit sees what is for nobody, and nothing of ours.
        let beside = unit(app, "Thị xã khác", None).await;
        let clerk = somebody(app, Role::Coordinator, Some(beside)).await;
        let page = town.program.get(&clerk.cookie, "/bo/incoming/messages").await;
        assert!(!page.body.contains("ba.edxml"), "{}", page.body);
    })
    .await;
}
