use base::{Actor, Error, Result};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Something that was done, as the audit keeps it beside actor and instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    action: &'static str,
    subject: String,
    detail: Value,
}

impl Event {
    /// `action` names the verb with its domain (`reading.upload`), `subject` what it was done to
    /// (`reading:0199…`).
    pub fn new(action: &'static str, subject: impl Into<String>) -> Self {
        Self { action, subject: subject.into(), detail: Value::Object(serde_json::Map::new()) }
    }

    /// The same with a detail that helps to understand it later; it must not hold what has to be forgotten.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Result<Self> {
        self.detail[name] = serde_json::to_value(value).map_err(Error::internal)?;
        Ok(self)
    }
}

/// Adds `event` to the audit.
pub(crate) async fn insert(
    connection: &impl ConnectionTrait,
    id: Uuid,
    at: DateTime<Utc>,
    actor: &Actor,
    event: Event,
) -> Result<()> {
    let row = entity::ActiveModel {
        id: Set(id),
        at: Set(at),
        actor: Set(actor.to_string()),
        action: Set(event.action.to_owned()),
        subject: Set(event.subject),
        detail: Set(event.detail.to_string()),
    };
    entity::Entity::insert(row).exec_without_returning(connection).await.map_err(crate::error)?;
    Ok(())
}

#[allow(missing_docs, reason = "columns are described in migrations/0002_audit")]
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
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
