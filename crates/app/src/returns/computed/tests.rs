use reporting::{OverTime, OverUnits, WHOLE};

use super::*;
use crate::indicators::testing::{of_each_kind, two, worked_out};
use crate::returns::testing::owed;

fn value(count: i64) -> Cell {
    Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)))
}

/// Numbers A and B with those ids, and 3 that is worked out of them.
fn ratio() -> HashMap<Uuid, Indicator> {
    let mut all = two([1, 9].map(Uuid::from_u128));
    let one = all[&Uuid::from_u128(1)].clone();
    for id in [2, 3].map(Uuid::from_u128) {
        all.insert(id, Indicator { id, ..one.clone() });
    }
    all.get_mut(&Uuid::from_u128(3)).expect("made").source = worked_out("A / B * 100", &[1, 2]);
    all
}

#[test]
fn of_the_totals_comes_the_total() {
    let (all, ratio) = (ratio(), Uuid::from_u128(3));
    // Two units: 1 of 2, and 30 of 40.
    let cells = |id: Uuid| match id.as_u128() {
        1 => [value(1), value(30)],
        2 => [value(2), value(40)],
        _ => {
            let said = |place: usize| {
                let [one, other] = [[value(1), value(30)], [value(2), value(40)]];
                cell(ratio, &all, &|id| if id == Uuid::from_u128(1) { one[place] } else { other[place] })
            };
            [said(0), said(1)]
        }
    };
    let rolled_up = |id: Uuid, _: Rules, _: Option<MadeOf<'_>>| {
        let entry = |(unit, cell): (u32, Cell)| reporting::Entry {
            unit,
            period: reporting::Period::named("2026").expect("a year"),
            share: WHOLE,
            cell,
        };
        let entries = (1..).zip(cells(id)).map(entry);
        reporting::roll_up(OverTime::Latest, OverUnits::Add, entries, |_| [0])
    };
    let totals = totals(ratio, &all, &rolled_up);
    let rounded: Vec<_> = totals.iter().map(|(unit, total)| (*unit, total.rounded(2))).collect();
    // 31 of 42, which is no mean of 50 and 75.
    assert_eq!(rounded, [(0, Some(7_381)), (1, Some(5_000)), (2, Some(7_500))]);
    assert_eq!(totals[&0].reported(), (2 * u64::from(WHOLE), 0, 0));
}

#[test]
fn what_stands_alone_makes_nothing_that_adds_up() {
    let mut all = ratio();
    assert!(adds_up(&Uuid::from_u128(3), &all));
    all.get_mut(&Uuid::from_u128(2)).expect("there").rules.over_units = OverUnits::Alone;
    assert!(!adds_up(&Uuid::from_u128(3), &all));
    assert!(adds_up(&Uuid::from_u128(1), &all));
}

#[test]
fn a_circle_comes_to_nothing_and_ends() {
    let mut all = ratio();
    all.get_mut(&Uuid::from_u128(1)).expect("there").source = worked_out("A", &[3]);
    assert_eq!(cell(Uuid::from_u128(3), &all, &|_| value(1)), Cell::NotReported);
    assert!(!adds_up(&Uuid::from_u128(3), &all));
}

#[test]
fn formulas_stand_in_the_return() {
    let all = of_each_kind();
    let figure = |count: i64| Some(Figure::from_ten_thousandths(count * Figure::ONE));
    let told = |id: u128, count: Option<i64>, before: Option<i64>| {
        let state =
            |count: Option<i64>| count.map_or(cell::CellState::NotReported, |_| cell::CellState::Value);
        let made = |count: Option<i64>| cell::Cell {
            state: state(count),
            value: count.and_then(figure),
            ..cell::Cell::default()
        };
        let indicator = Uuid::from_u128(id);
        Told {
            indicator,
            cell: made(count),
            number: 0,
            before: before.map(|one| made(Some(one))),
            below: Vec::new(),
        }
    };
    let mut cells = [told(1, Some(4), Some(3)), told(15, None, None)];
    work_out_formulas(&mut cells, &all);
    assert_eq!(cells[1].cell.value, figure(8));
    assert_eq!(cells[1].before.as_ref().and_then(|before| before.value), figure(6));
    let mut cells = [told(1, None, None), told(15, Some(99), None)];
    work_out_formulas(&mut cells, &all);
    assert_eq!((cells[1].cell.state, &cells[1].before), (cell::CellState::NotReported, &None));
}

#[test]
fn tasks_are_counted_by_the_end_of_the_period() {
    let run = Run {
        first_on: "2025-11-15".parse().expect("a day"),
        last_on: "2026-11-14".parse().expect("a day"),
        ..owed().1
    };
    let day = |text: &str| Some(text.parse::<NaiveDate>().expect("a day"));
    let task =
        |state, due, done| Stand { lead: Uuid::nil(), clause: None, state, due_on: day(due), done_on: done };
    let tasks = [
        task(State::ConfirmedDone, "2026-06-30", day("2026-06-30")),
        task(State::ConfirmedDone, "2026-06-30", day("2026-07-01")),
        // Of the year before, and after the period.
        task(State::ConfirmedDone, "2025-06-30", day("2025-06-30")),
        task(State::ConfirmedDone, "2026-11-30", day("2026-11-20")),
        // Not confirmed yet.
        task(State::ReportedDone, "2026-06-30", day("2026-06-29")),
        task(State::InProgress, "2026-06-30", None),
        task(State::NotStarted, "2026-12-31", None),
        task(State::Cancelled, "2026-06-30", None),
        task(State::Suspended, "2026-06-30", None),
    ];
    let share = |part: i64, whole: i64| {
        let figure = |count: i64| Figure::from_ten_thousandths(count * Figure::ONE);
        Cell::Value(Quantity::Share { part: figure(part), whole: figure(whole) })
    };
    let today = day("2026-11-30").expect("a day");
    for (of, tasks, is) in [
        (OfTasks::Done, &tasks[..], value(3)),
        (OfTasks::OnTime, &tasks[..], share(2, 3)),
        (OfTasks::Finished, &tasks[..], share(4, 7)),
        (OfTasks::Overdue, &tasks[..], value(1)),
        (OfTasks::Done, &[], value(0)),
        (OfTasks::OnTime, &[], Cell::NotApplicable),
        (OfTasks::Finished, &tasks[7..], Cell::NotApplicable),
    ] {
        assert_eq!(of_tasks(of, tasks, &run, today), is, "{of:?}");
    }
    // In the middle of the period.
    let early = day("2026-06-30").expect("a day");
    assert_eq!(of_tasks(OfTasks::Overdue, &tasks, &run, early), value(0));
    assert_eq!(of_tasks(OfTasks::Done, &tasks, &run, early), value(2));
}

#[test]
fn what_a_formula_is_made_of_has_to_be_asked_for() {
    let [one, other, ratio_id] = [1, 2, 3].map(Uuid::from_u128);
    let mut all = ratio();
    as_asked(&mut all);
    assert!(is_worked_out(&ratio_id, &all));
    // Where the ratio is typed, twice that is still worked out.
    all.insert(other, Indicator { source: worked_out("A * 2", &[3]), ..all[&one].clone() });
    all.remove(&one);
    as_asked(&mut all);
    assert!(!is_worked_out(&ratio_id, &all) && is_worked_out(&other, &all));
}
