//! The handlers.

pub(crate) mod once;
pub(crate) mod periods;
pub(crate) mod workbook;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use serde_json::json;
use uuid::Uuid;
use web::form::LongForm;
use web::{Failure, Form, View};

use super::forms::{self, Entered, NewAct, Verb};
use super::{actions, store, view};
use crate::access::{Right, Scope, Signed};
use crate::{AppState, indicators, people, tasks, units};

type Fields = Query<Vec<(String, String)>>;

/// Returns that a list shows; who owes more has a board for each period.
const MOST_OWED: u64 = 50;
/// Tasks of the unit that a return shows beside its figures.
const MOST_TASKS: u64 = 50;

/// Regimes on one page of the list.
const PER_PAGE: usize = 20;
/// Pages that anybody turns to.
const MOST_PAGES: usize = 1_000;

/// What one's units still owe, and the regimes with the periods that are open or next, page by page.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let page = Form::new(query).text("page").parse().unwrap_or(1_usize).clamp(1, MOST_PAGES);
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let owed = store::owed(&tx, Some(&signed.units_with(Right::FillReturns)), Some(MOST_OWED)).await?;
    // One more than is shown says whether there are more.
    let from = (page - 1) * PER_PAGE;
    let mut regimes = store::regimes_from(&tx, from as u64, PER_PAGE as u64 + 1).await?;
    let has_more = regimes.len() > PER_PAGE;
    regimes.truncate(PER_PAGE);
    let ids: Vec<_> = regimes.iter().map(|regime| regime.id).collect();
    let runs = store::runs_now(&tx, &ids, today).await?;
    let open: Vec<_> = runs.iter().map(|(_, run)| run.id).collect();
    let mut named: Vec<_> = owed.iter().map(|(owed, ..)| owed.unit).collect();
    named.extend(regimes.iter().map(|regime| regime.unit));
    let list = view::List {
        counts: store::counts(&tx, &open, &signed.scope(Right::SeeReturns)).await?,
        units: units::among_ids(&tx, &named).await?,
        owed,
        regimes,
        runs,
        page,
        has_more,
        today,
    };
    Ok(view.page("returns/list.html", view::list(&signed, &list))?.into_response())
}

/// A return.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let form = Form::new(query.into_iter().filter(|(name, _)| name == "taken").collect());
    shown(&view, &app, &signed, web::id(&id)?, &form, &[], None).await
}

/// Keeps what was typed; where it is asked for, submits it too.
pub(crate) async fn save(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    LongForm(mut form): LongForm,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let is_submitted = form.text("do") == "submit";
    let done = match (Entered::read(&mut form), NewAct::read(&mut form, Verb::Submit)) {
        (Ok(entered), Ok(new)) => kept(&app, &signed, id, entered, is_submitted.then_some(new)).await,
        (Err(wrong), _) | (_, Err(wrong)) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/returns/{id}")).into_response()),
        Err(error) => shown(&view, &app, &signed, id, &form, &forms::wrong(error)?, None).await,
    }
}

/// Keeps what is being typed, for the script of the page: numbers of the last changes, and what is wrong or strange.
pub(crate) async fn keep(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    LongForm(mut form): LongForm,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match Entered::read(&mut form) {
        Ok(entered) => actions::save(&app, &signed, id, entered).await,
        Err(wrong) => Err(wrong),
    };
    let (numbers, wrong) = match done {
        Ok((_, numbers)) => (numbers, Vec::new()),
        Err(error) => (HashMap::new(), forms::wrong(error)?),
    };
    let found = if wrong.is_empty() { actions::look_over(&app, &signed, id).await? } else { Vec::new() };
    let text = |code: &str| view.text(&format!("error-{code}"));
    let answer = json!({
        "numbers": numbers,
        "wrong": wrong.iter().map(|wrong| (wrong.field.clone(), text(&wrong.code))).collect::<HashMap<_, _>>(),
        "found": found
            .iter()
            .map(|found| (found.indicator, text(&format!("cell-{}", found.what.name()))))
            .collect::<HashMap<_, _>>(),
    });
    Ok((status(&wrong), Json(answer)).into_response())
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
        Err(error) => shown(&view, &app, &signed, id, &form, &forms::wrong(error)?, Some(verb)).await,
    }
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
    failed: Option<Verb>,
) -> Result<Response, Failure> {
    let shown = load(app, signed, id).await?;
    let page = view::filled(view, signed, &shown, form, wrong, failed.map(Verb::name));
    Ok((status(wrong), view.page("returns/return.html", page)?).into_response())
}

/// All that is shown of a return.
pub(crate) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> Result<view::Shown, Error> {
    let tx = app.db.read().await?;
    let whole = store::whole(&tx, id).await?;
    let unit = whole.it.unit;
    let line = units::line(&tx, unit).await?;
    // The units above that to which it reports, and that itself.
    let to = line.iter().position(|above| above.id == whole.regime.unit).unwrap_or(line.len());
    let reaches =
        |right: Right, from: usize| signed.scope(right).holds(line[from..].iter().map(|above| above.id));
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
