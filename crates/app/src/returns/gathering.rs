//! Which periods a review gathers: those of its regime, and those of the regimes before it.
//!
//! A town that ended in a reform asked for the first years, and the ward that took over asks for the rest. What was reported to the
//! town for the years that nobody reported to the ward is gathered too, as far as it is the ward's today.

use std::collections::{BTreeSet, HashSet};

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

/// What a review of a regime gathers.
pub(crate) async fn gathered(
    connection: &impl ConnectionTrait,
    regime: &Regime,
    review: Period,
    lineage: &Lineage<Uuid>,
) -> Result<Gathered> {
    let before = befores(connection, regime, lineage).await?;
    let ids: Vec<_> = before.iter().map(|before| before.id).chain([regime.id]).collect();
    let runs = store::runs(connection, &ids).await?;
    let (own, others): (Vec<_>, Vec<_>) = runs
        .into_iter()
        .filter(|(_, run)| !run.is_review() && review.covers(run.period))
        .partition(|(of, _)| *of == regime.id);
    let mut gathered =
        Gathered { runs: own.into_iter().map(|(_, run)| run).collect(), ..Gathered::default() };
    let asked = |runs: &[Run]| {
        let asked = runs.iter().filter(|run| run.state != RunState::Coming);
        asked.map(|run| run.period).collect::<BTreeSet<_>>()
    };
    let own = asked(&gathered.runs);
    let others = last_asked(others, &before);
    let mut others: Vec<_> = others.into_iter().map(|(_, run)| run).collect();
    others.retain(|run| !own.contains(&run.period));
    if !others.is_empty() {
        let taken = asked(&others);
        gathered.runs.retain(|run| !taken.contains(&run.period));
        let within = units::ever_within(connection, &Scope::Under(vec![regime.unit])).await?;
        gathered.within = within.into_iter().map(|unit| unit.id).collect();
        gathered.before = others.iter().map(|run| run.id).collect();
        gathered.runs.extend(others);
    }
    Ok(gathered)
}

/// Those that were asked, each with its regime; of a unit that asked for the same twice what it asked for last, which ids tell.
fn last_asked(mut others: Vec<(Uuid, Run)>, before: &[Regime]) -> Vec<(Uuid, Run)> {
    others.retain(|(_, run)| run.state != RunState::Coming);
    let by = |regime: &Uuid| before.iter().find(|one| one.id == *regime).map(|one| one.unit);
    let is_last = |(of, run): &&(Uuid, Run)| {
        !others.iter().any(|(later, other)| later > of && by(later) == by(of) && other.period == run.period)
    };
    others.iter().filter(is_last).cloned().collect()
}

/// The regimes before one: for the same plan or what it replaces, as often, of a unit that became this one's; or of this unit itself
/// and ended since.
async fn befores(
    connection: &impl ConnectionTrait,
    regime: &Regime,
    lineage: &Lineage<Uuid>,
) -> Result<Vec<Regime>> {
    let Some(origin) = &regime.origin else { return Ok(Vec::new()) };
    let plans = plan::versions(connection, origin.plan).await?;
    let mut found = store::of_plans(connection, &plans).await?;
    let became = |unit: Uuid| {
        let today = lineage.today(unit, NaiveDate::MIN);
        today.iter().any(|(today, _)| *today == regime.unit)
    };
    found.retain(|other| {
        let is_before = if other.unit == regime.unit { other.ended_on.is_some() } else { became(other.unit) };
        other.id != regime.id && other.rule.is_as_often(&regime.rule) && is_before
    });
    Ok(found)
}
