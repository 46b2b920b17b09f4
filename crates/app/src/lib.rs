//! The product: one folder per domain. A domain is entered through its `mod.rs` only.

pub mod access;
pub mod api;
pub mod audit;
mod calendar;
pub mod consolidation;
pub mod desk;
pub mod dispatch;
mod evidence;
pub mod exchange;
mod incoming;
pub mod indicators;
pub mod issuing;
pub mod notices;
pub mod people;
pub mod plan;
mod progress;
pub mod readings;
pub mod returns;
pub mod sample;
pub mod state;
mod sweep;
pub mod tasks;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod units;

pub use state::AppState;

use access::Routes;
use axum::Router;
use axum::middleware::from_fn_with_state;

/// All routes of the product, each with who may use it.
pub fn routes() -> Routes<AppState> {
    readings::routes()
        .merge(desk::routes())
        .merge(plan::routes())
        .merge(tasks::routes())
        .merge(indicators::routes())
        .merge(returns::routes())
        .merge(consolidation::routes())
        .merge(issuing::routes())
        .merge(dispatch::routes())
        .merge(incoming::routes())
        .merge(exchange::routes())
        .merge(progress::routes())
        .merge(calendar::routes())
        .merge(notices::routes())
        .merge(people::routes())
        .merge(units::routes())
        .merge(audit::routes())
        .merge(api::routes())
}

/// The routes ready to answer: each request knows who is signed in.
pub fn router(state: AppState) -> Router {
    let identify = from_fn_with_state(state.clone(), people::identify);
    routes().into_router().layer(identify).with_state(state)
}

/// All work done later: what a worker of this program runs.
pub fn handlers(state: &AppState) -> jobs::Handlers {
    let sweeper = state.clone();
    let handlers = tasks::handlers(readings::handlers(state), state);
    let handlers = issuing::handlers(returns::handlers(handlers, state), state);
    let handlers = incoming::handlers(dispatch::handlers(handlers, state), state);
    let handlers = exchange::handlers(handlers, state);
    audit::handlers(notices::handlers(handlers, state), state)
        .every(sweep::PERIOD, sweep::SWEEP, move |_| sweep::sweep(sweeper.clone()))
}
