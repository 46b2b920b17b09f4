//! The verbs.

use base::{Error, Result};
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use db::{Event, WriteTx};
use documents::write::OfficialDocument;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::{Language, View};

use super::beginning::said;
use super::content::{self, Matter};
use super::duties::Duties;
use super::forms::{Edit, NewEdit, NewStep, NewVersion};
use super::found::{About, Found, found};
use super::material::{self, Material};
use super::model::{Consolidation, Kind, Step, Subject};
use super::narrative::Narrative;
use super::store::{self, Happened};
use super::template::Fault;
use crate::AppState;
use crate::access::{Right, Signed};
use crate::issuing::{self, Letterhead};
use crate::returns::{self, Regime, Summing};
use crate::units::{self, Unit};

/// Changes what it says.
///
/// # Errors
/// [`Error::Conflict`] where somebody changed the same meanwhile, or it is not a draft; [`Error::NotFound`] where what is changed
/// is not there.
pub(crate) async fn write(app: &AppState, signed: &Signed, id: Uuid, new: NewEdit) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if repeated(&tx, new.key).await?.is_some() {
        return Ok(());
    }
    let found = found(&tx, signed, id, Right::RunReturns).await?;
    let mut after = found.it.after(Step::Write)?;
    let before = store::narrative(&tx, id).await?;
    let next_id = || app.db.next_id();
    let mut event = Event::new("report.write", format!("consolidation:{id}")).at(found.about.unit());
    event = event.with("kind", new.edit.name())?;
    let seen = match &new.edit {
        Edit::Write { passage, .. }
        | Edit::LeaveOut { passage }
        | Edit::Join { passage }
        | Edit::Move { passage, .. }
        | Edit::MoveTo { passage, .. } => {
            let passage = before.passage(*passage).ok_or(Error::Conflict)?;
            event = event.with("before", &passage.words)?;
            passage.revision
        }
        Edit::TakeIn { .. } | Edit::Add { .. } => new.revision,
        Edit::Template { .. } => found.it.revision,
    };
    if seen != new.revision {
        return Err(Error::Conflict);
    }
    let narrative = before.clone();
    let narrative = match new.edit {
        Edit::Write { passage, words, is_named } => {
            event = event.with("words", &words)?;
            narrative.written(passage, &words, is_named, next_id).ok_or(Error::NotFound)?
        }
        Edit::LeaveOut { passage } => narrative.without(passage).ok_or(Error::NotFound)?,
        Edit::Join { passage } => narrative.joined(passage).ok_or(Error::Conflict)?,
        Edit::Move { passage, down } => narrative.moved(passage, down).ok_or(Error::Conflict)?,
        Edit::MoveTo { passage, section } => {
            has_section(&tx, &found, section).await?;
            event = event.with("section", section)?;
            narrative.moved_to(passage, section).ok_or(Error::Conflict)?
        }
        Edit::TakeIn { source } => narrative.with_source(source, next_id()).ok_or(Error::NotFound)?,
        Edit::Add { section, words } => {
            has_section(&tx, &found, section).await?;
            event = event.with("words", &words)?;
            narrative.with(section, &words, next_id)
        }
        Edit::Template { words } => {
            event = event.with("before", &after.template)?.with("template", &words)?;
            after.template = words;
            narrative
        }
    };
    store::change(&tx, &found.it, &after, &happened(&tx, signed, Step::Write, new.key, None)).await?;
    store::set_narrative(&tx, id, &before, &narrative).await?;
    tx.record(event);
    tx.commit().await
}

/// That a section is one of what a consolidation is made of.
async fn has_section(connection: &impl ConnectionTrait, found: &Found, section: Uuid) -> Result<()> {
    let sections = returns::sections(connection, found.period()?.0.id).await?;
    sections.iter().find(|one| one.id == section).map(drop).ok_or(Error::NotFound)
}

/// Takes in what returns tell now.
///
/// # Errors
/// [`Error::Conflict`] where it is not a draft.
pub(crate) async fn refresh(app: &AppState, signed: &Signed, id: Uuid, new: NewStep) -> Result<()> {
    let tx = app.db.read().await?;
    let found = found(&tx, signed, id, Right::RunReturns).await?;
    let summing = Summing::load(&tx, signed, found.period()?.1.id, None, false).await?;
    let said = said(&tx, &summing).await?;
    drop(tx);
    let tx = app.db.write(signed.actor()).await?;
    if repeated(&tx, new.key).await?.is_some() {
        return Ok(());
    }
    let it = store::find(&tx, id).await?;
    let after = it.after(Step::Refresh)?;
    let before = store::narrative(&tx, id).await?;
    let narrative = before.clone().refreshed(said, || app.db.next_id());
    store::change(&tx, &it, &after, &happened(&tx, signed, Step::Refresh, new.key, None)).await?;
    store::set_narrative(&tx, id, &before, &narrative).await?;
    tx.record(Event::new("report.refresh", format!("consolidation:{id}")).at(found.about.unit()));
    tx.commit().await
}

/// A consolidation as a document, with all it was made of.
pub(crate) struct Composed {
    pub(crate) found: Found,
    pub(crate) matter: Matter,
    pub(crate) narrative: Narrative,
    /// What returns tell now and it does not know.
    pub(crate) said: Vec<material::Said>,
    /// What stands on the documents of its unit.
    pub(crate) letterhead: Letterhead,
    pub(crate) document: Result<OfficialDocument, Vec<Fault>>,
}

/// Composes it as it is now, tasks counted on a day, or on that of its review. Up to twenty statements.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or the right does not reach its unit.
pub(crate) async fn composed(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    right: Right,
    today: NaiveDate,
) -> Result<Composed> {
    let tx = app.db.read().await?;
    let it = store::find(&tx, id).await?;
    let narrative = store::narrative(&tx, id).await?;
    let day = it.counted_on.unwrap_or(today);
    let (about, matter, said) = match it.subject {
        Subject::Period(period) => {
            let material = Material::load(&tx, signed, period, Some(narrative.told()), day).await?;
            let said = material::said(&tx, &material.summing, &material.sections).await?;
            let about = (material.summing.regime.clone(), material.summing.run.clone());
            (About::Period(Box::new(about)), Matter::Period(Box::new(material)), said)
        }
        Subject::Duties { plan, unit } => {
            let duties = Duties::load(&tx, plan, unit, day).await?;
            (About::of_duties(&duties), Matter::Duties(Box::new(duties)), Vec::new())
        }
    };
    if !signed.scope(right).holds(matter.line().iter().map(|unit| unit.id)) {
        return Err(Error::NotFound);
    }
    let found = Found { it, about };
    let letterhead = issuing::letterhead(&tx, matter.line()).await?;
    let replaces = match found.it.replaces {
        Some(before) => issuing::of_origin(&tx, before).await?,
        None => None,
    };
    drop(tx);
    // An official document is in Vietnamese, whatever language its reader works in.
    let view = View::new(app.site.clone(), Language::Vi);
    let mut document = content::compose(&view, &matter, found.it.template(), &letterhead);
    if let (Ok(document), Some(replaces)) = (&mut document, replaces) {
        content::say_replaces(&view, document, &replaces);
    }
    Ok(Composed { found, matter, narrative, said, letterhead, document })
}

/// Finds it good, as somebody who did not write it.
///
/// # Errors
/// [`Error::Invalid`] for `act` where the person wrote it, where returns tell what it does not know, or where its template does
/// not stand; [`Error::Conflict`] where somebody changed it meanwhile.
pub(crate) async fn review(app: &AppState, signed: &Signed, id: Uuid, new: NewStep) -> Result<()> {
    let today = web::format::day_of(app.db.clock().now());
    let composed = composed(app, signed, id, Right::ReviewReports, today).await?;
    let document = composed.document.map_err(|_| Error::invalid("act", "template"))?;
    if !composed.narrative.news(&composed.said).is_none() {
        return Err(Error::invalid("act", "report-news"));
    }
    let tx = app.db.write(signed.actor()).await?;
    if repeated(&tx, new.key).await?.is_some() {
        return Ok(());
    }
    let it = store::find(&tx, id).await?;
    // What was composed is what was there.
    if it.revision != new.revision || it != composed.found.it {
        return Err(Error::Conflict);
    }
    if store::authors(&tx, id).await?.contains(&signed.person()) {
        return Err(Error::invalid("act", "own-work"));
    }
    let after = it.after(Step::Review)?;
    let reviewed = fingerprint(&document)?;
    let after = Consolidation { counted_on: Some(today), reviewed: Some(reviewed.clone()), ..after };
    store::change(&tx, &it, &after, &happened(&tx, signed, Step::Review, new.key, new.words)).await?;
    tx.record(
        Event::new("report.review", format!("consolidation:{id}"))
            .at(composed.found.about.unit())
            .with("sha256", reviewed)?,
    );
    tx.commit().await
}

/// Gives it back to be written on.
///
/// # Errors
/// [`Error::Conflict`] where it was not reviewed, or somebody changed it meanwhile.
pub(crate) async fn reopen(app: &AppState, signed: &Signed, id: Uuid, new: NewStep) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    if repeated(&tx, new.key).await?.is_some() {
        return Ok(());
    }
    let found = found(&tx, signed, id, Right::ReviewReports).await?;
    let after = found.it.after(Step::Reopen)?;
    if found.it.revision != new.revision {
        return Err(Error::Conflict);
    }
    let event = Event::new("report.reopen", format!("consolidation:{id}")).at(found.about.unit());
    tx.record(event.with("reason", &new.words)?);
    store::change(&tx, &found.it, &after, &happened(&tx, signed, Step::Reopen, new.key, new.words)).await?;
    tx.commit().await
}

/// Whose templates: those of a regime, or those of a unit for its own plans.
#[derive(Clone, Debug)]
pub(crate) enum Owner {
    Regime(Box<Regime>),
    Unit(Unit),
}

impl Owner {
    /// The regime of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or it makes no such documents.
    pub(crate) async fn regime(connection: &impl ConnectionTrait, id: Uuid, kind: Kind) -> Result<Self> {
        let regime = returns::regime(connection, id).await?.filter(|_| Kind::OF_PERIODS.contains(&kind));
        regime.map(|regime| Self::Regime(Box::new(regime))).ok_or(Error::NotFound)
    }

    pub(crate) fn unit(&self) -> Uuid {
        match self {
            Self::Regime(regime) => regime.unit,
            Self::Unit(unit) => unit.id,
        }
    }

    /// As the store asks for them.
    pub(crate) fn key(&self) -> (Uuid, Option<Uuid>) {
        match self {
            Self::Regime(regime) => (regime.unit, Some(regime.id)),
            Self::Unit(unit) => (unit.id, None),
        }
    }
}

/// Sets a template from a day on.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach the unit.
pub(crate) async fn set_template(
    app: &AppState,
    signed: &Signed,
    owner: &Owner,
    new: NewVersion,
) -> Result<()> {
    let (unit, regime) = owner.key();
    let tx = app.db.write(signed.actor()).await?;
    if !units::is_within(&tx, unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let versions = store::template_versions(&tx, owner.key(), new.kind).await?;
    if versions.iter().any(|one| Some(one.id) == new.key) {
        return Ok(());
    }
    let version = store::NewTemplate {
        id: new.key.unwrap_or_else(|| tx.next_id()),
        unit,
        regime: regime.filter(|_| new.is_own),
        kind: new.kind,
        from_on: new.from_on,
        words: new.words,
        person: signed.person(),
        recorded_at: tx.now(),
    };
    store::add_template(&tx, &version).await?;
    let subject = match regime {
        Some(regime) => format!("regime:{regime}"),
        None => format!("unit:{unit}"),
    };
    tx.record(
        Event::new("report.template", subject)
            .at(unit)
            .with("kind", new.kind.name())?
            .with("from", new.from_on)?
            .with("template", &version.words)?,
    );
    tx.commit().await
}

/// The SHA-256 of what a document says.
pub(crate) fn fingerprint(document: &OfficialDocument) -> Result<String> {
    let bytes = serde_json::to_vec(document).map_err(Error::internal)?;
    Ok(hex::encode(Sha256::digest(bytes)))
}

/// To which consolidation that happened already.
pub(super) async fn repeated(tx: &impl ConnectionTrait, key: Option<Uuid>) -> Result<Option<Uuid>> {
    match key {
        Some(key) => store::happened(tx, key).await,
        None => Ok(None),
    }
}

pub(super) fn happened(
    tx: &WriteTx,
    signed: &Signed,
    step: Step,
    key: Option<Uuid>,
    words: Option<String>,
) -> Happened {
    Happened { id: key.unwrap_or_else(|| tx.next_id()), step, person: signed.person(), words }
}
