//! Indicators: what a plan measures, what is to be reached by when, and what was reached, as typed in or as reports
//! say.
//!
//! Invariants: an indicator leads back to the clause that set it; a value is never changed, a later one of the same unit
//! and year stands in its place and both stay; zero is a value, and no value is none; what reports come to is only kept here
//! for lists, and counted again where it is missing.

mod actions;
mod api;
mod forms;
mod glance;
mod kind;
mod model;
mod order;
mod outcome;
mod pages;
mod rules;
mod source;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use utoipa::OpenApi;

use crate::AppState;
use crate::access::{Right, Routes, Who};

pub(crate) use actions::{add_own, count_so, place, report, set, take_from};
pub(crate) use forms::{NewPlace, NewRules, NewSource, NewValue, Own};
pub(crate) use glance::{AtUnit, YearOf, at_units};
pub(crate) use kind::Kind;
pub(crate) use model::{Baseline, Indicator, NewIndicator, Origin, PartOf, Standing, Target, are_set};
pub(crate) use outcome::Outcome;
pub(crate) use rules::{OVER_TIME, Rules};
pub(crate) use source::{OfTasks, Source, WorkedOut, with_operands};
#[cfg(test)]
pub(crate) use store::outcomes;
pub(crate) use store::{all, among, counted, find, hold_rules, of_clauses, offered, put_outcomes, titles};

/// The pages.
pub fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeePlans), Who::May(Right::RunReturns));
    Routes::default()
        .get("/bo/indicators", see, pages::list)
        .post("/bo/indicators", run, pages::add)
        .get("/bo/indicators/catalogue", see, pages::catalogue)
        .get("/bo/indicators/new", run, pages::new)
        .get("/bo/indicators/{id}", see, pages::show)
        .post("/bo/indicators/{id}/rules", run, pages::count_so)
        .post("/bo/indicators/{id}/source", run, pages::take_from)
        .post("/bo/indicators/{id}/place", run, pages::place)
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
