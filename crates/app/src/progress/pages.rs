//! The handlers.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::download::{Kind, Turn};
use web::form::status;
use web::{Failure, Form, View};

use super::forms::Ticks;
use super::loading::{Board, Public, offered};
use super::model::chosen;
use super::public::KEPT;
use super::{actions, export, store, tables, view};
use crate::access::{Right, Scope, Signed};
use crate::{AppState, units};

type Fields = Query<Vec<(String, String)>>;

/// How far a unit is with all below it.
pub(crate) async fn board(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    if asked(&form, "unit").is_none()
        && let Some(unit) = own_unit(&app, &signed).await?
    {
        return Ok(Redirect::to(&format!("/bo/progress?unit={unit}")).into_response());
    }
    let board = loaded(&app, &signed, &form).await?;
    let page = view::board(&view, &signed, &board, asked(&form, "indicator"));
    Ok(view.page("progress/board.html", page)?.into_response())
}

/// Its figures as an Excel workbook.
pub(crate) async fn sheets(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let (turn, form) = (Turn::take()?, Form::new(query));
    let board = loaded(&app, &signed, &form).await?;
    let write = move || {
        let one = chosen(&board.indicators, asked(&form, "indicator"));
        export::xlsx(&tables::all(&view, &board, one))
    };
    Ok(turn.make(Kind::Xlsx, "tien-do", write).await?)
}

/// One of its tables as plain values.
pub(crate) async fn values(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let (turn, form) = (Turn::take()?, Form::new(query));
    let board = loaded(&app, &signed, &form).await?;
    let write = move || {
        let one = chosen(&board.indicators, asked(&form, "indicator"));
        let (all, part) = (tables::all(&view, &board, one), form.text("part"));
        let table = all.iter().find(|table| table.name == part).or(all.first());
        export::csv(table.ok_or(Error::NotFound)?)
    };
    Ok(turn.make(Kind::Csv, "tien-do", write).await?)
}

/// Of somebody with several units the one to begin with: the first that has not ended.
async fn own_unit(app: &AppState, signed: &Signed) -> base::Result<Option<Uuid>> {
    let Scope::Under(own) = signed.scope(Right::SeeTasks) else { return Ok(None) };
    if own.len() < 2 {
        return Ok(None);
    }
    let today = web::format::day_of(app.db.clock().now());
    let units = units::among_ids(&app.db.read().await?, &own).await?;
    let holds = |id: &&Uuid| units.get(id).is_some_and(|unit| unit.to.is_none_or(|to| to > today));
    Ok(own.iter().find(holds).or(own.first()).copied())
}

async fn loaded(app: &AppState, signed: &Signed, form: &Form) -> base::Result<Board> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    Board::load(&tx, signed, asked(form, "unit"), today).await
}

/// The id that the address names; what is none is as if it were not there.
fn asked(form: &Form, name: &str) -> Option<Uuid> {
    form.text(name).parse().ok()
}

/// What everybody sees of a unit, to be ticked.
pub(crate) async fn publication(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let is_saved = !Form::new(query).text("saved").is_empty();
    ticking(&view, &app, &signed, web::id(&id)?, (is_saved, &[])).await
}

/// Shows what is ticked.
pub(crate) async fn publish(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let unit = web::id(&id)?;
    let done = match Ticks::read(&form) {
        Ok(ticks) => actions::publish(&app, &signed, unit, ticks).await,
        Err(wrong) => Err(wrong),
    };
    let wrong = match done {
        Ok(()) => return Ok(Redirect::to(&format!("/bo/units/{unit}/publication?saved=1")).into_response()),
        Err(Error::Invalid(wrong)) => wrong,
        Err(Error::Conflict) => vec![FieldError::new("shown", "changed-meanwhile")],
        Err(fault) => return Err(fault.into()),
    };
    ticking(&view, &app, &signed, unit, (false, &wrong)).await
}

async fn ticking(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    done: (bool, &[FieldError]),
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let unit = units::find(&tx, id).await?;
    if !units::is_within(&tx, id, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound.into());
    }
    let (offered, shown) = (offered(&tx, id).await?, store::of_unit(&tx, id).await?);
    let page = view::publication(view, signed, &unit, (&offered, &shown), done);
    Ok((status(done.1), view.page("progress/publication.html", page)?).into_response())
}

/// What everybody sees.
pub(crate) async fn public(
    view: View,
    State(app): State<AppState>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let public = Public::load(&tx, asked(&Form::new(query), "unit"), today).await?;
    Ok((KEPT, view.page("progress/public.html", view::public(&view, &public))?).into_response())
}

/// One of its tables as plain values, by the name in `part`; of the years of an indicator that one is named too.
pub(crate) async fn public_values(
    view: View,
    State(app): State<AppState>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let (turn, form) = (Turn::wait().await?, Form::new(query));
    let today = web::format::day_of(app.db.clock().now());
    let public = Public::load(&app.db.read().await?, asked(&form, "unit"), today).await?;
    let write = move || {
        let (part, one) = (form.text("part"), asked(&form, "indicator"));
        let all = tables::public(&view, &public);
        let named = all.iter().find(|(of, table)| table.name == part && *of == one);
        export::csv(named.or(all.first()).map(|(_, table)| table).ok_or(Error::NotFound)?)
    };
    Ok((KEPT, turn.make(Kind::Csv, "tien-do", write).await?).into_response())
}
