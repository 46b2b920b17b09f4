use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use web::{Failure, Form, View};

use super::account::answer;
use super::{status, unkept};
use crate::AppState;
use crate::access::Signed;
use crate::people::{second_factor, store, view};

/// Shows a fresh secret.
pub(crate) async fn offer(State(app): State<AppState>, signed: Signed) -> Result<Redirect, Failure> {
    second_factor::offer(&app, &signed).await?;
    Ok(Redirect::to("/bo/account/second-factor"))
}

/// The secret that was shown to this sign-in, to be confirmed.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, &[]).await
}

/// Confirms it; the recovery codes are shown, once.
pub(crate) async fn turn_on(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    form: Form,
) -> Result<Response, Failure> {
    match second_factor::turn_on(&app, &signed, form.raw("otp")).await {
        Ok(codes) => once(&view, &codes),
        Err(Error::Invalid(wrong)) => shown(&view, &app, &signed, &wrong).await,
        // The form sent twice: it is on.
        Err(Error::NotFound) => Ok(Redirect::to("/bo/account").into_response()),
        Err(fault) => Err(fault.into()),
    }
}

/// Turns the second step off.
pub(crate) async fn turn_off(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    form: Form,
) -> Result<Response, Failure> {
    let done = second_factor::turn_off(&app, &signed, form.secret("current"), form.raw("otp")).await;
    answer(&view, &app, &signed, ("factor-off", &form), done).await
}

/// Makes new recovery codes, and shows them once.
pub(crate) async fn renew_recovery_codes(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    form: Form,
) -> Result<Response, Failure> {
    match second_factor::renew_recovery_codes(&app, &signed, form.raw("otp")).await {
        Ok(codes) => once(&view, &codes),
        Err(fault) => answer(&view, &app, &signed, ("factor-codes", &form), Err(fault)).await,
    }
}

fn once(view: &View, codes: &[String]) -> Result<Response, Failure> {
    let page = view.page("people/recovery_codes.html", view::recovery_codes(codes, "/bo/account"))?;
    Ok(unkept(page))
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let Some(secret) = store::offered(&tx, signed.session()).await? else {
        return Ok(Redirect::to("/bo/account").into_response());
    };
    let person = store::find(&tx, signed.person()).await?;
    let page = view::set_up(signed, &person.login, &secret, &Form::default().shown(wrong))?;
    Ok((status(!wrong.is_empty()), unkept(view.page("people/second_factor.html", page)?)).into_response())
}
