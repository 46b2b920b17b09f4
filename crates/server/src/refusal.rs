//! Why a command did nothing, as a text for a person.

use crate::command;
use anyhow::anyhow;
use std::error::Error;
use std::fmt;
use web::Language;

/// Key of the text, and what it names: a path, a number, the message of a library.
#[derive(Debug)]
pub(crate) struct Refusal {
    key: &'static str,
    detail: String,
}

impl Refusal {
    /// `detail` may be empty.
    pub(crate) fn new(key: &'static str, detail: impl ToString) -> Self {
        Self { key, detail: detail.to_string() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.key, self.detail)
    }
}

impl Error for Refusal {}

/// The fault with a refusal's text in `language`; any other fault as it is.
pub(crate) fn in_words(fault: anyhow::Error, language: Language) -> anyhow::Error {
    match fault.downcast::<Refusal>() {
        Ok(Refusal { key, detail }) if detail.is_empty() => anyhow!(command::text(language, key)),
        Ok(Refusal { key, detail }) => anyhow!("{}: {detail}", command::text(language, key)),
        Err(fault) => fault,
    }
}
