//! Documents, what happened to them, and their files.

use std::collections::HashMap;

use base::{Error, Result};
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, OnConflict};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use files::Stored;
use uuid::Uuid;

use super::rows::{document, event, file};
use super::unknown;
use crate::access::Scope;
use crate::issuing::model::{Act, Document, FileKind, Issued, Kept, State};
use crate::units;

/// What happened to a document.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub(crate) id: Uuid,
    pub(crate) act: Act,
    pub(crate) person: Uuid,
    pub(crate) words: Option<String>,
}

/// Documents on a page of the list.
pub(crate) const PER_PAGE: u64 = 50;

/// One.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Document> {
    let row = document::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// The one that was made of a consolidation.
pub(crate) async fn of_origin(connection: &impl ConnectionTrait, origin: Uuid) -> Result<Option<Document>> {
    let made = document::Entity::find().filter(document::Column::ConsolidationId.eq(origin));
    made.one(connection).await.map_err(db::error)?.map(Document::try_from).transpose()
}

/// Number and symbol of those that were made of some consolidations.
pub(crate) async fn codes(
    connection: &impl ConnectionTrait,
    origins: &[Uuid],
) -> Result<HashMap<Uuid, String>> {
    let made = document::Column::ConsolidationId.is_in(origins.iter().copied());
    let rows = document::Entity::find().filter(made).all(connection).await.map_err(db::error)?;
    let code = |row| Document::try_from(row).map(|one| (one.origin, one.code()));
    rows.into_iter().map(code).collect()
}

/// The one that replaces another.
pub(crate) async fn successor(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Document>> {
    let found = document::Entity::find().filter(document::Column::ReplacesId.eq(id));
    let found = found.order_by_desc(document::Column::Id).one(connection).await;
    found.map_err(db::error)?.map(Document::try_from).transpose()
}

/// A page, from 0, of those of units within the scope, the latest first, and how many there are in all.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    state: Option<State>,
    page: u64,
) -> Result<(Vec<Document>, u64)> {
    let mut found = document::Entity::find();
    if let Some(within) = units::within(scope) {
        found = found.filter(document::Column::UnitId.in_subquery(within));
    }
    if let Some(state) = state {
        found = found.filter(document::Column::State.eq(state.name()));
    }
    let count = found.clone().count(connection).await.map_err(db::error)?;
    let rows = found
        .order_by_desc(document::Column::Id)
        .offset(page * PER_PAGE)
        .limit(PER_PAGE)
        .all(connection)
        .await
        .map_err(db::error)?;
    Ok((rows.into_iter().map(Document::try_from).collect::<Result<_>>()?, count))
}

/// Adds one, with its signing.
pub(crate) async fn add(tx: &WriteTx, new: &Document, happened: &Happened) -> Result<()> {
    document::Entity::insert(row(new)).exec_without_returning(tx).await.map_err(db::error)?;
    add_event(tx, new, happened).await
}

/// Sets what it is after an act, with the act.
///
/// # Errors
/// [`Error::Conflict`] where somebody did something to it meanwhile.
pub(crate) async fn change(
    tx: &WriteTx,
    before: &Document,
    after: &Document,
    happened: &Happened,
) -> Result<()> {
    let issued = after.issued.as_ref();
    let done = document::Entity::update_many()
        .col_expr(document::Column::State, Expr::value(after.state.name()))
        .col_expr(document::Column::Year, Expr::value(issued.map(|one| one.year)))
        .col_expr(document::Column::Series, Expr::value(issued.map(|one| one.series.clone())))
        .col_expr(document::Column::Number, Expr::value(issued.map(|one| one.number)))
        .col_expr(document::Column::IssuedOn, Expr::value(issued.map(|one| one.on)))
        .col_expr(document::Column::IssuedAt, Expr::value(issued.map(|one| one.at)))
        .col_expr(document::Column::Revision, Expr::value(after.revision))
        .filter(document::Column::Id.eq(before.id))
        .filter(document::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict);
    }
    add_event(tx, after, happened).await
}

async fn add_event(tx: &WriteTx, of: &Document, happened: &Happened) -> Result<()> {
    let row = event::ActiveModel {
        id: Set(happened.id),
        document_id: Set(of.id),
        number: Set(of.revision),
        kind: Set(happened.act.name().to_owned()),
        person_id: Set(happened.person),
        words: Set(happened.words.clone()),
        recorded_at: Set(tx.now()),
    };
    event::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// Whether that happened already, by the id of its event.
pub(crate) async fn has_happened(connection: &impl ConnectionTrait, id: Option<Uuid>) -> Result<bool> {
    let Some(id) = id else { return Ok(false) };
    Ok(event::Entity::find_by_id(id).one(connection).await.map_err(db::error)?.is_some())
}

/// All that happened to it, the latest first: kind, person, words, instant.
pub(crate) async fn history(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<(String, Uuid, Option<String>, DateTime<Utc>)>> {
    let rows = event::Entity::find()
        .filter(event::Column::DocumentId.eq(id))
        .order_by_desc(event::Column::Number)
        .all(connection)
        .await;
    let told = |row: event::Model| (row.kind, row.person_id, row.words, row.recorded_at);
    Ok(rows.map_err(db::error)?.into_iter().map(told).collect())
}

/// Its files, the latest of a kind first.
pub(crate) async fn files(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Kept>> {
    let rows = file::Entity::find()
        .filter(file::Column::DocumentId.eq(id))
        .order_by_desc(file::Column::RecordedAt)
        .all(connection)
        .await;
    let kept = |row: file::Model| {
        Ok(Kept {
            kind: FileKind::named(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
            hash: row.sha256.parse()?,
            bytes: row.bytes,
            recorded_at: row.recorded_at,
        })
    };
    rows.map_err(db::error)?.into_iter().map(kept).collect()
}

/// Adds a file; the same again is nothing new.
pub(crate) async fn add_file(tx: &WriteTx, id: Uuid, kind: FileKind, stored: &Stored) -> Result<()> {
    let row = file::ActiveModel {
        document_id: Set(id),
        kind: Set(kind.name().to_owned()),
        sha256: Set(stored.hash.to_string()),
        bytes: Set(stored.size as i64),
        recorded_at: Set(tx.now()),
    };
    let same = OnConflict::columns([file::Column::DocumentId, file::Column::Kind, file::Column::Sha256])
        .do_nothing()
        .to_owned();
    let done = file::Entity::insert(row).on_conflict(same).exec_without_returning(tx).await;
    done.map_err(db::error).map(drop)
}

/// The document that has a file, and which of its files that is.
pub(crate) async fn of_file(
    connection: &impl ConnectionTrait,
    sha256: &str,
) -> Result<Option<(Document, FileKind)>> {
    let found = file::Entity::find().filter(file::Column::Sha256.eq(sha256)).one(connection).await;
    let Some(row) = found.map_err(db::error)? else { return Ok(None) };
    let kind = FileKind::named(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?;
    Ok(Some((find(connection, row.document_id).await?, kind)))
}

/// The document with a snapshot.
pub(crate) async fn of_snapshot(connection: &impl ConnectionTrait, sha256: &str) -> Result<Option<Document>> {
    let found = document::Entity::find().filter(document::Column::SnapshotSha256.eq(sha256));
    found.one(connection).await.map_err(db::error)?.map(Document::try_from).transpose()
}

fn row(new: &Document) -> document::ActiveModel {
    let issued = new.issued.as_ref();
    document::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        consolidation_id: Set(new.origin),
        kind: Set(new.kind.clone()),
        symbol: Set(new.symbol.clone()),
        type_sign: Set(new.type_sign.clone()),
        title: Set(new.title.clone()),
        state: Set(new.state.name().to_owned()),
        signer_id: Set(new.signer),
        signed_at: Set(new.signed_at),
        snapshot_sha256: Set(new.snapshot.to_string()),
        year: Set(issued.map(|one| one.year)),
        series: Set(issued.map(|one| one.series.clone())),
        number: Set(issued.map(|one| one.number)),
        issued_on: Set(issued.map(|one| one.on)),
        issued_at: Set(issued.map(|one| one.at)),
        replaces_id: Set(new.replaces),
        revision: Set(new.revision),
    }
}

impl TryFrom<document::Model> for Document {
    type Error = Error;

    fn try_from(row: document::Model) -> Result<Self> {
        let issued = row.number.zip(row.year).zip(row.series).zip(row.issued_on).zip(row.issued_at);
        Ok(Self {
            id: row.id,
            unit: row.unit_id,
            origin: row.consolidation_id,
            kind: row.kind,
            symbol: row.symbol,
            type_sign: row.type_sign,
            title: row.title,
            state: State::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            signer: row.signer_id,
            signed_at: row.signed_at,
            snapshot: row.snapshot_sha256.parse()?,
            issued: issued.map(|((((number, year), series), on), at)| Issued {
                year,
                series,
                number,
                on,
                at,
            }),
            replaces: row.replaces_id,
            revision: row.revision,
        })
    }
}
