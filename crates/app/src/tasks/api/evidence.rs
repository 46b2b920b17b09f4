//! The files that prove something of a task. They are handed in with what they prove.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::Failure;
use web::api::Problems;

use super::shapes::EventFile;
use crate::AppState;
use crate::access::{Right, Signed};
use crate::tasks::{pages, store};

/// A file of a task.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskFile {
    #[serde(flatten)]
    file: EventFile,
    /// What it proves: an event of the task.
    event_id: Uuid,
}

/// The files of a task.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskFiles {
    /// The first first.
    items: Vec<TaskFile>,
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "describes a body that is no JSON")]
pub(crate) struct FileContent(Vec<u8>);

/// The files that prove something of a task.
#[utoipa::path(
    get,
    path = "/api/v1/tasks/{id}/evidence",
    operation_id = "list_evidence",
    tag = "tasks",
    params(("id" = Uuid, Path, description = "Id of the task")),
    responses((status = 200, description = "The files", body = TaskFiles), Problems),
)]
pub(crate) async fn list(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<TaskFiles>, Failure> {
    let tx = app.db.read().await?;
    let task = store::find(&tx, web::id(&id)?, &signed.scope(Right::SeeTasks)).await?;
    let by_event = store::evidence(&tx, task.id).await?;
    let mut items: Vec<_> = by_event
        .iter()
        .flat_map(|(event, files)| files.iter().map(|file| TaskFile { file: file.into(), event_id: *event }))
        .collect();
    // Ids follow the time.
    items.sort_by_key(|one| one.file.id);
    Ok(Json(TaskFiles { items }))
}

/// A file of a task, as it was handed in.
///
/// Pictures and PDF come under their own type, everything else as `application/octet-stream`.
#[utoipa::path(
    get,
    path = "/api/v1/tasks/{id}/evidence/{evidence}",
    operation_id = "fetch_evidence",
    tag = "tasks",
    params(
        ("id" = Uuid, Path, description = "Id of the task"),
        ("evidence" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 200, description = "The file", body = FileContent, content_type = "application/octet-stream"),
        Problems,
    ),
)]
pub(crate) async fn file(
    app: State<AppState>,
    signed: Signed,
    place: Path<(String, String)>,
) -> Result<Response, Failure> {
    pages::evidence(app, signed, place).await
}
