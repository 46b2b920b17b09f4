//! What returns tell: in figures and in words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, OnConflict, Query};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use reporting::{Figure, OverTime, OverUnits, Period, Total};
use uuid::Uuid;

use super::rows::{cell, change, measured, passage, period, returned, section};
use super::{AT_ONCE, Whole, of_run, unknown};
use crate::access::Scope;
use crate::indicators::{self, Indicator};
use crate::returns::cell::{Cell, CellState};
use crate::returns::figures::Figures;
use crate::returns::model::Run;
use crate::{AppState, units};

/// A cell of a return, with what stood there in the period before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) indicator: Uuid,
    pub(crate) cell: Cell,
    /// Counts its changes; 0 where nobody said anything yet.
    pub(crate) number: i32,
    pub(crate) before: Option<Cell>,
}

/// All cells that a return has, in the order of its regime.
pub(crate) async fn cells(connection: &impl ConnectionTrait, whole: &Whole) -> Result<Vec<Told>> {
    let id = whole.it.id;
    // The same unit's return of the period before.
    let before = Query::select()
        .column((returned::Entity, returned::Column::Id))
        .from(returned::Entity)
        .inner_join(
            period::Entity,
            Expr::col((period::Entity, period::Column::Id))
                .equals((returned::Entity, returned::Column::PeriodId)),
        )
        .and_where(returned::Column::UnitId.eq(whole.it.unit))
        .and_where(period::Column::RegimeId.eq(whole.regime.id))
        .and_where(period::Column::Name.eq(whole.run.period.before().map(|before| before.to_string())))
        .to_owned();
    let either = measured::Relation::Cells.def().on_condition(move |_, cell| {
        let of = || Expr::col((cell.clone(), cell::Column::ReturnId));
        of().eq(id).or(of().in_subquery(before.clone())).into_condition()
    });
    let rows = measured::Entity::find()
        .join(JoinType::LeftJoin, either)
        .select_also(cell::Entity)
        .filter(measured::Column::RegimeId.eq(whole.regime.id))
        .order_by_asc(measured::Column::Position)
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut told: Vec<Told> = Vec::new();
    for (asked, row) in rows {
        let indicator = asked.indicator_id;
        if told.last().is_none_or(|last| last.indicator != indicator) {
            told.push(Told { indicator, cell: Cell::default(), number: 0, before: None });
        }
        let (Some(one), Some(row)) = (told.last_mut(), row) else { continue };
        let (of, number, cell) = (row.return_id, row.number, Cell::try_from(row)?);
        if of == id {
            (one.cell, one.number) = (cell, number);
        } else {
            one.before = Some(cell);
        }
    }
    Ok(told)
}

/// What a regime measures, in its order.
pub(crate) async fn measured(connection: &impl ConnectionTrait, regime: Uuid) -> Result<Vec<Uuid>> {
    let found = measured::Entity::find()
        .select_only()
        .column(measured::Column::IndicatorId)
        .filter(measured::Column::RegimeId.eq(regime))
        .order_by_asc(measured::Column::Position);
    found.into_tuple().all(connection).await.map_err(db::error)
}

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

/// What all returns of some periods say of some indicators.
pub(crate) async fn figures(
    connection: &impl ConnectionTrait,
    runs: &[Run],
    measured: &[Uuid],
) -> Result<Figures> {
    let mut returns = Vec::new();
    for run in runs {
        let of_run = of_run(connection, run.id, &Scope::All).await?;
        returns.extend(of_run.into_iter().map(|one| (run.period, one)));
    }
    let mut figures = Figures::new(returns, measured);
    let sent = figures.returns().filter(|one| !one.state.is_with_unit()).map(|one| one.id);
    let sent: Vec<_> = sent.collect();
    for some in sent.chunks(RETURNS_AT_ONCE) {
        let mut cells = cell::Entity::find().filter(cell::Column::ReturnId.is_in(some.iter().copied()));
        if let [one] = measured {
            cells = cells.filter(cell::Column::IndicatorId.eq(*one));
        }
        let columns = [
            cell::Column::ReturnId,
            cell::Column::IndicatorId,
            cell::Column::State,
            cell::Column::Value,
            cell::Column::Whole,
        ];
        let rows: Vec<(Uuid, Uuid, String, Option<i64>, Option<i64>)> =
            cells.select_only().columns(columns).into_tuple().all(connection).await.map_err(db::error)?;
        for (sent, indicator, state, value, whole) in rows {
            let state = CellState::named(&state).ok_or_else(|| unknown("state", &state))?;
            let [value, whole] = [value, whole].map(|count| count.map(Figure::from_ten_thousandths));
            figures.say(sent, indicator, Cell { state, value, whole, note: None }.counted());
        }
    }
    Ok(figures)
}

/// Of a country there are hundreds of thousands of cells: they pass by, and what is kept of each is small.
const RETURNS_AT_ONCE: usize = 200;

impl AppState {
    /// What the figures of a regime come to in a period of it, or over all that a longer one covers, by indicator and unit: for
    /// each that was asked and for all above. `over_time` gives the rule of an indicator by its id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn figures_over_tree(
        connection: &impl ConnectionTrait,
        regime: Uuid,
        period: Period,
        over_time: impl Fn(Uuid) -> OverTime,
    ) -> Result<HashMap<Uuid, BTreeMap<Uuid, Total>>> {
        let runs = super::runs(connection, &[regime]).await?.into_iter().map(|(_, run)| run);
        let runs: Vec<_> = runs.filter(|run| !run.is_review() && period.covers(run.period)).collect();
        let measured = measured(connection, regime).await?;
        let indicators = indicators::among(connection, &measured).await?;
        let figures = figures(connection, &runs, &measured).await?;
        let units: BTreeSet<_> = figures.returns().map(|one| one.unit).collect();
        let units: Vec<_> = units.into_iter().collect();
        let mut above: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for (unit, ancestor) in units::ancestors(connection, &units).await? {
            if unit != ancestor {
                above.entry(unit).or_default().push(ancestor);
            }
        }
        let over_tree = |id: Uuid| {
            let adds_up = indicators.get(&id).is_none_or(Indicator::adds_up);
            let over_units = if adds_up { OverUnits::Add } else { OverUnits::Alone };
            (id, figures.over_tree(id, over_time(id), over_units, &above))
        };
        Ok(measured.iter().copied().map(over_tree).collect())
    }
}

/// Sets cells, each with the number of the change, and keeps what stood there.
///
/// # Errors
/// [`Error::Conflict`] where somebody set the same number of one meanwhile.
pub(crate) async fn set_cells(tx: &WriteTx, id: Uuid, new: &[(Uuid, i32, Cell)], person: Uuid) -> Result<()> {
    for some in new.chunks(AT_ONCE) {
        let rows = some.iter().map(|(indicator, number, new)| change::ActiveModel {
            return_id: Set(id),
            indicator_id: Set(*indicator),
            number: Set(*number),
            state: Set(new.state.name().to_owned()),
            value: Set(new.value.map(Figure::ten_thousandths)),
            whole: Set(new.whole.map(Figure::ten_thousandths)),
            note: Set(new.note.clone()),
            person_id: Set(person),
            recorded_at: Set(tx.now()),
        });
        change::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
        let rows = some.iter().map(|(indicator, number, new)| cell::ActiveModel {
            return_id: Set(id),
            indicator_id: Set(*indicator),
            state: Set(new.state.name().to_owned()),
            value: Set(new.value.map(Figure::ten_thousandths)),
            whole: Set(new.whole.map(Figure::ten_thousandths)),
            note: Set(new.note.clone()),
            number: Set(*number),
        });
        let columns = [
            cell::Column::State,
            cell::Column::Value,
            cell::Column::Whole,
            cell::Column::Note,
            cell::Column::Number,
        ];
        let same = OnConflict::columns([cell::Column::ReturnId, cell::Column::IndicatorId])
            .update_columns(columns)
            .to_owned();
        let done = cell::Entity::insert_many(rows).on_conflict(same).exec_without_returning(tx).await;
        done.map_err(db::error)?;
    }
    Ok(())
}

/// A section of a return, with what is told there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) section: Uuid,
    pub(crate) title: String,
    pub(crate) words: String,
    /// Counts its changes; 0 where nobody said anything yet.
    pub(crate) number: i32,
}

/// All sections of a return, in the order of its regime.
pub(crate) async fn passages(connection: &impl ConnectionTrait, whole: &Whole) -> Result<Vec<Passage>> {
    let id = whole.it.id;
    let own = section::Relation::Passages.def().on_condition(move |_, passage| {
        Expr::col((passage, passage::Column::ReturnId)).eq(id).into_condition()
    });
    let rows = section::Entity::find()
        .join(JoinType::LeftJoin, own)
        .select_also(passage::Entity)
        .filter(section::Column::RegimeId.eq(whole.regime.id))
        .order_by_asc(section::Column::Position)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok(rows
        .into_iter()
        .map(|(section, passage)| Passage {
            section: section.id,
            title: section.title,
            words: passage.as_ref().map(|passage| passage.words.clone()).unwrap_or_default(),
            number: passage.map_or(0, |passage| passage.number),
        })
        .collect())
}

/// Sets what sections tell, each with the number of the change.
pub(crate) async fn set_passages(
    tx: &WriteTx,
    id: Uuid,
    new: &[(Uuid, i32, String)],
    person: Uuid,
) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let rows = new.iter().map(|(section, number, words)| passage::ActiveModel {
        return_id: Set(id),
        section_id: Set(*section),
        words: Set(words.clone()),
        number: Set(*number),
        person_id: Set(person),
        recorded_at: Set(tx.now()),
    });
    let columns = [
        passage::Column::Words,
        passage::Column::Number,
        passage::Column::PersonId,
        passage::Column::RecordedAt,
    ];
    let same = OnConflict::columns([passage::Column::ReturnId, passage::Column::SectionId])
        .update_columns(columns)
        .to_owned();
    let done = passage::Entity::insert_many(rows).on_conflict(same).exec_without_returning(tx).await;
    done.map_err(db::error).map(drop)
}

impl TryFrom<cell::Model> for Cell {
    type Error = Error;

    fn try_from(row: cell::Model) -> Result<Self> {
        Ok(Self {
            state: CellState::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            value: row.value.map(Figure::from_ten_thousandths),
            whole: row.whole.map(Figure::from_ten_thousandths),
            note: row.note,
        })
    }
}
