//! The handlers.

pub(super) mod plans;
pub(super) mod templates;
pub(super) mod words;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError, Result as Outcome};
use db::ReadTx;
use minijinja::Value;
use uuid::Uuid;
use web::download::{Paper, Turn};
use web::form::{status, wrong};
use web::{Failure, Form, View};

use super::forms::NewStep;
use super::found::{self, About, Found};
use super::material::Material;
use super::model::{Kind, State as Stands, Subject};
use super::view::{self, May};
use super::{actions, beginning, made_of, signing, store};
use crate::access::{Right, Signed};
use crate::issuing::{self, paper};
use crate::{AppState, people, returns, units};

/// What is made of a period, and what can be begun.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(period): Path<String>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let (regime, run, _) = returns::run(&tx, web::id(&period)?).await?;
    let line = units::line(&tx, regime.unit).await?;
    let ids = line.iter().map(|unit| unit.id);
    if !signed.scope(Right::SeeReturns).holds(ids.clone()) {
        return Err(Error::NotFound.into());
    }
    let made = store::of_run(&tx, run.id).await?;
    let codes = issuing::codes(&tx, &made.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
    let may = may(&signed, ids);
    let unit = line.first().map_or("", |unit| unit.name.as_str());
    let page = view::list(&view, &signed, (&regime, &run, unit), (&made, &codes), may, || app.db.next_id());
    Ok(view.page("consolidation/list.html", page)?.into_response())
}

/// Begins a report or a letter of a period.
pub(crate) async fn begin(
    State(app): State<AppState>,
    signed: Signed,
    Path(period): Path<String>,
    mut form: Form,
) -> Result<Redirect, Failure> {
    let kind = form.choice("kind", Kind::named);
    let key = form.id("key");
    form.finish(())?;
    let kind = kind.ok_or_else(|| Error::invalid("kind", "choose"))?;
    let id = beginning::begin(&app, &signed, (web::id(&period)?, kind), key).await?;
    Ok(Redirect::to(&format!("/bo/consolidations/{id}")))
}

/// Where it is and what is left to do.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, &Form::default(), &[]).await
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let composed = actions::composed(app, signed, id, Right::SeeReturns, today).await?;
    let tx = app.db.read().await?;
    let may = may(signed, composed.matter.line().iter().map(|unit| unit.id));
    let history = store::history(&tx, id).await?;
    let persons: Vec<_> = history.iter().map(|(_, person, ..)| *person).collect();
    let unit = composed.found.about.unit();
    let standings = match may.sign && composed.found.it.state == Stands::Reviewed {
        true => issuing::standings_of(&tx, unit, signed.person(), today).await?,
        false => Vec::new(),
    };
    let line = |one: &issuing::Standing| {
        let block = one.signature(&composed.letterhead.collective, signed.name());
        [block.on_behalf_of, block.capacity, block.title].into_iter().filter(|line| !line.is_empty())
    };
    let shown = view::Shown {
        signature_lines: standings.iter().map(|one| line(one).collect::<Vec<_>>().join(" / ")).collect(),
        standings,
        is_author: store::is_author(&history, signed.person()),
        people: people::names(&tx, &persons).await?,
        document: match composed.found.it.state {
            Stands::Signed => issuing::of_origin(&tx, id).await?,
            _ => None,
        },
        key: app.db.next_id(),
        may,
        composed,
        history,
    };
    let page = view.page("consolidation/overview.html", view::overview(view, signed, &shown, form, wrong))?;
    Ok((status(wrong), page).into_response())
}

/// Takes in what returns tell now.
pub(crate) async fn refresh(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewStep::read(&mut form, false) {
        Ok(new) => actions::refresh(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Finds it good.
pub(crate) async fn review(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewStep::read(&mut form, false) {
        Ok(new) => actions::review(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Gives it back to be written on.
pub(crate) async fn reopen(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewStep::read(&mut form, true) {
        Ok(new) => actions::reopen(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Signs it.
pub(crate) async fn sign(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let standing = form.id("standing");
    let done = match NewStep::read(&mut form, false) {
        Ok(new) => signing::sign(&app, &signed, id, standing, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(document) => Ok(Redirect::to(&format!("/bo/documents/{document}")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &form, &wrong(error)?).await,
    }
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
        Ok(()) => Ok(Redirect::to(&format!("/bo/consolidations/{id}")).into_response()),
        Err(error) => shown(view, app, signed, id, form, &wrong(error)?).await,
    }
}

/// Indicators by units: as they are now, or as they were signed.
pub(crate) async fn figures(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let it = store::find(&tx, web::id(&id)?).await?;
    let Subject::Period(period) = it.subject else { return Err(Error::NotFound.into()) };
    let signed_figures = match it.state {
        Stands::Signed => kept_figures(&app, &tx, it.id).await?,
        _ => None,
    };
    let are_as_signed = signed_figures.is_some();
    let (found, line, matrix) = if let Some(matrix) = signed_figures {
        let found = found::found(&tx, &signed, it.id, Right::SeeReturns).await?;
        let line = units::line(&tx, found.about.unit()).await?;
        (found, line, matrix)
    } else {
        let material = Material::figures(&tx, &signed, period, today).await?;
        let about = (material.summing.regime.clone(), material.summing.run.clone());
        let matrix = view::matrix(&view, &material);
        (Found { it, about: About::Period(Box::new(about)) }, material.line, matrix)
    };
    let may = may(&signed, line.iter().map(|unit| unit.id));
    let page = view::figures(&view, &signed, &found, (matrix, are_as_signed), may);
    Ok(view.page("consolidation/figures.html", page)?.into_response())
}

/// What the snapshot of a signature keeps of them.
async fn kept_figures(app: &AppState, tx: &ReadTx, id: Uuid) -> Outcome<Option<Value>> {
    let Some(document) = issuing::of_origin(tx, id).await? else { return Ok(None) };
    let made_of = issuing::snapshot(app, &document).await?.made_of;
    Ok(made_of.get(made_of::MATRIX).map(Value::from_serialize))
}

/// As it is now as a Word file, to be read and passed round.
pub(crate) async fn word(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    drafted(&app, &signed, &id, Paper::Docx).await
}

/// The same as a PDF.
pub(crate) async fn pdf(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    drafted(&app, &signed, &id, Paper::Pdf).await
}

async fn drafted(app: &AppState, signed: &Signed, id: &str, kind: Paper) -> Result<Response, Failure> {
    let (turn, now) = (Turn::take()?, app.db.clock().now());
    let today = web::format::day_of(now);
    let composed = actions::composed(app, signed, web::id(id)?, Right::SeeReturns, today).await?;
    let document = composed.document.map_err(|_| Error::invalid("template", "template"))?;
    let name = format!("du-thao-{}", composed.found.it.kind.name());
    let write = move || match kind {
        Paper::Docx => paper::word(&document),
        Paper::Pdf => paper::pdf(&document, now),
    };
    Ok(turn.make(kind, &name, write).await?)
}

/// What somebody may do to what is made for a unit, by its id and those of all above it.
fn may(signed: &Signed, line: impl Iterator<Item = Uuid> + Clone) -> May {
    let holds = |right| signed.scope(right).holds(line.clone());
    May {
        write: holds(Right::RunReturns),
        review: holds(Right::ReviewReports),
        sign: holds(Right::SignDocuments),
    }
}
