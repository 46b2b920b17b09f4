//! What a reading under way is, and its rules. Pure.

use chrono::{DateTime, Utc};
use files::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A document that a visitor handed in to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    /// Unguessable: whoever knows it may see and delete the reading.
    pub(crate) id: Uuid,
    /// Name of the file as it came.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) size: u64,
    /// The file.
    pub(crate) file: Hash,
    /// How far it is.
    pub(crate) state: State,
    /// When it is forgotten.
    pub(crate) expires_at: DateTime<Utc>,
}

/// How far a reading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It waits for a worker.
    Queued,
    /// A worker reads it.
    Running(Progress),
    /// It was read; the result stands in the file.
    Done(Hash),
    /// It could not be read; the key of the reason in `locales/`, after `error-`.
    Failed(String),
}

impl State {
    /// Its name in the database and, after `state-`, in `locales/`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running(_) => "running",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
        }
    }
}

/// Where in its work a reader is: `done` of `total` pieces of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// What it does.
    pub(crate) step: Step,
    /// Pieces done: pages for a scan.
    #[serde(default)]
    pub(crate) done: u32,
    /// Pieces in all.
    #[serde(default)]
    pub(crate) total: u32,
}

/// What a reader does, in order; a document is either extracted or scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Step {
    /// Telling the form of the file.
    Detect,
    /// Taking the text out.
    Extract,
    /// Recognising characters, page by page.
    Scan,
    /// Finding the clauses.
    Outline,
    /// Finding what the clauses say.
    Meaning,
}

impl Step {
    /// Its name in the database and, after `step-`, in `locales/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Detect => "detect",
            Self::Extract => "extract",
            Self::Scan => "scan",
            Self::Outline => "outline",
            Self::Meaning => "meaning",
        }
    }

    /// The step of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Detect, Self::Extract, Self::Scan, Self::Outline, Self::Meaning]
            .into_iter()
            .find(|step| step.name() == name)
    }
}

/// Where a step stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Standing {
    /// Behind us.
    Done,
    /// Under way.
    Now,
    /// To come.
    Next,
}

impl Progress {
    /// The steps as the page shows them. Scanning takes the place of extracting once it is known to be needed.
    pub(crate) fn steps(self) -> [(Step, Standing); 4] {
        let second = if self.step == Step::Scan { Step::Scan } else { Step::Extract };
        [Step::Detect, second, Step::Outline, Step::Meaning].map(|step| {
            let standing = match step.cmp(&self.step) {
                std::cmp::Ordering::Less => Standing::Done,
                std::cmp::Ordering::Equal => Standing::Now,
                std::cmp::Ordering::Greater => Standing::Next,
            };
            (step, standing)
        })
    }

    /// How much of all the work is done, in percent. Scanning is by far the longest step.
    pub(crate) fn percent(self) -> u32 {
        let (from, to) = match self.step {
            Step::Detect => (0, 5),
            Step::Extract => (5, 60),
            Step::Scan => (5, 90),
            Step::Outline => (90, 94),
            Step::Meaning => (94, 99),
        };
        let share = ((to - from) * self.done.min(self.total)).checked_div(self.total).unwrap_or_default();
        from + share
    }
}

/// The name of a file as it is kept and shown: without folders and what is not seen, at most 160 letters.
pub(crate) fn file_name(given: &str) -> String {
    web::form::file_name(given, 160)
}
