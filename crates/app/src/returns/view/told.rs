//! Periods, cells and targets as the templates tell them.

use minijinja::{Value, context};
use reporting::{Cycle, Figure, Period};
use web::View;

use crate::indicators::{Indicator, Target};
use crate::returns::cell::{Cell, CellState};
use crate::returns::forms::mark;
use crate::returns::store::Told;

/// A period, for the text that names it.
pub(crate) fn period(period: Period) -> Value {
    let (kind, number) = parts(period);
    let (first, last) = (period.first_day().to_string(), period.last_day().to_string());
    let (first_year, year) = (period.first_year().to_string(), period.year().to_string());
    context! { kind, number, year, first_year, first, last }
}

/// The name of a period: `quý IV năm 2026`.
pub(crate) fn named(view: &View, period: Period) -> String {
    let (kind, number) = parts(period);
    let day = |day: chrono::NaiveDate| web::format::date(view.language, &day.to_string());
    let (first, year) = match kind {
        "days" => (day(period.first_day()), day(period.last_day())),
        _ => (period.first_year().to_string(), period.year().to_string()),
    };
    view.text_with(&format!("period-{kind}"), &[("number", &number), ("year", &year), ("first", &first)])
}

/// The text that names a period, and its number within the year.
fn parts(period: Period) -> (&'static str, String) {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    let name = period.to_string();
    let rest = name.split_once('-').map_or("", |(_, rest)| rest);
    match period.cycle() {
        Some(Cycle::Month) => ("month", rest.trim_start_matches('0').to_owned()),
        Some(Cycle::Quarter) => {
            let number = rest.trim_start_matches('Q').parse::<usize>().unwrap_or(1);
            ("quarter", ROMAN.get(number - 1).copied().unwrap_or_default().to_owned())
        }
        Some(Cycle::HalfYear) => (if rest == "H1" { "first-half" } else { "second-half" }, String::new()),
        Some(Cycle::NineMonths) => ("nine-months", String::new()),
        Some(Cycle::Year) => ("year", String::new()),
        None if period.is_years() => ("years", String::new()),
        None => ("days", String::new()),
    }
}

/// A cell as its form has it.
pub(super) fn typed(cell: &Cell) -> Value {
    let texts = texts(cell);
    let was = mark(&texts);
    let [state, value, whole, note] = texts;
    context! { state, was, value, whole, note }
}

/// State, number, whole and note of a cell as one types them.
pub(crate) fn texts(cell: &Cell) -> [String; 4] {
    let text = |figure: Option<Figure>| figure.map(written).unwrap_or_default();
    let note = cell.note.clone().unwrap_or_default();
    [cell.state.name().to_owned(), text(cell.value), text(cell.whole), note]
}

/// A cell as it is read: state, number, and of a share its percent.
pub(super) fn said(cell: &Cell) -> Value {
    let value = cell.value.map(Figure::as_f64);
    let percent = value.zip(cell.whole.map(Figure::as_f64)).filter(|(_, whole)| *whole != 0.0);
    context! {
        state => cell.state.name(),
        value,
        whole => cell.whole.map(Figure::as_f64),
        percent => percent.map(|(part, whole)| (part / whole * 1000.0).round() / 10.0),
    }
}

/// What the units below come to: as it is typed, as it is read, and how many sent a figure.
pub(super) fn below_line(told: &Told, indicator: Option<&Indicator>, period: Period) -> Option<Value> {
    let (value, whole) = told.sum_below(indicator, period)?.sums()?;
    let is_estimate = told.below.iter().any(|(_, cell)| cell.state == CellState::Estimate);
    let state = if is_estimate { CellState::Estimate } else { CellState::Value };
    let cell = Cell { state, value: Some(value), whole, note: None };
    let count = told.below.iter().filter(|(_, cell)| cell.value.is_some()).count();
    Some(context! { count, said => said(&cell), ..typed(&cell) })
}

/// A figure as one types it: `1234,5`.
pub(crate) fn written(figure: Figure) -> String {
    let (count, one) = (figure.ten_thousandths(), Figure::ONE);
    let sign = if count < 0 { "-" } else { "" };
    let (whole, part) =
        (count.unsigned_abs() / one.unsigned_abs(), count.unsigned_abs() % one.unsigned_abs());
    let part = format!("{part:04}");
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole},{part}"),
    }
}

/// The next target of an indicator from a year on, else its last.
pub(crate) fn next_target(indicator: &Indicator, year: i32) -> Option<&Target> {
    let next = indicator.targets.iter().find(|target| target.year.is_none_or(|of| of >= year));
    next.or(indicator.targets.last())
}

/// The same for the template.
pub(super) fn target(indicator: &Indicator, year: i32) -> Option<Value> {
    next_target(indicator, year).map(|target| {
        context! { year => target.year.map(|year| year.to_string()), low => target.low, high => target.high }
    })
}

#[cfg(test)]
mod tests {
    use web::Form;

    use super::*;

    #[test]
    fn a_figure_is_shown_as_it_was_typed() {
        for (text, count) in [("0", 0), ("12", 120_000), ("-0,5", -5_000), ("1234,0001", 12_340_001)] {
            assert_eq!(written(Figure::from_ten_thousandths(count)), text);
            let mut form = Form::new(vec![("value".to_owned(), text.to_owned())]);
            assert_eq!(form.figure("value"), Some(count), "{text}");
        }
    }

    #[test]
    fn periods_have_names() {
        for (name, kind, number) in [
            ("2026-03", "month", "3"),
            ("2026-Q4", "quarter", "IV"),
            ("2026-H2", "second-half", ""),
            ("2026", "year", ""),
            ("2023-2026", "years", ""),
            ("2026-02-10--2026-04-20", "days", ""),
        ] {
            let shown = period(Period::named(name).expect("a period"));
            let is = |key: &str| shown.get_attr(key).expect("there").to_string();
            assert_eq!(
                (is("kind"), is("number"), is("year")),
                (kind.to_owned(), number.to_owned(), "2026".to_owned())
            );
        }
    }
}
