//! The audit as people read it: who did what when, within the units that they look after; as a page, as a file, and
//! checked.
//!
//! Invariants: no event is written or changed here but that somebody asked for a check; the events and their chain are
//! kept by `db`; a page takes the same number of statements however many events it shows.

mod actions;
mod detail;
mod export;
mod forms;
mod jobs;
mod model;
mod names;
mod pages;
mod store;
#[cfg(test)]
mod tests;
mod view;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The pages.
pub fn routes() -> Routes<AppState> {
    let read = Who::May(Right::ReadAudit);
    Routes::default()
        .get("/bo/audit", read, pages::show)
        .get("/bo/audit/events.csv", read, pages::csv)
        .get("/bo/audit/events.xlsx", read, pages::xlsx)
        .post("/bo/audit/checks", Who::May(Right::CheckAudit), pages::check)
}

/// The job: checking the chain.
pub(crate) fn handlers(handlers: ::jobs::Handlers, state: &AppState) -> ::jobs::Handlers {
    let app = state.clone();
    handlers.on(jobs::CHECK, move |job| jobs::check(app.clone(), job))
}

/// The page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
