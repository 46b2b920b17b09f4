//! A report that is asked for once.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::FieldError;
use chrono::NaiveDate;
use uuid::Uuid;
use web::{Failure, Form, View};

use super::{Fields, status};
use crate::access::{Right, Signed};
use crate::returns::forms::{self, NewRegime};
use crate::returns::{periods as actions, proposal, view};
use crate::{AppState, indicators, plan, units};

/// The form: for whom and about which plan somebody asks is chosen first.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, &Form::new(query), None).await
}

/// Asks.
pub(crate) async fn set_up(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewRegime::read_once(&mut form) {
        Ok(new) => actions::set_up(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/bo/regimes/{id}")).into_response()),
        Err(error) => shown(&view, &app, &signed, &form, Some(&forms::wrong(error)?)).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: Option<&[FieldError]>,
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let asking = asking(app, signed, form, today).await?;
    let proposed = proposal::form_once(view, &asking.below, &asking.indicators, app.db.next_id(), today);
    let (form, wrong) = wrong.map_or((&proposed, &[][..]), |wrong| (form, wrong));
    let page = view::once(signed, &asking, form, wrong);
    Ok((status(wrong), view.page("returns/once.html", page)?).into_response())
}

async fn asking(
    app: &AppState,
    signed: &Signed,
    form: &Form,
    today: NaiveDate,
) -> Result<view::Asking, base::Error> {
    let tx = app.db.read().await?;
    let own = units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?;
    let chosen = form.text("unit").parse::<Uuid>().ok().filter(|id| own.iter().any(|unit| unit.id == *id));
    // Who runs several units runs them from the topmost.
    let unit = chosen.or_else(|| {
        own.iter().find(|unit| !own.iter().any(|other| Some(other.id) == unit.parent)).map(|unit| unit.id)
    });
    let mut below = match unit {
        Some(unit) => units::below(&tx, unit).await?,
        None => Vec::new(),
    };
    below.retain(|unit| unit.holds_on(today));
    let plans = plan::numbers(&tx).await?;
    let plan = form.text("plan").parse::<Uuid>().ok().filter(|id| plans.iter().any(|(plan, _)| plan == id));
    let holders: Vec<_> = unit.into_iter().collect();
    let offered = indicators::offered(&tx, plan.map(plan::all_versions), &holders).await?;
    let indicators = offered.into_iter().map(|one| (one.id, one.name)).collect();
    Ok(view::Asking { own, unit, below, plans, plan, indicators })
}
