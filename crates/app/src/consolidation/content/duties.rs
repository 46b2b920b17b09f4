//! The duties of a unit: as text, as a table, and what is to be reached.

use documents::write::{Align, Part, Row, TableColumn};
use minijinja::{Value, context};
use uuid::Uuid;
use web::View;

use super::figures::aimed;
use super::sections::Sections;
use super::tasks::short;
use crate::consolidation::duties::{Duties, Duty};
use crate::indicators::Target;

/// The figures that a template of such a plan may name.
pub(super) fn facts(view: &View, duties: &Duties) -> Value {
    let day = |day: chrono::NaiveDate| web::format::date(view.language, &day.to_string());
    let mut leads: Vec<_> = duties.led.iter().map(|duty| duty.task.lead).collect();
    leads.retain(|lead| duties.line.first().is_none_or(|unit| unit.id != *lead));
    context! {
        ngày => day(duties.today),
        đơn_vị => duties.line.first().map(|unit| unit.name.as_str()).unwrap_or_default(),
        đơn_vị_chủ_trì => names(duties, leads),
        cơ_quan => duties.name(duties.plan.unit),
        kế_hoạch => duties.plan.number,
        tên_kế_hoạch => super::facts::within_sentence(&duties.plan.title),
        ngày_kế_hoạch => duties.plan.issued_on.map(day).unwrap_or_default(),
        nhiệm_vụ => context! {
            chủ_trì => duties.led.len(),
            phối_hợp => duties.helped.len(),
            chưa_có_hạn => duties.without_term(),
        },
        chỉ_tiêu => duties.indicators.len(),
    }
}

/// Each in the order of their names, once.
fn names(duties: &Duties, mut units: Vec<Uuid>) -> Vec<&str> {
    units.sort_by_cached_key(|unit| (vietnamese::sort::sort_key(duties.name(*unit)), *unit));
    units.dedup();
    units.into_iter().map(|unit| duties.name(unit)).collect()
}

/// What the unit leads, under the clauses of the plan, then what it helps with.
pub(super) fn told(view: &View, duties: &Duties, to: &mut Sections) {
    for under in duties.led.chunk_by(|one, next| one.under == next.under) {
        if let Some(heading) = under.first().and_then(|duty| duty.under.as_ref()) {
            to.heading(2, &short(&heading.words));
        }
        to.add(under.iter().map(|duty| item(duty, term(view, duty).into_iter().collect())));
    }
    to.heading(2, &view.text("report-helped"));
    to.add(duties.helped.iter().map(|duty| {
        let lead = view.text_with("report-lead", &[("unit", duties.name(duty.task.lead))]);
        item(duty, [lead].into_iter().chain(term(view, duty)).collect())
    }));
}

fn item(duty: &Duty, told: Vec<String>) -> Part {
    let title = duty.task.title.trim().trim_end_matches(['.', ';']);
    let told = if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) };
    let spans = vec![documents::narrative::Span::plain(format!("{title}{told}."))];
    Part::Paragraph { level: 1, label: "-".to_owned(), spans }
}

fn term(view: &View, duty: &Duty) -> Option<String> {
    let day = day(view, duty)?;
    let key = if duty.task.series.is_some() { "report-next-term" } else { "report-term" };
    Some(view.text_with(key, &[("day", &day)]))
}

fn day(view: &View, duty: &Duty) -> Option<String> {
    duty.task.due_on.map(|day| web::format::date(view.language, &day.to_string()))
}

/// The same as a table, with who does it, by when and what comes of it.
pub(super) fn table(view: &View, duties: &Duties) -> Option<Part> {
    let row = |(at, duty): (usize, &Duty)| {
        let task = &duty.task;
        Row::from(vec![
            at.to_string(),
            task.title.clone(),
            duty.clause.path.clone(),
            duties.name(task.lead).to_owned(),
            names(duties, duty.helpers.clone()).join("; "),
            day(view, duty).unwrap_or_default(),
            task.deliverable.clone().unwrap_or_default(),
        ])
    };
    let rows: Vec<_> = (1..).zip(duties.led.iter().chain(&duties.helped)).map(row).collect();
    let column = |key: &str, share, align| TableColumn { title: view.text(key), share, align };
    let columns = vec![
        column("report-ordinal", 5, Align::Center),
        column("report-duty", 34, Align::Left),
        column("report-clause", 9, Align::Left),
        column("report-leader", 14, Align::Left),
        column("report-helpers", 16, Align::Left),
        column("report-due", 10, Align::Left),
        column("report-outcome", 12, Align::Left),
    ];
    (!rows.is_empty()).then(|| Part::Table { caption: String::new(), columns, rows, landscape: true })
}

/// What the plan sets to be reached, by when.
pub(super) fn targets(view: &View, duties: &Duties) -> Option<Part> {
    let told = |target: &Target| {
        let value = aimed(view, target);
        match target.year {
            Some(year) => view.text_with("report-by-year", &[("year", &year.to_string()), ("value", &value)]),
            None => value,
        }
    };
    let row = |(at, indicator): (usize, &crate::indicators::Indicator)| {
        let targets = indicator.targets.iter().map(told).filter(|told| !told.is_empty());
        Row::from(vec![
            at.to_string(),
            indicator.name.clone(),
            indicator.measured_in.clone().unwrap_or_default(),
            targets.collect::<Vec<_>>().join("; "),
        ])
    };
    let rows: Vec<_> = (1..).zip(&duties.indicators).map(row).collect();
    let column = |key: &str, share, align| TableColumn { title: view.text(key), share, align };
    let columns = vec![
        column("report-ordinal", 6, Align::Center),
        column("report-indicator", 52, Align::Left),
        column("report-measured-in", 14, Align::Left),
        column("report-target", 28, Align::Left),
    ];
    (!rows.is_empty()).then(|| Part::Table { caption: String::new(), columns, rows, landscape: false })
}
