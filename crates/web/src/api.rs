//! What every route of the JSON interface needs: bodies and questions that say what is wrong with them, field by field.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use base::{Error, FieldError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::{IntoResponses, ToSchema};
use uuid::Uuid;

use crate::problem::Problem;
use crate::{Failure, Form};

/// Whether an address is one of the JSON interface: there a token says who asks, and errors are problems.
pub fn is_asked(uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
}

/// Something with a name, such as a unit or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// How every route may refuse.
#[derive(IntoResponses)]
pub enum Problems {
    /// There is no token, or none that holds.
    #[response(status = 401, content_type = "application/problem+json")]
    NoToken(Problem),
    /// Neither the roles of the person nor the token allow it.
    #[response(status = 403, content_type = "application/problem+json")]
    NotAllowed(Problem),
    /// It is not there, or not within the units of the person.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// What was sent breaks rules, field by field.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// How a route that does something may refuse besides.
#[derive(IntoResponses)]
pub enum WritingProblems {
    /// The body is no JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// It changed since it was seen, or the key was used for something else.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body does not say that it is JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
}

/// Most bytes of a body: several times the longest text, each letter written as an escape.
const BODY_BYTES: usize = 128 << 10;

/// The body of a request.
pub struct Input<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Input<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure::not_json());
        }
        let body = to_bytes(request.into_body(), BODY_BYTES).await;
        let body = body.map_err(|_| Error::TooLarge { limit: BODY_BYTES as u64 })?;
        // serde would take a list for the fields in their order, which no description says.
        if body.trim_ascii_start().starts_with(b"[") {
            return Err(wrong(".", "a list"));
        }
        let mut reader = serde_json::Deserializer::from_slice(&body);
        let input = serde_path_to_error::deserialize(&mut reader).map_err(|fault| {
            if fault.inner().is_data() {
                wrong(&fault.path().to_string(), &fault.inner().to_string())
            } else {
                Failure::malformed()
            }
        })?;
        reader.end().map_err(|_| Failure::malformed())?;
        Ok(Self(input))
    }
}

/// The question in the address.
pub struct Asked<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        encoded(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// What the fields of a form with files say, by the rules for a body of JSON: each once, and none that nobody knows.
///
/// # Errors
/// A [`Failure`] that names the field.
pub fn fields<T: DeserializeOwned>(form: &Form) -> Result<T, Failure> {
    encoded(&form_urlencoded::Serializer::new(String::new()).extend_pairs(form.fields()).finish())
}

fn encoded<T: DeserializeOwned>(pairs: &str) -> Result<T, Failure> {
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(pairs.as_bytes()));
    let read = serde_path_to_error::deserialize(reader);
    read.map_err(|fault| wrong(&fault.path().to_string(), &fault.inner().to_string()))
}

/// The id of what a request makes, from the header `Idempotency-Key`: the same request sent again has no second effect.
/// An UUID, bare or in quotation marks.
pub struct IdempotencyKey(pub Option<Uuid>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let mut values = parts.headers.get_all(KEY).iter();
        let Some(value) = values.next() else { return Ok(Self(None)) };
        let key = value.to_str().ok().and_then(|key| key.trim_matches('"').parse().ok());
        match (key, values.next()) {
            (Some(key), None) => Ok(Self(Some(key))),
            _ => Err(Error::invalid(KEY, "key").into()),
        }
    }
}

const KEY: &str = "Idempotency-Key";

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// What serde says, as a field and a rule: for a field that is missing or unknown it names the field itself.
fn wrong(path: &str, message: &str) -> Failure {
    let named = |start: &str| message.strip_prefix(start)?.split('`').next();
    let (field, code) = if let Some(field) = named("missing field `") {
        (field, "required")
    } else if let Some(field) = named("unknown field `") {
        (field, "unknown-field")
    } else if let Some(field) = named("duplicate field `") {
        (field, "misfit")
    } else if path == "." {
        ("", "misfit")
    } else {
        (path, "misfit")
    };
    // As long as a name may be; the rest would only be an echo.
    let field: String = field.chars().take(100).collect();
    Error::Invalid(vec![FieldError::new(field, code)]).into()
}
