//! What every handler can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use db::Db;
use files::Files;
use web::Site;

use crate::{exchange, notices, people, readings};

/// The parts of a running program that handlers and jobs work with; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database; its clock is everybody's clock.
    pub db: Db,
    /// Uploads and results.
    pub files: Files,
    /// Texts, templates, assets.
    pub site: Site,
    /// How people sign in.
    pub people: Arc<people::Settings>,
    /// Hashes their passwords.
    pub passwords: people::Passwords,
    /// How plans are read.
    pub readings: Arc<readings::Settings>,
    /// What people are told, and how.
    pub notices: Arc<notices::Settings>,
    /// Where messages to other authorities go, and where theirs are found.
    pub exchange: Arc<exchange::Exchange>,
}

impl FromRef<AppState> for Site {
    fn from_ref(state: &AppState) -> Self {
        state.site.clone()
    }
}
