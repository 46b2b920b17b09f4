//! The handlers.

pub(crate) mod take_away;
pub(crate) mod work;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::FieldError;
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;
use web::{Failure, Form, View};

use super::forms::{self, HandOvers, NewAct, Verb};
use super::model::Task;
use super::{actions, reform, store, view};
use crate::access::{Right, Signed};
use crate::evidence::{self, Delivery};
use crate::units::Choice;
use crate::{AppState, people, units};

type Fields = Query<Vec<(String, String)>>;

/// The tasks in which one's units take part; the question stands in the address.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    listed(&view, &app, &signed, &Form::new(query), None).await
}

/// The list, with what was ticked and is wrong with it.
async fn listed(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    chosen: Option<(&Form, &[FieldError])>,
) -> Result<Response, Failure> {
    let page = form.text("page").parse::<u64>().unwrap_or(1).max(1);
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::SeeTasks);
    let filter = forms::filter(form);
    let page = if form.text("view") == "board" {
        let board = store::board(&tx, &scope, &filter, today).await?;
        let leads = leads(board.iter().flat_map(|(_, _, tasks)| tasks));
        let units = units::near(&tx, filter.lead, &leads).await?;
        let board = view::Board { columns: board, units, today };
        view.page("tasks/board.html", view::board(signed, form, &board))?
    } else {
        let filter = forms::listed(form);
        let (tasks, total) = store::list(&tx, &scope, &filter, today, page - 1).await?;
        let leads = leads(&tasks);
        let units = units::near(&tx, filter.lead, &leads).await?;
        let listed = view::Listed { tasks, total, page, units, today };
        view.page("tasks/list.html", view::list(signed, form, &listed, chosen))?
    };
    Ok((status(chosen.is_some()), page).into_response())
}

/// The units that lead tasks, and those that led them first.
fn leads<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Vec<Uuid> {
    tasks.into_iter().flat_map(|task| [Some(task.lead), task.first_lead]).flatten().collect()
}

/// A task, with all that happened to it and what can be done.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, None).await
}

type Answer = Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>>;

/// The handler that does one thing to a task.
pub(crate) fn verb(
    verb: Verb,
) -> impl Fn(View, State<AppState>, Signed, Path<String>, Delivery) -> Answer + Clone + Send + Sync + 'static
{
    move |view, State(app), signed, Path(id), sent| Box::pin(act(view, app, signed, id, sent, verb))
}

async fn act(
    view: View,
    app: AppState,
    signed: Signed,
    id: String,
    mut sent: Delivery,
    verb: Verb,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut sent, verb) {
        Ok(new) => actions::act(&app, &signed, id, verb, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        // Where what was just said stands first.
        Ok(()) => Ok(Redirect::to(&format!("/bo/tasks/{id}#history")).into_response()),
        Err(error) => {
            let wrong = forms::wrong(error)?;
            let typed = view::Typed { verb, form: sent.form.shown(&wrong), wrong };
            shown(&view, &app, &signed, id, Some(typed)).await
        }
    }
}

/// A file that proves something of a task.
pub(crate) async fn evidence(
    State(app): State<AppState>,
    signed: Signed,
    Path((id, evidence)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let task = store::find(&tx, web::id(&id)?, &signed.scope(Right::SeeTasks)).await?;
    let found = store::evidence_of(&tx, task.id, web::id(&evidence)?).await?;
    drop(tx);
    Ok(evidence::serve(&app.files, &found).await?)
}

/// Open tasks of units that have ended, with those that may take them.
pub(crate) async fn unowned(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    unowned_shown(&view, &app, &signed, &Form::default(), &[]).await
}

/// Hands them over.
pub(crate) async fn hand_over_all(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match HandOvers::read(&mut form) {
        Ok(new) => reform::hand_over_all(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(_) => Ok(Redirect::to("/bo/tasks/unowned").into_response()),
        Err(error) => unowned_shown(&view, &app, &signed, &form, &forms::wrong(error)?).await,
    }
}

async fn unowned_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let scope = signed.scope(Right::RunTasks);
    let tx = app.db.read().await?;
    let units = units::ever_within(&tx, &scope).await?;
    let ended: Vec<_> =
        units.iter().filter(|unit| unit.to.is_some_and(|to| to <= today)).map(|unit| unit.id).collect();
    let unowned = view::Unowned {
        tasks: store::open_of(&tx, &scope, &ended, Some(view::MOST_UNOWNED)).await?,
        led: store::count_led(&tx, &scope, &ended).await?,
        helped: store::count_helped(&tx, &scope, &ended).await?,
        series: store::series_of(&tx, &ended, today).await?,
        successors: units::successors(&tx).await?,
        units: units.iter().map(Choice::from).collect(),
        today,
    };
    let page = view.page("tasks/unowned.html", view::unowned(signed, &unowned, form, wrong))?;
    Ok((status(!wrong.is_empty()), page).into_response())
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    typed: Option<view::Typed>,
) -> Result<Response, Failure> {
    let shown = load(app, signed, id).await?;
    let page = view.page("tasks/task.html", view::task(view.language, signed, &shown, typed.as_ref()))?;
    Ok((status(typed.is_some()), page).into_response())
}

/// All that is shown of a task.
pub(crate) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> base::Result<view::Shown> {
    let tx = app.db.read().await?;
    let task = store::find(&tx, id, &signed.scope(Right::SeeTasks)).await?;
    let events = store::events(&tx, id).await?;
    let persons: Vec<_> = events.iter().filter_map(|event| event.person).collect();
    let above: Vec<_> =
        units::ancestors(&tx, &[task.lead]).await?.into_iter().map(|(_, above)| above).collect();
    let reaches = |right: &Right| signed.scope(*right).holds(above.iter().copied());
    let may = [Right::DoTasks, Right::ConfirmTasks, Right::RunTasks]
        .into_iter()
        .filter(reaches)
        .collect::<Vec<_>>();
    let today = web::format::day_of(app.db.clock().now());
    let helping = store::helping(&tx, id).await?;
    let mut named = helping.clone();
    named.extend(task.first_lead);
    named.extend(events.iter().filter_map(|event| event.units).flat_map(|(from, to)| [from, to]));
    let units = units::near(&tx, Some(task.lead), &named).await?.units;
    let holding = units.iter().filter(|unit| unit.holds_on(today));
    let own = if may.contains(&Right::RunTasks) {
        let ids = holding.clone().map(|unit| unit.id);
        let own = units::those_within(&tx, ids, &signed.scope(Right::RunTasks)).await?;
        holding.filter(|unit| own.contains(&unit.id)).cloned().collect()
    } else {
        Vec::new()
    };
    let shown = view::Shown {
        helping,
        reporter: store::reporter(&tx, id).await?,
        people: people::names(&tx, &persons).await?,
        units,
        own,
        today,
        keys: Verb::ALL.map(|verb| (verb.name(), app.db.next_id())).into(),
        may,
        comes_again: match &task.series {
            Some((series, _)) => store::comes_again(&tx, *series, today).await?,
            None => false,
        },
        task,
        evidence: store::evidence(&tx, id).await?,
        events,
    };
    Ok(shown)
}

fn status(is_wrong: bool) -> StatusCode {
    if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}
