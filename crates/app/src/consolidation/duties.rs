//! All that a unit's own plan is made of, as it is now.

use std::collections::{HashMap, HashSet};

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::indicators::{self, Indicator};
use crate::plan::{self, Heading, Outline};
use crate::tasks::{self, Task};
use crate::units::{self, Unit};

/// The duties that a plan gave to a unit, and what it is about.
pub(crate) struct Duties {
    pub(crate) plan: Outline,
    /// What is open and the unit leads, or one below it, in the order of the plan.
    pub(crate) led: Vec<Duty>,
    /// What it helps with.
    pub(crate) helped: Vec<Duty>,
    /// What the plan sets to be reached.
    pub(crate) indicators: Vec<Indicator>,
    /// The unit, then those above it.
    pub(crate) line: Vec<Unit>,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) today: NaiveDate,
}

/// A task with its place in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Duty {
    pub(crate) task: Task,
    /// The clause that asks for it, and the one above.
    pub(crate) clause: Heading,
    pub(crate) under: Option<Heading>,
    /// Units that help.
    pub(crate) helpers: Vec<Uuid>,
}

impl Duties {
    /// Up to nine statements.
    ///
    /// # Errors
    /// [`base::Error::NotFound`] where there is no such plan or unit.
    pub(crate) async fn load(
        tx: &impl ConnectionTrait,
        plan: Uuid,
        unit: Uuid,
        today: NaiveDate,
    ) -> Result<Self> {
        let plan = plan::outline(tx, plan).await?;
        let mut led = tasks::led_for_plans(tx, unit, plan::all_versions(plan.id)).await?;
        led.retain(|task| task.state.is_open());
        let helped = tasks::helped_for_plans(tx, unit, plan::all_versions(plan.id)).await?;
        let ids: Vec<_> = led.iter().chain(&helped).map(|task| task.id).collect();
        let mut helpers = tasks::helpers(tx, &ids).await?;
        let clauses: Vec<_> = plan.clauses.iter().map(|clause| clause.id).collect();
        let indicators = indicators::of_clauses(tx, &clauses).await?;
        let line = units::line(tx, unit).await?;
        let mut named: Vec<_> = led.iter().chain(&helped).map(|task| task.lead).collect();
        named.extend(helpers.values().flatten().copied());
        named.push(plan.unit);
        named.sort_unstable();
        named.dedup();
        let units = units::among_ids(tx, &named).await?;
        let led = in_order(&plan, led, &mut helpers);
        let helped = in_order(&plan, helped, &mut helpers);
        Ok(Self { led, helped, indicators, line, units, today, plan })
    }

    /// The name of a unit.
    pub(crate) fn name(&self, unit: Uuid) -> &str {
        self.units.get(&unit).map_or("", |unit| unit.name.as_str())
    }

    /// How many of those that the unit leads have no last day.
    pub(crate) fn without_term(&self) -> usize {
        self.led.iter().filter(|duty| duty.task.due_on.is_none()).count()
    }
}

/// By their places in the plan, those due first first; of recurring work the next run. What stands in the plan no more is not
/// among them.
fn in_order(plan: &Outline, tasks: Vec<Task>, helpers: &mut HashMap<Uuid, Vec<Uuid>>) -> Vec<Duty> {
    let places: HashMap<_, _> = plan.clauses.iter().enumerate().map(|(at, clause)| (clause.id, at)).collect();
    let (mut placed, mut seen) = (Vec::new(), HashSet::new());
    for task in tasks {
        let is_first = task.series.as_ref().is_none_or(|(series, _)| seen.insert((*series, task.lead)));
        let at = task.origin.as_ref().and_then(|origin| places.get(&origin.clause));
        if let Some(at) = at.filter(|_| is_first) {
            let duty = Duty {
                clause: plan.clauses[*at].clone(),
                under: plan.above(*at).cloned(),
                helpers: helpers.remove(&task.id).unwrap_or_default(),
                task,
            };
            placed.push((*at, duty));
        }
    }
    // Those of one clause stay in the order in which they are due.
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, duty)| duty).collect()
}
