//! Work to be set up, for a clause or on its own: here, because only plans know their clauses.

use axum::Json;
use axum::extract::State;
use base::Error;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web::api::{IdempotencyKey, Input, Problems, WritingProblems};
use web::{Failure, Form};

use crate::AppState;
use crate::access::Signed;
use crate::plan::pages::work::{clause_at, origin};
use crate::tasks::{self, Every, NewWork, TaskDetail};

/// Work to be set up.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTask {
    #[schema(max_length = 1000)]
    title: String,
    /// What is to come of it.
    #[schema(max_length = 1000)]
    deliverable: Option<String>,
    /// The unit that leads it.
    lead: Uuid,
    /// Units that take part besides.
    #[serde(default)]
    helping: Vec<Uuid>,
    /// Last day in time. With `every` its month and day hold for each run; left out, each run lasts as long as its period.
    due_on: Option<NaiveDate>,
    /// Where it comes again: how often.
    every: Option<Every>,
    /// The clause that it carries out; none for work that stands in no plan.
    clause: Option<WorkClause>,
    /// That its lead has an open task in words much alike was seen, and it is to be set up all the same.
    #[serde(default)]
    anyway: bool,
}

/// A clause of a plan.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkClause {
    plan_id: Uuid,
    /// Its `id` among the clauses of that plan.
    clause_id: Uuid,
}

/// What was set up.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskSetUp {
    /// The task; of work that comes again its run of today, none where the first is still to come.
    task: Option<TaskDetail>,
}

/// Sets up work that units carry out, once or again and again.
///
/// The same request with the same `Idempotency-Key` has one effect. Where its lead has an open task in words much alike, the
/// field `anyway` is wrong until it is true.
#[utoipa::path(
    post,
    path = "/api/v1/tasks",
    operation_id = "set_up_task",
    tag = "tasks",
    params(
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the task, or of what it is a run of"),
    ),
    request_body = NewTask,
    responses((status = 200, description = "What was set up", body = TaskSetUp), Problems, WritingProblems),
)]
pub(crate) async fn set_up(
    State(app): State<AppState>,
    signed: Signed,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewTask>,
) -> Result<Json<TaskSetUp>, Failure> {
    let origin = match &input.clause {
        Some(clause) => Some(clause.origin(&app).await?),
        None => None,
    };
    let new = NewWork { key, ..NewWork::read(&mut Form::of(&input))? };
    let made = tasks::set_up(&app, &signed, new, origin).await?;
    let task = match made {
        Some(id) => Some(tasks::detail(&app, &signed, id).await?),
        None => None,
    };
    Ok(Json(TaskSetUp { task }))
}

impl WorkClause {
    async fn origin(&self, app: &AppState) -> base::Result<tasks::Origin> {
        match clause_at(app, self.plan_id, self.clause_id).await {
            Ok((plan, clause)) => Ok(origin(&plan, &clause)),
            // It stands in what was sent, not in the address.
            Err(Error::NotFound) => Err(Error::invalid("clause", "choose")),
            Err(fault) => Err(fault),
        }
    }
}
