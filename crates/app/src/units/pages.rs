//! The handlers.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::form::day;
use web::{Failure, Form, View};

use super::forms::{Closing, Correction, NewSuccession, NewUnit};
use super::{actions, store, view};
use crate::AppState;
use crate::access::{Right, Scope, Signed};

type Fields = Query<Vec<(String, String)>>;

/// The tree as it stands today, or stood on the day `on`.
pub(crate) async fn tree(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    let (today, asked) = (actions::today(&app), form.text("on"));
    let on = if asked.is_empty() { Some(today) } else { day(&asked) };
    let errors: Vec<_> = on.is_none().then(|| FieldError::new("on", "date")).into_iter().collect();
    let units = store::all(&app.db.read().await?, Some(on.unwrap_or(today))).await?;
    Ok(view
        .page("units/tree.html", view::tree(&signed, units, on.unwrap_or(today), form.shown(&errors)))?
        .into_response())
}

/// A unit: what it is, above and below whom, what it came from and became.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, None).await
}

/// The form for a unit below `parent`.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(mut query): Fields,
) -> Result<Response, Failure> {
    query.push(("key".to_owned(), app.db.next_id().to_string()));
    query.push(("from".to_owned(), actions::today(&app).to_string()));
    new_form(&view, &app, &signed, &Form::new(query), &[]).await
}

/// Adds a unit.
pub(crate) async fn found(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewUnit::read(&mut form) {
        Ok(unit) => actions::found(&app, &signed, unit).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/bo/units/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => new_form(&view, &app, &signed, &form, &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Puts right what was written down wrongly.
pub(crate) async fn correct(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match Correction::read(&mut form) {
        Ok(correction) => actions::correct(&app, &signed, id, correction).await,
        Err(wrong) => Err(wrong),
    };
    answer(&view, &app, &signed, id, ("correction", &form), done).await
}

/// Ends a unit that nobody succeeds.
pub(crate) async fn close(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match Closing::read(&mut form) {
        Ok(closing) => actions::close(&app, &signed, id, closing).await,
        Err(wrong) => Err(wrong),
    };
    answer(&view, &app, &signed, id, ("closing", &form), done).await
}

/// The form for a succession: first the day, then who becomes whom, then how much of each.
pub(crate) async fn plan_succession(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(mut query): Fields,
) -> Result<Response, Failure> {
    query.push(("key".to_owned(), app.db.next_id().to_string()));
    succession_form(&view, &app, &signed, &Form::new(query), &[]).await
}

/// Writes down a succession.
pub(crate) async fn succeed(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewSuccession::read(&mut form) {
        Ok(new) => {
            let first = new.shares.first().map(|share| share.to);
            actions::succeed(&app, &signed, new).await.map(|_| first)
        }
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(Some(successor)) => Ok(Redirect::to(&format!("/bo/units/{successor}")).into_response()),
        Ok(None) => Ok(Redirect::to("/bo/units").into_response()),
        Err(Error::Invalid(wrong)) => succession_form(&view, &app, &signed, &form, &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Back to the unit after something was done to it; what is wrong is shown where it was typed.
async fn answer(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    typed: (&'static str, &Form),
    done: base::Result<()>,
) -> Result<Response, Failure> {
    let wrong = match done {
        Ok(()) => return Ok(Redirect::to(&format!("/bo/units/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => wrong,
        Err(Error::Conflict) => vec![FieldError::new("revision", "changed-meanwhile")],
        Err(fault) => return Err(fault.into()),
    };
    shown(view, app, signed, id, Some((typed.0, typed.1.shown(&wrong)))).await
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    typed: Option<(&'static str, minijinja::Value)>,
) -> Result<Response, Failure> {
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = load(app, signed, id).await?;
    Ok((status, view.page("units/unit.html", view::unit(signed, &shown, typed))?).into_response())
}

/// All that is shown of a unit.
pub(crate) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> base::Result<view::Shown> {
    let tx = app.db.read().await?;
    let unit = store::find(&tx, id).await?;
    let successions = store::successions_of(&tx, id).await?;
    let mut named: Vec<_> =
        successions.iter().flat_map(|one| &one.shares).flat_map(|share| [share.from, share.to]).collect();
    named.sort();
    named.dedup();
    let shown = view::Shown {
        above: store::above(&tx, id).await?,
        below: store::below(&tx, id).await?,
        named: store::among_ids(&tx, &named).await?,
        may_run: store::find_within(&tx, id, &signed.scope(Right::RunUnits)).await.is_ok(),
        is_closed: unit.to.is_some() && !successions.iter().any(|one| one.ending().contains(&id)),
        today: actions::today(app),
        unit,
        successions,
    };
    Ok(shown)
}

async fn new_form(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let tx = app.db.read().await?;
    let parent = match form.text("parent").parse() {
        Ok(id) => Some(store::find_within(&tx, id, &signed.scope(Right::RunUnits)).await?),
        Err(_) if signed.scope(Right::RunUnits) == Scope::All => None,
        // Below which unit is chosen on the page of that unit.
        Err(_) => return Err(Error::NotFound.into()),
    };
    Ok((status, view.page("units/new.html", view::new(signed, parent, form.shown(wrong)))?).into_response())
}

async fn succession_form(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let on = day(&form.text("effective_on")).unwrap_or_else(|| actions::today(app));
    let units = store::all(&app.db.read().await?, None).await?;
    let page = view::succession(signed, &units, on, form, wrong);
    Ok((status, view.page("units/succession.html", page)?).into_response())
}
