//! The handlers.

pub(crate) mod evidence;
pub(crate) mod once;
pub(crate) mod periods;
pub(crate) mod workbook;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use db::ReadTx;
use serde_json::json;
use uuid::Uuid;
use web::form::LongForm;
use web::form::status;
use web::{Failure, Form, View};

use super::contents::Contents;
use super::forms::{self, Entered, NewAct, Verb};
use super::store::Whole;
use super::{actions, store, view};
use crate::access::{Right, Signed};
use crate::units::Unit;
use crate::{AppState, people, units};

type Fields = Query<Vec<(String, String)>>;

/// Returns that a list shows; who owes more has a board for each period.
pub(crate) const MOST_OWED: u64 = 50;

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

/// Keeps what is being typed, for the script of the page: numbers of the last changes, what is wrong or strange, and what
/// others changed meanwhile.
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
    let (found, contents) = if wrong.is_empty() {
        let (found, contents) = actions::look_over(&app, &signed, id).await?;
        (found, Some(contents))
    } else {
        (Vec::new(), None)
    };
    let changed: Vec<_> = wrong.iter().filter(|wrong| wrong.code == "cell-changed").collect();
    let now = if changed.is_empty() {
        HashMap::new()
    } else {
        view::stored(&load(&app, &signed, id).await?, changed.into_iter().map(|wrong| wrong.field.as_str()))
    };
    let text = |code: &str| view.text(&format!("error-{code}"));
    let answer = json!({
        "numbers": numbers,
        // What somebody else put where the person wants something else.
        "now": now,
        "wrong": wrong.iter().map(|wrong| (wrong.field.clone(), text(&wrong.code))).collect::<HashMap<_, _>>(),
        "found": found
            .iter()
            .map(|found| (found.indicator, text(&format!("cell-{}", found.what.name()))))
            .collect::<HashMap<_, _>>(),
        "computed": contents.map(|contents| view::computed(&view, &contents)).transpose()?.unwrap_or_default(),
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
    let Reached { whole, line, to, may_fill, may_run } = reach(&tx, signed, id).await?;
    let today = web::format::day_of(app.db.clock().now());
    let (contents, tasks) = Contents::with_tasks(&tx, &whole, today).await?;
    let persons: Vec<_> = whole.events.iter().filter_map(|event| event.person).collect();
    Ok(view::Shown {
        may_fill,
        may_run,
        passages: store::passages(&tx, &whole).await?,
        people: people::names(&tx, &persons).await?,
        unit: line.first().map(|unit| unit.name.clone()).unwrap_or_default(),
        to: line.get(to).map(|unit| unit.name.clone()).unwrap_or_default(),
        keys: Verb::ALL.map(|verb| (verb.name(), app.db.next_id())).into(),
        today,
        whole,
        contents,
        tasks,
    })
}

/// A return that somebody may see, and what they may do about it.
pub(crate) struct Reached {
    pub(crate) whole: Whole,
    /// Its unit and all above it.
    line: Vec<Unit>,
    /// Where in that line the unit stands to which it reports.
    to: usize,
    pub(crate) may_fill: bool,
    pub(crate) may_run: bool,
}

impl Reached {
    /// For the samples of pages.
    #[cfg(test)]
    pub(crate) fn testing(whole: Whole, line: Vec<Unit>) -> Self {
        Self { whole, line, to: 1, may_fill: true, may_run: true }
    }

    /// The name of the unit that reports.
    pub(crate) fn unit(&self) -> &str {
        self.line.first().map_or("", |unit| unit.name.as_str())
    }

    /// Whether the person can still change what stands in it.
    pub(crate) fn may_write(&self) -> bool {
        self.may_fill && self.whole.may_change()
    }
}

/// Finds a return within the units of the person.
pub(crate) async fn reach(tx: &ReadTx, signed: &Signed, id: Uuid) -> Result<Reached, Error> {
    let whole = store::whole(tx, id).await?;
    let line = units::line(tx, whole.it.unit).await?;
    // The units above that to which it reports, and that itself.
    let to = line.iter().position(|above| above.id == whole.regime.unit).unwrap_or(line.len());
    let reaches =
        |right: Right, from: usize| signed.scope(right).holds(line[from..].iter().map(|above| above.id));
    if !reaches(Right::SeeReturns, 0) {
        return Err(Error::NotFound);
    }
    let (may_fill, may_run) = (reaches(Right::FillReturns, 0), reaches(Right::RunReturns, to));
    Ok(Reached { whole, line, to, may_fill, may_run })
}
