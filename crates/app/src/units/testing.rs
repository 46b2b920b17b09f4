//! Units for tests.

use base::Actor;
use chrono::NaiveDate;
use db::Event;
use uuid::Uuid;

use super::model::{Kind, Share, Succession, Unit, WHOLE};
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

/// Two units that took the place of one with the reform of 2025, half of it each.
pub(crate) async fn divided(app: &AppState, unit: Uuid) -> [Uuid; 2] {
    let halves = [
        unit_from(app, "Phường Đông", None, "2025-07-01").await,
        unit_from(app, "Phường Tây", None, "2025-07-01").await,
    ];
    became(app, unit, &halves.map(|half| (half, WHOLE / 2))).await;
    halves
}

/// The reform of 2025 makes of a unit others, with their shares in millionths.
pub(crate) async fn became(app: &AppState, unit: Uuid, shares: &[(Uuid, i64)]) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let day: NaiveDate = "2025-07-01".parse().expect("a day");
    let share = |(to, millionths): &(Uuid, i64)| Share { from: unit, to: *to, millionths: *millionths };
    let succession = Succession {
        id: tx.next_id(),
        act: "1664/NQ-UBTVQH15".to_owned(),
        act_on: day,
        effective_on: day,
        note: None,
        shares: shares.iter().map(share).collect(),
    };
    store::add_succession(&tx, &succession).await.expect("written");
    tx.record(Event::new("test.unit", "test"));
    tx.commit().await.expect("commits");
}
