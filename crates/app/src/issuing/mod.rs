//! Official documents: who signs them and how, their numbers, their files, and whether a file is one of them.
//!
//! Invariants: what is signed never changes, and its snapshot holds all that it was made of; numbers of a unit, a year and a series
//! run without a gap and none comes twice, whoever issues at the same time; a correction is another document, which names the one
//! it replaces; what is recalled keeps its number; a file that is issued is kept to the byte.

mod actions;
mod api;
mod forms;
mod model;
mod pages;
pub(crate) mod paper;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod verify;
mod view;

use utoipa::OpenApi;

use crate::AppState;
use crate::access::{Right, Routes, Who};

/// The job that makes the files of a document that was issued; its payload is the id of the document.
const MAKE: &str = "document-files";

/// The pages.
pub(crate) fn routes() -> Routes<AppState> {
    let (see, run) = (Who::May(Right::SeeDocuments), Who::May(Right::RunDocuments));
    Routes::default()
        .get("/bo/documents", see, pages::list)
        .get("/bo/documents/verification", see, pages::verification)
        .post("/bo/documents/verification", see, pages::verify)
        .get("/bo/documents/{id}", see, pages::show)
        .get("/bo/documents/{id}/file.docx", see, pages::word)
        .get("/bo/documents/{id}/file.pdf", see, pages::pdf)
        .get("/bo/documents/{id}/signed.pdf", see, pages::signed)
        .get("/bo/documents/{id}/snapshot.json", see, pages::snapshot)
        .post("/bo/documents/{id}/issue", run, pages::issue)
        .post("/bo/documents/{id}/signed", run, pages::take_back)
        .post("/bo/documents/{id}/revocation", run, pages::revoke)
        .get("/bo/units/{id}/signing", see, pages::signing)
        .post("/bo/units/{id}/letterhead", run, pages::set_letterhead)
        .post("/bo/units/{id}/signers", run, pages::add_signer)
        .post("/bo/units/{id}/signers/{signer}/end", run, pages::end_signer)
        .post("/bo/units/{id}/register", run, pages::set_register)
        .get("/api/v1/documents", see, api::list)
        .get("/api/v1/documents/{id}", see, api::show)
        .get("/api/v1/documents/{id}/files/{kind}", see, api::file)
}

/// What the JSON interface says about them.
pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    api::Documented::openapi()
}

/// Work done later.
pub(crate) fn handlers(handlers: jobs::Handlers, state: &AppState) -> jobs::Handlers {
    let app = state.clone();
    handlers.on(MAKE, move |job| {
        let app = app.clone();
        async move { actions::make_files(&app, job.payload()?).await }
    })
}

pub use verify::{Told, Verdict, verify};

pub(crate) use actions::{
    Signing, Snapshot, add_signer, file, issue, keep, said, set_letterhead, sign, snapshot,
};
pub(crate) use forms::{NewAct, NewLetterhead, NewSigner, is_organ};
pub(crate) use model::{Authority, Document, FileKind, INCOMING, Issued, Letterhead, Standing, State};
pub(crate) use store::{
    codes, find, letterhead, needed_files, next_number, of_organs, of_origin, standings_of,
};

/// What was signed and waits for its number from somebody, the latest first. Up to two statements; none for whoever gives no numbers.
pub(crate) async fn unnumbered(
    connection: &impl db::sea_orm::ConnectionTrait,
    signed: &crate::access::Signed,
) -> base::Result<Vec<Document>> {
    if !signed.may(Right::RunDocuments) {
        return Ok(Vec::new());
    }
    let scope = signed.scope(Right::RunDocuments);
    Ok(store::list(connection, &scope, Some(State::Signed), 0).await?.0)
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) use view::samples;
