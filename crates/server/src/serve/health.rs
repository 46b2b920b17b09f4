//! `/healthz` says that the process answers, `/readyz` that it can do its work.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use chrono::TimeDelta;
use db::Db;
use jobs::Pulse;
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// What readiness is judged by.
#[derive(Clone)]
pub(super) struct Health {
    pub(super) db: Db,
    pub(super) pulse: Pulse,
    pub(super) stop: CancellationToken,
}

/// The two pages, for machines.
pub(super) fn routes(health: Health) -> Router {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready)).with_state(health)
}

/// A worker turns at least each 20 seconds, to renew its leases.
const SILENCE: TimeDelta = TimeDelta::seconds(60);
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Serialize)]
struct Readiness {
    database: bool,
    worker: bool,
    /// False once it was told to stop: a balancer sends nobody here any more.
    staying: bool,
}

async fn ready(State(health): State<Health>) -> (StatusCode, Json<Readiness>) {
    let now = health.db.clock().now();
    let readiness = Readiness {
        database: matches!(timeout(PATIENCE, health.db.check()).await, Ok(Ok(()))),
        worker: health.pulse.last().is_some_and(|last| now - last < SILENCE),
        staying: !health.stop.is_cancelled(),
    };
    let all = readiness.database && readiness.worker && readiness.staying;
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness))
}
