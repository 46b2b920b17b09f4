use super::*;

#[test]
fn numbers_of_a_spreadsheet_are_read_as_they_were_typed() {
    for (number, text) in [
        (0.0, Some("0")),
        (2.1, Some("2,1")),
        (-1234.5678, Some("-1234,5678")),
        // What formulas come to.
        (0.1 + 0.2, Some("0,3")),
        (1e14, Some("100000000000000")),
        (1.0 / 3.0, None),
        (123_456.333_333, None),
        (0.00001, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
        (1e300, None),
    ] {
        assert_eq!(read_back(number).as_deref(), text, "{number}");
    }
}

#[test]
fn a_row_says_what_it_is_about() {
    let id = Uuid::from_u128(7);
    for about in [About::Cell(id), About::Passage(id)] {
        assert_eq!(About::read(&about.written()), Some(about));
    }
    for text in ["", "cell", "cell:", "cell:7x", "other:00000000-0000-0000-0000-000000000007"] {
        assert_eq!(About::read(text), None, "{text}");
    }
}
