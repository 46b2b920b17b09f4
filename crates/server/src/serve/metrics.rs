//! `/metrics` in the text form of Prometheus: requests by route, and how long they took.

use anyhow::Result;
use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::time::Instant;

/// Seconds that divide the answers; the budget of a page is 50 ms.
const BUCKETS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0];

/// Starts counting and gives the page. Only this machine may see it, unless `public`.
pub(super) fn routes(public: bool) -> Result<Router> {
    let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.build_recorder();
    let figures = Figures { handle: recorder.handle(), public };
    metrics::set_global_recorder(recorder)?;
    metrics::describe_counter!(REQUESTS, "Requests answered, by route, method and status");
    metrics::describe_histogram!(
        SECONDS,
        metrics::Unit::Seconds,
        "Time until the head of the answer, by route"
    );
    Ok(Router::new().route("/metrics", get(show)).with_state(figures))
}

/// Counts a request. Routes stand for addresses: those hold names of readings that nobody else may know.
pub(super) async fn count(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = known(request.method());
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::histogram!(SECONDS, "route" => route.clone()).record(start.elapsed().as_secs_f64());
    metrics::counter!(REQUESTS, "route" => route, "method" => method, "status" => status).increment(1);
    response
}

/// A stranger may send any word as its method, and each would be a figure of its own for ever.
fn known(method: &Method) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| method == known)
        .unwrap_or("other")
}

const REQUESTS: &str = "http_requests_total";
const SECONDS: &str = "http_request_seconds";

#[derive(Clone)]
struct Figures {
    handle: PrometheusHandle,
    public: bool,
}

async fn show(
    State(figures): State<Figures>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<String, StatusCode> {
    // What a proxy on this machine passes on comes from elsewhere.
    let passed_on = ["forwarded", "x-forwarded-for"].iter().any(|name| headers.contains_key(*name));
    if figures.public || (peer.ip().is_loopback() && !passed_on) {
        figures.handle.run_upkeep();
        Ok(figures.handle.render())
    } else {
        Err(StatusCode::NOT_FOUND)
    }
}
