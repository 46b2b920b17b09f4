//! Which unit is where with its return of a period.

use std::collections::HashMap;

use base::FieldError;
use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use super::told::came_back;
use super::{period, run_line, stands, told_events};
use crate::access::{Signed, office};
use crate::returns::forms::WORDS;
use crate::returns::model::{Happened, Regime, Return, Run, Standing, State, proposed_until};
use crate::returns::pages::periods::PER_PAGE;
use crate::returns::store::{CameBack, Counts};
use crate::units::Choice;

/// What the board of a period is made of.
pub(crate) struct Board {
    pub(crate) regime: Regime,
    pub(crate) run: Run,
    pub(crate) returns: Vec<Return>,
    /// How those came back that did, by id.
    pub(crate) came_back: HashMap<Uuid, CameBack>,
    /// All that report, and those that were not asked.
    pub(crate) units: Vec<Choice>,
    /// Those that may still be asked.
    pub(crate) askable: Vec<Choice>,
    pub(crate) may_run: bool,
    /// Whether the person sees the returns of all units.
    pub(crate) sees_all: bool,
    pub(crate) events: Vec<Happened>,
    pub(crate) people: HashMap<Uuid, String>,
    /// Id of what may happen next.
    pub(crate) key: Uuid,
    pub(crate) today: NaiveDate,
}

/// Which unit is where.
pub(crate) fn board(view: &View, signed: &Signed, form: &Form, board: &Board, wrong: &[FieldError]) -> Value {
    let (run, state) = (&board.run, State::named(&form.text("state")));
    let by_unit: HashMap<Uuid, &Return> = board.returns.iter().map(|one| (one.unit, one)).collect();
    let all: Vec<_> = board
        .units
        .iter()
        .filter_map(|unit| by_unit.get(&unit.id).map(|one| (unit, *one)))
        .filter(|(_, one)| state.map_or(one.state != State::Withdrawn, |state| one.state == state))
        .collect();
    let pages = all.len().div_ceil(PER_PAGE).max(1);
    let page = form.text("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let rows = all.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    let of = |state: State| board.returns.iter().filter(|one| one.state == state).count();
    let standing =
        |standing| board.returns.iter().filter(|one| one.standing(board.today) == Some(standing)).count();
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
        count => board.returns.len() - of(State::Withdrawn),
        states => State::ALL
            .into_iter()
            .filter(|state| *state != State::Withdrawn || of(*state) > 0)
            .map(|state| context! { name => state.name(), count => of(state) })
            .collect::<Vec<_>>(),
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
        undecided => board.returns.len() - of(State::Accepted) - of(State::Withdrawn),
        askable => board
            .askable
            .iter()
            .map(|unit| context! { id => unit.id.to_string(), name => unit.name })
            .collect::<Vec<_>>(),
        asked_until => proposed_until(run.due_on, board.today).to_string(),
        events => told_events(view, &board.events, &board.people),
        limits => context! { words => WORDS },
        form => form.shown(wrong),
    }
}
