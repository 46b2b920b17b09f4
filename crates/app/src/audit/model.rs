//! Checks of the chain: values.

use chrono::{DateTime, Utc};
use db::{Broken, Head};
use uuid::Uuid;

/// A check that somebody asked for on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) asked_at: DateTime<Utc>,
    /// The head that was kept elsewhere.
    pub(crate) kept: Option<Head>,
    /// None while it runs.
    pub(crate) ended: Option<Ended>,
}

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) at: DateTime<Utc>,
    /// Key of its text, as `biokhe audit verify` says it: that the chain is whole, or how it is broken; or that it could
    /// not be read.
    pub(crate) result: String,
    /// The head of a whole chain, the place at which another is broken, or nothing.
    pub(crate) detail: String,
}

/// When somebody may ask again although a check has not ended: whoever ran it is lost.
pub(crate) const LOST: chrono::TimeDelta = chrono::TimeDelta::hours(1);

impl Check {
    /// Whether it is being worked on.
    pub(crate) fn runs(&self, now: DateTime<Utc>) -> bool {
        self.ended.is_none() && now - self.asked_at < LOST
    }
}

impl Ended {
    /// That the chain was read to its end.
    pub(crate) fn read(found: &Result<Head, Broken>, at: DateTime<Utc>) -> Self {
        let (result, detail) = match found {
            Ok(head) => ("audit-whole", head.to_string()),
            Err(broken) => broken.told(),
        };
        Self { at, result: result.to_owned(), detail }
    }

    /// That it could not be.
    pub(crate) fn failed(at: DateTime<Utc>) -> Self {
        Self { at, result: "audit-failed".to_owned(), detail: String::new() }
    }
}
