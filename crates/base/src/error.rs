/// What every verb of the product gives back.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done; one type for the whole product. Pages and the command line show the text that
/// `locales/` has under `error-` and [`Error::code`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or the actor may not know that it is.
    #[error("not found")]
    NotFound,
    /// What was handed in breaks rules, field by field.
    #[error("invalid: {}", list(.0))]
    Invalid(Vec<FieldError>),
    /// Larger than allowed.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most that is allowed, in bytes.
        limit: u64,
    },
    /// More of them than allowed.
    #[error("more than {limit}")]
    TooMany {
        /// The most that are allowed.
        limit: u64,
    },
    /// Somebody else was faster, or the same thing is there already.
    #[error("conflict")]
    Conflict,
    /// Something it needs does not answer now; trying again later may help.
    #[error("unavailable")]
    Unavailable,
    /// A fault of the program or the machine. Its message is for the log, never for the page.
    #[error("internal: {0:#}")]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// A single field that breaks a rule.
    pub fn invalid(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// A fault, from any error.
    pub fn internal(fault: impl Into<anyhow::Error>) -> Self {
        Self::Internal(fault.into())
    }

    /// Its key in `locales/`, after `error-`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Invalid(_) => "invalid",
            Self::TooLarge { .. } => "too-large",
            Self::TooMany { .. } => "too-many",
            Self::Conflict => "conflict",
            Self::Unavailable => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

/// A field of an input that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field as in the form.
    pub field: String,
    /// Key in `locales/`, after `error-`.
    pub code: String,
}

impl FieldError {
    /// `field` breaks the rule `code`.
    pub fn new(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into() }
    }
}

/// `size: too-large, name: missing`.
fn list(fields: &[FieldError]) -> String {
    fields.iter().map(|error| format!("{}: {}", error.field, error.code)).collect::<Vec<_>>().join(", ")
}
