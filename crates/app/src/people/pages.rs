//! The handlers.

pub(crate) mod access_tokens;
pub(crate) mod account;
pub(crate) mod calendar_address;
pub(crate) mod people;
pub(crate) mod second_factor;
pub(crate) mod second_step;
pub(crate) mod sign_in;

use axum::http::header::{CACHE_CONTROL, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::AppState;

/// A page with a secret on it, which no browser keeps.
fn unkept(page: impl IntoResponse) -> Response {
    ([(CACHE_CONTROL, "no-store")], page).into_response()
}

/// The whole address of a path, for somebody outside.
fn address(app: &AppState, headers: &HeaderMap, path: &str) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let start = app.people.public_url.clone().unwrap_or_else(|| format!("http://{host}"));
    format!("{}{path}", start.trim_end_matches('/'))
}

/// Of a page on which a form may have come back.
fn status(is_wrong: bool) -> StatusCode {
    if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
