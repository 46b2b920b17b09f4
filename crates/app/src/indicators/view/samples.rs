//! The pages as a test renders them.

use std::collections::HashMap;

use base::FieldError;
use reporting::Formula;
use uuid::Uuid;
use web::{Form, View};

use super::{List, Shown, catalogue, indicator, list, new};
use crate::access::{Grant, Role, Signed};
use crate::indicators::kind::Kind;
use crate::indicators::model::{Baseline, Direction, Hands, Indicator, Origin, PartOf, Reported, Target};
use crate::indicators::outcome::Outcome;
use crate::indicators::rules::Rules;
use crate::indicators::source::{Source, WorkedOut};

/// Every page of this domain, with and without what it may show.
pub(crate) fn samples(site: &web::Site, language: web::Language) -> Vec<web::Sample> {
    let view = View::new(site.clone(), language);
    let signed = Signed::new(
        Uuid::nil(),
        "Lan".to_owned(),
        String::new(),
        vec![Grant { role: Role::Officer, unit: None }],
    );
    let made = |is_full: bool| Indicator {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        origin: is_full.then(|| Origin {
            plan: Uuid::nil(),
            plan_number: "15/KH-UBND".to_owned(),
            clause: Uuid::nil(),
            clause_path: "II.1".to_owned(),
        }),
        name: "mô hình trồng rau sạch".to_owned(),
        measured_in: is_full.then(|| "mô hình".to_owned()),
        kind: Kind::Number,
        steps: Vec::new(),
        rules: Rules::of(Kind::Number, None),
        source: Source::Typed,
        part_of: None,
        baseline: is_full.then_some(Baseline { value: 1.0, year: Some(2022) }),
        revision: 1,
        direction: Direction::Up,
        words: is_full.then(|| "Đến năm 2027 có 3 mô hình.".to_owned()),
        targets: [(3.0, Some(5.0)), (6.0, None)]
            .map(|(low, high)| Target { year: is_full.then_some(2027), low: Some(low), high })
            .to_vec(),
    };
    let value = |value| Reported {
        id: Uuid::from_u128(1),
        unit: Uuid::nil(),
        year: 2025,
        number: 1,
        value,
        note: Some("theo biên bản".to_owned()),
        person: Uuid::nil(),
        at: chrono::DateTime::UNIX_EPOCH,
    };
    let beside = |number: u128| Indicator { id: Uuid::from_u128(number), ..made(true) };
    let part = |number| Indicator {
        part_of: Some(PartOf { whole: Uuid::nil(), by: Some("loại rau".to_owned()) }),
        ..beside(number)
    };
    let worked_out = Indicator {
        source: Source::Formula(WorkedOut {
            text: "A / B".to_owned(),
            formula: Formula::read("A / B").expect("a formula"),
            operands: vec![Uuid::from_u128(7), Uuid::from_u128(8)],
        }),
        ..beside(9)
    };
    let scale =
        Indicator { kind: Kind::Scale, steps: vec!["Thấp".to_owned(), "Cao".to_owned()], ..part(10) };
    let others = || [beside(7), part(8)].map(|one| (one.id, one)).into();
    let told = |value: Option<f64>| Outcome {
        indicator: Uuid::nil(),
        run: Uuid::nil(),
        unit: Uuid::nil(),
        year: 2026,
        last_on: "2026-10-31".parse().expect("a day"),
        periods: 10,
        value,
        is_estimate: true,
        said: 2,
        concerned: 3,
    };
    let of = |indicator: Indicator| Shown {
        outcomes: vec![told(None)],
        hands: Hands::of(&indicator, &HashMap::new()),
        values: Vec::new(),
        own: Vec::new(),
        may_change: true,
        beside: others(),
        units: HashMap::new(),
        people: HashMap::new(),
        key: Uuid::nil(),
        today: "2026-11-24".parse().expect("a day"),
        indicator,
    };
    let shown = |is_full: bool| Shown {
        outcomes: if is_full { vec![told(Some(4.0))] } else { Vec::new() },
        indicator: made(is_full),
        values: if is_full { vec![value(Some(4.0)), value(None)] } else { Vec::new() },
        own: Vec::new(),
        may_change: is_full,
        beside: if is_full { others() } else { HashMap::new() },
        units: HashMap::new(),
        hands: Hands::of(&made(is_full), &HashMap::new()),
        people: HashMap::new(),
        key: Uuid::nil(),
        today: "2026-11-24".parse().expect("a day"),
    };
    let sample = |template, case, context| web::Sample { template, case, context };
    let listed = |indicators: Vec<Indicator>| List {
        indicators,
        outcomes: HashMap::new(),
        values: [(Uuid::nil(), vec![value(Some(2.0))])].into(),
        units: HashMap::new(),
        successors: HashMap::new(),
    };
    let form = Form::default();
    let wrong = [FieldError::new("value", "amount")];
    let unread = [FieldError::new("formula", "formula")];
    let everything = [beside(1), part(8), worked_out.clone(), scale.clone()];
    vec![
        sample("indicators/catalogue.html", "empty", catalogue(&signed, &[], &HashMap::new())),
        sample("indicators/catalogue.html", "full", catalogue(&signed, &everything, &HashMap::new())),
        sample("indicators/new.html", "own", new(&signed, None, &[], &form, &wrong)),
        sample("indicators/new.html", "part", new(&signed, Some(&made(true)), &[], &form, &[])),
        sample(
            "indicators/indicator.html",
            "formula",
            indicator(&view, &signed, &of(worked_out), &form, &unread),
        ),
        sample(
            "indicators/indicator.html",
            "scale",
            indicator(&view, &signed, &of(scale.clone()), &form, &[]),
        ),
        sample("indicators/list.html", "empty", list(&signed, &listed(Vec::new()))),
        sample("indicators/list.html", "full", list(&signed, &listed(vec![made(true), made(false)]))),
        sample(
            "indicators/list.html",
            "reported",
            list(
                &signed,
                &List {
                    outcomes: [(Uuid::nil(), vec![told(Some(4.0))]), (Uuid::from_u128(10), vec![told(None)])]
                        .into(),
                    ..listed(vec![made(true), scale])
                },
            ),
        ),
        sample("indicators/indicator.html", "new", indicator(&view, &signed, &shown(false), &form, &[])),
        sample("indicators/indicator.html", "full", indicator(&view, &signed, &shown(true), &form, &wrong)),
    ]
}
