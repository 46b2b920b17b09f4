//! The handlers.

pub(crate) mod review;
pub(crate) mod work;

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::Error;
use uuid::Uuid;
use web::{Failure, View};

use super::store::reviews;
use super::{store, view};
use crate::access::{Right, Signed};
use crate::units::Unit;
use crate::{AppState, tasks, units};

/// All plans, and documents under review.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let plans = store::all(&tx).await?;
    let reviews = reviews::open(&tx, &signed.scope(Right::RunPlans)).await?;
    let named: Vec<_> =
        plans.iter().map(|plan| plan.unit).chain(reviews.iter().map(|review| review.unit)).collect();
    let units = units::among_ids(&tx, &named).await?;
    Ok(view
        .page("plan/list.html", view::list(&signed, view.language, &plans, &reviews, &units))?
        .into_response())
}

/// A plan: its clauses with what has become of each.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, None).await
}

/// The same, with all that hangs on one of its clauses.
pub(crate) async fn clause(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path((id, clause)): Path<(String, String)>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, Some(web::id(&clause)?)).await
}

/// The document as it came.
pub(crate) async fn original(
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let plan = store::find(&app.db.read().await?, web::id(&id)?).await?;
    let bytes = app.files.get(&plan.file).await?;
    // Never shown inline: it is somebody's upload.
    let name =
        form_urlencoded::byte_serialize(plan.file_name.as_bytes()).collect::<String>().replace('+', "%20");
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
    ];
    Ok((headers, bytes).into_response())
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    chosen: Option<Uuid>,
) -> Result<Response, Failure> {
    let (shown, units) = load(app, signed, id, chosen).await?;
    Ok(view.page("plan/plan.html", view::plan(view, signed, &shown, &units))?.into_response())
}

/// All that is shown of a plan and of one of its clauses, with the units that they name.
pub(crate) async fn load(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    chosen: Option<Uuid>,
) -> base::Result<(view::Shown, HashMap<Uuid, Unit>)> {
    let tx = app.db.read().await?;
    let (plan, earlier) = store::with_earlier(&tx, id).await?;
    let clauses = store::clauses(&tx, id).await?;
    // A link from a task names the clause of the version in which it was first: it is the same clause here.
    let chosen = match chosen {
        None => None,
        Some(asked) => {
            let found = clauses.iter().position(|clause| clause.id == asked || clause.first == asked);
            Some(found.ok_or(Error::NotFound)?)
        }
    };
    let firsts: Vec<_> = clauses.iter().map(|clause| clause.first).collect();
    let today = web::format::day_of(app.db.clock().now());
    let scope = signed.scope(Right::SeeTasks);
    let shown = view::Shown {
        newer: store::successor(&tx, id).await?,
        counts: tasks::counts_by_clause(&tx, &firsts, today).await?,
        tasks: match chosen {
            Some(at) => tasks::of_clause(&tx, clauses[at].first, &scope).await?,
            None => Vec::new(),
        },
        duties: store::duties(&tx, id).await?,
        plan,
        earlier: earlier.iter().map(|plan| plan.id).collect(),
        clauses,
        chosen,
        today,
    };
    let mut named: Vec<_> =
        shown.duties.iter().flat_map(|duty| duty.units.iter().map(|(unit, _)| *unit)).collect();
    named.extend(shown.tasks.iter().map(|task| task.lead));
    named.push(shown.plan.unit);
    let units = units::among_ids(&tx, &named).await?;
    Ok((shown, units))
}
