//! Indicators: what they came to beside their targets and the period before, and by unit.

use charts::Progress;
use documents::write::{Align, Part, Row, TableColumn};
use reporting::Total;
use uuid::Uuid;
use web::View;

use super::facts::alone;
use crate::consolidation::material::Material;
use crate::indicators::{Indicator, Kind, Target};
use crate::returns::{next_target, plain_total};

fn number(view: &View, value: f64) -> String {
    web::format::number(view.language, value)
}

fn column(view: &View, key: &str, share: u16, align: Align) -> TableColumn {
    TableColumn { title: view.text(key), share, align }
}

/// All indicators of the regime, in its order.
fn measured(material: &Material) -> impl Iterator<Item = (Uuid, &Indicator)> {
    let summing = &material.summing;
    summing.measured.iter().filter_map(|id| Some((*id, summing.indicators.get(id)?)))
}

/// The target that a period is measured against.
pub(crate) fn wanted<'a>(material: &Material, indicator: &'a Indicator) -> Option<&'a Target> {
    next_target(indicator, material.summing.run.period.year())
}

/// What each came to beside its target, and where there was one beside the period before.
pub(super) fn table(view: &View, material: &Material) -> Option<Part> {
    let has_before = material.before.values().any(Total::is_reported);
    let mut rows = Vec::new();
    for (at, (id, indicator)) in (1..).zip(measured(material)) {
        let total = material.total(id);
        let before = material.before.get(&id).copied().unwrap_or_default();
        let mut row = vec![
            number(view, f64::from(at)),
            alone(&indicator.name),
            indicator.measured_in.clone().unwrap_or_default(),
            wanted(material, indicator).map(|target| aimed(view, target)).unwrap_or_default(),
        ];
        if has_before {
            row.push(told(view, material, id, &before));
        }
        row.push(result(view, material, id));
        if has_before {
            row.push(change(view, indicator, &total, &before).unwrap_or_default());
        }
        row.push(remark(view, &total));
        rows.push(Row::from(row));
    }
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![
        column(view, "report-ordinal", 5, Align::Center),
        column(view, "report-indicator", 30, Align::Left),
        column(view, "report-measured-in", 10, Align::Left),
        column(view, "report-target", 12, Align::Right),
        column(view, "report-result", 12, Align::Right),
        column(view, "report-remark", 18, Align::Left),
    ];
    if has_before {
        columns.insert(4, column(view, "report-before", 11, Align::Right));
        columns.insert(6, column(view, "report-change", 11, Align::Right));
    }
    Some(Part::Table { caption: view.text("report-figures"), columns, rows, landscape: false })
}

/// How far each is, of those where more is better and that have a number to reach.
pub(super) fn chart(view: &View, material: &Material) -> Option<Part> {
    let drawn: Vec<_> =
        measured(material).filter_map(|(id, indicator)| progress(view, material, id, indicator)).collect();
    if drawn.is_empty() {
        return None;
    }
    let names = ["report-reached", "report-estimate", "report-wanted"].map(|key| view.text(key));
    let about = drawn.iter().map(|one| format!("{}: {}", one.label, one.told)).collect::<Vec<_>>();
    Some(Part::Figure {
        caption: view.text("report-progress"),
        about: about.join("; "),
        drawing: charts::progress(names.each_ref().map(String::as_str), &drawn),
    })
}

fn progress(view: &View, material: &Material, id: Uuid, indicator: &Indicator) -> Option<Progress> {
    let target = wanted(material, indicator)?;
    let wanted = target.low.zip(target.high.or(target.low));
    let wanted = wanted.filter(|(least, _)| *least > 0.0 && indicator.is_better_up())?;
    let has_number = indicator.adds_up() && matches!(indicator.kind, Kind::Number | Kind::Share | Kind::Mean);
    let total = material.total(id);
    has_number.then(|| Progress {
        label: alone(&indicator.name),
        reached: total.approximately().map(|value| value * of_one(indicator)),
        is_estimate: total.reported().1 > 0,
        wanted,
        told: format!("{} / {}", told(view, material, id, &total), aimed(view, target)),
    })
}

/// A share is kept as the part of one, and its target is in percent.
fn of_one(indicator: &Indicator) -> f64 {
    if indicator.kind.is_percent() { 100.0 } else { 1.0 }
}

/// Whether a total is where the target wants it; none where there is no number or no target.
pub(crate) fn is_reached(indicator: &Indicator, total: &Total, target: Option<&Target>) -> Option<bool> {
    let has_number = matches!(indicator.kind, Kind::Number | Kind::Share | Kind::Mean) && indicator.adds_up();
    let value = total.approximately().filter(|_| has_number)? * of_one(indicator);
    let target = target?;
    if indicator.is_better_up() {
        target.low.or(target.high).map(|least| value >= least)
    } else {
        target.high.or(target.low).map(|most| value <= most)
    }
}

/// What an indicator came to in the period: its total, how many units say each step of a scale, or how many said it in words.
pub(crate) fn result(view: &View, material: &Material, id: Uuid) -> String {
    let total = material.total(id);
    let steps = material.summing.steps(id);
    if !steps.is_empty() {
        let step = |(name, count): (&str, usize)| format!("{name}: {}", number(view, count as f64));
        return steps.into_iter().map(step).collect::<Vec<_>>().join("; ");
    }
    let is_text = material.summing.indicators.get(&id).is_some_and(|one| one.kind == Kind::Text);
    let units = material.by_unit.get(&id).filter(|_| is_text);
    match units.map_or(0, |units| units.values().filter(|one| one.is_reported()).count()) {
        0 => told(view, material, id, &total),
        said => view.text_with("report-said-in-words", &[("count", &number(view, said as f64))]),
    }
}

/// A total in words; what nobody said, or what is not added, is a dash.
pub(crate) fn told(view: &View, material: &Material, id: Uuid, total: &Total) -> String {
    let kind = material.summing.indicators.get(&id).map_or(Kind::Number, |one| one.kind);
    plain_total(view, total, kind, material.summing.adds_up(id)).unwrap_or_else(|| "–".to_owned())
}

/// How much more it is than before, in its unit; of a share in hundredths of the whole.
pub(crate) fn change(view: &View, indicator: &Indicator, now: &Total, before: &Total) -> Option<String> {
    if !indicator.adds_up() || !matches!(indicator.kind, Kind::Number | Kind::Share | Kind::Mean) {
        return None;
    }
    let more = (now.approximately()? - before.approximately()?) * of_one(indicator);
    let more = (more * 10_000.0).round() / 10_000.0;
    let sign = if more > 0.0 { "+" } else { "" };
    Some(format!("{sign}{}", number(view, more)))
}

/// A value or a range that is wanted.
pub(crate) fn aimed(view: &View, target: &Target) -> String {
    match (target.low, target.high) {
        (Some(low), Some(high)) if low < high => format!("{}–{}", number(view, low), number(view, high)),
        (Some(value), _) => number(view, value),
        (None, Some(high)) => format!("≤ {}", number(view, high)),
        (None, None) => String::new(),
    }
}

/// How many cells are estimates, do not apply, or were not reported: the four states are never mixed up.
fn remark(view: &View, total: &Total) -> String {
    let whole = |millionths: u64| number(view, millionths as f64 / f64::from(reporting::WHOLE));
    let ((_, estimates, _), (not_applicable, not_reported)) = (total.reported(), total.unreported());
    let told = [
        ("report-estimates", estimates),
        ("report-not-applicable", not_applicable),
        ("report-not-reported", not_reported),
    ];
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| view.text_with(key, &[("count", &whole(count))])).collect::<Vec<_>>().join("; ")
}

/// Indicators of one table: more are too narrow to read.
const COLUMNS: usize = 6;

/// What each unit has of each indicator, some indicators at a time, on pages turned on their side. Whoever is concerned by none
/// of a table's is not in it.
pub(super) fn by_unit(view: &View, material: &Material) -> Vec<Part> {
    let all: Vec<_> = measured(material).collect();
    if all.is_empty() {
        return Vec::new();
    }
    // As many in each table as can be.
    let some = all.len().div_ceil(all.len().div_ceil(COLUMNS));
    let tables = all.chunks(some).map(|some| some_by_unit(view, material, some));
    [Part::words(view.text("report-legend"))].into_iter().chain(tables).collect()
}

fn some_by_unit(view: &View, material: &Material, some: &[(Uuid, &Indicator)]) -> Part {
    let of = |unit: Uuid| {
        some.iter().map(move |(id, indicator)| {
            let total = material.by_unit.get(id).and_then(|units| units.get(&unit)).copied();
            (*id, indicator.kind, total.unwrap_or_default())
        })
    };
    let cell = |unit: Uuid, (id, kind, total): (Uuid, Kind, Total)| {
        let words = material.words.get(&(unit, id)).cloned();
        let words = words.or_else(|| material.summing.step_of(id, unit).map(str::to_owned));
        let told = words.or_else(|| plain_total(view, &total, kind, true));
        let told = told.unwrap_or_else(|| state(view, &total));
        // An estimate is marked as one.
        if total.reported().1 > 0 { format!("{told}*") } else { told }
    };
    let units = some.iter().filter_map(|(id, _)| material.by_unit.get(id)).flat_map(|units| units.keys());
    let mut units = material.in_order(units.copied());
    units.retain(|unit| of(*unit).any(|(_, _, total)| total.is_reported() || total.unreported().1 > 0));
    let row = |unit: &Uuid| {
        let cells =
            [material.name(*unit).to_owned()].into_iter().chain(of(*unit).map(|one| cell(*unit, one)));
        Row::from(cells.collect::<Vec<_>>())
    };
    let totals = some.iter().map(|(id, _)| result(view, material, *id));
    let all = [view.text("report-all")].into_iter().chain(totals).collect();
    let columns = some.iter().map(|(_, indicator)| TableColumn {
        title: alone(&indicator.name),
        share: 12,
        align: Align::Right,
    });
    Part::Table {
        caption: String::new(),
        columns: [column(view, "report-unit", 28, Align::Left)].into_iter().chain(columns).collect(),
        rows: units.iter().map(row).chain([Row { cells: all, strong: true }]).collect(),
        landscape: true,
    }
}

/// Why a unit has no figure.
fn state(view: &View, total: &Total) -> String {
    let (not_applicable, not_reported) = total.unreported();
    if total.is_reported() {
        "–".to_owned()
    } else if not_applicable > 0 || not_reported == 0 {
        view.text("report-sign-not-applicable")
    } else {
        view.text("report-sign-not-reported")
    }
}
