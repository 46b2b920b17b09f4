//! Reading the audit, a page at a time.

use base::Result;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::entity;

/// Which events are wanted; what is left out excludes none.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The actor as the audit writes it: `person:0199…`.
    pub actor: Option<String>,
    /// The domain of the action, before its dot: `unit`.
    pub domain: Option<String>,
    /// What it was done to: `unit:0199…`.
    pub subject: Option<String>,
    /// Not earlier.
    pub from: Option<DateTime<Utc>>,
    /// Earlier.
    pub to: Option<DateTime<Utc>>,
    /// About one of these units, a query for their ids; events about none are left out then.
    pub units: Option<SelectStatement>,
    /// Of a smaller number: where the page before ended.
    pub before: Option<i64>,
}

/// An event as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the chain, from 1.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: `person:0199…`, `visitor`, `system`.
    pub actor: String,
    /// The verb with its domain: `unit.found`.
    pub action: String,
    /// To what: `unit:0199…`.
    pub subject: String,
    /// The unit it is about.
    pub unit: Option<Uuid>,
    /// What helps to understand it.
    pub detail: Value,
    /// SHA-256 over the hash before it and all of the above.
    pub hash: String,
}

/// The latest `limit` events that the filter wants, the newest first.
pub async fn page(connection: &impl ConnectionTrait, filter: Filter, limit: u64) -> Result<Vec<Entry>> {
    use entity::Column;
    let mut query = entity::Entity::find().filter(Column::Number.is_not_null());
    if let Some(actor) = filter.actor {
        query = query.filter(Column::Actor.eq(actor));
    }
    if let Some(domain) = filter.domain {
        query = query.filter(Column::Action.starts_with(format!("{domain}.")));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(Column::Subject.eq(subject));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(Column::At.lt(to));
    }
    if let Some(units) = filter.units {
        query = query.filter(Column::UnitId.in_subquery(units));
    }
    if let Some(before) = filter.before {
        query = query.filter(Column::Number.lt(before));
    }
    let rows =
        query.order_by_desc(Column::Number).limit(limit).all(connection).await.map_err(crate::error)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

impl From<entity::Model> for Entry {
    fn from(row: entity::Model) -> Self {
        Self {
            number: row.number.unwrap_or_default(),
            at: row.at,
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            unit: row.unit_id,
            // A row that somebody changed behind the chain is shown as it is; the check tells of it.
            detail: serde_json::from_str(&row.detail).unwrap_or(Value::String(row.detail)),
            hash: row.hash.unwrap_or_default(),
        }
    }
}
