//! The handlers.

use std::collections::{HashMap, HashSet};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use chrono::NaiveDate;
use db::ReadTx;
use uuid::Uuid;
use web::{Failure, Form, View};

use super::forms::{NewPlace, NewRules, NewSource, NewValue, Own};
use super::model::{Hands, Indicator};
use super::{actions, store, view};
use crate::AppState;
use crate::access::{Right, Signed};
use crate::units::Unit;
use crate::{people, units};

/// All indicators, with what was reached of each.
pub(crate) async fn list(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let indicators = store::all(&tx).await?;
    let ids: Vec<_> = indicators.iter().map(|indicator| indicator.id).collect();
    let values = store::values_of(&tx, &ids).await?;
    let named: Vec<_> = indicators.iter().map(|indicator| indicator.unit).collect();
    let mut units = units::among_ids(&tx, &named).await?;
    let successors = successors(&tx, &units, web::format::day_of(app.db.clock().now())).await?;
    let heirs: Vec<_> = indicators.iter().flat_map(|one| Hands::of(one, &successors).units).collect();
    if !successors.is_empty() {
        units = units::among_ids(&tx, &heirs).await?;
    }
    // What all units reported is for those who see all of them.
    let seen = units::those_within(&tx, units.keys().copied(), &signed.scope(Right::SeeReturns)).await?;
    let outcomes = store::outcomes_of(&tx, &ids, &seen).await?;
    let list = view::List { indicators, values, outcomes, units, successors };
    Ok(view.page("indicators/list.html", view::list(&signed, &list))?.into_response())
}

/// What became of units, asked for where one of those that have an indicator has ended.
async fn successors(
    tx: &ReadTx,
    owners: &HashMap<Uuid, Unit>,
    today: NaiveDate,
) -> base::Result<HashMap<Uuid, Vec<Uuid>>> {
    let have_ended = owners.values().any(|unit| unit.to.is_some_and(|to| to <= today));
    if have_ended { units::successors(tx).await } else { Ok(HashMap::new()) }
}

/// An indicator: its targets, values and where they come from; with a value to be corrected where `unit` and `year` say one.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, &Form::new(query), &[]).await
}

/// Writes a value down.
pub(crate) async fn report(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewValue::read(&mut form) {
        Ok(value) => actions::report(&app, &signed, id, value).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/indicators/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => shown(&view, &app, &signed, id, &form, &wrong).await,
        Err(Error::Conflict) => {
            // The form comes back with what stands there now, so that it is replaced knowingly or not at all.
            let wrong = [FieldError::new("value", "value-there")];
            shown(&view, &app, &signed, id, &form, &wrong).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Says how it is counted.
pub(crate) async fn count_so(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewRules::read(&mut form) {
        Ok(rules) => actions::count_so(&app, &signed, id, rules).await,
        Err(wrong) => Err(wrong),
    };
    changed(&view, &app, &signed, id, &form, "rules", done).await
}

/// Says where its figures come from.
pub(crate) async fn take_from(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewSource::read(&mut form) {
        Ok(source) => actions::take_from(&app, &signed, id, source).await,
        Err(wrong) => Err(wrong),
    };
    changed(&view, &app, &signed, id, &form, "source", done).await
}

/// Says of which other it is a part, and what there was before.
pub(crate) async fn place(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewPlace::read(&mut form) {
        Ok(place) => actions::place(&app, &signed, id, place).await,
        Err(wrong) => Err(wrong),
    };
    changed(&view, &app, &signed, id, &form, "place", done).await
}

/// The answer to a change of an indicator, which stands in a section of its page.
async fn changed(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    section: &str,
    done: base::Result<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/indicators/{id}#{section}")).into_response()),
        Err(Error::Invalid(wrong)) => shown(view, app, signed, id, form, &wrong).await,
        Err(Error::Conflict) => {
            let wrong = [FieldError::new(section, "changed-meanwhile")];
            shown(view, app, signed, id, form, &wrong).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// All indicators with how each is counted.
pub(crate) async fn catalogue(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let indicators = store::all(&tx).await?;
    let named: Vec<_> = indicators.iter().map(|indicator| indicator.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let page = view::catalogue(&signed, &indicators, &units);
    Ok(view.page("indicators/catalogue.html", page)?.into_response())
}

/// The form of an indicator of one's own; with `part_of`, of a part of another.
pub(crate) async fn new(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let mut form = Form::new(query);
    form.put("key", &app.db.next_id().to_string());
    asked(&view, &app, &signed, form, &[]).await
}

/// Adds an indicator of one's own.
pub(crate) async fn add(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match Own::read(&mut form) {
        Ok(own) => actions::add_own(&app, &signed, own).await,
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("/bo/indicators/{id}")).into_response()),
        Err(Error::Invalid(wrong)) => asked(&view, &app, &signed, form, &wrong).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn asked(
    view: &View,
    app: &AppState,
    signed: &Signed,
    mut form: Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let whole: Option<Indicator> = match form.id("part_of") {
        Some(whole) => Some(store::find(&tx, whole).await?),
        None => None,
    };
    let today = web::format::day_of(app.db.clock().now());
    let own = units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?;
    let page = view::new(signed, whole.as_ref(), &own, &form, wrong);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, view.page("indicators/new.html", page)?).into_response())
}

async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Result<Response, Failure> {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = load(app, signed, id).await?;
    let page = view::indicator(view, signed, &shown, form, wrong);
    Ok((status, view.page("indicators/indicator.html", page)?).into_response())
}

/// All that is shown of an indicator.
pub(crate) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> base::Result<view::Shown> {
    let tx = app.db.read().await?;
    let indicator = store::find(&tx, id).await?;
    let values = store::values(&tx, id).await?;
    let mut outcomes = store::outcomes(&tx, id).await?;
    if !outcomes.is_empty() {
        let told: HashSet<_> = outcomes.iter().map(|one| one.unit).collect();
        // What all units reported is for those who see all of them.
        let seen = units::those_within(&tx, told.into_iter(), &signed.scope(Right::SeeReturns)).await?;
        outcomes.retain(|one| seen.contains(&one.unit));
    }
    let today = web::format::day_of(app.db.clock().now());
    let own = units::all_within(&tx, today, &signed.scope(Right::ReportValues)).await?;
    let mut named: Vec<_> = values.iter().map(|value| value.unit).collect();
    named.extend(outcomes.iter().map(|one| one.unit));
    named.push(indicator.unit);
    let people: Vec<_> = values.iter().map(|value| value.person).collect();
    let units = units::among_ids(&tx, &named).await?;
    let successors = successors(&tx, &units, today).await?;
    let hands = Hands::of(&indicator, &successors);
    let in_hand = hands.units.iter().copied();
    let ruled = units::those_within(&tx, in_hand, &signed.scope(Right::RunReturns)).await?;
    // Of what it is worked out, its whole and its parts.
    let beside = store::of_unit(&tx, indicator.unit).await?;
    let shown = view::Shown {
        may_change: signed.may(Right::RunReturns) && !ruled.is_empty(),
        beside,
        hands,
        units,
        people: people::names(&tx, &people).await?,
        key: app.db.next_id(),
        today,
        indicator,
        values,
        outcomes,
        own,
    };
    Ok(shown)
}
