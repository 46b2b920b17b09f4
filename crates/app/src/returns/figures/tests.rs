use std::collections::HashSet;

use reporting::{Figure, OverTime, Quantity};

use super::*;
use crate::indicators::testing::{two, worked_out};
use crate::returns::model::State;
use crate::returns::testing::owed;

fn unit(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A number with that rule over time and over units.
fn ruled(id: Uuid, over_time: OverTime, over_units: OverUnits) -> HashMap<Uuid, Indicator> {
    let mut all = two([id, unit(98)]);
    let one = all.get_mut(&id).expect("made");
    one.rules = Rules { over_time, over_units, ..one.rules };
    all
}

fn latest(id: Uuid) -> HashMap<Uuid, Indicator> {
    ruled(id, OverTime::Latest, OverUnits::Add)
}

#[test]
fn what_was_sent_adds_up_and_what_was_not_says_nothing() {
    let indicator = unit(99);
    let value = |count: i64| Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)));
    let one =
        |number, state| (owed().1.period, Return { id: unit(number), unit: unit(number), state, ..owed().0 });
    let returns = vec![
        one(1, State::Accepted),
        one(2, State::Submitted),
        one(3, State::Draft),
        one(4, State::Submitted),
    ];
    let mut figures = Figures::new(returns, &[indicator]);
    figures.say(unit(1), indicator, value(3));
    figures.say(unit(2), indicator, value(0));
    // Typed, but in the unit's hands.
    figures.say(unit(3), indicator, value(100));
    figures.say(unit(4), indicator, Cell::NotApplicable);
    let total = figures.total(indicator, &latest(indicator), &Holders::Reporting);
    let cells = u64::from(WHOLE);
    assert_eq!(total.rounded(0), Some(3));
    assert_eq!((total.reported(), total.unreported()), ((2 * cells, 0, 0), (cells, cells)));
    assert_eq!(
        figures.total(unit(98), &latest(indicator), &Holders::Reporting).rounded(0),
        None,
        "nobody said anything: that is not zero"
    );

    // The first was divided after the figures closed, two to one.
    let closes = owed().1.last_on;
    let mut lineage = Lineage::default();
    lineage
        .add(closes.succ_opt().expect("a day"), unit(1), &[(unit(5), 666_667), (unit(6), 333_333)])
        .expect("whole");
    let rounded = |totals: BTreeMap<Uuid, Total>| {
        totals.into_iter().map(|(unit, total)| (unit.as_u128(), total.rounded(1))).collect::<Vec<_>>()
    };
    let then = rounded(figures.by_unit(indicator, &latest(indicator), &Holders::Reporting));
    assert_eq!(then, [(1, Some(30)), (2, Some(0)), (3, None), (4, None)]);
    let now = rounded(figures.by_unit(
        indicator,
        &latest(indicator),
        &Holders::Today(&lineage, HashMap::from([(owed().1.period, closes)]), &Gathered::default()),
    ));
    assert_eq!(now, [(2, Some(0)), (3, None), (4, None), (5, Some(20)), (6, Some(10))]);
}

#[test]
fn years_are_gathered_for_those_of_today() {
    let (indicator, of) = (unit(99), |year: &str| Period::named(year).expect("a period"));
    let value = |count: i64| Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)));
    let sent = |id: u128, number: u128, year: &str| {
        (of(year), Return { id: unit(id), unit: unit(number), state: State::Accepted, ..owed().0 })
    };
    // Two wards in 2024, and in 2025 the one that came of them.
    let returns = vec![sent(11, 1, "2024"), sent(12, 2, "2024"), sent(13, 3, "2025")];
    let mut figures = Figures::new(returns, &[indicator]);
    for (id, count) in [(11, 4), (12, 5), (13, 10)] {
        figures.say(unit(id), indicator, value(count));
    }
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let mut lineage = Lineage::default();
    for ward in [1, 2] {
        lineage.add(day("2025-07-01"), unit(ward), &[(unit(3), WHOLE)]).expect("whole");
    }
    let closes = HashMap::from([(of("2024"), day("2024-10-31")), (of("2025"), day("2025-10-31"))]);
    let plain = Gathered::default();
    let today = Holders::Today(&lineage, closes.clone(), &plain);
    let rules = |over_time| ruled(indicator, over_time, OverUnits::Add);
    let total = |over_time| figures.total(indicator, &rules(over_time), &today).rounded(0);
    assert_eq!(total(OverTime::Latest), Some(10), "what there is at the end, once");
    assert_eq!(total(OverTime::Sum), Some(19));
    let by_unit = figures.by_unit(indicator, &rules(OverTime::Sum), &today);
    assert_eq!(by_unit.keys().copied().collect::<Vec<_>>(), [unit(3)]);

    // What was reported to a regime before counts as far as it is within the units of this one today.
    for (within, all) in [(vec![unit(3)], Some(19)), (vec![unit(4)], None)] {
        let before = HashSet::from([owed().1.id]);
        let gathered = Gathered { before, within: within.into_iter().collect(), ..Gathered::default() };
        let today = Holders::Today(&lineage, closes.clone(), &gathered);
        assert_eq!(figures.total(indicator, &rules(OverTime::Sum), &today).rounded(0), all);
    }
}

#[test]
fn a_ratio_is_of_those_that_say_both_of_its_figures() {
    let [one, other, ratio] = [97, 98, 99].map(unit);
    let mut all = two([one, unit(96)]);
    all.insert(other, Indicator { id: other, ..all[&one].clone() });
    all.insert(ratio, Indicator { id: ratio, source: worked_out("A / B", &[97, 98]), ..all[&one].clone() });
    let value = |count: i64| Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)));
    let said = [
        (value(6), value(3)),
        // Of nothing: not to be divided here, and yet a part of the whole.
        (value(2), value(0)),
        // Half said is not said.
        (value(50), Cell::NotApplicable),
        (Cell::NotReported, value(70)),
    ];
    let sent = |id: u128| {
        (owed().1.period, Return { id: unit(id), unit: unit(id), state: State::Accepted, ..owed().0 })
    };
    let mut figures = Figures::new((1..=4).map(sent).collect(), &[one, other, ratio]);
    for (id, (above, below)) in (1..).zip(said) {
        figures.say(unit(id), one, above);
        figures.say(unit(id), other, below);
    }
    figures.work_out(&all);
    let total = |id| figures.total(id, &all, &Holders::Reporting);
    // 8 of 3.
    assert_eq!(total(ratio).rounded(2), Some(267));
    assert_eq!(total(one).rounded(0), Some(58), "alone it is all that was said");
    let by_unit = figures.by_unit(ratio, &all, &Holders::Reporting);
    let rounded: Vec<_> = by_unit.values().map(|total| total.rounded(0)).collect();
    assert_eq!(rounded, [Some(2), None, None, None]);
    let above = (1..=4).map(|id| (unit(id), vec![unit(90)])).collect();
    assert_eq!(figures.over_tree(ratio, &all, &above)[&unit(90)].rounded(2), Some(267));

    // What does not concern a unit adds nothing to a sum, and takes no unit out of it.
    all.get_mut(&ratio).expect("made").source = worked_out("A + B", &[97, 98]);
    figures.work_out(&all);
    let sum = figures.total(ratio, &all, &Holders::Reporting);
    // 6 and 3, 2 and 0, 50; 70 alone is half said.
    assert_eq!(sum.rounded(0), Some(61));
}

#[test]
fn over_years_each_place_has_what_lies_in_it() {
    let (country, indicator, others) = (unit(90), unit(99), unit(98));
    let year = |name| Period::named(name).expect("a year");
    let one = |id, of, state| Return { id: unit(id), unit: unit(of), state, ..owed().0 };
    let returns = vec![
        (year("2027"), one(13, 1, State::Draft)),
        (year("2026"), one(11, 1, State::Accepted)),
        (year("2026"), one(12, 2, State::Accepted)),
        (year("2027"), one(14, 2, State::Submitted)),
    ];
    let mut figures = Figures::new(returns, &[others, indicator]);
    for (sent, count) in [(11, 3), (12, 4), (13, 100), (14, 5)] {
        let figure = Figure::from_ten_thousandths(count * Figure::ONE);
        figures.say(unit(sent), indicator, Cell::Value(Quantity::Plain(figure)));
    }
    let above = HashMap::from([(unit(1), vec![country]), (unit(2), vec![country])]);
    for (over_time, over_units, all) in [
        (OverTime::Sum, OverUnits::Add, vec![(1, Some(3)), (2, Some(9)), (90, Some(12))]),
        (OverTime::Latest, OverUnits::Add, vec![(1, Some(3)), (2, Some(5)), (90, Some(8))]),
        (OverTime::Latest, OverUnits::Alone, vec![(1, Some(3)), (2, Some(5))]),
    ] {
        let totals = figures.over_tree(indicator, &ruled(indicator, over_time, over_units), &above);
        let rounded: Vec<_> = totals.iter().map(|(unit, total)| (unit.as_u128(), total.rounded(0))).collect();
        assert_eq!(rounded, all, "{over_time:?} {over_units:?}");
    }
    let nobody = figures.over_tree(others, &ruled(others, OverTime::Sum, OverUnits::Add), &above);
    assert_eq!(nobody[&country].rounded(0), None, "of the other indicator nobody said anything");
}
