//! The handlers.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use web::{Failure, Form, View};

use super::{store, view};
use crate::access::{Right, Signed};
use crate::{AppState, units};

/// What was found in the folder of the exchange, the latest first.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    let only_rejected = form.text("state") == "rejected";
    let page = u64::try_from(form.number("page")).unwrap_or_default().max(1);
    let tx = app.db.read().await?;
    let (messages, count) =
        store::list(&tx, &signed.scope(Right::RunDocuments), only_rejected, page - 1).await?;
    let named: Vec<_> = messages.iter().filter_map(|one| one.unit).collect();
    let shown = view::Shown {
        units: units::among_ids(&tx, &named).await?,
        is_on: app.exchange.source.is_some(),
        messages,
        count,
        only_rejected,
        page,
    };
    Ok(view.page("exchange/messages.html", view::list(&view, &signed, &shown))?.into_response())
}
