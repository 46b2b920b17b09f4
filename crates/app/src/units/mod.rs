//! Units: agencies, offices, wards, centres, in a tree that is true for each day.
//!
//! Invariants: nothing is deleted; a unit keeps its name, place and kind for as long as it holds, and what changes
//! them is a succession, which names the act and how much of each predecessor went where, to the last millionth; what
//! was written down wrongly is corrected, and the audit keeps both.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use utoipa::OpenApi;

use crate::AppState;
use crate::access::{Right, Routes, Who};

pub(crate) use actions::{found_with, succeed};
pub(crate) use forms::{Facts, NewSuccession, NewUnit};
pub(crate) use model::{Choice, Kind, Share, Tree, Unit, tops};
pub(crate) use store::{
    Around, Near, all, all_within, among_ids, ancestors, around, below, choices_below, ever_within, find,
    is_below, is_within, line, lineage, near, right_below, successors, those_within, top, within,
};

/// The pages.
pub fn routes() -> Routes<AppState> {
    Routes::default()
        .get("/bo/units", Who::May(Right::SeeUnits), pages::tree)
        .get("/bo/units/new", Who::May(Right::RunUnits), pages::new)
        .post("/bo/units", Who::May(Right::RunUnits), pages::found)
        .get("/bo/units/{id}", Who::May(Right::SeeUnits), pages::show)
        .post("/bo/units/{id}/correction", Who::May(Right::RunUnits), pages::correct)
        .post("/bo/units/{id}/closing", Who::May(Right::RunUnits), pages::close)
        .get("/bo/successions/new", Who::May(Right::RunUnits), pages::plan_succession)
        .post("/bo/successions", Who::May(Right::RunUnits), pages::succeed)
        .get("/api/v1/units", Who::May(Right::SeeUnits), api::list)
        .get("/api/v1/units/{id}", Who::May(Right::SeeUnits), api::show)
}

/// What the JSON interface says about them.
pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    api::Documented::openapi()
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
