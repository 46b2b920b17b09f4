//! A reading as a file: JSON for programs, XLSX for tables, DOCX as a clean document in the layout of the decree.

pub(super) mod document;
mod sheets;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use documents::write;
use web::View;

use super::repairs::Accepted;
use super::view::Outcome;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file of a kind: `json`, `xlsx` or `docx`. The JSON is what `biokhe plan read --json` prints; likely scan errors
/// are mended in the DOCX alone, and only those that were accepted.
pub(crate) fn download(view: &View, kind: &str, outcome: &Outcome, accepted: &Accepted) -> Result<Response> {
    let (media_type, bytes) = match kind {
        "json" => ("application/json", serde_json::to_vec_pretty(&outcome.reading).map_err(Error::internal)?),
        "xlsx" => (EXCEL, write::xlsx(&sheets::sheets(view, &outcome.reading)).map_err(Error::internal)?),
        "docx" => {
            let document = document::official(outcome, &accepted.among(&outcome.reading.repairs));
            (WORD, write::docx(&document, &write::Layout::decree_30()).map_err(Error::internal)?)
        }
        _ => return Err(Error::NotFound),
    };
    let disposition = format!("attachment; filename=\"{}\"", file_name(outcome, kind));
    Ok(([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

/// `88-kh-ubnd.xlsx`, in letters every system takes.
fn file_name(outcome: &Outcome, kind: &str) -> String {
    let header = &outcome.reading.document;
    let words =
        [&header.number, &header.symbol].into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    let plain: String = vietnamese::fold(&words.join("-"))
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    match plain.trim_matches('-') {
        "" => format!("plan.{kind}"),
        name => format!("{name}.{kind}"),
    }
}
