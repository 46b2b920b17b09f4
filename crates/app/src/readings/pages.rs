//! The pages: extract, one verb, render.

use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base::Error;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Failure, View};

use super::model::{Progress, State as Stage, Step, Upload};
use super::repairs::Accepted;
use super::view::{self, Outcome};
use super::{actions, export, forms, samples, store};
use crate::AppState;

/// How many readings a browser remembers.
const REMEMBERED: usize = 8;

/// The page that takes a document.
pub(crate) async fn start(
    view: View,
    State(app): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(view.page("readings/start.html", start_values(&view, &app, &headers, None).await?)?.into_response())
}

/// The address of the form, looked at: the form is at the start.
pub(crate) async fn to_start() -> Redirect {
    Redirect::to("/")
}

/// Takes a document in and shows its reading; what is wrong with the form is shown in the form.
pub(crate) async fn upload(
    view: View,
    State(app): State<AppState>,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Response, Failure> {
    if let Err(full) = actions::make_sure_of_room(&app).await {
        forms::refuse(form).await;
        return Err(full.into());
    }
    let taken = match forms::receive(&app, form).await {
        Ok(arrival) => actions::take_in(&app, arrival).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(id) => {
            let cookie = remembered_with(&headers, id);
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&format!("/plan/readings/{id}"))).into_response())
        }
        Err(Error::Invalid(fields)) => {
            let code = fields.first().map(|field| field.code.clone()).filter(|code| code != "broken-off");
            let code = code.ok_or(Error::Invalid(fields))?;
            let values = start_values(&view, &app, &headers, Some(&code)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, view.page("readings/start.html", values)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A reading: how far it is, what was read, or why it could not be read. With `.json`, `.xlsx` or `.docx` after its
/// id: the file to download, in the last of them the accepted scan errors mended.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    Path(name): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let (id, kind) = name.split_once('.').unwrap_or((&name, ""));
    let upload = find(&app, id).await?;
    match (&upload.state, kind) {
        (Stage::Done(result), kind) => {
            let (result, kind) = (app.files.get(result).await?, kind.to_owned());
            // A large plan takes a while, in which the threads of all requests would stand still.
            let accepted = Accepted::from_query(&query);
            let made = tokio::task::spawn_blocking(move || done(&view, &upload, &result, &kind, &accepted));
            made.await.map_err(Error::internal)?
        }
        (Stage::Failed(code), "") => {
            let values = context! { name => upload.name, error => code };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, view.page("readings/failed.html", values)?).into_response())
        }
        (_, "") => Ok(view.page("readings/progress.html", progress_values(&upload))?.into_response()),
        _ => Err(Error::NotFound.into()),
    }
}

fn done(
    view: &View,
    upload: &Upload,
    result: &[u8],
    kind: &str,
    accepted: &Accepted,
) -> Result<Response, Failure> {
    let outcome = Outcome::parse(result)?;
    match kind {
        "" => Ok(view.page("readings/reading.html", view::page(view, upload, &outcome))?.into_response()),
        kind => Ok(export::download(view, kind, &outcome, accepted)?),
    }
}

/// How far a reading is: the part of its page that is asked for again and again.
pub(crate) async fn progress(
    view: View,
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let upload = find(&app, &id).await?;
    if matches!(upload.state, Stage::Done(_) | Stage::Failed(_)) {
        let reload = (HeaderName::from_static("hx-refresh"), HeaderValue::from_static("true"));
        return Ok(([reload], StatusCode::NO_CONTENT).into_response());
    }
    Ok(view.page("readings/_progress.html", progress_values(&upload))?.into_response())
}

/// Forgets a reading now.
pub(crate) async fn delete(State(app): State<AppState>, Path(id): Path<String>) -> Result<Redirect, Failure> {
    actions::delete(&app, id.parse().map_err(|_| Error::NotFound)?).await?;
    Ok(Redirect::to("/"))
}

async fn find(app: &AppState, id: &str) -> base::Result<Upload> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    store::find_of_visitor(&app.db.read().await?, id, app.db.clock().now()).await
}

async fn start_values(
    view: &View,
    app: &AppState,
    headers: &HeaderMap,
    error: Option<&str>,
) -> base::Result<Value> {
    let ids = remembered(headers);
    let recent = match ids.as_slice() {
        [] => Vec::new(),
        ids => store::among(&app.db.read().await?, ids, app.db.clock().now()).await?,
    };
    let recent = recent.iter().map(|upload| {
        context! { id => upload.id.to_string(), name => upload.name, state => upload.state.name() }
    });
    let samples = samples::offered()?;
    let samples =
        samples.iter().map(|sample| context! { name => sample.name, title => sample.title(view.language) });
    Ok(context! {
        key => app.db.next_id().to_string(),
        limit => app.readings.upload_bytes,
        hours => app.readings.keep.num_hours(),
        recent => recent.collect::<Vec<_>>(),
        samples => samples.collect::<Vec<_>>(),
        error,
    })
}

/// How far a reading is, for `readings/_progress.html`.
pub(crate) fn progress_values(upload: &Upload) -> Value {
    let (at, queued) = match upload.state {
        Stage::Running(at) => (at, false),
        _ => (Progress { step: Step::Detect, done: 0, total: 0 }, true),
    };
    let step = |(step, state): (Step, _)| context! { name => step.name(), state };
    context! {
        id => upload.id.to_string(),
        name => upload.name,
        queued,
        percent => at.percent(),
        done => at.done,
        total => at.total,
        steps => at.steps().map(step),
    }
}

/// The readings this browser has asked for: only who made them knows their addresses.
fn remembered(headers: &HeaderMap) -> Vec<Uuid> {
    let cookies = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    let ids = cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("readings="));
    ids.unwrap_or_default().split('.').filter_map(|id| id.parse().ok()).take(REMEMBERED).collect()
}

fn remembered_with(headers: &HeaderMap, id: Uuid) -> String {
    let mut ids = vec![id];
    ids.extend(remembered(headers).into_iter().filter(|other| *other != id).take(REMEMBERED - 1));
    let ids = ids.iter().map(|id| id.simple().to_string()).collect::<Vec<_>>().join(".");
    format!("readings={ids}; Path=/; Max-Age=172800; SameSite=Lax; HttpOnly")
}
