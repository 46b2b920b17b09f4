//! A form with much in it.

use axum::extract::{FromRequest, Request};

use super::{Form, received};
use crate::Failure;

/// A form in which people write several pages.
#[derive(Clone, Debug)]
pub struct LongForm(pub Form);

/// Most bytes of such a form: a letter with its marks comes as nine.
const LONG_FORM_BYTES: usize = 2 << 20;

impl<S: Send + Sync> FromRequest<S> for LongForm {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        received(request, LONG_FORM_BYTES).await.map(Self)
    }
}
