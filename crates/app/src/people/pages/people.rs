use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::{Failure, Form, View};

use super::{host, status, unkept};
use crate::AppState;
use crate::access::{Right, Signed};
use crate::people::forms::{NewGrant, NewPerson};
use crate::people::subject::Subject;
use crate::people::tokens::{Invitation, Token};
use crate::people::view::{self, Told, Typed};
use crate::people::{actions, second_factor, store};
use crate::units;

type Fields = Query<Vec<(String, String)>>;

/// In the address of somebody's page: the form that added them was sent again.
const ADDED: &str = "added";

/// Those with a role within one's units; `q` are words of their names.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    listed(&view, &app, &signed, &Form::new(query), &[]).await
}

/// Says whether everybody needs a second step.
pub(crate) async fn require_factor(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    form: Form,
) -> Result<Response, Failure> {
    match second_factor::require(&app, &signed, form.text("required") == "1").await {
        Ok(()) => Ok(Redirect::to("/bo/people").into_response()),
        Err(Error::Invalid(wrong)) => listed(&view, &app, &signed, &Form::default(), &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

/// The form for somebody new.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(mut query): Fields,
) -> Result<Response, Failure> {
    query.push(("key".to_owned(), app.db.next_id().to_string()));
    query.push(("from".to_owned(), web::format::day_of(app.db.clock().now()).to_string()));
    new_form(&view, &app, &signed, &Form::new(query), &[]).await
}

/// Adds somebody and shows the link of their invitation, once.
pub(crate) async fn add(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewPerson::read(&mut form) {
        Ok(person) => actions::add(&app, &signed, person).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok((id, None)) => Ok(Redirect::to(&format!("/bo/people/{id}?{ADDED}=1")).into_response()),
        Ok((id, Some(token))) => {
            shown(&view, &app, &signed, id, invited(&app, &headers, &token)).await.map(unkept)
        }
        Err(Error::Invalid(wrong)) => new_form(&view, &app, &signed, &form, &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Somebody: what they are, and what can be done about it.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let is_added = !Form::new(query).text(ADDED).is_empty();
    shown(&view, &app, &signed, web::id(&id)?, Told { is_added, ..Told::default() }).await
}

/// Invites somebody to choose a (new) password and shows the link, once.
pub(crate) async fn invite(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    match actions::invite(&app, &signed, id).await {
        Ok(token) => shown(&view, &app, &signed, id, invited(&app, &headers, &token)).await.map(unkept),
        Err(fault) => answer(&view, &app, &signed, id, None, Err(fault)).await,
    }
}

/// Keeps somebody from signing in.
pub(crate) async fn disable(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = actions::disable(&app, &signed, id).await;
    answer(&view, &app, &signed, id, None, done).await
}

/// Lets somebody sign in again.
pub(crate) async fn enable(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = actions::enable(&app, &signed, id).await;
    answer(&view, &app, &signed, id, None, done).await
}

/// Takes the second step from somebody who has lost it.
pub(crate) async fn reset_factor(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = second_factor::reset(&app, &signed, id).await;
    answer(&view, &app, &signed, id, None, done).await
}

/// Gives somebody a role.
pub(crate) async fn give(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewGrant::read(&mut form) {
        Ok(grant) => actions::give(&app, &signed, id, grant).await,
        Err(wrong) => Err(wrong),
    };
    answer(&view, &app, &signed, id, Some(&form), done).await
}

/// Ends a role.
pub(crate) async fn end_grant(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let person = actions::holder(&app, id).await?;
    let done = actions::end_grant(&app, &signed, id).await;
    answer(&view, &app, &signed, person, None, done).await
}

async fn listed(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let page = form.text("page").parse::<u64>().unwrap_or(1).max(1);
    let words: String = form.text("q").chars().take(100).collect();
    let tx = app.db.read().await?;
    let (people, count) = store::list(&tx, &signed.scope(Right::RunPeople), &words, page - 1).await?;
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    let secured = view::Secured {
        with_factor: store::with_factor(&tx, &ids).await?,
        is_required: store::is_required(&tx, false).await?,
    };
    let page = view::list(signed, &people, &secured, &words, (page, count), wrong);
    Ok((status(!wrong.is_empty()), view.page("people/list.html", page)?).into_response())
}

async fn answer(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: Option<&Form>,
    done: base::Result<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/people/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => {
            let which = if form.is_some() { "grant" } else { "account" };
            let today = web::format::day_of(app.db.clock().now());
            let form = form.cloned().unwrap_or_else(|| view::first_grant(today)).shown(&wrong);
            let typed = Some(Typed { which, form });
            shown(view, app, signed, id, Told { typed, ..Told::default() }).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    told: Told,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let today = web::format::day_of(app.db.clock().now());
    let subject = Subject::find(&tx, signed, id, today).await?;
    let named: Vec<_> = subject.grants.iter().filter_map(|(grant, _)| grant.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let choices = units::all_within(&tx, today, &signed.scope(Right::RunPeople)).await?;
    let has_factor = store::factor(&tx, id).await?.is_some();
    let status = status(told.typed.is_some());
    let page = view::person(signed, (&subject, has_factor), &units, choices, told);
    Ok((status, view.page("people/person.html", page)?).into_response())
}

/// The invitation, once.
fn invited(app: &AppState, headers: &HeaderMap, token: &Token) -> Told {
    let invitation = Invitation::new(&app.people, host(headers), token);
    Told { invitation: Some(invitation), ..Told::default() }
}

async fn new_form(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let scope = signed.scope(Right::RunPeople);
    let choices = units::all_within(&app.db.read().await?, today, &scope).await?;
    let page = view.page("people/new.html", view::new(signed, choices, form.shown(wrong)))?;
    Ok((status(!wrong.is_empty()), page).into_response())
}
