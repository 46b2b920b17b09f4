//! What the templates show.

use std::collections::HashMap;

use base::FieldError;
use chrono::NaiveDate;
use minijinja::{Value, context};
use reporting::Cycle;
use uuid::Uuid;
use web::{Form, View};

use super::cell::CellState;
use super::contents::Contents;
use super::forms::{NOTE, PASSAGE, TITLE, WORDS, cycle_name, rule_name};
use super::model::{Asked, Regime, Return, Run, RunState, Section, Standing, State, proposed_until};
use super::store::{Counts, Passage, Whole};
use crate::access::{Signed, office};
use crate::indicators::Indicator;
use crate::plan::Rule;
use crate::tasks::{Task, line};
use crate::units::{Kind, Unit};

mod board;
mod evidence;
mod narrative;
mod once;
#[cfg(test)]
mod samples;
mod stored;
mod summed;
mod told;
mod workbook;

pub(crate) use board::{Board, board};
pub(crate) use evidence::{Proven, proven};
pub(crate) use narrative::narrated;
pub(crate) use once::{Asking, once};
#[cfg(test)]
pub(crate) use samples::samples;
pub(crate) use stored::stored;
pub(crate) use summed::{Summed, plain_total, summed};
use told::{cells, cells_missing, said, target, told_events};
pub(crate) use told::{computed, named, next_target, period, plain, texts, written};
pub(crate) use workbook::not_taken;

/// Tasks of the unit that a return shows beside its figures.
const MOST_TASKS: usize = 50;

/// What the first page is made of.
pub(crate) struct List {
    /// Each with its period and the title of its regime.
    pub(crate) owed: Vec<(Return, Run, String)>,
    /// Those of the page.
    pub(crate) regimes: Vec<Regime>,
    /// Their periods that are open or next, each with the id of its regime.
    pub(crate) runs: Vec<(Uuid, Run)>,
    pub(crate) page: usize,
    pub(crate) has_more: bool,
    pub(crate) counts: Counts,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) today: NaiveDate,
}

/// What the page of a regime is made of.
pub(crate) struct Rules {
    pub(crate) regime: Regime,
    pub(crate) sections: Vec<Section>,
    pub(crate) runs: Vec<Run>,
    pub(crate) counts: Counts,
    pub(crate) unit: Unit,
    /// The names of the units that it asks, where it names them.
    pub(crate) asked_units: Vec<String>,
    pub(crate) may_run: bool,
    /// The one that it answers.
    pub(crate) above: Option<Regime>,
    /// Whether the person may ask on below a unit that it asks.
    pub(crate) may_ask_on: bool,
    pub(crate) today: NaiveDate,
}

/// What the page of a return is made of.
pub(crate) struct Shown {
    pub(crate) whole: Whole,
    pub(crate) contents: Contents,
    /// Those that the unit leads for the plan, the first due first.
    pub(crate) tasks: Vec<Task>,
    pub(crate) passages: Vec<Passage>,
    /// The unit that reports, and the one to which it does.
    pub(crate) unit: String,
    pub(crate) to: String,
    pub(crate) people: HashMap<Uuid, String>,
    pub(crate) may_fill: bool,
    pub(crate) may_run: bool,
    /// An id for the event of each form.
    pub(crate) keys: HashMap<&'static str, Uuid>,
    pub(crate) today: NaiveDate,
}

impl Shown {
    /// Whether the person can still change what stands in it.
    pub(crate) fn may_write(&self) -> bool {
        self.may_fill && self.whole.may_change()
    }

    /// What the period is about: what was over before it began was told in the one before.
    fn tasks_now(&self) -> impl Iterator<Item = &Task> {
        let first_on = self.whole.run.first_on;
        let is_now = move |task: &&Task| {
            task.state.is_open() || task.done_on.or(task.due_on).is_none_or(|day| day >= first_on)
        };
        self.tasks.iter().filter(is_now)
    }
}

/// What one owes, and the regimes with the periods that are open or next.
pub(crate) fn list(signed: &Signed, list: &List) -> Value {
    let name = |unit: &Uuid| list.units.get(unit).map(|unit| unit.name.clone());
    let owed = list.owed.iter().map(|(owed, run, title)| {
        context! {
            title,
            unit => name(&owed.unit),
            ..owed_line(owed, run, list.today)
        }
    });
    let regimes = list.regimes.iter().map(|regime| {
        let runs: Vec<_> = list.runs.iter().filter(|(of, _)| *of == regime.id).map(|(_, run)| run).collect();
        let open = runs.iter().filter(|run| run.state == RunState::Open).rev().take(MOST_OPEN);
        let next = runs.iter().find(|run| run.state == RunState::Coming && run.due_on >= list.today);
        let next = next.filter(|_| regime.ended_on.is_none());
        context! {
            id => regime.id.to_string(),
            title => regime.title,
            ended_on => regime.ended_on.map(|day| day.to_string()),
            unit => name(&regime.unit),
            open => open.map(|run| run_line(run, &list.counts)).collect::<Vec<_>>(),
            next => next.map(|run| run_line(run, &list.counts)),
        }
    });
    context! {
        office => office(signed, "returns"),
        owed => owed.collect::<Vec<_>>(),
        regimes => regimes.collect::<Vec<_>>(),
        page => list.page,
        before => (list.page > 1).then(|| list.page - 1),
        after => list.has_more.then(|| list.page + 1),
    }
}

/// Open periods that the list shows of a regime, the latest; its page has them all.
const MOST_OPEN: usize = 6;

/// The form of a regime.
pub(crate) fn new_regime(
    signed: &Signed,
    rule: &Rule,
    (own, offered): (&[Unit], &[Indicator]),
    (above, there): (Option<&Regime>, &[Regime]),
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let (asked, chosen) = (form.all("asked"), form.all("indicators"));
    let indicator = |one: &Indicator| {
        context! {
            id => one.id.to_string(),
            name => one.name,
            is_part => one.part_of.is_some(),
            is_chosen => chosen.contains(&one.id.to_string()),
        }
    };
    context! {
        office => office(signed, "returns"),
        plan => context! { id => rule.plan.to_string(), number => rule.number, title => rule.title },
        sentence => rule.says.as_ref().map(|says| &says.text),
        clause => rule.clause.as_ref().map(|(id, path)| context! {
            path, address => format!("/bo/plans/{}/clauses/{id}#clause", rule.plan),
        }),
        own => own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        above => above.map(|above| context! { id => above.id.to_string(), title => above.title }),
        there => there
            .iter()
            .map(|one| context! { id => one.id.to_string(), title => one.title })
            .collect::<Vec<_>>(),
        cycles => Cycle::ALL.map(cycle_name),
        windows => ["decree", "calendar", "own"],
        kinds => Kind::ALL.map(|kind| context! {
            name => kind.name(), is_chosen => asked.contains(&kind.name().to_owned()),
        }),
        indicators => offered.iter().map(indicator).collect::<Vec<_>>(),
        limits => context! { title => TITLE },
        form => form.shown(wrong),
    }
}

/// A regime with all its periods, and what is wrong with opening one.
pub(crate) fn regime(signed: &Signed, rules: &Rules, wrong: &[FieldError]) -> Value {
    let (regime, rule) = (&rules.regime, &rules.regime.rule);
    context! {
        office => office(signed, "returns"),
        id => regime.id.to_string(),
        ended_on => regime.ended_on.map(|day| day.to_string()),
        title => regime.title,
        unit => context! { id => rules.unit.id.to_string(), name => rules.unit.name },
        origin => origin(regime),
        cycle => rule_name(rule),
        asked => match &regime.asked {
            Asked::Kinds(kinds) => kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
            Asked::Units(_) => Vec::new(),
        },
        asked_units => rules.asked_units,
        receivers => regime.receivers,
        sections => rules
            .sections
            .iter()
            .map(|one| context! { title => one.title, clause => clause(regime, one.clause.as_ref()) })
            .collect::<Vec<_>>(),
        leaves_time => rule.leaves_time(),
        runs => rules
            .runs
            .iter()
            .map(|run| context! {
                may_open => rules.may_run && regime.may_open(run, rules.today),
                ..run_line(run, &rules.counts)
            })
            .collect::<Vec<_>>(),
        may_run => rules.may_run,
        above => rules.above.as_ref().map(|above| context! { id => above.id.to_string(), title => above.title }),
        ask_on => rules.may_ask_on.then(|| {
            let plan = regime.origin.as_ref().map(|origin| origin.plan).unwrap_or_default();
            format!("/bo/regimes/new?plan={plan}&above={}", regime.id)
        }),
        form => Form::default().shown(wrong),
    }
}

/// A return with its figures and words, as they stand or as somebody sent them.
pub(crate) fn filled(
    view: &View,
    signed: &Signed,
    shown: &Shown,
    form: &Form,
    wrong: &[FieldError],
    failed: Option<&'static str>,
) -> Value {
    let (it, run) = (&shown.whole.it, &shown.whole.run);
    let is_open = run.state == RunState::Open;
    let cells = cells(shown);
    let missing = cells_missing(&shown.contents);
    let tasks = shown.tasks_now().take(MOST_TASKS);
    let names = HashMap::new();
    let again_until = proposed_until(it.due_on, shown.today);
    let acts = [
        ("accept", it.state == State::Submitted && !shown.whole.is_work_of(signed.person())),
        ("give-back", it.state.is_sent()),
        ("extend", it.state.is_with_unit() || it.state == State::Submitted),
        ("withdraw", it.state != State::Withdrawn),
        ("ask", it.state == State::Withdrawn),
    ];
    context! {
        office => office(signed, "returns"),
        unit => shown.unit,
        to => shown.to,
        regime => context! { id => shown.whole.regime.id.to_string(), title => shown.whole.regime.title },
        origin => origin(&shown.whole.regime),
        run => run_line(run, &Counts::new()),
        period => period(run.period),
        cells,
        cell_states => CellState::ALL.map(CellState::name),
        missing,
        passages => shown.passages.iter().map(|one| narrative::passage(one, shown)).collect::<Vec<_>>(),
        tasks => tasks.map(|task| line(task, shown.today, &names)).collect::<Vec<_>>(),
        came_back => shown.whole.came_back(),
        proofs => shown.whole.proofs.iter().filter(|proof| proof.withdrawn_by.is_none()).count(),
        failed,
        person => signed.person().to_string(),
        events => told_events(view, &shown.whole.events, &shown.people),
        may_write => shown.may_write(),
        acts => acts
            .into_iter()
            .filter(|(_, is_possible)| shown.may_run && is_open && *is_possible)
            .map(|(name, _)| name)
            .collect::<Vec<_>>(),
        is_own => shown.may_run && it.state == State::Submitted && shown.whole.is_work_of(signed.person()),
        keys => shown.keys.iter().map(|(verb, id)| (*verb, id.to_string())).collect::<HashMap<_, _>>(),
        revision => it.revision,
        // Where the last day is near or over, one to have it back by.
        again_until => Some(again_until).filter(|day| *day > it.due_on).map(|day| day.to_string()),
        asked_until => again_until.to_string(),
        limits => context! { note => NOTE, passage => PASSAGE, words => WORDS },
        taken => form.text("taken").parse::<usize>().ok(),
        wrong_count => wrong.len(),
        form => form.shown(wrong),
        ..stands(it, shown.today)
    }
}

fn origin(regime: &Regime) -> Option<Value> {
    regime.origin.as_ref().map(|origin| {
        let address = match origin.clause {
            Some(clause) => format!("/bo/plans/{}/clauses/{clause}#clause", origin.plan),
            None => format!("/bo/plans/{}", origin.plan),
        };
        context! { number => origin.plan_number, path => origin.clause_path, address }
    })
}

/// A clause of the plan that set a regime, with its address.
fn clause(regime: &Regime, clause: Option<&(Uuid, String)>) -> Option<Value> {
    let plan = regime.origin.as_ref()?.plan;
    clause.map(|(id, path)| context! { path, address => format!("/bo/plans/{plan}/clauses/{id}#clause") })
}

/// A return in a list of those of several periods.
pub(crate) fn owed_line(one: &Return, run: &Run, today: NaiveDate) -> Value {
    context! { period => period(run.period), ..stands(one, today) }
}

/// A return in a list.
fn stands(one: &Return, today: NaiveDate) -> Value {
    context! {
        id => one.id.to_string(),
        state => one.state.name(),
        standing => one.standing(today).map(Standing::name),
        due_on => one.due_on.to_string(),
        first_due_on => (one.first_due_on != one.due_on).then(|| one.first_due_on.to_string()),
        submitted_on => one.submitted_on.map(|day| day.to_string()),
        is_by_office => one.is_by_office,
    }
}

fn run_line(run: &Run, counts: &Counts) -> Value {
    let counts = counts.get(&run.id);
    let count = |state: State| counts.and_then(|counts| counts.get(&state)).copied().unwrap_or_default();
    let asked = State::ALL.into_iter().filter(|state| *state != State::Withdrawn);
    let sent = State::ALL.into_iter().filter(|state| state.is_sent());
    context! {
        id => run.id.to_string(),
        period => period(run.period),
        state => run.state.name(),
        is_review => run.is_review(),
        first_on => run.first_on.to_string(),
        last_on => run.last_on.to_string(),
        opens_on => run.opens_on.to_string(),
        due_on => run.due_on.to_string(),
        sends_on => run.sends_on.map(|day| day.to_string()),
        count => asked.map(count).sum::<i64>(),
        sent => sent.map(count).sum::<i64>(),
    }
}
