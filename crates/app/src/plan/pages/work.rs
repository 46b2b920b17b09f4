//! Further work for a clause, set up by hand.

use axum::extract::{Path, State};
use axum::response::Response;
use base::Error;
use uuid::Uuid;
use web::{Failure, Form, View};

use crate::access::Signed;
use crate::plan::model::{Plan, PlanClause};
use crate::plan::store;
use crate::tasks::{self, NewWork};
use crate::{AppState, readings};

/// The form.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(place): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (plan, clause) = clause_in(&app, &place).await?;
    let form = Form::new(vec![("key".to_owned(), app.db.next_id().to_string())]);
    tasks::new_work(&view, &app, &signed, Some(for_clause(&plan, &clause)), &form, &[]).await
}

/// Sets it up.
pub(crate) async fn add(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(place): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Failure> {
    let (plan, clause) = clause_in(&app, &place).await?;
    let done = match NewWork::read(&mut form) {
        Ok(new) => tasks::set_up(&app, &signed, new, Some(origin(&plan, &clause))).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(task) => Ok(tasks::set_up_at(task)),
        Err(Error::Invalid(wrong)) => {
            tasks::new_work(&view, &app, &signed, Some(for_clause(&plan, &clause)), &form, &wrong).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn clause_in(app: &AppState, (plan, clause): &(String, String)) -> base::Result<(Plan, PlanClause)> {
    clause_at(app, web::id(plan)?, web::id(clause)?).await
}

/// A clause of a plan, with the plan.
///
/// # Errors
/// [`Error::NotFound`] where the plan has no such clause.
pub(crate) async fn clause_at(app: &AppState, plan: Uuid, clause: Uuid) -> base::Result<(Plan, PlanClause)> {
    let tx = app.db.read().await?;
    let plan = store::find(&tx, plan).await?;
    let clauses = store::clauses(&tx, plan.id).await?;
    let clause = clauses.into_iter().find(|one| one.id == clause).ok_or(Error::NotFound)?;
    Ok((plan, clause))
}

/// What work for a clause leads back to.
pub(crate) fn origin(plan: &Plan, clause: &PlanClause) -> tasks::Origin {
    tasks::Origin {
        plan: plan.id,
        plan_number: plan.about.number.clone(),
        clause: clause.first,
        clause_path: clause.path.clone(),
        duty: None,
    }
}

fn for_clause(plan: &Plan, clause: &PlanClause) -> tasks::ForClause {
    let place = format!("/bo/plans/{}/clauses/{}", plan.id, clause.id);
    tasks::ForClause {
        plan_number: plan.about.number.clone(),
        path: clause.path.clone(),
        words: readings::excerpt(&clause.words, 600),
        address: format!("{place}#clause"),
        action: format!("{place}/tasks"),
    }
}
