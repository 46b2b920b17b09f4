//! The handlers.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError, Result as Outcome};
use uuid::Uuid;
use web::form::{status, wrong};
use web::{Failure, Form, View};

use super::forms::{NewAnswer, NewDispatches};
use super::{actions, store, view};
use crate::access::{Right, Signed};
use crate::{AppState, issuing, units};

/// To whom it went and what became of it, with the form for more.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, &Form::default(), &[]).await
}

/// Sends it.
pub(crate) async fn send(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewDispatches::read(&mut form) {
        Ok(new) => actions::send(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Writes down what a recipient said.
pub(crate) async fn answer(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, dispatch)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (id, dispatch) = (web::id(&id)?, web::id(&dispatch)?);
    let done = match NewAnswer::read(&mut form) {
        Ok(new) => actions::answer(&app, &signed, (id, dispatch), new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Sends it once more.
pub(crate) async fn again(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, dispatch)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (id, dispatch) = (web::id(&id)?, web::id(&dispatch)?);
    let key = form.id("key");
    let done = match form.finish(()) {
        Ok(()) => actions::again(&app, &signed, (id, dispatch), key).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// All its files, to be handed over.
pub(crate) async fn package(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let document = issuing::find(&tx, web::id(&id)?).await?;
    let is_within = units::is_within(&tx, document.unit, &signed.scope(Right::SeeDocuments)).await?;
    drop(tx);
    if !is_within || document.issued.is_none() {
        return Err(Error::NotFound.into());
    }
    let parcel = actions::parcel(&app, document.id).await?;
    let name = format!("{}.zip", document.code().replace('/', "-"));
    let name = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
    ];
    Ok((headers, parcel.package()?).into_response())
}

async fn answered(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    done: Outcome<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/documents/{id}/dispatch")).into_response()),
        Err(error) => shown(view, app, signed, id, form, &wrong(error)?).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let document = issuing::find(&tx, id).await?;
    let line = units::line(&tx, document.unit).await?;
    let ids = line.iter().map(|unit| unit.id);
    if !signed.scope(Right::SeeDocuments).holds(ids.clone()) {
        return Err(Error::NotFound.into());
    }
    let dispatches = store::of_document(&tx, id).await?;
    let known = store::correspondents(&tx, document.unit).await?;
    let may_run = signed.scope(Right::RunDocuments).holds(ids) && document.state == issuing::State::Issued;
    drop(tx);
    let shown = view::Shown {
        recipients: issuing::said(app, &document).await?.recipients,
        key: app.db.next_id(),
        again: dispatches.iter().map(|_| app.db.next_id()).collect(),
        document,
        dispatches,
        known,
        may_run,
    };
    let page = view.page("dispatch/list.html", view::list(view, signed, &shown, form, wrong))?;
    Ok((status(wrong), page).into_response())
}
