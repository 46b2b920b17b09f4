//! The handlers.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::{Failure, Form, View};

use super::known::Known;
use super::{actions, store, view};
use crate::AppState;
use crate::access::Signed;

/// What one was told, the newest first.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let page = Form::new(query).text("page").parse::<u64>().unwrap_or(1).max(1);
    let tx = app.db.read().await?;
    let (notices, count) = store::list(&tx, signed.person(), page - 1).await?;
    let known = Known::load(&tx, &notices, &signed).await?;
    let listed = view::Listed { notices, count, page, known };
    Ok(view.page("notices/list.html", view::list(view.language, &signed, &listed))?.into_response())
}

/// Marks all as read that the page has shown or could have shown.
pub(crate) async fn read(
    State(app): State<AppState>,
    signed: Signed,
    form: Form,
) -> Result<Redirect, Failure> {
    actions::read(&app, &signed, actions::instant(&form.text("until"))?).await?;
    Ok(Redirect::to("/bo/notices"))
}
