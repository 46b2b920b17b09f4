//! Notices on both databases: who is told, the page, the mails.

mod documents;
mod mails;
mod model;
mod pages;
mod returns;
mod smtp;

use db::sea_orm::{ConnectionTrait, Statement};
use db::testing::TestDb;
use uuid::Uuid;

use crate::access::Role;
use crate::people::testing::{Somebody, reached_at, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

/// An office of a town, with who works there, who leads it and who runs the town's plans.
struct Town {
    town: Uuid,
    office: Uuid,
    officer: Somebody,
    leader: Somebody,
    coordinator: Somebody,
}

async fn town(program: &Program) -> Town {
    let app = &program.app;
    let town = unit(app, "Thị xã An Khê", None).await;
    let office = unit(app, "Phòng Kinh tế", Some(town)).await;
    let there = Town {
        officer: somebody(app, Role::Officer, Some(office)).await,
        leader: somebody(app, Role::Leader, Some(office)).await,
        coordinator: somebody(app, Role::Coordinator, Some(town)).await,
        town,
        office,
    };
    for (person, address) in [
        (&there.officer, "lan@example.vn"),
        (&there.leader, "ha@example.vn"),
        (&there.coordinator, "an@example.vn"),
    ] {
        reached_at(app, person, Some(address), true).await;
    }
    there
}

/// Sets the clock to an hour of a day in Vietnam.
fn at(db: &TestDb, day: &str, hour: i64) {
    let day = day.parse().expect("a day");
    db.clock.set(web::format::begin_of(day) + chrono::TimeDelta::hours(hour));
}

/// The kinds of what somebody was told, in order.
async fn told(db: &TestDb, person: &Somebody) -> Vec<String> {
    rows(db, "SELECT kind AS word FROM notices WHERE person_id = $1 ORDER BY told_at, id", person).await
}

/// The states of the mails of somebody, in order.
async fn mails(db: &TestDb, person: &Somebody) -> Vec<String> {
    rows(db, "SELECT state AS word FROM notice_mails WHERE person_id = $1 ORDER BY day", person).await
}

async fn rows(db: &TestDb, sql: &str, person: &Somebody) -> Vec<String> {
    let tx = db.read().await.expect("reads");
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [person.id.into()]);
    let rows = tx.query_all_raw(statement).await.expect("rows");
    rows.iter().map(|row| row.try_get("", "word").expect("a word")).collect()
}
