//! Returns for tests.

use base::Actor;
use chrono::{Datelike, NaiveDate};
use reporting::{Cycle, Due, Figure, Window, WorkingDays};
use uuid::Uuid;
use web::{Language, View};

use super::cell::{Cell, CellState};
use super::contents::Contents;
use super::figures::Figures;
use super::forms::{NewAct, NewProofs, Verb};
use super::model::{Asked, Happened, Recurring, Regime, Return, Rule, Run, Section, State, Step};
use super::store::{self, Told, Whole};
use super::summing::Summing;
use super::{actions, pages, periods, proving, workbook};
use crate::AppState;
use crate::access::{Grant, Role, Signed};
use crate::evidence::Arrived;
use crate::tasks::{Stand, State as TaskState, Task};
use crate::units::Kind;

/// The rule of a yearly report before 15 November with figures to October, from a year on.
pub(crate) fn rule(first_year: i32) -> Recurring {
    Recurring {
        cycle: Cycle::Year,
        first_year,
        last_year: first_year + 12,
        reviews: vec![1, 3, 5],
        window: Window::new(31, 2).expect("in range"),
        due: Due::every_year(11, 15, true).expect("a day"),
        sends: None,
        opens_before: 45,
    }
}

/// A regime of a unit that asks all below it, measures that indicator and has two sections; its id, and the id of the period of
/// the year in which a day lies.
pub(crate) async fn regime(app: &AppState, unit: Uuid, indicators: &[Uuid], day: NaiveDate) -> (Uuid, Uuid) {
    let (id, runs) = ruled(app, unit, indicators, rule(day.year() - 1)).await;
    let run = runs.iter().find(|run| run.period.to_string() == day.year().to_string()).expect("a period").id;
    (id, run)
}

/// A regime with a rule, and its periods.
async fn ruled(app: &AppState, unit: Uuid, indicators: &[Uuid], rule: Recurring) -> (Uuid, Vec<Run>) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let regime = Regime {
        id: tx.next_id(),
        unit,
        above: None,
        origin: None,
        title: "Báo cáo năm".to_owned(),
        rule: Rule::Recurring(rule),
        asked: Asked::Kinds(Kind::ALL.to_vec()),
        receivers: Vec::new(),
        ended_on: None,
    };
    let runs = regime.rule.runs(&WorkingDays::default(), || tx.next_id());
    let section = |title: &str| Section { id: tx.next_id(), title: title.to_owned(), clause: None };
    let sections = ["Kết quả", "Kiến nghị"].map(section);
    store::add_regime(&tx, &regime, &sections, indicators, &runs).await.expect("added");
    tx.record(db::Event::new("test.regime", "test"));
    tx.commit().await.expect("commits");
    (regime.id, runs)
}

/// The return of a unit for a period in which nobody else is asked, with the period.
pub(crate) async fn asked(app: &AppState, to: Uuid, unit: Uuid, indicators: &[Uuid]) -> (Uuid, Uuid) {
    let today = web::format::day_of(app.db.clock().now());
    let (_, run) = regime(app, to, indicators, today).await;
    (opened(app, run, unit).await, run)
}

/// The returns of a unit for the first two months of this year.
pub(crate) async fn monthly(app: &AppState, to: Uuid, unit: Uuid, indicators: &[Uuid]) -> [Uuid; 2] {
    let year = web::format::day_of(app.db.clock().now()).year();
    let rule = Recurring { cycle: Cycle::Month, reviews: Vec::new(), due: Due::LAST_DAY, ..rule(year) };
    let (_, runs) = ruled(app, to, indicators, rule).await;
    let of = |month: u32| {
        let name = format!("{year}-{month:02}");
        runs.iter().find(|run| run.period.to_string() == name).expect("a month").id
    };
    [opened(app, of(1), unit).await, opened(app, of(2), unit).await]
}

/// Opens a period and asks a unit; the id of its return.
async fn opened(app: &AppState, run: Uuid, unit: Uuid) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let id = tx.next_id();
    let (_, found, _) = store::run(&tx, run).await.expect("there");
    let (new, ask) = periods::asked(&tx, id, run, unit, found.due_on);
    let open = Happened { id: tx.next_id(), kind: Step::Open.name().to_owned(), ..ask.clone() };
    let after = found.after(Step::Open).expect("comes");
    store::change_run(&tx, &found, &after, &open).await.expect("opened");
    store::add_returns(&tx, &[(new, ask)]).await.expect("asked");
    tx.record(db::Event::new("test.return", "test"));
    tx.commit().await.expect("commits");
    id
}

/// A period in which a unit was asked, locked since.
pub(crate) async fn locked(app: &AppState, to: Uuid, unit: Uuid) -> Uuid {
    let (_, run) = asked(app, to, unit, &[]).await;
    let person = crate::people::testing::somebody(app, Role::Coordinator, Some(to)).await;
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(to) }];
    let signed = Signed::new(person.id, String::new(), String::new(), grants);
    let new = NewAct { key: None, revision: 1, words: None, due_on: None };
    periods::lock(app, &signed, run, Step::Lock, new).await.expect("locked");
    run
}

/// A return as by `asked`, submitted by a person.
pub(crate) async fn submitted(app: &AppState, to: Uuid, unit: Uuid, person: Uuid) -> Uuid {
    let (id, _) = asked(app, to, unit, &[]).await;
    let grants = vec![Grant { role: Role::Officer, unit: Some(unit) }];
    let signed = Signed::new(person, String::new(), String::new(), grants);
    let new = NewAct { key: None, revision: 1, words: None, due_on: None };
    actions::submit(app, &signed, id, new).await.expect("submitted");
    id
}

/// A return as by `asked`, withdrawn since.
pub(crate) async fn withdrawn(app: &AppState, to: Uuid, unit: Uuid) -> Uuid {
    let (id, _) = asked(app, to, unit, &[]).await;
    let person = crate::people::testing::somebody(app, Role::Coordinator, Some(to)).await;
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(to) }];
    let signed = Signed::new(person.id, String::new(), String::new(), grants);
    let new = NewAct { key: None, revision: 1, words: Some("Nhầm".to_owned()), due_on: None };
    actions::act(app, &signed, id, Verb::Withdraw, new).await.expect("withdrawn");
    id
}

/// A draft that is due, with its period.
pub(crate) fn owed() -> (Return, Run) {
    let mut ids = (1..).map(Uuid::from_u128);
    let run = rule(2026).runs(&WorkingDays::default(), || ids.next().unwrap_or_default()).swap_remove(0);
    let owed = Return {
        id: Uuid::nil(),
        run: run.id,
        unit: Uuid::nil(),
        state: State::Draft,
        first_due_on: run.due_on,
        due_on: run.due_on,
        submitted_on: None,
        is_by_office: false,
        revision: 1,
    };
    (owed, run)
}

/// The same with its regime.
pub(crate) fn whole() -> Whole {
    let (it, run) = owed();
    let regime = Regime {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        above: None,
        origin: None,
        title: "Báo cáo năm".to_owned(),
        rule: Rule::Recurring(rule(2026)),
        asked: Asked::Kinds(Vec::new()),
        receivers: Vec::new(),
        ended_on: None,
    };
    Whole { it, run, regime, events: Vec::new(), proofs: Vec::new(), authors: Vec::new() }
}

/// The regime of a return, and the first of its sections.
pub(crate) async fn origins(app: &AppState, id: Uuid) -> (Uuid, Uuid) {
    let tx = app.db.read().await.expect("reads");
    let whole = store::whole(&tx, id).await.expect("there");
    let passages = store::passages(&tx, &whole).await.expect("read");
    (whole.regime.id, passages[0].section)
}

/// A return as it is now.
pub(crate) async fn found(app: &AppState, id: Uuid) -> Whole {
    store::whole(&app.db.read().await.expect("reads"), id).await.expect("there")
}

/// A file that proves a draft, handed in by somebody of a unit above.
pub(crate) async fn proven(app: &AppState, above: Uuid, id: Uuid) -> Uuid {
    let person = crate::people::testing::somebody(app, Role::Coordinator, Some(above)).await;
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(above) }];
    let signed = Signed::new(person.id, String::new(), String::new(), grants);
    let file = Arrived::of(app, "biên bản.txt", b"a".to_vec()).await.expect("text");
    let new = NewProofs { key: None, indicator: None, files: vec![file] };
    proving::attach(app, &signed, id, new).await.expect("attached");
    found(app, id).await.proofs[0].evidence
}

/// The workbook of a return, as somebody gets it who may do everything.
pub(crate) async fn workbook(app: &AppState, id: Uuid) -> Vec<u8> {
    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), String::new(), String::new(), grants);
    let shown = pages::load(app, &signed, id).await.expect("there");
    workbook::out(&View::new(app.site.clone(), Language::Vi), &shown).expect("written")
}

/// Says of a regime that a plan set it.
pub(crate) async fn of_plan(app: &AppState, regime: Uuid, plan: Uuid) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    store::testing_of_plan(&tx, regime, plan).await.expect("written");
    tx.record(db::Event::new("test.regime", "test"));
    tx.commit().await.expect("commits");
}

/// What a return says, with a cell of each kind and state; or nothing yet.
pub(crate) fn contents(is_full: bool) -> Contents {
    use CellState::{Estimate, NotApplicable, NotReported, Value};
    let before = Cell { state: Value, value: Some(Figure::from_ten_thousandths(90_000)), ..Cell::default() };
    let cells = vec![
        told(1, Value, Some(12_345_000), None, Some(before.clone())),
        told(2, Estimate, Some(50_000), Some(40_000), None),
        told(1, NotApplicable, None, None, None),
        told(1, NotReported, None, None, None),
        told(11, Value, Some(10_000), None, Some(before)),
        told(12, Estimate, Some(20_000), None, None),
        told(13, NotReported, None, None, None),
        told(14, Value, Some(50_000), Some(40_000), None),
        told(15, Value, Some(50_000), None, None),
    ];
    Contents {
        cells: if is_full { cells } else { Vec::new() },
        indicators: crate::indicators::testing::of_each_kind(),
        tasks: tasks(is_full).iter().map(Stand::from).collect(),
    }
}

/// What the unit does meanwhile.
pub(crate) fn tasks(is_full: bool) -> Vec<Task> {
    if is_full {
        vec![crate::tasks::testing::made(Uuid::from_u128(2), TaskState::InProgress)]
    } else {
        Vec::new()
    }
}

/// A cell as it stands in a return, in ten-thousandths, with the same from a unit below.
pub(crate) fn told(
    id: u128,
    state: CellState,
    value: Option<i64>,
    whole: Option<i64>,
    before: Option<Cell>,
) -> Told {
    let [value, whole] = [value, whole].map(|count| count.map(Figure::from_ten_thousandths));
    let note = Some("theo sổ".to_owned());
    Told {
        indicator: Uuid::from_u128(id),
        cell: Cell { state, value, whole, words: None, note },
        number: 1,
        before,
        below: vec![(Uuid::from_u128(8), Cell { state, value, ..Cell::default() })],
    }
}

/// A period of which one unit, 2, reported an estimate and another, 5, nothing.
pub(crate) fn summing(is_full: bool) -> Summing {
    let whole = whole();
    let indicators = if is_full { crate::indicators::testing::of_each_kind() } else { Default::default() };
    let mut ids: Vec<_> = indicators.keys().copied().collect();
    ids.sort();
    let sent = Return { state: State::Submitted, unit: Uuid::from_u128(2), ..whole.it.clone() };
    let owing = Return { id: Uuid::from_u128(55), unit: Uuid::from_u128(5), state: State::Draft, ..whole.it };
    let period = whole.run.period;
    let mut figures = Figures::new(vec![(period, sent.clone()), (period, owing)], &ids);
    let estimate = told(1, CellState::Estimate, Some(50_000), Some(90_000), None).cell;
    for id in ids {
        figures.say(sent.id, id, estimate.counted(crate::indicators::Kind::Share));
    }
    Summing::of(whole.regime, whole.run, indicators, figures)
}
