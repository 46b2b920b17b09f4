use base::{Error, Result};
use chrono::{Months, NaiveDate};
use uuid::Uuid;

/// A secret with which a program acts for a person; the secret itself is known to the program alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccessToken {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    /// What the person calls it.
    pub(crate) name: String,
    /// Whether it does what the person may do, or only looks.
    pub(crate) writes: bool,
    pub(crate) last_day: NaiveDate,
    pub(crate) last_used_on: Option<NaiveDate>,
}

/// Most that a person has at a time.
pub(crate) const MOST_TOKENS: usize = 20;

/// The last day that a token made today may have.
pub(crate) fn longest_term(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12)).unwrap_or(today)
}

/// Whether a token made today may hold until a day.
///
/// # Errors
/// [`Error::Invalid`] for `last_day`.
pub(crate) fn check_term(last_day: NaiveDate, today: NaiveDate) -> Result<()> {
    let is_good = (today..=longest_term(today)).contains(&last_day);
    if is_good { Ok(()) } else { Err(Error::invalid("last_day", "token-term")) }
}
