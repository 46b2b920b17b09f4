use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use minijinja::Value;
use web::{Failure, Form, View};

use super::status;
use crate::AppState;
use crate::access::Signed;
use crate::people::session::Cookie;
use crate::people::sign_in::{self, Attempt, HALF, Passed};
use crate::people::view;

/// The sign-in; `to` is where it leads. Who is signed in goes there at once.
pub(crate) async fn show(
    view: View,
    signed: Option<axum::Extension<Signed>>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    if signed.is_some() {
        return Ok(Redirect::to(way(&form)).into_response());
    }
    Ok(view.page("people/sign_in.html", view::sign_in(way(&form), &form, None))?.into_response())
}

/// Signs in.
pub(crate) async fn sign_in(
    view: View,
    State(app): State<AppState>,
    form: Form,
) -> Result<Response, Failure> {
    let why = match sign_in::sign_in(&app, &form.text("login"), form.secret("password")).await? {
        Attempt::Passed(passed) => return Ok(entered(&app, &passed, way(&form))),
        Attempt::Wrong => None,
        Attempt::Wait(seconds) => Some(seconds),
    };
    let page = view.page("people/sign_in.html", view::sign_in(way(&form), &form, Some(why)))?;
    Ok(refused(why, page))
}

/// The page again: something is wrong, or one has to wait for so many seconds.
pub(super) fn refused(wait: Option<i64>, page: impl IntoResponse) -> Response {
    match wait {
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
        Some(seconds) => {
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())], page).into_response()
        }
    }
}

/// Signs out, wherever one is.
pub(crate) async fn sign_out(
    State(app): State<AppState>,
    signed: Option<axum::Extension<Signed>>,
) -> Result<Response, Failure> {
    if let Some(axum::Extension(signed)) = signed {
        sign_in::sign_out(&app, &signed).await?;
    }
    let none = [Cookie::Session, Cookie::Half].map(|cookie| (SET_COOKIE, cookie.forgotten()));
    Ok((AppendHeaders(none), Redirect::to("/sign-in")).into_response())
}

/// The form of an invitation.
pub(crate) async fn invited(
    view: View,
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    invitation(&view, &app, &token, &[]).await
}

/// Takes up an invitation.
pub(crate) async fn accept(
    view: View,
    State(app): State<AppState>,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let (password, again) = (form.secret("password"), form.secret("again"));
    let done = if password == again {
        sign_in::accept(&app, &token, password).await
    } else {
        Err(Error::Invalid(vec![FieldError::new("again", "password-again")]))
    };
    match done {
        Ok(passed) => Ok(entered(&app, &passed, "/bo")),
        Err(Error::Invalid(wrong)) => invitation(&view, &app, &token, &wrong).await,
        // Used in the meantime: the form says so.
        Err(Error::NotFound) => invitation(&view, &app, &token, &[]).await,
        Err(fault) => Err(fault.into()),
    }
}

/// The form of an invitation that holds. Of one that does not nobody is told whether it was used, ran out or never was:
/// the database has forgotten which.
async fn invitation(
    view: &View,
    app: &AppState,
    token: &str,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    match sign_in::invited(app, token).await {
        Ok(person) => {
            let page = view.page("people/invitation.html", view::invitation_form(token, &person, wrong))?;
            Ok((status(!wrong.is_empty()), page).into_response())
        }
        Err(Error::NotFound) => {
            let page = view.page("people/invitation_over.html", Value::UNDEFINED)?;
            Ok((StatusCode::NOT_FOUND, page).into_response())
        }
        Err(fault) => Err(fault.into()),
    }
}

/// On to where it leads, or first to the code.
fn entered(app: &AppState, passed: &Passed, to: &str) -> Response {
    let (cookie, to) = match passed {
        Passed::Open(token) => (Cookie::Session.kept(token, app.people.session), to.to_owned()),
        Passed::Half(token) => {
            let mut query = form_urlencoded::Serializer::for_suffix("/sign-in/code?".to_owned(), 14);
            (Cookie::Half.kept(token, HALF), query.append_pair("to", to).finish())
        }
    };
    ([(SET_COOKIE, cookie)], Redirect::to(&to)).into_response()
}

/// Where the sign-in leads: within our own pages, whatever the address says.
pub(super) fn way(form: &Form) -> &str {
    let asked = form.raw("to");
    let is_ours =
        asked.starts_with("/bo") && asked.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_ours { asked } else { "/bo" }
}
