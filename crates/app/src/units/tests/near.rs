//! A few units of many.

use base::Actor;
use db::Event;
use db::testing::{TestDb, each_database};
use uuid::Uuid;

use crate::testing::Program;
use crate::units::store::{self, Near};
use crate::units::testing::unit;

async fn near(db: &TestDb, at: Option<Uuid>, also: &[Uuid]) -> Near {
    store::near(&db.read().await.expect("reads"), at, also).await.expect("read")
}

fn ids(near: &Near) -> Vec<Uuid> {
    near.units.iter().map(|unit| unit.id).collect()
}

/// Communes below a unit.
async fn communes(program: &Program, below: Uuid, count: usize) -> Vec<Uuid> {
    let tx = program.app.db.write(Actor::System).await.expect("writes");
    let mut ids = Vec::new();
    for number in 0..count {
        let like = store::find(&tx, below).await.expect("there");
        let new =
            super::Unit { id: tx.next_id(), parent: Some(below), name: format!("Xã {number:03}"), ..like };
        store::add(&tx, &new).await.expect("added");
        ids.push(new.id);
    }
    tx.record(Event::new("test.units", "test"));
    tx.commit().await.expect("commits");
    ids
}

#[tokio::test]
async fn all_are_near_where_there_are_few() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã An Khê", None).await;
        let all = communes(&program, town, 99).await;
        let near = near(db, None, &[]).await;
        assert_eq!((near.units.len(), near.has_more), (100, false));
        assert!(all.iter().all(|one| ids(&near).contains(one)));
    })
    .await;
}

#[tokio::test]
async fn of_too_many_at_the_top_some_are_near() {
    each_database(async |db| {
        let program = Program::new(db);
        for number in 0..101 {
            unit(&program.app, &format!("Xã {number:03}"), None).await;
        }
        let near = near(db, None, &[]).await;
        assert_eq!((near.units.len(), near.has_more), (100, true));
    })
    .await;
}

#[tokio::test]
async fn of_many_those_at_the_top_are_near_and_those_around_the_chosen_one() {
    each_database(async |db| {
        let program = Program::new(db);
        let country = unit(&program.app, "Cả nước", None).await;
        let one = unit(&program.app, "Gia Lai", Some(country)).await;
        let other = unit(&program.app, "Lâm Đồng", Some(country)).await;
        let (of_one, of_other) = (communes(&program, one, 130).await, communes(&program, other, 5).await);
        let top = near(db, None, &[]).await;
        assert!(top.has_more);
        assert_eq!(ids(&top), [country, one, other], "whole levels, by name");

        let named = near(db, None, &[of_one[7], of_one[7], Uuid::nil()]).await;
        assert_eq!(ids(&named), [country, one, other, of_one[7]]);

        let chosen = near(db, Some(one), &[]).await;
        assert_eq!(chosen.units.len(), 3 + 130);
        // A commune with its neighbours.
        let commune = near(db, Some(of_other[2]), &[]).await;
        assert_eq!(ids(&commune)[3..], of_other);
        // What is no unit is as if nothing were chosen.
        assert_eq!(ids(&near(db, Some(Uuid::nil()), &[]).await), ids(&top));
    })
    .await;
}
