//! The audit as people read it: who did what when, within the units that they look after.
//!
//! Invariant: nothing is written here; the events and their chain are kept by `db`.

mod pages;
#[cfg(test)]
mod tests;
mod view;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The page.
pub fn routes() -> Routes<AppState> {
    Routes::default().get("/bo/audit", Who::May(Right::ReadAudit), pages::show)
}

/// The page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
