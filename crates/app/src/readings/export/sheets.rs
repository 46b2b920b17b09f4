//! The sheets of the spreadsheet: clauses, targets, indicators, money, duties, reporting rule, scan errors, and the
//! document itself with what it refers to.

use documents::write::{Column, ColumnKind, Sheet, Value};
use reading::Reading;
use reading::model::{Due, Duty, Target};
use serde::Serialize;
use web::{View, format};

use crate::readings::repairs::level_of;
use crate::readings::words::{Words, signer};

/// One sheet for each part that has something in it; the clauses always.
pub(super) fn sheets(view: &View, reading: &Reading) -> Vec<Sheet> {
    let mut sheets = vec![clauses(view, reading), targets(view, reading), duties(view, reading)];
    sheets.extend([indicators(view, reading), budget(view, reading), reporting(view, reading)]);
    sheets.extend([repairs(view, reading), document(view, reading), references(view, reading)]);
    let mut place = 0;
    sheets.retain(|sheet| {
        place += 1;
        place == 1 || !sheet.rows.is_empty()
    });
    sheets
}

fn clauses(view: &View, reading: &Reading) -> Sheet {
    let row = |clause: &reading::model::Clause| {
        vec![text(&clause.path), text(&word(view, "role", clause.role)), text(&clause.text)]
    };
    sheet(
        view,
        "part-clauses",
        &[("clause", 12.0), ("clause-role", 22.0), ("clause-text", 100.0)],
        reading.clauses.iter().map(row).collect(),
    )
}

fn targets(view: &View, reading: &Reading) -> Sheet {
    let row = |target: &Target| {
        vec![
            text(&target.clause),
            text(&target.measure),
            maybe(target.unit.as_deref()),
            text(&target.bound.map(|bound| word(view, "bound", bound)).unwrap_or_default()),
            number(target.low),
            number(target.high),
            number(target.by.map(f64::from)),
            text(&word(view, "confidence", target.confidence)),
            text(&target.text),
        ]
    };
    sheet(
        view,
        "part-targets",
        &[
            ("clause", 12.0),
            ("target-measure", 40.0),
            ("indicator-unit", 14.0),
            ("target-bound", 12.0),
            ("target-low", 10.0),
            ("target-high", 10.0),
            ("target-by", 10.0),
            ("confidence", 14.0),
            ("sentence", 80.0),
        ],
        reading.targets.iter().map(row).collect(),
    )
}

fn duties(view: &View, reading: &Reading) -> Sheet {
    let row = |duty: &Duty| {
        vec![
            text(&duty.clause),
            text(&duty.units.join("; ")),
            text(&word(view, "mode", duty.mode)),
            text(&duty.cooperating.join("; ")),
            text(&duty.text),
            maybe(duty.due.as_ref().map(|due| due.text.as_str())),
            text(&duty.due.as_ref().map(|due| until(view, due)).unwrap_or_default()),
            maybe(duty.deliverable.as_deref()),
            text(&word(view, "confidence", duty.confidence)),
        ]
    };
    sheet(
        view,
        "part-duties",
        &[
            ("clause", 12.0),
            ("duty-units", 32.0),
            ("duty-mode", 12.0),
            ("duty-cooperating", 32.0),
            ("sentence", 80.0),
            ("duty-due", 24.0),
            ("duty-last-day", 14.0),
            ("duty-deliverable", 28.0),
            ("confidence", 14.0),
        ],
        reading.duties.iter().map(row).collect(),
    )
}

/// Every column of the annex as printed.
fn indicators(view: &View, reading: &Reading) -> Sheet {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in reading.indicators.iter().flat_map(|indicator| &indicator.columns) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let row = |indicator: &reading::model::Indicator| {
        let cell = |name: &&str| {
            let found = indicator.columns.iter().find(|(other, _)| other == name);
            maybe(found.map(|(_, cell)| cell.as_str()))
        };
        std::iter::once(text(&indicator.clause)).chain(names.iter().map(cell)).collect()
    };
    let clause = Column { title: view.text("clause"), width: 12.0, kind: ColumnKind::Text };
    let printed =
        names.iter().map(|name| Column { title: (*name).to_owned(), width: 24.0, kind: ColumnKind::Text });
    Sheet {
        name: view.text("indicators-title"),
        columns: std::iter::once(clause).chain(printed).collect(),
        rows: reading.indicators.iter().map(row).collect(),
    }
}

/// Header and closing of the document, a fact a row.
fn document(view: &View, reading: &Reading) -> Sheet {
    let header = &reading.document;
    let date = header.date.as_deref().map(|date| format::date(view.language, date));
    let facts = [
        ("kind", header.kind.clone()),
        ("number", header.number_and_symbol()),
        ("issuer", header.issuer.clone()),
        ("place", header.place.clone()),
        ("date", date),
        ("title", header.title.clone()),
        ("signer", signer(header)),
    ];
    let fact = |(name, value): (&str, Option<String>)| {
        Some(vec![text(&view.text(&format!("fact-{name}"))), text(&value?)])
    };
    let recipient = |name: &String| vec![text(&view.text("fact-recipients")), text(name)];
    let rows = facts.into_iter().filter_map(fact).chain(header.recipients.iter().map(recipient));
    sheet(view, "part-document", &[("fact", 24.0), ("fact-value", 100.0)], rows.collect())
}

fn references(view: &View, reading: &Reading) -> Sheet {
    let row = |reference: &reading::model::Reference| {
        let date = reference.date.as_deref().map(|date| format::date(view.language, date));
        vec![text(&reference.symbol), text(&date.unwrap_or_default()), maybe(reference.issuer.as_deref())]
    };
    sheet(
        view,
        "part-references",
        &[("fact-number", 24.0), ("fact-date", 14.0), ("fact-issuer", 60.0)],
        reading.document.references.iter().map(row).collect(),
    )
}

fn budget(view: &View, reading: &Reading) -> Sheet {
    #[allow(clippy::cast_precision_loss, reason = "sums stay below what a float keeps to the last đồng")]
    let row = |line: &reading::model::BudgetLine| {
        let amount = line.amount.map(|amount| amount as f64);
        vec![text(&line.clause), number(amount), maybe(line.source.as_deref()), text(&line.text)]
    };
    sheet(
        view,
        "budget-title",
        &[("clause", 12.0), ("budget-sum", 22.0), ("budget-source", 32.0), ("sentence", 80.0)],
        reading.budget.iter().map(row).collect(),
    )
}

fn reporting(view: &View, reading: &Reading) -> Sheet {
    let words = words(view);
    let row = |rule: &reading::model::Reporting| {
        vec![
            text(&rule.clause),
            text(&words.day(rule).unwrap_or_default()),
            text(&words.cycles(rule).unwrap_or_default()),
            text(&words.reviews(rule).unwrap_or_default()),
            maybe(rule.from.as_deref()),
            maybe(rule.via.as_deref()),
            maybe(rule.to.as_deref()),
            text(&rule.onward.join("; ")),
            text(&rule.text),
        ]
    };
    sheet(
        view,
        "part-reporting",
        &[
            ("clause", 12.0),
            ("duty-due", 18.0),
            ("reporting-cycles", 28.0),
            ("reporting-reviews", 20.0),
            ("reporting-from", 32.0),
            ("reporting-via", 28.0),
            ("reporting-to", 28.0),
            ("reporting-onward", 40.0),
            ("sentence", 80.0),
        ],
        reading.reporting.iter().map(row).collect(),
    )
}

fn repairs(view: &View, reading: &Reading) -> Sheet {
    let row = |repair: &reading::model::Repair| {
        let confidence = word(view, "confidence", level_of(repair));
        vec![text(&repair.clause), text(&repair.seen), text(&repair.meant), text(&confidence)]
    };
    sheet(
        view,
        "part-repairs",
        &[("clause", 12.0), ("repair-seen", 28.0), ("repair-meant", 28.0), ("confidence", 14.0)],
        reading.repairs.iter().map(row).collect(),
    )
}

fn sheet(view: &View, name: &str, columns: &[(&str, f64)], rows: Vec<Vec<Value>>) -> Sheet {
    let column =
        |(key, width): &(&str, f64)| Column { title: view.text(key), width: *width, kind: ColumnKind::Text };
    Sheet { name: view.text(name), columns: columns.iter().map(column).collect(), rows }
}

/// The last day on which a duty is in time; for one that comes every year the day of it.
fn until(view: &View, due: &Due) -> String {
    match (&due.until, &due.month_day) {
        (Some(day), _) => format::date(view.language, day),
        (None, Some(day)) => format::month_day(view.language, day),
        (None, None) => String::new(),
    }
}

/// The word for a value that `locales/` names after its group: `role-task`.
fn word(view: &View, group: &str, value: impl Serialize) -> String {
    words(view).of(group, value)
}

fn words(view: &View) -> Words<'_> {
    Words { texts: view.texts(), language: view.language }
}

fn text(words: &str) -> Value {
    Value::from(words)
}

fn maybe(words: Option<&str>) -> Value {
    words.map_or(Value::Empty, Value::from)
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Empty, Value::Number)
}
