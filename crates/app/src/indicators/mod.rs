//! Indicators: what a plan measures, what is to be reached by when, and what was reached, as typed in.
//!
//! Invariants: an indicator leads back to the clause that set it; a value is never changed, a later one of the same unit
//! and year stands in its place and both stay; zero is a value, and no value is none.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
mod rules;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use utoipa::OpenApi;

use crate::AppState;
use crate::access::{Right, Routes, Who};

pub(crate) use actions::{report, set};
pub(crate) use forms::NewValue;
pub(crate) use model::{Indicator, Kind, NewIndicator, Origin, Target, are_set};
pub(crate) use rules::Rules;
pub(crate) use store::{all, among, of_clauses, of_plan, titles};

/// The pages.
pub fn routes() -> Routes<AppState> {
    let see = Who::May(Right::SeePlans);
    Routes::default()
        .get("/bo/indicators", see, pages::list)
        .get("/bo/indicators/{id}", see, pages::show)
        .post("/bo/indicators/{id}/rules", Who::May(Right::RunReturns), pages::count_so)
        .post("/bo/indicators/{id}/values", Who::May(Right::ReportValues), pages::report)
        .get("/api/v1/indicators", see, api::list)
        .get("/api/v1/indicators/{id}", see, api::show)
        .post("/api/v1/indicators/{id}/values", Who::May(Right::ReportValues), api::report)
}

/// What the JSON interface says about them.
pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    api::Documented::openapi()
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
