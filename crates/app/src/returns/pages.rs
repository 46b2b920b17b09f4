//! The handlers.

use std::future::Future;
use std::pin::Pin;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use uuid::Uuid;
use web::{Failure, Form, View};

use super::forms::{self, Entered, NewAct, NewRegime, Verb};
use super::model::Step;
use super::{actions, proposal, store, view};
use crate::access::{Right, Scope, Signed};
use crate::units::{Choice, Unit};
use crate::{AppState, indicators, people, plan, tasks, units};

type Fields = Query<Vec<(String, String)>>;

/// Returns that a list shows; who owes more has a board for each period.
const MOST_OWED: u64 = 50;
/// Tasks of the unit that a return shows beside its figures.
const MOST_TASKS: u64 = 50;

/// What one's units still owe, and all regimes with their periods.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let owed = store::owed(&tx, &signed.scope(Right::FillReturns), MOST_OWED).await?;
    let regimes = store::all_regimes(&tx).await?;
    let ids: Vec<_> = regimes.iter().map(|regime| regime.id).collect();
    let runs = store::runs(&tx, &ids).await?;
    let open: Vec<_> = runs
        .iter()
        .filter(|(_, run)| run.state != super::model::RunState::Coming)
        .map(|(_, run)| run.id)
        .collect();
    let mut named: Vec<_> = owed.iter().map(|(owed, _)| owed.unit).collect();
    named.extend(regimes.iter().map(|regime| regime.unit));
    let list = view::List {
        counts: store::counts(&tx, &open, &signed.scope(Right::SeeReturns)).await?,
        units: units::among_ids(&tx, &named).await?,
        owed,
        regimes,
        runs,
        today: web::format::day_of(app.db.clock().now()),
    };
    Ok(view.page("returns/list.html", view::list(&signed, &list))?.into_response())
}

/// The form of a regime, as a plan has it.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let plan = web::id(&Form::new(query).text("plan"))?;
    new_shown(&view, &app, &signed, plan, None).await
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
            let plan = web::id(&form.text("plan"))?;
            new_shown(&view, &app, &signed, plan, Some((&form, &wrong))).await
        }
    }
}

async fn new_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    plan: Uuid,
    typed: Option<(&Form, &[FieldError])>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let rule = plan::rule(&tx, plan).await?;
    let today = web::format::day_of(app.db.clock().now());
    let own = units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?;
    let proposed = proposal::form(view, &rule, app.db.next_id(), today);
    let (form, wrong) = typed.unwrap_or((&proposed, &[]));
    let page = view::new_regime(signed, &rule, &own, form, wrong);
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
    let shown = view::Rules {
        counts: store::counts(&tx, &ids, &signed.scope(Right::SeeReturns)).await?,
        sections: store::sections(&tx, regime.id).await?,
        unit: units::find(&tx, regime.unit).await?,
        may_run: units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await?,
        regime,
        runs: runs.into_iter().map(|(_, run)| run).collect(),
        today: web::format::day_of(app.db.clock().now()),
    };
    Ok((status(wrong), view.page("returns/regime.html", view::regime(signed, &shown, wrong))?)
        .into_response())
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
pub(crate) async fn period(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    board_shown(&view, &app, &signed, web::id(&id)?, &Form::new(query), &[]).await
}

/// Locks a period or unlocks it.
pub(crate) fn lock(
    step: Step,
) -> impl Fn(View, State<AppState>, Signed, Path<String>, Form) -> Answer + Clone + Send + Sync + 'static {
    move |view, State(app), signed, Path(id), mut form| {
        Box::pin(async move {
            let id = web::id(&id)?;
            // What is unlocked needs a reason.
            let verb = if step == Step::Unlock { Verb::GiveBack } else { Verb::Accept };
            let done = match NewAct::read(&mut form, verb) {
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

async fn board_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let (regime, run, events) = store::run(&tx, id).await?;
    let scope = signed.scope(Right::SeeReturns);
    let returns = store::of_run(&tx, run.id, &scope).await?;
    let line = units::line(&tx, regime.unit).await?;
    let reaches = |right: Right| reaches(&line, &signed.scope(right));
    if returns.is_empty() && !reaches(Right::SeeReturns) {
        return Err(Failure::from(Error::NotFound));
    }
    let persons: Vec<_> = events.iter().filter_map(|event| event.person).collect();
    let below = units::below(&tx, regime.unit).await?;
    let board = view::Board {
        may_run: reaches(Right::RunReturns),
        people: people::names(&tx, &persons).await?,
        key: app.db.next_id(),
        events,
        regime,
        run,
        returns,
        units: below.iter().map(Choice::from).collect(),
        today: web::format::day_of(app.db.clock().now()),
    };
    Ok((status(wrong), view.page("returns/period.html", view::board(view, signed, form, &board, wrong))?)
        .into_response())
}

/// Whether a unit, the first in its line of those above it, lies within the scope.
fn reaches(line: &[Unit], scope: &Scope) -> bool {
    match scope {
        Scope::All => true,
        Scope::Under(roots) => line.iter().any(|above| roots.contains(&above.id)),
    }
}

/// A return.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, &Form::default(), &[]).await
}

/// Keeps what was typed; where it is asked for, submits it too.
pub(crate) async fn save(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let is_submitted = form.text("do") == "submit";
    let done = match (Entered::read(&mut form), NewAct::read(&mut form, Verb::Submit)) {
        (Ok(entered), Ok(new)) => kept(&app, &signed, id, entered, is_submitted.then_some(new)).await,
        (Err(wrong), _) | (_, Err(wrong)) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/returns/{id}")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &form, &forms::wrong(error)?).await,
    }
}

/// What was typed stays even where it cannot be submitted yet.
async fn kept(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    entered: Entered,
    submission: Option<NewAct>,
) -> Result<(), Error> {
    let saved = actions::save(app, signed, id, entered).await;
    match submission {
        None => saved.map(|_| ()),
        // The same form sent twice is submitted already.
        Some(new) if matches!(saved, Ok(_) | Err(Error::Conflict)) => {
            actions::submit(app, signed, id, new).await
        }
        Some(_) => saved.map(|_| ()),
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>>;

/// The handler that does one thing to a return.
pub(crate) fn verb(
    verb: Verb,
) -> impl Fn(View, State<AppState>, Signed, Path<String>, Form) -> Answer + Clone + Send + Sync + 'static {
    move |view, State(app), signed, Path(id), form| Box::pin(act(view, app, signed, id, form, verb))
}

async fn act(
    view: View,
    app: AppState,
    signed: Signed,
    id: String,
    mut form: Form,
    verb: Verb,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut form, verb) {
        Ok(new) => actions::act(&app, &signed, id, verb, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/returns/{id}")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &form, &forms::wrong(error)?).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let shown = load(app, signed, id).await?;
    let page = view::filled(view, signed, &shown, form, wrong);
    Ok((status(wrong), view.page("returns/return.html", page)?).into_response())
}

/// All that is shown of a return.
async fn load(app: &AppState, signed: &Signed, id: Uuid) -> Result<view::Shown, Error> {
    let tx = app.db.read().await?;
    let whole = store::whole(&tx, id).await?;
    let unit = whole.it.unit;
    let line = units::line(&tx, unit).await?;
    // The units above that to which it reports, and that itself.
    let to = line.iter().position(|above| above.id == whole.regime.unit).unwrap_or(line.len());
    let reaches = |right: Right, from: usize| reaches(&line[from..], &signed.scope(right));
    if !reaches(Right::SeeReturns, 0) {
        return Err(Error::NotFound);
    }
    let cells = store::cells(&tx, &whole).await?;
    let measured: Vec<_> = cells.iter().map(|cell| cell.indicator).collect();
    let persons: Vec<_> = whole.events.iter().filter_map(|event| event.person).collect();
    let led = tasks::led_within(&tx, &Scope::Under(vec![unit]), &tasks::State::ALL, MOST_TASKS).await?;
    let plan = whole.regime.origin.as_ref().map(|origin| origin.plan);
    // What was over before the period began was told in the one before.
    let since = whole.run.first_on;
    let is_of_plan = |task: &tasks::Task| {
        let is_now = task.state.is_open() || task.done_on.or(task.due_on).is_none_or(|day| day >= since);
        task.origin.as_ref().map(|origin| origin.plan) == plan && is_now
    };
    Ok(view::Shown {
        may_fill: reaches(Right::FillReturns, 0),
        may_run: reaches(Right::RunReturns, to),
        indicators: indicators::among(&tx, &measured).await?,
        passages: store::passages(&tx, &whole).await?,
        people: people::names(&tx, &persons).await?,
        unit: line.first().map(|unit| unit.name.clone()).unwrap_or_default(),
        to: line.get(to).map(|unit| unit.name.clone()).unwrap_or_default(),
        tasks: led.into_iter().filter(is_of_plan).collect(),
        keys: Verb::ALL.map(|verb| (verb.name(), app.db.next_id())).into(),
        today: web::format::day_of(app.db.clock().now()),
        whole,
        cells,
    })
}

fn status(wrong: &[FieldError]) -> StatusCode {
    if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}
