//! Notices: what people are told about tasks, reports and documents that came in, on a page and in one mail a day.
//!
//! Invariants: nobody is told the same thing twice within the time that notices are kept; who may not sign in or has no role today is told nothing; a person has
//! one mail a day at most, claimed by its row before it is sent, and a mail of which nobody knows whether it left is not
//! sent again; no address stands in the log or in the audit.

mod actions;
mod attached;
mod digest;
mod jobs;
mod known;
mod letter;
mod model;
mod pages;
mod post;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

use crate::access::{Routes, Who};
use crate::{AppState, incoming, returns, tasks};

pub(crate) use actions::forget_old;
pub(crate) use attached::Attached;
pub use letter::Sender;
pub use model::Rules;
pub(crate) use post::{Delivery, put};
pub use post::{Post, Security, Smtp};

/// What is told and how it is sent, from the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// From when on something is told.
    pub rules: Rules,
    /// The hour of the day, in Vietnam, from which on the mails go.
    pub hour: u32,
    /// Who they are from.
    pub sender: Sender,
    /// Where they go.
    pub post: Post,
}

/// The pages.
pub fn routes() -> Routes<AppState> {
    Routes::default().get("/bo/notices", Who::Signed, pages::list).post(
        "/bo/notices/read",
        Who::Signed,
        pages::read,
    )
}

/// The jobs: what a day brings, what happens to a task or a return, and the mails.
pub(crate) fn handlers(handlers: ::jobs::Handlers, state: &AppState) -> ::jobs::Handlers {
    let (daily, event, report, reminded) = (state.clone(), state.clone(), state.clone(), state.clone());
    let passed = state.clone();
    handlers
        .every(jobs::PERIOD, jobs::NOTICES, move |_| jobs::run(daily.clone()))
        .on(tasks::HAPPENED, move |job| jobs::happened(event.clone(), job))
        .on(returns::HAPPENED, move |job| jobs::report_happened(report.clone(), job))
        .on(returns::REMINDED, move |job| jobs::reports_reminded(reminded.clone(), job))
        .on(incoming::PASSED, move |job| jobs::document_passed(passed.clone(), job))
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
