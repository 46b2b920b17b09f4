//! Which periods a review gathers, or are compared with: those of its regime, and those of the regimes before it.
//!
//! A town that ended in a reform asked for the first years, and the ward that took over asks for the rest. What was reported to the
//! town for the years that nobody reported to the ward is gathered too, as far as it is the ward's today.

use std::collections::{BTreeSet, HashMap, HashSet};

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use reporting::{Lineage, Period};
use uuid::Uuid;

use super::model::{Regime, Run, RunState};
use super::store;
use crate::access::Scope;
use crate::{plan, units};

/// Periods whose figures are gathered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) runs: Vec<Run>,
    /// Those among them of the regimes before.
    pub(crate) before: HashSet<Uuid>,
    /// All units that ever were the regime's unit or below it: of the periods before only what is theirs today counts.
    pub(crate) within: HashSet<Uuid>,
}

impl Gathered {
    /// One period alone.
    pub(crate) fn of(run: Run) -> Self {
        Self { runs: vec![run], ..Self::default() }
    }

    /// The last days of the periods.
    pub(crate) fn closes(&self) -> HashMap<Period, NaiveDate> {
        self.runs.iter().map(|run| (run.period, run.last_on)).collect()
    }
}

/// What the regimes before one were asked for and it was not itself: those for the same plan, as often, of other units, or of this unit
/// and ended since. `own`: its periods. Which of the units became this one, `gathered` looks at. One statement.
pub(crate) async fn asked_before(
    connection: &impl ConnectionTrait,
    (regime, own): (&Regime, &[Run]),
    is_wanted: impl Fn(Period) -> bool,
) -> Result<Vec<(Regime, Run)>> {
    let Some(origin) = &regime.origin else { return Ok(Vec::new()) };
    let own: BTreeSet<_> =
        own.iter().filter(|run| run.state != RunState::Coming).map(|run| run.period).collect();
    let mut asked = store::asked_for_plans(connection, plan::all_versions(origin.plan)).await?;
    asked.retain(|(other, run)| {
        let is_other = other.unit != regime.unit || other.ended_on.is_some() && other.id != regime.id;
        let is_missing = is_wanted(run.period) && !own.contains(&run.period);
        is_other && other.rule.is_as_often(&regime.rule) && !run.is_review() && is_missing
    });
    Ok(asked)
}

/// Some periods of a regime, with what was asked before it in the place of those that it has not asked for yet. One statement where there
/// is any such.
pub(crate) async fn gathered(
    connection: &impl ConnectionTrait,
    (regime, own): (&Regime, Vec<Run>),
    mut before: Vec<(Regime, Run)>,
    lineage: &Lineage<Uuid>,
) -> Result<Gathered> {
    let became = |unit: Uuid| {
        let today = lineage.today(unit, NaiveDate::MIN);
        today.iter().any(|(today, _)| *today == regime.unit)
    };
    before.retain(|(other, _)| other.unit == regime.unit || became(other.unit));
    let before = last_asked(&before);
    let mut gathered = Gathered { runs: own, ..Gathered::default() };
    if !before.is_empty() {
        gathered.runs.retain(|run| !before.iter().any(|before| before.period == run.period));
        let within = units::ever_within(connection, &Scope::Under(vec![regime.unit])).await?;
        gathered.within = within.into_iter().map(|unit| unit.id).collect();
        gathered.before = before.iter().map(|run| run.id).collect();
        gathered.runs.extend(before);
    }
    Ok(gathered)
}

/// Of a unit that asked for the same twice what it asked for last, which ids tell.
fn last_asked(asked: &[(Regime, Run)]) -> Vec<Run> {
    let is_last = |(regime, run): &&(Regime, Run)| {
        let mut others =
            asked.iter().filter(|(later, other)| later.id > regime.id && other.period == run.period);
        !others.any(|(later, _)| later.unit == regime.unit)
    };
    asked.iter().filter(is_last).map(|(_, run)| run.clone()).collect()
}
