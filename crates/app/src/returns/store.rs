//! The tables `regimes`, `regime_sections`, `regime_indicators`, `report_periods`, `report_period_events`, `returns`,
//! `return_events`, `return_authors`, `return_evidence`, `return_cells`, `return_cell_changes` and `return_passages`: the only place with their
//! queries.

mod board;
mod evidence;
mod glance;
mod regimes;
mod rows;
mod rules;
mod runs;
mod summed;
mod told;

pub(crate) use board::{CameBack, on_board};
pub(crate) use evidence::{add_proofs, withdraw};
pub(crate) use glance::{Outstanding, outstanding};
pub(crate) use regimes::{
    Counts, add_regime, asked_for_plans, asks_on, change_run, counts, end, hold_regime, of_plan, regime,
    regimes_from, regimes_within, runs_now, sections, sections_among, set_days, to_open,
};
#[cfg(test)]
pub(crate) use regimes::{testing_about, testing_of_plan};
pub(crate) use runs::{periods_among, periods_within, regime_of, run, runs, runs_named};
pub use summed::figures_over_tree;
pub(crate) use summed::{
    AskedRun, asked_runs, figures, figures_of_each, last_events, said_in_run, words_said,
};
pub(crate) use told::{
    Passage, Told, add_authors, cells, measured, passages, set_cells, set_passages, told_by,
};

use std::collections::HashMap;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::Expr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::model::{Happened, Proof, Regime, Return, Run, RunState, State};
use crate::access::Scope;
use crate::units;
use rows::{author, event, period, proof, regime, returned};

/// The kind of the event with which a return is sent in.
const SUBMIT: &str = "submit";
/// Rows that one statement adds: databases take some ten thousand values at a time.
const AT_ONCE: usize = 1_000;

/// A return with its period and regime, and all that happened to it.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) it: Return,
    pub(crate) run: Run,
    pub(crate) regime: Regime,
    /// The first first.
    pub(crate) events: Vec<Happened>,
    /// In the order in which they came, with those that were withdrawn.
    pub(crate) proofs: Vec<Proof>,
    /// Who typed any of its figures before it was submitted last.
    pub(crate) authors: Vec<Uuid>,
}

impl Whole {
    /// Whether it is as somebody saw it who saw that revision; files may have come or gone.
    pub(crate) fn is_as_of(&self, revision: i32) -> bool {
        let since = usize::try_from(revision).ok().and_then(|seen| self.events.get(seen..));
        since.is_some_and(|since| since.iter().all(Happened::is_about_files))
    }

    /// How many files prove a figure, or without one the return as a whole.
    pub(crate) fn count_proofs(&self, indicator: Option<Uuid>) -> usize {
        let is_of = |proof: &&Proof| proof.indicator == indicator && proof.withdrawn_by.is_none();
        self.proofs.iter().filter(is_of).count()
    }

    /// Whether somebody still has something to do about it.
    pub(crate) fn is_open(&self) -> bool {
        let is_done = matches!(self.it.state, State::Accepted | State::Withdrawn);
        self.run.state == RunState::Open && !is_done
    }

    /// Whether its unit has it in hand, and its period is open.
    pub(crate) fn may_change(&self) -> bool {
        self.run.state == RunState::Open && self.it.state.is_with_unit()
    }

    /// Who submitted it last.
    pub(crate) fn submitter(&self) -> Option<Uuid> {
        self.last(SUBMIT).and_then(|event| event.person)
    }

    /// Whether somebody submitted it or typed any figure of it, and so does not accept it.
    pub(crate) fn is_work_of(&self, person: Uuid) -> bool {
        self.submitter() == Some(person) || self.authors.contains(&person)
    }

    /// Why it was given back last, or withdrawn.
    pub(crate) fn came_back(&self) -> Option<&str> {
        let kind = match self.it.state {
            State::Returned => "give-back",
            State::Withdrawn => "withdraw",
            _ => return None,
        };
        self.last(kind).and_then(|event| event.words.as_deref())
    }

    fn last(&self, kind: &str) -> Option<&Happened> {
        self.events.iter().rfind(|event| event.kind == kind)
    }
}

/// A return, whosesoever it is.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn whole(connection: &impl ConnectionTrait, id: Uuid) -> Result<Whole> {
    // A few events, each with all the rest in its row, and again for each file that came with it or person behind it.
    let rows = returned::Entity::find_by_id(id)
        .find_also_related(period::Entity)
        .find_also(period::Entity, regime::Entity)
        .find_also(returned::Entity, event::Entity)
        .find_also(event::Entity, proof::Entity)
        .find_also(event::Entity, author::Entity)
        .order_by_asc(event::Column::Number)
        .order_by_asc(proof::Column::EvidenceId)
        .order_by_asc(author::Column::PersonId)
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut events: Vec<_> = rows.iter().filter_map(|row| row.3.clone()).map(Happened::from).collect();
    events.dedup_by_key(|event| event.id);
    let proofs = rows.iter().filter_map(|row| row.4.clone()).map(Proof::from).collect();
    let submitted = events.iter().rfind(|event| event.kind == SUBMIT).map(|event| event.id);
    let authors = rows.iter().filter_map(|row| row.5.as_ref()).filter(|row| Some(row.event_id) == submitted);
    let authors = authors.map(|row| row.person_id).collect();
    let Some((row, Some(period), Some(regime), ..)) = rows.into_iter().next() else {
        return Err(Error::NotFound);
    };
    Ok(Whole {
        it: row.try_into()?,
        run: period.try_into()?,
        regime: regime.try_into()?,
        events,
        proofs,
        authors,
    })
}

/// Those of the ids that are returns of units within the scope, by id; without their events.
pub(crate) async fn among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    scope: &Scope,
) -> Result<HashMap<Uuid, Whole>> {
    let rows = returned::Entity::find()
        .find_also_related(period::Entity)
        .find_also(period::Entity, regime::Entity)
        .filter(returned::Column::Id.is_in(ids.iter().copied()))
        .filter(within(scope))
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut found = HashMap::new();
    for row in rows {
        let (it, Some(period), Some(regime)) = row else { continue };
        let whole = Whole {
            it: it.try_into()?,
            run: period.try_into()?,
            regime: regime.try_into()?,
            events: Vec::new(),
            proofs: Vec::new(),
            authors: Vec::new(),
        };
        found.insert(whole.it.id, whole);
    }
    Ok(found)
}

/// The event of an id, with its return.
pub(crate) async fn event(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<(Whole, Happened)>> {
    let Some((of, event)) = find_event(connection, id).await? else { return Ok(None) };
    Ok(Some((whole(connection, of).await?, event)))
}

/// Keeps everybody else who would write to a return waiting, and whoever would lock its period; not those who write to other
/// returns of it. SQLite has one writer at a time.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn hold(tx: &WriteTx, id: Uuid) -> Result<()> {
    let held = returned::Entity::find_by_id(id).lock_exclusive().one(tx).await.map_err(db::error)?;
    let held = held.ok_or(Error::NotFound)?;
    let period = period::Entity::find_by_id(held.period_id).lock_shared().one(tx).await;
    period.map_err(db::error)?.ok_or(Error::NotFound).map(drop)
}

/// Keeps everybody else who would lock a period or ask for it waiting. SQLite has one writer at a time.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn hold_run(tx: &WriteTx, id: Uuid) -> Result<()> {
    let held = period::Entity::find_by_id(id).lock_exclusive().one(tx).await.map_err(db::error)?;
    held.ok_or(Error::NotFound).map(drop)
}

/// What a unit returns for a period; none where it was never asked.
pub(crate) async fn of_unit(
    connection: &impl ConnectionTrait,
    run: Uuid,
    unit: Uuid,
) -> Result<Option<Return>> {
    let row = returned::Entity::find()
        .filter(returned::Column::PeriodId.eq(run))
        .filter(returned::Column::UnitId.eq(unit))
        .one(connection)
        .await
        .map_err(db::error)?;
    row.map(Return::try_from).transpose()
}

/// The returns of some units, or of all, that are still theirs to do, in open periods, those due first first, at most `most`; each with its
/// period and the title of its regime.
pub(crate) async fn owed(
    connection: &impl ConnectionTrait,
    of: Option<&[Uuid]>,
    most: Option<u64>,
) -> Result<Vec<(Return, Run, String)>> {
    let open = RunState::Open.name();
    let with_units = State::ALL.into_iter().filter(|state| state.is_with_unit()).map(State::name);
    let named = match of {
        None => Condition::all(),
        Some(units) => Condition::all().add(returned::Column::UnitId.is_in(units.iter().copied())),
    };
    let rows = returned::Entity::find()
        .find_also_related(period::Entity)
        .find_also(period::Entity, regime::Entity)
        .filter(period::Column::State.eq(open))
        .filter(returned::Column::State.is_in(with_units))
        .filter(named)
        .order_by_asc(returned::Column::DueOn)
        .order_by_asc(returned::Column::Id)
        .limit(most)
        .all(connection)
        .await
        .map_err(db::error)?;
    let each = |(row, period, regime): (returned::Model, Option<period::Model>, Option<regime::Model>)| {
        let title = regime.ok_or(Error::NotFound)?.title;
        Ok((row.try_into()?, period.ok_or(Error::NotFound)?.try_into()?, title))
    };
    rows.into_iter().map(each).collect()
}

/// All returns of a period of units within the scope.
pub(crate) async fn of_run(
    connection: &impl ConnectionTrait,
    run: Uuid,
    scope: &Scope,
) -> Result<Vec<Return>> {
    of_runs(connection, &[run], scope).await
}

/// The same of several periods.
pub(crate) async fn of_runs(
    connection: &impl ConnectionTrait,
    runs: &[Uuid],
    scope: &Scope,
) -> Result<Vec<Return>> {
    let rows = returned::Entity::find()
        .filter(returned::Column::PeriodId.is_in(runs.iter().copied()))
        .filter(within(scope))
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().map(Return::try_from).collect()
}

/// Adds returns, each with its first event.
pub(crate) async fn add_returns(tx: &WriteTx, new: &[(Return, Happened)]) -> Result<()> {
    for some in new.chunks(AT_ONCE) {
        let rows = some.iter().map(|(new, _)| returned::ActiveModel {
            id: Set(new.id),
            period_id: Set(new.run),
            unit_id: Set(new.unit),
            state: Set(new.state.name().to_owned()),
            first_due_on: Set(new.first_due_on),
            due_on: Set(new.due_on),
            submitted_on: Set(new.submitted_on),
            is_by_office: Set(new.is_by_office),
            revision: Set(new.revision),
            recorded_at: Set(tx.now()),
        });
        returned::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
        let rows = some.iter().map(|(new, first)| event_row(new.id, new.revision, first));
        event::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    }
    Ok(())
}

/// Writes down what became of a return.
///
/// # Errors
/// [`Error::Conflict`] where it has changed since.
pub(crate) async fn change(tx: &WriteTx, before: &Return, after: &Return) -> Result<()> {
    let written = returned::Entity::update_many()
        .col_expr(returned::Column::State, Expr::value(after.state.name()))
        .col_expr(returned::Column::DueOn, Expr::value(after.due_on))
        .col_expr(returned::Column::SubmittedOn, Expr::value(after.submitted_on))
        .col_expr(returned::Column::IsByOffice, Expr::value(after.is_by_office))
        .col_expr(returned::Column::Revision, Expr::value(after.revision))
        .filter(returned::Column::Id.eq(before.id))
        .filter(returned::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Adds what happened to a return; `number` is the revision that it led to.
pub(crate) async fn add_event(tx: &WriteTx, id: Uuid, number: i32, new: &Happened) -> Result<()> {
    event::Entity::insert(event_row(id, number, new)).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

fn event_row(id: Uuid, number: i32, new: &Happened) -> event::ActiveModel {
    event::ActiveModel {
        id: Set(new.id),
        return_id: Set(id),
        number: Set(number),
        kind: Set(new.kind.clone()),
        person_id: Set(new.person),
        words: Set(new.words.clone()),
        day_before: Set(new.days.0),
        day_after: Set(new.days.1),
        recorded_at: Set(new.at),
    }
}

/// The event of that id, with the return to which it happened.
pub(crate) async fn find_event(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(Uuid, Happened)>> {
    let row = event::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.map(|row| (row.return_id, row.into())))
}

impl TryFrom<returned::Model> for Return {
    type Error = Error;

    fn try_from(row: returned::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            run: row.period_id,
            unit: row.unit_id,
            state: State::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            first_due_on: row.first_due_on,
            due_on: row.due_on,
            submitted_on: row.submitted_on,
            is_by_office: row.is_by_office,
            revision: row.revision,
        })
    }
}

impl From<event::Model> for Happened {
    fn from(row: event::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            person: row.person_id,
            words: row.words,
            days: (row.day_before, row.day_after),
            at: row.recorded_at,
        }
    }
}

/// Returns of units within the scope.
fn within(scope: &Scope) -> Condition {
    match units::within(scope) {
        None => Condition::all(),
        Some(ids) => Condition::all().add(returned::Column::UnitId.in_subquery(ids)),
    }
}

/// A word in a row that no version of the program writes.
fn unknown(what: &str, word: &str) -> Error {
    anyhow::anyhow!("{what} {word} in a row").into()
}
