//! On which days an authority works: holidays, and weekend days that are worked in exchange.
//!
//! Invariants: what is said of a unit holds for all below it; a day that is both off and worked is worked; a change reaches
//! whoever counts working days by a job, in the same transaction as its audit event.

mod actions;
mod forms;
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

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let run = Who::May(Right::RunReturns);
    Routes::default()
        .get("/bo/days-off", Who::May(Right::SeeReturns), pages::list)
        .post("/bo/days-off", run, pages::add)
        .post("/bo/days-off/{id}/removal", run, pages::remove)
}

/// The job that a change leaves behind, with the id of the unit of which and below which working days have changed.
pub(crate) const CHANGED: &str = "days-off-changed";

pub(crate) use store::working_days;

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
