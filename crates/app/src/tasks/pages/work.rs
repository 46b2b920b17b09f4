//! Work set up by hand, and what is done to several tasks at once.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use web::{Failure, Form, View};

use super::{Fields, listed, status};
use crate::access::{Right, Signed};
use crate::tasks::forms::{self, Chosen, NewWork};
use crate::tasks::{actions, store, view};
use crate::units::{Choice, Unit};
use crate::{AppState, units};

/// The form of new work that stands in no plan.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let form = Form::new(vec![("key".to_owned(), app.db.next_id().to_string())]);
    new_work(&view, &app, &signed, None, &form, &[]).await
}

/// Sets it up.
pub(crate) async fn add(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewWork::read(&mut form) {
        Ok(new) => actions::set_up(&app, &signed, new, None).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(task) => Ok(set_up_at(task)),
        Err(error) => new_work(&view, &app, &signed, None, &form, &forms::wrong(error)?).await,
    }
}

/// Where one goes after work was set up: to it, or to the list where its first run is still to come.
pub(crate) fn set_up_at(task: Option<uuid::Uuid>) -> Response {
    let place = task.map_or_else(|| "/bo/tasks".to_owned(), |id| format!("/bo/tasks/{id}"));
    Redirect::to(&place).into_response()
}

/// The form of new work, for a clause or none.
pub(crate) async fn new_work(
    view: &View,
    app: &AppState,
    signed: &Signed,
    clause: Option<view::ForClause>,
    form: &Form,
    wrong: &[base::FieldError],
) -> Result<Response, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let has_twin = wrong.iter().any(|wrong| wrong.field == "anyway");
    let (scope, lead) = (signed.scope(Right::RunTasks), form.text("lead").parse().ok());
    let of_lead = match lead.filter(|_| has_twin) {
        Some(lead) => store::open_of(&tx, &scope, &[lead], None).await?,
        None => Vec::new(),
    };
    let new = view::New {
        twin: actions::twin(&of_lead, &form.text("title")).cloned(),
        own: choices(&units::all_within(&tx, today, &scope).await?),
        units: choices(&units::all(&tx, Some(today)).await?),
        clause,
    };
    let page = view.page("tasks/new.html", view::new_work(signed, &new, form, wrong))?;
    Ok((status(!wrong.is_empty()), page).into_response())
}

fn choices(units: &[Unit]) -> Vec<Choice> {
    units.iter().map(Choice::from).collect()
}

/// Does something to the tasks that were ticked in the list, which stands in the field `back`.
pub(crate) async fn chosen(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let back = form.text("back");
    let done = match Chosen::read(&mut form) {
        Ok(chosen) => actions::act_on_chosen(&app, &signed, &chosen).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/tasks?{back}")).into_response()),
        Err(error) => {
            let asked: Fields =
                axum::extract::Query(form_urlencoded::parse(back.as_bytes()).into_owned().collect());
            listed(&view, &app, &signed, &Form::new(asked.0), Some((&form, &forms::wrong(error)?))).await
        }
    }
}
