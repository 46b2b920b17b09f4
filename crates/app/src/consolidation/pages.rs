//! The handlers.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError, Result as Outcome};
use uuid::Uuid;
use web::download::{Paper, Turn};
use web::{Failure, Form, View};

use super::actions::Found;
use super::forms::{NewEdit, NewStep, NewVersion};
use super::material::Material;
use super::model::{Kind, State as Stands};
use super::template::Template;
use super::view::{self, May};
use super::{actions, signing, store};
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
    let page = view::list(&view, &signed, (&regime, &run), (&made, &codes), may, || app.db.next_id());
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
    let id = actions::begin(&app, &signed, (web::id(&period)?, kind), key).await?;
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
    let may = may(signed, composed.material.line.iter().map(|unit| unit.id));
    let history = store::history(&tx, id).await?;
    let persons: Vec<_> = history.iter().map(|(_, person, ..)| *person).collect();
    let unit = composed.found.regime.unit;
    let standings = match may.sign && composed.found.it.state == Stands::Reviewed {
        true => issuing::standings_of(&tx, unit, signed.person(), today).await?,
        false => Vec::new(),
    };
    let letterhead = issuing::letterhead(&tx, &composed.material.line).await?;
    let line = |one: &issuing::Standing| {
        let block = one.signature(&letterhead.collective, signed.name());
        [block.on_behalf_of, block.capacity, block.title].into_iter().filter(|line| !line.is_empty())
    };
    let shown = view::Shown {
        signature_lines: standings.iter().map(|one| line(one).collect::<Vec<_>>().join(" / ")).collect(),
        standings,
        is_author: store::authors(&tx, id).await?.contains(&signed.person()),
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

/// Indicators by units.
pub(crate) async fn figures(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let it = store::find(&tx, web::id(&id)?).await?;
    let material = Material::figures(&tx, &signed, it.run, today).await?;
    let may = may(&signed, material.line.iter().map(|unit| unit.id));
    let found = Found { it, regime: material.summing.regime.clone(), run: material.summing.run.clone() };
    let page = view::figures(&view, &signed, &found, &material, may);
    Ok(view.page("consolidation/figures.html", page)?.into_response())
}

/// Passages with where they come from, and what is not used.
pub(crate) async fn words(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    words_shown(&view, &app, &signed, web::id(&id)?, (None, &Form::default()), &[]).await
}

/// Changes a passage.
pub(crate) async fn passage(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, passage)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (id, passage) = (web::id(&id)?, web::id(&passage)?);
    let new = NewEdit::of_passage(&mut form, passage);
    edited(&view, &app, &signed, id, (passage, &form), new).await
}

/// Takes in what a unit told.
pub(crate) async fn source(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, source)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (id, source) = (web::id(&id)?, web::id(&source)?);
    let new = NewEdit::of_source(&mut form, source);
    edited(&view, &app, &signed, id, (source, &form), new).await
}

/// Adds words of the editor's own to a section.
pub(crate) async fn section(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, section)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (id, section) = (web::id(&id)?, web::id(&section)?);
    let new = NewEdit::of_section(&mut form, section);
    edited(&view, &app, &signed, id, (section, &form), new).await
}

async fn edited(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    (at, form): (Uuid, &Form),
    new: Outcome<NewEdit>,
) -> Result<Response, Failure> {
    let done = match new {
        Ok(new) => actions::write(app, signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/consolidations/{id}/words#at-{at}")).into_response()),
        Err(error) => words_shown(view, app, signed, id, (Some(at), form), &wrong(error)?).await,
    }
}

async fn words_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    typed: (Option<Uuid>, &Form),
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let found = actions::found(&tx, signed, id, Right::SeeReturns).await?;
    let narrative = store::narrative(&tx, id).await?;
    let named: Vec<_> = narrative.sources.iter().map(|source| source.said.unit).collect();
    let line = units::line(&tx, found.regime.unit).await?;
    let shown = view::Words {
        sections: returns::sections(&tx, found.regime.id).await?,
        units: units::among_ids(&tx, &named).await?,
        may: may(signed, line.iter().map(|unit| unit.id)),
        key: app.db.next_id(),
        found,
        narrative,
    };
    let page = view.page("consolidation/words.html", view::words(view, signed, &shown, typed, wrong))?;
    Ok((status(wrong), page).into_response())
}

/// The template of this document, and what may stand in it.
pub(crate) async fn template(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    template_shown(&view, &app, &signed, web::id(&id)?, &Form::default(), &[]).await
}

/// Changes it.
pub(crate) async fn set_template(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewEdit::of_template(&mut form) {
        Ok(new) => actions::write(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/consolidations/{id}/template")).into_response()),
        Err(error) => template_shown(&view, &app, &signed, id, &form, &wrong(error)?).await,
    }
}

async fn template_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let composed = actions::composed(app, signed, id, Right::SeeReturns, today).await?;
    let may = may(signed, composed.material.line.iter().map(|unit| unit.id));
    let faults = Template::read(form.raw("template")).err().unwrap_or_default();
    let typed = (form, wrong, faults);
    let page = view::template(view, signed, &composed, may, app.db.next_id(), typed);
    Ok((status(wrong), view.page("consolidation/template.html", page)?).into_response())
}

/// The templates of a regime.
pub(crate) async fn versions(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((regime, kind)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kind = Kind::named(&kind).ok_or(Error::NotFound)?;
    versions_shown(&view, &app, &signed, (web::id(&regime)?, kind), &Form::default(), &[]).await
}

/// Adds one from a day on.
pub(crate) async fn add_version(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((regime, kind)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (regime, kind) = (web::id(&regime)?, Kind::named(&kind).ok_or(Error::NotFound)?);
    let done = match NewVersion::read(&mut form, kind) {
        Ok(new) => actions::set_template(&app, &signed, regime, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => {
            Ok(Redirect::to(&format!("/bo/regimes/{regime}/templates/{}", kind.name())).into_response())
        }
        Err(error) => versions_shown(&view, &app, &signed, (regime, kind), &form, &wrong(error)?).await,
    }
}

async fn versions_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    (regime, kind): (Uuid, Kind),
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let regime = returns::regime(&tx, regime).await?.ok_or(Error::NotFound)?;
    let line = units::line(&tx, regime.unit).await?;
    let ids = || line.iter().map(|unit| unit.id);
    if !signed.scope(Right::SeeReturns).holds(ids()) {
        return Err(Error::NotFound.into());
    }
    let of = (regime.unit, regime.id);
    let versions = store::template_versions(&tx, of, kind).await?;
    let persons: Vec<_> = versions.iter().map(|one| one.person).collect();
    let shown = view::Versions {
        template: store::template(&tx, of, kind, today).await?,
        people: people::names(&tx, &persons).await?,
        may_run: signed.scope(Right::RunReturns).holds(ids()),
        key: app.db.next_id(),
        regime,
        kind,
        versions,
        today,
    };
    let faults = Template::read(form.raw("template")).err().unwrap_or_default();
    let page = view::versions(view, signed, &shown, (form, wrong, faults));
    Ok((status(wrong), view.page("consolidation/versions.html", page)?).into_response())
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

fn status(wrong: &[FieldError]) -> StatusCode {
    if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// What is wrong, for the page that shows it.
fn wrong(error: Error) -> Outcome<Vec<FieldError>> {
    match error {
        Error::Invalid(wrong) => Ok(wrong),
        Error::Conflict => Ok(vec![FieldError::new("act", "changed-meanwhile")]),
        fault => Err(fault),
    }
}
