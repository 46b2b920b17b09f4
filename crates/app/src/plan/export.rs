//! A reading as a file: JSON for programs, XLSX for tables, DOCX as a clean document.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use web::View;

use super::view::Outcome;

/// The file of a kind: `json`, `xlsx` or `docx`.
pub(crate) fn download(_view: &View, kind: &str, outcome: &Outcome) -> Result<Response> {
    let (media_type, bytes) = match kind {
        "json" => ("application/json", serde_json::to_vec_pretty(&outcome.reading).map_err(Error::internal)?),
        _ => return Err(Error::NotFound),
    };
    Ok(attachment(media_type, &file_name(outcome, kind), bytes))
}

fn attachment(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// `88-ke-hoach-ubnd.xlsx`, in letters every system takes.
fn file_name(outcome: &Outcome, kind: &str) -> String {
    let header = &outcome.reading.document;
    let words = [&header.number, &header.symbol]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("-");
    let plain: String = vietnamese::fold(&words)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    match plain.trim_matches('-') {
        "" => format!("plan.{kind}"),
        name => format!("{name}.{kind}"),
    }
}
