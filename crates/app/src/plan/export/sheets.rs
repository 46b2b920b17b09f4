//! The sheets of the spreadsheet: clauses, targets, indicators, duties, reporting rule, scan errors.

use documents::write::{Column, ColumnKind, Sheet, Value};
use reading::Reading;
use reading::model::{Due, Duty, Period, Target};
use serde::Serialize;
use web::{View, format};

/// One sheet for each part that has something in it; the clauses always.
pub(super) fn sheets(view: &View, reading: &Reading) -> Vec<Sheet> {
    let mut sheets = vec![clauses(view, reading), targets(view, reading), duties(view, reading)];
    sheets.extend([indicators(view, reading), reporting(view, reading), repairs(view, reading)]);
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

fn reporting(view: &View, reading: &Reading) -> Sheet {
    let row = |rule: &reading::model::Reporting| {
        let day = rule.due_month_day.as_deref().map(|day| format::month_day(view.language, day));
        let period = |period: &Period| {
            let every = word(view, "recurrence", period.every);
            let day = period.month_day.as_deref().map(|day| format::month_day(view.language, day));
            day.map_or(every.clone(), |day| format!("{every} ({day})"))
        };
        let cycles = rule.periods.iter().map(period).collect::<Vec<_>>();
        vec![
            text(&rule.clause),
            text(&day.unwrap_or_default()),
            text(&cycles.join("; ")),
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
            ("duty-due", 14.0),
            ("reporting-cycles", 20.0),
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
        vec![text(&repair.clause), text(&repair.seen), text(&repair.meant), number(Some(repair.confidence))]
    };
    let mut repairs = sheet(
        view,
        "part-repairs",
        &[("clause", 12.0), ("repair-seen", 28.0), ("repair-meant", 28.0), ("confidence", 14.0)],
        reading.repairs.iter().map(row).collect(),
    );
    if let Some(confidence) = repairs.columns.last_mut() {
        confidence.kind = ColumnKind::Decimal;
    }
    repairs
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
    let name = minijinja::Value::from_serialize(value);
    view.text(&format!("{group}-{name}"))
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
