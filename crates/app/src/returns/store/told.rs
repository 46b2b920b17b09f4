//! What returns tell: in figures and in words.

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, OnConflict, Query, SelectStatement};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use reporting::{Entry, Figure, OverTime, OverUnits, Period, Total, WHOLE, roll_up};
use uuid::Uuid;

use super::rows::{author, cell, change, measured, passage, period, regime, returned, section};
use super::{AT_ONCE, Whole, unknown};
use crate::indicators::{Indicator, Kind};
use crate::returns::cell::{Cell, CellState};
use crate::returns::model::State;

/// A cell of a return, with what stood there in the period before, and what the unit's own units reported to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) indicator: Uuid,
    pub(crate) cell: Cell,
    /// Counts its changes; 0 where nobody said anything yet.
    pub(crate) number: i32,
    pub(crate) before: Option<Cell>,
    /// What those below the unit sent it for the same period, each with its return.
    pub(crate) below: Vec<(Uuid, Cell)>,
}

/// The ids of returns, each beside its period.
fn of_periods() -> SelectStatement {
    Query::select()
        .column((returned::Entity, returned::Column::Id))
        .from(returned::Entity)
        .inner_join(
            period::Entity,
            Expr::col((period::Entity, period::Column::Id))
                .equals((returned::Entity, returned::Column::PeriodId)),
        )
        .to_owned()
}

/// All cells that a return has, in the order of its regime.
pub(crate) async fn cells(connection: &impl ConnectionTrait, whole: &Whole) -> Result<Vec<Told>> {
    let id = whole.it.id;
    // The same unit's return of the period before.
    let before = of_periods()
        .and_where(returned::Column::UnitId.eq(whole.it.unit))
        .and_where(period::Column::RegimeId.eq(whole.regime.id))
        .and_where(period::Column::Name.eq(whole.run.period.before().map(|before| before.to_string())))
        .to_owned();
    // Those of the units below it that answer the same, as far as they were sent.
    let sent = State::ALL.into_iter().filter(|state| state.is_sent()).map(State::name);
    let below = of_periods()
        .inner_join(
            regime::Entity,
            Expr::col((regime::Entity, regime::Column::Id))
                .equals((period::Entity, period::Column::RegimeId)),
        )
        .and_where(regime::Column::AboveId.eq(whole.regime.id))
        .and_where(regime::Column::EndedOn.is_null())
        .and_where(Expr::col((regime::Entity, regime::Column::UnitId)).eq(whole.it.unit))
        .and_where(period::Column::Name.eq(whole.run.period.to_string()))
        .and_where(Expr::col((returned::Entity, returned::Column::State)).is_in(sent))
        .to_owned();
    let either = measured::Relation::Cells.def().on_condition(move |_, cell| {
        let of = || Expr::col((cell.clone(), cell::Column::ReturnId));
        of().eq(id).or(of().in_subquery(before.clone())).or(of().in_subquery(below.clone())).into_condition()
    });
    let rows = measured::Entity::find()
        .join(JoinType::LeftJoin, either)
        .select_also(cell::Entity)
        .find_also(cell::Entity, returned::Entity)
        .filter(measured::Column::RegimeId.eq(whole.regime.id))
        .order_by_asc(measured::Column::Position)
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut told: Vec<Told> = Vec::new();
    for (asked, row, of_return) in rows {
        let indicator = asked.indicator_id;
        if told.last().is_none_or(|last| last.indicator != indicator) {
            let (cell, below) = (Cell::default(), Vec::new());
            told.push(Told { indicator, cell, number: 0, before: None, below });
        }
        let (Some(one), Some(row), Some(of)) = (told.last_mut(), row, of_return) else { continue };
        let (number, cell) = (row.number, Cell::try_from(row)?);
        if of.id == id {
            (one.cell, one.number) = (cell, number);
        } else if of.unit_id == whole.it.unit {
            one.before = Some(cell);
        } else {
            one.below.push((of.id, cell));
        }
    }
    Ok(told)
}

impl Told {
    /// What the units below sent, added up as their indicator is; nothing where none of them reported it, or it does not add up.
    pub(crate) fn sum_below(&self, indicator: Option<&Indicator>, period: Period) -> Option<Total> {
        let sums = |one: &&Indicator| {
            one.adds_up() && one.is_typed() && matches!(one.kind, Kind::Number | Kind::Share)
        };
        let indicator = indicator.filter(sums)?;
        let entry = |(of, cell): &(Uuid, Cell)| {
            let cell = cell.clone().of_kind(indicator.kind).counted(indicator.kind);
            Entry { unit: *of, period, share: WHOLE, cell }
        };
        let all = Uuid::nil();
        let entries = self.below.iter().map(entry);
        let totals = roll_up(OverTime::Latest, OverUnits::Add, entries, |_| [all]);
        totals.get(&all).copied().filter(Total::is_reported)
    }
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
            words: Set(new.words.clone()),
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
            words: Set(new.words.clone()),
            note: Set(new.note.clone()),
            number: Set(*number),
        });
        let columns = [
            cell::Column::State,
            cell::Column::Value,
            cell::Column::Whole,
            cell::Column::Words,
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

/// Writes down who typed the figures that an event sends in, but for those that are counted by the program.
pub(crate) async fn add_authors(tx: &WriteTx, id: Uuid, event: Uuid, counted: &[Uuid]) -> Result<()> {
    let persons: Vec<Uuid> = change::Entity::find()
        .select_only()
        .column(change::Column::PersonId)
        .distinct()
        .filter(change::Column::ReturnId.eq(id))
        .filter(change::Column::IndicatorId.is_not_in(counted.iter().copied()))
        .into_tuple()
        .all(tx)
        .await
        .map_err(db::error)?;
    if persons.is_empty() {
        return Ok(());
    }
    let rows = persons
        .into_iter()
        .map(|person| author::ActiveModel { event_id: Set(event), person_id: Set(person) });
    author::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// A section of a return, with what is told there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) section: Uuid,
    pub(crate) title: String,
    /// The clause of the plan that it tells about, with its path.
    pub(crate) clause: Option<(Uuid, String)>,
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
            clause: section.clause_id.zip(section.clause_path),
            words: passage.as_ref().map(|passage| passage.words.clone()).unwrap_or_default(),
            number: passage.map_or(0, |passage| passage.number),
        })
        .collect())
}

/// What some returns tell in words: return, section, words.
pub(crate) async fn told_by(
    connection: &impl ConnectionTrait,
    returns: &[Uuid],
) -> Result<Vec<(Uuid, Uuid, String)>> {
    let rows = passage::Entity::find()
        .filter(passage::Column::ReturnId.is_in(returns.iter().copied()))
        .filter(passage::Column::Words.ne(""))
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok(rows.into_iter().map(|row| (row.return_id, row.section_id, row.words)).collect())
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
            words: row.words,
            note: row.note,
        })
    }
}
