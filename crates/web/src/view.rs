//! What a handler renders with.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::Html;
use fluent_bundle::FluentArgs;
use minijinja::Value;

use crate::{Failure, Language, Site};

/// The site in the language of the request.
#[derive(Clone)]
pub struct View {
    site: Site,
    /// The language of the request.
    pub language: Language,
}

impl View {
    /// The site in a language.
    pub fn new(site: Site, language: Language) -> Self {
        Self { site, language }
    }

    /// Renders a template; `values` must be a map.
    ///
    /// # Errors
    /// A fault of the program, written to the log.
    pub fn page(&self, template: &str, values: Value) -> Result<Html<String>, Failure> {
        self.site.templates().render(self.language, template, values).map(Html).map_err(|fault| {
            tracing::error!(template, fault = format!("{fault:#}"), "page not rendered");
            Failure::fault()
        })
    }

    /// All texts, of every language.
    pub fn texts(&self) -> &crate::texts::Texts {
        self.site.texts()
    }

    /// The text under `key`, without arguments.
    pub fn text(&self, key: &str) -> String {
        self.site.texts().get(self.language, key)
    }

    /// The text under `key` with its arguments, each a name and a value.
    pub fn text_with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set(*name, *value);
        }
        self.site.texts().find(self.language, key, &values).unwrap_or_else(|| key.to_owned())
    }
}

impl<S> FromRequestParts<S> for View
where
    S: Sync,
    Site: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::new(Site::from_ref(state), Language::of(&parts.uri, &parts.headers)))
    }
}
