//! The tables of incoming documents: the only place with their queries.

mod events;
mod rows;

use std::collections::HashMap;

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::LikeExpr;
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::model::{Channel, Entry, Happened, Incoming, Origin, State, To};
use crate::access::{Right, Signed};
use crate::evidence::{self, Arrived, Evidence};
use crate::units;

pub(crate) use events::{has_happened, history, of_event};
use rows::{document, file};

/// Documents on a page of the register.
pub(crate) const PER_PAGE: u64 = 50;

/// What is asked of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) state: Option<State>,
    pub(crate) year: Option<i32>,
    /// Each has to stand in it.
    pub(crate) words: String,
}

/// One.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Incoming> {
    let row = document::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// One that somebody may see.
///
/// # Errors
/// [`Error::NotFound`] where there is none that they may.
pub(crate) async fn seen(connection: &impl ConnectionTrait, signed: &Signed, id: Uuid) -> Result<Incoming> {
    let found = document::Entity::find_by_id(id).filter(reach(signed)).one(connection).await;
    found.map_err(db::error)?.ok_or(Error::NotFound)?.try_into()
}

/// Those of the ids that somebody may see, by id.
pub(crate) async fn among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    signed: &Signed,
) -> Result<HashMap<Uuid, Incoming>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = document::Entity::find().filter(document::Column::Id.is_in(ids.iter().copied()));
    let rows = found.filter(reach(signed)).all(connection).await.map_err(db::error)?;
    rows.into_iter().map(|row| Incoming::try_from(row).map(|one| (one.id, one))).collect()
}

/// A page, from 0, of those that somebody may see, the latest first, and how many there are in all.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    signed: &Signed,
    question: &Question,
    page: u64,
) -> Result<(Vec<Incoming>, u64)> {
    let mut wanted = reach(signed);
    if let Some(state) = question.state {
        wanted = wanted.add(document::Column::State.eq(state.name()));
    }
    if let Some(year) = question.year {
        wanted = wanted.add(document::Column::Year.eq(year));
    }
    for word in vietnamese::fold(&question.words).split_whitespace() {
        // What somebody types is looked for as it stands.
        let word = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        wanted = wanted.add(document::Column::Sought.like(LikeExpr::new(format!("%{word}%")).escape('\\')));
    }
    let found = document::Entity::find().filter(wanted);
    let count = found.clone().count(connection).await.map_err(db::error)?;
    let rows = found
        .order_by_desc(document::Column::Year)
        .order_by_desc(document::Column::Number)
        .order_by_desc(document::Column::Id)
        .offset(page.saturating_mul(PER_PAGE))
        .limit(PER_PAGE)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok((rows.into_iter().map(Incoming::try_from).collect::<Result<_>>()?, count))
}

/// What somebody may see: what is registered at units of theirs, and what was passed on to one of those or to them.
fn reach(signed: &Signed) -> Condition {
    let Some(within) = units::within(&signed.scope(Right::SeeDocuments)) else { return Condition::all() };
    let of_units = Condition::any()
        .add(document::Column::UnitId.in_subquery(within.clone()))
        .add(document::Column::PassedUnitId.in_subquery(within))
        .add(document::Column::PassedPersonId.eq(signed.person()));
    Condition::all().add(of_units)
}

/// Those of a sender that systems name so, in the registers of some units, the latest first.
pub(crate) async fn of_message(
    connection: &impl ConnectionTrait,
    units: &[Uuid],
    origin: &Origin,
) -> Result<Vec<Incoming>> {
    let rows = document::Entity::find()
        .filter(document::Column::ExchangeId.eq(&origin.document))
        .filter(document::Column::Organ.eq(&origin.organ))
        .filter(document::Column::UnitId.is_in(units.iter().copied()))
        .order_by_desc(document::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Incoming::try_from).collect()
}

/// Adds one, with its registering and its files.
pub(crate) async fn add(tx: &WriteTx, new: &Incoming, happened: &Happened, files: &[Arrived]) -> Result<()> {
    document::Entity::insert(row(new)).exec_without_returning(tx).await.map_err(db::error)?;
    add_files(tx, new.id, files).await?;
    events::add(tx, new, happened).await
}

/// Sets what it is after an act, with the act.
///
/// # Errors
/// [`Error::Conflict`] where somebody did something to it meanwhile.
pub(crate) async fn change(
    tx: &WriteTx,
    before: &Incoming,
    after: &Incoming,
    happened: &Happened,
) -> Result<()> {
    let done = document::Entity::update_many()
        .set(row(after))
        .filter(document::Column::Id.eq(before.id))
        .filter(document::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict);
    }
    events::add(tx, after, happened).await
}

/// Its files, the first first.
pub(crate) async fn files(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Evidence>> {
    let ids: Vec<Uuid> = file::Entity::find()
        .select_only()
        .column(file::Column::EvidenceId)
        .filter(file::Column::DocumentId.eq(id))
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    evidence::among_ids(connection, &ids).await
}

/// Adds files to it.
pub(crate) async fn add_files(tx: &WriteTx, id: Uuid, files: &[Arrived]) -> Result<()> {
    for one in files {
        let evidence_id = evidence::add(tx, one).await?;
        let row = file::ActiveModel { document_id: Set(id), evidence_id: Set(evidence_id) };
        file::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    }
    Ok(())
}

fn unknown(what: &str, name: &str) -> Error {
    Error::internal(anyhow::anyhow!("unknown {what} {name}"))
}

fn row(one: &Incoming) -> document::ActiveModel {
    let (entry, origin) = (&one.entry, one.origin.as_ref());
    document::ActiveModel {
        id: Set(one.id),
        unit_id: Set(one.unit),
        year: Set(one.year),
        number: Set(one.number),
        arrived_on: Set(entry.arrived_on),
        channel: Set(one.channel.name().to_owned()),
        sender: Set(entry.sender.clone()),
        code: Set(entry.code.clone()),
        document_on: Set(entry.document_on),
        kind: Set(entry.kind.clone()),
        title: Set(entry.title.clone()),
        due_on: Set(entry.due_on),
        words: Set(entry.words.clone()),
        state: Set(one.state.name().to_owned()),
        passed_unit_id: Set(one.passed.and_then(To::unit)),
        passed_person_id: Set(one.passed.and_then(To::person)),
        organ: Set(origin.map(|origin| origin.organ.clone())),
        exchange_id: Set(origin.map(|origin| origin.document.clone())),
        sought: Set(format!("{} {}", one.number, entry.sought())),
        revision: Set(one.revision),
    }
}

impl TryFrom<document::Model> for Incoming {
    type Error = Error;

    fn try_from(row: document::Model) -> Result<Self> {
        let origin = row.organ.zip(row.exchange_id);
        Ok(Self {
            id: row.id,
            unit: row.unit_id,
            year: row.year,
            number: row.number,
            channel: Channel::named(&row.channel).ok_or_else(|| unknown("channel", &row.channel))?,
            entry: Entry {
                arrived_on: row.arrived_on,
                sender: row.sender,
                code: row.code,
                document_on: row.document_on,
                kind: row.kind,
                title: row.title,
                due_on: row.due_on,
                words: row.words,
            },
            state: State::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            passed: to(row.passed_unit_id, row.passed_person_id),
            origin: origin.map(|(organ, document)| Origin { organ, document }),
            revision: row.revision,
        })
    }
}

fn to(unit: Option<Uuid>, person: Option<Uuid>) -> Option<To> {
    unit.map(To::Unit).or(person.map(To::Person))
}
