//! The exchange of documents between authorities: where messages go, and those of others taken from their folder.
//!
//! Invariants: what stands in the folder is hostile: it is read within limits of size and count, by a parser that trusts nothing, and
//! a file that is no message, or for nobody here, changes nothing and is told; a message is taken once for each unit, whatever dies in
//! between, since its row and what it does are one transaction and the file is put away after it; a receipt changes what went to
//! whoever sends it, and nothing else.

mod actions;
mod folder;
mod model;
mod pages;
mod sink;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use chrono::TimeDelta;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The job that looks into the folder.
const INTAKE: &str = "exchange-intake";
/// How often it looks.
const PERIOD: TimeDelta = TimeDelta::minutes(1);

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    Routes::default().get("/bo/incoming/messages", Who::May(Right::RunDocuments), pages::list)
}

/// Work done later.
pub(crate) fn handlers(handlers: jobs::Handlers, state: &AppState) -> jobs::Handlers {
    let app = state.clone();
    handlers.every(PERIOD, INTAKE, move |_| {
        let app = app.clone();
        async move { actions::take_all(&app).await }
    })
}

pub use sink::{Exchange, Sink};

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
