//! Documents that come in: the register of each unit, from whom they are, what they bring, and to whom they are passed on.
//!
//! Invariants: numbers of a unit and a year run without a gap and none comes twice, whoever registers at the same time; nothing is
//! deleted: a slip is corrected by an event that keeps both, a mistaken entry is cancelled and keeps its number; a message of the
//! exchange is registered once for each unit; what is revoked or replaced was so by who sent it; a receipt of ours is written after
//! the row that it tells about.

mod actions;
mod forms;
mod messages;
mod model;
mod pages;
mod receipts;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// What was passed on, for those who tell it; the payload is the id of the event.
pub(crate) const PASSED: &str = "incoming-passed";

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeeDocuments), Who::May(Right::RunDocuments));
    Routes::default()
        .get("/bo/incoming", see, pages::list)
        .get("/bo/incoming/new", run, pages::new)
        .post("/bo/incoming", run, pages::register)
        .get("/bo/incoming/{id}", see, pages::show)
        .get("/bo/incoming/{id}/files/{file}", see, pages::file)
        .post("/bo/incoming/{id}/acceptance", run, pages::accept)
        .post("/bo/incoming/{id}/refusal", run, pages::refuse)
        .post("/bo/incoming/{id}/correction", run, pages::correct)
        .post("/bo/incoming/{id}/passing", run, pages::pass)
        .post("/bo/incoming/{id}/cancellation", run, pages::cancel)
}

/// Work done later.
pub(crate) fn handlers(handlers: jobs::Handlers, state: &AppState) -> jobs::Handlers {
    let app = state.clone();
    handlers.on(receipts::RECEIPT, move |job| {
        let app = app.clone();
        async move { receipts::send(&app, &job.payload()?).await }
    })
}

pub(crate) use actions::{correct, register};
pub(crate) use forms::{NewAct, NewCorrection, NewEntry};
pub(crate) use messages::{Arriving, Outcome, arrive, take_back};
#[cfg(test)]
pub(crate) use model::State;
pub(crate) use model::{Channel, Entry, Incoming, To};
pub(crate) use store::{among, of_event};

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
