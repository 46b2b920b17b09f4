use crate::migrations::{self, Migration};
use crate::testing::{TestDb, count, each_database, each_empty_database};
use crate::{Event, MigrationError, ReadTx, events};
use base::{Actor, Clock, Error};
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
use std::sync::Arc;
use tokio::sync::Barrier;

mod filled;

const INSERT: &str =
    "INSERT INTO job_schedules (kind, next_at) VALUES ('sweep', '2026-11-23T08:00:00+00:00')";
const COUNT: &str = "SELECT COUNT(*) AS count FROM job_schedules";

fn event() -> Event {
    Event::new("schedule.add", "schedule:sweep")
}

#[tokio::test]
async fn the_database_refuses_a_write_while_reading() {
    each_database(async |db| {
        for statement in [
            INSERT,
            "UPDATE jobs SET attempts = 1",
            "DELETE FROM jobs",
            "CREATE TABLE t (a integer)",
            "DROP TABLE jobs",
        ] {
            let tx = db.read().await.unwrap();
            let refusal = tx.execute_unprepared(statement).await.unwrap_err().to_string();
            assert!(refusal.contains("read-only") || refusal.contains("readonly"), "{statement}: {refusal}");
        }
        assert_eq!(count(&db.read().await.unwrap(), "job_schedules").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_write_lasts_with_its_event_and_only_with_it() {
    each_database(async |db| {
        let tx = db.write(Actor::Visitor).await.unwrap();
        tx.execute_unprepared(INSERT).await.unwrap();
        let refusal = tx.commit().await.unwrap_err();
        assert_eq!(refusal.to_string(), "internal: a write transaction recorded no audit event");
        assert_eq!(count(&db.read().await.unwrap(), "job_schedules").await, 0);

        let tx = db.write(Actor::Visitor).await.unwrap();
        tx.execute_unprepared(INSERT).await.unwrap();
        tx.record(event().with("size", 3).unwrap());
        let at = tx.now();
        tx.commit().await.unwrap();

        let tx = db.read().await.unwrap();
        assert_eq!(count(&tx, "job_schedules").await, 1);
        let kept = events::Entity::find().one(&tx).await.unwrap().unwrap();
        assert_eq!(
            (kept.at, kept.actor.as_str(), kept.action.as_str(), kept.subject.as_str(), kept.detail.as_str()),
            (at, "visitor", "schedule.add", "schedule:sweep", r#"{"size":3}"#),
        );
    })
    .await;
}

#[tokio::test]
async fn housekeeping_needs_no_event_and_reading_in_a_write_neither() {
    each_database(async |db| {
        let tx = db.housekeeping().await.unwrap();
        assert_eq!(tx.actor(), &Actor::System);
        tx.execute_unprepared(INSERT).await.unwrap();
        tx.commit().await.unwrap();

        let tx = db.write(Actor::System).await.unwrap();
        assert_eq!(count(&tx, "job_schedules").await, 1);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_dropped_write_leaves_nothing() {
    each_database(async |db| {
        let tx = db.write(Actor::System).await.unwrap();
        tx.execute_unprepared(INSERT).await.unwrap();
        tx.record(event());
        drop(tx);
        let tx = db.read().await.unwrap();
        assert_eq!((count(&tx, "job_schedules").await, count(&tx, "audit_events").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_state_of_the_database() {
    each_database(async |db| {
        let before = db.read().await.unwrap();
        assert_eq!(count(&before, "job_schedules").await, 0);
        let tx = db.housekeeping().await.unwrap();
        tx.execute_unprepared(INSERT).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&before, "job_schedules").await, 0);
        assert_eq!(count(&db.read().await.unwrap(), "job_schedules").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_that_read_first_never_find_it_locked() {
    each_database(async |db| {
        let nodes = [db.another_node(), db.another_node()];
        let writers = (0..16).map(|number| {
            let db = nodes[number % 2].clone();
            tokio::spawn(async move {
                let tx = db.housekeeping().await?;
                tx.query_one_raw(Statement::from_string(tx.get_database_backend(), COUNT))
                    .await
                    .map_err(crate::error)?;
                let insert = INSERT.replace("sweep", &format!("sweep-{number}"));
                tx.execute_unprepared(&insert).await.map_err(crate::error)?;
                tx.commit().await
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap().unwrap();
        }
        assert_eq!(count(&db.read().await.unwrap(), "job_schedules").await, 16);
    })
    .await;
}

#[tokio::test]
async fn sqlite_waits_for_the_disk_and_minds_references() {
    let db = crate::testing::sqlite_database().await;
    let tx = db.housekeeping().await.unwrap();
    for (pragma, value) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        let sql = format!("SELECT CAST({pragma} AS text) AS value FROM pragma_{pragma}");
        let row = tx.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<String>("", "value").unwrap(), value, "{pragma}");
    }
}

#[tokio::test]
async fn a_row_that_is_there_already_is_a_conflict() {
    each_database(async |db| {
        let tx = db.housekeeping().await.unwrap();
        tx.execute_unprepared(INSERT).await.unwrap();
        let twice = crate::error(tx.execute_unprepared(INSERT).await.unwrap_err());
        assert!(matches!(twice, Error::Conflict), "{twice}");
    })
    .await;
}

#[tokio::test]
async fn statements_are_counted() {
    each_database(async |db| {
        let before = db.statements();
        let tx: ReadTx = db.read().await.unwrap();
        count(&tx, "jobs").await;
        count(&tx, "jobs").await;
        assert_eq!(db.statements() - before, 2);
    })
    .await;
}

#[tokio::test]
async fn the_bell_rings_after_the_commit_only() {
    each_database(async |db| {
        let mut bell = db.bell();
        let tx = db.write(Actor::System).await.unwrap();
        tx.record(event());
        tx.ring();
        assert!(!bell.has_changed().unwrap());
        tx.commit().await.unwrap();
        assert!(bell.has_changed().unwrap());
        bell.mark_unchanged();

        let tx = db.write(Actor::System).await.unwrap();
        tx.ring();
        drop(tx);
        assert!(!bell.has_changed().unwrap());
    })
    .await;
}

#[tokio::test]
async fn instants_and_ids_come_back_as_written_and_sort() {
    each_database(async |db| {
        let start = db.clock.now();
        let micros = [0, 1, 10, 500_000, 999_999, 1_000_000, 86_400_000_000];
        for delta in micros {
            db.clock.set(start + TimeDelta::microseconds(delta));
            let tx = db.write(Actor::System).await.unwrap();
            tx.record(event());
            tx.commit().await.unwrap();
        }
        let tx = db.read().await.unwrap();
        let rows = {
            use sea_orm::QueryOrder;
            events::Entity::find().order_by_desc(events::Column::At).all(&tx).await.unwrap()
        };
        let kept: Vec<_> =
            rows.iter().rev().map(|row| (row.at - start).num_microseconds().unwrap()).collect();
        assert_eq!(kept, micros);
        let again = events::Entity::find_by_id(rows[3].id).one(&tx).await.unwrap().unwrap();
        assert_eq!(again, rows[3]);
        let late = {
            use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
            let after = events::Column::At.gt(start + TimeDelta::microseconds(500_000));
            events::Entity::find().filter(after).count(&tx).await.unwrap()
        };
        assert_eq!(late, 3);
    })
    .await;
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    each_empty_database(async |db| {
        // Opens SQLite's file, which a reader does not make.
        db.housekeeping().await.unwrap().commit().await.unwrap();
        let missing = MigrationError::Behind { missing: migrations::ALL.len() };
        assert_eq!(cause(db.check().await.unwrap_err()), missing);
        let first = db.migrate().await.unwrap();
        assert_eq!(first.applied.len(), migrations::ALL.len());
        assert_eq!(first.version, migrations::ALL.len() as i32);
        assert!(db.migrate().await.unwrap().applied.is_empty());
        db.check().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_start_together_migrate_once() {
    each_empty_database(async |db| {
        let start = Arc::new(Barrier::new(4));
        let nodes = (0..4).map(|_| {
            let (db, start) = (db.another_node(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                db.migrate().await
            })
        });
        let mut applied = 0;
        for node in nodes.collect::<Vec<_>>() {
            applied += node.await.unwrap().unwrap().applied.len();
        }
        assert_eq!(applied, migrations::ALL.len());
    })
    .await;
}

const STEPS: [Migration; 3] =
    [step(1, "0001_a", "CREATE TABLE a (n integer)"), B, step(3, "0003_c", "DROP TABLE a")];
const B: Migration = step(2, "0002_b", "CREATE TABLE b (n integer)");

const fn step(number: i32, name: &'static str, text: &'static str) -> Migration {
    Migration { number, name, sqlite: text, postgres: text }
}

async fn migrate(db: &TestDb, steps: &[Migration]) -> Result<usize, Error> {
    Ok(db.migrate_by(steps).await?.applied.len())
}

fn cause(error: Error) -> MigrationError {
    match error {
        Error::Internal(cause) => cause.downcast().expect("a migration error"),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn changed_and_newer_histories_are_refused() {
    each_empty_database(async |db| {
        assert_eq!(migrate(db, &STEPS[..2]).await.unwrap(), 2);
        assert_eq!(migrate(db, &STEPS).await.unwrap(), 1);

        let older = cause(migrate(db, &STEPS[..2]).await.unwrap_err());
        assert_eq!(older, MigrationError::Newer { found: 3, known: 2 });
        assert!(older.to_string().contains("step 3, newer than this program"), "{older}");

        let changed = [STEPS[0], step(2, "0002_b", "CREATE TABLE b (m integer)"), STEPS[2]];
        let changed = cause(migrate(db, &changed).await.unwrap_err());
        assert_eq!(changed, MigrationError::Changed { name: "0002_b" });

        let tx = db.housekeeping().await.unwrap();
        tx.execute_unprepared("DELETE FROM migrations WHERE number = 2").await.unwrap();
        tx.commit().await.unwrap();
        let gap = cause(migrate(db, &STEPS).await.unwrap_err());
        assert_eq!(gap, MigrationError::Gap { name: "0002_b" });
    })
    .await;
}

#[tokio::test]
async fn a_table_that_others_refer_to_is_made_anew() {
    let db = crate::testing::sqlite();
    let before = "CREATE TABLE a (n integer NOT NULL PRIMARY KEY); CREATE TABLE b (n integer REFERENCES a (n)); \
                  INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)";
    let anew = "CREATE TABLE c (n integer NOT NULL PRIMARY KEY, m integer); INSERT INTO c SELECT n, NULL FROM a; \
                DROP TABLE a; ALTER TABLE c RENAME TO a";
    let steps = [step(1, "0001_a", before), step(2, "0002_anew", anew)];
    let lost = [steps[0], step(2, "0002_lost", "DELETE FROM a")];
    assert_eq!(migrate(&db, &steps[..1]).await.unwrap(), 1);
    let reference = cause(migrate(&db, &lost).await.unwrap_err());
    assert_eq!(reference, MigrationError::Reference { table: "b".to_owned() });
    assert_eq!(migrate(&db, &steps).await.unwrap(), 1);
    // References are minded again, and those of before mean the new table.
    let tx = db.housekeeping().await.unwrap();
    tx.execute_unprepared("INSERT INTO b VALUES (1)").await.unwrap();
    tx.execute_unprepared("INSERT INTO b VALUES (2)").await.unwrap_err();
}

#[tokio::test]
async fn a_failing_step_leaves_the_database_as_it_was() {
    each_empty_database(async |db| {
        let broken =
            [STEPS[0], B, step(3, "0003_broken", "CREATE TABLE c (n integer); CREATE TABLE a (n integer)")];
        migrate(db, &broken).await.unwrap_err();
        assert_eq!(migrate(db, &STEPS).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn connections_that_went_are_replaced() {
    each_database(async |db| {
        let tx = db.read().await.unwrap();
        if tx.get_database_backend() == DbBackend::Sqlite {
            // Between the program and a file nothing breaks.
            return;
        }
        drop(tx);
        let other = db.another_node();
        let tx = other.housekeeping().await.unwrap();
        let gone = "SELECT COUNT(pg_terminate_backend(pid)) AS count FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let row = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, gone)).await.unwrap().unwrap();
        assert!(row.try_get::<i64>("", "count").unwrap() > 0);
        // What was used a moment ago is not asked whether it is still there.
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        assert_eq!(count(&db.read().await.unwrap(), "job_schedules").await, 0);
    })
    .await;
}

#[test]
fn unusable_addresses_are_refused_with_their_setting() {
    for url in ["", "mysql://localhost/x", "sqlite://", "sqlite://:memory:", "/var/lib/biokhe.sqlite"] {
        let clock = Arc::new(base::SystemClock);
        let ids = Arc::new(base::SystemIds::new(clock.clone()));
        let refusal = crate::Db::connect(&crate::Settings::new(url), clock, ids).unwrap_err().to_string();
        assert!(refusal.contains("database.url"), "{url}: {refusal}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let clock = Arc::new(base::SystemClock);
    let ids = Arc::new(base::SystemIds::new(clock.clone()));
    let settings = crate::Settings::new("postgres://nobody@127.0.0.1:9/nothing");
    let db = crate::Db::connect(&settings, clock, ids).unwrap();
    assert!(matches!(db.read().await.err(), Some(Error::Unavailable)));
}
