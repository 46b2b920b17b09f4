//! The handler.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{Actor, FieldError};
use chrono::Days;
use web::form::day;
use web::{Failure, Form, View};

use super::view::{self, PER_PAGE};
use crate::access::{Right, Signed};
use crate::{AppState, people, units};

/// The newest events, or those before `before`; by one person (`by`), of one domain (`domain`), about one thing
/// (`about`), on or after a day (`from`) and until another (`until`).
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    let tx = app.db.read().await?;
    let mut wrong = Vec::new();
    let asked = |field: &str| Some(form.text(field)).filter(|typed| !typed.is_empty());
    let mut filter = db::audit::Filter {
        domain: asked("domain"),
        subject: asked("about"),
        units: units::within(&signed.scope(Right::ReadAudit)),
        before: form.text("before").parse().ok(),
        ..db::audit::Filter::default()
    };
    let mut instant = |field: &str, later| {
        let typed = asked(field)?;
        let begins =
            day(&typed).and_then(|day| day.checked_add_days(Days::new(later))).map(web::format::begin_of);
        if begins.is_none() {
            wrong.push(FieldError::new(field, "date"));
        }
        begins
    };
    (filter.from, filter.to) = (instant("from", 0), instant("until", 1));
    if let Some(login) = asked("by") {
        match people::find_by_login(&tx, &login).await? {
            Some(person) => filter.actor = Some(Actor::Person(person.id).to_string()),
            None => wrong.push(FieldError::new("by", "nobody")),
        }
    }
    let mut entries = match wrong.is_empty() {
        true => db::audit::page(&tx, filter, PER_PAGE + 1).await?,
        false => Vec::new(),
    };
    let goes_on = entries.len() as u64 > PER_PAGE;
    entries.truncate(PER_PAGE as usize);
    let named = view::named(&entries);
    let names = view::Names {
        people: people::names(&tx, &named).await?,
        units: units::among_ids(&tx, &named).await?,
    };
    Ok(view
        .page(
            "audit/log.html",
            view::log(&signed, &entries, &names, &form, &wrong, goes_on, |key| view.text(key) != key),
        )?
        .into_response())
}
