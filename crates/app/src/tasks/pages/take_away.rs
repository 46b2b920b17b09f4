//! The list as a file: a sheet, plain values, a calendar.

use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::Error;
use web::download::{Kind, Turn};
use web::{Failure, Form, View};

use super::Fields;
use crate::access::{Right, Signed};
use crate::tasks::model::State as Stage;
use crate::tasks::{export, forms, store};
use crate::{AppState, people, units};

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
    taken(view, &app, &signed, query, Kind::Xlsx).await
}

/// The same as plain values.
pub(crate) async fn values(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    taken(view, &app, &signed, query, Kind::Csv).await
}

/// The last days of what one's units owe.
pub(crate) async fn calendar(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let calendar = last_days(&view, &app, &signed).await?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"nhiem-vu.ics\""),
    ];
    Ok((headers, calendar).into_response())
}

/// The same for a calendar that reads it by itself, under the secret address of somebody: who has no right to it any more
/// is told what a stranger is told.
pub(crate) async fn subscribed(
    view: View,
    State(app): State<AppState>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let secret = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let reader = people::calendar_reader(&app, secret).await?;
    if !reader.may(Right::DoTasks) {
        return Err(Error::NotFound.into());
    }
    let calendar = last_days(&view, &app, &reader).await?;
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, max-age=300")];
    Ok((headers, calendar).into_response())
}

async fn last_days(view: &View, app: &AppState, signed: &Signed) -> base::Result<String> {
    let tx = app.db.read().await?;
    let tasks =
        store::led_within(&tx, &signed.scope(Right::DoTasks), &Stage::WORKED_ON, MOST_IN_CALENDAR).await?;
    let leads: Vec<_> = tasks.iter().map(|task| task.lead).collect();
    let leads: Vec<_> = units::among_ids(&tx, &leads).await?.into_values().collect();
    let address = app.people.public_url.as_deref();
    Ok(export::calendar(view, &tasks, &leads, address, app.db.clock().now()))
}

async fn taken(
    view: View,
    app: &AppState,
    signed: &Signed,
    query: Vec<(String, String)>,
    kind: Kind,
) -> Result<Response, Failure> {
    let turn = Turn::take()?;
    let form = Form::new(query);
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::SeeTasks);
    let tasks = store::found(&tx, &scope, &forms::listed(&form), today, MOST).await?;
    let units = units::all(&tx, None).await?;
    drop(tx);
    let write = move || match kind {
        Kind::Csv => export::csv(&view, &tasks, &units, today),
        Kind::Xlsx => export::xlsx(&view, &tasks, &units, today),
    };
    Ok(turn.make(kind, "nhiem-vu", write).await?)
}
