//! The product: one folder per domain. A domain is entered through its `mod.rs` only.

pub mod plan;
pub mod state;
#[cfg(test)]
mod tests;

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
