//! The figures behind the charts: one form for the page, for Excel and for plain values.

use minijinja::{Value, context};
use uuid::Uuid;
use web::View;

use super::loading::{Board, Public};
use super::model::two_by_two;
use crate::indicators::{AtUnit, Standing, Target};
use crate::returns::{Outstanding, named};
use crate::tasks::Counts;

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// In addresses.
    pub(crate) name: &'static str,
    pub(crate) title: String,
    /// Heads, and whether numbers stand below.
    pub(crate) columns: Vec<(String, bool)>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// How many of them a page shows; the rest is in the files.
    pub(crate) most: usize,
}

/// What stands in a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) number: Option<f64>,
    pub(crate) link: Option<String>,
}

/// Rows of a table that a page shows.
const MOST: usize = 300;

/// The four of the official count, as texts name them and as the list of tasks asks for them.
pub(super) const STANDINGS: [(&str, &str); 4] = [
    ("progress-on-time", "on_time"),
    ("progress-late", "late"),
    ("progress-within", "within"),
    ("progress-overdue", "overdue"),
];

impl Table {
    fn new(view: &View, (name, title): (&'static str, &str), columns: &[(&str, bool)]) -> Self {
        let columns = columns.iter().map(|(key, is_number)| (view.text(key), *is_number)).collect();
        Self { name, title: view.text(title), columns, rows: Vec::new(), most: MOST }
    }

    /// For the template.
    pub(crate) fn shown(&self) -> Value {
        let cell = |(cell, (_, is_number)): (&Cell, &(String, bool))| {
            context! { text => cell.text, link => cell.link, is_number }
        };
        let row = |row: &Vec<Cell>| row.iter().zip(&self.columns).map(cell).collect::<Vec<_>>();
        context! {
            name => self.name,
            title => self.title,
            columns => self.columns.iter().map(|(title, is_number)| context! { title, is_number }).collect::<Vec<_>>(),
            rows => self.rows.iter().take(self.most).map(row).collect::<Vec<_>>(),
            left => self.rows.len().saturating_sub(self.most),
        }
    }
}

/// All of a board, in its order; `chosen` is the indicator whose years are told.
pub(crate) fn all(view: &View, board: &Board, chosen: Option<&AtUnit>) -> Vec<Table> {
    let mut all = vec![indicators(view, &board.indicators, true)];
    all.extend(chosen.map(|one| years(view, one)));
    all.extend([by_unit(view, board), by_clause(view, board), outstanding(view, board), owing(view, board)]);
    all
}

/// What was reached of each indicator beside what is wanted; with `is_inside` each leads to its page.
pub(crate) fn indicators(view: &View, all: &[AtUnit], is_inside: bool) -> Table {
    let columns = [
        ("progress-indicator", false),
        ("progress-reached", true),
        ("progress-target", false),
        ("progress-until", false),
        ("progress-standing", false),
    ];
    let row = |one: &AtUnit| {
        let latest = one.latest.as_ref();
        let run = latest.and_then(|latest| latest.told).map(|(_, run, ..)| run);
        let figures = run.map(|run| format!("/bo/periods/{run}/figures?indicator={}", one.indicator.id));
        vec![
            linked(&one.indicator.name, is_inside.then(|| format!("/bo/indicators/{}", one.indicator.id))),
            Cell {
                text: latest.map_or_else(
                    || view.text("progress-none"),
                    |latest| figure(view, latest.value, one.measured_in()),
                ),
                number: latest.map(|latest| latest.value),
                link: figures.filter(|_| is_inside),
            },
            text(&one.target().map(|target| aimed(view, &target, one.measured_in())).unwrap_or_default()),
            text(&latest.map(|latest| day(view, latest.on)).unwrap_or_default()),
            text(&remark(view, one)),
        ]
    };
    Table {
        rows: all.iter().map(row).collect(),
        ..Table::new(view, ("indicators", "progress-indicators"), &columns)
    }
}

/// How it stands to its target, and what a reader has to know of the figure.
fn remark(view: &View, one: &AtUnit) -> String {
    let standing = one.standing().map(|standing| match standing {
        // Of what shall become less, less is better.
        Standing::Below if !one.indicator.is_better_up() => "progress-met",
        Standing::Below => "progress-not-met",
        Standing::Above if one.target().is_some_and(|target| target.low.is_none()) => "progress-not-met",
        Standing::Above => "progress-beyond",
        Standing::Reached => "progress-met",
    });
    let latest = one.latest.as_ref();
    let estimate = latest.filter(|latest| latest.is_estimate()).map(|_| view.text("progress-estimate"));
    let missing = latest.filter(|latest| !latest.is_whole()).and_then(|latest| latest.told);
    let missing = missing.map(|(_, _, said, concerned)| {
        let [said, concerned] =
            [said, concerned].map(|count| web::format::number(view.language, f64::from(count)));
        view.text_with("progress-said", &[("said", &said), ("concerned", &concerned)])
    });
    let has_target = one.target().is_some() && latest.is_some();
    let other = (has_target && !one.is_of_whole()).then_some("progress-of-another");
    standing
        .or(other)
        .map(|key| view.text(key))
        .into_iter()
        .chain(estimate)
        .chain(missing)
        .collect::<Vec<_>>()
        .join("; ")
}

/// What was reached of one, year by year.
pub(crate) fn years(view: &View, one: &AtUnit) -> Table {
    let columns = [
        ("progress-year", false),
        ("progress-reached", true),
        ("progress-until", false),
        ("progress-remark", false),
    ];
    let row = |year: &crate::indicators::YearOf| {
        let remark = if year.is_estimate() { view.text("progress-estimate") } else { String::new() };
        vec![
            text(&year.year.to_string()),
            Cell { text: figure(view, year.value, one.measured_in()), number: Some(year.value), link: None },
            text(&day(view, year.on)),
            text(&remark),
        ]
    };
    let table = Table::new(view, ("trend", "progress-trend"), &columns);
    let title = format!("{}: {}", table.title, one.indicator.name);
    Table { title, rows: one.years.iter().map(row).collect(), ..table }
}

/// How tasks stand by unit: the unit itself, those right below with all below them, and all together.
pub(crate) fn by_unit(view: &View, board: &Board) -> Table {
    let mut rows = Vec::new();
    let of = &board.by_unit;
    for (label, unit, counts) in unit_rows(view, board) {
        let link = unit.map(|unit| format!("/bo/progress?unit={unit}"));
        rows.push(led_by(unit, counted(view, linked(&label, link), counts)));
    }
    if !rows.is_empty() {
        rows.push(led_by(Some(board.unit), counted(view, text(&view.text("progress-all")), of.all)));
    }
    Table { rows, ..Table::new(view, ("units", "progress-units"), &counting("progress-unit")) }
}

/// A row of counts of which each leads to the tasks that a unit leads with all below it.
fn led_by(unit: Option<Uuid>, mut row: Vec<Cell>) -> Vec<Cell> {
    // Before the four stand the name and the sum, which no question of the list comes to.
    for (cell, (_, state)) in row.iter_mut().skip(2).zip(STANDINGS) {
        cell.link = unit.filter(|_| cell.number > Some(0.0)).map(|unit| tasks_of(unit, state));
    }
    row
}

/// The list of the tasks that a unit leads with all below it and that stand so.
pub(super) fn tasks_of(unit: Uuid, state: &str) -> String {
    format!("/bo/tasks?unit={unit}&state={state}")
}

/// The bars of a board by unit: name, the unit where it is one below, counts.
pub(super) fn unit_rows(view: &View, board: &Board) -> Vec<(String, Option<Uuid>, Counts)> {
    let of = &board.by_unit;
    let mut rows = Vec::new();
    if of.own.all() > 0 {
        let name = board.name(board.unit);
        let label = if of.below.is_empty() {
            name.to_owned()
        } else {
            view.text_with("progress-itself", &[("name", name)])
        };
        rows.push((label, None, of.own));
    }
    let below = |(id, counts): &(Uuid, Counts)| (board.name(*id).to_owned(), Some(*id), *counts);
    rows.extend(of.below.iter().map(below));
    rows
}

/// How tasks stand by clause, in the order of the plans.
pub(crate) fn by_clause(view: &View, board: &Board) -> Table {
    let row =
        |(label, link, counts): (String, String, Counts)| counted(view, linked(&label, Some(link)), counts);
    let rows = clause_rows(board).into_iter().map(row).collect();
    Table { rows, ..Table::new(view, ("clauses", "progress-clauses"), &counting("progress-clause")) }
}

/// The bars of a board by clause; where there are several plans each is named.
pub(super) fn clause_rows(board: &Board) -> Vec<(String, String, Counts)> {
    let is_one = board.clauses.windows(2).all(|pair| pair[0].0.plan == pair[1].0.plan);
    let row = |(clause, counts): &(crate::plan::InPlan, Counts)| {
        let of_plan = if is_one { String::new() } else { format!("{}, ", clause.number) };
        let words = crate::readings::excerpt(clause.words.lines().next().unwrap_or_default(), LETTERS);
        let label = format!("{of_plan}{} {words}", clause.path);
        (label, format!("/bo/plans/{}/clauses/{}#clause", clause.plan, clause.id), *counts)
    };
    board.clauses.iter().map(row).collect()
}

/// Letters of a clause that a row shows.
const LETTERS: usize = 90;

/// How the returns of each open period stand.
pub(crate) fn outstanding(view: &View, board: &Board) -> Table {
    let columns = [
        ("progress-period", false),
        ("progress-due", false),
        ("progress-asked", true),
        ("progress-sent", true),
        ("progress-owed", true),
        ("progress-owed-late", true),
    ];
    let row = |one: &Outstanding| {
        let count = |count: i64| whole(view, usize::try_from(count).unwrap_or_default());
        vec![
            linked(&period(view, one), Some(format!("/bo/periods/{}", one.run))),
            text(&day(view, one.due_on)),
            count(one.asked),
            count(one.asked - one.owed),
            count(one.owed),
            count(one.late),
        ]
    };
    let open = board.outstanding.iter().filter(|one| one.is_open);
    Table { rows: open.map(row).collect(), ..Table::new(view, ("returns", "progress-returns"), &columns) }
}

/// Which units owe which report.
pub(crate) fn owing(view: &View, board: &Board) -> Table {
    let columns = [
        ("progress-unit", false),
        ("progress-period", false),
        ("progress-due", false),
        ("progress-remark", false),
    ];
    let mut rows = Vec::new();
    for one in &board.outstanding {
        let mut owing = one.owing.clone();
        owing.sort_by_cached_key(|(unit, due_on)| (*due_on, vietnamese::sort::sort_key(board.name(*unit))));
        for (unit, due_on) in owing {
            let late = if due_on < board.today { view.text("progress-owed-late") } else { String::new() };
            let link = format!("/bo/periods/{}", one.run);
            rows.push(vec![
                text(board.name(unit)),
                linked(&period(view, one), Some(link)),
                text(&day(view, due_on)),
                text(&late),
            ]);
        }
    }
    Table { rows, ..Table::new(view, ("owing", "progress-owing"), &columns) }
}

/// All that everybody sees of a unit: its indicators, the years of each with the id of the indicator, its plans.
pub(crate) fn public(view: &View, public: &Public) -> Vec<(Option<Uuid>, Table)> {
    let years = |one: &AtUnit| (Some(one.indicator.id), years(view, one));
    let mut all = vec![(None, indicators(view, &public.indicators, false))];
    all.extend(public.indicators.iter().map(years));
    all.push((None, plans(view, &public.plans)));
    all
}

/// How the tasks of plans stand that everybody sees.
pub(crate) fn plans(view: &View, plans: &[(String, String, Counts)]) -> Table {
    let row = |(number, title, counts): &(String, String, Counts)| {
        counted(view, text(&plan_label(number, title)), *counts)
    };
    Table {
        rows: plans.iter().map(row).collect(),
        ..Table::new(view, ("plans", "progress-plans"), &counting("progress-plan"))
    }
}

/// A plan by its number and title.
pub(super) fn plan_label(number: &str, title: &str) -> String {
    [number, title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn counting(of: &str) -> [(&str, bool); 6] {
    let [on_time, late, within, overdue] = STANDINGS.map(|(text, _)| text);
    [(of, false), ("progress-count", true), (on_time, true), (late, true), (within, true), (overdue, true)]
}

fn counted(view: &View, of: Cell, counts: Counts) -> Vec<Cell> {
    let numbers = std::iter::once(counts.all()).chain(two_by_two(counts));
    std::iter::once(of).chain(numbers.map(|count| whole(view, count))).collect()
}

fn period(view: &View, one: &Outstanding) -> String {
    format!("{}, {}", one.title, named(view, one.period))
}

fn whole(view: &View, count: usize) -> Cell {
    #[allow(clippy::cast_precision_loss, reason = "nobody has so many")]
    let number = count as f64;
    Cell { text: web::format::number(view.language, number), number: Some(number), link: None }
}

fn text(words: &str) -> Cell {
    linked(words, None)
}

fn linked(words: &str, link: Option<String>) -> Cell {
    Cell { text: words.to_owned(), number: None, link }
}

fn day(view: &View, day: chrono::NaiveDate) -> String {
    web::format::date(view.language, &day.to_string())
}

/// A figure with its unit of measure.
pub(super) fn figure(view: &View, value: f64, measured_in: Option<&str>) -> String {
    let number = web::format::number(view.language, value);
    match measured_in {
        Some(unit) if unit.starts_with('%') => format!("{number}{unit}"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// What is wanted, and by when.
pub(super) fn aimed(view: &View, target: &Target, measured_in: Option<&str>) -> String {
    let number = |value: f64| figure(view, value, measured_in);
    let wanted = match (target.low, target.high) {
        (Some(low), Some(high)) if low < high => {
            format!("{}–{}", web::format::number(view.language, low), number(high))
        }
        (Some(low), Some(_)) => number(low),
        (Some(low), None) => format!("{} {}", view.text("bound-at-least"), number(low)),
        (None, Some(high)) => format!("{} {}", view.text("bound-at-most"), number(high)),
        (None, None) => view.text("amount-words"),
    };
    match target.year {
        Some(year) if measured_in.is_some() => {
            format!("{wanted} ({})", view.text_with("by-year", &[("year", &year.to_string())]))
        }
        _ => wanted,
    }
}
