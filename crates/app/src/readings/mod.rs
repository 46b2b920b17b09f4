//! Documents that visitors hand in and get read; what becomes of a reading is for others.
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
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;

use crate::AppState;
use crate::access::{Routes, Who};

pub(crate) use actions::{Arrival, add, forget_expired, read_already};
pub(crate) use forms::receive;
pub use jobs::{ProgressLine, Report};
pub(crate) use marks::{Finding, Sort, anchor};
pub(crate) use model::{State, Upload, file_name};
pub(crate) use pages::progress_values;
pub(crate) use repairs::{kinds as repair_kinds, level as repair_level};
pub(crate) use store::{find, is_of, needed_files, remove};
pub(crate) use view::{Outcome, excerpt, reporting, source};
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

/// The job: reading a document.
pub fn handlers(state: &AppState) -> ::jobs::Handlers {
    let reader = state.clone();
    ::jobs::Handlers::new().on(jobs::READ, move |job| jobs::read(reader.clone(), job))
}

/// Every page with values it could have, for the test that renders them all.
#[cfg(test)]
pub(crate) fn page_samples(site: &web::Site, language: web::Language) -> Vec<web::Sample> {
    let mut samples = view::samples::samples();
    samples.extend(view::samples::readings(site, language));
    samples
}
