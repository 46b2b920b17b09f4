//! Official documents on their way: to whom, by which channel, and what became of it.
//!
//! Invariants: a dispatch names its message and is sent at most once; where nobody knows whether it was taken, it says so and is
//! never sent again by itself; only what was issued goes out, as the file that was issued, or as it came back signed.

mod actions;
mod forms;
mod message;
mod model;
mod pages;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The job that sends one; its payload is the id of the dispatch.
const SEND: &str = "dispatch";

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeeDocuments), Who::May(Right::RunDocuments));
    Routes::default()
        .get("/bo/documents/{id}/dispatch", see, pages::list)
        .post("/bo/documents/{id}/dispatch", run, pages::send)
        .get("/bo/documents/{id}/package.zip", see, pages::package)
        .post("/bo/documents/{id}/dispatch/{dispatch}/answer", run, pages::answer)
        .post("/bo/documents/{id}/dispatch/{dispatch}/again", run, pages::again)
}

/// Work done later.
pub(crate) fn handlers(handlers: jobs::Handlers, state: &AppState) -> jobs::Handlers {
    let app = state.clone();
    handlers.on(SEND, move |job| {
        let app = app.clone();
        let turn = actions::Turn { last: job.last, lost: job.lost };
        async move { actions::deliver(&app, job.payload()?, turn).await }
    })
}

pub(crate) use actions::{Answered, answered};

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
