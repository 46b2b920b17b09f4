use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use reporting::Figure;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use web::api::Named;

use crate::indicators::{Indicator, Kind};
use crate::returns::cell::CellState;
use crate::returns::forms::rule_name;
use crate::returns::model::{self, Asked, Rule, Run, RunState, Section, Standing, State};
use crate::returns::store::{Passage, Told};
use crate::returns::view::{Board, Shown};
use crate::units::Unit;

/// Who reports to whom, and how often.
#[derive(Serialize, ToSchema)]
pub(crate) struct Regime {
    id: Uuid,
    title: String,
    /// To whom; the units right below it are asked.
    unit: Named,
    /// The plan that sets it.
    plan_id: Option<Uuid>,
    /// `month`, `quarter`, `half_year`, `nine_months`, `year`; `once` on short notice, `theme` once about a theme.
    cycle: String,
    /// Of what recurs.
    first_year: Option<i32>,
    last_year: Option<i32>,
    /// Kinds of the units that are asked; none where some units alone are.
    asked: Vec<String>,
    /// First day on which it does not hold any more.
    ended_on: Option<NaiveDate>,
}

/// All regimes.
#[derive(Serialize, ToSchema)]
pub(crate) struct Regimes {
    /// At most 200.
    pub(crate) items: Vec<Regime>,
}

/// A regime with what it asks for, and its periods.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegimeDetail {
    #[serde(flatten)]
    regime: Regime,
    /// What is told in figures, in order.
    indicators: Vec<Named>,
    /// What is told in words, in order.
    sections: Vec<Named>,
    /// Those due first first.
    periods: Vec<ReportPeriod>,
}

/// One run of a regime.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportPeriod {
    id: Uuid,
    /// `2026-03`, `2026-Q1`, `2026-H1`, `2026-9M`, `2026`; `2023-2026` gathers what was reported in others.
    name: String,
    state: RunState,
    /// The days that it is about.
    first_on: NaiveDate,
    last_on: NaiveDate,
    opens_on: NaiveDate,
    /// Last day in time for the units.
    due_on: NaiveDate,
    /// Last day in time for what is made of their reports.
    sends_on: Option<NaiveDate>,
}

/// A period with the returns of one's units.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeriodDetail {
    #[serde(flatten)]
    period: ReportPeriod,
    regime: Named,
    returns: Vec<Return>,
}

/// What one unit reports for one period.
#[derive(Serialize, ToSchema)]
pub(crate) struct Return {
    id: Uuid,
    period_id: Uuid,
    unit: Named,
    state: State,
    /// How it stands to its last day.
    /// None where nobody is asked for it any more.
    standing: Option<Standing>,
    /// Last day in time, as first set and as in force.
    first_due_on: NaiveDate,
    due_on: NaiveDate,
    /// The day of the last submission.
    submitted_on: Option<NaiveDate>,
    /// Whether the office sent it in the unit's place.
    is_by_office: bool,
    /// Counts what happened to it; not what is typed into it.
    revision: i32,
}

/// Returns that wait for one's units.
#[derive(Serialize, ToSchema)]
pub(crate) struct Owed {
    /// At most 50.
    items: Vec<Return>,
}

/// A return with what it tells.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReturnDetail {
    #[serde(flatten)]
    one: Return,
    period: ReportPeriod,
    regime: Named,
    /// To whom.
    to: String,
    /// Whether the person can change it now.
    may_write: bool,
    cells: Vec<ReturnCell>,
    passages: Vec<ReturnPassage>,
    /// What happened to it, the first first.
    events: Vec<ReturnEvent>,
}

/// A figure of a return.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReturnCell {
    indicator: Named,
    /// Unit of measure, such as `%`.
    measured_in: Option<String>,
    /// `number`, `share`, `mean`, `yes_no`, `scale`, `text`
    kind: String,
    /// Steps of a scale, from the first.
    steps: Vec<String>,
    /// `typed`, else how the program works it out: `formula`, `tasks_done`, `tasks_on_time`, `tasks_finished`, `tasks_overdue`.
    source: String,
    state: ReturnCellState,
    /// The number, or the part of a share; 1 for yes and 0 for no; the step of a scale, from 1.
    value: Option<f64>,
    /// The whole of a share, or how many a mean is of.
    whole: Option<f64>,
    /// What is told in words instead.
    text: Option<String>,
    note: Option<String>,
    /// Counts its changes.
    number: i32,
    /// How many files prove it.
    evidence: usize,
}

/// What stands in a cell. Nothing is not zero, and what does not concern the unit is neither.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReturnCellState {
    NotReported,
    Value,
    Estimate,
    NotApplicable,
}

/// What a return tells under a heading.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReturnPassage {
    section: Named,
    /// Each line is a paragraph; `- ` begins an item of a list, `  + ` one below it, `1. ` a numbered one; `**bold**`, `*italic*`.
    words: String,
    /// Counts its changes.
    number: i32,
}

/// Something that happened to a return.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReturnEvent {
    id: Uuid,
    /// `ask`, `submit`, `give-back`, `accept`, `extend`, `withdraw`, `attach`, `detach`
    kind: String,
    /// None: the program itself.
    person: Option<Named>,
    words: Option<String>,
    /// The last day, before and after.
    due_before: Option<NaiveDate>,
    due_after: Option<NaiveDate>,
    at: DateTime<Utc>,
}

impl Regime {
    pub(crate) fn new(one: &model::Regime, units: &HashMap<Uuid, Unit>) -> Self {
        let name = units.get(&one.unit).map(|unit| unit.name.clone()).unwrap_or_default();
        let years = match &one.rule {
            Rule::Recurring(rule) => Some((rule.first_year, rule.last_year)),
            Rule::Once(_) => None,
        };
        let kinds = match &one.asked {
            Asked::Kinds(kinds) => kinds.as_slice(),
            Asked::Units(_) => &[],
        };
        Self {
            id: one.id,
            title: one.title.clone(),
            unit: Named { id: one.unit, name },
            plan_id: one.origin.as_ref().map(|origin| origin.plan),
            cycle: rule_name(&one.rule).to_owned(),
            first_year: years.map(|(first, _)| first),
            last_year: years.map(|(_, last)| last),
            asked: kinds.iter().map(|kind| kind.name().to_owned()).collect(),
            ended_on: one.ended_on,
        }
    }
}

impl RegimeDetail {
    pub(crate) fn new(
        regime: &model::Regime,
        units: &HashMap<Uuid, Unit>,
        (measured, indicators): (&[Uuid], &HashMap<Uuid, Indicator>),
        sections: Vec<Section>,
        runs: &[(Uuid, Run)],
    ) -> Self {
        let named = |id: &Uuid| indicators.get(id).map(|one| Named { id: *id, name: one.name.clone() });
        Self {
            regime: Regime::new(regime, units),
            indicators: measured.iter().filter_map(named).collect(),
            sections: sections.into_iter().map(|one| Named { id: one.id, name: one.title }).collect(),
            periods: runs.iter().map(|(_, run)| run.into()).collect(),
        }
    }
}

impl PeriodDetail {
    pub(crate) fn new(board: &Board) -> Self {
        let names: HashMap<_, _> = board.units.iter().map(|unit| (unit.id, unit.name.clone())).collect();
        Self {
            period: (&board.run).into(),
            regime: Named { id: board.regime.id, name: board.regime.title.clone() },
            returns: board.returns.iter().map(|one| Return::new(one, &names, board.today)).collect(),
        }
    }
}

impl Owed {
    pub(crate) fn new(
        found: &[(model::Return, Run, String)],
        names: &HashMap<Uuid, String>,
        today: NaiveDate,
    ) -> Self {
        Self { items: found.iter().map(|(one, ..)| Return::new(one, names, today)).collect() }
    }
}

impl Return {
    fn new(one: &model::Return, names: &HashMap<Uuid, String>, today: NaiveDate) -> Self {
        Self {
            id: one.id,
            period_id: one.run,
            unit: Named { id: one.unit, name: names.get(&one.unit).cloned().unwrap_or_default() },
            state: one.state,
            standing: one.standing(today),
            first_due_on: one.first_due_on,
            due_on: one.due_on,
            submitted_on: one.submitted_on,
            is_by_office: one.is_by_office,
            revision: one.revision,
        }
    }
}

impl ReturnDetail {
    pub(crate) fn new(shown: &Shown) -> Self {
        let whole = &shown.whole;
        let names = HashMap::from([(whole.it.unit, shown.unit.clone())]);
        let event = |event: &model::Happened| ReturnEvent {
            id: event.id,
            kind: event.kind.clone(),
            person: event
                .person
                .map(|id| Named { id, name: shown.people.get(&id).cloned().unwrap_or_default() }),
            words: event.words.clone(),
            due_before: event.days.0,
            due_after: event.days.1,
            at: event.at,
        };
        Self {
            one: Return::new(&whole.it, &names, shown.today),
            period: (&whole.run).into(),
            regime: Named { id: whole.regime.id, name: whole.regime.title.clone() },
            to: shown.to.clone(),
            may_write: shown.may_write(),
            cells: shown.contents.cells.iter().map(|told| ReturnCell::new(told, shown)).collect(),
            passages: shown.passages.iter().map(ReturnPassage::from).collect(),
            events: whole.events.iter().map(event).collect(),
        }
    }

    pub(crate) fn revision(&self) -> i32 {
        self.one.revision
    }

    /// The cell or passage of that id.
    pub(crate) fn part(&self, id: Uuid) -> Option<Value> {
        let cell = self.cells.iter().find(|cell| cell.indicator.id == id).map(|cell| json!(cell));
        cell.or_else(|| self.passages.iter().find(|one| one.section.id == id).map(|one| json!(one)))
    }
}

impl ReturnCell {
    fn new(told: &Told, shown: &Shown) -> Self {
        let indicator = shown.contents.indicators.get(&told.indicator);
        let name = indicator.map(|one| one.name.clone()).unwrap_or_default();
        Self {
            indicator: Named { id: told.indicator, name },
            measured_in: indicator.and_then(|one| one.measured_in.clone()),
            kind: indicator.map_or(Kind::Number, |one| one.kind).name().to_owned(),
            steps: indicator.map(|one| one.steps.clone()).unwrap_or_default(),
            source: indicator.map_or("typed", |one| one.source.name()).to_owned(),
            state: told.cell.state.into(),
            value: told.cell.value.map(Figure::as_f64),
            whole: told.cell.whole.map(Figure::as_f64),
            text: told.cell.words.clone(),
            note: told.cell.note.clone(),
            number: told.number,
            evidence: shown.whole.count_proofs(Some(told.indicator)),
        }
    }
}

impl From<&Passage> for ReturnPassage {
    fn from(one: &Passage) -> Self {
        let section = Named { id: one.section, name: one.title.clone() };
        Self { section, words: one.words.clone(), number: one.number }
    }
}

impl From<&Run> for ReportPeriod {
    fn from(run: &Run) -> Self {
        Self {
            id: run.id,
            name: run.period.to_string(),
            state: run.state,
            first_on: run.first_on,
            last_on: run.last_on,
            opens_on: run.opens_on,
            due_on: run.due_on,
            sends_on: run.sends_on,
        }
    }
}

impl From<CellState> for ReturnCellState {
    fn from(state: CellState) -> Self {
        match state {
            CellState::NotReported => Self::NotReported,
            CellState::Value => Self::Value,
            CellState::Estimate => Self::Estimate,
            CellState::NotApplicable => Self::NotApplicable,
        }
    }
}
