//! Tasks as files. What somebody typed is never a formula.

use base::{Error, Result};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use documents::write::{Column, ColumnKind, Sheet, Value, harmless};
use icalendar::{Calendar, Component, Event, EventLike};
use web::{View, format};

use super::model::{Standing, Task};
use super::pages::take_away::MOST;
use super::view::names;
use crate::units::Unit;

/// Heading and width of each column.
const COLUMNS: [(&str, f64); 11] = [
    ("task", 60.0),
    ("task-lead", 30.0),
    ("task-state", 16.0),
    ("task-progress-percent", 10.0),
    ("task-term", 12.0),
    ("task-first-term-head", 12.0),
    ("task-done-on", 12.0),
    ("task-standing", 14.0),
    ("task-period", 10.0),
    ("indicator-origin", 24.0),
    ("duty-deliverable", 24.0),
];

/// A sheet with a row for each task.
pub(super) fn xlsx(view: &View, tasks: &[Task], units: &[Unit], today: NaiveDate) -> Result<Vec<u8>> {
    let columns = COLUMNS.map(|(title, width)| {
        let kind = if title == "task-progress-percent" { ColumnKind::Whole } else { ColumnKind::Text };
        Column { title: view.text(title), width, kind }
    });
    let cell = |(at, text): (usize, String)| {
        let number = (COLUMNS[at].0 == "task-progress-percent").then(|| text.parse().ok()).flatten();
        number.map_or_else(|| Value::from(text.as_str()), Value::Number)
    };
    let rows = rows(view, tasks, units, today);
    let mut rows: Vec<Vec<_>> = rows.map(|row| row.into_iter().enumerate().map(cell).collect()).collect();
    if is_cut(tasks) {
        rows.push(vec![Value::from(view.text("tasks-cut").as_str())]);
    }
    let sheet = Sheet { name: view.text("office-tasks"), columns: columns.to_vec(), rows };
    documents::write::xlsx(&[sheet]).map_err(Error::internal)
}

/// The same as values between commas, with the mark by which Excel knows UTF-8.
pub(super) fn csv(view: &View, tasks: &[Task], units: &[Unit], today: NaiveDate) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS.map(|(title, _)| view.text(title))).map_err(Error::internal)?;
    for row in rows(view, tasks, units, today) {
        writer.write_record(row.iter().map(|text| harmless(text).into_owned())).map_err(Error::internal)?;
    }
    if is_cut(tasks) {
        let mut last = COLUMNS.map(|_| String::new());
        last[0] = view.text("tasks-cut");
        writer.write_record(last).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(|fault| Error::internal(fault.into_error()))
}

/// Whether there may be more than a file takes; it then says so at its end.
fn is_cut(tasks: &[Task]) -> bool {
    tasks.len() as u64 >= MOST
}

fn rows<'a>(
    view: &'a View,
    tasks: &'a [Task],
    units: &[Unit],
    today: NaiveDate,
) -> impl Iterator<Item = [String; 11]> + 'a {
    let names = names(units);
    let day = |day: Option<NaiveDate>| {
        day.map(|day| format::date(view.language, &day.to_string())).unwrap_or_default()
    };
    tasks.iter().map(move |task| {
        let standing = match task.standing(today) {
            Standing::Within | Standing::Out => String::new(),
            told => view.text(&format!("task-standing-{}", told.name())),
        };
        let origin = task.origin.as_ref();
        [
            task.title.clone(),
            names.get(&task.lead).cloned().unwrap_or_default(),
            view.text(&format!("task-state-{}", task.state.name())),
            task.progress.to_string(),
            day(task.due_on),
            day(task.first_due_on),
            day(task.done_on),
            standing,
            task.period().unwrap_or_default().to_owned(),
            origin
                .map(|origin| format!("{}, {}", origin.plan_number, origin.clause_path))
                .unwrap_or_default(),
            task.deliverable.clone().unwrap_or_default(),
        ]
    })
}

/// How often a calendar asks again, where it is one that does.
const REFRESHED: TimeDelta = TimeDelta::hours(1);

/// A day in a calendar for each task that has a last one.
pub(super) fn calendar(
    view: &View,
    tasks: &[Task],
    units: &[Unit],
    address: Option<&str>,
    now: DateTime<Utc>,
) -> String {
    let names = names(units);
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//BioKhe//BioKhe//VI"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(property);
    }
    calendar.name(&view.text("office-tasks")).ttl(&REFRESHED);
    for task in tasks {
        let Some(due) = task.due_on else { continue };
        let mut event = Event::new();
        let title = crate::readings::excerpt(&task.title, 200);
        let title = task.period().map_or_else(|| title.clone(), |period| format!("{title} ({period})"));
        event.uid(&format!("{}@biokhe", task.id)).timestamp(now).summary(&title);
        event.starts(due).ends(due + Days::new(1));
        event.sequence(u32::try_from(task.revision).unwrap_or_default());
        if let Some(lead) = names.get(&task.lead) {
            event.description(lead);
        }
        if let Some(address) = address {
            event.url(&format!("{}/bo/tasks/{}", address.trim_end_matches('/'), task.id));
        }
        calendar.push(event.done());
    }
    calendar.done().to_string()
}
