//! Units for tests.

use base::Actor;
use chrono::NaiveDate;
use db::Event;
use uuid::Uuid;

use super::model::{Kind, Unit};
use super::store;
use crate::AppState;

/// A unit that has held since 2004.
pub(crate) async fn unit(app: &AppState, name: &str, parent: Option<Uuid>) -> Uuid {
    unit_from(app, name, parent, "2004-01-01").await
}

/// A unit that held until the reform of 2025.
pub(crate) async fn ended_unit(app: &AppState, name: &str, parent: Option<Uuid>) -> Uuid {
    let id = unit(app, name, parent).await;
    let tx = app.db.write(Actor::System).await.expect("writes");
    let unit = store::find(&tx, id).await.expect("there");
    let to = Some("2025-07-01".parse().expect("a day"));
    store::correct(&tx, &Unit { to, ..unit }).await.expect("ended");
    tx.record(Event::new("test.unit", "test"));
    tx.commit().await.expect("commits");
    id
}

/// A unit that holds from a day on.
pub(crate) async fn unit_from(app: &AppState, name: &str, parent: Option<Uuid>, from: &str) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let from: NaiveDate = from.parse().expect("a day");
    let (id, name) = (tx.next_id(), name.to_owned());
    let unit = Unit {
        id,
        parent,
        kind: Kind::Office,
        code: None,
        name,
        short_name: None,
        from,
        to: None,
        revision: 1,
    };
    store::add(&tx, &unit).await.expect("added");
    tx.record(Event::new("test.unit", "test"));
    tx.commit().await.expect("commits");
    id
}
