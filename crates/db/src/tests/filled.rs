//! Steps that fill what is new from rows that were there before.

use base::Result;
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use super::migrate;
use crate::WriteTx;
use crate::migrations::ALL;
use crate::testing::{TestDb, each_empty_database};

const COUNTRY: Uuid = Uuid::from_u128(1);
const PROVINCE: Uuid = Uuid::from_u128(2);
const COMMUNE: Uuid = Uuid::from_u128(3);
const OPEN: Uuid = Uuid::from_u128(4);
const DONE: Uuid = Uuid::from_u128(5);
const PLAN: Uuid = Uuid::from_u128(12);
const CLAUSE: Uuid = Uuid::from_u128(13);

async fn put(tx: &WriteTx, sql: &str, values: impl IntoIterator<Item = Value>) {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    tx.execute_raw(statement).await.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
}

/// Three units one below the other, and two tasks: one open of a plan that the province led first, one done.
async fn before_the_copies(db: &TestDb) -> Result<()> {
    let tx = db.housekeeping().await?;
    let (now, day) = (tx.now(), tx.now().date_naive());
    for (unit, parent) in [(COUNTRY, None), (PROVINCE, Some(COUNTRY)), (COMMUNE, Some(PROVINCE))] {
        let sql = "INSERT INTO units (id, parent_id, kind, name, valid_from, revision, recorded_at) \
                   VALUES ($1, $2, 'authority', 'x', $3, 1, $4)";
        put(&tx, sql, [unit.into(), parent.into(), day.into(), now.into()]).await;
    }
    let above =
        [(COUNTRY, COUNTRY, 0), (PROVINCE, PROVINCE, 0), (PROVINCE, COUNTRY, 1), (COMMUNE, COMMUNE, 0)];
    for (unit, ancestor, distance) in above.into_iter().chain([(COMMUNE, PROVINCE, 1), (COMMUNE, COUNTRY, 2)])
    {
        let sql = "INSERT INTO unit_ancestors (unit_id, ancestor_id, distance) VALUES ($1, $2, $3)";
        put(&tx, sql, [unit.into(), ancestor.into(), distance.into()]).await;
    }
    let sql = "INSERT INTO plans (id, unit_id, number, kind, title, sought, file_name, file_sha256, reading_sha256, recorded_at) \
               VALUES ($1, $2, 'x', 'x', 'x', 'x', 'x', 'x', 'x', $3)";
    put(&tx, sql, [PLAN.into(), COUNTRY.into(), now.into()]).await;
    let sql = "INSERT INTO plan_clauses (id, plan_id, first_id, position, path, depth, kind, role, words, span_start, span_end) \
               VALUES ($1, $2, $1, 1, 'I', 1, 'x', 'task', 'x', 0, 1)";
    put(&tx, sql, [CLAUSE.into(), PLAN.into()]).await;
    for (task, sought, lead, state, of) in [
        (OPEN, "tap huan (dot 2): u phan", COMMUNE, "in_progress", Some((PLAN, CLAUSE))),
        (DONE, "u phan", PROVINCE, "confirmed_done", None),
    ] {
        let sql = "INSERT INTO tasks (id, title, sought, lead_id, state, progress, workflow, revision, recorded_at, plan_id, \
                   clause_id) VALUES ($1, 'x', $2, $3, $4, 0, 1, 1, $5, $6, $7)";
        let values = [task.into(), sought.into(), lead.into(), state.into(), now.into()];
        let of = [of.map(|(plan, _)| plan).into(), of.map(|(_, clause)| clause).into()];
        put(&tx, sql, values.into_iter().chain(of)).await;
        let sql = "INSERT INTO task_units (task_id, unit_id, mode) VALUES ($1, $2, 'lead')";
        put(&tx, sql, [task.into(), lead.into()]).await;
    }
    let sql = "INSERT INTO task_events (id, task_id, number, kind, unit_before, unit_after, recorded_at) \
               VALUES ($1, $2, 2, 'hand-over', $3, $4, $5)";
    let id = Uuid::from_u128(6);
    put(&tx, sql, [id.into(), OPEN.into(), PROVINCE.into(), COMMUNE.into(), now.into()]).await;
    let person = Uuid::from_u128(7);
    let sql = "INSERT INTO people (id, login, name, sought, revision, created_at) VALUES ($1, 'lan', 'Lan', 'lan', 1, $2)";
    put(&tx, sql, [person.into(), now.into()]).await;
    let sql = "INSERT INTO notices (id, person_id, task_id, kind, occasion, days, day, told_at) \
               VALUES ($1, $2, $3, 'overdue', 'overdue 0', 3, $4, $5)";
    put(&tx, sql, [Uuid::from_u128(8).into(), person.into(), OPEN.into(), day.into(), now.into()]).await;
    for (id, words, unit) in
        [(9, "Hạ tầng đạt 80%.", "%"), (10, "Giá trị tăng 15%.", "%"), (11, "Có 01 khu.", "khu")]
    {
        let sql = "INSERT INTO indicators (id, unit_id, name, sought, words, measured_in, direction, recorded_at) \
                   VALUES ($1, $2, 'x', 'x', $3, $4, 'up', $5)";
        put(&tx, sql, [Uuid::from_u128(id).into(), COMMUNE.into(), words.into(), unit.into(), now.into()])
            .await;
    }
    tx.commit().await
}

/// The only column of some rows.
async fn column(db: &TestDb, sql: &str) -> Vec<String> {
    let tx = db.read().await.unwrap();
    let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await.unwrap();
    rows.into_iter().map(|row| row.try_get("", "it").unwrap()).collect()
}

#[tokio::test]
async fn rows_from_before_a_step_have_what_it_adds() {
    each_empty_database(async |db| {
        let copies = ALL.iter().position(|step| step.name == "0018_task_indexes").expect("a step");
        migrate(db, &ALL[..copies]).await.unwrap();
        before_the_copies(db).await.unwrap();
        migrate(db, ALL).await.unwrap();

        let levels = column(db, "SELECT CAST(level AS text) AS it FROM units ORDER BY id").await;
        assert_eq!(levels, ["0", "1", "2"]);
        let first = "SELECT CASE WHEN t.first_lead_id IS NULL THEN 'none' WHEN u.level = 1 THEN 'province' ELSE 'other' END \
                     AS it FROM tasks t LEFT JOIN units u ON u.id = t.first_lead_id ORDER BY t.id";
        assert_eq!(column(db, first).await, ["province", "none"]);
        let words = "SELECT word AS it FROM task_words ORDER BY word, task_id";
        assert_eq!(column(db, words).await, ["2", "dot", "huan", "phan", "phan", "tap", "u", "u"]);
        let spaced = "SELECT state AS it FROM tasks WHERE sought LIKE '% dot %' AND sought LIKE '% phan %'";
        assert_eq!(column(db, spaced).await, ["in_progress"]);
        // The commune and both above it see the one, the province and the country the other.
        let seen = "SELECT s.state AS it FROM task_seen s JOIN tasks t ON t.id = s.task_id AND t.sought = s.sought \
                    JOIN units u ON u.id = s.unit_id WHERE s.leads \
                    AND s.is_open = (s.state <> 'confirmed_done') ORDER BY s.task_id, u.level";
        let (open, done) = ("in_progress", "confirmed_done");
        assert_eq!(column(db, seen).await, [open, open, open, done, done]);
        let of_clause = "SELECT u.name AS it FROM task_seen s JOIN tasks t ON t.id = s.task_id AND t.plan_id = s.plan_id \
                         AND t.clause_id = s.clause_id JOIN units u ON u.id = s.unit_id";
        assert_eq!(column(db, of_clause).await.len(), 3);
        let of_none = "SELECT state AS it FROM task_seen WHERE plan_id IS NULL AND clause_id IS NULL";
        assert_eq!(column(db, of_none).await, [done, done]);
        // What was told stays told, and a share is known by its measure.
        let told = "SELECT n.kind AS it FROM notices n JOIN tasks t ON t.id = n.task_id WHERE n.return_id IS NULL";
        assert_eq!(column(db, told).await, ["overdue"]);
        let kinds = "SELECT kind AS it FROM indicators ORDER BY id";
        assert_eq!(column(db, kinds).await, ["share", "number", "number"]);
    })
    .await;
}
