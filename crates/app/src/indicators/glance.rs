//! What was reached at some units, for pages that show many indicators at once.

use std::collections::{BTreeMap, HashMap};

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::kind::Kind;
use super::model::{Hands, Indicator, Reported, Standing, Target, current};
use super::outcome::{Latest, Outcome, latest};
use super::store;

/// An indicator, and what was reached at a unit.
#[derive(Clone, Debug)]
pub(crate) struct AtUnit {
    pub(crate) indicator: Indicator,
    pub(crate) unit: Uuid,
    /// What counts now: as the list of indicators says it.
    pub(crate) latest: Option<YearOf>,
    /// Year by year, the first first; of a year what was reported goes before what was typed.
    pub(crate) years: Vec<YearOf>,
}

/// What was reached in a year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct YearOf {
    pub(crate) year: i32,
    pub(crate) value: f64,
    /// The day up to which it counts, or on which it was typed.
    pub(crate) on: NaiveDate,
    /// Of reports: whether it is for the time being, the last period, and how many units said all of how many.
    pub(crate) told: Option<(bool, Uuid, i32, i32)>,
}

impl YearOf {
    /// Whether it is for the time being: an estimate.
    pub(crate) fn is_estimate(&self) -> bool {
        self.told.is_some_and(|(is_estimate, ..)| is_estimate)
    }

    /// Whether all that it concerns said theirs.
    pub(crate) fn is_whole(&self) -> bool {
        self.told.is_none_or(|(_, _, said, concerned)| said == concerned)
    }
}

impl AtUnit {
    /// The next target that is not past the year of what was reached last, else the last one.
    pub(crate) fn target(&self) -> Option<Target> {
        let year = self.latest.as_ref().map_or(0, |latest| latest.year);
        let targets = &self.indicator.targets;
        let next = targets.iter().find(|target| target.year.is_none_or(|of| of >= year));
        next.or(targets.last()).copied()
    }

    /// Whether the unit's figures are those of the whole indicator: a target is of that.
    pub(crate) fn is_of_whole(&self) -> bool {
        self.unit == self.indicator.unit
    }

    /// How what was reached stands to its target; nothing where it is no measure of it.
    pub(crate) fn standing(&self) -> Option<Standing> {
        let latest = self.latest.as_ref().filter(|latest| latest.is_whole() && self.is_of_whole())?;
        self.target()?.standing(latest.value)
    }

    /// Its unit of measure.
    pub(crate) fn measured_in(&self) -> Option<&str> {
        if self.indicator.kind.is_percent() { Some("%") } else { self.indicator.measured_in.as_deref() }
    }
}

/// The indicators of some units and those of which something was reached there, in the order of plans. Two statements.
pub(crate) async fn at_units(connection: &impl ConnectionTrait, units: &[Uuid]) -> Result<Vec<AtUnit>> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let indicators = store::at_units(connection, units).await?;
    let (mut outcomes, mut typed) = store::reached(connection, units).await?;
    let mut all = Vec::new();
    for indicator in indicators {
        // What is told in words or by steps has no figure that a page could draw.
        if matches!(indicator.kind, Kind::Scale | Kind::Text) {
            continue;
        }
        for unit in units {
            let key = (indicator.id, *unit);
            let (told, typed) = (outcomes.remove(&key), typed.remove(&key));
            if told.is_none() && typed.is_none() && indicator.unit != *unit {
                continue;
            }
            all.push(at_unit(
                indicator.clone(),
                *unit,
                &told.unwrap_or_default(),
                &typed.unwrap_or_default(),
            ));
        }
    }
    Ok(all)
}

/// Rows by indicator and unit.
pub(crate) type By<T> = HashMap<(Uuid, Uuid), Vec<T>>;

fn at_unit(indicator: Indicator, unit: Uuid, told: &[Outcome], typed: &[Reported]) -> AtUnit {
    let typed = current(typed);
    let mut years: BTreeMap<i32, YearOf> = BTreeMap::new();
    for one in &typed {
        if let Some(of) = year_of(Latest::Typed(one)) {
            years.insert(of.year, of);
        }
    }
    for one in told {
        if let Some(of) = year_of(Latest::Told(one)) {
            years.insert(of.year, of);
        }
    }
    let hands = Hands { units: vec![unit], whole: 1 };
    let latest = latest(&hands, &typed, told).into_iter().next().and_then(year_of);
    AtUnit { indicator, unit, latest, years: years.into_values().collect() }
}

fn year_of(one: Latest<'_>) -> Option<YearOf> {
    let (on, told) = match one {
        Latest::Typed(typed) => (web::format::day_of(typed.at), None),
        Latest::Told(told) => (told.last_on, Some((told.is_estimate, told.run, told.said, told.concerned))),
    };
    Some(YearOf { year: one.year(), value: one.value()?, on, told })
}
