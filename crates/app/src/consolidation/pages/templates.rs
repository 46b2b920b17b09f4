//! Templates: of one document, and of all that a regime makes.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::form::{LongForm, status, wrong};
use web::{Failure, Form, View};

use super::may;
use crate::access::{Right, Signed};
use crate::consolidation::actions::Owner;
use crate::consolidation::forms::{NewEdit, NewVersion};
use crate::consolidation::model::Kind;
use crate::consolidation::template::Template;
use crate::consolidation::{actions, store, view};
use crate::{AppState, people, units};

/// The template of this document, and what may stand in it.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, &Form::default(), &[]).await
}

/// Changes it.
pub(crate) async fn set(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    LongForm(mut form): LongForm,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewEdit::of_template(&mut form) {
        Ok(new) => actions::write(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/consolidations/{id}/template")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &form, &wrong(error)?).await,
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
    let today = web::format::day_of(app.db.clock().now());
    let composed = actions::composed(app, signed, id, Right::SeeReturns, today).await?;
    let may = may(signed, composed.matter.line().iter().map(|unit| unit.id));
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
    let owner = Owner::regime(&app.db.read().await?, web::id(&regime)?, kind).await?;
    versions_shown(&view, &app, &signed, (owner, kind), &Form::default(), &[]).await
}

/// Adds one from a day on.
pub(crate) async fn add_version(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((regime, kind)): Path<(String, String)>,
    LongForm(form): LongForm,
) -> Result<Response, Failure> {
    let kind = Kind::named(&kind).ok_or(Error::NotFound)?;
    let owner = Owner::regime(&app.db.read().await?, web::id(&regime)?, kind).await?;
    version_added(&view, &app, &signed, (owner, kind), form).await
}

/// The templates of a unit for its own plans, and for those of units below that have none.
pub(crate) async fn of_unit(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(unit): Path<String>,
) -> Result<Response, Failure> {
    let owner = Owner::Unit(units::find(&app.db.read().await?, web::id(&unit)?).await?);
    versions_shown(&view, &app, &signed, (owner, Kind::Plan), &Form::default(), &[]).await
}

/// Adds one from a day on.
pub(crate) async fn add_to_unit(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(unit): Path<String>,
    LongForm(form): LongForm,
) -> Result<Response, Failure> {
    let owner = Owner::Unit(units::find(&app.db.read().await?, web::id(&unit)?).await?);
    version_added(&view, &app, &signed, (owner, Kind::Plan), form).await
}

async fn version_added(
    view: &View,
    app: &AppState,
    signed: &Signed,
    (owner, kind): (Owner, Kind),
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewVersion::read(&mut form, kind) {
        Ok(new) => actions::set_template(app, signed, &owner, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&view::versions_path(&owner, kind)).into_response()),
        Err(error) => versions_shown(view, app, signed, (owner, kind), &form, &wrong(error)?).await,
    }
}

async fn versions_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    (owner, kind): (Owner, Kind),
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let line = units::line(&tx, owner.unit()).await?;
    let ids = || line.iter().map(|unit| unit.id);
    if !signed.scope(Right::SeeReturns).holds(ids()) {
        return Err(Error::NotFound.into());
    }
    let versions = store::template_versions(&tx, owner.key(), kind).await?;
    let persons: Vec<_> = versions.iter().map(|one| one.person).collect();
    let shown = view::Versions {
        template: store::template(&tx, owner.key(), kind, today).await?,
        people: people::names(&tx, &persons).await?,
        may_run: signed.scope(Right::RunReturns).holds(ids()),
        key: app.db.next_id(),
        owner,
        kind,
        versions,
        today,
    };
    let faults = Template::read(form.raw("template")).err().unwrap_or_default();
    let page = view::versions(view, signed, &shown, (form, wrong, faults));
    Ok((status(wrong), view.page("consolidation/versions.html", page)?).into_response())
}
