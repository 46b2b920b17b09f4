//! What the pages are made of, asked of the domains in a handful of statements.

use std::collections::{HashMap, HashSet};

use base::{Error, Result};
use chrono::{Days, NaiveDate};
use db::ReadTx;
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::model::{ByUnit, Shown};
use super::store::{self, Tick};
use crate::access::{Right, Scope, Signed};
use crate::indicators::{self, AtUnit};
use crate::plan::{self, InPlan};
use crate::returns::{self, Outstanding};
use crate::tasks::{self, Counts};
use crate::units::{self, Around};

/// Days that "this week" goes back, with today.
pub(crate) const WEEK: u64 = 7;

/// All that is told of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Board {
    pub(crate) unit: Uuid,
    pub(crate) around: Around,
    /// The reader's other units, at which they may look as well.
    pub(crate) others: Vec<Uuid>,
    pub(crate) by_unit: ByUnit,
    pub(crate) clauses: Vec<(InPlan, Counts)>,
    pub(crate) indicators: Vec<AtUnit>,
    pub(crate) outstanding: Vec<Outstanding>,
    /// Tasks reported done this week, and confirmed.
    pub(crate) reported: usize,
    pub(crate) confirmed: usize,
    /// Whether the reader says what everybody sees of the unit.
    pub(crate) may_publish: bool,
    pub(crate) today: NaiveDate,
}

impl Board {
    /// Of the unit that is asked for, or the first of the reader's. Six statements.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a unit outside of the reader's rights.
    pub(crate) async fn load(
        tx: &ReadTx,
        signed: &Signed,
        asked: Option<Uuid>,
        today: NaiveDate,
    ) -> Result<Self> {
        let scope = signed.scope(Right::SeeTasks);
        let own = match &scope {
            Scope::Under(roots) => roots.clone(),
            Scope::All => Vec::new(),
        };
        let unit = match asked.or(own.first().copied()) {
            Some(unit) => unit,
            None => units::top(tx).await?.ok_or(Error::NotFound)?,
        };
        let since = today - Days::new(WEEK - 1);
        let begin = web::format::begin_of(since);
        let glance = tasks::glance(tx, unit, units::right_below(unit), today, begin).await?;
        let mut indicators = indicators::at_units(tx, &[unit]).await?;
        let mut outstanding = returns::outstanding(tx, &Scope::Under(vec![unit]), today, since).await?;
        let owing = outstanding.iter().flat_map(|one| one.owing.iter().map(|(unit, _)| *unit));
        let named: Vec<_> =
            owing.chain(outstanding.iter().map(|one| one.to)).chain(own.iter().copied()).collect();
        let around = units::around(tx, unit, &named).await?;
        let holds = |right| signed.scope(right).holds(around.line.iter().map(|above| above.id));
        // Nothing is told before this is known.
        if !holds(Right::SeeTasks) || around.line.is_empty() {
            return Err(Error::NotFound);
        }
        if !holds(Right::SeeReturns) {
            indicators.clear();
            outstanding.clear();
        }
        let clauses = plan::clauses_in_plans(tx, glance.by_clause.keys().copied()).await?;
        let counted = |clause: InPlan| {
            let counts = glance.by_clause.get(&clause.id).copied().unwrap_or_default();
            (clause, counts)
        };
        let mut by_unit = ByUnit::of(glance.own, &glance.below);
        let name = |id: &Uuid| around.units.get(id).map_or("", |unit| unit.name.as_str());
        by_unit.below.sort_by_cached_key(|(id, _)| (vietnamese::sort::sort_key(name(id)), *id));
        Ok(Self {
            unit,
            others: own.into_iter().filter(|own| *own != unit).collect(),
            by_unit,
            clauses: clauses.into_iter().map(counted).collect(),
            indicators,
            outstanding,
            reported: glance.reported,
            confirmed: glance.confirmed,
            may_publish: holds(Right::RunReturns),
            around,
            today,
        })
    }

    /// The name of a unit.
    pub(crate) fn name(&self, unit: Uuid) -> &str {
        self.around.units.get(&unit).map_or("", |unit| unit.name.as_str())
    }
}

/// What a unit may show everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    pub(crate) indicators: Vec<AtUnit>,
    /// Plans of which it or a unit below leads tasks: id, number, title.
    pub(crate) plans: Vec<(Uuid, String, String)>,
}

impl Offered {
    /// Whether something is among it.
    pub(crate) fn holds(&self, shown: Shown) -> bool {
        match shown {
            Shown::Indicator(id) => self.indicators.iter().any(|one| one.indicator.id == id),
            Shown::Plan(id) => self.plans.iter().any(|(plan, ..)| *plan == id),
        }
    }
}

/// What a unit may show everybody. Four statements.
pub(crate) async fn offered(connection: &impl ConnectionTrait, unit: Uuid) -> Result<Offered> {
    let led = tasks::plans_led(connection, unit).await?;
    Ok(Offered {
        indicators: indicators::at_units(connection, &[unit]).await?,
        plans: plan::latest_among(connection, &led).await?,
    })
}

/// What everybody sees.
#[derive(Clone, Debug, Default)]
pub(crate) struct Public {
    /// Those that show something, by name.
    pub(crate) units: Vec<(Uuid, String)>,
    /// The one that is looked at; none where nobody shows anything.
    pub(crate) unit: Option<Uuid>,
    pub(crate) indicators: Vec<AtUnit>,
    /// Number and title of each plan, and how its tasks stand.
    pub(crate) plans: Vec<(String, String, Counts)>,
    /// The day of the latest figure or tick.
    pub(crate) updated_on: Option<NaiveDate>,
}

impl Public {
    /// Of the unit that is asked for, or the first that shows something. Five statements and one for each plan.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a unit that shows nothing.
    pub(crate) async fn load(tx: &ReadTx, asked: Option<Uuid>, today: NaiveDate) -> Result<Self> {
        let ticks = store::all(tx).await?;
        let ids: HashSet<_> = ticks.iter().map(|tick| tick.unit).collect();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let named = units::among_ids(tx, &ids.into_iter().collect::<Vec<_>>()).await?;
        let mut units: Vec<_> = named.into_values().map(|unit| (unit.id, unit.name)).collect();
        units.sort_by_cached_key(|(id, name)| (vietnamese::sort::sort_key(name), *id));
        let unit = match asked {
            Some(asked) if units.iter().any(|(id, _)| *id == asked) => asked,
            Some(_) => return Err(Error::NotFound),
            None => units.first().map(|(id, _)| *id).ok_or(Error::NotFound)?,
        };
        let of_unit: Vec<Tick> = ticks.into_iter().filter(|tick| tick.unit == unit).collect();
        let shows = |id| of_unit.iter().any(|tick| tick.shown == Shown::Indicator(id));
        let mut indicators = indicators::at_units(tx, &[unit]).await?;
        indicators.retain(|one| shows(one.indicator.id));
        let ids: Vec<_> = of_unit.iter().filter_map(|tick| plan_of(tick.shown)).collect();
        let told = if ids.is_empty() { HashMap::new() } else { plan::told(tx, &ids).await? };
        let mut plans = Vec::new();
        for id in ids {
            let Some((number, title)) = told.get(&id).cloned() else { continue };
            let counts = tasks::counts_for_plans(tx, unit, plan::all_versions(id), today).await?;
            plans.push((number, title, counts));
        }
        let figures = indicators.iter().filter_map(|one| one.latest.as_ref()).map(|latest| latest.on);
        let ticked = of_unit.iter().map(|tick| web::format::day_of(tick.at));
        let counted = (!plans.is_empty()).then_some(today);
        let updated_on = figures.chain(ticked).chain(counted).max();
        Ok(Self { units, unit: Some(unit), indicators, plans, updated_on })
    }
}

fn plan_of(shown: Shown) -> Option<Uuid> {
    match shown {
        Shown::Plan(id) => Some(id),
        Shown::Indicator(_) => None,
    }
}
