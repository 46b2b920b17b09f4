//! Who did what when, in a hash chain: each event has the number after the one before it, and a SHA-256 over the hash
//! before it and all of its own fields. Whoever changes, removes, adds or swaps a row breaks the chain at that place; a
//! cut end shows against the head that somebody kept elsewhere.

mod chain;
mod log;
#[cfg(test)]
mod tests;

use base::{Actor, Error, Result};
use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, QuerySelect};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

pub use chain::{Broken, Head, verify};
pub use log::{Entry, Filter, page};

/// Something that was done, as the audit keeps it beside actor and instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    action: &'static str,
    subject: String,
    unit: Option<Uuid>,
    detail: Value,
}

impl Event {
    /// `action` names the verb with its domain (`reading.upload`), `subject` what it was done to
    /// (`reading:0199…`).
    pub fn new(action: &'static str, subject: impl Into<String>) -> Self {
        Self { action, subject: subject.into(), unit: None, detail: Value::Object(serde_json::Map::new()) }
    }

    /// The same, about this unit: those who may read its audit see the event.
    pub fn at(self, unit: Uuid) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// The same with a detail that helps to understand it later; it must not hold what has to be forgotten.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Result<Self> {
        self.detail[name] = serde_json::to_value(value).map_err(Error::internal)?;
        Ok(self)
    }
}

/// Adds the events to the end of the chain, which stays locked until the transaction ends: the last thing it does.
pub(crate) async fn append(
    connection: &impl ConnectionTrait,
    at: DateTime<Utc>,
    actor: &Actor,
    events: Vec<(Uuid, Event)>,
) -> Result<()> {
    let head = head::Entity::find().lock_exclusive().one(connection).await.map_err(crate::error)?;
    let mut head = head.ok_or_else(|| Error::internal(NoHead))?;
    if head.number == 0 {
        head.before = chain::before(connection).await?;
        head.hash = head.before.clone();
    }
    // What PostgreSQL keeps of an instant, so that the hash is of what will be read.
    let at = at.trunc_subsecs(6);
    let mut rows = Vec::with_capacity(events.len());
    for (id, event) in events {
        let mut row = entity::Model {
            id,
            at,
            actor: actor.to_string(),
            action: event.action.to_owned(),
            subject: event.subject,
            detail: event.detail.to_string(),
            number: Some(head.number + 1),
            hash: None,
            unit_id: event.unit,
        };
        head.hash = chain::link(&head.hash, &row);
        head.number += 1;
        row.hash = Some(head.hash.clone());
        rows.push(entity::ActiveModel::from(row).reset_all());
    }
    // In steps that stay below what a statement may carry: 32,766 values on SQLite.
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(STEP));
        let step = std::mem::replace(&mut rows, rest);
        entity::Entity::insert_many(step).exec_without_returning(connection).await.map_err(crate::error)?;
    }
    let row = head::ActiveModel {
        id: Set(1),
        number: Set(head.number),
        hash: Set(head.hash),
        before: Set(head.before),
    };
    head::Entity::update(row).exec(connection).await.map_err(crate::error)?;
    Ok(())
}

/// Events that are written at once.
const STEP: usize = 1_000;

/// The row that step 0004 makes is gone: nothing may be written before somebody has looked.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the head of the audit is missing: run `biokhe audit verify`")]
struct NoHead;

#[allow(missing_docs, reason = "columns are described in migrations/0002, 0004 and 0007")]
pub(crate) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_events")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: DateTimeUtc,
        pub actor: String,
        pub action: String,
        pub subject: String,
        pub detail: String,
        pub number: Option<i64>,
        pub hash: Option<String>,
        pub unit_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: i32,
        pub(super) number: i64,
        pub(super) hash: String,
        pub(super) before: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
