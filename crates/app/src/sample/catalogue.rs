//! What the sample counts besides the targets of its plan.

use base::Result;
use reporting::Formula;
use serde::Deserialize;
use uuid::Uuid;

use super::play::Player;
use crate::indicators::{
    self, Baseline, Indicator, Kind, NewPlace, NewRules, NewSource, OVER_TIME, OfTasks, Own, PartOf, Source,
    Target, WorkedOut,
};

/// What stands in `indicators.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalogue {
    pub(super) indicator: Vec<Counted>,
}

/// An indicator of the town's own.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counted {
    /// Its name in these files.
    key: String,
    part_of: Option<String>,
    part_by: Option<String>,
    name: String,
    measured_in: Option<String>,
    kind: String,
    #[serde(default)]
    steps: Vec<String>,
    target: Option<f64>,
    target_year: Option<i32>,
    baseline: Option<f64>,
    baseline_year: Option<i32>,
    over_time: Option<String>,
    formula: Option<String>,
    #[serde(default)]
    operands: Vec<String>,
    tasks: Option<String>,
}

impl Player {
    /// Adds it as the office would on its pages.
    pub(super) async fn count(&mut self, new: Counted) -> Result<()> {
        let signed = self.signed("mai.tt").await?;
        let kind = Kind::named(&new.kind).ok_or_else(|| anyhow::anyhow!("no kind {}", new.kind))?;
        let whole = new.part_of.as_deref().map(|key| self.counted(key)).transpose()?;
        let own = Own {
            key: None,
            unit: Some(self.unit("thi-xa")?),
            part_of: whole.map(|whole| PartOf { whole, by: new.part_by.clone() }),
            name: new.name.clone(),
            measured_in: new.measured_in.clone(),
            kind,
            steps: new.steps.clone(),
            is_up: true,
            target: new.target.map(|low| Target { year: new.target_year, low: Some(low), high: None }),
        };
        let part_of = own.part_of.clone();
        let id = indicators::add_own(&self.app, &signed, own).await?;
        self.counted.insert(new.key.clone(), id);
        if let Some(value) = new.baseline {
            let baseline = Some(Baseline { value, year: new.baseline_year });
            let place = NewPlace { part_of, baseline, revision: self.as_counted(id).await?.revision };
            indicators::place(&self.app, &signed, id, place).await?;
        }
        if let Some(name) = &new.over_time {
            let rule = OVER_TIME.into_iter().find(|(known, _)| known == name);
            let (_, over_time) = rule.ok_or_else(|| anyhow::anyhow!("no rule {name}"))?;
            let it = self.as_counted(id).await?;
            let rules = indicators::Rules { over_time, ..it.rules };
            let rules = NewRules { kind, steps: new.steps.clone(), rules, revision: it.revision };
            indicators::count_so(&self.app, &signed, id, rules).await?;
        }
        if let Some(source) = self.source(&new)? {
            let source = NewSource { source, revision: self.as_counted(id).await?.revision };
            indicators::take_from(&self.app, &signed, id, source).await?;
        }
        Ok(())
    }

    async fn as_counted(&self, id: Uuid) -> Result<Indicator> {
        indicators::find(&self.app.db.read().await?, id).await
    }

    fn source(&self, new: &Counted) -> Result<Option<Source>> {
        if let Some(name) = &new.tasks {
            let of = OfTasks::named(name).ok_or_else(|| anyhow::anyhow!("nothing counts {name}"))?;
            return Ok(Some(Source::Tasks(of)));
        }
        let Some(text) = new.formula.clone() else { return Ok(None) };
        let formula = Formula::read(&text).map_err(|fault| anyhow::anyhow!("{text}: {fault:?}"))?;
        let operands = new.operands.iter().map(|key| self.counted(key)).collect::<Result<_>>()?;
        Ok(Some(Source::Formula(WorkedOut { text, formula, operands })))
    }

    pub(super) fn counted(&self, key: &str) -> Result<Uuid> {
        self.counted.get(key).copied().ok_or_else(|| anyhow::anyhow!("nothing is counted as {key}").into())
    }
}
