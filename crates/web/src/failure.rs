//! Errors become pages here and nowhere else: HTML, or JSON for a caller that asks for it.

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use minijinja::context;
use serde_json::json;

use crate::templates::Sample;
use crate::{Language, Site, View};

/// An error on its way to the reader: a status and the key of its texts, `error-<code>` and `error-<code>-help`.
#[derive(Clone, Debug)]
pub struct Failure {
    status: StatusCode,
    code: &'static str,
    /// The limit that was passed, in bytes or pieces; 0 where there is none.
    limit: u64,
}

impl Failure {
    /// A fault of the program. Whoever makes it has written the cause to the log.
    pub fn fault() -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, code: "internal", limit: 0 }
    }

    /// The request was meant for another host.
    pub fn misdirected() -> Self {
        Self { status: StatusCode::MISDIRECTED_REQUEST, code: "misdirected", limit: 0 }
    }

    /// Nobody is signed in, and something was to be done.
    pub fn signed_out() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, code: "signed-out", limit: 0 }
    }

    /// Whoever is signed in has no role that allows it.
    pub fn not_allowed() -> Self {
        Self { status: StatusCode::FORBIDDEN, code: "not-allowed", limit: 0 }
    }

    /// What a bare status means; `None` where it is no error.
    fn of(status: StatusCode) -> Option<Self> {
        let code = match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::FORBIDDEN => "forbidden",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::TOO_MANY_REQUESTS => "too-many",
            StatusCode::SERVICE_UNAVAILABLE => "unavailable",
            other if other.is_client_error() => "invalid",
            other if other.is_server_error() => "internal",
            _ => return None,
        };
        Some(Self { status, code, limit: 0 })
    }
}

impl From<base::Error> for Failure {
    fn from(error: base::Error) -> Self {
        let (status, limit) = match &error {
            base::Error::NotFound => (StatusCode::NOT_FOUND, 0),
            base::Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, 0),
            base::Error::TooLarge { limit } => (StatusCode::PAYLOAD_TOO_LARGE, *limit),
            base::Error::TooMany { limit } => (StatusCode::TOO_MANY_REQUESTS, *limit),
            base::Error::Conflict => (StatusCode::CONFLICT, 0),
            base::Error::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, 0),
            base::Error::Internal(fault) => {
                tracing::error!(fault = format!("{fault:#}"), "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, 0)
            }
        };
        Self { status, code: error.code(), limit }
    }
}

impl IntoResponse for Failure {
    /// Only the status: [`show`] knows the reader's language and writes the rest.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that writes the page of whatever failed below it.
pub async fn show(State(site): State<Site>, request: Request, next: Next) -> Response {
    let language = Language::of(request.uri(), request.headers());
    let as_json = wants_json(request.uri(), request.headers());
    let response = next.run(request).await;
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => Some(failure.clone()),
        None if is_written(&response) => None,
        None => Failure::of(response.status()),
    };
    let Some(failure) = failure else { return response };
    let view = View::new(site, language);
    let message = view.text(&format!("error-{}", failure.code));
    let body = if as_json {
        Json(json!({ "error": { "code": failure.code, "message": message } })).into_response()
    } else {
        let values =
            context! { code => failure.code, status => failure.status.as_u16(), limit => failure.limit };
        match view.page("error.html", values) {
            Ok(page) => page.into_response(),
            Err(_) => message.into_response(),
        }
    };
    // What the layers below have said, such as `Allow`, stays.
    let (mut parts, _) = response.into_parts();
    let (written, body) = body.into_parts();
    parts.headers.extend(written.headers);
    parts.headers.remove(CONTENT_LENGTH);
    if parts.status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.entry(RETRY_AFTER).or_insert(HeaderValue::from_static(RETRY_SECONDS));
    }
    Response::from_parts(parts, body as Body)
}

/// When somebody who found us busy may come again.
const RETRY_SECONDS: &str = "10";

/// True where a handler has written its own page or answer.
fn is_written(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

fn wants_json(uri: &Uri, headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let pages = accept.contains("text/html");
    !pages && (accept.contains("application/json") || uri.path().ends_with(".json"))
}

/// One sample for each kind of error page.
pub fn samples() -> Vec<Sample> {
    let case = |code: &'static str, status: u16, limit: u64| Sample {
        template: "error.html",
        case: code,
        context: context! { code, status, limit },
    };
    vec![
        case("not-found", 404, 0),
        case("signed-out", 401, 0),
        case("forbidden", 403, 0),
        case("not-allowed", 403, 0),
        case("method", 405, 0),
        case("misdirected", 421, 0),
        case("invalid", 422, 0),
        case("too-large", 413, 20_971_520),
        case("too-many", 429, 50),
        case("conflict", 409, 0),
        case("unavailable", 503, 0),
        case("internal", 500, 0),
    ]
}
