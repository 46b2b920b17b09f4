//! Regimes, their periods, and who is where with a return.

use std::collections::{HashMap, HashSet};

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::{Failure, Form, View};

use super::{Answer, Fields, status};
use crate::access::{Right, Signed};
use crate::returns::forms::{self, NewAct, NewAsk, NewRegime};
use crate::returns::model::{Asked, Rule, Step};
use crate::returns::summing::Summing;
use crate::returns::{periods as actions, proposal, store, view};
use crate::{AppState, indicators, people, plan, units};

/// The form of a regime, as a plan has it.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let query = Form::new(query);
    let (plan, above) = (web::id(&query.text("plan"))?, query.text("above").parse().ok());
    new_shown(&view, &app, &signed, (plan, above), None).await
}

/// Sets a regime up.
pub(crate) async fn set_up(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewRegime::read(&mut form) {
        Ok(new) => actions::set_up(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/bo/regimes/{id}")).into_response()),
        Err(error) => {
            let wrong = forms::wrong(error)?;
            let asked = (web::id(&form.text("plan"))?, form.text("above").parse().ok());
            new_shown(&view, &app, &signed, asked, Some((&form, &wrong))).await
        }
    }
}

async fn new_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    (plan, above): (Uuid, Option<Uuid>),
    typed: Option<(&Form, &[FieldError])>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let rule = plan::rule(&tx, plan).await?;
    let today = web::format::day_of(app.db.clock().now());
    let mut own = units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?;
    // Of all that may be asked for, what the plan measures is proposed.
    let holders: Vec<_> = units::tops(&own).into_iter().chain([rule.unit]).collect();
    let offered = match above {
        None => indicators::offered(&tx, Some(plan::all_versions(plan)), &holders).await?,
        Some(_) => Vec::new(),
    };
    let (proposed, there, above) = match above {
        None => {
            let measured = offered.iter().filter(|one| one.origin.is_some()).map(|one| one.id);
            let measured: Vec<_> = measured.collect();
            let proposed = proposal::form(view, &rule, &measured, app.db.next_id(), today);
            (proposed, store::of_plan(&tx, plan).await?, None)
        }
        Some(above) => {
            let above = store::regime(&tx, above).await?.ok_or(Error::NotFound)?;
            let sections = store::sections(&tx, above.id).await?;
            own.retain(|unit| above.asks(unit));
            // What is asked once is asked on by asking once.
            let Rule::Recurring(rule) = &above.rule else { return Err(Error::NotFound.into()) };
            (proposal::form_below(&above, rule, &sections, app.db.next_id()), Vec::new(), Some(above))
        }
    };
    let (form, wrong) = typed.unwrap_or((&proposed, &[]));
    let page = view::new_regime(signed, &rule, (&own, &offered), (above.as_ref(), &there), form, wrong);
    Ok((status(wrong), view.page("returns/new.html", page)?).into_response())
}

/// A regime with all its periods.
pub(crate) async fn regime(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    regime_shown(&view, &app, &signed, web::id(&id)?, &[]).await
}

async fn regime_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let regime = store::regime(&tx, id).await?.ok_or(Error::NotFound)?;
    let runs = store::runs(&tx, &[regime.id]).await?;
    let ids: Vec<_> = runs.iter().map(|(_, run)| run.id).collect();
    let above = match regime.above {
        Some(above) => store::regime(&tx, above).await?,
        None => None,
    };
    let today = web::format::day_of(app.db.clock().now());
    // Who is asked may ask on.
    let own = units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?;
    let asked_units = match &regime.asked {
        Asked::Kinds(_) => Vec::new(),
        Asked::Units(named) => {
            let mut units: Vec<_> = units::among_ids(&tx, named).await?.into_values().collect();
            units.sort_by_cached_key(|unit| vietnamese::sort::sort_key(&unit.name));
            units.into_iter().map(|unit| unit.name).collect()
        }
    };
    let shown = view::Rules {
        asked_units,
        may_ask_on: regime.origin.is_some()
            && matches!(regime.rule, Rule::Recurring(_))
            && regime.ended_on.is_none()
            && own.iter().any(|unit| regime.asks(unit)),
        above,
        counts: store::counts(&tx, &ids, &signed.scope(Right::SeeReturns)).await?,
        sections: store::sections(&tx, regime.id).await?,
        unit: units::find(&tx, regime.unit).await?,
        may_run: units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await?,
        regime,
        runs: runs.into_iter().map(|(_, run)| run).collect(),
        today,
    };
    Ok((status(wrong), view.page("returns/regime.html", view::regime(signed, &shown, wrong))?)
        .into_response())
}

/// Ends a regime.
pub(crate) async fn end(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    match actions::end(&app, &signed, id).await {
        // Somebody was faster: it has ended.
        Ok(()) | Err(Error::Conflict) => Ok(Redirect::to(&format!("/bo/regimes/{id}")).into_response()),
        Err(fault) => Err(fault.into()),
    }
}

/// Opens a period before its day, or after it.
pub(crate) async fn open(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    match actions::open(&app, &signed, id).await {
        // Somebody was faster: it is open.
        Ok(()) | Err(Error::Conflict) => Ok(Redirect::to(&format!("/bo/periods/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => {
            let (regime, ..) = store::run(&app.db.read().await?, id).await?;
            regime_shown(&view, &app, &signed, regime.id, &wrong).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Units on one page of the board.
pub(crate) const PER_PAGE: usize = 100;

/// A period: which unit is where with its return.
pub(crate) async fn board(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    board_shown(&view, &app, &signed, web::id(&id)?, &Form::new(query), &[]).await
}

/// Locks a period, unlocks it, or reminds those who have not sent theirs.
pub(crate) fn lock(
    step: Step,
) -> impl Fn(View, State<AppState>, Signed, Path<String>, Form) -> Answer + Clone + Send + Sync + 'static {
    move |view, State(app), signed, Path(id), mut form| {
        Box::pin(async move {
            let id = web::id(&id)?;
            let done = match NewAct::of_step(&mut form, step) {
                Ok(new) => actions::lock(&app, &signed, id, step, new).await,
                Err(wrong) => Err(wrong),
            };
            match done {
                Ok(()) => Ok(Redirect::to(&format!("/bo/periods/{id}")).into_response()),
                Err(error) => board_shown(&view, &app, &signed, id, &form, &forms::wrong(error)?).await,
            }
        })
    }
}

/// Asks one more unit.
pub(crate) async fn ask(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAsk::read(&mut form) {
        Ok(new) => actions::ask(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/bo/periods/{id}")).into_response()),
        Err(error) => board_shown(&view, &app, &signed, id, &form, &forms::wrong(error)?).await,
    }
}

async fn board_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let board = load(app, signed, id).await?;
    Ok((status(wrong), view.page("returns/period.html", view::board(view, signed, form, &board, wrong))?)
        .into_response())
}

/// All that is shown of a period.
pub(crate) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> Result<view::Board, Error> {
    let tx = app.db.read().await?;
    let (regime, run, events) = store::run(&tx, id).await?;
    let scope = signed.scope(Right::SeeReturns);
    let (returns, came_back) = store::on_board(&tx, run.id, &scope).await?;
    let line = units::line(&tx, regime.unit).await?;
    let reaches = |right: Right| signed.scope(right).holds(line.iter().map(|above| above.id));
    if returns.is_empty() && !reaches(Right::SeeReturns) {
        return Err(Error::NotFound);
    }
    let persons: Vec<_> = events.iter().filter_map(|event| event.person).collect();
    let units = units::choices_below(&tx, regime.unit).await?;
    let today = web::format::day_of(app.db.clock().now());
    let asked: HashSet<_> = returns.iter().map(|one| one.unit).collect();
    let askable = units.iter().filter(|unit| run.may_ask(unit, today) && !asked.contains(&unit.id));
    let askable: Vec<_> = askable.cloned().collect();
    Ok(view::Board {
        may_run: reaches(Right::RunReturns),
        sees_all: reaches(Right::SeeReturns),
        people: people::names(&tx, &persons).await?,
        key: app.db.next_id(),
        events,
        regime,
        run,
        returns,
        came_back,
        units,
        askable,
        today,
    })
}

/// What the figures of a period come to; of one indicator, what each unit has of it.
pub(crate) async fn figures(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    let tx = app.db.read().await?;
    let (asked, wants_today) = (form.text("indicator").parse().ok(), form.text("units") == "today");
    let summing = Summing::load(&tx, &signed, web::id(&id)?, asked, wants_today).await?;
    let said = match summing.asked {
        Some(asked) => store::said_in_run(&tx, summing.run.id, asked).await?,
        None => HashMap::new(),
    };
    let of_these = summing.asked.map_or_else(|| summing.measured.clone(), |asked| vec![asked]);
    let totals = of_these.into_iter().map(|id| (id, summing.total(id))).collect();
    let by_unit = summing.asked.map(|asked| summing.by_unit(asked));
    let named: Vec<_> = by_unit.iter().flatten().map(|(unit, _)| *unit).collect();
    let Summing { regime, run, measured, indicators, asked, is_today, figures, .. } = summing;
    let summed = view::Summed {
        indicators,
        units: if named.is_empty() { Default::default() } else { units::among_ids(&tx, &named).await? },
        regime,
        run,
        measured,
        totals,
        figures,
        asked,
        said,
        by_unit,
        is_today,
    };
    Ok(view.page("returns/figures.html", view::summed(&signed, &summed))?.into_response())
}
