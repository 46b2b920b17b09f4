//! The upload form: a file as it streams in, or the name of a sample.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use base::{Error, Result};
use futures_util::{StreamExt, stream};
use uuid::Uuid;

use super::actions::Arrival;
use super::samples;
use crate::AppState;

/// Longest text field that is read.
const FIELD_BYTES: usize = 200;
/// Most other fields of a form.
const MOST_FIELDS: usize = 10;
/// How much of a refused upload is still taken, so that the browser shows the answer instead of a broken line.
const REFUSED_BYTES: usize = 64 << 20;

/// Receives the form; the file goes straight to the store and is never held as a whole.
///
/// # Errors
/// [`Error::TooLarge`], or [`Error::Invalid`] for `file` where none was chosen or the line broke off.
pub(crate) async fn receive(app: &AppState, mut form: Multipart) -> Result<Arrival> {
    let (mut key, mut fields) = (None, Vec::new());
    while let Some(mut field) = form.next_field().await.map_err(|_| broken_off())? {
        match field.name().unwrap_or_default() {
            "key" => key = text(field).await?.parse::<Uuid>().ok(),
            "sample" => {
                let (name, bytes) = samples::document(&text(field).await?)?;
                return Ok(Arrival { key, name, stored: app.files.put_bytes(bytes).await?, fields });
            }
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    return Err(Error::invalid("file", "file-missing"));
                }
                // Nothing is stored of an empty one.
                let first = loop {
                    match field.chunk().await.map_err(|_| broken_off())? {
                        Some(chunk) if chunk.is_empty() => {}
                        Some(chunk) => break chunk,
                        None => return Err(Error::invalid("file", "empty")),
                    }
                };
                let rest = stream::unfold(&mut field, async |field| {
                    field.chunk().await.transpose().map(|chunk| (chunk, field))
                });
                return match app.files.put(stream::iter([Ok(first)]).chain(rest)).await {
                    Ok(stored) => Ok(Arrival { key, name, stored, fields }),
                    Err(error) => {
                        drain(field).await;
                        Err(error)
                    }
                };
            }
            name if fields.len() < MOST_FIELDS => {
                let name = name.to_owned();
                fields.push((name, text(field).await?));
            }
            _ => {}
        }
    }
    Err(Error::invalid("file", "file-missing"))
}

/// Takes what is left of a form that will be refused.
pub(crate) async fn refuse(mut form: Multipart) {
    while let Ok(Some(field)) = form.next_field().await {
        if !drain(field).await {
            return;
        }
    }
}

async fn drain(mut field: Field<'_>) -> bool {
    let mut taken = 0;
    while let Ok(Some(chunk)) = field.chunk().await {
        taken += chunk.len();
        if taken > REFUSED_BYTES {
            return false;
        }
    }
    true
}

async fn text(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| broken_off())? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > FIELD_BYTES {
            return Err(Error::invalid("form", "invalid"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn broken_off() -> Error {
    Error::invalid("file", "broken-off")
}
