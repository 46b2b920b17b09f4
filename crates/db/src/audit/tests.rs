use super::{Broken, Event, Filter, Head, entity, page, verify};
use crate::Db;
use crate::testing::{TestDb, each_database};
use base::{Actor, Clock};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};
use uuid::Uuid;

fn event() -> Event {
    Event::new("reading.upload", "reading:1")
}

/// Adds `count` events, each in a transaction of its own, and gives the last link.
async fn chained(db: &Db, count: usize) -> Head {
    for number in 0..count {
        let tx = db.write(Actor::Visitor).await.unwrap();
        tx.record(event().with("number", number).unwrap());
        tx.commit().await.unwrap();
    }
    verify(&db.read().await.unwrap(), None).await.unwrap().unwrap()
}

/// Changes rows behind the program's back.
async fn meddle(db: &Db, sql: &str) {
    let tx = db.housekeeping().await.unwrap();
    tx.execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_whole_chain_ends_with_its_head_and_goes_on() {
    each_database(async |db| {
        let first = chained(db, 3).await;
        assert_eq!(first.number, 3);
        let last = chained(db, 2).await;
        assert_eq!(last.number, 5);
        assert_eq!(last.to_string().parse::<Head>().unwrap(), last);
        for kept in [&first, &last] {
            let found = verify(&db.read().await.unwrap(), Some(kept)).await.unwrap();
            assert_eq!(found, Ok(last.clone()));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_changed_behind_the_chain_shows() {
    use Broken::{Changed, End, Missing, NoHead};
    let cases = [
        ("UPDATE audit_events SET actor = 'system' WHERE number = 2", Changed(2)),
        ("UPDATE audit_events SET detail = '{}' WHERE number = 1", Changed(1)),
        ("UPDATE audit_events SET unit_id = id WHERE number = 4", Changed(4)),
        ("DELETE FROM audit_events WHERE number = 3", Missing(3)),
        ("DELETE FROM audit_events WHERE number = 5", End(4)),
        (
            "UPDATE audit_events SET number = CASE number WHEN 2 THEN 30 ELSE 20 END WHERE number IN (2, 3); UPDATE audit_events SET number = number / 10 WHERE number >= 20",
            Changed(2),
        ),
        ("UPDATE audit_head SET number = 4", End(5)),
        ("DELETE FROM audit_head", NoHead),
    ];
    for (sql, broken) in cases {
        each_database(async |db| {
            chained(db, 5).await;
            meddle(db, sql).await;
            let found = verify(&db.read().await.unwrap(), None).await.unwrap();
            assert_eq!(found, Err(broken.clone()), "{sql}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_cut_end_shows_against_the_head_that_was_kept() {
    each_database(async |db| {
        let before = chained(db, 4).await;
        let kept = chained(db, 1).await;
        // Who can write everything can make the end fit, but not what was kept elsewhere.
        meddle(db, "DELETE FROM audit_events WHERE number = 5").await;
        meddle(db, &format!("UPDATE audit_head SET number = 4, hash = '{}'", before.hash)).await;
        let tx = db.read().await.unwrap();
        assert_eq!(verify(&tx, None).await.unwrap(), Ok(before));
        assert_eq!(verify(&tx, Some(&kept)).await.unwrap(), Err(Broken::Kept(kept)));
    })
    .await;
}

/// An event as it was written before there was a chain, or beside it.
async fn old_event(db: &TestDb) -> Uuid {
    let row = entity::Model {
        id: db.next_id(),
        at: db.clock.now(),
        actor: "visitor".to_owned(),
        action: "reading.upload".to_owned(),
        subject: "reading:1".to_owned(),
        detail: "{}".to_owned(),
        number: None,
        hash: None,
        unit_id: None,
    };
    let id = row.id;
    let tx = db.housekeeping().await.unwrap();
    entity::Entity::insert(entity::ActiveModel::from(row).reset_all())
        .exec_without_returning(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_row_put_beside_the_chain_shows() {
    each_database(async |db| {
        chained(db, 2).await;
        old_event(db).await;
        let found = verify(&db.read().await.unwrap(), None).await.unwrap();
        assert_eq!(found, Err(Broken::Unnumbered));
    })
    .await;
}

#[tokio::test]
async fn events_from_before_the_chain_are_bound_by_it() {
    each_database(async |db| {
        let ids = [old_event(db).await, old_event(db).await];
        assert_eq!(chained(db, 2).await.number, 2);
        let tx = db.housekeeping().await.unwrap();
        entity::Entity::delete_by_id(ids[0]).exec(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let found = verify(&db.read().await.unwrap(), None).await.unwrap();
        assert_eq!(found, Err(Broken::Unnumbered));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_once_make_one_chain() {
    each_database(async |db| {
        let nodes = [db.another_node(), db.another_node()];
        let writers = (0..24).map(|number| {
            let db = nodes[number % 2].clone();
            tokio::spawn(async move {
                let tx = db.write(Actor::Visitor).await?;
                tx.record(event());
                tx.record(event());
                tx.commit().await
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap().unwrap();
        }
        let head = verify(&db.read().await.unwrap(), None).await.unwrap().unwrap();
        assert_eq!(head.number, 48);
    })
    .await;
}

#[tokio::test]
async fn a_page_has_the_newest_events_that_are_wanted() {
    each_database(async |db| {
        let unit = Uuid::from_u128(7);
        for (actor, event) in [
            (Actor::Visitor, event()),
            (Actor::System, Event::new("unit.found", "unit:7").at(unit)),
            (Actor::System, Event::new("unit.close", "unit:7").at(unit)),
            (Actor::System, Event::new("units.other", "unit:8").at(Uuid::from_u128(8))),
        ] {
            let tx = db.write(actor).await.unwrap();
            tx.record(event);
            tx.commit().await.unwrap();
        }
        let tx = db.read().await.unwrap();
        let numbers = async |filter: Filter, limit| {
            let found = page(&tx, filter, limit).await.unwrap();
            found.iter().map(|entry| entry.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(Filter::default(), 3).await, [4, 3, 2]);
        assert_eq!(numbers(Filter { before: Some(2), ..Filter::default() }, 3).await, [1]);
        assert_eq!(numbers(Filter { domain: Some("unit".into()), ..Filter::default() }, 9).await, [3, 2]);
        assert_eq!(numbers(Filter { actor: Some("visitor".into()), ..Filter::default() }, 9).await, [1]);
        assert_eq!(numbers(Filter { subject: Some("unit:8".into()), ..Filter::default() }, 9).await, [4]);
        let now = db.clock().now();
        assert_eq!(numbers(Filter { from: Some(now), ..Filter::default() }, 9).await.len(), 4);
        assert!(numbers(Filter { to: Some(now), ..Filter::default() }, 9).await.is_empty());
        let mut units = Query::select();
        units.expr(Expr::val(unit));
        assert_eq!(numbers(Filter { units: Some(units), ..Filter::default() }, 9).await, [3, 2]);
        assert!(verify(&tx, None).await.unwrap().is_ok(), "with units and without");
    })
    .await;
}
