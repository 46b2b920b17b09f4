//! The report of a period as files, for the command line.

use std::collections::BTreeSet;

use base::{Error, Result};
use chrono::{DateTime, Utc};
use documents::write::OfficialDocument;
use uuid::Uuid;
use web::{Language, View};

use super::content::{self, Matter};
use super::material::Material;
use super::model::{Consolidation, Kind, State};
use super::template::{Fault, Template};
use super::{actions, store};
use crate::access::{Grant, Right, Role, Signed};
use crate::issuing::{self, paper};
use crate::returns::{self, Regime, Run};
use crate::{AppState, units};

/// A report as files.
pub struct Built {
    /// Of the unit that reports, plain letters: `uy-ban-nhan-dan-phuong-an-khe`.
    pub unit: String,
    /// How far it came: `returns` where nobody began to write, else `draft`, `reviewed`, `signed` or `issued`.
    pub state: &'static str,
    /// The Word file.
    pub word: Vec<u8>,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// Why there is none.
#[derive(Debug)]
pub enum NotBuilt {
    /// No regime has a period of that name that was opened.
    NoPeriod,
    /// There are several plans; these.
    Plans(BTreeSet<String>),
    /// The template has faults, each with its line.
    Template(Vec<String>),
}

/// The reports of a period, `2025` or `2025-Q1`, of each unit that asked for it; `plan` is the number of the plan where there are
/// several. One that was issued is the file that was issued.
///
/// # Errors
/// Those of the database and of the store; what somebody has to put right is [`NotBuilt`].
pub async fn build(app: &AppState, period: &str, plan: Option<&str>) -> Result<Result<Vec<Built>, NotBuilt>> {
    let tx = app.db.read().await?;
    let mut found = returns::runs_named(&tx, period).await?;
    drop(tx);
    found.retain(|(_, run)| run.may_be_told());
    if let Some(plan) = plan {
        found.retain(|(regime, _)| number(regime) == plan);
    }
    let plans: BTreeSet<_> = found.iter().map(|(regime, _)| number(regime).to_owned()).collect();
    if plans.len() > 1 {
        return Ok(Err(NotBuilt::Plans(plans)));
    }
    let mut built = Vec::new();
    for (regime, run) in &found {
        match one(app, regime, run).await? {
            Ok(one) => built.push(one),
            Err(faults) => {
                return Ok(Err(NotBuilt::Template(faults.iter().map(Fault::to_string).collect())));
            }
        }
    }
    Ok(if built.is_empty() { Err(NotBuilt::NoPeriod) } else { Ok(built) })
}

/// The number of the plan that set a regime; empty where none did.
fn number(regime: &Regime) -> &str {
    regime.origin.as_ref().map_or("", |origin| origin.plan_number.as_str())
}

async fn one(app: &AppState, regime: &Regime, run: &Run) -> Result<Result<Built, Vec<Fault>>> {
    let tx = app.db.read().await?;
    let kind = if run.is_review() { Kind::Review } else { Kind::Report };
    let made = store::of_run(&tx, run.id).await?;
    let unit = vietnamese::fold(&units::find(&tx, regime.unit).await?.name).replace(' ', "-");
    drop(tx);
    // What is in hand comes before what was signed: it is the later one.
    let latest = made.into_iter().find(|one| one.kind == kind);
    if let Some(signed) = latest.as_ref().filter(|one| one.state == State::Signed) {
        return issued(app, signed, unit).await.map(Ok);
    }
    // Whoever runs commands on the data folder sees all of it.
    let reader = Signed::new(
        Uuid::nil(),
        String::new(),
        String::new(),
        vec![Grant { role: Role::Viewer, unit: None }],
    );
    let (document, state) = match &latest {
        Some(one) => {
            let today = web::format::day_of(app.db.clock().now());
            let composed = actions::composed(app, &reader, one.id, Right::SeeReturns, today).await?;
            (composed.document, one.state.name())
        }
        None => (of_returns(app, &reader, regime, run, kind).await?, "returns"),
    };
    let document = match document {
        Ok(document) => document,
        Err(faults) => return Ok(Err(faults)),
    };
    let (word, pdf) = written(document, app.db.clock().now()).await?;
    Ok(Ok(Built { unit, state, word, pdf }))
}

/// The files of what was signed.
async fn issued(app: &AppState, signed: &Consolidation, unit: String) -> Result<Built> {
    let tx = app.db.read().await?;
    let document = issuing::of_origin(&tx, signed.id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let word = issuing::file(app, &document, issuing::FileKind::Docx).await?.to_vec();
    let pdf = issuing::file(app, &document, issuing::FileKind::Pdf).await?.to_vec();
    Ok(Built { unit, state: document.state.name(), word, pdf })
}

/// What the returns of a period say, by the template that holds today.
async fn of_returns(
    app: &AppState,
    reader: &Signed,
    regime: &Regime,
    run: &Run,
    kind: Kind,
) -> Result<Result<OfficialDocument, Vec<Fault>>> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let template = store::template(&tx, (regime.unit, Some(regime.id)), kind, today).await?;
    let material = Material::load(&tx, reader, run.id, None, today).await?;
    let letterhead = issuing::letterhead(&tx, &material.line).await?;
    drop(tx);
    let view = View::new(app.site.clone(), Language::Vi);
    let matter = Matter::Period(Box::new(material));
    Ok(Template::read(&template).and_then(|template| content::compose(&view, &matter, template, &letterhead)))
}

async fn written(document: OfficialDocument, at: DateTime<Utc>) -> Result<(Vec<u8>, Vec<u8>)> {
    let write = move || Ok((paper::word(&document)?, paper::pdf(&document, at)?));
    tokio::task::spawn_blocking(write).await.map_err(Error::internal)?
}
