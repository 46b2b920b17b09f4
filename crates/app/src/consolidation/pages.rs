//! The handlers.

use axum::extract::{Path, State};
use axum::response::Response;
use web::download::{Paper, Turn};
use web::{Failure, Language, View};

use super::material::Material;
use super::{content, paper};
use crate::AppState;
use crate::access::Signed;

/// The draft of a period's report, to go on writing in.
pub(crate) async fn word(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    drafted(&app, &signed, &id, Paper::Docx).await
}

/// The same to be read.
pub(crate) async fn pdf(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    drafted(&app, &signed, &id, Paper::Pdf).await
}

async fn drafted(app: &AppState, signed: &Signed, id: &str, kind: Paper) -> Result<Response, Failure> {
    let (turn, now) = (Turn::take()?, app.db.clock().now());
    let tx = app.db.read().await?;
    let material = Material::load(&tx, signed, web::id(id)?, web::format::day_of(now)).await?;
    drop(tx);
    // An official document is in Vietnamese, whatever language its reader works in.
    let view = View::new(app.site.clone(), Language::Vi);
    let write = move || {
        let document = content::report(&view, &material);
        match kind {
            Paper::Docx => paper::word(&document),
            Paper::Pdf => paper::pdf(&document, now),
        }
    };
    Ok(turn.make(kind, "bao-cao-tong-hop", write).await?)
}
