use crate::audit::{self, Event};
use crate::connect::Db;
use anyhow::anyhow;
use base::{Actor, Result};
use chrono::{DateTime, Utc};
use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// A transaction that the database keeps from writing. Dropping it ends it.
pub struct ReadTx(Begun);

impl ReadTx {
    pub(crate) fn new(begun: Begun) -> Self {
        Self(begun)
    }
}

/// A transaction that writes: on behalf of an actor, at one instant, with its audit. Dropping it undoes everything.
pub struct WriteTx {
    db: Db,
    begun: Begun,
    /// None for housekeeping.
    actor: Option<Actor>,
    now: DateTime<Utc>,
    /// Written at the very end, so that the chain is locked for as short as can be and never before other rows.
    events: Mutex<Vec<(Uuid, Event)>>,
    rings: AtomicBool,
}

impl WriteTx {
    pub(crate) fn new(db: Db, begun: Begun, actor: Option<Actor>) -> Self {
        let now = db.clock().now();
        Self { db, begun, actor, now, events: Mutex::default(), rings: AtomicBool::new(false) }
    }

    /// On whose behalf; housekeeping is the system's.
    pub fn actor(&self) -> &Actor {
        self.actor.as_ref().unwrap_or(&Actor::System)
    }

    /// The instant of everything written in it.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// A new id.
    pub fn next_id(&self) -> Uuid {
        self.db.next_id()
    }

    /// Adds `event` to the audit, with actor and instant, when it is committed.
    pub fn record(&self, event: Event) {
        let id = self.next_id();
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push((id, event));
    }

    /// Rings [`Db::bell`] after the commit.
    pub fn ring(&self) {
        self.rings.store(true, Ordering::Relaxed);
    }

    /// Makes it all last. Refused, and undone, where something was written and nothing recorded.
    pub async fn commit(self) -> Result<()> {
        let actor = self.actor().clone();
        let events = self.events.into_inner().unwrap_or_else(PoisonError::into_inner);
        let unseen = self.begun.wrote.load(Ordering::Relaxed) && events.is_empty();
        if unseen && self.actor.is_some() {
            self.begun.transaction.rollback().await.map_err(crate::error)?;
            return Err(anyhow!("a write transaction recorded no audit event").into());
        }
        if !events.is_empty() {
            audit::append(&self.begun, self.now, &actor, events).await?;
        }
        self.begun.transaction.commit().await.map_err(crate::error)?;
        if self.rings.into_inner() {
            self.db.ring();
        }
        Ok(())
    }
}

/// An open transaction that counts its statements and knows whether one of them could write.
pub(crate) struct Begun {
    pub(crate) transaction: DatabaseTransaction,
    statements: Arc<AtomicU64>,
    wrote: AtomicBool,
}

impl Begun {
    pub(crate) fn new(transaction: DatabaseTransaction, statements: Arc<AtomicU64>) -> Self {
        Self { transaction, statements, wrote: AtomicBool::new(false) }
    }

    fn note(&self, sql: &str) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        // Everything but a plain SELECT may write; what only looks as if it does (`WITH … SELECT`) is recorded too often rather
        // than a write too seldom.
        let start = sql.trim_start().as_bytes();
        if !start.get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"select")) {
            self.wrote.store(true, Ordering::Relaxed);
        }
    }
}

#[async_trait]
impl ConnectionTrait for Begun {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.note(&statement.sql);
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.note(sql);
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note(&statement.sql);
        self.transaction.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note(&statement.sql);
        self.transaction.query_all_raw(statement).await
    }
}

/// Both transactions are connections for queries.
macro_rules! connection_through {
    ($transaction:ty, $field:tt) => {
        #[async_trait]
        impl ConnectionTrait for $transaction {
            fn get_database_backend(&self) -> DbBackend {
                self.$field.get_database_backend()
            }

            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                self.$field.execute_raw(statement).await
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                self.$field.execute_unprepared(sql).await
            }

            async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
                self.$field.query_one_raw(statement).await
            }

            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                self.$field.query_all_raw(statement).await
            }
        }
    };
}

connection_through!(ReadTx, 0);
connection_through!(WriteTx, begun);
