//! The handlers.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError, Result};
use web::download::Kind;
use web::{Failure, Form, View};

use super::export;
use super::forms::{self, Question};
use super::names::Names;
use super::view::{self, Log, PER_PAGE};
use super::{actions, store};
use crate::access::{Right, Signed};
use crate::{AppState, people, units};

type Fields = Query<Vec<(String, String)>>;

/// Most people to choose from.
const PEOPLE: u64 = 300;

/// The newest events that the question wants.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let mut form = Form::new(query);
    let question = Question::read(&mut form);
    shown(&view, &app, &signed, &form, question).await
}

/// The same as a file for programs.
pub(crate) async fn csv(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    download(&view, &app, &signed, query, Kind::Csv).await
}

/// The same as a spreadsheet.
pub(crate) async fn xlsx(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    download(&view, &app, &signed, query, Kind::Xlsx).await
}

/// Has the whole chain checked.
pub(crate) async fn check(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    match forms::kept(&mut form) {
        Ok(kept) => {
            actions::check(&app, &signed, kept).await?;
            Ok(Redirect::to("/bo/audit#check").into_response())
        }
        Err(wrong) => shown(&view, &app, &signed, &form, Err(wrong)).await,
    }
}

async fn download(
    view: &View,
    app: &AppState,
    signed: &Signed,
    query: Vec<(String, String)>,
    kind: Kind,
) -> Result<Response, Failure> {
    let mut form = Form::new(query);
    match Question::read(&mut form) {
        Ok(question) => Ok(export::download(app, view, signed, &question, kind).await?),
        wrong => shown(view, app, signed, &form, wrong).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    question: Result<Question>,
) -> Result<Response, Failure> {
    let (question, wrong): (_, Vec<FieldError>) = match question {
        Ok(question) => (Some(question), Vec::new()),
        Err(Error::Invalid(wrong)) => (None, wrong),
        Err(fault) => return Err(fault.into()),
    };
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::ReadAudit);
    let mut entries = match &question {
        Some(question) => db::audit::page(&tx, question.filter(units::within(&scope)), PER_PAGE + 1).await?,
        None => Vec::new(),
    };
    let goes_on = entries.len() as u64 > PER_PAGE;
    entries.truncate(PER_PAGE as usize);
    let check = if signed.may(Right::CheckAudit) { store::last(&tx).await? } else { None };
    let names = Names::of(&tx, signed, &entries, check.as_ref().map(|check| check.person)).await?;
    let people = people::choices(&tx, &scope, PEOPLE).await?;
    let log = Log {
        entries: &entries,
        goes_on,
        names: &names,
        people: &people,
        question: question.as_ref(),
        runs: check.as_ref().is_some_and(|check| check.runs(app.db.clock().now())),
        check: check.as_ref(),
    };
    let page = view.page("audit/log.html", view::log(view, signed, &log, form, &wrong))?;
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page).into_response())
}
