//! Dispatches for tests.

use base::Actor;
use uuid::Uuid;

use super::model::{Channel, Dispatch, State};
use super::store;
use crate::AppState;
use crate::access::Role;
use crate::people::testing::somebody;

/// A document that was handed over to somebody.
pub(crate) async fn handed_over(app: &AppState, document: Uuid) -> Uuid {
    let person = somebody(app, Role::Viewer, None).await;
    let tx = app.db.write(Actor::System).await.expect("writes");
    let one = Dispatch {
        id: tx.next_id(),
        document,
        recipient: "Sở Khoa học và Công nghệ".to_owned(),
        channel: Channel::Hand,
        address: String::new(),
        state: State::Sent,
        exchange: None,
        fault: None,
        words: None,
        changed_at: tx.now(),
        revision: 1,
    };
    store::add(&tx, std::slice::from_ref(&one), person.id).await.expect("added");
    tx.record(db::Event::new("test.dispatch", "test"));
    tx.commit().await.expect("commits");
    one.id
}

/// Sends what waits of a document by the exchange; the message.
pub(crate) async fn delivered(app: &AppState, document: Uuid) -> edxml::Message {
    let all = store::of_document(&app.db.read().await.expect("reads"), document).await.expect("read");
    let one = all.iter().find(|one| one.channel == Channel::Exchange).expect("one");
    super::actions::deliver(app, one.id, super::actions::Turn::default()).await.expect("delivered");
    let crate::exchange::Sink::Folder(folder) = &app.exchange.sink else { panic!("a folder") };
    let bytes = std::fs::read(folder.join("out").join(format!("{}.edxml", one.id))).expect("a message");
    edxml::read(&bytes, &edxml::Limits::default()).expect("a message")
}

/// Where what was sent last of a document is, and what the recipient said.
pub(crate) async fn state(app: &AppState, document: Uuid) -> (String, Option<String>) {
    let all = store::of_document(&app.db.read().await.expect("reads"), document).await.expect("read");
    (all[0].state.name().to_owned(), all[0].words.clone())
}
