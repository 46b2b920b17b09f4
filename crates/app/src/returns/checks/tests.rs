use super::*;

fn cell(state: CellState, value: Option<i64>, whole: Option<i64>) -> Cell {
    let figure = |number: i64| Figure::from_ten_thousandths(number * Figure::ONE);
    Cell { state, value: value.map(figure), whole: whole.map(figure), ..Cell::default() }
}

/// A number with nothing beside it.
fn asked(cell: &Cell) -> Asked<'_> {
    Asked {
        indicator: Uuid::nil(),
        kind: if cell.whole.is_some() { Kind::Share } else { Kind::Number },
        range: (None, None),
        jump: 50,
        only_grows: false,
        cell,
        before: None,
        below: None,
        parts: Vec::new(),
        part_of: None,
        work: None,
    }
}

fn found_in(one: Asked<'_>) -> Option<What> {
    findings([one]).first().map(|finding| finding.what)
}

#[test]
fn what_is_wrong_with_a_cell() {
    use CellState::{Estimate, NotApplicable, NotReported, Value};
    for (now, before, what) in [
        ((NotReported, None, None), None, Some(What::Missing)),
        ((NotApplicable, None, None), Some((Value, Some(9), None)), None),
        ((Value, Some(0), None), None, None),
        ((Value, Some(-1), None), None, Some(What::Negative)),
        ((Value, Some(3), Some(4)), None, None),
        ((Value, Some(4), Some(4)), None, None),
        ((Estimate, Some(5), Some(4)), None, Some(What::PartAboveWhole)),
        ((Value, Some(15), None), Some((Value, Some(10), None)), None),
        ((Value, Some(16), None), Some((Value, Some(10), None)), Some(What::Jump)),
        ((Value, Some(5), None), Some((Value, Some(10), None)), None),
        ((Value, Some(4), None), Some((Value, Some(10), None)), Some(What::Jump)),
        ((Value, Some(99), None), Some((Value, Some(0), None)), None),
        ((Value, Some(99), None), Some((NotReported, None, None)), None),
        // 40 % of 200 after 50 % of 10: ten points less, not sixteen times as many.
        ((Value, Some(80), Some(200)), Some((Value, Some(5), Some(10))), None),
        ((Value, Some(40), Some(200)), Some((Value, Some(5), Some(10))), Some(What::Jump)),
    ] {
        let made = |(state, value, whole)| cell(state, value, whole);
        let (now, before) = (made(now), before.map(made));
        let one =
            |cell| Asked { range: (Some(Figure::default()), None), before: before.as_ref(), ..asked(cell) };
        assert_eq!(found_in(one(&now)), what, "{now:?} {before:?}");
        let told = Cell { note: Some("Mở rộng vùng trồng".to_owned()), ..now.clone() };
        let is_quiet = found_in(one(&told)).is_none();
        assert_eq!(is_quiet, what.is_none_or(What::can_be_explained), "{now:?} {before:?}");
    }
    let grows = cell(Value, Some(-3), None);
    assert_eq!(found_in(asked(&grows)), None);
    assert_eq!(found_in(Asked { kind: Kind::Share, ..asked(&grows) }), Some(What::NoWhole));
}

#[test]
fn what_the_units_below_come_to_is_kept_or_explained() {
    let figure = |number: i64| Figure::from_ten_thousandths(number * Figure::ONE);
    let found = |cell: &Cell, below| found_in(Asked { below, ..asked(cell) });
    let nine = cell(CellState::Value, Some(9), None);
    assert_eq!(found(&nine, Some((figure(9), None))), None);
    assert_eq!(found(&nine, Some((figure(8), None))), Some(What::NotOfBelow));
    let told = Cell { note: Some("Thêm hai hộ".to_owned()), ..nine.clone() };
    assert_eq!(found(&told, Some((figure(8), None))), None);
    let share = cell(CellState::Estimate, Some(3), Some(4));
    assert_eq!(found(&share, Some((figure(3), Some(figure(4))))), None);
    assert_eq!(found(&share, Some((figure(3), Some(figure(5))))), Some(What::NotOfBelow));
}

#[test]
fn parts_come_to_their_whole() {
    let figure = |number: i64| Figure::from_ten_thousandths(number * Figure::ONE);
    let nine = cell(CellState::Value, Some(9), None);
    let whole = |parts: &[i64]| {
        found_in(Asked { parts: parts.iter().map(|sum| (figure(*sum), None)).collect(), ..asked(&nine) })
    };
    assert_eq!(whole(&[]), None);
    assert_eq!(whole(&[9, 9]), None);
    assert_eq!(whole(&[9, 8]), Some(What::NotOfParts), "by each way to divide it");
    let eight = cell(CellState::Value, Some(8), None);
    let part = |whole, cell, least: Option<Figure>| {
        found_in(Asked { part_of: Some(whole), range: (least, None), ..asked(cell) })
    };
    let none = Some(Figure::default());
    assert_eq!((part(&nine, &eight, none), part(&nine, &nine, none)), (None, None));
    let told = Cell { note: Some("Đã kiểm tra".to_owned()), ..nine.clone() };
    assert_eq!(part(&eight, &told, none), Some(What::AboveWhole), "no word explains it");
    assert_eq!(part(&eight, &nine, None), None, "another part may be below zero");
}

#[test]
fn figures_and_work_tell_the_same() {
    let [none, three, four] = [0, 3, 4].map(|number| cell(CellState::Value, Some(number), None));
    let absent = cell(CellState::NotApplicable, None, None);
    for (now, before, work, what) in [
        (&three, None, Work::NotBegun, None),
        // As many as before need no work of now.
        (&three, Some(&three), Work::NotBegun, None),
        (&four, Some(&three), Work::NotBegun, Some(What::WorkNotBegun)),
        (&three, None, Work::UnderWay, None),
        (&three, None, Work::Done, None),
        (&none, None, Work::NotBegun, None),
        (&none, None, Work::UnderWay, None),
        (&none, None, Work::Done, Some(What::WorkDone)),
        (&absent, None, Work::Done, Some(What::WorkDone)),
        (&absent, None, Work::NotBegun, None),
    ] {
        let one = Asked { before, jump: 100, work: Some(work), ..asked(now) };
        assert_eq!(found_in(one), what, "{now:?} {before:?} {work:?}");
    }
    assert_eq!(found_in(Asked { kind: Kind::Text, work: Some(Work::Done), ..asked(&absent) }), None);
}

#[test]
fn the_rules_of_an_indicator_count() {
    let figure = |number: i64| Some(Figure::from_ten_thousandths(number * Figure::ONE));
    let found = |now: i64, before: i64, range, jump, only_grows| {
        let [now, before] = [now, before].map(|number| cell(CellState::Value, Some(number), None));
        found_in(Asked { range, jump, only_grows, before: Some(&before), ..asked(&now) })
    };
    let range = (figure(2), figure(20));
    assert_eq!(found(1, 2, range, 50, false), Some(What::OutOfRange));
    assert_eq!(found(21, 20, range, 50, false), Some(What::OutOfRange));
    assert_eq!(found(2, 2, range, 50, false), None);
    assert_eq!(found(12, 10, range, 10, false), Some(What::Jump));
    assert_eq!(found(11, 10, range, 10, false), None);
    assert_eq!(found(9, 10, range, 50, true), Some(What::Falls));
    assert_eq!(found(10, 10, range, 50, true), None);
    // 250 of 300 are 83 %: of a share the percent counts, of a mean what it is.
    let share = cell(CellState::Value, Some(250), Some(300));
    let beyond = |kind, bound| {
        is_beyond(&Asked { kind, ..asked(&share) }, Figure::from_ten_thousandths(bound * Figure::ONE))
    };
    assert_eq!(beyond(Kind::Share, 100), Some(Ordering::Less));
    assert_eq!(beyond(Kind::Share, 83), Some(Ordering::Greater));
    assert_eq!(beyond(Kind::Mean, 100), Some(Ordering::Greater));
}

#[test]
fn of_several_faults_a_note_hides_none_that_is_wrong() {
    let far = Cell { note: Some("Đã kiểm tra".to_owned()), ..cell(CellState::Value, Some(-9), None) };
    let one = Asked { range: (Some(Figure::default()), None), work: Some(Work::Done), ..asked(&far) };
    assert_eq!(found_in(one), Some(What::Negative));
}
