//! The handlers.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use web::{Failure, Form, View};

use super::forms::NewDays;
use super::{actions, store, view};
use crate::access::{Right, Signed};
use crate::{AppState, units};

/// Entries that the page shows: of many years.
const MOST: u64 = 300;
const PAGE: &str = "/bo/days-off";

/// Days off and days worked instead, with the form for more.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let form = Form::new(vec![("key".to_owned(), app.db.next_id().to_string())]);
    shown(&view, &app, &signed, &form, &[]).await
}

/// Adds days.
pub(crate) async fn add(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewDays::read(&mut form) {
        Ok(new) => actions::add(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(PAGE).into_response()),
        Err(Error::Invalid(wrong)) => shown(&view, &app, &signed, &form, &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Takes an entry out.
pub(crate) async fn remove(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    actions::remove(&app, &signed, web::id(&id)?).await?;
    Ok(Redirect::to(PAGE))
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let entries = store::latest(&tx, &signed.scope(Right::SeeReturns), MOST).await?;
    let named: Vec<_> = entries.iter().map(|entry| entry.unit).collect();
    let today = web::format::day_of(app.db.clock().now());
    let shown = view::Shown {
        own: units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?,
        units: units::among_ids(&tx, &named).await?,
        entries,
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, view.page("calendar/days-off.html", view::page(signed, &shown, form, wrong))?)
        .into_response())
}
