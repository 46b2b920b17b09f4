//! The consolidated report: what the returns of a period say together, as an official document.
//!
//! Invariants: every figure in it is the one that the page of the period's figures shows, of the same returns; whatever a unit
//! told in a section of the regime stands in it, with the unit's name; what nobody said is shown as not said.
//!
//! It is a draft to go on writing in: nothing of it is kept yet. Of a review over a reform, what was told in words to the regime
//! before is not in it.

mod content;
mod material;
mod pages;
mod paper;
#[cfg(test)]
mod tests;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let see = Who::May(Right::SeeReturns);
    Routes::default().get("/bo/periods/{id}/report.docx", see, pages::word).get(
        "/bo/periods/{id}/report.pdf",
        see,
        pages::pdf,
    )
}
