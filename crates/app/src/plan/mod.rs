//! Plans. For now: a visitor hands in a document and gets it read.
//!
//! Invariants: a document is read by a program of its own, in a process that knows no secret of ours and is killed with
//! all it started when it takes too long; the same upload sent twice is one reading; a reading is forgotten at once where
//! somebody deletes it, else after [`Settings::keep`], and its files are swept within half an hour; the upload of one
//! that could not be read goes at once; nothing that stands in a document reaches the log or the audit.

mod actions;
mod export;
mod forms;
mod jobs;
mod marks;
mod model;
mod pages;
mod repairs;
mod samples;
mod source;
mod store;
#[cfg(test)]
mod tests;
mod view;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;

use crate::AppState;
use crate::access::{Routes, Who};

pub use jobs::{ProgressLine, Report};
pub use words::{Words, signer};

/// How plans are read, from the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The program `biokhe` itself: it is started again to read a document.
    pub program: PathBuf,
    /// Most bytes of an upload.
    pub upload_bytes: u64,
    /// Most readings kept at a time.
    pub readings: u64,
    /// How long a reading and its file are kept.
    pub keep: TimeDelta,
    /// Longest time one document may take.
    pub patience: Duration,
    /// Settings of the reader as environment variables. It gets no others of this process but a few of the system's.
    pub variables: Vec<(&'static str, String)>,
}

/// The pages.
pub fn routes() -> Routes<AppState> {
    Routes::default()
        .get("/", Who::Everybody, pages::start)
        .get("/plan/readings", Who::Everybody, pages::to_start)
        .post("/plan/readings", Who::Everybody, pages::upload)
        .get("/plan/readings/{name}", Who::Holder, pages::show)
        .get("/plan/readings/{name}/progress", Who::Holder, pages::progress)
        .post("/plan/readings/{name}/delete", Who::Holder, pages::delete)
}

/// The jobs: reading a document, and sweeping what is past its time.
pub fn handlers(state: &AppState) -> ::jobs::Handlers {
    let (reader, sweeper) = (state.clone(), state.clone());
    ::jobs::Handlers::new().on(jobs::READ, move |job| jobs::read(reader.clone(), job)).every(
        actions::SWEEP_PERIOD,
        jobs::SWEEP,
        move |_| actions::sweep(sweeper.clone()),
    )
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) fn page_samples(site: &web::Site, language: web::Language) -> Vec<web::Sample> {
    let mut samples = view::samples::samples();
    samples.extend(view::samples::readings(site, language));
    samples
}
