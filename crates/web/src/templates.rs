//! Pages, mails and letters: minijinja over `templates/`, strict about undefined names.
//!
//! A template calls `t("key", name=value)` for a text, `number(1234.5)`, `date("2023-06-07")`,
//! `month_day("11-15")`, `instant("2026-11-24T01:00:00Z")` and `asset("site.css")`; all of them speak the language in `lang`.

use std::sync::Arc;

use chrono::DateTime;
use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value, context};
use rust_embed::Embed;

use crate::assets::Assets;
use crate::texts::Texts;
use crate::{Language, format};

/// The files: read from disk in development, inside the binary in release.
#[derive(Embed)]
#[folder = "../../templates"]
struct Files;

/// A template with values it could have, so that a test renders every one.
pub struct Sample {
    /// Path under `templates/`.
    pub template: &'static str,
    /// What the case shows, for the message of a failing test.
    pub case: &'static str,
    /// The values.
    pub context: Value,
}

/// All templates, and what they may call.
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Templates that speak with `texts` and name `assets`.
    pub fn new(texts: Arc<Texts>, assets: Arc<Assets>) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        environment.set_loader(|name| {
            Ok(Files::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned()))
        });
        environment.add_function("t", move |state: &State, key: &str, arguments: Kwargs| {
            text(&texts, language(state)?, key, &arguments)
        });
        environment
            .add_function("number", |state: &State, value: f64| Ok(format::number(language(state)?, value)));
        environment
            .add_function("size", |state: &State, bytes: u64| Ok(format::size(language(state)?, bytes)));
        environment.add_function("date", |state: &State, iso: &str| Ok(format::date(language(state)?, iso)));
        environment.add_function("month_day", |state: &State, iso: &str| {
            Ok(format::month_day(language(state)?, iso))
        });
        environment.add_function("instant", |state: &State, written: &str| {
            let at = DateTime::parse_from_rfc3339(written);
            let at =
                at.map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("no instant: {written}")))?;
            Ok(format::instant(language(state)?, at.to_utc()))
        });
        environment.add_function("asset", move |name: &str| {
            let address = assets.address(name).map(str::to_owned);
            address.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no asset {name}")))
        });
        environment.add_global("is_sample", false);
        Self { environment }
    }

    /// The same, with pages that say that they show a sample.
    pub fn as_sample(mut self) -> Self {
        self.environment.add_global("is_sample", true);
        self
    }

    /// Renders a template; `values` must be a map.
    ///
    /// # Errors
    /// An unknown template, name or text: a fault of the program.
    pub fn render(&self, language: Language, template: &str, values: Value) -> Result<String, Error> {
        let values = context! { lang => language.code(), ..values };
        if cfg!(debug_assertions) {
            // A page edit shows at once: what was compiled before is left aside.
            let mut fresh = self.environment.clone();
            fresh.clear_templates();
            return fresh.get_template(template)?.render(values);
        }
        self.environment.get_template(template)?.render(values)
    }

    /// Paths of the templates that stand for a page; those of parts begin with `_`.
    pub fn pages() -> Vec<String> {
        let is_page = |path: &str| !path.rsplit('/').next().is_some_and(|name| name.starts_with('_'));
        let mut pages: Vec<_> =
            Files::iter().map(|path| path.into_owned()).filter(|path| is_page(path)).collect();
        pages.sort();
        pages
    }

    /// Path and source of every template, for tests that look into them.
    pub fn sources() -> Vec<(String, String)> {
        let source =
            |path: &str| Files::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
        Files::iter().filter_map(|path| Some((path.to_string(), source(&path)?))).collect()
    }
}

fn language(state: &State) -> Result<Language, Error> {
    let code = state.lookup("lang").unwrap_or_default();
    let found = Language::ALL.into_iter().find(|language| Some(language.code()) == code.as_str());
    found.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the page has no language"))
}

fn text(texts: &Texts, language: Language, key: &str, arguments: &Kwargs) -> Result<String, Error> {
    let mut values = FluentArgs::new();
    for name in arguments.args() {
        let value: Value = arguments.get(name)?;
        let value = match value.kind() {
            ValueKind::Number => FluentValue::from(f64::try_from(value)?),
            _ => FluentValue::from(value.to_string()),
        };
        values.set(name.to_owned(), value);
    }
    let missing = || Error::new(ErrorKind::InvalidOperation, format!("no text {key} in {}", language.code()));
    texts.find(language, key, &values).ok_or_else(missing)
}
