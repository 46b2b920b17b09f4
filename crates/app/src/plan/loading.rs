//! A review as it stands: what was read, with all that was decided about it.

use std::collections::HashMap;

use base::{Error, Result};
use chrono::NaiveDate;
use uuid::Uuid;

use super::draft::{Draft, DutyFacts, Item, Taker};
use super::model::{Plan, PlanClause, PlanDuty, Review, day_of_names};
use super::names::{Answer, Directory};
use super::steps::Step;
use super::store::{self, reviews};
use super::versions::{self, Comparison};
use crate::access::{Right, Signed};
use crate::readings::{Outcome, State, Upload};
use crate::units::Unit;
use crate::{AppState, readings, units};

/// A review and how far its document is.
pub(crate) struct Loaded {
    pub(crate) review: Review,
    /// None where the document was forgotten, since nobody came back in time.
    pub(crate) upload: Option<Upload>,
    /// Once it has been read.
    pub(crate) work: Option<Work>,
}

/// What there is to decide, and what has been decided.
pub(crate) struct Work {
    pub(crate) outcome: Outcome,
    pub(crate) draft: Draft,
    /// The steps that hold.
    pub(crate) steps: Vec<Step>,
    /// Whose plan it will be.
    pub(crate) owner: Unit,
    /// All units there ever were, by name.
    pub(crate) units: Vec<Unit>,
    /// The day at which the names of the document are meant.
    pub(crate) on: NaiveDate,
    /// Plans with its number or of the same file.
    pub(crate) alike: Vec<Plan>,
    /// The plan of which it is a newer version.
    pub(crate) earlier: Option<Earlier>,
}

impl Work {
    /// Whether a step names only units that there are.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `unit`.
    pub(crate) fn allows(&self, step: &Step) -> Result<()> {
        let mut named = match step {
            Step::Name { answer: Answer::Units(units), .. } => units.clone(),
            Step::Duty { facts, .. } => {
                let unit = |taker: &Taker| if let Taker::Unit(unit) = taker { Some(*unit) } else { None };
                facts.lead.iter().chain(&facts.cooperating).filter_map(unit).collect()
            }
            _ => Vec::new(),
        };
        named.retain(|id| self.units.iter().all(|unit| unit.id != *id));
        if named.is_empty() { Ok(()) } else { Err(Error::invalid("unit", "choose")) }
    }

    /// The duty of the earlier version that this one is: its tasks go on.
    pub(crate) fn known(&self, item: &Item<DutyFacts>) -> Option<&PlanDuty> {
        let earlier = self.earlier.as_ref()?;
        let at = self.draft.clauses.iter().position(|clause| clause.clause == item.clause)?;
        let clause = &earlier.clauses[earlier.compared.was[at]?.at];
        let words = self.draft.mended(&item.clause, &item.facts.words);
        let leads = self.draft.takers(&item.facts.lead).units;
        versions::same_duty(&earlier.duties, clause.id, &words, &leads)
    }
}

/// The version before.
pub(crate) struct Earlier {
    pub(crate) plan: Plan,
    pub(crate) clauses: Vec<PlanClause>,
    pub(crate) duties: Vec<PlanDuty>,
    /// Which of its clauses is which of the newer ones.
    pub(crate) compared: Comparison,
}

/// Loads a review of a unit whose plans the person runs.
pub(crate) async fn load(app: &AppState, signed: &Signed, id: Uuid) -> Result<Loaded> {
    let tx = app.db.read().await?;
    let review = reviews::find(&tx, id, &signed.scope(Right::RunPlans)).await?;
    let upload = match readings::find(&tx, review.reading, app.db.clock().now()).await {
        Ok(upload) => upload,
        Err(Error::NotFound) => return Ok(Loaded { review, upload: None, work: None }),
        Err(fault) => return Err(fault),
    };
    let State::Done(result) = upload.state else {
        return Ok(Loaded { review, upload: Some(upload), work: None });
    };
    let steps = reviews::steps(&tx, id).await?;
    let units = units::all(&tx, None).await?;
    let successors = units::successors(&tx).await?;
    let mut earlier = match review.replaces {
        None => None,
        Some(earlier) => Some(Earlier {
            plan: store::find(&tx, earlier).await?,
            clauses: store::clauses(&tx, earlier).await?,
            duties: store::duties(&tx, earlier).await?,
            compared: Comparison::default(),
        }),
    };
    // What follows takes a while: others read meanwhile.
    drop(tx);
    let bytes = app.files.get(&result).await?;
    let today = web::format::day_of(app.db.clock().now());
    let unit = review.unit;
    // A large plan takes a while, in which the threads of all requests would stand still.
    let built = tokio::task::spawn_blocking(move || {
        let built = build(&bytes, unit, units, &successors, &steps, today)?;
        if let Some(earlier) = &mut earlier {
            let newer = built.1.newer();
            let newer: Vec<_> = newer.iter().map(|(path, words)| (path.as_str(), words.as_str())).collect();
            earlier.compared = versions::compare(&earlier.clauses, &newer);
        }
        Result::<_>::Ok((built, steps, earlier))
    });
    let ((outcome, draft, owner, units, on), steps, earlier) = built.await.map_err(Error::internal)??;
    let alike = store::alike(&app.db.read().await?, unit, &draft.about.number, &upload.file).await?;
    let work = Work { outcome, draft, steps, owner, units, on, alike, earlier };
    Ok(Loaded { review, upload: Some(upload), work: Some(work) })
}

type Built = (Outcome, Draft, Unit, Vec<Unit>, NaiveDate);

fn build(
    reading: &[u8],
    owner: Uuid,
    units: Vec<Unit>,
    successors: &HashMap<Uuid, Vec<Uuid>>,
    steps: &[Step],
    today: NaiveDate,
) -> Result<Built> {
    let outcome = Outcome::parse(reading)?;
    let issued_on = outcome.reading.document.date.as_deref().and_then(web::form::day);
    let on = day_of_names(issued_on, today);
    let owner = units.iter().find(|unit| unit.id == owner).cloned().ok_or(Error::NotFound)?;
    let holding: Vec<_> = units.iter().filter(|unit| unit.holds_on(on)).cloned().collect();
    let parents: HashMap<_, _> = units.iter().filter_map(|unit| Some((unit.id, unit.parent?))).collect();
    let below = |unit: Uuid| {
        std::iter::successors(Some(unit), |unit| parents.get(unit).copied()).any(|one| one == owner.id)
    };
    let former: Vec<_> = units
        .iter()
        .filter(|unit| !unit.holds_on(on))
        .filter_map(|unit| Some((unit.clone(), successors.get(&unit.id)?.clone())))
        .collect();
    let directory = Directory::new(&owner, &holding, &below, &former);
    let draft = Draft::new(&outcome.reading, &|name, group| directory.find(name, group)).after(steps)?;
    Ok((outcome, draft, owner, units, on))
}
