//! What the figures of a period come to, loaded once for whoever shows or writes them.

use std::collections::{BTreeMap, HashMap};

use base::{Error, Result};
use chrono::NaiveDate;
use db::ReadTx;
use reporting::{Lineage, Period, Total};
use uuid::Uuid;

use super::cell::whole_number;
use super::figures::{Figures, Holders};
use super::gathering::{Gathered, asked_before, gathered};
use super::model::{Regime, Return, Run, RunState};
use super::{computed, store};
use crate::access::{Right, Signed};
use crate::indicators::{self, Indicator, Kind};
use crate::units::{self, Unit};

/// A period with what its returns say, or those of the periods that it gathers.
pub(crate) struct Summing {
    pub(crate) regime: Regime,
    pub(crate) run: Run,
    /// In the order of the regime.
    pub(crate) measured: Vec<Uuid>,
    pub(crate) indicators: HashMap<Uuid, Indicator>,
    /// The one indicator that is asked for, where there is one.
    pub(crate) asked: Option<Uuid>,
    /// Whether it is told for the units of today.
    pub(crate) is_today: bool,
    pub(crate) figures: Figures,
    before: Option<Before>,
    pub(crate) gathered: Gathered,
    /// The unit that asks, then those above it.
    pub(crate) line: Vec<Unit>,
    lineage: Option<Lineage<Uuid>>,
    closes: HashMap<Period, NaiveDate>,
}

/// What was reported for the period before: to the same regime, or to those before it where it did not ask yet.
struct Before {
    figures: Figures,
    gathered: Gathered,
    /// Whose figures those are today, where others reported them.
    lineage: Option<Lineage<Uuid>>,
}

impl Summing {
    /// Of a period, all its indicators or the one that is asked for; `wants_today`: for the units of today, where it can be divided
    /// so. Up to nine statements.
    ///
    /// # Errors
    /// [`Error::NotFound`] for whoever does not see all returns: totals are of all.
    pub(crate) async fn load(
        tx: &ReadTx,
        signed: &Signed,
        id: Uuid,
        asked: Option<Uuid>,
        wants_today: bool,
    ) -> Result<Self> {
        Self::load_all(tx, signed, id, (asked, wants_today), false).await
    }

    /// Of a period, with what was reported for the one before it. As many statements; one more where the regime did not ask for that, and
    /// three where one before it did.
    ///
    /// # Errors
    /// As above.
    pub(crate) async fn load_with_before(tx: &ReadTx, signed: &Signed, id: Uuid) -> Result<Self> {
        Self::load_all(tx, signed, id, (None, false), true).await
    }

    async fn load_all(
        tx: &ReadTx,
        signed: &Signed,
        id: Uuid,
        (asked, wants_today): (Option<Uuid>, bool),
        wants_before: bool,
    ) -> Result<Self> {
        let (regime, runs) = store::regime_of(tx, id).await?;
        let run = runs.iter().find(|run| run.id == id).cloned().ok_or(Error::NotFound)?;
        let line = units::line(tx, regime.unit).await?;
        if !signed.scope(Right::SeeReturns).holds(line.iter().map(|above| above.id)) {
            return Err(Error::NotFound);
        }
        let measured = store::measured(tx, regime.id).await?;
        let mut indicators = indicators::among(tx, &measured).await?;
        computed::as_asked(&mut indicators);
        let asked = asked.filter(|asked| measured.contains(asked));
        // What does not add up is not divided either.
        let adds_up = asked.is_some_and(|asked| match run.is_review() {
            true => computed::adds_up(&asked, &indicators),
            false => computed::is_divided(&asked, &indicators),
        });
        // Of several years those of today tell: who was merged since stands in them once.
        let is_today = run.is_review() || adds_up && wants_today;
        let lineage = if is_today { Some(units::lineage(tx).await?) } else { None };
        let gathered = match &lineage {
            Some(lineage) if run.is_review() => {
                let covers = |period| run.period.covers(period);
                let before = asked_before(tx, (&regime, &runs), covers).await?;
                let own = runs.iter().filter(|one| !one.is_review() && covers(one.period)).cloned().collect();
                gathered(tx, (&regime, own), before, lineage).await?
            }
            _ => Gathered::of(run.clone()),
        };
        let of_these = asked.map_or_else(|| measured.clone(), |asked| vec![asked]);
        let made_of = indicators::with_operands(&of_these, &indicators);
        // A review has its targets to be compared with.
        let before = run.period.before().filter(|_| wants_before && !run.is_review());
        let (before, line_before) = match before {
            Some(period) => gathered_before(tx, &regime, &runs, period).await?,
            None => Default::default(),
        };
        let groups = [gathered.runs.as_slice(), before.runs.as_slice()];
        let mut figures = store::figures_of_each(tx, &groups, &made_of, &indicators).await?.into_iter();
        let Some(figures_now) = figures.next() else { return Err(Error::NotFound) };
        let before = figures.next().map(|figures| Before { figures, gathered: before, lineage: line_before });
        let closes = gathered.closes();
        let lineage = lineage.filter(|_| asked.is_none() || adds_up);
        Ok(Self {
            regime,
            run,
            measured,
            indicators,
            asked,
            is_today,
            figures: figures_now,
            before,
            gathered,
            line,
            lineage,
            closes,
        })
    }

    /// What an indicator comes to in all.
    pub(crate) fn total(&self, id: Uuid) -> Total {
        self.figures.total(id, &self.indicators, &self.holders())
    }

    /// What each unit has of an indicator.
    pub(crate) fn by_unit(&self, id: Uuid) -> BTreeMap<Uuid, Total> {
        self.figures.by_unit(id, &self.indicators, &self.holders())
    }

    /// What an indicator came to in the period before; nothing reported where there is none.
    pub(crate) fn total_before(&self, id: Uuid) -> Total {
        // What was reported by others is divided among the units of today; what cannot be is not told.
        let before = self.before.as_ref();
        let before =
            before.filter(|one| one.lineage.is_none() || computed::is_divided(&id, &self.indicators));
        before.map(|one| one.figures.total(id, &self.indicators, &one.holders())).unwrap_or_default()
    }

    /// Whether the figures of several units make one of them together.
    pub(crate) fn adds_up(&self, id: Uuid) -> bool {
        computed::adds_up(&id, &self.indicators)
    }

    /// The returns that were asked for, unit by unit.
    pub(crate) fn returns(&self) -> impl ExactSizeIterator<Item = &Return> {
        self.figures.returns()
    }

    /// How many units say each step of a scale, by name, but for those that nobody says; nothing of other kinds, and none of several
    /// periods.
    pub(crate) fn steps(&self, id: Uuid) -> Vec<(&str, usize)> {
        let Some(indicator) = self.scale(id) else { return Vec::new() };
        let said: Vec<_> = self.figures.said(id).filter_map(whole_number).collect();
        let counted = indicator
            .steps
            .iter()
            .zip(1..)
            .map(|(name, step)| (name.as_str(), said.iter().filter(|said| **said == step).count()));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// The step that a unit says, by name.
    pub(crate) fn step_of(&self, id: Uuid, unit: Uuid) -> Option<&str> {
        let indicator = self.scale(id)?;
        let returned = self.returns().find(|one| one.unit == unit)?;
        let step: u32 = self.figures.said_in(returned.id, id).and_then(whole_number)?;
        let at = usize::try_from(step).ok()?.checked_sub(1)?;
        indicator.steps.get(at).map(String::as_str)
    }

    fn scale(&self, id: Uuid) -> Option<&Indicator> {
        let is_scale = |one: &&Indicator| one.kind == Kind::Scale && !self.run.is_review();
        self.indicators.get(&id).filter(is_scale)
    }

    /// The period of a return.
    pub(crate) fn period_of(&self, returned: Uuid) -> Option<Period> {
        self.figures.period_of(returned)
    }

    /// Those of them that were sent in.
    pub(crate) fn telling(&self) -> impl Iterator<Item = &Return> {
        self.reporting().filter(|one| one.state.is_sent())
    }

    /// The returns, sent or not; of those to a regime before only what is of the units of this one today.
    pub(crate) fn reporting(&self) -> impl Iterator<Item = &Return> {
        let holders = self.holders();
        let has_holders = move |one: &&Return| {
            self.period_of(one.id).is_some_and(|period| !holders.of(one, period).is_empty())
        };
        self.returns().filter(has_holders)
    }

    fn holders(&self) -> Holders<'_> {
        match &self.lineage {
            Some(lineage) => Holders::Today(lineage, self.closes.clone(), &self.gathered),
            None => Holders::Reporting,
        }
    }
}

impl Before {
    fn holders(&self) -> Holders<'_> {
        match &self.lineage {
            Some(lineage) => Holders::Today(lineage, self.gathered.closes(), &self.gathered),
            None => Holders::Reporting,
        }
    }
}

/// What was asked for the period before one: by the same regime, which has these periods, else by those before it, with what became
/// of their units.
async fn gathered_before(
    tx: &ReadTx,
    regime: &Regime,
    runs: &[Run],
    before: Period,
) -> Result<(Gathered, Option<Lineage<Uuid>>)> {
    let own = runs.iter().find(|run| run.period == before && run.state != RunState::Coming);
    if let Some(own) = own {
        return Ok((Gathered::of(own.clone()), None));
    }
    let asked = asked_before(tx, (regime, runs), |period| period == before).await?;
    if asked.is_empty() {
        return Ok(Default::default());
    }
    let lineage = units::lineage(tx).await?;
    let gathered = gathered(tx, (regime, Vec::new()), asked, &lineage).await?;
    Ok((gathered, Some(lineage)))
}

#[cfg(test)]
impl Summing {
    /// Of figures that a test made up.
    pub(super) fn of(
        regime: Regime,
        run: Run,
        indicators: HashMap<Uuid, Indicator>,
        figures: Figures,
    ) -> Self {
        let mut measured: Vec<_> = indicators.keys().copied().collect();
        measured.sort();
        Self {
            gathered: Gathered::of(run.clone()),
            closes: HashMap::from([(run.period, run.last_on)]),
            asked: None,
            is_today: false,
            before: None,
            line: Vec::new(),
            lineage: None,
            regime,
            run,
            measured,
            indicators,
            figures,
        }
    }
}
