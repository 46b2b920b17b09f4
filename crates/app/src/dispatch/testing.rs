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
        words: None,
        changed_at: tx.now(),
        revision: 1,
    };
    store::add(&tx, std::slice::from_ref(&one), person.id).await.expect("added");
    tx.record(db::Event::new("test.dispatch", "test"));
    tx.commit().await.expect("commits");
    one.id
}
