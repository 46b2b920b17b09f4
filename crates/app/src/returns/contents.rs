//! What a return says, with all that is set beside it.

use std::collections::HashMap;

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use db::sea_orm::sea_query::SelectStatement;
use reporting::{Figure, OverTime};
use uuid::Uuid;

use super::cell::{Cell, CellState};
use super::checks::{Asked, Finding, Sums, Work, findings};
use super::computed;
use super::store::{self, Told, Whole};
use crate::indicators::{self, Indicator, Kind, Rules};
use crate::plan;
use crate::tasks::{self, Stand, State, Task};

/// What a return says, what it measures, and what the unit does meanwhile.
pub(crate) struct Contents {
    /// In the order of the regime; what nobody types is worked out.
    pub(crate) cells: Vec<Told>,
    pub(crate) indicators: HashMap<Uuid, Indicator>,
    /// How far the tasks are that the unit leads for the plan, in whichever version of it.
    pub(crate) tasks: Vec<Stand>,
}

impl Contents {
    /// Of a return, in three statements.
    pub(crate) async fn load(
        connection: &impl ConnectionTrait,
        whole: &Whole,
        today: NaiveDate,
    ) -> Result<Self> {
        let tasks = match plans(whole) {
            Some(plans) => tasks::stands_for_plans(connection, whole.it.unit, plans).await?,
            None => Vec::new(),
        };
        Self::with(connection, whole, tasks, today).await
    }

    /// The same with the tasks, those due first first.
    pub(crate) async fn with_tasks(
        connection: &impl ConnectionTrait,
        whole: &Whole,
        today: NaiveDate,
    ) -> Result<(Self, Vec<Task>)> {
        let tasks = match plans(whole) {
            Some(plans) => tasks::led_for_plans(connection, whole.it.unit, plans).await?,
            None => Vec::new(),
        };
        let stands = tasks.iter().map(Stand::from).collect();
        Ok((Self::with(connection, whole, stands, today).await?, tasks))
    }

    async fn with(
        connection: &impl ConnectionTrait,
        whole: &Whole,
        tasks: Vec<Stand>,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut cells = store::cells(connection, whole).await?;
        let measured: Vec<_> = cells.iter().map(|cell| cell.indicator).collect();
        let mut indicators = indicators::among(connection, &measured).await?;
        computed::as_asked(&mut indicators);
        for told in &mut cells {
            let indicator = indicators.get(&told.indicator);
            told.cell = indicator.map_or_else(Default::default, |one| as_it_is(told.cell.clone(), one));
        }
        if whole.it.state.is_with_unit() {
            computed::work_out(&mut cells, &indicators, &tasks, &whole.run, today);
        }
        computed::work_out_formulas(&mut cells, &indicators);
        Ok(Self { cells, indicators, tasks })
    }

    /// Whether the unit says it, rather than the program.
    pub(crate) fn is_typed(&self, indicator: Uuid) -> bool {
        self.indicators.get(&indicator).is_none_or(Indicator::is_typed)
    }

    /// What the checks say of the cells.
    pub(crate) fn checked(&self, whole: &Whole) -> Vec<Finding> {
        let period = whole.run.period;
        let kind = |id: &Uuid| self.indicators.get(id).map_or(Kind::Number, |one| one.kind);
        let before = |told: &Told| told.before.clone().map(|cell| cell.of_kind(kind(&told.indicator)));
        let befores: Vec<_> = self.cells.iter().map(before).collect();
        let is_of_one_year = period.before().is_some_and(|before| before.year() == period.year());
        // What nobody typed nobody can mend.
        let is_typed = |(told, _): &(&Told, &Option<_>)| self.is_typed(told.indicator);
        findings(self.cells.iter().zip(&befores).filter(is_typed).map(|(told, before)| {
            let indicator = self.indicators.get(&told.indicator);
            let rules = indicator.map_or_else(|| Rules::of(Kind::Number, None), |one| one.rules);
            Asked {
                indicator: told.indicator,
                kind: kind(&told.indicator),
                range: (rules.least, rules.most),
                jump: rules.jump,
                only_grows: is_of_one_year && rules.over_time == OverTime::Cumulative,
                cell: &told.cell,
                before: before.as_ref(),
                below: told.sum_below(indicator, period).and_then(|total| total.sums()),
                parts: self.parts_of(told),
                part_of: indicator.and_then(|one| self.whole_of(one)).map(|told| &told.cell),
                work: indicator.and_then(|one| self.work(one)),
            }
        }))
    }

    /// What the parts of an indicator come to, by each way to divide it of which all parts are told.
    fn parts_of(&self, told: &Told) -> Vec<Sums> {
        let mut sums: Vec<(&str, Option<Sums>)> = Vec::new();
        for part in &self.cells {
            let Some(indicator) = self.indicators.get(&part.indicator) else { continue };
            let Some(of) = indicator.part_of.as_ref().filter(|of| of.whole == told.indicator) else {
                continue;
            };
            let Some(by) = of.by.as_deref() else { continue };
            let is_like = self.indicators.get(&told.indicator).is_some_and(|one| one.kind == indicator.kind);
            if !is_like || !matches!(indicator.kind, Kind::Number | Kind::Share) {
                continue;
            }
            let one = match part.cell.state {
                CellState::NotReported => None,
                // What does not concern the unit has no part in it.
                CellState::NotApplicable => Some((Figure::default(), None)),
                CellState::Value | CellState::Estimate => {
                    part.cell.value.map(|value| (value, part.cell.whole))
                }
            };
            match sums.iter_mut().find(|(known, _)| *known == by) {
                Some((_, sum)) => *sum = sum.zip(one).and_then(|(sum, one)| added(sum, one)),
                None => sums.push((by, one)),
            }
        }
        sums.into_iter().filter_map(|(_, sum)| sum).collect()
    }

    /// The cell of which an indicator is a part, where that is counted alike.
    fn whole_of(&self, indicator: &Indicator) -> Option<&Told> {
        let whole = indicator.part_of.as_ref()?.whole;
        let is_like = self.indicators.get(&whole).is_some_and(|one| one.kind == indicator.kind);
        let is_counted = matches!(indicator.kind, Kind::Number | Kind::Share);
        self.cells.iter().find(|told| told.indicator == whole).filter(|_| is_like && is_counted)
    }

    /// How far the unit's work of the clause is that set an indicator.
    /// Of a part, and of what is better the less there is, it says nothing.
    fn work(&self, indicator: &Indicator) -> Option<Work> {
        if indicator.part_of.is_some() || !indicator.is_better_up() {
            return None;
        }
        let clause = indicator.origin.as_ref()?.clause;
        let is_of_clause = |task: &&Stand| task.clause == Some(clause);
        let counts = |task: &&Stand| !matches!(task.state, State::Cancelled | State::Suspended);
        let states: Vec<_> =
            self.tasks.iter().filter(is_of_clause).filter(counts).map(|task| task.state).collect();
        if states.is_empty() {
            return None;
        }
        let is_done = |state: &State| matches!(state, State::ReportedDone | State::ConfirmedDone);
        Some(if states.iter().any(is_done) {
            Work::Done
        } else if states.iter().all(|state| *state == State::NotStarted) {
            Work::NotBegun
        } else {
            Work::UnderWay
        })
    }
}

/// The versions of the plan that a return is about: with a newer one the duties that stayed keep their tasks, and new ones have theirs.
fn plans(whole: &Whole) -> Option<SelectStatement> {
    whole.regime.origin.as_ref().map(|origin| plan::all_versions(origin.plan))
}

/// A cell as its indicator has it now. Of a share and of a mean the whole may still be to come.
fn as_it_is(cell: Cell, indicator: &Indicator) -> Cell {
    let cell = if indicator.kind.has_whole() {
        cell.without_others(indicator.kind)
    } else {
        cell.of_kind(indicator.kind)
    };
    if cell.fits(indicator) { cell } else { Cell::default() }
}

fn added(one: Sums, other: Sums) -> Option<Sums> {
    let add = |one: Figure, other: Figure| {
        one.ten_thousandths().checked_add(other.ten_thousandths()).map(Figure::from_ten_thousandths)
    };
    let whole = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(add(one, other)?),
        (one, other) => one.or(other),
    };
    Some((add(one.0, other.0)?, whole))
}
