use minijinja::{Value, context};

use super::{Right, Signed};

/// What every page of the back office shows around its own: who is signed in, and the ways that are open to them.
pub fn office(signed: &Signed, here: &'static str) -> Value {
    context! {
        here,
        name => signed.name(),
        may => context! {
            see_plans => signed.may(Right::SeePlans),
            see_tasks => signed.may(Right::SeeTasks),
            run_returns => signed.may(Right::RunReturns),
            see_returns => signed.may(Right::SeeReturns),
            see_documents => signed.may(Right::SeeDocuments),
            run_units => signed.may(Right::RunUnits),
            run_people => signed.may(Right::RunPeople),
            read_audit => signed.may(Right::ReadAudit),
        },
    }
}
