//! The editor of what a consolidation tells in words.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{FieldError, Result as Outcome};
use uuid::Uuid;
use web::form::{LongForm, status, wrong};
use web::{Failure, Form, View};

use super::may;
use crate::access::{Right, Scope, Signed};
use crate::consolidation::forms::NewEdit;
use crate::consolidation::found::found;
use crate::consolidation::{actions, store, view};
use crate::{AppState, returns, units};

/// Passages with where they come from, and what is not used.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, (None, &Form::default()), &[]).await
}

/// Changes a passage.
pub(crate) async fn passage(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, passage)): Path<(String, String)>,
    LongForm(mut form): LongForm,
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
    LongForm(mut form): LongForm,
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
        Err(error) => shown(view, app, signed, id, (Some(at), form), &wrong(error)?).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    typed: (Option<Uuid>, &Form),
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let found = found(&tx, signed, id, Right::SeeReturns).await?;
    let regime = &found.period()?.0;
    let narrative = store::narrative(&tx, id).await?;
    let named: Vec<_> = narrative.sources.iter().map(|source| source.said.unit).collect();
    // Of a review a unit tells once for each of its periods.
    let periods = match found.period()?.1.is_review() {
        true => {
            let returns: Vec<_> = narrative.sources.iter().map(|source| source.said.returned).collect();
            let found = returns::among(&tx, &returns, &Scope::All).await?;
            found.into_iter().map(|(id, whole)| (id, whole.run.period)).collect()
        }
        false => HashMap::new(),
    };
    let line = units::line(&tx, regime.unit).await?;
    let words = view::Words {
        sections: returns::sections(&tx, regime.id).await?,
        units: units::among_ids(&tx, &named).await?,
        periods,
        may: may(signed, line.iter().map(|unit| unit.id)),
        key: app.db.next_id(),
        found,
        narrative,
    };
    let page = view.page("consolidation/words.html", view::words(view, signed, &words, typed, wrong))?;
    Ok((status(wrong), page).into_response())
}
