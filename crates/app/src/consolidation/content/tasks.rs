//! The official count of tasks, two by two.

use charts::{Ink, Series, Stack};
use documents::write::{Align, Part, Row, TableColumn};
use web::View;

use crate::consolidation::material::Material;
use crate::tasks::Counts;

/// Completed on time and late, open within term and overdue.
pub(super) fn two_by_two(counts: Counts) -> [usize; 4] {
    [counts.on_time, counts.late, counts.within + counts.due_soon, counts.overdue]
}

fn names(view: &View) -> [String; 4] {
    ["report-on-time", "report-late", "report-within", "report-overdue"].map(|key| view.text(key))
}

/// As a table by unit, with all together at the end.
pub(super) fn by_unit(view: &View, material: &Material) -> Option<Part> {
    let units = material.in_order(material.tasks.keys().copied());
    let rows = units.iter().map(|unit| (material.name(*unit).to_owned(), material.tasks[unit]));
    table(view, "report-tasks-by-unit", "report-unit", rows.collect(), material.all_tasks())
}

/// As a table by clause of the plan, in its order; tasks beside the plan are not in it.
pub(super) fn by_clause(view: &View, material: &Material) -> Option<Part> {
    let rows = material.by_clause.iter();
    let rows: Vec<_> =
        rows.map(|(at, counts)| (format!("{} {}", at.path, short(&at.words)), *counts)).collect();
    let all = material.by_clause.iter().fold(Counts::default(), |all, (_, one)| all.plus(*one));
    table(view, "report-tasks-by-clause", "report-clause", rows, all)
}

fn table(view: &View, caption: &str, of: &str, rows: Vec<(String, Counts)>, all: Counts) -> Option<Part> {
    if rows.is_empty() {
        return None;
    }
    let count = |count: usize| web::format::number(view.language, count as f64);
    let row = |name: String, counts: Counts, strong: bool| Row {
        cells: [name, count(counts.all())].into_iter().chain(two_by_two(counts).map(count)).collect(),
        strong,
    };
    let number = |title: String| TableColumn { title, share: 12, align: Align::Right };
    let first = [
        TableColumn { title: view.text(of), share: 40, align: Align::Left },
        number(view.text("report-count")),
    ];
    let total = row(view.text("report-all"), all, true);
    Some(Part::Table {
        caption: view.text(caption),
        columns: first.into_iter().chain(names(view).map(number)).collect(),
        rows: rows.into_iter().map(|(name, counts)| row(name, counts, false)).chain([total]).collect(),
        landscape: false,
    })
}

/// As a chart by unit.
pub(super) fn chart(view: &View, material: &Material) -> Option<Part> {
    let units = material.in_order(material.tasks.keys().copied());
    if units.is_empty() {
        return None;
    }
    let inks = [Ink::Done, Ink::Late, Ink::Within, Ink::Overdue];
    let series: Vec<_> = names(view).into_iter().zip(inks).map(|(name, ink)| Series { name, ink }).collect();
    let stack = |unit: &uuid::Uuid| Stack {
        label: material.name(*unit).to_owned(),
        counts: two_by_two(material.tasks[unit]).map(|count| count as u64).to_vec(),
    };
    let stacks: Vec<_> = units.iter().map(stack).collect();
    let [on_time, late, within, overdue] = two_by_two(material.all_tasks());
    let counts =
        [on_time, late, within, overdue].map(|count| web::format::number(view.language, count as f64));
    let told = names(view).into_iter().zip(counts).map(|(name, count)| format!("{name}: {count}"));
    Some(Part::Figure {
        caption: view.text("report-tasks-by-unit"),
        about: told.collect::<Vec<_>>().join("; "),
        drawing: charts::stacked(&series, &stacks),
    })
}

/// Letters of a clause that a row shows.
const LETTERS: usize = 90;

/// The beginning of a clause, up to the end of a word.
pub(super) fn short(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default().trim();
    let Some((end, _)) = line.char_indices().nth(LETTERS) else { return line.to_owned() };
    let end = line[..end].rfind(' ').unwrap_or(end);
    format!("{}…", line[..end].trim_end_matches([',', ';', ':', ' ']))
}
