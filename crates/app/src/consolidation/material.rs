//! All that a consolidated report is made of, as it is now.

use std::collections::{BTreeMap, HashMap};

use base::Result;
use chrono::NaiveDate;
use db::ReadTx;
use uuid::Uuid;

use crate::access::Signed;
use crate::plan;
use crate::returns::{self, Section, Summing};
use crate::tasks::{self, Counts};
use crate::units::{self, Unit};

/// What a report of one period is made of.
pub(crate) struct Material {
    pub(crate) summing: Summing,
    pub(crate) sections: Vec<Section>,
    /// What returns tell in words: section, unit, words; units in the order of their names.
    pub(crate) passages: Vec<(Uuid, Uuid, String)>,
    /// How the tasks of the plan stand today, by the unit that leads them.
    pub(crate) tasks: BTreeMap<Uuid, Counts>,
    /// The unit that reports, then those above it.
    pub(crate) line: Vec<Unit>,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) today: NaiveDate,
}

impl Material {
    /// Of a period, in up to fifteen statements.
    ///
    /// # Errors
    /// [`base::Error::NotFound`] for whoever does not see all its returns.
    pub(crate) async fn load(tx: &ReadTx, signed: &Signed, id: Uuid, today: NaiveDate) -> Result<Self> {
        let summing = Summing::load(tx, signed, id, None, false).await?;
        let sections = returns::sections(tx, summing.regime.id).await?;
        let sent: HashMap<_, _> =
            summing.returns().filter(|one| one.state.is_sent()).map(|one| (one.id, one.unit)).collect();
        let ids: Vec<_> = sent.keys().copied().collect();
        let told = returns::told_by(tx, &ids).await?;
        let plan = summing.regime.origin.as_ref().map(|origin| origin.plan);
        let stands = match plan {
            Some(plan) => tasks::stands_for_plans(tx, summing.regime.unit, plan::all_versions(plan)).await?,
            None => Vec::new(),
        };
        let mut tasks: BTreeMap<Uuid, Counts> = BTreeMap::new();
        for stand in stands {
            tasks.entry(stand.lead).or_default().count(stand.standing(today));
        }
        tasks.retain(|_, counts| counts.all() > 0);
        let asked = summing.returns().map(|one| one.unit);
        let mut named: Vec<_> = asked.chain(tasks.keys().copied()).collect();
        // Of several periods the units of today are told.
        named.extend(summing.measured.iter().flat_map(|id| summing.by_unit(*id).into_keys()));
        named.sort_unstable();
        named.dedup();
        let units = units::among_ids(tx, &named).await?;
        let mut passages: Vec<_> = told
            .into_iter()
            .filter_map(|(of, section, words)| Some((section, *sent.get(&of)?, words)))
            .collect();
        passages.sort_by_cached_key(|(_, unit, words)| {
            let name = units.get(unit).map(|unit| unit.name.as_str()).unwrap_or_default();
            (vietnamese::sort::sort_key(name), words.clone())
        });
        let line = units::line(tx, summing.regime.unit).await?;
        Ok(Self { summing, sections, passages, tasks, line, units, today })
    }

    /// The name of a unit.
    pub(crate) fn name(&self, unit: Uuid) -> &str {
        self.units.get(&unit).map_or("", |unit| unit.name.as_str())
    }

    /// Some units in the order of their names.
    pub(crate) fn in_order(&self, units: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
        let mut units: Vec<_> = units.collect();
        units.sort_by_cached_key(|unit| vietnamese::sort::sort_key(self.name(*unit)));
        units.dedup();
        units
    }
}
