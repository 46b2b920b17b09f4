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

/// A page with a secret on it, which no browser keeps.
fn unkept(page: impl IntoResponse) -> Response {
    ([(CACHE_CONTROL, "no-store")], page).into_response()
}

/// The host by which the reader came.
fn host(headers: &HeaderMap) -> &str {
    headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost")
}

/// Of a page on which a form may have come back.
fn status(is_wrong: bool) -> StatusCode {
    if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
