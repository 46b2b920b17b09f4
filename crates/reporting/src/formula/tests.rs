use proptest::prelude::*;

use super::*;

fn figures(letter: char) -> Option<Exact> {
    match letter {
        'A' => Some(Exact::from_integer(30)),
        'B' => Some(Exact::from_integer(40)),
        'C' => Some(Exact::new(1, 3)),
        'Z' => Some(Exact::zero()),
        _ => None,
    }
}

#[test]
fn a_formula_is_read_and_worked_out() {
    for (text, value) in [
        ("A / B * 100", Some((75, 1))),
        ("A:B×100", Some((75, 1))),
        ("(A + B) / 2", Some((35, 1))),
        ("A - B - 1", Some((-11, 1))),
        ("A / B / C", Some((9, 4))),
        ("-A + 0,5", Some((-59, 2))),
        ("--A", Some((30, 1))),
        ("2 - -C", Some((7, 3))),
        ("1.25 * B", Some((50, 1))),
        // Nothing to divide by, and nobody knows what.
        ("A / Z", None),
        ("A / (Z * 2)", None),
        ("A * D", None),
        // What is missing adds nothing.
        ("A + D", Some((30, 1))),
    ] {
        let formula = Formula::read(text).expect(text);
        assert_eq!(formula.value(&figures), value.map(|(above, below)| Exact::new(above, below)), "{text}");
    }
    assert_eq!(Formula::read("B*(A - B)").expect("read").letters().into_iter().collect::<String>(), "AB");
}

#[test]
fn what_is_no_formula_is_told_with_its_place() {
    for (text, wrong) in [
        ("", Unread::At(0)),
        ("A +", Unread::At(3)),
        ("A B", Unread::At(2)),
        ("(A + B", Unread::At(6)),
        ("A + b", Unread::At(4)),
        ("1,", Unread::At(2)),
        ("A)", Unread::At(1)),
        ("1234567890123", Unread::At(0)),
        ("0.0000000000001", Unread::At(0)),
        ("=SUM(A)", Unread::At(0)),
    ] {
        assert_eq!(Formula::read(text), Err(wrong), "{text}");
    }
    assert_eq!(Formula::read(&"(".repeat(50)), Err(Unread::TooLong));
    assert_eq!(Formula::read(&"-".repeat(150)), Err(Unread::TooLong));
    assert_eq!(Formula::read(&"A".repeat(500)), Err(Unread::TooLong));
}

#[test]
fn of_cells_comes_a_cell() {
    let value = |count: i64| Cell::Value(Quantity::Plain(Figure::from_ten_thousandths(count * Figure::ONE)));
    let ten_thousandths = |count: i64| Quantity::Plain(Figure::from_ten_thousandths(count));
    let estimate = |count: i64| Cell::Estimate(ten_thousandths(count * Figure::ONE));
    let share = |part: i64, whole: i64| {
        let figure = |count: i64| Figure::from_ten_thousandths(count * Figure::ONE);
        Cell::Value(Quantity::Share { part: figure(part), whole: figure(whole) })
    };
    let formula = Formula::read("A / B").expect("read");
    for (a, b, is) in [
        (value(1), value(3), Cell::Value(ten_thousandths(3_333))),
        (value(2), value(3), Cell::Value(ten_thousandths(6_667))),
        (value(0), value(3), Cell::Value(ten_thousandths(0))),
        (estimate(2), value(4), Cell::Estimate(ten_thousandths(5_000))),
        (value(2), Cell::NotReported, Cell::NotReported),
        (Cell::NotApplicable, Cell::NotReported, Cell::NotReported),
        (Cell::NotApplicable, value(2), Cell::NotApplicable),
        (value(2), value(0), Cell::NotApplicable),
        // 50 % over 2.
        (share(1, 2), value(2), Cell::Value(ten_thousandths(250_000))),
        (share(1, 0), value(2), Cell::NotApplicable),
    ] {
        let percent = |letter| letter == 'A' && matches!(a, Cell::Value(Quantity::Share { .. }));
        let told = formula.cell(&|letter| if letter == 'A' { a } else { b }, &percent);
        assert_eq!(told, is, "{a:?} {b:?}");
    }
    // What does not concern a unit adds nothing; to a number of the formula itself nothing is added.
    let none = Cell::NotApplicable;
    for (text, a, b, is) in [
        ("A + B", value(2), none, value(2)),
        ("A - B", none, value(2), value(-2)),
        ("(A + B) / A * 100", value(2), none, value(100)),
        ("(A + B) / B", value(2), none, none),
        ("A + B", none, none, none),
        ("A + B", none, Cell::NotReported, Cell::NotReported),
        ("100 - A", none, value(1), none),
        ("B + 2 * 3", none, value(1), value(7)),
        ("B + A / 0", value(5), value(1), value(1)),
    ] {
        let formula = Formula::read(text).expect("read");
        let told = formula.cell(&|letter| if letter == 'A' { a } else { b }, &|_| false);
        assert_eq!(told, is, "{text} {a:?} {b:?}");
    }
    // Larger than anything reported.
    let formula = Formula::read("A * A * A * A * A * A").expect("read");
    assert_eq!(formula.cell(&|_| value(90_000_000_000), &|_| false), Cell::NotApplicable);
}

#[test]
fn hectares_are_not_added_to_households() {
    let of = |letter| {
        Measure::read(match letter {
            'A' => "ha",
            'B' => "Hộ",
            'C' => "ha/hộ",
            'P' => "%",
            _ => "",
        })
    };
    for (text, measure) in [
        ("A / B", Ok("ha/hộ")),
        ("A / B * 100", Ok("ha/hộ")),
        ("A / B - C", Ok("ha/hộ")),
        ("C * B + A", Ok("ha")),
        ("A / A", Ok("–")),
        ("P * A", Ok("ha")),
        ("1 / B", Ok("1/hộ")),
        ("A * A", Ok("ha^2")),
        ("A + B", Err(("ha", "hộ"))),
        ("A + 1", Err(("ha", "–"))),
    ] {
        let found = Formula::read(text).expect(text).measure(&of);
        match (found, measure) {
            (Ok(found), Ok(measure)) => assert_eq!(found.to_string(), measure, "{text}"),
            (Err(Unlike(left, right)), Err((one, other))) => {
                assert_eq!((left.to_string().as_str(), right.to_string().as_str()), (one, other), "{text}");
            }
            (found, measure) => panic!("{text}: {found:?}, not {measure:?}"),
        }
    }
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in "[A-D0-9+*/:()., ×÷-]{0,60}") {
        if let Ok(formula) = Formula::read(&text) {
            let _ = formula.value(&figures);
            let _ = formula.measure(&|_| Measure::read("ha"));
        }
    }

    /// The total of ratios is the ratio of totals, not their mean.
    #[test]
    fn sums_go_before_ratios(pairs in proptest::collection::vec((1_i64..1_000, 1_i64..1_000), 1..20)) {
        let formula = Formula::read("A / B").expect("read");
        let sum = |of: fn(&(i64, i64)) -> i64| Exact::from_integer(pairs.iter().map(of).sum::<i64>().into());
        let (above, below) = (sum(|pair| pair.0), sum(|pair| pair.1));
        let value = formula.value(&|letter| Some(if letter == 'A' { above } else { below }));
        prop_assert_eq!(value, Some(above / below));
    }
}
