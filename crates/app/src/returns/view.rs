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
use super::forms::{NOTE, PASSAGE, TITLE, WORDS, cycle_name, mark};
use super::model::{Happened, Regime, Return, Run, RunState, Standing, State};
use super::pages::periods::PER_PAGE;
use super::store::{Counts, Passage, Whole};
use crate::access::{Signed, office};
use crate::plan::Rule;
use crate::tasks::{Task, line};
use crate::units::{Choice, Kind, Unit};

mod evidence;
mod narrative;
#[cfg(test)]
mod samples;
mod stored;
mod summed;
mod told;
mod workbook;

pub(crate) use evidence::{Proven, proven};
#[cfg(test)]
pub(crate) use samples::samples;
pub(crate) use stored::stored;
pub(crate) use summed::{Summed, summed};
use told::{came_back, cells, cells_missing, said, target, told_events};
pub(crate) use told::{computed, named, next_target, period, plain, texts, written};
pub(crate) use workbook::not_taken;

/// Tasks of the unit that a return shows beside its figures.
const MOST_TASKS: usize = 50;

/// What the first page is made of.
pub(crate) struct List {
    pub(crate) owed: Vec<(Return, Run)>,
    pub(crate) regimes: Vec<Regime>,
    /// Each with the id of its regime.
    pub(crate) runs: Vec<(Uuid, Run)>,
    pub(crate) counts: Counts,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) today: NaiveDate,
}

/// What the page of a regime is made of.
pub(crate) struct Rules {
    pub(crate) regime: Regime,
    pub(crate) sections: Vec<(Uuid, String)>,
    pub(crate) runs: Vec<Run>,
    pub(crate) counts: Counts,
    pub(crate) unit: Unit,
    pub(crate) may_run: bool,
    /// The one that it answers.
    pub(crate) above: Option<Regime>,
    /// Whether the person may ask on below a unit that it asks.
    pub(crate) may_ask_on: bool,
    pub(crate) today: NaiveDate,
}

/// What the board of a period is made of.
pub(crate) struct Board {
    pub(crate) regime: Regime,
    pub(crate) run: Run,
    pub(crate) returns: Vec<Return>,
    /// How those came back that did, by id.
    pub(crate) came_back: HashMap<Uuid, Happened>,
    /// All that report, and those that were not asked.
    pub(crate) units: Vec<Choice>,
    pub(crate) may_run: bool,
    /// Whether the person sees the returns of all units.
    pub(crate) sees_all: bool,
    pub(crate) events: Vec<Happened>,
    pub(crate) people: HashMap<Uuid, String>,
    /// Id of what may happen next.
    pub(crate) key: Uuid,
    pub(crate) today: NaiveDate,
}

/// What the page of a return is made of.
pub(crate) struct Shown {
    pub(crate) whole: Whole,
    pub(crate) contents: Contents,
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
}

/// What one owes, and the regimes with the periods that are open or next.
pub(crate) fn list(signed: &Signed, list: &List) -> Value {
    let name = |unit: &Uuid| list.units.get(unit).map(|unit| unit.name.clone());
    let owed = list.owed.iter().map(|(owed, run)| {
        let regime = list.runs.iter().find(|(_, one)| one.id == run.id).map(|(regime, _)| regime);
        let regime = list.regimes.iter().find(|one| Some(&one.id) == regime);
        context! {
            title => regime.map(|regime| &regime.title),
            unit => name(&owed.unit),
            ..owed_line(owed, run, list.today)
        }
    });
    let regimes = list.regimes.iter().map(|regime| {
        let runs: Vec<_> = list.runs.iter().filter(|(of, _)| *of == regime.id).map(|(_, run)| run).collect();
        let open = runs.iter().filter(|run| run.state == RunState::Open).rev();
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
    }
}

/// The form of a regime.
pub(crate) fn new_regime(
    signed: &Signed,
    rule: &Rule,
    own: &[Unit],
    (above, there): (Option<&Regime>, &[Regime]),
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let asked = form.all("asked");
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
        cycle => cycle_name(rule.cycle),
        asked => regime.asked.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        receivers => regime.receivers,
        sections => rules.sections.iter().map(|(_, title)| title).collect::<Vec<_>>(),
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

/// Which unit is where.
pub(crate) fn board(view: &View, signed: &Signed, form: &Form, board: &Board, wrong: &[FieldError]) -> Value {
    let (run, state) = (&board.run, State::named(&form.text("state")));
    let by_unit: HashMap<Uuid, &Return> = board.returns.iter().map(|one| (one.unit, one)).collect();
    let all: Vec<_> = board
        .units
        .iter()
        .filter_map(|unit| by_unit.get(&unit.id).map(|one| (unit, *one)))
        .filter(|(_, one)| state.is_none_or(|state| one.state == state))
        .collect();
    let pages = all.len().div_ceil(PER_PAGE).max(1);
    let page = form.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let rows = all.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    let of = |state: State| board.returns.iter().filter(|one| one.state == state).count();
    let standing =
        |standing: Standing| board.returns.iter().filter(|one| one.standing(board.today) == standing).count();
    let at = |page: usize| {
        let state = state.map(|state| format!("&state={}", state.name())).unwrap_or_default();
        format!("?page={page}{state}")
    };
    context! {
        office => office(signed, "returns"),
        id => run.id.to_string(),
        regime => context! { id => board.regime.id.to_string(), title => board.regime.title },
        period => period(run.period),
        run => run_line(run, &Counts::new()),
        count => board.returns.len(),
        states => State::ALL.map(|state| context! { name => state.name(), count => of(state) }),
        standings => [Standing::OnTime, Standing::Late, Standing::Within, Standing::Overdue]
            .map(|one| context! { name => one.name(), count => standing(one) }),
        state => state.map(State::name),
        rows => rows
            .map(|(unit, one)| context! {
                unit => unit.name,
                came_back => board.came_back.get(&one.id).map(came_back),
                ..stands(one, board.today)
            })
            .collect::<Vec<_>>(),
        page,
        pages,
        before => (page > 1).then(|| at(page - 1)),
        after => (page < pages).then(|| at(page + 1)),
        may_open => board.may_run && board.regime.may_open(run, board.today),
        is_whole => board.sees_all,
        may_run => board.may_run,
        key => board.key.to_string(),
        revision => run.revision,
        owing => board.returns.iter().filter(|one| one.state.is_with_unit()).count(),
        undecided => board.returns.iter().filter(|one| one.state != State::Accepted).count(),
        events => told_events(view, &board.events, &board.people),
        limits => context! { words => WORDS },
        form => form.shown(wrong),
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
    // What was over before the period began was told in the one before.
    let is_now = |task: &&Task| {
        task.state.is_open() || task.done_on.or(task.due_on).is_none_or(|day| day >= run.first_on)
    };
    let tasks = shown.contents.tasks.iter().filter(is_now).take(MOST_TASKS);
    let names = HashMap::new();
    let acts = [
        ("accept", it.state == State::Submitted && !shown.whole.is_work_of(signed.person())),
        ("give-back", !it.state.is_with_unit()),
        ("extend", it.state != State::Accepted),
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
        passages => shown.passages.iter().map(|passage| context! {
            id => passage.section.to_string(), title => passage.title, words => passage.words, number => passage.number,
            told => narrative::narrated(&passage.words),
            was => mark(std::slice::from_ref(&passage.words)),
        }).collect::<Vec<_>>(),
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

/// A return in a list of those of several periods.
pub(crate) fn owed_line(one: &Return, run: &Run, today: NaiveDate) -> Value {
    context! { period => period(run.period), ..stands(one, today) }
}

/// A return in a list.
fn stands(one: &Return, today: NaiveDate) -> Value {
    context! {
        id => one.id.to_string(),
        state => one.state.name(),
        standing => one.standing(today).name(),
        due_on => one.due_on.to_string(),
        first_due_on => (one.first_due_on != one.due_on).then(|| one.first_due_on.to_string()),
        submitted_on => one.submitted_on.map(|day| day.to_string()),
        is_by_office => one.is_by_office,
    }
}

fn run_line(run: &Run, counts: &Counts) -> Value {
    let counts = counts.get(&run.id);
    let count = |state: &State| counts.and_then(|counts| counts.get(state)).copied().unwrap_or_default();
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
        count => State::ALL.iter().map(count).sum::<i64>(),
        sent => [State::Submitted, State::Accepted].iter().map(count).sum::<i64>(),
    }
}
