//! Periods, cells and targets as the templates tell them.

use std::collections::HashMap;

use minijinja::{Value, context};
use reporting::{Cycle, Figure, Period};
use uuid::Uuid;
use web::{Failure, View};

use super::Shown;
use crate::indicators::{Indicator, Kind, Target};
use crate::returns::cell::{Cell, CellState, whole_number};
use crate::returns::contents::Contents;
use crate::returns::forms::{CELL_FIELDS, mark};
use crate::returns::model::Happened;
use crate::returns::store::{CameBack, Told};

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

/// All cells of a return, as they are read and as their form has them.
pub(super) fn cells(shown: &Shown) -> Vec<Value> {
    let (contents, period) = (&shown.contents, shown.whole.run.period);
    let found: HashMap<_, _> =
        contents.checked(&shown.whole).into_iter().map(|found| (found.indicator, found.what)).collect();
    let cell = |told: &Told| {
        let indicator = contents.indicators.get(&told.indicator);
        let kind = indicator.map_or(Kind::Number, |one| one.kind);
        let part = indicator.and_then(|one| one.part_of.as_ref());
        let before = told.before.as_ref().map(|before| before.clone().of_kind(kind));
        context! {
            kind => kind.name(),
            has_whole => kind.has_whole(),
            steps => indicator.map(|one| one.steps.clone()).unwrap_or_default(),
            source => indicator.filter(|one| !one.is_typed()).map(|one| one.source.name()),
            formula => indicator.and_then(|one| one.source.formula()).map(|of| &of.text),
            is_part => part.is_some(),
            part_by => part.and_then(|part| part.by.as_ref()),
            name => indicator.map(|one| &one.name),
            unit => indicator.and_then(|one| one.measured_in.as_ref()),
            target => indicator.and_then(|one| target(one, period.year())),
            number => told.number,
            proofs => shown.whole.count_proofs(Some(told.indicator)),
            before => before.as_ref().map(|before| said(before, indicator)),
            below => below_line(told, indicator, period),
            // What "as before" would put there: a figure, never an estimate.
            same => before.as_ref().filter(|before| before.state == CellState::Value).map(typed),
            found => found.get(&told.indicator).map(|what| what.name()),
            // What stands here now, beside what was sent.
            now => said(&told.cell, indicator),
            id => told.indicator.to_string(),
            ..typed(&told.cell)
        }
    };
    contents.cells.iter().map(cell).collect()
}

/// How many cells the unit still owes, of those that it types.
pub(super) fn cells_missing(contents: &Contents) -> usize {
    let is_typed = |told: &&Told| contents.is_typed(told.indicator);
    let missing = contents.cells.iter().filter(is_typed);
    missing.filter(|told| told.cell.state == CellState::NotReported).count()
}

/// What nobody types, as the page has it, by the indicator's id.
pub(crate) fn computed(view: &View, contents: &Contents) -> Result<HashMap<Uuid, String>, Failure> {
    let computed = |told: &Told| {
        let indicator = contents.indicators.get(&told.indicator).filter(|one| !one.is_typed())?;
        let cell = context! { cell => said(&told.cell, Some(indicator)), unit => indicator.measured_in };
        Some(view.page("returns/_said.html", cell).map(|page| (told.indicator, page.0)))
    };
    contents.cells.iter().filter_map(computed).collect()
}

/// What happened, the last first.
pub(super) fn told_events(view: &View, events: &[Happened], people: &HashMap<Uuid, String>) -> Vec<Value> {
    let event = |event: &Happened| {
        context! {
            kind => event.kind,
            person => event.person.and_then(|person| people.get(&person)),
            words => event.words,
            before => event.days.0.map(|day| day.to_string()),
            after => event.days.1.map(|day| day.to_string()),
            at => web::format::instant(view.language, event.at),
        }
    };
    events.iter().rev().map(event).collect()
}

/// Why a return came back, and on which day.
pub(super) fn came_back(back: &CameBack) -> Value {
    let short: String = back.words.chars().take(SHORT).collect();
    let words = if short.len() < back.words.len() { format!("{short}…") } else { short };
    context! { on => web::format::day_of(back.at).to_string(), words }
}

/// Letters of a reason in a list.
const SHORT: usize = 200;

/// A cell as its form has it.
pub(super) fn typed(cell: &Cell) -> Value {
    let texts = texts(cell);
    let was = mark(&texts);
    let [state, value, whole, words, note] = texts;
    context! { state, was, value, whole, words, note }
}

/// What one types for a cell, in the order of its fields.
pub(crate) fn texts(cell: &Cell) -> [String; CELL_FIELDS.len()] {
    let text = |figure: Option<Figure>| figure.map(written).unwrap_or_default();
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    let state = cell.state.name().to_owned();
    [state, text(cell.value), text(cell.whole), words(&cell.words), words(&cell.note)]
}

/// A cell as it is read: state, number, and of a share its percent; of a question its answer, of a scale its step.
pub(super) fn said(cell: &Cell, indicator: Option<&Indicator>) -> Value {
    let kind = indicator.map_or(Kind::Number, |one| one.kind);
    let value = cell.value.map(Figure::as_f64);
    let whole = cell.whole.map(Figure::as_f64);
    let percent = value.zip(whole).filter(|(_, whole)| *whole != 0.0 && kind != Kind::Mean);
    let step = indicator.filter(|_| kind == Kind::Scale).and_then(|one| step(cell, one));
    context! {
        state => cell.state.name(),
        value,
        whole => whole.filter(|_| kind != Kind::Mean),
        of_how_many => whole.filter(|_| kind == Kind::Mean),
        percent => percent.map(|(part, whole)| (part / whole * 1000.0).round() / 10.0),
        answer => value.filter(|_| kind == Kind::YesNo).map(|value| if value > 0.0 { "yes" } else { "no" }),
        step,
        words => cell.words,
    }
}

/// The step of a scale that a cell says.
fn step(cell: &Cell, indicator: &Indicator) -> Option<String> {
    let step = cell.value.and_then(whole_number).and_then(|step| step.checked_sub(1))?;
    indicator.steps.get(usize::try_from(step).ok()?).cloned()
}

/// A cell as plain words.
pub(crate) fn plain(view: &View, cell: &Cell, indicator: Option<&Indicator>) -> String {
    let of = |figure: Figure| web::format::number(view.language, figure.as_f64());
    let kind = indicator.map_or(Kind::Number, |one| one.kind);
    let step = || indicator.and_then(|one| step(cell, one));
    match (kind, cell.value, cell.whole) {
        (Kind::Text, ..) if cell.words.is_some() => cell.words.clone().unwrap_or_default(),
        (Kind::YesNo, Some(value), _) => {
            view.text(if value == Figure::default() { "cell-answer-no" } else { "cell-answer-yes" })
        }
        (Kind::Scale, Some(value), _) => step().unwrap_or_else(|| of(value)),
        (Kind::Mean, Some(value), Some(count)) => format!("{} (n = {})", of(value), of(count)),
        (_, Some(part), Some(whole)) => format!("{} / {}", of(part), of(whole)),
        (_, Some(value), None) => of(value),
        (_, None, _) => view.text(&format!("cell-state-{}", cell.state.name())),
    }
}

/// What the units below come to: as it is typed, as it is read, and how many sent a figure.
pub(super) fn below_line(told: &Told, indicator: Option<&Indicator>, period: Period) -> Option<Value> {
    let (value, whole) = told.sum_below(indicator, period)?.sums()?;
    let is_estimate = told.below.iter().any(|(_, cell)| cell.state == CellState::Estimate);
    let state = if is_estimate { CellState::Estimate } else { CellState::Value };
    let cell = Cell { state, value: Some(value), whole, ..Cell::default() };
    let count = told.below.iter().filter(|(_, cell)| cell.value.is_some()).count();
    Some(context! { count, said => said(&cell, indicator), ..typed(&cell) })
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
