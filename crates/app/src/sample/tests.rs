//! The sample put in and taken away, on both databases.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use base::Error;
use db::sea_orm::{ConnectionTrait, DbBackend, Statement};
use db::testing::{TestDb, count, each_database};

use super::{is_loaded, load, remove};
use crate::access::Scope;
use crate::people;
use crate::returns;
use crate::tasks::{self, State};
use crate::testing::Program;

async fn tables(db: &TestDb) -> BTreeSet<String> {
    let tx = db.read().await.expect("reads");
    let sql = match tx.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        _ => "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
    };
    let rows =
        tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await.expect("listed");
    rows.iter().map(|row| row.try_get::<String>("", "name").expect("a name")).collect()
}

#[tokio::test]
async fn no_table_is_forgotten() {
    each_database(async |db| {
        let known: BTreeSet<_> =
            super::remove::EMPTIED.into_iter().chain(super::remove::KEPT).map(str::to_owned).collect();
        let there: BTreeSet<_> =
            tables(db).await.into_iter().filter(|name| !name.contains("migration")).collect();
        assert_eq!(known, there);
    })
    .await;
}

#[tokio::test]
async fn the_town_is_there_with_work_in_every_state_and_goes_again() {
    each_database(async |db| {
        let program = Program::new(db);
        let first = people::first_administrator(&program.app).await.expect("made").expect("first");
        assert!(!is_loaded(&program.app).await.expect("looked"));
        let accounts = load(&program.app).await.expect("loaded");
        assert!(is_loaded(&program.app).await.expect("looked"));
        assert!(matches!(load(&program.app).await, Err(Error::Conflict)), "once only");
        assert_eq!(accounts.len(), 12);

        // Each lead of a clause has its task, and there is work in every state and standing.
        let tx = db.read().await.expect("reads");
        let all = tasks::all(&tx).await.expect("listed");
        let today = web::format::day_of(program.app.db.clock().now());
        let mut states: BTreeMap<&str, usize> = BTreeMap::new();
        for task in &all {
            *states.entry(task.state.name()).or_default() += 1;
            *states.entry(task.standing(today).name()).or_default() += 1;
        }
        for state in State::ALL.into_iter().filter(|state| *state != State::Suspended) {
            assert!(states.contains_key(state.name()), "{state:?}: {states:?}");
        }
        for standing in ["on_time", "late", "within", "soon", "overdue", "out"] {
            assert!(states.contains_key(standing), "{standing}: {states:?}");
        }
        let once = all.iter().filter(|task| task.series.is_none() && task.origin.is_some()).count();
        assert_eq!(once, 5 + 1 + 1 + 1 + 22, "the plan's duties that come once");
        // Three years of reports, of units then and now; this year's are under way.
        let mut reports: BTreeMap<&str, usize> = BTreeMap::new();
        for regime in returns::regimes_from(&tx, 0, 100).await.expect("listed") {
            for (_, run) in returns::runs(&tx, &[regime.id]).await.expect("listed") {
                for one in returns::of_run(&tx, run.id, &Scope::All).await.expect("listed") {
                    *reports.entry(one.state.name()).or_default() += 1;
                    *reports.entry(one.standing(today).expect("asked").name()).or_default() += 1;
                    *reports.entry("by office").or_default() += usize::from(one.is_by_office);
                }
            }
        }
        let expected = [
            ("accepted", 44),
            ("by office", 24),
            ("draft", 1),
            ("late", 24),
            ("on_time", 21),
            ("overdue", 1),
            ("submitted", 1),
        ];
        assert_eq!(reports, BTreeMap::from(expected));
        // As the wards and the office wrote, and what comes of it: 39 tons of 3 hectares, 52 of 60, three who say yes.
        assert_eq!(totals(&tx, "2024").await, [8400, 6200, 2200, 300, 3900, 1300, 87, 100, 100].map(Some));
        drop(tx);

        // Its people sign in; the coordinator sees what nobody owns.
        let of = |login: &str| accounts.iter().find(|account| account.login == login).expect("there").clone();
        let mai = of("mai.tt");
        let cookie = program.sign_in(&mai.login, &mai.password).await;
        let unowned = program.get(&cookie, "/bo/tasks/unowned").await;
        assert_eq!(unowned.status, StatusCode::OK);
        let register = program.get(&cookie, "/bo/incoming").await;
        for words in ["1/2023", "2/2026", "Rà soát vùng trồng rau an toàn", "Đã chuyển xử lý"] {
            assert!(register.body.contains(words), "{words}: {}", register.body);
        }
        for name in ["Xã Thành An", "Xã Tú An", "Xã Xuân An"] {
            assert!(unowned.body.contains(name), "{name}: {}", unowned.body);
        }
        assert!(!unowned.body.contains("Phòng Kinh tế</h2>"), "handed over");
        let hoa = of("hoa.lt");
        let desk = program.get(&program.sign_in(&hoa.login, &hoa.password).await, "/bo").await;
        assert!(desk.body.contains("trang thông tin thương mại"), "{}", desk.body);

        // What somebody wrote since is not taken away unasked.
        let audit = count(&db.read().await.expect("reads"), "audit_events").await;
        db.clock.advance(chrono::TimeDelta::minutes(1));
        let answer = program
            .post(
                &cookie,
                "/bo/units",
                &[
                    ("name", "Phòng của tôi"),
                    ("kind", "office"),
                    ("from", "2026-01-01"),
                    ("parent", &unit_of(&program, &cookie).await),
                ],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert!(matches!(remove(&program.app, false).await, Err(Error::Conflict)));
        remove(&program.app, true).await.expect("removed");
        assert!(matches!(remove(&program.app, true).await, Err(Error::NotFound)));
        let tx = db.read().await.expect("reads");
        for table in super::remove::EMPTIED {
            let left = count(&tx, table).await;
            let expected = i64::from(["people", "grants"].contains(&table));
            assert_eq!(left, expected, "{table}");
        }
        assert!(count(&tx, "audit_events").await > audit, "the audit keeps all");
        assert!(db::verify(&tx, None).await.expect("read").is_ok(), "and is whole");
        drop(tx);
        program.sign_in(&first.login, &first.password).await;
        load(&program.app).await.expect("loaded again");
    })
    .await;
}

/// What the town's own figures came to in a year, in hundredths and in the order of the catalogue; those that are worked out too.
async fn totals(tx: &db::ReadTx, year: &str) -> Vec<Option<i128>> {
    let year = reporting::Period::named(year).expect("a year");
    let regimes = returns::regimes_from(tx, 0, 100).await.expect("listed");
    let town = regimes.into_iter().find(|one| one.ended_on.is_some()).expect("that of the town");
    let figures = returns::figures_over_tree(tx, town.id, year).await.expect("read");
    let mut own = crate::indicators::all(tx).await.expect("read");
    own.retain(|one| one.origin.is_none() && one.adds_up());
    own.sort_by_key(|one| one.id);
    own.iter().map(|one| figures[&one.id][&town.unit].rounded(2)).collect()
}

/// The ward of An Khê, by its link.
async fn unit_of(program: &Program, cookie: &str) -> String {
    let page = program.get(cookie, "/bo/units?on=2026-11-24").await.body;
    let at = page.find(">Ủy ban nhân dân phường An Khê<").expect("there");
    let link = page[..at].rfind("/bo/units/").expect("a link");
    page[link + 10..link + 46].to_owned()
}
