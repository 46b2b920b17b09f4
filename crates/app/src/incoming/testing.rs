//! Incoming documents for tests.

use base::Actor;
use uuid::Uuid;

use super::model::{Channel, Entry, Incoming, Origin, State};
use super::{actions, store};
use crate::AppState;

/// One in a state; new ones and those that who sent them did something to came by the exchange.
pub(crate) fn written(state: State) -> Incoming {
    let is_message = matches!(state, State::New | State::Refused | State::Revoked | State::Replaced);
    let origin = Origin {
        organ: "000.00.07.H21".to_owned(),
        document: "000.00.07.H21,2026/11/12,88/SKHCN".to_owned(),
    };
    Incoming {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        year: 2026,
        number: 12,
        channel: if is_message { Channel::Exchange } else { Channel::Hand },
        entry: entry(),
        state,
        passed: (state == State::Passed).then(|| super::To::Unit(Uuid::nil())),
        origin: is_message.then_some(origin),
        revision: 1,
    }
}

/// What it says.
pub(crate) fn entry() -> Entry {
    Entry {
        arrived_on: "2026-11-20".parse().expect("a day"),
        sender: "Sở Khoa học và Công nghệ".to_owned(),
        code: "88/SKHCN-VP".to_owned(),
        document_on: "2026-11-18".parse().ok(),
        kind: "Công văn".to_owned(),
        title: "Hướng dẫn lập danh mục giống cây trồng (mẫu)".to_owned(),
        due_on: "2026-11-22".parse().ok(),
        words: Some("Chuyển Phòng Kinh tế tham mưu".to_owned()),
    }
}

/// Enters one in a state into a unit's register, with a file; the ids of it and of the file.
pub(crate) async fn entered(app: &AppState, unit: Uuid, state: State) -> (Uuid, Uuid) {
    let file = crate::evidence::Arrived::of(app, "công văn.txt", b"K\xc3\xadnh g\xe1\xbb\xadi".to_vec())
        .await
        .expect("put");
    let tx = app.db.write(Actor::System).await.expect("writes");
    let new = Incoming { id: tx.next_id(), unit, ..written(state) };
    let new = actions::enter(&tx, new, None, None, &[file]).await.expect("entered");
    tx.commit().await.expect("commits");
    let files = store::files(&app.db.read().await.expect("reads"), new.id).await.expect("read");
    (new.id, files[0].id)
}

/// Writes the receipts that wait, as the worker would; how many there were.
pub(crate) async fn send_receipts(app: &AppState) -> usize {
    use db::sea_orm::{ConnectionTrait, Statement};

    let tx = app.db.read().await.expect("reads");
    let sql = format!(
        "SELECT CAST(payload AS text) AS payload FROM jobs WHERE kind = '{}' ORDER BY id",
        super::receipts::RECEIPT
    );
    let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await.expect("rows");
    drop(tx);
    for row in &rows {
        let payload: String = row.try_get("", "payload").expect("a payload");
        super::receipts::send(app, &serde_json::from_str(&payload).expect("a receipt")).await.expect("sent");
    }
    rows.len()
}

/// Those of a unit's register, by number.
pub(crate) async fn all(app: &AppState, unit: Uuid) -> Vec<Incoming> {
    use crate::access::{Grant, Role, Signed};

    let grants = vec![Grant { role: Role::Coordinator, unit: Some(unit) }];
    let signed = Signed::new(Uuid::nil(), String::new(), String::new(), grants);
    let tx = app.db.read().await.expect("reads");
    let (mut all, _) = store::list(&tx, &signed, &store::Question::default(), 0).await.expect("read");
    all.reverse();
    all
}
