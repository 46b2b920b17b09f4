//! Fresh databases for tests, on SQLite and on PostgreSQL.
//!
//! ```ignore
//! #[tokio::test]
//! async fn a_reading_is_kept() {
//!     db::testing::each_database(async |db| {
//!         let tx = db.write(Actor::Visitor).await.unwrap();
//!         // …
//!     })
//!     .await;
//! }
//! ```
//!
//! PostgreSQL is the throw-away server named by `BIOKHE_TEST_POSTGRES` (the URL of a superuser); `cargo xtask test`
//! starts one. Without it these tests fail, unless `BIOKHE_TEST_DATABASES=sqlite` leaves PostgreSQL out knowingly.

use crate::{Db, Settings};
use base::{FixedClock, SystemIds};
use sea_orm::ConnectionTrait;
use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::ops::Deref;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// A database of its own with the whole schema; gone when the test is over.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    /// Its clock: stands at 08:00 on 23 November 2026 until it is set.
    pub clock: Arc<FixedClock>,
    /// Where it is: for a second connection.
    pub settings: Settings,
    folder: Option<TempDir>,
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    /// A second connection to the same database, as another node has it, with the same clock.
    pub fn another_node(&self) -> Db {
        connect(&self.settings, &self.clock)
    }
}

/// Runs `test` on a fresh, migrated database of each kind, one after the other.
pub async fn each_database(test: impl AsyncFn(&TestDb)) {
    each_empty_database(async |db| {
        db.migrate().await.expect("the migrations fit");
        test(db).await;
    })
    .await;
}

/// The same without the schema.
pub async fn each_empty_database(test: impl AsyncFn(&TestDb)) {
    for database in chosen() {
        // Shown where the test fails.
        #[allow(clippy::print_stderr, reason = "tests speak to the developer")]
        {
            eprintln!("on {database:?}");
        }
        let db = match &database {
            Database::Sqlite => sqlite(),
            Database::Postgres(server) => postgres(server).await,
        };
        test(&db).await;
        db.close().await.expect("closes");
        if let Database::Postgres(server) = &database {
            drop_postgres(server, &db.settings).await;
        }
        drop(db.folder);
    }
}

/// A fresh, migrated SQLite database, for tests of what knows nothing of databases.
pub async fn sqlite_database() -> TestDb {
    let db = sqlite();
    db.migrate().await.expect("the migrations fit");
    db
}

#[derive(Debug)]
enum Database {
    Sqlite,
    Postgres(String),
}

fn chosen() -> Vec<Database> {
    let choice = std::env::var("BIOKHE_TEST_DATABASES").unwrap_or_default();
    match (choice.as_str(), std::env::var("BIOKHE_TEST_POSTGRES")) {
        ("sqlite", _) => vec![Database::Sqlite],
        ("", Ok(server)) => vec![Database::Sqlite, Database::Postgres(server)],
        ("", Err(_)) => panic!(
            "BIOKHE_TEST_POSTGRES does not name a throw-away PostgreSQL server: run `cargo xtask test`, \
             or set BIOKHE_TEST_DATABASES=sqlite to leave PostgreSQL out"
        ),
        (other, _) => panic!("BIOKHE_TEST_DATABASES={other}: only `sqlite` may be chosen"),
    }
}

pub(crate) fn sqlite() -> TestDb {
    let folder = TempDir::with_prefix("biokhe-test-").expect("a folder for the test");
    let settings = Settings::sqlite(&folder.path().join("biokhe.sqlite"));
    let clock = clock();
    TestDb { db: connect(&settings, &clock), clock, settings, folder: Some(folder) }
}

async fn postgres(server: &str) -> TestDb {
    let name = format!("biokhe_test_{}", Uuid::now_v7().simple());
    on_server(server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    let (address, parameters) =
        server.split_once('?').map_or((server, ""), |(address, rest)| (address, rest));
    let host = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let settings = Settings::new(format!("{host}/{name}?{parameters}"));
    let clock = clock();
    TestDb { db: connect(&settings, &clock), clock, settings, folder: None }
}

async fn drop_postgres(server: &str, settings: &Settings) {
    let name = settings.url.rsplit('/').next().and_then(|end| end.split('?').next()).expect("a name");
    on_server(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn on_server(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server).await.expect("BIOKHE_TEST_POSTGRES answers");
    connection.execute(AssertSqlSafe(statement.to_owned())).await.expect("a superuser's URL");
    connection.close().await.expect("closes");
}

fn connect(settings: &Settings, clock: &Arc<FixedClock>) -> Db {
    Db::connect(settings, clock.clone(), Arc::new(SystemIds::new(clock.clone()))).expect("a good URL")
}

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at("2026-11-23T08:00:00Z".parse().expect("an instant")))
}

/// Rows of `table`.
pub async fn count(connection: &impl ConnectionTrait, table: &str) -> i64 {
    let statement = sea_orm::Statement::from_string(
        connection.get_database_backend(),
        format!("SELECT COUNT(*) AS count FROM {table}"),
    );
    let row = connection.query_one_raw(statement).await.expect("the table is there");
    row.expect("one row").try_get("", "count").expect("a number")
}
