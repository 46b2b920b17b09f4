//! Errors become pages here and nowhere else: HTML, JSON for a caller that asks for it, or a problem of the JSON interface.

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::FieldError;
use minijinja::context;
use serde_json::json;

use crate::problem::Clash;
use crate::templates::Sample;
use crate::{Language, Site, View, api, problem};

/// An error on its way to the reader: a status and the key of its texts, `error-<code>` and `error-<code>-help`.
#[derive(Clone, Debug)]
pub struct Failure {
    status: StatusCode,
    code: &'static str,
    /// The limit that was passed, in bytes or pieces; 0 where there is none.
    limit: u64,
    /// What is wrong, field by field.
    fields: Vec<FieldError>,
    /// The revision that holds now, where the one that was seen is old.
    revision: Option<i32>,
    /// What others changed meanwhile.
    clashes: Vec<Clash>,
}

impl Failure {
    /// A fault of the program. Whoever makes it has written the cause to the log.
    pub fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    /// The request was meant for another host.
    pub fn misdirected() -> Self {
        Self::new(StatusCode::MISDIRECTED_REQUEST, "misdirected")
    }

    /// Nobody is signed in, and something was to be done.
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out")
    }

    /// Whoever is signed in has no role that allows it.
    pub fn not_allowed() -> Self {
        Self::new(StatusCode::FORBIDDEN, "not-allowed")
    }

    /// The JSON interface was asked without a token that holds.
    pub fn no_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "no-token")
    }

    /// Something was to be done with a token that only reads.
    pub fn reading_only() -> Self {
        Self::new(StatusCode::FORBIDDEN, "reading-only")
    }

    /// What should be JSON is none.
    pub fn malformed() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed")
    }

    /// What should be JSON says that it is something else.
    pub fn not_json() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json")
    }

    /// The same, with the revision that holds now.
    pub fn at_revision(self, revision: i32) -> Self {
        Self { revision: Some(revision), ..self }
    }

    /// The same, with what was sent and what stands there now.
    pub fn with_clashes(self, clashes: Vec<Clash>) -> Self {
        Self { clashes, ..self }
    }

    fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, limit: 0, fields: Vec::new(), revision: None, clashes: Vec::new() }
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
        Some(Self::new(status, code))
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
        let code = error.code();
        let fields = if let base::Error::Invalid(fields) = error { fields } else { Vec::new() };
        Self { limit, fields, ..Self::new(status, code) }
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
    let as_problem = api::is_asked(request.uri());
    let response = next.run(request).await;
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => Some(failure.clone()),
        None if is_written(&response) => None,
        None => Failure::of(response.status()),
    };
    let Some(failure) = failure else { return response };
    let view = View::new(site, language);
    let message = view.text(&format!("error-{}", failure.code));
    let body = if as_problem {
        let problem = problem::of(&view, failure.status, failure.code, failure.limit);
        problem.with(&view, &failure.fields, failure.revision, failure.clashes).into_response()
    } else if as_json {
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
