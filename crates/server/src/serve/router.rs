//! The pages of the product in what every request goes through.

use super::health::{self, Health};
use super::metrics;
use crate::config::Config;
use anyhow::Result;
use app::AppState;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::from_fn;
use db::Db;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;
use web::security::Hosts;

/// Everything that is served.
pub(super) fn router(state: AppState, config: &Config, health: Health) -> Result<Router> {
    let hosts = Hosts::new(config.server.public_url());
    let (site, db) = (state.site.clone(), state.db.clone());
    // Within what dresses the answers, so that the one that comes too late is a page too.
    let too_late =
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, config.server.request_time());
    let pages = app::router(state).layer(too_late);
    // Machines ask for these under any name, so they stand outside of what checks the host.
    let for_machines = health::routes(health).merge(metrics::routes(config.server.public_metrics)?);
    // More than may be uploaded: what is too large is still taken for a while, so that the browser shows the answer instead
    // of a broken line.
    let body = usize::try_from(config.uploads.bytes() + REFUSED_BYTES).unwrap_or(usize::MAX);
    Ok(web::security::dress(pages, site, hosts)
        .merge(for_machines)
        .layer(DefaultBodyLimit::max(body))
        .layer(from_fn(metrics::count))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewId(db))))
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const REFUSED_BYTES: u64 = 128 << 20;

/// What the lines of one request share in the log. The route stands for the address, which may hold the name of a reading
/// that nobody else may know.
fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), route, id)
}

#[derive(Clone)]
struct NewId(Db);

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&self.0.next_id().to_string()).ok().map(RequestId::new)
    }
}
