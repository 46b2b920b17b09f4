mod snapshot;

use crate::migrations::Migration;
use crate::transaction::{Begun, ReadTx, WriteTx};
use crate::{Migrated, migrations};
use anyhow::{Context, anyhow, bail};
use base::{Actor, Clock, Error, Ids, Result};
use log::LevelFilter;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions as _, Connection as _};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Which database, and how much of it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite://path/to/file` or `postgres://user@host/name`.
    pub url: String,
    /// Most connections at the same time that read, and most that write. Where the database computes on this machine, not
    /// more than two readers for each core; SQLite has one writer.
    pub connections: u32,
}

impl Settings {
    /// The database at `url` with a handful of connections.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), connections: 8 }
    }

    /// The SQLite database in the file at `path`.
    pub fn sqlite(path: &Path) -> Self {
        Self::new(format!("{SQLITE}{}", path.display()))
    }
}

/// The database. Cheap to clone; all clones share connections, clock and ids.
#[derive(Clone)]
pub struct Db(Arc<Shared>);

impl Db {
    /// Prepares the connections; the first use opens them. The file of SQLite is made where it is missing.
    pub fn connect(settings: &Settings, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Result<Self> {
        let (readers, writers) = if let Some(path) = settings.url.strip_prefix(SQLITE) {
            sqlite(path, settings.connections)?
        } else {
            postgres(&settings.url, settings.connections)?
        };
        let statements = Arc::new(AtomicU64::new(0));
        Ok(Self(Arc::new(Shared { readers, writers, clock, ids, statements, bell: watch::Sender::new(()) })))
    }

    /// The same connections with another clock and ids, for what is written down as of another day.
    pub fn as_of(&self, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        let Shared { readers, writers, statements, bell, .. } = &*self.0;
        Self(Arc::new(Shared {
            readers: readers.clone(),
            writers: writers.clone(),
            clock,
            ids,
            statements: statements.clone(),
            bell: bell.clone(),
        }))
    }

    /// Brings the schema up to date, under a lock, so that several nodes may start at once. See [`MigrationError`] for
    /// what is refused.
    ///
    /// [`MigrationError`]: crate::MigrationError
    pub async fn migrate(&self) -> Result<Migrated> {
        self.write_ahead().await?;
        self.migrate_by(migrations::ALL).await
    }

    /// A step that makes a table anew drops one that others refer to: SQLite lets it only while it does not mind references, which
    /// nobody can say within a transaction. That they hold again is checked before the end.
    pub(crate) async fn migrate_by(&self, steps: &[Migration]) -> Result<Migrated> {
        self.mind_references(false).await?;
        let migrated = match self.begin_write().await {
            Ok(begun) => migrations::apply(steps, begun, self.0.clock.now()).await,
            Err(error) => Err(error),
        };
        self.mind_references(true).await?;
        migrated
    }

    /// SQLite's writer is one connection, which stays open; PostgreSQL always minds.
    async fn mind_references(&self, does: bool) -> Result<()> {
        if self.0.writers.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let pragma = if does { "PRAGMA foreign_keys = ON" } else { "PRAGMA foreign_keys = OFF" };
        self.0.writers.execute_unprepared(pragma).await.map_err(crate::error).map(drop)
    }

    /// Whether the schema is what this binary expects; a lesser and a newer one, or none, is an error that says so.
    pub async fn check(&self) -> Result<()> {
        migrations::check(migrations::ALL, &self.read().await?).await
    }

    /// Number of the last step of the schema that was applied to it; 0 before the first.
    pub async fn step(&self) -> Result<i32> {
        migrations::step(&self.read().await?).await
    }

    /// A transaction that sees one state of the whole database and that the database keeps from writing.
    pub async fn read(&self) -> Result<ReadTx> {
        // The readers of both databases were opened for this. On SQLite a deferred transaction keeps one snapshot from its first query on.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
            ..Default::default()
        };
        let transaction = self.0.readers.begin_with_options(options).await.map_err(crate::error)?;
        Ok(ReadTx::new(Begun::new(transaction, self.0.statements.clone())))
    }

    /// A transaction on behalf of `actor`. On SQLite it is the only one that writes: keep it short.
    pub async fn write(&self, actor: Actor) -> Result<WriteTx> {
        Ok(WriteTx::new(self.clone(), self.begin_write().await?, Some(actor)))
    }

    /// A transaction that is committed without an audit event. Only for rows that nobody but the machine reads, or that it works
    /// out of others and may throw away at any time: leases of jobs, progress of a step, totals, a search index. Whatever a
    /// person could ask about later goes through [`Db::write`].
    pub async fn housekeeping(&self) -> Result<WriteTx> {
        Ok(WriteTx::new(self.clone(), self.begin_write().await?, None))
    }

    /// The clock it was connected with.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// A new id.
    pub fn next_id(&self) -> Uuid {
        self.0.ids.next()
    }

    /// How many statements ran in transactions since it was connected; begin and commit are not counted. Tests take the
    /// difference around a request.
    pub fn statements(&self) -> u64 {
        self.0.statements.load(Ordering::Relaxed)
    }

    /// Changes whenever a transaction that called [`WriteTx::ring`] was committed in this process.
    pub fn bell(&self) -> watch::Receiver<()> {
        self.0.bell.subscribe()
    }

    /// Waits for open transactions and closes all connections.
    pub async fn close(&self) -> Result<()> {
        self.0.readers.close_by_ref().await.map_err(crate::error)?;
        self.0.writers.close_by_ref().await.map_err(crate::error)
    }

    pub(crate) fn ring(&self) {
        self.0.bell.send_replace(());
    }

    /// Puts SQLite's file into write-ahead mode, which it then keeps. Nodes that do so in a new file at the same moment are
    /// told "busy" at once instead of waiting, so they try again.
    async fn write_ahead(&self) -> Result<()> {
        if self.0.writers.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let pause = Duration::from_millis(20);
        let mut patience = PATIENCE;
        loop {
            match self.0.writers.execute_unprepared("PRAGMA journal_mode = WAL").await.map_err(crate::error) {
                Err(Error::Unavailable) if patience > pause => patience -= pause,
                outcome => return outcome.map(drop),
            }
            tokio::time::sleep(pause).await;
        }
    }

    pub(crate) async fn begin_write(&self) -> Result<Begun> {
        // Immediate: a deferred transaction that reads first and writes then fails with "database is locked" where
        // another wrote in between.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let transaction: DatabaseTransaction =
            self.0.writers.begin_with_options(options).await.map_err(crate::error)?;
        Ok(Begun::new(transaction, self.0.statements.clone()))
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Db").field(&self.0.writers.get_database_backend()).finish()
    }
}

struct Shared {
    readers: DatabaseConnection,
    writers: DatabaseConnection,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    statements: Arc<AtomicU64>,
    bell: watch::Sender<()>,
}

const SQLITE: &str = "sqlite://";
/// How long somebody waits for a connection, and SQLite for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection that was used within it is taken to be there.
const UNUSED: Duration = Duration::from_secs(1);
const IDLE: Duration = Duration::from_secs(120);
const ROWS: usize = 256;
const SLOW: Duration = Duration::from_millis(500);

/// A pool of readers and the one writer of the file at `path`.
fn sqlite(path: &str, connections: u32) -> Result<(DatabaseConnection, DatabaseConnection)> {
    if path.is_empty() || path.starts_with(':') {
        return Err(anyhow!("database.url: name a file after {SQLITE}; readers and writer share it").into());
    }
    let common = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        // A page of a list comes over in one piece, rather than back and forth between threads.
        .row_buffer_size(ROWS)
        .disable_statement_logging()
        .log_slow_statements(LevelFilter::Warn, SLOW);
    let writer = common.clone().create_if_missing(true).synchronous(SqliteSynchronous::Full);
    let reader = common.read_only(true).pragma("query_only", "on");
    // Nothing comes between us and a file: that its connection is still there needs no asking.
    let pool = || SqlitePoolOptions::new().acquire_timeout(PATIENCE).test_before_acquire(false);
    Ok((
        pool().max_connections(readers(connections)).idle_timeout(IDLE).connect_lazy_with(reader).into(),
        // The writer stays open: the last connection to go would fold the log into the file and remove it.
        pool().max_connections(1).idle_timeout(None).max_lifetime(None).connect_lazy_with(writer).into(),
    ))
}

/// A pool of readers and one of writers. What their transactions are is told once, at the opening of a connection, and not at
/// each begin.
fn postgres(url: &str, connections: u32) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let options = || -> anyhow::Result<PgConnectOptions> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            bail!("it begins with neither {SQLITE} nor postgres://");
        }
        Ok(url.parse::<PgConnectOptions>()?)
    };
    let common = options()
        .context("database.url")?
        .application_name("biokhe")
        .disable_statement_logging()
        .log_slow_statements(LevelFilter::Warn, SLOW);
    // A server elsewhere has cores of its own, and answers later.
    let is_here =
        common.get_socket().is_some() || ["localhost", "127.0.0.1", "::1"].contains(&common.get_host());
    let readers = if is_here { readers(connections) } else { connections.max(1) };
    let reader = common.clone().options([
        ("default_transaction_isolation", "repeatable read"),
        ("default_transaction_read_only", "on"),
        // The office of a province sees a thousand times as many tasks as one of its communes: a plan made for no unit in
        // particular suits neither.
        ("plan_cache_mode", "force_custom_plan"),
        // What lists are read off lies in memory or on a disk that has no head to move.
        ("random_page_cost", "1.1"),
    ]);
    let writer = common.options([
        ("default_transaction_isolation", "read committed"),
        ("default_transaction_read_only", "off"),
    ]);
    // Whether it is still there is asked of a connection that nobody used for a while; of each one it would be a round trip
    // more for each transaction.
    let pool = || {
        let pool = PgPoolOptions::new().acquire_timeout(PATIENCE).idle_timeout(IDLE);
        pool.test_before_acquire(false).before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for >= UNUSED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
    };
    Ok((
        pool().max_connections(readers).connect_lazy_with(reader).into(),
        pool().max_connections(connections.max(1)).connect_lazy_with(writer).into(),
    ))
}

/// Two for each core at the most: more would only wait for one another, and on SQLite take memory.
fn readers(connections: u32) -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    connections.clamp(1, u32::try_from(2 * cores).unwrap_or(u32::MAX))
}
