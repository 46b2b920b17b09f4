//! Indicators for tests.

use std::collections::HashMap;

use base::Actor;
use reporting::Formula;
use uuid::Uuid;

use super::actions;
use super::kind::Kind;
use super::model::{Direction, Indicator, NewIndicator, Origin, PartOf, Target};
use super::rules::Rules;
use super::source::{OfTasks, Source, WorkedOut};
use super::store;
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
        words: Some("Có từ 3 đến 5 mô hình.".to_owned()),
        kind: Kind::Number,
        part_of: None,
        targets: vec![Target { year: Some(2030), low: Some(3.0), high: Some(5.0) }],
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
        steps: Vec::new(),
        rules: Rules::of(kind, None),
        source: Source::Typed,
        part_of: None,
        baseline: None,
        revision: 1,
        direction: Direction::Up,
        words: None,
        targets: vec![Target { year: Some(2030), low: Some(3.0), high: Some(5.0) }],
    };
    ids.into_iter().zip([Kind::Number, Kind::Share]).map(|(id, kind)| (id, made(id, kind))).collect()
}

/// One of each kind and source: 1 a number, 2 a share, 11 yes or no, 12 a scale, 13 in words, 14 a mean that is part of 1, 15
/// worked out of 1.
pub(crate) fn of_each_kind() -> HashMap<Uuid, Indicator> {
    let mut all = two([1, 2].map(Uuid::from_u128));
    let number = all.values().find(|one| one.kind == Kind::Number).cloned().expect("made");
    for (id, kind) in
        [(11, Kind::YesNo), (12, Kind::Scale), (13, Kind::Text), (14, Kind::Mean), (15, Kind::Number)]
    {
        let id = Uuid::from_u128(id);
        let rules = Rules::of(kind, None);
        let steps =
            if kind == Kind::Scale { vec!["Thấp".to_owned(), "Cao".to_owned()] } else { Vec::new() };
        all.insert(id, Indicator { id, kind, rules, steps, ..number.clone() });
    }
    let mut change = |id, change: &dyn Fn(&mut Indicator)| {
        change(all.get_mut(&Uuid::from_u128(id)).expect("made"));
    };
    change(14, &|one| {
        one.part_of = Some(PartOf { whole: Uuid::from_u128(1), by: Some("loại rau".to_owned()) });
    });
    change(15, &|one| one.source = worked_out("A * 2", &[1]));
    all
}

/// Figures worked out of others.
pub(crate) fn worked_out(text: &str, operands: &[u128]) -> Source {
    Source::Formula(WorkedOut {
        text: text.to_owned(),
        formula: Formula::read(text).expect("a formula"),
        operands: operands.iter().copied().map(Uuid::from_u128).collect(),
    })
}

/// Indicators of an authority: a number, yes or no, a scale of three steps, words, a mean, two parts of the number, twice the
/// number, and the tasks done.
pub(crate) async fn kinds(app: &AppState, unit: Uuid) -> Vec<Uuid> {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let kinds = [
        Kind::Number,
        Kind::YesNo,
        Kind::Scale,
        Kind::Text,
        Kind::Mean,
        Kind::Number,
        Kind::Number,
        Kind::Number,
        Kind::Number,
    ];
    let mut made: Vec<Indicator> = Vec::new();
    for kind in kinds {
        let id = tx.next_id();
        let one = two([id, Uuid::nil()]).remove(&id).expect("made");
        let name = format!("chỉ tiêu {}", made.len());
        made.push(Indicator { unit, kind, rules: Rules::of(kind, None), name, ..one });
    }
    made[2].steps = ["Thấp", "Vừa", "Cao"].map(str::to_owned).to_vec();
    for part in [5, 6] {
        made[part].part_of = Some(PartOf { whole: made[0].id, by: Some("loại rau".to_owned()) });
    }
    made[7].source = worked_out("A * 2", &[made[0].id.as_u128()]);
    made[8].source = Source::Tasks(OfTasks::Done);
    for one in &made {
        store::add(&tx, one).await.expect("added");
    }
    tx.record(db::Event::new("test.indicators", "test"));
    tx.commit().await.expect("commits");
    made.into_iter().map(|one| one.id).collect()
}

/// Says that a clause of a plan set an indicator.
pub(crate) async fn set_by(app: &AppState, id: Uuid, plan: Uuid, clause: Uuid) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let before = store::find(&tx, id).await.expect("there");
    let origin = Origin { plan, plan_number: "15/KH".to_owned(), clause, clause_path: "II.1".to_owned() };
    store::change(&tx, &before, &Indicator { origin: Some(origin), ..before.clone() }).await.expect("set");
    tx.record(db::Event::new("test.indicators", "test"));
    tx.commit().await.expect("commits");
}
