//! The handlers.

use axum::extract::{Path, Query, State as Part};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Error, FieldError, Result as Outcome};
use chrono::Datelike;
use db::ReadTx;
use files::Stored;
use uuid::Uuid;
use web::download::{FileKind as _, Paper, Turn};
use web::form::{status, wrong};
use web::{Failure, Form, View};

use super::forms::{NewAct, NewLetterhead, NewRegister, NewSigner};
use super::model::{Document, FileKind, State};
use super::{actions, store, view};
use crate::access::{Right, Scope, Signed};
use crate::evidence::Delivery;
use crate::{AppState, people, units};

/// People among whom a signer is chosen.
const MOST: u64 = 500;

type Fields = Query<Vec<(String, String)>>;

/// What was signed, the latest first.
pub(crate) async fn list(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Query(query): Fields,
) -> Result<Response, Failure> {
    let form = Form::new(query);
    let state = State::named(&form.text("state"));
    let page = u64::try_from(form.number("page")).unwrap_or_default().max(1);
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::SeeDocuments);
    let (documents, count) = store::list(&tx, &scope, state, page - 1).await?;
    let named: Vec<_> = documents.iter().map(|one| one.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let today = web::format::day_of(app.db.clock().now());
    let own = units::tops(&units::all_within(&tx, today, &signed.scope(Right::RunDocuments)).await?);
    let own = units::among_ids(&tx, &own).await?;
    let shown = view::list(&signed, (&documents, count), &units, own.values(), state, page);
    Ok(view.page("issuing/list.html", shown)?.into_response())
}

/// One with its files and what happened to it.
pub(crate) async fn show(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    shown(&view, &app, &signed, web::id(&id)?, &Form::default(), &[]).await
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
    let page = view.page("issuing/document.html", view::document(view, signed, &shown, form, wrong))?;
    Ok((status(wrong), page).into_response())
}

/// All that is shown of one.
pub(super) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> Outcome<view::Shown> {
    let tx = app.db.read().await?;
    let document = seen(&tx, signed, id).await?;
    let history = store::history(&tx, id).await?;
    let mut persons: Vec<_> = history.iter().map(|(_, person, ..)| *person).collect();
    persons.push(document.signer);
    let line = units::line(&tx, document.unit).await?;
    Ok(view::Shown {
        files: store::files(&tx, id).await?,
        replaces: match document.replaces {
            Some(before) => Some(store::find(&tx, before).await?),
            None => None,
        },
        replaced_by: store::successor(&tx, id).await?,
        may_run: signed.scope(Right::RunDocuments).holds(line.iter().map(|unit| unit.id)),
        unit: line.into_iter().next().ok_or(Error::NotFound)?,
        people: people::names(&tx, &persons).await?,
        key: app.db.next_id(),
        document,
        history,
    })
}

/// Gives it its number and its date.
pub(crate) async fn issue(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut form, false) {
        Ok(new) => actions::issue(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Recalls it.
pub(crate) async fn revoke(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewAct::read(&mut form, true) {
        Ok(new) => actions::revoke(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &form, done).await
}

/// Takes it back signed.
pub(crate) async fn take_back(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut sent: Delivery,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match (sent.files.first(), NewAct::read(&mut sent.form, false)) {
        (Some(file), Ok(new)) => {
            let stored = Stored { hash: file.file, size: file.bytes };
            actions::take_back(&app, &signed, id, new, stored).await
        }
        (None, Ok(_)) => Err(Error::invalid("evidence", "required")),
        (_, Err(wrong)) => Err(wrong),
    };
    answered(&view, &app, &signed, id, &sent.form, done).await
}

async fn answered(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    form: &Form,
    done: Outcome<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/documents/{id}")).into_response()),
        Err(error) => shown(view, app, signed, id, form, &wrong(error)?).await,
    }
}

/// As a Word file.
pub(crate) async fn word(
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    sent(&app, &signed, &id, FileKind::Docx).await
}

/// As a PDF.
pub(crate) async fn pdf(
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    sent(&app, &signed, &id, FileKind::Pdf).await
}

/// As it came back signed.
pub(crate) async fn signed(
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    sent(&app, &signed, &id, FileKind::Signed).await
}

pub(super) async fn sent(
    app: &AppState,
    signed: &Signed,
    id: &str,
    kind: FileKind,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let document = seen(&tx, signed, web::id(id)?).await?;
    drop(tx);
    // One without a number is made each time.
    let _turn = document.issued.is_none().then(Turn::take).transpose()?;
    let bytes = actions::file(app, &document, kind).await?;
    let paper = if kind == FileKind::Docx { Paper::Docx } else { Paper::Pdf };
    let name = document.code().replace('/', "-");
    Ok(attached(&name, paper.ending(), paper.media_type(), bytes))
}

/// All that it was made of.
pub(crate) async fn snapshot(
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let document = seen(&tx, &signed, web::id(&id)?).await?;
    drop(tx);
    let bytes = app.files.get(&document.snapshot).await?;
    Ok(attached(&document.snapshot.to_string(), "json", "application/json", bytes))
}

fn attached(name: &str, ending: &str, media_type: &str, bytes: bytes::Bytes) -> Response {
    let name = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}.{ending}")),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The form that a file is compared through.
pub(crate) async fn verification(view: View, signed: Signed) -> Result<Response, Failure> {
    let shown = view::verification(&signed, None, &Form::default(), &[]);
    Ok(view.page("issuing/verification.html", shown)?.into_response())
}

/// Compares a file with what was issued.
pub(crate) async fn verify(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    mut sent: Delivery,
) -> Result<Response, Failure> {
    if sent.files.is_empty() {
        sent.form.wrong("evidence", "required");
    }
    let (verdict, wrong) = match (sent.form.finish(()), sent.files.first()) {
        (Ok(()), Some(file)) => {
            let bytes = app.files.get(&file.file).await?;
            let verdict = super::verify(&app.db.read().await?, &app.files, &bytes).await?;
            (Some((file.name.clone(), verdict)), Vec::new())
        }
        (done, _) => (None, done.map_err(wrong).err().transpose()?.unwrap_or_default()),
    };
    let shown = view::verification(&signed, verdict, &sent.form, &wrong);
    Ok((status(&wrong), view.page("issuing/verification.html", shown)?).into_response())
}

/// What stands on a unit's documents, who signs them, and where its register is.
pub(crate) async fn signing(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    signing_shown(&view, &app, &signed, web::id(&id)?, None).await
}

/// Sets what stands on them.
pub(crate) async fn set_letterhead(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewLetterhead::read(&mut form) {
        Ok(new) => actions::set_letterhead(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    signing_answered(&view, &app, &signed, id, ("letterhead", &form), done).await
}

/// Adds somebody who signs.
pub(crate) async fn add_signer(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewSigner::read(&mut form, app.db.next_id()) {
        Ok(new) => actions::add_signer(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    signing_answered(&view, &app, &signed, id, ("signer", &form), done).await
}

/// Ends that somebody signs.
pub(crate) async fn end_signer(
    Part(app): Part<AppState>,
    signed: Signed,
    Path((id, signer)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let id = web::id(&id)?;
    actions::end_signer(&app, &signed, id, web::id(&signer)?).await?;
    Ok(Redirect::to(&format!("/bo/units/{id}/signing")))
}

/// Lets its register go on from a number.
pub(crate) async fn set_register(
    view: View,
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    mut form: Form,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    let done = match NewRegister::read(&mut form) {
        Ok(new) => actions::set_register(&app, &signed, id, new).await,
        Err(wrong) => Err(wrong),
    };
    signing_answered(&view, &app, &signed, id, ("register", &form), done).await
}

async fn signing_answered(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    (which, form): (&'static str, &Form),
    done: Outcome<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/bo/units/{id}/signing")).into_response()),
        Err(error) => signing_shown(view, app, signed, id, Some((which, form, &wrong(error)?))).await,
    }
}

async fn signing_shown(
    view: &View,
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    typed: Option<(&'static str, &Form, &[FieldError])>,
) -> Result<Response, Failure> {
    let tx = app.db.read().await?;
    let line = units::line(&tx, id).await?;
    let ids = || line.iter().map(|unit| unit.id);
    if line.is_empty() || !signed.scope(Right::SeeDocuments).holds(ids()) {
        return Err(Error::NotFound.into());
    }
    let may_run = signed.scope(Right::RunDocuments).holds(ids());
    let today = web::format::day_of(app.db.clock().now());
    let standings = store::standings(&tx, id).await?;
    let mut persons: Vec<_> = standings.iter().map(|one| one.person).collect();
    persons.dedup();
    let shown = view::Signing {
        letterhead: store::letterhead(&tx, &line).await?,
        last: store::last_numbers(&tx, id, today.year()).await?,
        people: people::names(&tx, &persons).await?,
        choices: if may_run {
            people::choices(&tx, &Scope::Under(vec![id]), MOST).await?.0
        } else {
            Vec::new()
        },
        key: app.db.next_id(),
        standings,
        today,
        may_run,
        unit: line.into_iter().next().ok_or(Error::NotFound)?,
    };
    let wrong = typed.map_or(&[][..], |(_, _, wrong)| wrong);
    let page = view.page("issuing/signing.html", view::signing(signed, &shown, typed))?;
    Ok((status(wrong), page).into_response())
}

/// One that the person may see.
async fn seen(tx: &ReadTx, signed: &Signed, id: Uuid) -> Outcome<Document> {
    let document = store::find(tx, id).await?;
    let is_within = units::is_within(tx, document.unit, &signed.scope(Right::SeeDocuments)).await?;
    if is_within { Ok(document) } else { Err(Error::NotFound) }
}
