//! The own plans of units, from the duties that a plan gave them.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::FieldError;
use serde::Deserialize;
use uuid::Uuid;
use web::form::{status, wrong};
use web::{Failure, Form, View};

use crate::access::{Right, Signed};
use crate::consolidation::{beginning, store, view};
use crate::{AppState, issuing, plan, tasks, units};

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    page: String,
}

/// Units with what the plan gave them, and how far their own plans are.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(plan): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let page = asked.page.parse().unwrap_or_default();
    shown(&view, &app, &signed, (web::id(&plan)?, page), &Form::default(), &[]).await
}

/// Begins the own plan of a unit.
pub(crate) async fn begin(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(plan): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let plan = web::id(&plan)?;
    let (unit, key) = (form.id("unit"), form.id("key"));
    let done = match unit {
        Some(unit) => beginning::begin_plan(&app, &signed, (plan, unit), key).await,
        None => Err(base::Error::invalid("unit", "choose")),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/bo/consolidations/{id}")).into_response()),
        Err(error) => shown(&view, &app, &signed, (plan, 0), &form, &wrong(error)?).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    (plan, page): (Uuid, u64),
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let outline = plan::outline(&tx, plan).await?;
    // Whose plan it is gave the duties, to those below.
    let above: Vec<_> = units::line(&tx, outline.unit).await?.iter().map(|unit| unit.id).collect();
    let within = units::within(&signed.scope(Right::SeeReturns));
    let plans = || plan::all_versions(plan);
    let (given, has_next) = tasks::led_by_unit(&tx, plans(), within, &above, page).await?;
    let ids: Vec<_> = given.iter().map(|(unit, _)| *unit).collect();
    let made = store::of_plans(&tx, plans(), &ids).await?;
    let signed_ones: Vec<_> = made.iter().map(|one| one.id).collect();
    let units = units::among_ids(&tx, &ids).await?;
    let run = signed.scope(Right::RunReturns);
    let mut may_begin = units::those_within(&tx, ids.iter().copied(), &run).await?;
    // A unit that has ended makes no plans; its duties are to be handed over.
    let today = web::format::day_of(app.db.clock().now());
    may_begin.retain(|unit| units.get(unit).is_some_and(|unit| unit.holds_on(today)));
    let shown = view::UnitPlans {
        codes: issuing::codes(&tx, &signed_ones).await?,
        units,
        may_begin,
        plan: outline,
        given,
        page,
        has_next,
        made,
    };
    let page = view::unit_plans(signed, &shown, || app.db.next_id(), form, wrong);
    Ok((status(wrong), view.page("consolidation/unit_plans.html", page)?).into_response())
}
