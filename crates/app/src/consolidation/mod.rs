//! What is made of the returns of a period, the consolidated report and the letters about it; and of the duties that a plan gave to
//! a unit, its own plan.
//!
//! Invariants: every figure in it is the one that the page of the period's figures shows, of the same returns; whatever a unit
//! told in a section of the regime is used, or listed as not used; nobody reviews or signs what they wrote; what is signed says
//! what was reviewed, and never changes; what nobody said is shown as not said.

mod actions;
mod beginning;
mod build;
mod content;
mod duties;
mod forms;
mod found;
mod made_of;
mod material;
mod model;
mod narrative;
mod pages;
mod signing;
mod store;
mod template;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;
mod waiting;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeeReturns), Who::May(Right::RunReturns));
    let (review, sign) = (Who::May(Right::ReviewReports), Who::May(Right::SignDocuments));
    Routes::default()
        .get("/bo/periods/{id}/consolidations", see, pages::list)
        .post("/bo/periods/{id}/consolidations", run, pages::begin)
        .get("/bo/consolidations/{id}", see, pages::show)
        .get("/bo/consolidations/{id}/draft.docx", see, pages::word)
        .get("/bo/consolidations/{id}/draft.pdf", see, pages::pdf)
        .get("/bo/consolidations/{id}/figures", see, pages::figures)
        .get("/bo/consolidations/{id}/words", see, pages::words::show)
        .post("/bo/consolidations/{id}/passages/{passage}", run, pages::words::passage)
        .post("/bo/consolidations/{id}/sources/{source}", run, pages::words::source)
        .post("/bo/consolidations/{id}/sections/{section}", run, pages::words::section)
        .get("/bo/consolidations/{id}/template", see, pages::templates::show)
        .post("/bo/consolidations/{id}/template", run, pages::templates::set)
        .post("/bo/consolidations/{id}/refresh", run, pages::refresh)
        .post("/bo/consolidations/{id}/review", review, pages::review)
        .post("/bo/consolidations/{id}/reopening", review, pages::reopen)
        .post("/bo/consolidations/{id}/signature", sign, pages::sign)
        .get("/bo/regimes/{id}/templates/{kind}", see, pages::templates::versions)
        .post("/bo/regimes/{id}/templates/{kind}", run, pages::templates::add_version)
        .get("/bo/units/{id}/plan-template", see, pages::templates::of_unit)
        .post("/bo/units/{id}/plan-template", run, pages::templates::add_to_unit)
        .get("/bo/plans/{id}/unit-plans", Who::May(Right::SeePlans), pages::plans::list)
        .post("/bo/plans/{id}/unit-plans", run, pages::plans::begin)
}

pub use build::{Built, NotBuilt, build};

pub(crate) use actions::review;
pub(crate) use beginning::{begin, begin_plan};
pub(crate) use forms::NewStep;
pub(crate) use model::Kind;
pub(crate) use signing::sign;
pub(crate) use waiting::{Waiting, waiting};

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
