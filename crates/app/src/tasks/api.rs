//! Tasks for programs: the list, one with its history, and what can be done to it, by the verbs that its page has.

pub(crate) mod evidence;
mod shapes;

use std::collections::HashMap;
use std::num::NonZeroU32;

use axum::Json;
use axum::extract::{FromRequest, Path, Request, State};
use base::Error;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;
use web::api::{Asked, IdempotencyKey, Input, Problems, WritingProblems};
use web::{Failure, Form};

use super::forms::{self, NewAct, Verb};
use super::model::State as TaskState;
use super::series::Every;
use super::store::{self, Order, PER_PAGE, Term};
use super::{actions, pages};
use crate::access::{Right, Signed};
use crate::evidence::{Arrived, Delivery};
use crate::{AppState, units};
pub(crate) use shapes::TaskDetail;
use shapes::{Task, TaskPage};

/// What of the interface is about tasks.
#[derive(OpenApi)]
#[openapi(paths(list, show, act, evidence::list, evidence::file), components(schemas(Every, Order, Term)))]
pub(crate) struct Documented;

/// Which tasks are wanted; what is left out excludes none.
#[derive(Deserialize, Serialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskQuestion {
    /// Words of the title; marks and capitals do not matter.
    #[param(max_length = 100)]
    q: Option<String>,
    state: Option<TaskState>,
    /// How they stand to their term.
    term: Option<Term>,
    /// Led by this unit or one below it.
    unit: Option<Uuid>,
    /// Of this plan.
    plan: Option<Uuid>,
    /// What stands first; `due` where it is left out.
    sort: Option<Order>,
    /// Which page, from 1.
    #[param(value_type = Option<u32>, minimum = 1)]
    page: Option<NonZeroU32>,
}

/// Something to be done to a task.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTaskAct {
    act: Verb,
    /// The revision of the task that was seen. Only a comment needs none.
    revision: Option<i32>,
    /// The news, the reason or the comment. Only to confirm needs none.
    #[schema(max_length = 4000)]
    words: Option<String>,
    /// With `progress`: how much is done.
    #[schema(minimum = 0, maximum = 100)]
    percent: Option<i32>,
    /// With `done`: the day on which the work was done.
    done_on: Option<NaiveDate>,
    /// With `extend`: the new last day.
    due_on: Option<NaiveDate>,
    /// With `hand_over`: the unit that leads it from now on.
    to: Option<Uuid>,
}

/// The same with files that prove it: pictures, PDF, office documents or text, told by their content. They may come with
/// `progress`, `done` and `comment`.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes a form that is taken apart as it arrives")]
pub(crate) struct NewTaskActWithFiles {
    #[serde(flatten)]
    act: NewTaskAct,
    /// A field for each file.
    #[schema(value_type = Vec<String>, format = Binary, max_items = 5, required = false)]
    evidence: Vec<String>,
}

/// What was sent: JSON, or a form with files.
pub(crate) struct Sent {
    act: NewTaskAct,
    files: Vec<Arrived>,
}

impl FromRequest<AppState> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Failure> {
        if !Delivery::may_bring_files(request.headers()) {
            let Input(act) = Input::from_request(request, app).await?;
            return Ok(Self { act, files: Vec::new() });
        }
        let Delivery { form, files } = Delivery::from_request(request, app).await?;
        // What is wrong with a file stands there already.
        form.finish(())?;
        Ok(Self { act: web::api::fields(&form)?, files })
    }
}

/// A page of the tasks in which one's units take part.
#[utoipa::path(
    get,
    path = "/api/v1/tasks",
    operation_id = "list_tasks",
    tag = "tasks",
    params(TaskQuestion),
    responses((status = 200, description = "The page", body = TaskPage), Problems),
)]
pub(crate) async fn list(
    State(app): State<AppState>,
    signed: Signed,
    Asked(question): Asked<TaskQuestion>,
) -> Result<Json<TaskPage>, Failure> {
    let page = question.page.map_or(1, |page| u64::from(page.get()));
    let filter = forms::filter(&Form::of(&question));
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let (tasks, total) = store::list(&tx, &signed.scope(Right::SeeTasks), &filter, today, page - 1).await?;
    let (total, has_next) = (total.known(), total.has_next(page, tasks.len()));
    let leads: Vec<_> = tasks.iter().map(|task| task.lead).collect();
    let units = units::among_ids(&tx, &leads).await?;
    let names: HashMap<_, _> = units.into_iter().map(|(id, unit)| (id, unit.name)).collect();
    let items = tasks.iter().map(|task| Task::new(task, today, &names)).collect();
    Ok(Json(TaskPage { items, page, per_page: PER_PAGE, total, has_next }))
}

/// A task with all that happened to it.
#[utoipa::path(
    get,
    path = "/api/v1/tasks/{id}",
    operation_id = "show_task",
    tag = "tasks",
    params(("id" = Uuid, Path, description = "Id of the task")),
    responses((status = 200, description = "The task", body = TaskDetail), Problems),
)]
pub(crate) async fn show(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<TaskDetail>, Failure> {
    Ok(Json(detail(&app, &signed, web::id(&id)?).await?))
}

/// All that the interface says about a task.
pub(crate) async fn detail(app: &AppState, signed: &Signed, id: Uuid) -> base::Result<TaskDetail> {
    Ok(TaskDetail::new(signed, &pages::load(app, signed, id).await?))
}

/// Does something to a task: report, confirm, return, extend, suspend, resume, cancel, hand over, comment.
///
/// The answer is the task as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/tasks/{id}/acts",
    operation_id = "act_on_task",
    tag = "tasks",
    params(
        ("id" = Uuid, Path, description = "Id of the task"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body(content(
        (NewTaskAct = "application/json"),
        (NewTaskActWithFiles = "multipart/form-data"),
    )),
    responses((status = 200, description = "The task after it", body = TaskDetail), Problems, WritingProblems),
)]
pub(crate) async fn act(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Sent { act: input, files }: Sent,
) -> Result<Json<TaskDetail>, Failure> {
    let id = web::id(&id)?;
    let verb = input.act;
    // As the routes of the pages say it, where each verb has one of its own.
    if !signed.may(verb.right()) {
        return Err(Failure::not_allowed());
    }
    let new = NewAct { key, ..input.read(files)? };
    match actions::act(&app, &signed, id, verb, new).await {
        Ok(()) => Ok(Json(detail(&app, &signed, id).await?)),
        Err(Error::Conflict) => {
            let now = store::find(&app.db.read().await?, id, &signed.scope(Right::SeeTasks)).await?;
            Err(Failure::from(Error::Conflict).at_revision(now.revision))
        }
        Err(fault) => Err(fault.into()),
    }
}

impl NewTaskAct {
    /// # Errors
    /// [`Error::Invalid`], field by field; also for one that says nothing to this act.
    fn read(&self, files: Vec<Arrived>) -> base::Result<NewAct> {
        let mut sent = Delivery { form: Form::of(self), files };
        let form = &mut sent.form;
        if !sent.files.is_empty() && !self.act.takes_evidence() {
            form.wrong("evidence", "unknown-field");
        }
        if self.revision.is_none() && self.act != Verb::Comment {
            form.wrong("revision", "required");
        }
        let own = match self.act {
            Verb::Progress => "percent",
            Verb::ReportDone => "done_on",
            Verb::Extend => "due_on",
            Verb::HandOver => "to",
            _ => "",
        };
        for field in ["percent", "done_on", "due_on", "to"] {
            if field != own && !form.raw(field).is_empty() {
                form.wrong(field, "unknown-field");
            }
        }
        NewAct::read(&mut sent, self.act)
    }
}
