//! Regimes with their outlines and periods.

use std::collections::HashMap;

use base::{Error, Result};
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use reporting::Period;
use uuid::Uuid;

use super::rows::{measured, period, period_event, regime, returned, section};
use super::{AT_ONCE, rules, unknown};
use crate::access::Scope;
use crate::returns::model::{Happened, Regime, Run, RunState, Section, State};
use crate::units;

/// Adds a regime with its outline, what it measures and its periods.
pub(crate) async fn add_regime(
    tx: &WriteTx,
    new: &Regime,
    sections: &[Section],
    indicators: &[Uuid],
    runs: &[Run],
) -> Result<()> {
    let origin = new.origin.clone();
    let row = regime::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        above_id: Set(new.above),
        plan_id: Set(origin.as_ref().map(|origin| origin.plan)),
        plan_number: Set(origin.as_ref().map(|origin| origin.plan_number.clone())),
        clause_id: Set(origin.as_ref().and_then(|origin| origin.clause)),
        clause_path: Set(origin.and_then(|origin| origin.clause_path)),
        title: Set(new.title.clone()),
        asked: Set(rules::asked_text(&new.asked)),
        receivers: Set(new.receivers.join("\n")),
        ended_on: Set(new.ended_on),
        recorded_at: Set(tx.now()),
        ..rules::columns(&new.rule)
    };
    regime::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    let rows = sections.iter().zip(0..).map(|(section, position)| section::ActiveModel {
        id: Set(section.id),
        regime_id: Set(new.id),
        position: Set(position),
        title: Set(section.title.clone()),
        clause_id: Set(section.clause.as_ref().map(|(id, _)| *id)),
        clause_path: Set(section.clause.as_ref().map(|(_, path)| path.clone())),
    });
    section::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    let rows = indicators.iter().zip(0..).map(|(indicator, position)| measured::ActiveModel {
        regime_id: Set(new.id),
        indicator_id: Set(*indicator),
        position: Set(position),
    });
    measured::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    for some in runs.chunks(AT_ONCE) {
        let rows = some.iter().map(|run| period::ActiveModel {
            id: Set(run.id),
            regime_id: Set(new.id),
            name: Set(run.period.to_string()),
            first_on: Set(run.first_on),
            last_on: Set(run.last_on),
            opens_on: Set(run.opens_on),
            due_on: Set(run.due_on),
            sends_on: Set(run.sends_on),
            is_review: Set(run.gathers),
            state: Set(run.state.name().to_owned()),
            revision: Set(run.revision),
            recorded_at: Set(tx.now()),
        });
        period::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    }
    Ok(())
}

/// Says that a plan set a regime.
#[cfg(test)]
pub(crate) async fn testing_of_plan(tx: &WriteTx, id: Uuid, plan: Uuid) -> Result<()> {
    let row = regime::ActiveModel {
        id: Set(id),
        plan_id: Set(Some(plan)),
        plan_number: Set(Some("15/KH-UBND".to_owned())),
        ..Default::default()
    };
    regime::Entity::update(row).exec(tx).await.map_err(db::error).map(drop)
}

/// Says that all sections of a regime are about a clause.
#[cfg(test)]
pub(crate) async fn testing_about(tx: &WriteTx, id: Uuid, clause: Uuid, path: &str) -> Result<()> {
    section::Entity::update_many()
        .col_expr(section::Column::ClauseId, Expr::value(clause))
        .col_expr(section::Column::ClausePath, Expr::value(path))
        .filter(section::Column::RegimeId.eq(id))
        .exec(tx)
        .await
        .map_err(db::error)
        .map(drop)
}

/// A regime.
pub(crate) async fn regime(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Regime>> {
    let row = regime::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.map(Regime::try_from).transpose()
}

/// Those that a plan set, which have not ended.
pub(crate) async fn of_plan(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Vec<Regime>> {
    let rows = regime::Entity::find()
        .filter(regime::Column::PlanId.eq(plan))
        .filter(regime::Column::EndedOn.is_null())
        .order_by_asc(regime::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Regime::try_from).collect()
}

/// The periods that were asked for some plans, their ids the answer to a question, each with its regime, ended or not.
pub(crate) async fn asked_for_plans(
    connection: &impl ConnectionTrait,
    plans: SelectStatement,
) -> Result<Vec<(Regime, Run)>> {
    let rows = period::Entity::find()
        .find_also_related(regime::Entity)
        .filter(regime::Column::PlanId.in_subquery(plans))
        .filter(period::Column::State.ne(RunState::Coming.name()))
        .order_by_asc(period::Column::Id)
        .all(connection)
        .await
        .map_err(db::error)?;
    let asked = rows.into_iter().filter_map(|(period, regime)| Some((regime?, period)));
    asked.map(|(regime, period)| Ok((regime.try_into()?, period.try_into()?))).collect()
}

/// A regime, kept from whoever else would open its periods, move their days or ask on for it. SQLite has one writer at a time.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn hold_regime(tx: &WriteTx, id: Uuid) -> Result<Regime> {
    let row = regime::Entity::find_by_id(id).lock_exclusive().one(tx).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// Whether a unit asks on for a regime already.
pub(crate) async fn asks_on(connection: &impl ConnectionTrait, above: Uuid, unit: Uuid) -> Result<bool> {
    let found = regime::Entity::find()
        .filter(regime::Column::AboveId.eq(above))
        .filter(regime::Column::UnitId.eq(unit))
        .filter(regime::Column::EndedOn.is_null())
        .one(connection)
        .await;
    Ok(found.map_err(db::error)?.is_some())
}

/// Those of a unit and of all below it, which have not ended.
pub(crate) async fn regimes_within(connection: &impl ConnectionTrait, unit: Uuid) -> Result<Vec<Regime>> {
    let mut found = regime::Entity::find().filter(regime::Column::EndedOn.is_null());
    if let Some(units) = units::within(&Scope::Under(vec![unit])) {
        found = found.filter(regime::Column::UnitId.in_subquery(units));
    }
    found.all(connection).await.map_err(db::error)?.into_iter().map(Regime::try_from).collect()
}

/// Moves the days of a period that is still to come to those of another; one that has opened meanwhile stays.
pub(crate) async fn set_days(tx: &WriteTx, run: &Run, anew: &Run) -> Result<()> {
    period::Entity::update_many()
        .col_expr(period::Column::OpensOn, Expr::value(anew.opens_on))
        .col_expr(period::Column::DueOn, Expr::value(anew.due_on))
        .col_expr(period::Column::SendsOn, Expr::value(anew.sends_on))
        .filter(period::Column::Id.eq(run.id))
        .filter(period::Column::Revision.eq(run.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(())
}

/// Ends a regime on a day, the first on which it does not hold any more.
///
/// # Errors
/// [`Error::Conflict`] where it has ended already.
pub(crate) async fn end(tx: &WriteTx, id: Uuid, on: NaiveDate) -> Result<()> {
    let written = regime::Entity::update_many()
        .col_expr(regime::Column::EndedOn, Expr::value(on))
        .filter(regime::Column::Id.eq(id))
        .filter(regime::Column::EndedOn.is_null())
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Regimes, those that go on first and the latest first, from the one after some on, at most `most`.
pub(crate) async fn regimes_from(
    connection: &impl ConnectionTrait,
    some: u64,
    most: u64,
) -> Result<Vec<Regime>> {
    let rows = regime::Entity::find()
        .order_by_asc(Expr::col(regime::Column::EndedOn).is_not_null())
        .order_by_desc(regime::Column::Id)
        .offset(some)
        .limit(most)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Regime::try_from).collect()
}

/// Of some regimes the periods that are open, and those that are due next from a day on, those due first first.
pub(crate) async fn runs_now(
    connection: &impl ConnectionTrait,
    regimes: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<(Uuid, Run)>> {
    let of_these = period::Column::RegimeId.is_in(regimes.iter().copied());
    let is_coming = period::Column::State.eq(RunState::Coming.name()).and(period::Column::DueOn.gte(today));
    let next = Query::select()
        .column(period::Column::RegimeId)
        .expr(Expr::col(period::Column::DueOn).min())
        .from(period::Entity)
        .and_where(of_these.clone())
        .and_where(is_coming.clone())
        .group_by_col(period::Column::RegimeId)
        .to_owned();
    let due = Expr::tuple([Expr::col(period::Column::RegimeId), Expr::col(period::Column::DueOn)]);
    let open = period::Column::State.eq(RunState::Open.name());
    let wanted = Condition::any().add(open).add(is_coming.and(due.in_subquery(next)));
    let rows = period::Entity::find().filter(of_these).filter(wanted).all(connection).await;
    super::runs::in_order(rows.map_err(db::error)?)
}

/// What a regime wants told in words, in order.
pub(crate) async fn sections(connection: &impl ConnectionTrait, regime: Uuid) -> Result<Vec<Section>> {
    let rows = section::Entity::find()
        .filter(section::Column::RegimeId.eq(regime))
        .order_by_asc(section::Column::Position)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(Section::from).collect())
}

/// Some of what regimes want told.
pub(crate) async fn sections_among(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Section>> {
    let rows = section::Entity::find()
        .filter(section::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(section::Column::Id)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(Section::from).collect())
}

impl From<section::Model> for Section {
    fn from(row: section::Model) -> Self {
        Self { id: row.id, title: row.title, clause: row.clause_id.zip(row.clause_path) }
    }
}

/// The periods that open on a day or should have before, but for those that were due before their regime was set up.
pub(crate) async fn to_open(connection: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<Uuid>> {
    let rows = period::Entity::find()
        .find_also_related(regime::Entity)
        .filter(period::Column::State.eq(RunState::Coming.name()))
        .filter(period::Column::OpensOn.lte(today))
        .filter(regime::Column::EndedOn.is_null())
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut ids = Vec::new();
    for (period, regime) in rows {
        let run = Run::try_from(period)?;
        let set_up = regime.map(|regime| web::format::day_of(regime.recorded_at));
        if !run.is_review() && set_up.is_none_or(|set_up| set_up <= run.due_on) {
            ids.push(run.id);
        }
    }
    Ok(ids)
}

/// Writes down what became of a period, and what made it so.
///
/// # Errors
/// [`Error::Conflict`] where somebody was faster.
pub(crate) async fn change_run(tx: &WriteTx, before: &Run, after: &Run, what: &Happened) -> Result<()> {
    let written = period::Entity::update_many()
        .col_expr(period::Column::State, Expr::value(after.state.name()))
        .col_expr(period::Column::Revision, Expr::value(after.revision))
        .filter(period::Column::Id.eq(before.id))
        .filter(period::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if written.rows_affected != 1 {
        return Err(Error::Conflict);
    }
    let row = period_event::ActiveModel {
        id: Set(what.id),
        period_id: Set(before.id),
        number: Set(after.revision),
        kind: Set(what.kind.clone()),
        person_id: Set(what.person),
        words: Set(what.words.clone()),
        recorded_at: Set(what.at),
    };
    period_event::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// A state of returns and how many are in it.
pub(crate) type Counts = HashMap<Uuid, HashMap<State, i64>>;

/// How many returns of units within the scope each of some periods has in each state.
pub(crate) async fn counts(
    connection: &impl ConnectionTrait,
    runs: &[Uuid],
    scope: &Scope,
) -> Result<Counts> {
    let rows: Vec<(Uuid, String, i64)> = returned::Entity::find()
        .select_only()
        .column(returned::Column::PeriodId)
        .column(returned::Column::State)
        .column_as(Expr::col(returned::Column::Id).count(), "count")
        .filter(returned::Column::PeriodId.is_in(runs.iter().copied()))
        .filter(super::within(scope))
        .group_by(returned::Column::PeriodId)
        .group_by(returned::Column::State)
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut counts = Counts::new();
    for (run, state, count) in rows {
        let state = State::named(&state).ok_or_else(|| unknown("state", &state))?;
        counts.entry(run).or_default().insert(state, count);
    }
    Ok(counts)
}

impl TryFrom<period::Model> for Run {
    type Error = Error;

    fn try_from(row: period::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            period: Period::named(&row.name).ok_or_else(|| unknown("period", &row.name))?,
            first_on: row.first_on,
            last_on: row.last_on,
            opens_on: row.opens_on,
            due_on: row.due_on,
            sends_on: row.sends_on,
            gathers: row.is_review,
            state: RunState::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            revision: row.revision,
        })
    }
}

impl From<period_event::Model> for Happened {
    fn from(row: period_event::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            person: row.person_id,
            words: row.words,
            days: (None, None),
            at: row.recorded_at,
        }
    }
}
