//! Tasks: work that units lead, from the duties of plans or of their own, with all that happens to it.
//!
//! Invariants: a task leads back to its clause and duty; its state follows from its events, which are only ever added; its
//! first last day stays beside the one in force; nobody confirms what they reported themselves; a unit that has ended
//! keeps its tasks until a coordinator hands them over.

mod actions;
mod api;
mod export;
mod forms;
mod jobs;
mod model;
mod pages;
mod reform;
mod series;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;
mod words;

use utoipa::OpenApi;

use crate::AppState;
use crate::access::{Right, Routes, Who};

pub(crate) use actions::{NewSeries, NewTask, act, found, found_series, set_up};
pub(crate) use api::{TaskDetail, detail};
pub(crate) use forms::{HandOvers, NewAct, NewWork, Verb};
pub(crate) use jobs::make_runs;
pub(crate) use model::{Act, Counts, Mode, Origin, Stand, State, Task};
pub(crate) use pages::work::{new_work, set_up_at};
pub(crate) use reform::hand_over_all;
pub(crate) use series::Every;
pub(crate) use store::{
    all, among, counts_by_clause, counts_for_plans, due_until, event, find, glance, helped_for_plans,
    helpers, led_by_unit, led_for_plans, led_within, of_clause, open_of, plans_led, stands_for_plans, titles,
};
pub(crate) use view::{ForClause, line, names};
pub(crate) use words::Words;

/// The job that a report, a return and a handover leave behind, with the id of their event: whoever waits for it is told.
pub(crate) const HAPPENED: &str = "task-happened";

/// The pages.
pub fn routes() -> Routes<AppState> {
    let (see, work) = (Who::May(Right::SeeTasks), Who::May(Right::DoTasks));
    let (confirm, run) = (Who::May(Right::ConfirmTasks), Who::May(Right::RunTasks));
    Routes::default()
        .get("/bo/tasks", see, pages::list)
        .get("/bo/tasks/new", run, pages::work::new)
        .post("/bo/tasks", run, pages::work::add)
        .post("/bo/tasks/chosen", run, pages::work::chosen)
        .get("/bo/tasks/sheet.xlsx", see, pages::take_away::sheet)
        .get("/bo/tasks/values.csv", see, pages::take_away::values)
        .get("/bo/tasks/calendar.ics", work, pages::take_away::calendar)
        .get("/calendar/{file}", Who::Holder, pages::take_away::subscribed)
        .get("/bo/tasks/unowned", run, pages::unowned)
        .post("/bo/tasks/handovers", run, pages::hand_over_all)
        .get("/bo/tasks/{id}", see, pages::show)
        .get("/bo/tasks/{id}/evidence/{evidence}", see, pages::evidence)
        .post("/bo/tasks/{id}/progress", work, pages::verb(Verb::Progress))
        .post("/bo/tasks/{id}/completion", work, pages::verb(Verb::ReportDone))
        .post("/bo/tasks/{id}/confirmation", confirm, pages::verb(Verb::Confirm))
        .post("/bo/tasks/{id}/return", confirm, pages::verb(Verb::Return))
        .post("/bo/tasks/{id}/extension", run, pages::verb(Verb::Extend))
        .post("/bo/tasks/{id}/suspension", run, pages::verb(Verb::Suspend))
        .post("/bo/tasks/{id}/resumption", run, pages::verb(Verb::Resume))
        .post("/bo/tasks/{id}/cancellation", run, pages::verb(Verb::Cancel))
        .post("/bo/tasks/{id}/handover", run, pages::verb(Verb::HandOver))
        .post("/bo/tasks/{id}/series-end", run, pages::verb(Verb::EndSeries))
        .post("/bo/tasks/{id}/comments", see, pages::verb(Verb::Comment))
        .get("/api/v1/tasks", see, api::list)
        .get("/api/v1/tasks/{id}", see, api::show)
        .post("/api/v1/tasks/{id}/acts", see, api::act)
        .get("/api/v1/tasks/{id}/evidence", see, api::evidence::list)
        .get("/api/v1/tasks/{id}/evidence/{evidence}", see, api::evidence::file)
}

/// The job: each day the runs of recurring work that have begun.
pub(crate) fn handlers(handlers: ::jobs::Handlers, state: &AppState) -> ::jobs::Handlers {
    let app = state.clone();
    handlers.every(jobs::PERIOD, jobs::RUNS, move |_| jobs::make_runs(app.clone()))
}

/// What the JSON interface says about them.
pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    api::Documented::openapi()
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
