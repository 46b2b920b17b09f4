//! Plans: official documents with duties to fulfil, read, reviewed by a person and kept.
//!
//! Invariants: nothing of a document becomes a plan before somebody has accepted it; a review is the reader's proposal
//! with steps on top, so every step can be taken back until the plan is kept; a kept plan never changes, and a newer
//! version replaces it without losing what hangs on its clauses; nothing that stands in a document reaches the audit,
//! but for its number.

mod actions;
mod api;
mod draft;
mod forms;
mod import;
mod keeping;
mod loading;
mod model;
mod names;
mod outline;
mod pages;
mod proposal;
mod rule;
mod steps;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod versions;
mod view;

use utoipa::OpenApi;

use crate::AppState;
use crate::access::{Right, Routes, Who};
use pages::review;

pub use import::{Import, Imported, import};
pub(crate) use outline::{Heading, Outline, outline};
pub(crate) use rule::{Rule, clauses_at, numbers, rule};
pub(crate) use store::{
    InPlan, all_versions, clauses_among, clauses_in_plans, latest_among, needed_files, titles, told,
};

/// The pages.
pub fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeePlans), Who::May(Right::RunPlans));
    let work = Who::May(Right::RunTasks);
    Routes::default()
        .get("/bo/plans", see, pages::list)
        .get("/bo/plans/{id}", see, pages::show)
        .get("/bo/plans/{id}/clauses/{clause}", see, pages::clause)
        .get("/bo/plans/{id}/clauses/{clause}/tasks/new", work, pages::work::new)
        .post("/bo/plans/{id}/clauses/{clause}/tasks", work, pages::work::add)
        .get("/bo/plans/{id}/original", see, pages::original)
        .get("/bo/plan-reviews/new", run, review::new)
        .post("/bo/plan-reviews", run, review::begin)
        .get("/bo/plan-reviews/{id}", run, review::show)
        .get("/bo/plan-reviews/{id}/progress", run, review::progress)
        .post("/bo/plan-reviews/{id}/steps", run, review::step)
        .post("/bo/plan-reviews/{id}/undoing", run, review::take_back)
        .post("/bo/plan-reviews/{id}/version", run, review::version)
        .post("/bo/plan-reviews/{id}/plan", run, review::keep)
        .post("/bo/plan-reviews/{id}/giving-up", run, review::give_up)
        .post("/api/v1/tasks", work, api::work::set_up)
        .get("/api/v1/plans", see, api::list)
        .get("/api/v1/plans/{id}", see, api::show)
        .get("/api/v1/plans/{id}/clauses", see, api::clauses)
}

/// What the JSON interface says about them.
pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    api::Documented::openapi()
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples::samples;
