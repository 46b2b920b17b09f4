//! Official documents for programs: what was signed and issued, with its files.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State as Part};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;
use web::Failure;
use web::api::{Asked, Named, Problems};

use super::model::{self, FileKind, State};
use super::store::{self, PER_PAGE};
use super::{pages, view};
use crate::access::{Right, Signed};
use crate::units::Unit;
use crate::{AppState, units};

/// What of the interface is about documents.
#[derive(OpenApi)]
#[openapi(paths(list, show, file))]
pub(crate) struct Documented;

/// A document that was signed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Document {
    id: Uuid,
    /// The unit that issues it.
    unit: Named,
    /// Its type in words, `Báo cáo`; empty for a letter.
    kind: String,
    /// Number and symbol as printed, `05/BC-UBND`; the symbol alone before it has a number.
    code: String,
    title: String,
    state: State,
    signed_at: DateTime<Utc>,
    issued_on: Option<NaiveDate>,
    /// Counts what happened to it.
    revision: i32,
}

/// A page of documents, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentPage {
    items: Vec<Document>,
    /// Which page this is, from 1.
    page: u64,
    per_page: u64,
    /// How many there are on all pages.
    total: u64,
}

/// A document with its files.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentDetail {
    #[serde(flatten)]
    document: Document,
    /// Who signed it.
    signer: Option<String>,
    /// SHA-256 of all that it was made of, which both its papers carry in their properties.
    snapshot_sha256: String,
    /// The document that it replaces, and the one that replaces it.
    replaces: Option<Uuid>,
    replaced_by: Option<Uuid>,
    files: Vec<DocumentFile>,
}

/// A file of a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentFile {
    kind: FileKind,
    sha256: String,
    bytes: i64,
    recorded_at: DateTime<Utc>,
}

/// The bytes of a paper.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "describes a body that is no JSON")]
pub(crate) struct PaperContent(Vec<u8>);

/// Which documents are wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DocumentQuestion {
    /// In this state; in any where it is left out.
    state: Option<State>,
    /// From 1.
    page: Option<u64>,
}

/// What was signed in the units of one's roles.
#[utoipa::path(
    get,
    path = "/api/v1/documents",
    operation_id = "list_documents",
    tag = "documents",
    params(DocumentQuestion),
    responses((status = 200, description = "A page of documents", body = DocumentPage), Problems),
)]
pub(crate) async fn list(
    Part(app): Part<AppState>,
    signed: Signed,
    Asked(question): Asked<DocumentQuestion>,
) -> Result<Json<DocumentPage>, Failure> {
    let page = question.page.unwrap_or(1).max(1);
    let tx = app.db.read().await?;
    let scope = signed.scope(Right::SeeDocuments);
    let (documents, total) = store::list(&tx, &scope, question.state, page - 1).await?;
    let named: Vec<_> = documents.iter().map(|one| one.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let items = documents.iter().map(|one| told(one, &units)).collect();
    Ok(Json(DocumentPage { items, page, per_page: PER_PAGE, total }))
}

/// A document with its files and what it replaces.
#[utoipa::path(
    get,
    path = "/api/v1/documents/{id}",
    operation_id = "show_document",
    tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document")),
    responses((status = 200, description = "The document", body = DocumentDetail), Problems),
)]
pub(crate) async fn show(
    Part(app): Part<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<DocumentDetail>, Failure> {
    let shown = pages::load(&app, &signed, web::id(&id)?).await?;
    Ok(Json(DocumentDetail::from(&shown)))
}

/// A file of a document: `docx`, `pdf`, or `signed` as it came back.
///
/// Before the document has its number, the first two are made to be read.
#[utoipa::path(
    get,
    path = "/api/v1/documents/{id}/files/{kind}",
    operation_id = "fetch_document",
    tag = "documents",
    params(
        ("id" = Uuid, Path, description = "Id of the document"),
        ("kind" = FileKind, Path, description = "Which file"),
    ),
    responses(
        (status = 200, description = "The file", body = PaperContent, content_type = "application/octet-stream"),
        Problems,
    ),
)]
pub(crate) async fn file(
    Part(app): Part<AppState>,
    signed: Signed,
    Path((id, kind)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kind = FileKind::named(&kind).ok_or(base::Error::NotFound)?;
    pages::sent(&app, &signed, &id, kind).await
}

fn told(one: &model::Document, units: &HashMap<Uuid, Unit>) -> Document {
    let name = units.get(&one.unit).map(|unit| unit.name.clone()).unwrap_or_default();
    Document {
        id: one.id,
        unit: Named { id: one.unit, name },
        kind: one.kind.clone(),
        code: one.code(),
        title: one.title.clone(),
        state: one.state,
        signed_at: one.signed_at,
        issued_on: one.issued.as_ref().map(|issued| issued.on),
        revision: one.revision,
    }
}

impl From<&view::Shown> for DocumentDetail {
    fn from(shown: &view::Shown) -> Self {
        let units = HashMap::from([(shown.unit.id, shown.unit.clone())]);
        let file = |file: &model::Kept| DocumentFile {
            kind: file.kind,
            sha256: file.hash.to_string(),
            bytes: file.bytes,
            recorded_at: file.recorded_at,
        };
        Self {
            document: told(&shown.document, &units),
            signer: shown.people.get(&shown.document.signer).cloned(),
            snapshot_sha256: shown.document.snapshot.to_string(),
            replaces: shown.replaces.as_ref().map(|one| one.id),
            replaced_by: shown.replaced_by.as_ref().map(|one| one.id),
            files: shown.files.iter().map(file).collect(),
        }
    }
}
