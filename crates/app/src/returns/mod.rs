//! Periodic reports: who is asked when, and what each unit returns.
//!
//! Invariants: a regime never changes but for its end; all its periods, or the one of what is asked once, are
//! there from the beginning and open one by one; a
//! return's state follows from its events; a cell has one of four states and every figure that ever stood there stays; what
//! two people change at the same time is never overwritten unseen; a file that proves something is withdrawn, never removed;
//! nobody accepts what they submitted or typed a figure of; a last day can be moved later at any time, with a reason, and the
//! first one stays; what was asked in error is withdrawn with a reason, and what was typed there stays.

mod actions;
mod api;
mod cell;
mod checks;
mod computed;
mod contents;
mod figures;
mod forms;
mod gathering;
mod model;
mod outcomes;
mod pages;
mod periods;
mod proposal;
mod proving;
mod store;
mod summing;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;
mod workbook;

use chrono::TimeDelta;
use utoipa::OpenApi;

use crate::access::{Right, Routes, Who};
use crate::{AppState, calendar};

/// The job that opens periods, and how often it looks.
const OPENING: &str = "returns-opening";
const PERIOD: TimeDelta = TimeDelta::hours(6);
/// The job that keeps what reports come to.
const COUNTING: &str = "returns-counting";

/// The pages and the JSON interface.
pub fn routes() -> Routes<AppState> {
    let (see, fill) = (Who::May(Right::SeeReturns), Who::May(Right::FillReturns));
    let run = Who::May(Right::RunReturns);
    Routes::default()
        .get("/bo/returns", see, pages::list)
        .get("/bo/returns/{id}", see, pages::show)
        .post("/bo/returns/{id}", fill, pages::save)
        .post("/bo/returns/{id}/cells", fill, pages::keep)
        .get("/bo/returns/{id}/workbook", see, pages::workbook::out)
        .post("/bo/returns/{id}/workbook", fill, pages::workbook::back)
        .get("/bo/returns/{id}/evidence", see, pages::evidence::list)
        .post("/bo/returns/{id}/evidence", fill, pages::evidence::add)
        .get("/bo/returns/{id}/evidence/{evidence}", see, pages::evidence::file)
        .post("/bo/returns/{id}/evidence/{evidence}/withdrawal", fill, pages::evidence::withdraw)
        .post("/bo/returns/{id}/acceptance", run, pages::verb(forms::Verb::Accept))
        .post("/bo/returns/{id}/giving-back", run, pages::verb(forms::Verb::GiveBack))
        .post("/bo/returns/{id}/extension", run, pages::verb(forms::Verb::Extend))
        .post("/bo/returns/{id}/withdrawal", run, pages::verb(forms::Verb::Withdraw))
        .post("/bo/returns/{id}/asking", run, pages::verb(forms::Verb::Ask))
        .get("/bo/periods/{id}", see, pages::periods::board)
        .get("/bo/periods/{id}/figures", see, pages::periods::figures)
        .post("/bo/periods/{id}/opening", run, pages::periods::open)
        .post("/bo/periods/{id}/asking", run, pages::periods::ask)
        .post("/bo/periods/{id}/reminder", run, pages::periods::lock(model::Step::Remind))
        .post("/bo/periods/{id}/locking", run, pages::periods::lock(model::Step::Lock))
        .post("/bo/periods/{id}/unlocking", run, pages::periods::lock(model::Step::Unlock))
        // What a plan asks is no secret to who sees plans.
        .get("/bo/regimes/{id}", Who::May(Right::SeePlans), pages::periods::regime)
        .get("/bo/regimes/new", run, pages::periods::new)
        .post("/bo/regimes", run, pages::periods::set_up)
        .get("/bo/regimes/once", run, pages::once::new)
        .post("/bo/regimes/once", run, pages::once::set_up)
        .post("/bo/regimes/{id}/end", run, pages::periods::end)
        .get("/api/v1/regimes", Who::May(Right::SeePlans), api::regimes)
        .get("/api/v1/regimes/{id}", Who::May(Right::SeePlans), api::regime)
        .get("/api/v1/periods/{id}", see, api::period)
        .get("/api/v1/returns", see, api::owed)
        .get("/api/v1/returns/{id}", see, api::show)
        .post("/api/v1/returns/{id}/cells", fill, api::put)
        .post("/api/v1/returns/{id}/submission", fill, api::submit)
        .post("/api/v1/returns/{id}/acceptance", run, api::office::accept)
        .post("/api/v1/returns/{id}/giving-back", run, api::office::give_back)
        .post("/api/v1/returns/{id}/extension", run, api::office::extend)
        .post("/api/v1/returns/{id}/withdrawal", run, api::office::withdraw)
        .post("/api/v1/returns/{id}/asking", run, api::office::ask)
}

/// What the JSON interface says about them.
pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    api::Documented::openapi()
}

/// Work done later.
pub(crate) fn handlers(handlers: jobs::Handlers, state: &AppState) -> jobs::Handlers {
    let (opening, counting, days) = (state.clone(), state.clone(), state.clone());
    handlers
        .every(PERIOD, OPENING, move |_| periods::open_due(opening.clone()))
        .every(outcomes::PERIOD, COUNTING, move |_| outcomes::count(counting.clone()))
        .on(calendar::CHANGED, move |job| {
            let app = days.clone();
            async move { periods::days_changed(&app, job.payload()?).await }
        })
}

pub(crate) use actions::{act, save, submit};
pub(crate) use cell::CellState;
pub(crate) use forms::{Entered, NewAct, Verb};
pub(crate) use model::{Regime, Return, Rule, Run, Section, State, Step};
pub(crate) use outcomes::count as count_outcomes;
pub(crate) use periods::{end, lock, open_due, set_up};
pub(crate) use proposal::proposed;
pub use store::figures_over_tree;
#[cfg(test)]
pub(crate) use store::regimes_from;
pub(crate) use store::{
    Outstanding, Whole, among, cells, event, of_run, outstanding, owed, passages, periods_among,
    periods_within, regime, run, runs, runs_named, sections, sections_among, told_by, whole, words_said,
};
pub(crate) use summing::Summing;
pub(crate) use view::{named, narrated, next_target, owed_line, period, plain_total};

/// The job that a submission, a giving back, a withdrawal and the asking of one unit leave behind, with the id of their event:
/// whoever waits for it is told.
pub(crate) const HAPPENED: &str = "return-happened";

/// The job that a reminder leaves behind, with the ids of the period and of its event: those who still owe their report are told.
pub(crate) const REMINDED: &str = "returns-reminded";

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
