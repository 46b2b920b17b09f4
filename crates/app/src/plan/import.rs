//! Taking a document in from the command line: the same review that the page begins, with what is sure accepted.

use base::{Error, Result};
use uuid::Uuid;

use super::forms::NewReview;
use super::loading::Work;
use super::steps::Step;
use super::{actions, keeping, loading};
use crate::access::{Right, Signed};
use crate::readings::{self, Arrival};
use crate::{AppState, people, units};

/// What is taken in.
#[derive(Debug)]
pub struct Import {
    /// Login of the person on whose behalf.
    pub login: String,
    /// Name or code of the unit whose plan it is.
    pub unit: String,
    /// Name of the file.
    pub name: String,
    /// The document.
    pub document: Vec<u8>,
    /// What was read from it: a reading with its source, as `biokhe plan read --json --with-source` prints it.
    pub reading: Vec<u8>,
    /// Whether to keep the plan at once, without what is not sure.
    pub keep: bool,
}

/// What became of it.
#[derive(Debug)]
pub struct Imported {
    /// The review, to be gone on with on the page.
    pub review: Uuid,
    /// The plan, where it was kept.
    pub plan: Option<Uuid>,
    /// What nobody has decided about: names, duties, targets, the reporting rule and scan errors.
    pub open: usize,
}

/// Begins a review with what is sure accepted, and keeps the plan where that is asked for.
///
/// # Errors
/// [`Error::Invalid`] for `login` (nobody, or no right), `unit` (none or several of that name within their units), and as
/// keeping a plan on the page.
pub async fn import(app: &AppState, import: Import) -> Result<Imported> {
    let signed = signed(app, &import.login).await?;
    let unit = unit(app, &signed, &import.unit).await?;
    let stored = app.files.put_bytes(import.document).await?;
    let arrival = Arrival { key: None, name: import.name, stored, fields: Vec::new() };
    let review = actions::begin(app, &signed, NewReview { key: None, unit, arrival }).await?;
    let loaded = loading::load(app, &signed, review).await?;
    readings::read_already(app, loaded.review.reading, import.reading).await?;
    if Step::sure(&work(app, &signed, review).await?.draft).is_some() {
        let sure = |work: &Work| Step::sure(&work.draft).ok_or(Error::Conflict);
        actions::step(app, &signed, review, 0, sure).await?;
    }
    if import.keep {
        drop_unled(app, &signed, review).await?;
    }
    let open = work(app, &signed, review).await?.draft.open().sum();
    let revision = loading::load(app, &signed, review).await?.review.revision;
    let plan =
        if import.keep { Some(keeping::keep(app, &signed, review, revision, true).await?) } else { None };
    Ok(Imported { review, plan, open })
}

/// Puts duties back that nobody leads yet: a person has to say who does.
async fn drop_unled(app: &AppState, signed: &Signed, review: Uuid) -> Result<()> {
    let loaded = loading::load(app, signed, review).await?;
    let items = loaded.work.map(|work| work.draft.unled()).unwrap_or_default();
    if items.is_empty() {
        return Ok(());
    }
    actions::step(app, signed, review, loaded.review.revision, |_| Ok(Step::Reopen { items })).await
}

async fn work(app: &AppState, signed: &Signed, review: Uuid) -> Result<Work> {
    loading::load(app, signed, review).await?.work.ok_or(Error::Conflict)
}

async fn signed(app: &AppState, login: &str) -> Result<Signed> {
    let found = people::acting(app, login).await?;
    found
        .filter(|signed| signed.may(Right::RunPlans))
        .ok_or_else(|| Error::invalid("login", "no-such-planner"))
}

/// By code or by name, within the units whose plans the person runs.
async fn unit(app: &AppState, signed: &Signed, wanted: &str) -> Result<Uuid> {
    let all = units::ever_within(&app.db.read().await?, &signed.scope(Right::RunPlans)).await?;
    let sought = vietnamese::fold(wanted.trim());
    let is_wanted = |unit: &&units::Unit| {
        unit.code.as_deref() == Some(wanted.trim()) || vietnamese::fold(&unit.name) == sought
    };
    let found: Vec<_> = all.iter().filter(is_wanted).collect();
    match found.as_slice() {
        [unit] => Ok(unit.id),
        [] => Err(Error::invalid("unit", "no-such-unit")),
        _ => Err(Error::invalid("unit", "several-units")),
    }
}
