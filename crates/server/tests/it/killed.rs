//! The server killed again and again under eight who write: what it acknowledged is there, once and whole.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use db::Db;
use db::sea_orm::{ConnectionTrait, DbBackend, Statement};
use db::testing::each_empty_database;
use sha2::{Digest, Sha256};

use crate::program::{Place, said};
use crate::sample::password;
use crate::serve::{Serving, post};

const WRITERS: usize = 8;

/// Rounds; `BIOKHE_KILL_ROUNDS` asks for more.
fn rounds() -> usize {
    std::env::var("BIOKHE_KILL_ROUNDS").map_or(50, |rounds| rounds.parse().expect("a number"))
}

/// Somebody who writes: sets a task up, then reports on it with evidence, and knows what was acknowledged. What was under way
/// when the server went is sent again with the same key.
struct Writer {
    place: usize,
    cookie: String,
    unit: String,
    /// The requests acknowledged so far.
    done: u128,
    acknowledged: BTreeSet<String>,
    evidence: BTreeSet<String>,
}

impl Writer {
    /// Unlike any other's: number of the writer and of the request.
    fn key(&self, number: u128) -> String {
        uuid(((self.place as u128 + 1) << 64) | number)
    }

    /// The next request: path, kind of body, body.
    fn next(&self) -> (String, &'static str, String) {
        const FORM: &str = "application/x-www-form-urlencoded";
        let key = self.key(self.done);
        if self.done == 0 {
            let body = format!("key={key}&title=Viec+{}&lead={}&due_on=2027-12-31", self.place, self.unit);
            return ("/bo/tasks".to_owned(), FORM, body);
        }
        let mut body = String::new();
        for (name, value) in [
            ("key", key.as_str()),
            ("words", "Da lam them mot phan"),
            ("percent", "50"),
            ("revision", &self.done.to_string()),
        ] {
            let _ =
                write!(body, "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        let file = self.file(self.done);
        let head = "content-disposition: form-data; name=\"evidence\"; filename=\"ghi.txt\"";
        let _ = write!(body, "--edge\r\n{head}\r\n\r\n{file}\r\n--edge--\r\n");
        (format!("/bo/tasks/{}/progress", self.key(0)), "multipart/form-data; boundary=edge", body)
    }

    fn file(&self, number: u128) -> String {
        format!("Ghi chep {number} cua {}", self.place)
    }

    /// Writes until the server is gone.
    fn write(&mut self, address: &str, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let (path, kind, body) = self.next();
            let Some(answer) = post(address, &path, &self.cookie, kind, &body) else { return };
            if answer.starts_with("HTTP/1.1 303") {
                self.acknowledged.insert(self.key(self.done).replace('-', "").to_uppercase());
                if self.done > 0 {
                    self.evidence.insert(hex(&Sha256::digest(self.file(self.done))));
                }
                self.done += 1;
            } else {
                // Too much at once is no fault; the same is tried again.
                assert!(answer.starts_with("HTTP/1.1 503"), "{path}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_outlives_the_server() {
    each_empty_database(async |db| {
        let place = Place::new();
        let url = [("BIOKHE__DATABASE__URL", db.settings.url.as_str())];
        let loaded = place.command(&["sample", "load"]).envs(url).output().unwrap();
        assert!(loaded.status.success(), "{}", said(&loaded.stderr));
        let serving = Serving::start_with(&place, &url);
        let cookie = {
            let password = password(&said(&loaded.stdout), "mai.tt");
            serving.cookie("/sign-in", &format!("login=mai.tt&password={password}"))
        };
        let named = "name LIKE 'Phòng Kinh tế, Hạ tầng%An Khê'";
        let unit = ask(db, &format!("SELECT {} AS value FROM units WHERE {named}", id_text(db))).await;
        let unit = uuid(u128::from_str_radix(&text_of(&unit[0]), 16).expect("an id"));
        let writer = |place| Writer {
            place,
            cookie: cookie.clone(),
            unit: unit.clone(),
            done: 0,
            acknowledged: BTreeSet::new(),
            evidence: BTreeSet::new(),
        };
        let mut writers: Vec<_> = (0..WRITERS).map(writer).collect();
        let mut running = Some(serving);
        for round in 0..rounds() {
            let serving = running.take().unwrap_or_else(|| Serving::start_with(&place, &url));
            let (stop, address) = (AtomicBool::new(false), serving.address().to_owned());
            // Long enough for some to be through, never at the same point twice.
            let patience = Duration::from_millis(60 + (round as u64 * 37) % 190);
            std::thread::scope(|scope| {
                for writer in &mut writers {
                    scope.spawn(|| writer.write(&address, &stop));
                }
                std::thread::sleep(patience);
                serving.kill();
                stop.store(true, Ordering::Relaxed);
            });
        }
        // Once more in peace, so that what was under way is sent again.
        let serving = Serving::start_with(&place, &url);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for writer in &mut writers {
                scope.spawn(|| writer.write(serving.address(), &stop));
            }
            std::thread::sleep(Duration::from_millis(800));
            stop.store(true, Ordering::Relaxed);
        });
        drop(serving);
        assert_all_is_there(db, &place, &writers).await;
        let verified = place.command(&["audit", "verify"]).envs(url).output().unwrap();
        assert!(verified.status.success(), "{}", said(&verified.stdout));
    })
    .await;
}

async fn assert_all_is_there(db: &Db, place: &Place, writers: &[Writer]) {
    let acknowledged: BTreeSet<_> =
        writers.iter().flat_map(|writer| writer.acknowledged.iter().cloned()).collect();
    assert!(acknowledged.len() > rounds() * 2, "enough was written: {}", acknowledged.len());
    let mut there: BTreeSet<String> = BTreeSet::new();
    for table in ["task_events", "tasks"] {
        let rows = ask(db, &format!("SELECT {} AS value FROM {table}", id_text(db))).await;
        there.extend(rows.iter().map(text_of));
    }
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    for writer in writers {
        // As many events as revisions, so that nothing is there twice or by half: each has its evidence and its place in the
        // audit.
        let task = writer.key(0);
        let count = async |sql: &str| number_of(&ask(db, &sql.replace("TASK", &literal(db, &task))).await[0]);
        let events = count("SELECT COUNT(*) AS value FROM task_events WHERE task_id = TASK").await;
        let revision = count("SELECT CAST(revision AS bigint) AS value FROM tasks WHERE id = TASK").await;
        let evidence = count("SELECT COUNT(*) AS value FROM task_evidence WHERE task_id = TASK").await;
        let audit =
            ask(db, &format!("SELECT COUNT(*) AS value FROM audit_events WHERE subject = 'task:{task}'"))
                .await;
        assert_eq!(events, revision);
        assert_eq!(evidence, events - 1, "each report has its file");
        assert_eq!(number_of(&audit[0]), events, "and its event in the audit");
        assert!(events >= i64::try_from(writer.acknowledged.len()).unwrap());
        for hash in &writer.evidence {
            let path = place.data().join("files").join(&hash[..2]).join(&hash[2..]);
            assert!(path.is_file(), "{} is there", path.display());
        }
    }
    if db_is_sqlite(db) {
        assert_eq!(
            text_of(&ask(db, "SELECT integrity_check AS value FROM pragma_integrity_check").await[0]),
            "ok"
        );
        assert!(ask(db, "SELECT \"table\" AS value FROM pragma_foreign_key_check").await.is_empty());
    }
}

pub(crate) async fn ask(db: &Db, sql: &str) -> Vec<db::sea_orm::QueryResult> {
    let tx = db.read().await.expect("reads");
    tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await.expect(sql)
}

pub(crate) fn text_of(row: &db::sea_orm::QueryResult) -> String {
    row.try_get("", "value").expect("a text")
}

pub(crate) fn number_of(row: &db::sea_orm::QueryResult) -> i64 {
    row.try_get("", "value").expect("a number")
}

fn db_is_sqlite(db: &Db) -> bool {
    format!("{db:?}").contains(&format!("{:?}", DbBackend::Sqlite))
}

/// Ids are bytes on SQLite.
pub(crate) fn literal(db: &Db, id: &str) -> String {
    if db_is_sqlite(db) { format!("X'{}'", id.replace('-', "")) } else { format!("'{id}'") }
}

/// An id as digits and capital letters.
pub(crate) fn id_text(db: &Db) -> &'static str {
    if db_is_sqlite(db) { "hex(id)" } else { "upper(replace(CAST(id AS text), '-', ''))" }
}

pub(crate) fn uuid(value: u128) -> String {
    let digits = format!("{value:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
