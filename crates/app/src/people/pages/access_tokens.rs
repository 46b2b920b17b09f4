use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Error;
use web::{Failure, Form, View};

use super::{status, unkept};
use crate::AppState;
use crate::access::Signed;
use crate::people::access_tokens::{self, NewAccessToken};
use crate::people::{store, view};

/// One's own access tokens, with the form for another.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, None, None).await
}

/// Makes one; its secret stands on this answer and nowhere else.
pub(crate) async fn make(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewAccessToken::read(&mut form) {
        Ok(new) => access_tokens::make(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(secret) => shown(&view, &app, &signed, None, Some(secret)).await.map(unkept),
        Err(Error::Invalid(wrong)) => shown(&view, &app, &signed, Some(form.shown(&wrong)), None).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Ends one.
pub(crate) async fn revoke(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    access_tokens::revoke(&app, &signed, web::id(&id)?).await?;
    Ok(Redirect::to("/bo/account/tokens"))
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    typed: Option<minijinja::Value>,
    secret: Option<String>,
) -> Result<Response, Failure> {
    let tokens = store::access_tokens_of(&app.db.read().await?, signed.person()).await?;
    let status = status(typed.is_some());
    let today = web::format::day_of(app.db.clock().now());
    let shown = view::access_tokens::Shown { tokens, secret, key: app.db.next_id(), today };
    let page = view::access_tokens::list(signed, &shown, typed);
    Ok((status, view.page("people/tokens.html", page)?).into_response())
}
