//! The handlers.

pub(crate) mod account;
pub(crate) mod people;
pub(crate) mod second_factor;
pub(crate) mod second_step;
pub(crate) mod sign_in;

use axum::http::StatusCode;
use base::{Error, Result};
use uuid::Uuid;

fn id_of(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::NotFound)
}

/// Of a page on which a form may have come back.
fn status(is_wrong: bool) -> StatusCode {
    if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
