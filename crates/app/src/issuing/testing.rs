//! Documents for tests.

use base::Actor;
use uuid::Uuid;

use super::forms::NewAct;
use super::model::{Authority, Document, FileKind, Issued, Standing, State};
use super::{actions, store};
use crate::AppState;
use crate::access::{Grant, Role, Signed};
use crate::people::testing::somebody;

/// One that was issued.
pub(crate) fn written() -> Document {
    in_state(State::Issued)
}

/// One in a state.
pub(super) fn in_state(state: State) -> Document {
    let at = "2026-11-12T02:00:00Z".parse().expect("an instant");
    let issued =
        Issued { year: 2026, series: String::new(), number: 5, on: "2026-11-12".parse().expect("a day"), at };
    Document {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        origin: Uuid::nil(),
        kind: "Báo cáo".to_owned(),
        symbol: "BC-UBND".to_owned(),
        type_sign: "BC".to_owned(),
        title: "Kết quả thực hiện kế hoạch".to_owned(),
        state,
        signer: Uuid::nil(),
        signed_at: at,
        snapshot: "ab".repeat(32).parse().expect("a hash"),
        issued: (state != State::Signed).then_some(issued),
        replaces: None,
        revision: 2,
    }
}

/// That a deputy signs.
pub(crate) fn standing() -> Standing {
    signs(Authority::Deputy)
}

/// That somebody signs in a way.
pub(super) fn signs(authority: Authority) -> Standing {
    Standing {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        person: Uuid::nil(),
        authority,
        title: "Phó Chủ tịch".to_owned(),
        head_title: "Chủ tịch".to_owned(),
        act: Some("12/QĐ-UBND".to_owned()),
        from: "2026-01-01".parse().expect("a day"),
        to: "2026-12-31".parse().ok(),
    }
}

/// Says that somebody signs for a unit; the id of it.
pub(crate) async fn may_sign(app: &AppState, unit: Uuid, person: Uuid) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let from = "2020-01-01".parse().expect("a day");
    let standing = Standing { id: tx.next_id(), unit, person, from, to: None, ..signs(Authority::Head) };
    store::add_standing(&tx, &standing).await.expect("added");
    tx.record(db::Event::new("test.signer", "test"));
    tx.commit().await.expect("commits");
    standing.id
}

/// Issues a document that was signed, and says that it came back signed from outside.
pub(crate) async fn issued(app: &AppState, unit: Uuid, id: Uuid) {
    let person = somebody(app, Role::Coordinator, Some(unit)).await;
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(unit) }];
    let signed = Signed::new(person.id, String::new(), String::new(), grants);
    let act = |revision| NewAct { key: None, revision, words: None };
    actions::issue(app, &signed, id, act(1)).await.expect("issued");
    let copy = app.files.put_bytes(signed_copy(app, id).await).await.expect("put");
    actions::take_back(app, &signed, id, act(2), copy).await.expect("taken back");
}

/// The PDF of a document that was issued, with what a signature adds.
pub(crate) async fn signed_copy(app: &AppState, id: Uuid) -> Vec<u8> {
    let document = store::find(&app.db.read().await.expect("reads"), id).await.expect("there");
    let pdf = actions::file(app, &document, FileKind::Pdf).await.expect("made");
    let signature = b"\n9 0 obj<</Type/Sig/ByteRange[0 1 2 3]>>endobj\n%%EOF\n";
    [&pdf[..], signature].concat()
}
