//! The events that a question finds, as a file: CSV for programs, XLSX for tables.

use axum::response::Response;
use base::{Error, Result};
use db::audit::Entry;
use db::sea_orm::ConnectionTrait;
use db::sea_orm::sea_query::SelectStatement;
use documents::write::{Column, ColumnKind, Sheet, Value, harmless, xlsx};
use web::View;
use web::download::{Kind, Turn};

use super::detail;
use super::forms::Question;
use super::names::{Names, part};
use super::view::action_text;
use crate::access::{Right, Signed};
use crate::{AppState, units};

/// Most events of a file.
pub(crate) const MOST: u64 = 50_000;
/// Events that are looked up at a time.
const AT_A_TIME: u64 = 1000;
/// Signs of a cell; the format holds 32,767.
const LONGEST: usize = 32_000;

/// Keys of the headings, and widths in letters.
const COLUMNS: [(&str, f64); 9] = [
    ("audit-column-number", 10.0),
    ("audit-column-at", 22.0),
    ("audit-column-by", 28.0),
    ("audit-column-action", 36.0),
    ("audit-column-about", 40.0),
    ("audit-column-unit", 36.0),
    ("audit-detail", 80.0),
    ("audit-column-name", 24.0),
    ("audit-hash", 66.0),
];

/// The cells of an event.
pub(crate) type Row = [String; COLUMNS.len()];

/// Rows, the newest first, and whether there are more.
pub(crate) struct Rows {
    pub(crate) rows: Vec<Row>,
    pub(crate) goes_on: bool,
}

/// The file of a kind.
///
/// # Errors
/// [`base::Error::Unavailable`] where others make theirs.
pub(crate) async fn download(
    app: &AppState,
    view: &View,
    signed: &Signed,
    question: &Question,
    kind: Kind,
) -> Result<Response> {
    let turn = Turn::take()?;
    let mut found = gather(&app.db.read().await?, view, signed, question, MOST).await?;
    if found.goes_on {
        found.rows.push(cut(view));
    }
    let headings = COLUMNS.map(|(key, _)| view.text(key));
    let write = move || match kind {
        Kind::Csv => to_csv(&headings, &found),
        Kind::Xlsx => to_xlsx(&headings, found),
    };
    turn.make(kind, "biokhe-audit", write).await
}

/// The last row of a file in which not everything is.
fn cut(view: &View) -> Row {
    let most = web::format::number(view.language, MOST as f64);
    let mut row = Row::default();
    row[0] = view.texts().get_with(view.language, "audit-export-cut", "most", &most);
    row
}

/// What a question finds, at most so many.
pub(crate) async fn gather(
    connection: &impl ConnectionTrait,
    view: &View,
    signed: &Signed,
    question: &Question,
    most: u64,
) -> Result<Rows> {
    let within: Option<SelectStatement> = units::within(&signed.scope(Right::ReadAudit));
    let mut found = Rows { rows: Vec::new(), goes_on: false };
    let mut question = Question { before: None, ..question.clone() };
    loop {
        let left = most - found.rows.len() as u64;
        let wanted = AT_A_TIME.min(left) + 1;
        let mut entries = db::audit::page(connection, question.filter(within.clone()), wanted).await?;
        found.goes_on = entries.len() as u64 == wanted;
        entries.truncate(wanted as usize - 1);
        let Some(last) = entries.last() else { return Ok(found) };
        question.before = Some(last.number);
        let names = Names::of(connection, signed, &entries, None).await?;
        found.rows.extend(entries.iter().map(|entry| row(view, entry, &names)));
        if !found.goes_on || found.rows.len() as u64 >= most {
            return Ok(found);
        }
    }
}

fn row(view: &View, entry: &Entry, names: &Names) -> Row {
    let named = |text: &str| part(text).1.and_then(|id| names.find(id)).map(|(name, _)| name);
    let unit = entry.unit.and_then(|id| names.find(id)).map(|(name, _)| name);
    let detail: Vec<_> = detail::lines(view, &entry.detail, names).iter().map(detail::Line::text).collect();
    [
        entry.number.to_string(),
        web::format::instant(view.language, entry.at),
        named(&entry.actor).unwrap_or_else(|| entry.actor.clone()),
        action_text(view, &entry.action).unwrap_or_else(|| entry.action.clone()),
        named(&entry.subject).unwrap_or_else(|| entry.subject.clone()),
        unit.or(entry.unit.map(|id| id.to_string())).unwrap_or_default(),
        detail.join("; "),
        entry.action.clone(),
        entry.hash.clone(),
    ]
}

/// With a mark at its begin by which spreadsheets know the encoding, and no cell that they take for a formula.
pub(crate) fn to_csv(headings: &[String], rows: &Rows) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(headings).map_err(Error::internal)?;
    for row in &rows.rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned())).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(|fault| Error::internal(fault.into_error()))
}

/// Words are words there, whatever they begin with: see [`xlsx`].
pub(crate) fn to_xlsx(headings: &[String], rows: Rows) -> Result<Vec<u8>> {
    let column = |(title, (_, width)): (&String, (&str, f64))| Column {
        title: title.clone(),
        width,
        kind: ColumnKind::Text,
    };
    let cell = |cell: String| match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => Value::Text(format!("{}…", &cell[..end])),
        None => Value::from(cell.as_str()),
    };
    let sheet = Sheet {
        name: headings[6].clone(),
        columns: headings.iter().zip(COLUMNS).map(column).collect(),
        rows: rows.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
    };
    xlsx(&[sheet]).map_err(Error::internal)
}
