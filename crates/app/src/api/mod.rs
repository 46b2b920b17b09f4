//! The JSON interface as a whole: its description. What it says and does stands in each domain's `api.rs`.
//!
//! Invariants: a route under `/api/v1` calls what the page calls, under the same right; a token says who asks, never a
//! cookie; the description is made of the code, and every route stands in it.

#[cfg(test)]
mod tests;

use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use web::problem::{Clash, Problem, Wrong};

use crate::AppState;
use crate::access::{Routes, Who};
use crate::{indicators, issuing, plan, returns, tasks, units};

/// The description, for everybody: it holds nothing but what the code says.
pub fn routes() -> Routes<AppState> {
    Routes::default().get("/api/openapi.json", Who::Everybody, async || Json(document()))
}

/// The whole interface as OpenAPI describes it.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
        .merge_from(units::documented())
        .merge_from(plan::documented())
        .merge_from(tasks::documented())
        .merge_from(indicators::documented())
        .merge_from(returns::documented())
        .merge_from(issuing::documented())
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "BioKhê",
        version = "1",
        description = "Plans, tasks, indicators, periodic reports and documents of a local authority. Days are written 2026-11-23, instants in UTC. Errors are \
                       problems (RFC 9457) in the language of Accept-Language.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "units", description = "Agencies, offices, wards, centres, true for each day"),
        (name = "plans", description = "Official documents with duties to fulfil"),
        (name = "tasks", description = "Work with a unit that leads it"),
        (name = "indicators", description = "What plans measure, and what was reached"),
        (name = "documents", description = "Official documents that were signed and issued, with their files"),
        (name = "returns", description = "Periodic reports: who asks, when, and what each unit tells"),
    ),
    components(schemas(Problem, Wrong, Clash)),
    security(("token" = [])),
    modifiers(&Token),
)]
struct Document;

/// How a program says for whom it asks.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("bk_…")
            .description(Some("An access token, made on the page of one's own account"));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token.build()));
    }
}
