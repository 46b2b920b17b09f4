//! The desk, where one arrives: what one's units owe, what came back, what waits for a confirmation, which reports are to be sent, which documents
//! wait for a review, a signature or a number; nothing else.
//!
//! Invariant: nothing is written here, and nothing is shown that other pages would not show.

mod view;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Failure, View};

use crate::access::{Right, Routes, Signed, Who};
use crate::tasks::State as TaskState;
use crate::{AppState, consolidation, issuing, returns, tasks, units};

#[cfg(test)]
pub(crate) use view::samples;

/// The page.
pub fn routes() -> Routes<AppState> {
    Routes::default().get("/bo", Who::Signed, show)
}

/// Most tasks of each sort; the list of tasks has them all.
const MOST: u64 = 20;

async fn show(view: View, State(app): State<AppState>, signed: Signed) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let (work, confirm) = (signed.scope(Right::DoTasks), signed.scope(Right::ConfirmTasks));
    let owed = [TaskState::NotStarted, TaskState::InProgress];
    let returned = tasks::led_within(&tx, &work, &[TaskState::Returned], MOST).await?;
    let to_confirm = tasks::led_within(&tx, &confirm, &[TaskState::ReportedDone], MOST).await?;
    let owed = tasks::led_within(&tx, &work, &owed, MOST).await?;
    let reports = returns::owed(&tx, Some(&signed.units_with(Right::FillReturns)), Some(MOST)).await?;
    let papers = consolidation::waiting(&tx, &signed).await?;
    let unnumbered = issuing::unnumbered(&tx, &signed).await?;
    let mut named: Vec<_> =
        [&returned, &to_confirm, &owed].into_iter().flatten().map(|task| task.lead).collect();
    named.extend(reports.iter().map(|(report, ..)| report.unit));
    named.extend(papers.iter().map(|one| one.unit));
    named.extend(unnumbered.iter().map(|one| one.unit));
    let desk = view::Desk {
        units: units::among_ids(&tx, &named).await?.into_values().collect(),
        reports,
        papers,
        unnumbered,
        returned,
        to_confirm,
        owed,
        today: web::format::day_of(app.db.clock().now()),
    };
    Ok(view.page("desk/desk.html", view::desk(&view, &signed, &desk))?.into_response())
}
