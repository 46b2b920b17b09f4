//! The reports of the sample: who reported what for which year, and what the office did with it.

use std::collections::{BTreeMap, HashMap};

use base::Result;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::play::Player;
use crate::access::Signed;
use crate::indicators::{Indicator, Kind};
use crate::issuing::{self, Authority, Letterhead, NewLetterhead, NewSigner, Standing};
use crate::returns::{self, CellState, Entered, Step, Verb};
use crate::{AppState, consolidation, indicators, plan, progress, units};

/// What stands in `reports.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) regime: Vec<Regime>,
    pub(super) report: Vec<Report>,
    pub(super) act: Vec<Act>,
    pub(super) office: Vec<Office>,
    pub(super) document: Vec<Document>,
    pub(super) plan: Vec<UnitPlan>,
    pub(super) publish: Vec<Publish>,
}

/// How an office issues: what stands on its documents, and who signs them.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Office {
    pub(super) on: NaiveDate,
    by: String,
    unit: String,
    parent: String,
    place: String,
    /// Who signs, in what way and with what title.
    signer: String,
    authority: String,
    title: String,
    #[serde(default)]
    head_title: String,
}

/// A report made of a year's returns, and how far it came.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) on: NaiveDate,
    by: String,
    of: String,
    year: i32,
    kind: String,
    /// Who reviewed it, and who signed it so that it was issued.
    reviewer: Option<String>,
    signer: Option<String>,
}

/// A unit's own plan, from the duties that it was given.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitPlan {
    pub(super) on: NaiveDate,
    by: String,
    unit: String,
    reviewer: String,
    signer: String,
}

/// What a unit shows everybody of how far it is: indicators, named as in a report, and the tasks of the plan.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Publish {
    pub(super) on: NaiveDate,
    by: String,
    unit: String,
    indicators: Vec<String>,
}

/// A regime set up as the plan has it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regime {
    pub(super) on: NaiveDate,
    pub(super) by: String,
    pub(super) unit: String,
    pub(super) first_year: i32,
    pub(super) ends_on: Option<NaiveDate>,
}

/// What somebody filled in for some units, and sent unless it is a draft.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    pub(super) on: NaiveDate,
    by: String,
    to: String,
    year: i32,
    units: Vec<String>,
    /// By the clause that set the target, or the key of what the town counts itself; the others do not concern the unit.
    #[serde(default)]
    values: BTreeMap<String, Value>,
    /// By section, in order.
    words: Vec<String>,
    #[serde(default)]
    is_draft: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    value: String,
    /// Of a share.
    whole: Option<String>,
    #[serde(default)]
    is_estimate: bool,
    note: Option<String>,
}

/// What the office did: to the returns of some units, to all that are sent, or to the period.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    pub(super) on: NaiveDate,
    by: String,
    to: String,
    year: i32,
    #[serde(default)]
    units: Vec<String>,
    #[serde(rename = "do")]
    verb: String,
    words: Option<String>,
    due_on: Option<NaiveDate>,
}

impl Player {
    pub(super) async fn set_up(&mut self, new: &Regime) -> Result<()> {
        let plan = self.plan().await?;
        let rule = plan::rule(&self.app.db.read().await?, plan).await?;
        let mut wanted = returns::proposed(&self.app, &rule)?;
        wanted.unit = self.unit(&new.unit)?;
        let all = indicators::all(&self.app.db.read().await?).await?;
        wanted.indicators = Some(all.into_iter().map(|one| one.id).collect());
        if let returns::Rule::Recurring(rule) = &mut wanted.rule {
            rule.first_year = new.first_year;
        }
        let id = returns::set_up(&self.app, &self.signed(&new.by).await?, wanted).await?;
        self.regimes.insert(new.unit.clone(), id);
        Ok(())
    }

    pub(super) async fn end(&self, ended: &Regime) -> Result<()> {
        returns::end(&self.app, &self.signed(&ended.by).await?, self.regime(&ended.unit)?).await
    }

    pub(super) async fn fill(&self, told: &Report) -> Result<()> {
        let signed = self.signed(&told.by).await?;
        for unit in &told.units {
            let whole = self.returned(&told.to, told.year, unit).await?;
            let entered = self.entered(&whole, told).await?;
            returns::save(&self.app, &signed, whole.it.id, entered).await?;
            if !told.is_draft {
                let new = returns::NewAct { revision: whole.it.revision, ..returns::NewAct::default() };
                returns::submit(&self.app, &signed, whole.it.id, new).await?;
            }
        }
        Ok(())
    }

    /// What a report says, as somebody would type it.
    async fn entered(&self, whole: &returns::Whole, told: &Report) -> Result<Entered> {
        let tx = self.app.db.read().await?;
        let (cells, passages) = (returns::cells(&tx, whole).await?, returns::passages(&tx, whole).await?);
        let measured: Vec<_> = cells.iter().map(|cell| cell.indicator).collect();
        let measured = indicators::among(&tx, &measured).await?;
        drop(tx);
        let of_clause = |clause: &str| {
            let is_its = |one: &&Indicator| {
                one.part_of.is_none()
                    && one.origin.as_ref().is_some_and(|origin| origin.clause_path == clause)
            };
            measured.values().find(is_its).map(|one| one.id)
        };
        let mut values = HashMap::new();
        for (name, value) in &told.values {
            let id = of_clause(name).map_or_else(|| self.counted(name), Ok)?;
            values.insert(id, value);
        }
        let mut form = web::Form::default();
        let is_typed = |id: &Uuid| measured.get(id).is_some_and(Indicator::is_typed);
        for cell in cells.iter().filter(|cell| is_typed(&cell.indicator)) {
            let id = cell.indicator;
            let value = values.get(&id);
            let state = match value {
                None if told.is_draft => CellState::NotReported,
                None => CellState::NotApplicable,
                Some(value) if value.is_estimate => CellState::Estimate,
                Some(_) => CellState::Value,
            };
            form.put(format!("state.{id}"), state.name());
            form.put(format!("seen.{id}"), &cell.number.to_string());
            if let Some(value) = value {
                let is_text = measured.get(&id).is_some_and(|one| one.kind == Kind::Text);
                form.put(format!("{}.{id}", if is_text { "text" } else { "value" }), &value.value);
                form.put(format!("whole.{id}"), value.whole.as_deref().unwrap_or_default());
                form.put(format!("note.{id}"), value.note.as_deref().unwrap_or_default());
            }
        }
        for (passage, words) in passages.iter().zip(&told.words) {
            form.put(format!("words.{}", passage.section), words);
            form.put(format!("seen.{}", passage.section), &passage.number.to_string());
        }
        Entered::read(&mut form)
    }

    pub(super) async fn handle(&self, told: &Act) -> Result<()> {
        let signed = self.signed(&told.by).await?;
        let verb = match told.verb.as_str() {
            "accept" => Verb::Accept,
            "give-back" => Verb::GiveBack,
            "extend" => Verb::Extend,
            "lock" => {
                let run = self.run(&told.to, told.year).await?;
                let new = returns::NewAct { revision: run.revision, ..returns::NewAct::default() };
                return returns::lock(&self.app, &signed, run.id, Step::Lock, new).await;
            }
            other => return Err(anyhow::anyhow!("nobody does {other}").into()),
        };
        let all = if told.units.is_empty() {
            let run = self.run(&told.to, told.year).await?;
            let all = returns::of_run(&self.app.db.read().await?, run.id, &crate::access::Scope::All).await?;
            all.into_iter().filter(|one| one.state == returns::State::Submitted).collect()
        } else {
            let mut named = Vec::new();
            for unit in &told.units {
                named.push(self.returned(&told.to, told.year, unit).await?.it);
            }
            named
        };
        for one in all {
            let new = returns::NewAct {
                key: None,
                revision: one.revision,
                words: told.words.clone(),
                due_on: told.due_on,
            };
            returns::act(&self.app, &signed, one.id, verb, new).await?;
        }
        Ok(())
    }

    /// Says how an office issues.
    pub(super) async fn settle(&self, told: &Office) -> Result<()> {
        let (signed, unit) = (self.signed(&told.by).await?, self.unit(&told.unit)?);
        let tx = self.app.db.read().await?;
        let name = units::find(&tx, unit).await?.name;
        drop(tx);
        let letterhead = Letterhead {
            parent: told.parent.clone(),
            agency: name,
            sign: "UBND".to_owned(),
            place: told.place.clone(),
            collective: "Ủy ban nhân dân".to_owned(),
            ..Letterhead::default()
        };
        issuing::set_letterhead(&self.app, &signed, unit, NewLetterhead { revision: 0, letterhead }).await?;
        let authority = Authority::named(&told.authority)
            .ok_or_else(|| anyhow::anyhow!("nobody signs as {}", told.authority))?;
        let standing = Standing {
            id: self.app.db.next_id(),
            unit,
            person: self.signed(&told.signer).await?.person(),
            authority,
            title: told.title.clone(),
            head_title: told.head_title.clone(),
            act: None,
            from: told.on,
            to: None,
        };
        issuing::add_signer(&self.app, &signed, unit, NewSigner { standing }).await
    }

    /// Makes a report of a year, as far as it came.
    pub(super) async fn document(&self, told: &Document) -> Result<()> {
        let (signed, run) = (self.signed(&told.by).await?, self.run(&told.of, told.year).await?);
        let kind = consolidation::Kind::named(&told.kind)
            .ok_or_else(|| anyhow::anyhow!("there is no {}", told.kind))?;
        let id = consolidation::begin(&self.app, &signed, (run.id, kind), None).await?;
        self.bring(&signed, id, told.reviewer.as_deref(), told.signer.as_deref()).await
    }

    /// Makes a unit's own plan and issues it.
    pub(super) async fn plan_of(&self, told: &UnitPlan) -> Result<()> {
        let (signed, of) = (self.signed(&told.by).await?, (self.plan().await?, self.unit(&told.unit)?));
        let id = consolidation::begin_plan(&self.app, &signed, of, None).await?;
        self.bring(&signed, id, Some(&told.reviewer), Some(&told.signer)).await
    }

    /// Brings a document as far as it came: to its review, and to its signature and its number.
    async fn bring(
        &self,
        signed: &Signed,
        id: Uuid,
        reviewer: Option<&str>,
        signer: Option<&str>,
    ) -> Result<()> {
        let step = |revision| consolidation::NewStep { key: None, revision, words: None };
        let Some(reviewer) = reviewer else { return Ok(()) };
        consolidation::review(&self.app, &self.signed(reviewer).await?, id, step(1)).await?;
        let Some(signer) = signer else { return Ok(()) };
        let document = consolidation::sign(&self.app, &self.signed(signer).await?, id, None, step(2)).await?;
        let act = issuing::NewAct { key: None, revision: 1, words: None };
        issuing::issue(&self.app, signed, document, act).await
    }

    /// Counts what the reports come to, and shows everybody what was ticked up to a day.
    pub(super) async fn publish(&self, app: &AppState, ticks: &[Publish], today: NaiveDate) -> Result<()> {
        returns::count_outcomes(app.clone()).await?;
        for told in ticks.iter().filter(|told| told.on <= today) {
            self.tick(told).await?;
        }
        Ok(())
    }

    async fn tick(&self, told: &Publish) -> Result<()> {
        let all = indicators::all(&self.app.db.read().await?).await?;
        let mut named = Vec::new();
        for name in &told.indicators {
            let is_its = |one: &&Indicator| {
                one.part_of.is_none() && one.origin.as_ref().is_some_and(|origin| origin.clause_path == *name)
            };
            named.push(all.iter().find(is_its).map_or_else(|| self.counted(name), |one| Ok(one.id))?);
        }
        let (unit, plan) = (self.unit(&told.unit)?, self.plan().await?);
        progress::publish_all(&self.app, &self.signed(&told.by).await?, unit, &named, plan).await
    }

    async fn run(&self, to: &str, year: i32) -> Result<returns::Run> {
        let runs = returns::runs(&self.app.db.read().await?, &[self.regime(to)?]).await?;
        let run = runs.into_iter().find(|(_, run)| run.period.to_string() == year.to_string());
        run.map(|(_, run)| run).ok_or_else(|| anyhow::anyhow!("{to} has no period {year}").into())
    }

    async fn returned(&self, to: &str, year: i32, unit: &str) -> Result<returns::Whole> {
        let (run, of) = (self.run(to, year).await?, self.unit(unit)?);
        let tx = self.app.db.read().await?;
        let all = returns::of_run(&tx, run.id, &crate::access::Scope::All).await?;
        let one = all.iter().find(|one| one.unit == of);
        let one = one.ok_or_else(|| anyhow::anyhow!("{unit} is not asked for {year}"))?;
        returns::whole(&tx, one.id).await
    }

    fn regime(&self, unit: &str) -> Result<Uuid> {
        self.regimes.get(unit).copied().ok_or_else(|| anyhow::anyhow!("{unit} has no regime").into())
    }
}
