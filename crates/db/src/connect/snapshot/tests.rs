use crate::testing::{count, each_database, sqlite_database};
use crate::{Db, Settings};
use base::{Actor, SystemIds};
use sea_orm::{ConnectionTrait, DbBackend};
use std::path::Path;
use std::sync::Arc;

fn open(path: &Path) -> Db {
    let clock = Arc::new(base::SystemClock);
    Db::connect(&Settings::sqlite(path), clock.clone(), Arc::new(SystemIds::new(clock))).unwrap()
}

#[tokio::test]
async fn a_snapshot_holds_what_was_committed_while_another_still_writes() {
    each_database(async |db| {
        let folder = tempfile::tempdir().unwrap();
        // A quotation mark in a path is no end of it.
        let target = folder.path().join("it's.sqlite");
        let copied = db.snapshot_to(&target).await;
        if db.read().await.unwrap().get_database_backend() == DbBackend::Postgres {
            assert!(format!("{:?}", copied.unwrap_err()).contains("pg_dump"));
            assert!(db.faults().await.is_err());
            return;
        }
        copied.unwrap();
        db.snapshot_to(&target).await.expect_err("it is there already");

        let tx = db.write(Actor::Visitor).await.unwrap();
        tx.record(crate::Event::new("plan.keep", "plan:1"));
        tx.commit().await.unwrap();
        let writing = db.write(Actor::Visitor).await.unwrap();
        writing.execute_unprepared("DELETE FROM audit_events").await.unwrap();
        let meanwhile = folder.path().join("meanwhile.sqlite");
        db.another_node().snapshot_to(&meanwhile).await.unwrap();
        drop(writing);

        for (path, events) in [(target, 0), (meanwhile, 1)] {
            let copy = open(&path);
            copy.check().await.unwrap();
            assert_eq!(copy.step().await.unwrap(), db.step().await.unwrap());
            assert_eq!(copy.faults().await.unwrap(), [""; 0]);
            assert_eq!(count(&copy.read().await.unwrap(), "audit_events").await, events);
        }
    })
    .await;
}

#[tokio::test]
async fn a_reference_to_nothing_is_a_fault() {
    let db = sqlite_database().await;
    assert_eq!(db.faults().await.unwrap(), [""; 0]);
    for statement in [
        "PRAGMA foreign_keys = OFF",
        "CREATE TABLE parents (id integer PRIMARY KEY)",
        "CREATE TABLE children (parent integer REFERENCES parents)",
        "INSERT INTO children VALUES (7)",
    ] {
        db.sqlite_writers().unwrap().execute_unprepared(statement).await.unwrap();
    }
    assert_eq!(db.faults().await.unwrap(), ["children → parents"]);
}
