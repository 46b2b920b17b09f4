//! A return as a workbook: out, and in again.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::Error;
use documents::workbook::{Limits, Refused};
use web::download::{Kind, Turn};
use web::{Failure, View};

use super::load;
use crate::AppState;
use crate::access::Signed;
use crate::returns::forms::{self, Entered};
use crate::returns::workbook::{self, Refusal, Wrong};
use crate::returns::{actions, view};

/// The field of the file.
const FIELD: &str = "workbook";
/// How much of what is refused is still taken, so that the browser shows the answer instead of a broken line.
const REFUSED_BYTES: usize = 64 << 20;

/// The workbook of a return.
pub(crate) async fn out(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let shown = load(&app, &signed, web::id(&id)?).await?;
    let turn = Turn::wait().await?;
    let name = vietnamese::fold(&format!("bao cao {} {}", shown.whole.run.period, shown.unit));
    let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = name.collect::<Vec<_>>().join("-");
    Ok(turn.make(Kind::Xlsx, &name, move || workbook::out(&view, &shown)).await?)
}

/// Takes a workbook in: all of it, or nothing where something in it is wrong.
pub(crate) async fn back(
    view: View,
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let id = web::id(&id)?;
    // A form of another kind has no file.
    let bytes = if let Ok(parts) = parts { received(parts).await? } else { Some(Vec::new()) };
    let shown = load(&app, &signed, id).await?;
    if !shown.may_fill {
        return Err(Error::NotFound.into());
    }
    match taken(&view, &app, &signed, &shown, bytes).await? {
        Ok(count) => Ok(Redirect::to(&format!("/bo/returns/{id}?taken={count}")).into_response()),
        Err(not) => {
            let page = view::not_taken(&view, &signed, &shown, &not);
            let page = view.page("returns/workbook.html", page)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Why nothing of a workbook was taken.
pub(crate) enum NotTaken {
    Refused(Refusal),
    Wrong(Vec<Wrong>),
}

/// How many cells and passages of a workbook were taken.
async fn taken(
    view: &View,
    app: &AppState,
    signed: &Signed,
    shown: &view::Shown,
    bytes: Option<Vec<u8>>,
) -> Result<Result<usize, NotTaken>, Error> {
    let refused = |refused| Ok(Err(NotTaken::Refused(Refusal::Unread(refused))));
    let Some(bytes) = bytes else { return refused(Refused::TooLarge) };
    let turn = Turn::wait().await?;
    let grids = match turn.work(move || documents::workbook::read(&bytes, &Limits::default())).await? {
        Ok(grids) => grids,
        Err(why) => return refused(why),
    };
    let mut back = match workbook::back(view, &grids, shown) {
        Ok(back) => back,
        Err(refusal) => return Ok(Err(NotTaken::Refused(refusal))),
    };
    let done = match Entered::read(&mut back.form) {
        Ok(entered) => actions::save(app, signed, shown.whole.it.id, entered).await.map(|(count, _)| count),
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(count) => Ok(Ok(count)),
        Err(error) => Ok(Err(NotTaken::Wrong(back.told(&forms::wrong(error)?)))),
    }
}

/// The file of the form; none where it is larger than any workbook of ours.
async fn received(mut parts: Multipart) -> Result<Option<Vec<u8>>, Error> {
    let broken_off = |_| Error::invalid("file", "broken-off");
    let most = usize::try_from(Limits::default().bytes).unwrap_or(usize::MAX);
    while let Some(mut part) = parts.next_field().await.map_err(broken_off)? {
        if part.name() != Some(FIELD) {
            continue;
        }
        let (mut bytes, mut length) = (Vec::new(), 0);
        while let Some(chunk) = part.chunk().await.map_err(broken_off)? {
            length += chunk.len();
            if length <= most {
                bytes.extend_from_slice(&chunk);
            } else if length > REFUSED_BYTES {
                break;
            }
        }
        return Ok((length <= most).then_some(bytes));
    }
    Ok(Some(Vec::new()))
}
