//! Errors of the JSON interface, as RFC 9457 has them.

use axum::Json;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base::FieldError;
use fluent_bundle::FluentArgs;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::View;

/// The media type of a [`Problem`].
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why something could not be done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` tells problems apart.
    r#type: &'static str,
    /// What is wrong, in the language of `Accept-Language`.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What to do about it, in the same language.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Which problem it is, for programs: `not-found`, `invalid`, `conflict` and so on; it never changes.
    code: &'static str,
    /// What is wrong with what was sent, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Wrong>,
    /// With `conflict`: the revision that holds now.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<i32>,
    /// With `conflict`: what was sent beside what others made of it meanwhile, piece by piece.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<Clash>,
    #[serde(skip)]
    language: &'static str,
}

/// A field that breaks a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct Wrong {
    /// Its name, as in what was sent; empty where it is about all of it.
    field: String,
    /// Which rule, for programs; it never changes.
    code: String,
    /// The same for people, in the language of `Accept-Language`.
    detail: String,
}

/// Something that somebody else changed since it was seen.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Clash {
    /// Its name, as in `errors`.
    pub field: String,
    /// What was sent.
    pub sent: Value,
    /// What stands there now, as one reads it.
    pub stored: Value,
}

/// The problem that a status and code are. Where the interface says it otherwise than a page, the text stands under
/// `error-api-<code>`.
pub(crate) fn of(view: &View, status: StatusCode, code: &'static str, limit: u64) -> Problem {
    let mut arguments = FluentArgs::new();
    arguments.set("limit", limit);
    let text = |key: String| view.texts().find(view.language, &key, &arguments);
    let title = text(format!("error-api-{code}")).or_else(|| text(format!("error-{code}")));
    Problem {
        r#type: "about:blank",
        title: title.unwrap_or_else(|| code.to_owned()),
        status: status.as_u16(),
        detail: text(format!("error-api-{code}-help")),
        code,
        errors: Vec::new(),
        revision: None,
        conflicts: Vec::new(),
        language: view.language.code(),
    }
}

impl Problem {
    /// The same with what is wrong, field by field, the revision that holds, and what others changed.
    pub(crate) fn with(
        self,
        view: &View,
        fields: &[FieldError],
        revision: Option<i32>,
        conflicts: Vec<Clash>,
    ) -> Self {
        let wrong = |error: &FieldError| Wrong {
            field: error.field.clone(),
            code: error.code.clone(),
            detail: view.text(&format!("error-{}", error.code)),
        };
        Self { errors: fields.iter().map(wrong).collect(), revision, conflicts, ..self }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let language = HeaderValue::from_static(self.language);
        let headers = [(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)), (CONTENT_LANGUAGE, language)];
        (headers, Json(self)).into_response()
    }
}
