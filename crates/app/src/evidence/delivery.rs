//! A form that may bring files: they go straight to the store, their rows are for whoever takes the form in.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use base::{Error, Result};
use bytes::Bytes;
use files::Hash;
use futures_util::{StreamExt, stream};
use web::form::file_name;
use web::{Failure, Form};

use super::kind::Kind;
use crate::AppState;

/// Most files that one form brings.
pub(crate) const MOST_FILES: usize = 5;
/// The field of the files.
const FIELD: &str = "evidence";
/// Bytes of all other fields together, with their names.
const FIELD_BYTES: usize = 256 << 10;
/// What a field takes of them besides its name and value, so that there are not many without any.
const FIELD_COST: usize = 64;
/// Bytes by which the kind of a file is told.
const START: usize = 8 << 10;
/// How much of what is refused is still taken, so that the browser shows the answer instead of a broken line.
const REFUSED_BYTES: usize = 64 << 20;
/// Longest name of a file, in letters.
const NAME: usize = 200;

/// What was typed, and the files beside it. What is wrong with a file is said in the form, at the field `evidence`.
#[derive(Debug, Default)]
pub(crate) struct Delivery {
    pub(crate) form: Form,
    pub(crate) files: Vec<Arrived>,
}

/// A file in the store that no row names yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrived {
    pub(crate) file: Hash,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) bytes: u64,
}

impl Arrived {
    /// A file of our own, whatever a form would say to it.
    pub(crate) async fn of(app: &AppState, name: &str, bytes: Vec<u8>) -> Result<Self> {
        let kind =
            Kind::of(&bytes[..bytes.len().min(START)]).ok_or_else(|| Error::invalid(FIELD, "file-kind"))?;
        let kind = kind.of_whole(&bytes);
        let stored = app.files.put_bytes(bytes).await?;
        Ok(Self { file: stored.hash, name: name.to_owned(), kind, bytes: stored.size })
    }
}

impl Delivery {
    /// Whether a request says that it is a form in parts.
    pub(crate) fn may_bring_files(headers: &HeaderMap) -> bool {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
    }
}

impl FromRequest<AppState> for Delivery {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Failure> {
        if !Self::may_bring_files(request.headers()) {
            return Ok(Self { form: Form::from_request(request, app).await?, files: Vec::new() });
        }
        let parts =
            Multipart::from_request(request, app).await.map_err(|_| Error::invalid("file", "broken-off"))?;
        Ok(receive(app, parts).await?)
    }
}

async fn receive(app: &AppState, mut parts: Multipart) -> Result<Delivery> {
    let (mut fields, mut files, mut wrong) = (Vec::new(), Vec::new(), None);
    let mut room = FIELD_BYTES;
    while let Some(part) = parts.next_field().await.map_err(|fault| broken(app, &fault))? {
        let field = part.name().unwrap_or_default().to_owned();
        if field != FIELD {
            let cost = field.len() + FIELD_COST;
            room = room.checked_sub(cost).ok_or(Error::TooLarge { limit: FIELD_BYTES as u64 })?;
            fields.push((field, text(app, part, &mut room).await?));
        } else if part.file_name().unwrap_or_default().is_empty() {
            // A browser sends an empty part where no file was chosen.
            drain(part).await;
        } else if wrong.is_some() || files.len() == MOST_FILES {
            wrong = wrong.or(Some("too-many-files"));
            drain(part).await;
        } else {
            match file(app, part).await? {
                Ok(arrived) => files.push(arrived),
                Err(code) => wrong = Some(code),
            }
        }
    }
    let mut form = Form::new(fields);
    if let Some(code) = wrong {
        form.wrong(FIELD, code);
    }
    Ok(Delivery { form, files })
}

/// Puts a file into the store, or says what is wrong with it.
async fn file(app: &AppState, mut part: Field<'_>) -> Result<Result<Arrived, &'static str>> {
    let name = file_name(part.file_name().unwrap_or_default(), NAME);
    let mut start = Vec::new();
    while start.len() < START {
        match part.chunk().await.map_err(|fault| broken(app, &fault))? {
            Some(chunk) => start.extend_from_slice(&chunk),
            None => break,
        }
    }
    if start.is_empty() {
        return Ok(Err("file-empty"));
    }
    let Some(kind) = Kind::of(&start) else {
        drain(part).await;
        return Ok(Err("file-kind"));
    };
    let rest =
        stream::unfold(&mut part, async |part| part.chunk().await.transpose().map(|chunk| (chunk, part)));
    let first = stream::iter([Ok(Bytes::from(start))]);
    match app.files.put(first.chain(rest)).await {
        Ok(stored) => {
            // What a camera writes before the size of a picture may be long.
            let kind =
                if kind.is_picture() { kind.of_whole(&app.files.get(&stored.hash).await?) } else { kind };
            Ok(Ok(Arrived { file: stored.hash, name, kind, bytes: stored.size }))
        }
        Err(Error::TooLarge { .. }) => {
            drain(part).await;
            Ok(Err("file-large"))
        }
        Err(error) => Err(error),
    }
}

async fn text(app: &AppState, mut part: Field<'_>, room: &mut usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|fault| broken(app, &fault))? {
        *room = room.checked_sub(chunk.len()).ok_or(Error::TooLarge { limit: FIELD_BYTES as u64 })?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn drain(mut part: Field<'_>) {
    let mut taken = 0;
    while let Ok(Some(chunk)) = part.chunk().await {
        taken += chunk.len();
        if taken > REFUSED_BYTES {
            return;
        }
    }
}

/// The whole form is too large, or the line broke off.
fn broken(app: &AppState, fault: &MultipartError) -> Error {
    match fault.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: app.readings.upload_bytes },
        _ => Error::invalid("file", "broken-off"),
    }
}
