//! The server killed again and again while returns are typed and sent: every figure and every step that was acknowledged is there,
//! once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use db::Db;
use db::testing::each_empty_database;

use crate::killed::{ask, id_text, literal, number_of, text_of, uuid};
use crate::program::{Place, said};
use crate::sample::password;
use crate::serve::{Serving, post};

const FORM: &str = "application/x-www-form-urlencoded";
const ROUNDS: u64 = 20;

/// Somebody at work on a return.
trait Work: Send {
    /// The next request: path and form.
    fn next(&self) -> (String, String);
    /// It was acknowledged.
    fn acknowledged(&mut self);
    /// Whether the answer acknowledges it.
    fn is_done(&self, answer: &str) -> bool;
}

/// Types one number after another into a cell. What is under way when the server goes is sent again as it was.
struct Typist {
    sent_to: String,
    cell: String,
    /// Changes of the cell that were there before.
    first: i64,
    typed: i64,
}

impl Work for Typist {
    fn next(&self) -> (String, String) {
        let (id, seen) = (&self.cell, self.first + self.typed);
        let form = format!("state.{id}=value&value.{id}={}&seen.{id}={seen}", self.value(self.typed + 1));
        (format!("/bo/returns/{}/cells", self.sent_to), form)
    }

    fn acknowledged(&mut self) {
        self.typed += 1;
    }

    fn is_done(&self, answer: &str) -> bool {
        answer.starts_with("HTTP/1.1 200")
            && answer.contains(&format!("\"{}\":{}", self.cell, self.first + self.typed + 1))
    }
}

impl Typist {
    /// Unlike what stood there in the sample.
    fn value(&self, number: i64) -> i64 {
        1_000 + number
    }
}

/// Gives a return back and sends it again, each step under a key of its own.
struct Sender {
    sent_to: String,
    /// Events that were there before.
    first: i64,
    done: i64,
}

impl Sender {
    fn key(&self, number: i64) -> String {
        uuid((7 << 64) | u128::from(number.unsigned_abs()))
    }
}

impl Work for Sender {
    fn next(&self) -> (String, String) {
        let form = format!("key={}&revision={}", self.key(self.done), self.first + self.done);
        if self.done % 2 == 0 {
            (format!("/bo/returns/{}/giving-back", self.sent_to), format!("{form}&words=Xem+lai"))
        } else {
            (format!("/bo/returns/{}", self.sent_to), format!("{form}&do=submit"))
        }
    }

    fn acknowledged(&mut self) {
        self.done += 1;
    }

    fn is_done(&self, answer: &str) -> bool {
        answer.starts_with("HTTP/1.1 303")
    }
}

/// Works until the server is gone.
fn work(at: &mut dyn Work, cookie: &str, address: &str, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let (path, form) = at.next();
        let Some(answer) = post(address, &path, cookie, FORM, &form) else { return };
        if at.is_done(&answer) {
            at.acknowledged();
        } else if answer.starts_with("HTTP/1.1 200") && !answer.trim_end().ends_with('}') {
            // Cut off: it acknowledges nothing.
            return;
        } else {
            // Too much at once is no fault; the same is tried again.
            assert!(answer.starts_with("HTTP/1.1 503"), "{path} {form}: {answer}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_and_sent_outlives_the_server() {
    each_empty_database(async |db| {
        let place = Place::new();
        let url = [("BIOKHE__DATABASE__URL", db.settings.url.as_str())];
        let loaded = place.command(&["sample", "load"]).envs(url).output().unwrap();
        assert!(loaded.status.success(), "{}", said(&loaded.stderr));
        let serving = Serving::start_with(&place, &url);
        let password = password(&said(&loaded.stdout), "mai.tt");
        let cookie = serving.cookie("/sign-in", &format!("login=mai.tt&password={password}"));
        let (draft, submitted) = (of_state(db, "draft").await, of_state(db, "submitted").await);
        let cells = ask(
            db,
            &format!(
                "SELECT {} AS value FROM regime_indicators m JOIN report_periods p ON p.regime_id = m.regime_id \
                 JOIN returns r ON r.period_id = p.id WHERE r.id = {}",
                id_text(db).replace("id", "m.indicator_id"),
                literal(db, &draft)
            ),
        )
        .await;
        let mut typists = Vec::new();
        for cell in cells.iter().map(|row| id_of(&text_of(row))).take(4) {
            let first = changes(db, &draft, &cell).await;
            typists.push(Typist { sent_to: draft.clone(), cell, first, typed: 0 });
        }
        assert!(typists.len() > 1, "several type into one return");
        let first = events(db, &submitted).await;
        let mut sender = Sender { sent_to: submitted.clone(), first, done: 0 };

        let mut running = Some(serving);
        for round in 0..=ROUNDS {
            let serving = running.take().unwrap_or_else(|| Serving::start_with(&place, &url));
            let (stop, address) = (AtomicBool::new(false), serving.address().to_owned());
            // Never at the same point twice; in the last round in peace, so that what was under way is sent again.
            let patience = if round == ROUNDS { 800 } else { 60 + (round * 37) % 190 };
            std::thread::scope(|scope| {
                for typist in &mut typists {
                    scope.spawn(|| work(typist, &cookie, &address, &stop));
                }
                scope.spawn(|| work(&mut sender, &cookie, &address, &stop));
                std::thread::sleep(Duration::from_millis(patience));
                if round < ROUNDS {
                    serving.kill();
                }
                stop.store(true, Ordering::Relaxed);
            });
        }
        for typist in &typists {
            assert!(typist.typed > 0, "something was typed");
            let stands = number_of(
                &ask(
                    db,
                    &format!(
                        "SELECT value / 10000 AS value FROM return_cells WHERE return_id = {} AND indicator_id = {}",
                        literal(db, &draft),
                        literal(db, &typist.cell)
                    ),
                )
                .await[0],
            );
            // One more may have arrived whose answer was lost.
            let ahead = stands - typist.value(typist.typed);
            assert!((0..=1).contains(&ahead), "{stands} after {}", typist.value(typist.typed));
            let changes = changes(db, &draft, &typist.cell).await;
            assert_eq!(changes, typist.first + typist.typed + ahead, "each once");
        }
        assert!(sender.done > 1, "it went to and fro");
        let ahead = events(db, &submitted).await - sender.first - sender.done;
        assert!((0..=1).contains(&ahead), "each step once: {ahead}");
        for number in 0..sender.done {
            let key = literal(db, &sender.key(number));
            let there = ask(db, &format!("SELECT COUNT(*) AS value FROM return_events WHERE id = {key}")).await;
            assert_eq!(number_of(&there[0]), 1, "step {number}");
        }
        let verified = place.command(&["audit", "verify"]).envs(url).output().unwrap();
        assert!(verified.status.success(), "{}", said(&verified.stdout));
    })
    .await;
}

/// The sample's return in a state, of its ward.
async fn of_state(db: &Db, state: &str) -> String {
    let sql = format!(
        "SELECT {} AS value FROM returns WHERE state = '{state}' AND unit_id IN \
         (SELECT id FROM units WHERE name LIKE '%phường An Khê')",
        id_text(db)
    );
    id_of(&text_of(&ask(db, &sql).await[0]))
}

fn id_of(digits: &str) -> String {
    uuid(u128::from_str_radix(digits, 16).expect("an id"))
}

async fn changes(db: &Db, sent_to: &str, cell: &str) -> i64 {
    let (sent_to, cell) = (literal(db, sent_to), literal(db, cell));
    let of = format!("return_id = {sent_to} AND indicator_id = {cell}");
    number_of(&ask(db, &format!("SELECT COUNT(*) AS value FROM return_cell_changes WHERE {of}")).await[0])
}

async fn events(db: &Db, sent_to: &str) -> i64 {
    let of = format!("return_id = {}", literal(db, sent_to));
    number_of(&ask(db, &format!("SELECT COUNT(*) AS value FROM return_events WHERE {of}")).await[0])
}
