use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError};
use web::{Failure, Form, View};

use super::status;
use crate::AppState;
use crate::access::Signed;
use crate::people::forms::{NewDelegation, NewMail};
use crate::people::view::{self, Typed};
use crate::people::{actions, sign_in, store};
use crate::units;

/// One's own account.
pub(crate) async fn show(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, None, None).await
}

/// Changes one's own password.
pub(crate) async fn change_password(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    form: Form,
) -> Result<Response, Failure> {
    let (current, new) = (form.secret("current"), form.secret("password"));
    let done = if new == form.secret("again") {
        sign_in::change_password(&app, &signed, current, new).await
    } else {
        Err(Error::Invalid(vec![FieldError::new("again", "password-again")]))
    };
    answer(&view, &app, &signed, ("password", &form), done).await
}

/// Changes where one is reached, and whether one wants mails.
pub(crate) async fn set_mail(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewMail::read(&mut form) {
        Ok(new) => actions::set_mail(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    answer(&view, &app, &signed, ("mail", &form), done).await
}

/// Hands a role to somebody for a while.
pub(crate) async fn delegate(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    mut form: Form,
) -> Result<Response, Failure> {
    let done = match NewDelegation::read(&mut form) {
        Ok(new) => actions::delegate(&app, &signed, new).await,
        Err(wrong) => Err(wrong),
    };
    answer(&view, &app, &signed, ("delegation", &form), done).await
}

/// Takes a delegation back.
pub(crate) async fn end_delegation(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    actions::end_delegation(&app, &signed, web::id(&id)?).await?;
    Ok(Redirect::to("/bo/account"))
}

pub(super) async fn answer(
    view: &View,
    app: &AppState,
    signed: &Signed,
    (which, form): (&'static str, &Form),
    done: base::Result<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to("/bo/account").into_response()),
        Err(Error::Invalid(wrong)) => {
            shown(view, app, signed, Some(Typed { which, form: form.shown(&wrong) }), None).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The page; with the address of the calendar where it was made just now.
pub(super) async fn shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    typed: Option<Typed>,
    made: Option<String>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let person = store::find(&tx, signed.person()).await?;
    let grants = store::grants_of(&tx, person.id).await?;
    let delegated = store::delegations_of(&tx, &grants).await?;
    let named: Vec<_> = grants.iter().filter_map(|grant| grant.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let status = status(typed.is_some());
    let factor = view::Factor {
        left: match store::factor(&tx, person.id).await? {
            Some(_) => Some(store::recovery_codes_left(&tx, person.id).await?),
            None => None,
        },
        is_required: store::is_required(&tx, false).await?,
    };
    let today = web::format::day_of(app.db.clock().now());
    let calendar =
        view::Calendar { address: made, made_at: store::calendar_address_of(&tx, person.id).await? };
    let page = view::account(
        signed,
        (&person, store::wants_mail(&tx, person.id).await?),
        &view::Roles { grants: &grants, units: &units, today },
        &delegated,
        (&factor, &calendar),
        typed,
    );
    Ok((status, view.page("people/account.html", page)?).into_response())
}
