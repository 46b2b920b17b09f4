use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use web::{Failure, Form, View};

use crate::AppState;
use crate::access::Signed;
use crate::people::session::{cookie, no_cookie};
use crate::people::sign_in::{self, Attempt};
use crate::people::tokens::Token;
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
    let (status, why) = match sign_in::sign_in(&app, &form.text("login"), form.secret("password")).await? {
        Attempt::Open(token) => return Ok(entered(&app, &token, way(&form))),
        Attempt::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Attempt::Wait(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(seconds)),
    };
    Ok((status, view.page("people/sign_in.html", view::sign_in(way(&form), &form, Some(why)))?)
        .into_response())
}

/// Signs out, wherever one is.
pub(crate) async fn sign_out(
    State(app): State<AppState>,
    signed: Option<axum::Extension<Signed>>,
) -> Result<Response, Failure> {
    if let Some(axum::Extension(signed)) = signed {
        sign_in::sign_out(&app, &signed).await?;
    }
    Ok(([(SET_COOKIE, no_cookie())], Redirect::to("/sign-in")).into_response())
}

/// The form of an invitation.
pub(crate) async fn invited(
    view: View,
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let person = sign_in::invited(&app, &token).await?;
    Ok(view.page("people/invitation.html", view::invitation(&token, &person, &[]))?.into_response())
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
        Ok(session) => Ok(entered(&app, &session, "/bo")),
        Err(Error::Invalid(wrong)) => {
            let person = sign_in::invited(&app, &token).await?;
            let page = view.page("people/invitation.html", view::invitation(&token, &person, &wrong))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(fault) => Err(fault.into()),
    }
}

fn entered(app: &AppState, token: &Token, to: &str) -> Response {
    ([(SET_COOKIE, cookie(token, app.people.session))], Redirect::to(to)).into_response()
}

/// Where the sign-in leads: within our own pages, whatever the address says.
fn way(form: &Form) -> &str {
    let asked = form.raw("to");
    let is_ours =
        asked.starts_with("/bo") && asked.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_ours { asked } else { "/bo" }
}
