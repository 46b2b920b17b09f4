//! The handlers.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use documents::write::OfficialDocument;
use web::download::Turn;
use web::{Failure, Language, View};

use super::material::Material;
use super::{content, paper};
use crate::AppState;
use crate::access::Signed;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";

/// The draft of a period's report, to go on writing in.
pub(crate) async fn word(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let _turn = Turn::take()?;
    let document = drafted(&app, &signed, &id).await?;
    Ok(file(paper::word(&document)?, WORD, "docx"))
}

/// The same to be read.
pub(crate) async fn pdf(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let _turn = Turn::take()?;
    let document = drafted(&app, &signed, &id).await?;
    Ok(file(paper::pdf(document, app.db.clock().now()).await?, PDF, "pdf"))
}

async fn drafted(app: &AppState, signed: &Signed, id: &str) -> Result<OfficialDocument, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let material = Material::load(&tx, signed, web::id(id)?, today).await?;
    drop(tx);
    // An official document is in Vietnamese, whatever language its reader works in.
    let view = View::new(app.site.clone(), Language::Vi);
    Ok(content::report(&view, &material))
}

fn file(bytes: Vec<u8>, media_type: &'static str, ending: &str) -> Response {
    let disposition = format!("attachment; filename=\"bao-cao-tong-hop.{ending}\"");
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
