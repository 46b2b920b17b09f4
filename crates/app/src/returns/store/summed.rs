//! What many returns say together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::Result;
use chrono::{DateTime, NaiveDate, Utc};
use db::sea_orm::sea_query::Query;
use db::sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};
use reporting::{Figure, Period, Total};
use uuid::Uuid;

use super::rows::{cell, event, measured, period, regime, returned};
use super::{of_runs, runs, unknown};
use crate::access::Scope;
use crate::indicators::{self, Indicator, Kind};
use crate::returns::cell::{Cell, CellState};
use crate::returns::computed;
use crate::returns::figures::Figures;
use crate::returns::model::{Run, RunState, State};
use crate::units;

/// Of a country there are hundreds of thousands of cells: they pass by, and what is kept of each is small.
const RETURNS_AT_ONCE: usize = 200;
/// Of fewer indicators than that the others are left out.
const ALL_AT_ONCE: usize = 20;

/// What all returns of a period say of an indicator, by return, sent or not.
pub(crate) async fn said_in_run(
    connection: &impl ConnectionTrait,
    run: Uuid,
    indicator: Uuid,
) -> Result<HashMap<Uuid, Cell>> {
    let returns = Query::select()
        .column(returned::Column::Id)
        .from(returned::Entity)
        .and_where(returned::Column::PeriodId.eq(run))
        .to_owned();
    let rows = cell::Entity::find()
        .filter(cell::Column::ReturnId.in_subquery(returns))
        .filter(cell::Column::IndicatorId.eq(indicator))
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().map(|row| Ok((row.return_id, row.try_into()?))).collect()
}

/// What some returns say of some indicators in words, by return and indicator.
pub(crate) async fn words_said(
    connection: &impl ConnectionTrait,
    returns: &[Uuid],
    indicators: &[Uuid],
) -> Result<HashMap<(Uuid, Uuid), String>> {
    let rows = cell::Entity::find()
        .filter(cell::Column::ReturnId.is_in(returns.iter().copied()))
        .filter(cell::Column::IndicatorId.is_in(indicators.iter().copied()))
        .filter(cell::Column::Words.is_not_null())
        .all(connection)
        .await
        .map_err(db::error)?;
    let said = |row: cell::Model| Some(((row.return_id, row.indicator_id), row.words?));
    Ok(rows.into_iter().filter_map(said).collect())
}

/// What all returns of some periods say of some indicators.
pub(crate) async fn figures(
    connection: &impl ConnectionTrait,
    runs: &[Run],
    measured: &[Uuid],
    indicators: &HashMap<Uuid, Indicator>,
) -> Result<Figures> {
    let mut figures = figures_of_each(connection, &[runs], measured, indicators).await?;
    Ok(figures.pop().unwrap_or_else(|| Figures::new(Vec::new(), measured)))
}

/// The same of several groups of periods, asked for together: figures of each group.
pub(crate) async fn figures_of_each(
    connection: &impl ConnectionTrait,
    groups: &[&[Run]],
    measured: &[Uuid],
    indicators: &HashMap<Uuid, Indicator>,
) -> Result<Vec<Figures>> {
    let in_groups = groups.iter().zip(0_usize..);
    let periods: HashMap<_, _> = in_groups
        .flat_map(|(runs, group)| runs.iter().map(move |run| (run.id, (group, run.period))))
        .collect();
    let ids: Vec<_> = periods.keys().copied().collect();
    let mut returns = vec![Vec::new(); groups.len()];
    let mut groups_of: HashMap<Uuid, usize> = HashMap::new();
    for one in of_runs(connection, &ids, &Scope::All).await? {
        if let Some((group, period)) = periods.get(&one.run).filter(|_| one.state != State::Withdrawn) {
            groups_of.insert(one.id, *group);
            returns[*group].push((*period, one));
        }
    }
    let mut figures: Vec<_> = returns.into_iter().map(|returns| Figures::new(returns, measured)).collect();
    let sent = figures.iter().flat_map(Figures::returns).filter(|one| one.state.is_sent()).map(|one| one.id);
    let sent: Vec<_> = sent.collect();
    for some in sent.chunks(RETURNS_AT_ONCE) {
        let mut cells = cell::Entity::find().filter(cell::Column::ReturnId.is_in(some.iter().copied()));
        if measured.len() < ALL_AT_ONCE {
            cells = cells.filter(cell::Column::IndicatorId.is_in(measured.iter().copied()));
        }
        let columns = [
            cell::Column::ReturnId,
            cell::Column::IndicatorId,
            cell::Column::State,
            cell::Column::Value,
            cell::Column::Whole,
        ];
        let rows = cells
            .select_only()
            .columns(columns)
            .into_tuple::<(Uuid, Uuid, String, Option<i64>, Option<i64>)>()
            .all(connection)
            .await
            .map_err(db::error)?;
        for (sent, indicator, state, value, whole) in rows {
            let Some(group) = groups_of.get(&sent) else { continue };
            let state = CellState::named(&state).ok_or_else(|| unknown("state", &state))?;
            let [value, whole] = [value, whole].map(|count| count.map(Figure::from_ten_thousandths));
            let kind = indicators.get(&indicator).map_or(Kind::Number, |one| one.kind);
            // What words say adds up to nothing, only that something was said.
            let words = (kind == Kind::Text).then(String::new);
            let cell = Cell { state, value, whole, words, note: None }.of_kind(kind);
            figures[*group].say(sent, indicator, cell.counted(kind));
        }
    }
    figures.iter_mut().for_each(|figures| figures.work_out(indicators));
    Ok(figures)
}

/// When something happened last to a return of each period.
pub(crate) async fn last_events(connection: &impl ConnectionTrait) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let found = returned::Entity::find()
        .select_only()
        .column(returned::Column::PeriodId)
        .column_as(event::Column::RecordedAt.max(), "last")
        .inner_join(event::Entity)
        .group_by(returned::Column::PeriodId)
        .into_tuple::<(Uuid, DateTime<Utc>)>();
    Ok(found.all(connection).await.map_err(db::error)?.into_iter().collect())
}

/// A period that is open or was.
#[derive(Clone, Debug)]
pub(crate) struct AskedRun {
    pub(crate) id: Uuid,
    pub(crate) regime: Uuid,
    pub(crate) period: Period,
    pub(crate) last_on: NaiveDate,
    /// How many indicators are asked for.
    pub(crate) measured: i64,
}

/// Those of regimes that ask again and again, but for those that gather others; the last days last.
pub(crate) async fn asked_runs(connection: &impl ConnectionTrait) -> Result<Vec<AskedRun>> {
    let asked = period::Entity::belongs_to(measured::Entity)
        .from(period::Column::RegimeId)
        .to(measured::Column::RegimeId);
    let columns =
        [period::Column::Id, period::Column::RegimeId, period::Column::Name, period::Column::LastOn];
    let found = period::Entity::find()
        .select_only()
        .columns(columns)
        .column_as(measured::Column::IndicatorId.count(), "count")
        .join(JoinType::InnerJoin, asked.into())
        .inner_join(regime::Entity)
        .filter(period::Column::State.ne(RunState::Coming.name()))
        .filter(period::Column::IsReview.eq(false))
        // What is asked once says its days itself.
        .filter(regime::Column::FirstOn.is_null())
        .group_by(period::Column::Id)
        .group_by(period::Column::RegimeId)
        .group_by(period::Column::Name)
        .group_by(period::Column::LastOn)
        .order_by_asc(period::Column::LastOn)
        .order_by_asc(period::Column::Id)
        .into_tuple::<(Uuid, Uuid, String, NaiveDate, i64)>();
    let rows = found.all(connection).await.map_err(db::error)?.into_iter();
    rows.map(|(id, regime, name, last_on, measured)| {
        let period = Period::named(&name).ok_or_else(|| unknown("period", &name))?;
        Ok(AskedRun { id, regime, period, last_on, measured })
    })
    .collect()
}

/// The periods of a regime that a longer one covers.
async fn covered(connection: &impl ConnectionTrait, regime: Uuid, period: Period) -> Result<Vec<Run>> {
    let runs = runs(connection, &[regime]).await?.into_iter().map(|(_, run)| run);
    Ok(runs.filter(|run| !run.is_review() && period.covers(run.period)).collect())
}

/// What the figures of a regime come to in a period of it, or over all that a longer one covers, by indicator and unit: for each
/// that was asked and for all above.
///
/// # Errors
/// What the database says.
pub async fn figures_over_tree(
    connection: &impl ConnectionTrait,
    regime: Uuid,
    period: Period,
) -> Result<HashMap<Uuid, BTreeMap<Uuid, Total>>> {
    let runs = covered(connection, regime, period).await?;
    let measured = super::measured(connection, regime).await?;
    let mut indicators = indicators::among(connection, &measured).await?;
    computed::as_asked(&mut indicators);
    let figures = figures(connection, &runs, &measured, &indicators).await?;
    let units: BTreeSet<_> = figures.returns().map(|one| one.unit).collect();
    let units: Vec<_> = units.into_iter().collect();
    let mut above: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (unit, ancestor) in units::ancestors(connection, &units).await? {
        if unit != ancestor {
            above.entry(unit).or_default().push(ancestor);
        }
    }
    Ok(measured.iter().map(|id| (*id, figures.over_tree(*id, &indicators, &above))).collect())
}
