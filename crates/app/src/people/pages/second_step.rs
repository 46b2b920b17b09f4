use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use base::Error;
use web::{Failure, Form, View};

use super::sign_in::{refused, way};
use super::unkept;
use crate::AppState;
use crate::people::second_step::{self, Asked, Entered};
use crate::people::session::Cookie;
use crate::people::tokens::Token;
use crate::people::view;

/// Asks for the code, or shows how the second step is set up where everybody needs one; `to` is where it leads.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    match waiting(&app, &headers).await? {
        Some((_, asked)) => {
            let page = view::second_step(way(&form), &asked, None)?;
            Ok(unkept(view.page("people/second_step.html", page)?))
        }
        None => Ok(again()),
    }
}

/// Takes the code.
pub(crate) async fn enter(
    view: View,
    State(app): State<AppState>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let Some((token, asked)) = waiting(&app, &headers).await? else { return Ok(again()) };
    let wait = match second_step::enter(&app, &token, form.raw("otp")).await {
        Ok(Entered::Open(session, recovery)) => {
            let cookies = AppendHeaders([
                (SET_COOKIE, Cookie::Session.kept(&session, app.people.session)),
                (SET_COOKIE, Cookie::Half.forgotten()),
            ]);
            if recovery.is_empty() {
                return Ok((cookies, Redirect::to(way(&form))).into_response());
            }
            let page =
                view.page("people/recovery_codes.html", view::recovery_codes(&recovery, way(&form)))?;
            return Ok((cookies, unkept(page)).into_response());
        }
        Ok(Entered::Wrong) => None,
        Ok(Entered::Wait(seconds)) => Some(seconds),
        Err(Error::NotFound) => return Ok(again()),
        Err(fault) => return Err(fault.into()),
    };
    let page = view::second_step(way(&form), &asked, Some(wait))?;
    Ok(refused(wait, unkept(view.page("people/second_step.html", page)?)))
}

/// The sign-in that waits for its code, where the browser has one.
async fn waiting(app: &AppState, headers: &HeaderMap) -> Result<Option<(Token, Asked)>, Failure> {
    let Some(token) = Cookie::Half.token(headers) else { return Ok(None) };
    match second_step::asked(app, &token).await {
        Ok(asked) => Ok(Some((token, asked))),
        Err(Error::NotFound) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// Its time is over: back to the password.
fn again() -> Response {
    ([(SET_COOKIE, Cookie::Half.forgotten())], Redirect::to("/sign-in")).into_response()
}
