//! The product: one folder per domain. A domain is entered through its `mod.rs` only.

pub mod plan;
pub mod state;

pub use state::AppState;

use web::routes::Routes;

/// All routes of the product, each with who may use it.
pub fn routes() -> Routes<AppState> {
    plan::routes()
}

/// All work done later: what a worker of this program runs.
pub fn handlers(state: &AppState) -> jobs::Handlers {
    plan::handlers(state)
}

/// Every page with values it could have.
pub fn samples() -> Vec<web::Sample> {
    web::failure::samples().into_iter().chain(plan::samples()).collect()
}
