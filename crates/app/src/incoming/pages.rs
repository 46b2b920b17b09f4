//! The handlers.

use axum::extract::{Path, Query, State as Part};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError, Result as Outcome};
use db::ReadTx;
use uuid::Uuid;
use web::form::{status, wrong};
use web::{Failure, Form, View};

use super::actions::{self, MOST};
use super::forms::{NewAct, NewCorrection, NewEntry, NewPassing};
use super::model::Act;
use super::store::{self, Question};
use super::view;
use crate::access::{Right, Scope, Signed};
use crate::evidence::{self, Delivery};
use crate::{AppState, people, units};

type Fields = Query<Vec<(String, String)>>;

/// The register, the latest first.
pub(crate) async fn list(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    let question = Question::read(&form);
    let page = u64::try_from(form.number("page")).unwrap_or_default().max(1);
    let tx = app.db.read().await?;
    let (documents, count) = store::list(&tx, &signed, &question, page - 1).await?;
    let named = view::Named::of(&tx, &documents, &[]).await?;
    let shown = view::Listed {
        documents,
        count,
        page,
        question,
        named,
        today: web::format::day_of(app.db.clock().now()),
    };
    Ok(view.page("incoming/list.html", view::list(&signed, &shown))?.into_response())
}

/// The form.
pub(crate) async fn new(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    form_shown(&view, &app, &signed, &Form::new(query), &[]).await
}

/// Enters a document under the next number.
pub(crate) async fn register(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    mut sent: Delivery,
) -> Result<Response, Failure> {
    let done = match NewEntry::read(&mut sent.form) {
        Ok(new) => actions::register(&app, &signed, new, &sent.files).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/bo/incoming/{id}")).into_response()),
        Err(error) => form_shown(&view, &app, &signed, &sent.form, &wrong(error)?).await,
    }
}

async fn form_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::RunDocuments);
    let today = web::format::day_of(app.db.clock().now());
    let all = units::all_within(&tx, today, &scope).await?;
    let tops = units::tops(&all);
    let (mut own, below): (Vec<_>, _) = all.into_iter().partition(|unit| tops.contains(&unit.id));
    // Authorities keep registers; an office is among the tops where what was above it has ended.
    own.sort_by_key(|unit| unit.kind != units::Kind::Authority);
    let people = people::choices(&tx, &scope, MOST).await?.0;
    let shown =
        view::New { own, choices: view::Choices { units: below, people }, today, key: app.db.next_id() };
    let page = view.page("incoming/new.html", view::new(signed, &shown, form, wrong))?;
    Ok((status(wrong), page).into_response())
}

/// One with its files and what happened to it.
pub(crate) async fn show(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, ("", &Form::default()), &[]).await
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: (&'static str, &Form),
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let document = store::seen(&tx, signed, id).await?;
    let history = store::history(&tx, id).await?;
    let may_run = units::is_within(&tx, document.unit, &signed.scope(Right::RunDocuments)).await?;
    let choices = match may_run && document.may(Act::Pass) {
        true => choices(&tx, app, document.unit).await?,
        false => view::Choices::default(),
    };
    let shown = view::Shown {
        files: store::files(&tx, id).await?,
        named: view::Named::of(&tx, std::slice::from_ref(&document), &history).await?,
        today: web::format::day_of(app.db.clock().now()),
        key: app.db.next_id(),
        document,
        history,
        may_run,
        choices,
    };
    let page = view.page("incoming/document.html", view::document(view, signed, &shown, form, wrong))?;
    Ok((status(wrong), page).into_response())
}

/// To whom a unit may pass something on: units below it, and people there.
async fn choices(tx: &ReadTx, app: &AppState, unit: Uuid) -> Outcome<view::Choices> {
    let below = Scope::Under(vec![unit]);
    let today = web::format::day_of(app.db.clock().now());
    let mut units = units::all_within(tx, today, &below).await?;
    units.retain(|one| one.id != unit);
    Ok(view::Choices { units, people: people::choices(tx, &below, MOST).await?.0 })
}

/// One of its files.
pub(crate) async fn file(
    Part(app): Part<AppState>,
    signed: Signed,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (id, file) = (web::id(&id)?, web::id(&file)?);
    let tx = app.db.read().await?;
    store::seen(&tx, &signed, id).await?;
    let files = store::files(&tx, id).await?;
    drop(tx);
    let found = files.into_iter().find(|one| one.id == file).ok_or(Error::NotFound)?;
    Ok(evidence::serve(&app.files, &found).await?)
}

/// Takes over what a message brought.
pub(crate) async fn accept(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut form, false) {
        Ok(new) => actions::accept(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, ("acceptance", &form), done).await
}

/// Gives it back to who sent it.
pub(crate) async fn refuse(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut form, true) {
        Ok(new) => actions::refuse(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, ("refusal", &form), done).await
}

/// Takes back an entry made by mistake.
pub(crate) async fn cancel(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut form, true) {
        Ok(new) => actions::cancel(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, ("cancellation", &form), done).await
}

/// Puts a slip right.
pub(crate) async fn correct(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut sent: Delivery,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewCorrection::read(&mut sent.form) {
        Ok(new) => actions::correct(&app, &signed, id, new, &sent.files).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, ("correction", &sent.form), done).await
}

/// Passes it on.
pub(crate) async fn pass(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewPassing::read(&mut form) {
        Ok(new) => actions::pass(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, ("passing", &form), done).await
}

async fn answered(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: (&'static str, &Form),
    done: Outcome<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/incoming/{id}")).into_response()),
        Err(error) => shown(view, app, signed, id, form, &wrong(error)?).await,
    }
}
