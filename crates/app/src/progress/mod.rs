//! How far it is, seen at a glance: figures against their targets, tasks in time and late, what is outstanding; and what of it an
//! authority shows everybody.
//!
//! Invariants: nothing is counted here that the domains do not count themselves, and nobody sees the figures of a unit outside of
//! their rights; a page costs a handful of statements, however many units there are; each chart has its figures in a table beside
//! it; everybody sees what was ticked and nothing else, each tick is in the audit, and no person is named.

mod actions;
mod charts;
mod export;
mod forms;
mod loading;
mod model;
mod pages;
mod public;
mod store;
mod tables;
#[cfg(test)]
mod tests;
mod view;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeeTasks), Who::May(Right::RunReturns));
    Routes::default()
        .get("/bo/progress", see, pages::board)
        .get("/bo/progress/figures.xlsx", see, pages::sheets)
        .get("/bo/progress/figures.csv", see, pages::values)
        .get("/bo/units/{id}/publication", run, pages::publication)
        .post("/bo/units/{id}/publication", run, pages::publish)
        .get("/progress", Who::Everybody, pages::public)
        .get("/progress.csv", Who::Everybody, pages::public_values)
}

pub(crate) use actions::publish_all;

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
