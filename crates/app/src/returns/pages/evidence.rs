//! Files that prove what a return tells.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::{Failure, Form, View};

use super::{Fields, reach, status};
use crate::access::Signed;
use crate::evidence::{self, Delivery};
use crate::returns::forms::{self, NewAct, NewProofs};
use crate::returns::{proving, store, view};
use crate::{AppState, indicators, people};

/// All of them, and the form for more; `?cell=` chooses the figure that they prove.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let cell = Form::new(query).text("cell");
    let form = Form::new(vec![("indicator".to_owned(), cell)]);
    shown(&view, &app, &signed, web::id(&id)?, &form, &[]).await
}

/// Takes files in.
pub(crate) async fn add(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut sent: Delivery,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewProofs::read(&mut sent) {
        Ok(new) => proving::attach(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/returns/{id}/evidence")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &sent.form, &forms::wrong(error)?).await,
    }
}

/// Withdraws one.
pub(crate) async fn withdraw(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, evidence)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (id, evidence) = (web::id(&id)?, web::id(&evidence)?);
    let done = match NewAct::of_withdrawal(&mut form) {
        Ok(new) => proving::withdraw(&app, &signed, id, evidence, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/returns/{id}/evidence")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &form, &forms::wrong(error)?).await,
    }
}

/// One of them, withdrawn or not.
pub(crate) async fn file(
    State(app): State<AppState>,
    signed: Signed,
    Path((id, evidence)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let evidence = web::id(&evidence)?;
    let tx = app.db.read().await?;
    let whole = reach(&tx, &signed, web::id(&id)?).await?.whole;
    let is_its_own = whole.proofs.iter().any(|proof| proof.evidence == evidence);
    let found = if is_its_own { evidence::among_ids(&tx, &[evidence]).await?.pop() } else { None };
    drop(tx);
    Ok(evidence::serve(&app.files, &found.ok_or(Error::NotFound)?).await?)
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
    let reached = reach(&tx, signed, id).await?;
    let whole = &reached.whole;
    let measured = store::measured(&tx, whole.regime.id).await?;
    let files: Vec<_> = whole.proofs.iter().map(|proof| proof.evidence).collect();
    let about_files = whole.events.iter().filter(|event| event.is_about_files());
    let persons: Vec<_> = about_files.filter_map(|event| event.person).collect();
    let proven = view::Proven {
        indicators: indicators::among(&tx, &measured).await?,
        files: evidence::among_ids(&tx, &files).await?,
        people: people::names(&tx, &persons).await?,
        key: app.db.next_id(),
        measured,
        reached,
    };
    let page = view.page("returns/evidence.html", view::proven(view, signed, &proven, form, wrong))?;
    Ok((status(wrong), page).into_response())
}
