//! Sums against a slow oracle that knows nothing of totals, and against histories that must not change them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::testing::period;
use crate::{Cycle, Lineage, Weighted, Window};

fn figure(whole: i64) -> Figure {
    Figure::from_ten_thousandths(whole * Figure::ONE)
}

fn plain(whole: i64) -> Cell {
    Cell::Value(Quantity::Plain(figure(whole)))
}

fn entry(unit: u8, at: &str, cell: Cell) -> Entry<u8> {
    Entry { unit, period: period(at), share: WHOLE, cell }
}

/// Units 1 to 3 below 9.
fn below_9(unit: u8) -> Option<u8> {
    (unit != 9).then_some(9)
}

fn add(over_time: OverTime, entries: Vec<Entry<u8>>) -> BTreeMap<u8, Total> {
    roll_up(over_time, OverUnits::Add, entries, below_9)
}

const MILLION: u64 = WHOLE as u64;

#[test]
fn zero_is_a_value_and_nothing_is_not_zero() {
    let states = [plain(0), Cell::NotApplicable, Cell::NotReported];
    for (at, (cell, rounded)) in states.into_iter().zip([Some(0), None, None]).enumerate() {
        let totals = add(OverTime::Sum, vec![entry(1, "2026", cell)]);
        assert_eq!((totals[&1].rounded(0), totals[&9].rounded(0)), (rounded, rounded), "{at}");
    }
    let estimate = Cell::Estimate(Quantity::Plain(figure(5)));
    let of = |unit, cell| entry(unit, "2026", cell);
    let totals = add(OverTime::Sum, vec![of(1, plain(7)), of(2, estimate), of(3, Cell::NotReported)]);
    let all = totals[&9];
    assert_eq!(all.rounded(0), Some(12));
    assert_eq!((all.reported(), all.unreported()), ((MILLION, MILLION, 0), (0, MILLION)));
}

#[test]
fn shares_are_added_and_never_averaged() {
    let share = |part, whole| Cell::Value(Quantity::Share { part: figure(part), whole: figure(whole) });
    // 1 of 2 and 90 of 100: 89 per cent, not 70.
    let totals = add(OverTime::Latest, vec![entry(1, "2026", share(1, 2)), entry(2, "2026", share(90, 100))]);
    assert_eq!(totals[&9].rounded(4), Some(8922));
    let none = add(OverTime::Latest, vec![entry(1, "2026", share(0, 0))]);
    assert_eq!((none[&1].rounded(2), none[&1].is_reported()), (None, true), "no whole, no share");
    // A mean of 4.5 for 10 people and 6 for 30.
    let weighted = |tenths: i64, weight| {
        let value = Figure::from_ten_thousandths(tenths * Figure::ONE / 10);
        Cell::Value(Quantity::Weighted(Weighted::new(value, weight).expect("small enough")))
    };
    let totals =
        add(OverTime::Latest, vec![entry(1, "2026", weighted(45, 10)), entry(2, "2026", weighted(60, 30))]);
    assert_eq!(totals[&9].rounded(3), Some(5_625));
    assert_eq!(Weighted::new(figure(100_000_000_001), 1), None);
}

#[test]
fn time_has_its_rules() {
    let quarters = |cells: [Cell; 4]| {
        let names = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];
        names.into_iter().zip(cells).map(|(name, cell)| entry(1, name, cell)).collect::<Vec<_>>()
    };
    let all = || quarters([plain(3), plain(5), plain(9), plain(10)]);
    let lacking = || quarters([plain(3), plain(5), Cell::NotReported, Cell::NotReported]);
    for (rule, all_of, lacking_of) in
        [(OverTime::Sum, 27, 8), (OverTime::Latest, 10, 5), (OverTime::Cumulative, 10, 5)]
    {
        assert_eq!(add(rule, all())[&9].rounded(0), Some(all_of), "{rule:?}");
        let total = add(rule, lacking())[&9];
        assert_eq!(total.rounded(0), Some(lacking_of), "{rule:?}");
        // It shows that the last is missing: owed where all count, old where only the last does.
        let (_, _, stale) = total.reported();
        let (_, owed) = total.unreported();
        assert_eq!((stale, owed), if rule == OverTime::Sum { (0, 2 * MILLION) } else { (MILLION, 0) });
    }
    let never = add(OverTime::Latest, quarters([Cell::NotReported; 4]))[&9];
    assert_eq!((never.rounded(0), never.unreported()), (None, (0, MILLION)));

    let year = |cells: [i64; 4]| -> Vec<(Period, Cell)> {
        ["2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"].map(period).into_iter().zip(cells.map(plain)).collect()
    };
    assert_eq!(falls(&year([5, 4, 6, 1])), [period("2026-Q3")], "a new year begins anew");
    assert!(falls(&year([5, 5, 6, 6])).is_empty());
    let unsaid = [
        (period("2026-Q1"), plain(5)),
        (period("2026-Q2"), Cell::NotReported),
        (period("2026-Q3"), plain(4)),
    ];
    assert_eq!(falls(&unsaid), [period("2026-Q3")], "what was not reported hides nothing");
}

#[test]
fn alone_is_alone() {
    let entries = vec![entry(1, "2026", plain(3)), entry(2, "2026", plain(4))];
    let totals = roll_up(OverTime::Sum, OverUnits::Alone, entries, below_9);
    assert_eq!(totals.keys().copied().collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn halves_round_away_from_zero() {
    for (ten_thousandths, decimals, rounded) in [
        (25_000, 0, 3),
        (-25_000, 0, -3),
        (24_999, 0, 2),
        (-24_999, 0, -2),
        (12_345, 3, 1_235),
        (12_345, 4, 12_345),
    ] {
        let cell = Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(ten_thousandths)));
        let totals = add(OverTime::Sum, vec![entry(1, "2026", cell)]);
        assert_eq!(totals[&1].rounded(decimals), Some(rounded), "{ten_thousandths} {decimals}");
    }
}

fn cells() -> impl Strategy<Value = Cell> {
    let figure = || (-1_000_000_i64..1_000_000).prop_map(Figure::from_ten_thousandths);
    prop_oneof![
        4 => figure().prop_map(|one| Cell::Value(Quantity::Plain(one))),
        1 => figure().prop_map(|one| Cell::Estimate(Quantity::Plain(one))),
        1 => Just(Cell::NotApplicable),
        2 => Just(Cell::NotReported),
    ]
}

/// A unit 0 to 19 and a month of 2026, each at most once, with a cell.
fn reports() -> impl Strategy<Value = BTreeMap<(u8, i32), Cell>> {
    proptest::collection::btree_map((0..20_u8, 1..=12_i32), cells(), 0..120)
}

/// Communes 0 to 19 below provinces 20 to 23 below the country 30.
fn country(unit: u8) -> Vec<u8> {
    match unit {
        0..20 => vec![20 + unit / 5, 30],
        20..30 => vec![30],
        _ => Vec::new(),
    }
}

fn entries(reports: &BTreeMap<(u8, i32), Cell>) -> Vec<Entry<u8>> {
    let month = |number| Period::new(Cycle::Month, 2026, number).expect("a month");
    reports
        .iter()
        .map(|((unit, number), cell)| Entry {
            unit: *unit,
            period: month(*number),
            share: WHOLE,
            cell: *cell,
        })
        .collect()
}

/// The figure of a place in ten-thousandths, unit by unit and month by month, as one would with a pencil.
fn by_hand(rule: OverTime, place: u8, reports: &BTreeMap<(u8, i32), Cell>) -> Option<i128> {
    let mut found = None;
    for unit in (0..20).filter(|unit| *unit == place || country(*unit).contains(&place)) {
        let said: Vec<i128> = (1..=12)
            .filter_map(|month| reports.get(&(unit, month)))
            .filter_map(|cell| match cell {
                Cell::Value(Quantity::Plain(one)) | Cell::Estimate(Quantity::Plain(one)) => {
                    Some(i128::from(one.ten_thousandths()))
                }
                _ => None,
            })
            .collect();
        let own = if rule == OverTime::Sum {
            said.iter().copied().reduce(|one, other| one + other)
        } else {
            said.last().copied()
        };
        if let Some(own) = own {
            found = Some(found.unwrap_or(0) + own);
        }
    }
    found
}

/// What is measured in one way: numbers, shares or weighted numbers.
#[derive(Clone, Copy, Debug)]
enum Way {
    Plain,
    Share,
    Weighted,
}

/// A cell by its state, two figures and how it is measured.
fn measured(way: Way, (state, one, other): (u8, i64, i64)) -> Cell {
    let figure = Figure::from_ten_thousandths;
    let quantity = match way {
        Way::Plain => Quantity::Plain(figure(one - 500_000)),
        Way::Share => Quantity::Share { part: figure(one), whole: figure(other) },
        Way::Weighted => {
            let weight = u32::try_from(other).expect("small");
            Quantity::Weighted(Weighted::new(figure(one - 500_000), weight).expect("small"))
        }
    };
    match state {
        0..3 => Cell::Value(quantity),
        3 => Cell::Estimate(quantity),
        4 => Cell::NotApplicable,
        _ => Cell::NotReported,
    }
}

/// What a place has in ten-thousandths, and its cells by state (value, estimate, of an earlier period, not applicable, not
/// reported), entry by entry; none where no unit of it has a cell. Knows nothing of totals.
fn by_hand_with_states(
    (over_time, over_units): (OverTime, OverUnits),
    place: u8,
    entries: &[Entry<u8>],
) -> Option<(Option<i128>, [u64; 5])> {
    let is_said = |cell: Cell| matches!(cell, Cell::Value(_) | Cell::Estimate(_));
    let (mut part, mut whole, mut counts, mut is_there) = (0_i128, 0_i128, [0_u64; 5], false);
    for unit in 0..=30 {
        let is_below = over_units == OverUnits::Add && country(unit).contains(&place);
        let own: Vec<_> = entries.iter().filter(|entry| entry.unit == unit).collect();
        if own.is_empty() || !(unit == place || is_below) {
            continue;
        }
        is_there = true;
        let last = own.iter().map(|entry| entry.period).max();
        let said = own.iter().filter(|entry| is_said(entry.cell)).map(|entry| entry.period).max();
        for entry in own {
            if over_time != OverTime::Sum && Some(entry.period) != said.or(last) {
                continue;
            }
            let share = u64::from(entry.share);
            match entry.cell {
                Cell::Value(_) => counts[0] += share,
                Cell::Estimate(_) => counts[1] += share,
                Cell::NotApplicable => counts[3] += share,
                Cell::NotReported => counts[4] += share,
            }
            if over_time != OverTime::Sum && is_said(entry.cell) && said != last {
                counts[2] += share;
            }
            let (Cell::Value(quantity) | Cell::Estimate(quantity)) = entry.cell else { continue };
            let share = i128::from(share);
            match quantity {
                Quantity::Plain(one) => part += i128::from(one.ten_thousandths()) * share,
                Quantity::Share { part: one, whole: other } => {
                    part += i128::from(one.ten_thousandths()) * share;
                    whole += i128::from(other.ten_thousandths()) * share;
                }
                Quantity::Weighted(one) => {
                    part += i128::from(one.value().ten_thousandths()) * i128::from(one.weight()) * share;
                    whole += i128::from(one.weight()) * share * 10_000;
                }
            }
        }
    }
    let is_plain =
        entries.iter().all(|entry| matches!(entry.cell.quantity(), None | Some(Quantity::Plain(_))));
    let whole = if is_plain { 10_000 * 1_000_000 } else { whole };
    let is_said = counts[0] + counts[1] > 0 && whole > 0;
    let figure = is_said.then(|| (2 * part.abs() * 10_000 + whole) / (2 * whole) * part.signum());
    is_there.then_some((figure, counts))
}

/// An act: the day, and each unit that becomes one or two others, with the share of the first.
type Acts = Vec<(u32, BTreeMap<u8, (u8, u8, u32)>)>;

fn acts() -> impl Strategy<Value = Acts> {
    let changes = proptest::collection::btree_map(0..20_u8, (0..20_u8, 0..20_u8, 0..=WHOLE), 0..6);
    proptest::collection::vec((1..3_000_u32, changes), 0..6)
}

fn lineage(acts: &Acts) -> Lineage<u8> {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    let mut lineage = Lineage::default();
    for (after, changes) in acts {
        let on = first + chrono::Days::new(u64::from(*after));
        for (from, (one, other, share)) in changes {
            // Twice on one day is refused, and the first stays.
            let _ = lineage.add(on, *from, &[(*one, *share), (*other, WHOLE - *share)]);
        }
    }
    lineage
}

proptest! {
    #[test]
    fn totals_are_what_a_pencil_says(reports in reports()) {
        for rule in [OverTime::Sum, OverTime::Latest, OverTime::Cumulative] {
            let totals = roll_up(rule, OverUnits::Add, entries(&reports), country);
            for place in 0..=30 {
                let total = totals.get(&place).and_then(|total| total.rounded(4));
                prop_assert_eq!(total, by_hand(rule, place, &reports), "{:?} {}", rule, place);
            }
        }
    }

    #[test]
    fn order_does_not_matter(reports in reports(), seed: u64) {
        let in_order = entries(&reports);
        let mut mixed = in_order.clone();
        mixed.sort_by_key(|entry| (u64::from(entry.unit) * 31 + entry.period.last_month() as u64).wrapping_mul(seed | 1));
        for rule in [OverTime::Sum, OverTime::Latest] {
            prop_assert_eq!(
                roll_up(rule, OverUnits::Add, in_order.clone(), country),
                roll_up(rule, OverUnits::Add, mixed.clone(), country)
            );
        }
    }

    #[test]
    fn no_merger_and_no_split_changes_what_all_come_to(reports in reports(), acts in acts()) {
        let lineage = lineage(&acts);
        let as_they_were = entries(&reports);
        let today = as_they_were.iter().flat_map(|entry| {
            let closes = *Window::CALENDAR.of(entry.period).end();
            lineage.today(entry.unit, closes).into_iter().map(move |(unit, share)| Entry { unit, share, ..*entry })
        });
        let all = |totals: BTreeMap<u8, Total>| totals.get(&30).copied();
        let before = all(roll_up(OverTime::Sum, OverUnits::Add, as_they_were.clone(), country));
        prop_assert_eq!(before, all(roll_up(OverTime::Sum, OverUnits::Add, today, country)));
    }

    #[test]
    fn states_shares_years_and_acts_are_what_a_pencil_says(
        reports in proptest::collection::btree_map(
            (0..20_u8, 2019..2029_i32),
            (0..7_u8, 0..1_000_000_i64, 0..3_i64),
            0..120,
        ),
        way in prop_oneof![Just(Way::Plain), Just(Way::Share), Just(Way::Weighted)],
        acts in acts(),
    ) {
        let lineage = lineage(&acts);
        let entries: Vec<_> = reports
            .iter()
            .flat_map(|((unit, year), said)| {
                let period = Period::new(Cycle::Year, *year, 1).expect("a year");
                let cell = measured(way, *said);
                let holders = lineage.today(*unit, *Window::CALENDAR.of(period).end());
                holders.into_iter().map(move |(unit, share)| Entry { unit, period, share, cell })
            })
            .collect();
        for over_time in [OverTime::Sum, OverTime::Latest, OverTime::Cumulative] {
            for over_units in [OverUnits::Add, OverUnits::Alone] {
                let totals = roll_up(over_time, over_units, entries.clone(), country);
                for place in 0..=30 {
                    let total = totals.get(&place).map(|total| {
                        let ((values, estimates, stale), (not_applicable, not_reported)) =
                            (total.reported(), total.unreported());
                        (total.rounded(4), [values, estimates, stale, not_applicable, not_reported])
                    });
                    let by_hand = by_hand_with_states((over_time, over_units), place, &entries);
                    prop_assert_eq!(total, by_hand, "{:?} {:?} {}", over_time, over_units, place);
                }
            }
        }
    }
}
