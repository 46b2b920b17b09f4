//! The pages as a test renders them.

use base::FieldError;
use web::{Language, Sample, Site};

use super::*;
use crate::access::{Grant, Role};
use crate::indicators::{YearOf, testing};
use crate::plan::InPlan;
use crate::returns::Outstanding;
use crate::tasks::Counts;
use crate::units::{Around, Choice, Kind};

fn choice(id: u128) -> Choice {
    let from = "2025-07-01".parse().expect("a day");
    Choice { id: Uuid::from_u128(id), name: format!("Phường {id}"), from, to: None }
}

/// An indicator reached in some years.
fn at_unit(years: &[i32]) -> AtUnit {
    let ids = [1, 2].map(Uuid::from_u128);
    let indicator = testing::two(ids).remove(&ids[0]).expect("made");
    let year = |year: &i32| YearOf {
        year: *year,
        value: 2.5,
        on: "2026-10-31".parse().expect("a day"),
        told: (*year == 2026).then_some((true, Uuid::nil(), 3, 4)),
    };
    let years: Vec<_> = years.iter().map(year).collect();
    AtUnit { unit: indicator.unit, latest: years.last().cloned(), years, indicator }
}

fn made(is_full: bool) -> Board {
    let today = "2026-11-24".parse().expect("a day");
    let units = [1, 2, 3].map(choice);
    let around = Around {
        line: vec![choice(1), choice(9)],
        units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
    };
    let counts = Counts { on_time: 1, late: 2, within: 3, due_soon: 1, overdue: 4 };
    let mut board = Board {
        unit: Uuid::from_u128(1),
        around,
        others: vec![Uuid::from_u128(3)],
        by_unit: Default::default(),
        clauses: Vec::new(),
        indicators: Vec::new(),
        outstanding: Vec::new(),
        reported: 2,
        confirmed: 1,
        may_publish: is_full,
        today,
    };
    if is_full {
        board.by_unit.all = counts.plus(counts);
        board.by_unit.own = counts;
        board.by_unit.below = vec![(Uuid::from_u128(2), counts)];
        let clause = |plan: u128| InPlan {
            id: Uuid::from_u128(plan),
            plan: Uuid::from_u128(plan),
            number: "15/KH-UBND".to_owned(),
            path: "II.1".to_owned(),
            words: "Trồng <rau> sạch".to_owned(),
        };
        board.clauses = vec![(clause(1), counts), (clause(2), counts)];
        board.indicators = vec![at_unit(&[2024, 2025, 2026]), at_unit(&[])];
        board.outstanding = vec![Outstanding {
            run: Uuid::nil(),
            title: "Báo cáo năm".to_owned(),
            to: Uuid::from_u128(1),
            period: reporting::Period::named("2026").expect("a period"),
            due_on: "2026-11-14".parse().expect("a day"),
            is_open: true,
            asked: 3,
            owed: 2,
            late: 1,
            sent_since: 1,
            owing: vec![
                (Uuid::from_u128(2), "2026-11-14".parse().expect("a day")),
                (Uuid::from_u128(3), today),
            ],
        }];
    }
    board
}

/// Every page of this domain, with and without what it may show.
pub(crate) fn samples(site: &Site, language: Language) -> Vec<Sample> {
    let view = View::new(site.clone(), language);
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(Uuid::from_u128(1)) }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants);
    let sample = |template, case, context| Sample { template, case, context };
    let unit = Unit {
        id: Uuid::from_u128(1),
        parent: None,
        kind: Kind::Authority,
        code: None,
        name: "Ủy ban nhân dân phường".to_owned(),
        short_name: None,
        from: "2025-07-01".parse().expect("a day"),
        to: None,
        revision: 1,
    };
    let offered = Offered {
        indicators: vec![at_unit(&[2026]), at_unit(&[])],
        plans: vec![(Uuid::from_u128(7), "15/KH-UBND".to_owned(), "Về rau sạch".to_owned())],
    };
    let shown = [
        Shown::Plan(Uuid::from_u128(7)),
        Shown::Plan(Uuid::from_u128(8)),
        Shown::Indicator(Uuid::from_u128(9)),
    ];
    let wrong = [FieldError::new("shown", "changed-meanwhile")];
    let counts = Counts { on_time: 1, late: 2, within: 3, due_soon: 1, overdue: 4 };
    let full = Public {
        units: vec![(unit.id, unit.name.clone()), (Uuid::from_u128(2), "Phường B".to_owned())],
        unit: Some(unit.id),
        indicators: vec![at_unit(&[2024, 2025, 2026]), at_unit(&[])],
        plans: vec![("15/KH-UBND".to_owned(), "Về rau sạch".to_owned(), counts)],
        updated_on: Some("2026-11-24".parse().expect("a day")),
    };
    let one =
        Public { units: full.units[..1].to_vec(), plans: Vec::new(), indicators: Vec::new(), ..full.clone() };
    vec![
        sample("progress/board.html", "empty", board(&view, &signed, &made(false), None)),
        sample("progress/board.html", "full", board(&view, &signed, &made(true), None)),
        sample(
            "progress/publication.html",
            "empty",
            publication(&view, &signed, &unit, (&Offered::default(), &HashSet::new()), (true, &[])),
        ),
        sample(
            "progress/publication.html",
            "full",
            publication(&view, &signed, &unit, (&offered, &shown.into()), (false, &wrong)),
        ),
        sample("progress/public.html", "empty", public(&view, &Public::default())),
        sample("progress/public.html", "one", public(&view, &one)),
        sample("progress/public.html", "full", public(&view, &full)),
    ]
}
