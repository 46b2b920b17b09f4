use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use web::{Failure, View};

use super::{account, host, unkept};
use crate::AppState;
use crate::access::Signed;
use crate::people::calendar_addresses;

/// Makes the address of one's own calendar, or another one; it stands on this answer and nowhere else.
pub(crate) async fn make(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let secret = calendar_addresses::make(&app, &signed).await?;
    let made = app.people.address(host(&headers), &format!("/calendar/{}.ics", secret.secret()));
    account::shown(&view, &app, &signed, None, Some(made)).await.map(unkept)
}

/// Takes it back.
pub(crate) async fn take_back(State(app): State<AppState>, signed: Signed) -> Result<Redirect, Failure> {
    calendar_addresses::take_back(&app, &signed).await?;
    Ok(Redirect::to("/bo/account#calendar"))
}
