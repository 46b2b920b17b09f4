//! Indicators for tests.

use std::collections::HashMap;

use base::Actor;
use uuid::Uuid;

use super::actions;
use super::model::{Direction, Indicator, Kind, NewIndicator, Target};
use crate::AppState;

/// An indicator of a unit.
pub(crate) async fn indicator(app: &AppState, unit: Uuid) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let new = NewIndicator {
        unit,
        origin: None,
        name: "mô hình rau sạch".to_owned(),
        measured_in: Some("mô hình".to_owned()),
        is_up: true,
        words: "Có từ 3 đến 5 mô hình.".to_owned(),
        target: Target { year: Some(2030), low: Some(3.0), high: Some(5.0) },
    };
    let id = actions::set(&tx, new).await.expect("set");
    tx.commit().await.expect("commits");
    id
}

/// A number and a share, with those ids.
pub(crate) fn two(ids: [Uuid; 2]) -> HashMap<Uuid, Indicator> {
    let made = |id: Uuid, kind: Kind| Indicator {
        id,
        unit: Uuid::nil(),
        origin: None,
        name: "mô hình rau sạch".to_owned(),
        measured_in: Some(if kind == Kind::Share { "%" } else { "mô hình" }.to_owned()),
        kind,
        rules: crate::indicators::rules::Rules::of(kind, None),
        revision: 1,
        direction: Direction::Up,
        words: None,
        targets: vec![Target { year: Some(2030), low: Some(3.0), high: Some(5.0) }],
    };
    ids.into_iter().zip([Kind::Number, Kind::Share]).map(|(id, kind)| (id, made(id, kind))).collect()
}
