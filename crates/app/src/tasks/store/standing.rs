//! How a task stands to its term, told by the database.

use chrono::NaiveDate;
use db::sea_orm::sea_query::{CaseStatement, ExprTrait, Func, SimpleExpr};

use crate::tasks::model::State;

pub(super) const ON_TIME: i32 = 0;
pub(super) const LATE: i32 = 1;
pub(super) const WITHIN: i32 = 2;
pub(super) const OVERDUE: i32 = 3;
pub(super) const OUT: i32 = 4;

/// As `Standing::of` says it, in the official four, of a state, a last day and the day on which the work was done: without a last
/// day nothing is late.
pub(super) fn standing([state, due_on, done_on]: [SimpleExpr; 3], today: NaiveDate) -> SimpleExpr {
    let done_on = || SimpleExpr::from(Func::coalesce([done_on.clone(), today.into()]));
    let is_done = state.clone().eq(State::ConfirmedDone.name());
    let waits = state.clone().eq(State::ReportedDone.name()).and(done_on().lte(due_on.clone()));
    CaseStatement::new()
        .case(state.is_in([State::Suspended.name(), State::Cancelled.name()]), OUT)
        .case(is_done.clone().and(done_on().gt(due_on.clone())), LATE)
        .case(is_done, ON_TIME)
        .case(waits, WITHIN)
        .case(due_on.lt(today), OVERDUE)
        .finally(WITHIN)
        .into()
}
