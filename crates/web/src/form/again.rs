//! A form that comes back because something is wrong with it.

use axum::http::StatusCode;
use base::{Error, FieldError};

/// What is wrong, for the page that shows the form again: fields, or at `act` that somebody changed the same meanwhile.
///
/// # Errors
/// Any other fault.
pub fn wrong(error: Error) -> Result<Vec<FieldError>, Error> {
    match error {
        Error::Invalid(wrong) => Ok(wrong),
        Error::Conflict => Ok(vec![FieldError::new("act", "changed-meanwhile")]),
        fault => Err(fault),
    }
}

/// The status of a page with a form: whether something is wrong with what was sent.
pub fn status(wrong: &[FieldError]) -> StatusCode {
    if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
