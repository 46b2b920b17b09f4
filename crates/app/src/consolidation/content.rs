//! What a consolidated report says. Pure.

use charts::{Ink, Progress, Series, Stack};
use documents::narrative::{self, Block, Span};
use documents::write::{Align, OfficialDocument, Part, Row, Signature, TableColumn, roman};
use reporting::Total;
use uuid::Uuid;
use web::View;

use super::material::Material;
use crate::indicators::{Indicator, Kind};
use crate::returns::{next_target, plain_total};
use crate::tasks::Counts;

/// The report of a period with all that is known, to be read, cut and signed. Place, number, date and signer are still to come.
pub(crate) fn report(view: &View, material: &Material) -> OfficialDocument {
    let summing = &material.summing;
    let name = |at: usize| material.line.get(at).map(|unit| unit.name.clone()).unwrap_or_default();
    let mut sections = Sections::default();
    sections.add(view.text("report-tasks"), tasks(view, material));
    sections.add(view.text("report-figures"), figures(view, material));
    for section in &material.sections {
        sections.add(section.title.clone(), narrative(view, material, section.id));
    }
    OfficialDocument {
        parent_agency: name(1),
        agency: name(0),
        symbol: "BC-UBND".to_owned(),
        kind: view.text("report-kind"),
        title: title(view, material),
        body: sections.parts,
        recipients: summing.regime.receivers.clone(),
        archive: "VT".to_owned(),
        signature: Signature::default(),
        annexes: by_unit(view, material),
        ..OfficialDocument::default()
    }
}

fn title(view: &View, material: &Material) -> String {
    let summing = &material.summing;
    let period = crate::returns::named(view, summing.run.period);
    match &summing.regime.origin {
        Some(origin) => {
            view.text_with("report-title", &[("number", &origin.plan_number), ("period", &period)])
        }
        None => format!("{}\n{period}", summing.regime.title),
    }
}

/// Headings of the first level with what stands under each; one with nothing under it is left out.
#[derive(Default)]
struct Sections {
    parts: Vec<Part>,
    count: u32,
}

impl Sections {
    fn add(&mut self, title: String, parts: Vec<Part>) {
        if parts.is_empty() {
            return;
        }
        self.count += 1;
        let label = format!("{}.", roman(self.count));
        self.parts.push(Part::Heading { level: 1, label, text: title.to_uppercase() });
        self.parts.extend(parts);
    }
}

/// The official count, two by two, in a sentence, a table by unit and a chart.
fn tasks(view: &View, material: &Material) -> Vec<Part> {
    if material.tasks.is_empty() {
        return Vec::new();
    }
    let all = material.tasks.values().fold(Counts::default(), |all, one| all.plus(*one));
    let day = web::format::date(view.language, &material.today.to_string());
    let count = |count: usize| web::format::number(view.language, count as f64);
    let [on_time, late, within, overdue] = two_by_two(all);
    let sentence = view.text_with(
        "report-tasks-all",
        &[
            ("day", &day),
            ("count", &count(all.all())),
            ("done", &count(all.done())),
            ("on_time", &count(on_time)),
            ("late", &count(late)),
            ("open", &count(within + overdue)),
            ("within", &count(within)),
            ("overdue", &count(overdue)),
        ],
    );
    let units = material.in_order(material.tasks.keys().copied());
    let names =
        ["report-on-time", "report-late", "report-within", "report-overdue"].map(|key| view.text(key));
    let row = |name: String, counts: Counts, strong: bool| Row {
        cells: [name, count(counts.all())].into_iter().chain(two_by_two(counts).map(count)).collect(),
        strong,
    };
    let rows = units.iter().map(|unit| row(material.name(*unit).to_owned(), material.tasks[unit], false));
    let total = row(view.text("report-all"), all, true);
    let number = |title: String| TableColumn { title, share: 12, align: Align::Right };
    let columns = [
        TableColumn { title: view.text("report-unit"), share: 40, align: Align::Left },
        number(view.text("report-count")),
    ];
    let inks = [Ink::Done, Ink::Late, Ink::Within, Ink::Overdue];
    let series: Vec<_> =
        names.iter().zip(inks).map(|(name, ink)| Series { name: name.clone(), ink }).collect();
    let stacks: Vec<_> = units
        .iter()
        .map(|unit| Stack {
            label: material.name(*unit).to_owned(),
            counts: two_by_two(material.tasks[unit]).map(|count| count as u64).to_vec(),
        })
        .collect();
    vec![
        Part::words(sentence.clone()),
        Part::Table {
            caption: view.text("report-tasks-by-unit"),
            columns: columns.into_iter().chain(names.clone().map(number)).collect(),
            rows: rows.chain([total]).collect(),
            landscape: false,
        },
        Part::Figure {
            caption: view.text("report-tasks-by-unit"),
            about: sentence,
            drawing: charts::stacked(&series, &stacks),
        },
    ]
}

/// Completed on time and late, open within term and overdue.
fn two_by_two(counts: Counts) -> [usize; 4] {
    [counts.on_time, counts.late, counts.within + counts.due_soon, counts.overdue]
}

/// Who has reported, what each indicator came to beside its target, and how far that is.
fn figures(view: &View, material: &Material) -> Vec<Part> {
    let summing = &material.summing;
    let asked = summing.returns().len();
    let sent = summing.returns().filter(|one| one.state.is_sent()).count();
    let count = |count: usize| web::format::number(view.language, count as f64);
    let mut parts =
        vec![Part::words(view.text_with("report-sent", &[("sent", &count(sent)), ("asked", &count(asked))]))];
    let owing = summing.returns().filter(|one| !one.state.is_sent()).map(|one| one.unit);
    let owing: Vec<_> = material.in_order(owing).into_iter().map(|unit| material.name(unit)).collect();
    if !owing.is_empty() {
        parts.push(Part::words(view.text_with("report-owing", &[("units", &owing.join("; "))])));
    }
    if summing.measured.is_empty() {
        return parts;
    }
    let column = |key: &str, share: u16, align: Align| TableColumn { title: view.text(key), share, align };
    let mut drawn = Vec::new();
    let mut rows = Vec::new();
    for (id, at) in summing.measured.iter().zip(1..) {
        let Some(indicator) = summing.indicators.get(id) else { continue };
        let total = summing.total(*id);
        let wanted = next_target(indicator, summing.run.period.year());
        let told = told(view, material, *id, &total);
        let aim = wanted.map(|target| aimed(view, target.low, target.high)).unwrap_or_default();
        drawn.extend(progress(
            indicator,
            &total,
            wanted.and_then(|target| target.low.zip(target.high.or(target.low))),
            &told,
            &aim,
        ));
        rows.push(Row::from(vec![
            count(at),
            indicator.name.clone(),
            indicator.measured_in.clone().unwrap_or_default(),
            aim,
            told,
            remark(view, &total),
        ]));
    }
    parts.push(Part::Table {
        caption: view.text("report-figures"),
        columns: vec![
            column("report-ordinal", 5, Align::Center),
            column("report-indicator", 34, Align::Left),
            column("report-measured-in", 12, Align::Left),
            column("report-target", 14, Align::Right),
            column("report-result", 14, Align::Right),
            column("report-remark", 21, Align::Left),
        ],
        rows,
        landscape: false,
    });
    if !drawn.is_empty() {
        let names = ["report-reached", "report-estimate", "report-wanted"].map(|key| view.text(key));
        parts.push(Part::Figure {
            caption: view.text("report-progress"),
            about: view.text("report-progress"),
            drawing: charts::progress(names.each_ref().map(String::as_str), &drawn),
        });
    }
    parts
}

/// A total in words; what nobody said, or what is not added, is a dash.
fn told(view: &View, material: &Material, id: Uuid, total: &Total) -> String {
    let kind = material.summing.indicators.get(&id).map_or(Kind::Number, |one| one.kind);
    plain_total(view, total, kind, material.summing.adds_up(id)).unwrap_or_else(|| "–".to_owned())
}

/// A value or a range that is wanted.
fn aimed(view: &View, low: Option<f64>, high: Option<f64>) -> String {
    let number = |value: f64| web::format::number(view.language, value);
    match (low, high) {
        (Some(low), Some(high)) if low < high => format!("{}–{}", number(low), number(high)),
        (Some(value), _) => number(value),
        (None, Some(high)) => format!("≤ {}", number(high)),
        (None, None) => String::new(),
    }
}

/// How many cells are estimates, do not apply, or were not reported: the four states are never mixed up.
fn remark(view: &View, total: &Total) -> String {
    let whole =
        |millionths: u64| web::format::number(view.language, millionths as f64 / f64::from(reporting::WHOLE));
    let ((_, estimates, _), (not_applicable, not_reported)) = (total.reported(), total.unreported());
    let told = [
        ("report-estimates", estimates),
        ("report-not-applicable", not_applicable),
        ("report-not-reported", not_reported),
    ];
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| view.text_with(key, &[("count", &whole(count))])).collect::<Vec<_>>().join("; ")
}

/// How far an indicator is, where more of it is better and it has a number to reach.
fn progress(
    indicator: &Indicator,
    total: &Total,
    wanted: Option<(f64, f64)>,
    told: &str,
    aim: &str,
) -> Option<Progress> {
    let wanted = wanted.filter(|(least, _)| *least > 0.0 && indicator.is_better_up())?;
    let has_number = indicator.adds_up() && matches!(indicator.kind, Kind::Number | Kind::Share | Kind::Mean);
    if !has_number {
        return None;
    }
    let of_one = if indicator.kind.is_percent() { 100.0 } else { 1.0 };
    Some(Progress {
        label: indicator.name.clone(),
        reached: total.approximately().map(|value| value * of_one),
        is_estimate: total.reported().1 > 0,
        wanted,
        told: format!("{told} / {aim}"),
    })
}

/// What units tell of a section, one after the other, each with its name.
fn narrative(view: &View, material: &Material, section: Uuid) -> Vec<Part> {
    let of = material.passages.iter().filter(|(of, ..)| *of == section);
    let mut parts = Vec::new();
    for (_, unit, words) in of {
        let name = view.text_with("report-by", &[("unit", material.name(*unit))]);
        let span = Span { text: name, bold: false, italic: true };
        parts.push(Part::Paragraph { level: 1, label: String::new(), spans: vec![span] });
        parts.extend(narrative::read(words).into_iter().map(paragraph));
    }
    parts
}

fn paragraph(block: Block) -> Part {
    let label = match block.item {
        None => String::new(),
        Some(item) => match (item.number, item.level) {
            (Some(number), _) => format!("{number}."),
            (None, 1) => "-".to_owned(),
            (None, _) => "+".to_owned(),
        },
    };
    let level = block.item.map_or(1, |item| item.level);
    Part::Paragraph { level, label, spans: block.spans }
}

/// Indicators of one table: more are too narrow to read.
const COLUMNS: usize = 6;

/// What each unit has of each indicator, some indicators at a time, on pages turned on their side.
fn by_unit(view: &View, material: &Material) -> Vec<Part> {
    let summing = &material.summing;
    if summing.measured.is_empty() {
        return Vec::new();
    }
    let annex = Part::Annex {
        label: view.text("report-annex"),
        title: view.text("report-by-unit").to_uppercase(),
        note: view.text("report-attached"),
    };
    let tables = summing.measured.chunks(COLUMNS).map(|some| {
        let columns = some.iter().map(|id| {
            let name = summing.indicators.get(id).map(|one| one.name.clone()).unwrap_or_default();
            TableColumn { title: name, share: 12, align: Align::Right }
        });
        let first = TableColumn { title: view.text("report-unit"), share: 28, align: Align::Left };
        let by_unit: Vec<_> = some.iter().map(|id| (*id, summing.by_unit(*id))).collect();
        let units = material.in_order(by_unit.iter().flat_map(|(_, totals)| totals.keys().copied()));
        let cell = |unit: Uuid| {
            by_unit.iter().map(move |(id, totals)| {
                let kind = summing.indicators.get(id).map_or(Kind::Number, |one| one.kind);
                let total = totals.get(&unit).copied().unwrap_or_default();
                let told = plain_total(view, &total, kind, true).unwrap_or_else(|| state(view, &total));
                // An estimate is marked as one.
                if total.reported().1 > 0 { format!("{told}*") } else { told }
            })
        };
        let row = |unit: &Uuid| {
            Row::from([material.name(*unit).to_owned()].into_iter().chain(cell(*unit)).collect::<Vec<_>>())
        };
        let totals = some.iter().map(|id| told(view, material, *id, &summing.total(*id)));
        let all = [view.text("report-all")].into_iter().chain(totals).collect();
        Part::Table {
            caption: String::new(),
            columns: [first].into_iter().chain(columns).collect(),
            rows: units.iter().map(row).chain([Row { cells: all, strong: true }]).collect(),
            landscape: true,
        }
    });
    [annex].into_iter().chain(tables).chain([Part::words(view.text("report-legend"))]).collect()
}

/// Why a unit has no figure.
fn state(view: &View, total: &Total) -> String {
    let (not_applicable, _) = total.unreported();
    if total.is_reported() {
        "–".to_owned()
    } else if not_applicable > 0 {
        view.text("report-sign-not-applicable")
    } else {
        view.text("report-sign-not-reported")
    }
}
