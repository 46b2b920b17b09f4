//! The handlers of a review.

use std::collections::HashSet;

use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use minijinja::Value;
use uuid::Uuid;
use web::{Failure, Form, View};

use crate::access::{Right, Signed};
use crate::plan::store::reviews;
use crate::plan::view::review as view;
use crate::plan::view::review::{Part, Shown, Typed};
use crate::plan::{actions, forms, keeping, loading};
use crate::{AppState, readings, tasks, units};

type Fields = Query<Vec<(String, String)>>;

/// The form that takes a document.
pub(crate) async fn new(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    new_form(&page, &app, &signed, &[]).await
}

/// Takes a document in.
pub(crate) async fn begin(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    form: Multipart,
) -> Result<Response, Failure> {
    let begun = match readings::receive(&app, form).await.and_then(forms::NewReview::read) {
        Ok(new) => actions::begin(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    match begun {
        Ok(id) => Ok(Redirect::to(&format!("/bo/plan-reviews/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => new_form(&page, &app, &signed, &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

/// How far it is read; then what was read, part by part, with what was decided.
pub(crate) async fn show(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    shown(&page, &app, &signed, web::id(&id)?, &Form::new(query), None).await
}

/// How far it is read: the part of its page that is asked for again and again.
pub(crate) async fn progress(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let review = reviews::find(&tx, web::id(&id)?, &signed.scope(Right::RunPlans)).await?;
    match readings::find(&tx, review.reading, app.db.clock().now()).await {
        Ok(upload) if matches!(upload.state, readings::State::Queued | readings::State::Running(_)) => {
            Ok(page.page("readings/_progress.html", readings::progress_values(&upload))?.into_response())
        }
        // Done, failed or gone: the whole page says what is next.
        Ok(_) | Err(Error::NotFound) => {
            Ok((StatusCode::NO_CONTENT, [("hx-refresh", "true")]).into_response())
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Takes one step.
pub(crate) async fn step(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let typed = form.clone();
    let done = actions::step(&app, &signed, id, form.number("revision"), |work: &loading::Work| {
        let step = forms::step(&mut form, &work.draft)?;
        work.allows(&step).map(|()| step)
    });
    let done = done.await;
    answer(&page, &app, &signed, id, typed, done).await
}

/// Takes the last step back.
pub(crate) async fn take_back(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = actions::take_back(&app, &signed, id, form.number("revision")).await;
    answer(&page, &app, &signed, id, form, done).await
}

/// Says of which kept plan it is a newer version.
pub(crate) async fn version(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let replaces = form.id("replaces");
    let done = actions::set_version(&app, &signed, id, form.number("revision"), replaces).await;
    answer(&page, &app, &signed, id, form, done).await
}

/// Keeps the plan, with its clauses, duties and tasks.
pub(crate) async fn keep(
    page: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let leave_open = !form.text("leave_open").is_empty();
    match keeping::keep(&app, &signed, id, form.number("revision"), leave_open).await {
        Ok(plan) => Ok(Redirect::to(&format!("/bo/plans/{plan}")).into_response()),
        Err(wrong) => answer(&page, &app, &signed, id, form, Err(wrong)).await,
    }
}

/// Gives the review up.
pub(crate) async fn give_up(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    actions::give_up(&app, &signed, web::id(&id)?).await?;
    Ok(Redirect::to("/bo/plans"))
}

/// Back to the part of the page where it was done; what is wrong is shown where it was typed.
async fn answer(
    page: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: Form,
    done: base::Result<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let part = Part::named(&form.text("part"));
            let (show, item) = (form.text("show"), form.text("item"));
            let show = if show == "open" { "&show=open" } else { "" };
            let item = if item.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
                format!("#{item}")
            } else {
                String::new()
            };
            let place = format!("/bo/plan-reviews/{id}?part={}{show}{item}", part.name());
            Ok(Redirect::to(&place).into_response())
        }
        Err(error) => {
            let wrong = forms::wrong(error)?;
            let typed =
                Typed { item: form.text("item"), what: form.text("do"), form: form.shown(&wrong), wrong };
            shown(page, app, signed, id, &form, Some(typed)).await
        }
    }
}

async fn shown(
    page: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    typed: Option<Typed>,
) -> Result<Response, Failure> {
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let loaded = loading::load(app, signed, id).await?;
    if let Some(plan) = loaded.review.plan {
        return Ok(Redirect::to(&format!("/bo/plans/{plan}")).into_response());
    }
    let (template, values): (_, Value) = match &loaded.work {
        None => ("plan/waiting.html", view::waiting(signed, &loaded)),
        Some(work) => {
            let part = Part::named(&form.text("part"));
            let (mut existing, mut own) = (Vec::new(), HashSet::new());
            if part == Part::Save {
                let (tx, scope) = (app.db.read().await?, signed.scope(Right::RunTasks));
                let duties = work.draft.duties.iter();
                let leads: Vec<_> =
                    duties.flat_map(|duty| work.draft.takers(&duty.facts.lead).units).collect();
                existing = tasks::open_of(&tx, &scope, &leads, None).await?;
                own.extend(units::ever_within(&tx, &scope).await?.iter().map(|unit| unit.id));
            }
            let shown = Shown {
                part,
                only_open: form.text("show") == "open",
                edit: form.text("edit"),
                typed,
                existing,
                own,
            };
            ("plan/review.html", view::page(page, signed, &loaded.review, work, shown))
        }
    };
    Ok((status, page.page(template, values)?).into_response())
}

async fn new_form(
    page: &View,
    app: &AppState,
    signed: &Signed,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // Plans of units that have ended are taken in too: what they began goes on.
    let units = units::ever_within(&app.db.read().await?, &signed.scope(Right::RunPlans)).await?;
    let (key, limit) = (app.db.next_id(), app.readings.upload_bytes);
    Ok((status, page.page("plan/new.html", view::new(signed, key, limit, units, wrong))?).into_response())
}
