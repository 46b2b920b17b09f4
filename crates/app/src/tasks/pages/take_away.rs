//! The list as a file: a sheet, plain values, a calendar.

use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use web::{Failure, Form, View};

use super::Fields;
use crate::access::{Right, Signed};
use crate::tasks::model::State as Stage;
use crate::tasks::{export, forms, store};
use crate::{AppState, units};

/// Most tasks in a file.
pub(crate) const MOST: u64 = 20_000;
/// Most tasks in a calendar.
const MOST_IN_CALENDAR: u64 = 2_000;

/// The tasks of a question as an Excel workbook.
pub(crate) async fn sheet(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let (tasks, units, today) = asked(&app, &signed, query).await?;
    let bytes = export::xlsx(&view, &tasks, &units, today)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(kind, "nhiem-vu.xlsx", bytes))
}

/// The same as plain values.
pub(crate) async fn values(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let (tasks, units, today) = asked(&app, &signed, query).await?;
    Ok(file("text/csv; charset=utf-8", "nhiem-vu.csv", export::csv(&view, &tasks, &units, today)?))
}

/// The last days of what one's units owe.
pub(crate) async fn calendar(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let owed = [Stage::NotStarted, Stage::InProgress, Stage::Returned];
    let tasks = store::led_within(&tx, &signed.scope(Right::DoTasks), &owed, MOST_IN_CALENDAR).await?;
    let units = units::all(&tx, None).await?;
    let now = app.db.clock().now();
    let address = app.people.public_url.as_deref();
    let calendar = export::calendar(&view, &tasks, &units, address, now);
    Ok(file("text/calendar; charset=utf-8", "nhiem-vu.ics", calendar.into_bytes()))
}

async fn asked(
    app: &AppState,
    signed: &Signed,
    query: Vec<(String, String)>,
) -> Result<(Vec<crate::tasks::Task>, Vec<units::Unit>, chrono::NaiveDate), Failure> {
    let form = Form::new(query);
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::SeeTasks);
    let tasks = store::found(&tx, &scope, &forms::listed(&form), today, MOST).await?;
    Ok((tasks, units::all(&tx, None).await?, today))
}

fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (headers, bytes).into_response()
}
