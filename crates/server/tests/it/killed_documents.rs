//! The server killed again and again while reports are signed, numbered and sent: what was acknowledged is there, numbers have no gap
//! and none comes twice, and no message goes out twice.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use db::Db;
use db::testing::each_empty_database;

use crate::killed::{ask, id_text, literal, number_of, text_of, uuid};
use crate::program::{Place, said};
use crate::sample::password;
use crate::serve::{Serving, post};

const FORM: &str = "application/x-www-form-urlencoded";
const ROUNDS: u64 = 12;

/// An office that makes one letter of a period after the other: begun, reviewed, signed, numbered, sent. What is under way when
/// the server goes is sent again under the same key.
struct Office<'a> {
    place: u128,
    period: String,
    kind: &'static str,
    /// Of who writes and issues, of who reviews, of who signs.
    cookies: &'a [String; 3],
    /// Steps acknowledged so far.
    done: u128,
    consolidation: String,
    document: String,
    /// Documents that were issued, and messages on their way.
    issued: Vec<String>,
    sent: Vec<String>,
}

/// Steps of one letter.
const STEPS: u128 = 5;

impl Office<'_> {
    /// Unlike any other's: number of the office and of the step.
    fn key(&self) -> String {
        uuid((9 << 96) | ((self.place + 1) << 64) | self.done)
    }

    /// The next request: cookie, path and form.
    fn next(&self) -> (&str, String, String) {
        let [writes, reviews, signs] = self.cookies;
        let (key, consolidation, document) = (self.key(), &self.consolidation, &self.document);
        match self.done % STEPS {
            0 => (
                writes,
                format!("/bo/periods/{}/consolidations", self.period),
                format!("key={key}&kind={}", self.kind),
            ),
            1 => (
                reviews,
                format!("/bo/consolidations/{consolidation}/review"),
                format!("key={key}&revision=1"),
            ),
            2 => (
                signs,
                format!("/bo/consolidations/{consolidation}/signature"),
                format!("key={key}&revision=2"),
            ),
            3 => (writes, format!("/bo/documents/{document}/issue"), format!("key={key}&revision=1")),
            _ => (
                writes,
                format!("/bo/documents/{document}/dispatch"),
                format!("key={key}&send.0=1&name.0=So&channel.0=mail&address.0=so%40example.vn"),
            ),
        }
    }

    fn acknowledged(&mut self, answer: &str) {
        let head = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_default();
        let place = head.trim().rsplit('/').next().unwrap_or_default().to_owned();
        match self.done % STEPS {
            0 => self.consolidation = place,
            2 => self.document = place,
            3 => self.issued.push(self.document.clone()),
            4 => self.sent.push(self.key()),
            _ => {}
        }
        self.done += 1;
    }

    /// Works until the server is gone.
    fn work(&mut self, address: &str, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let (cookie, path, form) = self.next();
            let Some(answer) = post(address, &path, cookie, FORM, &form) else { return };
            if answer.starts_with("HTTP/1.1 303") {
                self.acknowledged(&answer);
            } else {
                // Too much at once is no fault; the same is tried again.
                assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 503"), "{path} {form}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn what_was_signed_numbered_and_sent_outlives_the_server() {
    each_empty_database(async |db| {
        let place = Place::new();
        let url = [("BIOKHE__DATABASE__URL", db.settings.url.as_str())];
        let loaded = place.command(&["sample", "load"]).envs(url).output().unwrap();
        assert!(loaded.status.success(), "{}", said(&loaded.stderr));
        let serving = Serving::start_with(&place, &url);
        let cookies = ["mai.tt", "thu.dt", "hung.nv"].map(|login| {
            let password = password(&said(&loaded.stdout), login);
            serving.cookie("/sign-in", &format!("login={login}&password={password}"))
        });
        let periods = periods(db).await;
        assert_eq!(periods.len(), 3, "the years whose reports were signed");
        let mut offices = Vec::new();
        for (period, kind) in periods.iter().flat_map(|period| [(period, "reminder"), (period, "submission")]) {
            offices.push(Office {
                place: offices.len() as u128,
                period: period.clone(),
                kind,
                cookies: &cookies,
                done: 0,
                consolidation: String::new(),
                document: String::new(),
                issued: Vec::new(),
                sent: Vec::new(),
            });
        }
        let mut running = Some(serving);
        for round in 0..=ROUNDS {
            let serving = running.take().unwrap_or_else(|| Serving::start_with(&place, &url));
            let (stop, address) = (AtomicBool::new(false), serving.address().to_owned());
            // Never at the same point twice; in the last round in peace, so that what was under way is sent again.
            let patience = if round == ROUNDS { 4_000 } else { 300 + (round * 171) % 900 };
            std::thread::scope(|scope| {
                for office in &mut offices {
                    scope.spawn(|| office.work(&address, &stop));
                }
                std::thread::sleep(Duration::from_millis(patience));
                if round < ROUNDS {
                    serving.kill();
                } else {
                    // What was on its way when the server went may stay unsure: they work until something is through.
                    let mut looks = 0..1_200;
                    while mails(&place).is_empty() && looks.next().is_some() {
                        std::thread::sleep(Duration::from_millis(100));
                    }
                }
                stop.store(true, Ordering::Relaxed);
            });
        }
        let issued: Vec<_> = offices.iter().flat_map(|office| &office.issued).collect();
        let sent: Vec<_> = offices.iter().flat_map(|office| &office.sent).collect();
        assert!(!issued.is_empty() && !sent.is_empty(), "something was issued and sent");
        for id in issued {
            let id = literal(db, id);
            let there = format!("SELECT COUNT(*) AS value FROM official_documents WHERE id = {id} AND number IS NOT NULL");
            assert_eq!(number_of(&ask(db, &there).await[0]), 1, "{id}");
        }
        // Of each unit and year the numbers are those from 1 to the last, which is the register's; what came in has its own series.
        let gaps = "SELECT COUNT(*) AS value FROM number_registers r \
                    LEFT JOIN (SELECT unit_id, year, series, COUNT(*) AS count, MAX(number) AS last FROM \
                        (SELECT unit_id, year, series, number FROM official_documents \
                         UNION ALL SELECT unit_id, year, '/in', number FROM incoming_documents) numbered WHERE number IS NOT NULL \
                        GROUP BY unit_id, year, series) d \
                    ON d.unit_id = r.unit_id AND d.year = r.year AND d.series = r.series \
                    WHERE d.last IS NULL OR r.last <> d.last OR r.last <> d.count";
        assert_eq!(number_of(&ask(db, gaps).await[0]), 0, "no gap");
        for key in &sent {
            let key = literal(db, key);
            let there = ask(db, &format!("SELECT COUNT(*) AS value FROM dispatches WHERE id = {key}")).await;
            assert_eq!(number_of(&there[0]), 1, "each once");
        }
        // A mail bears the id of its dispatch: there is none that nobody sent, and none twice.
        let names = mails(&place);
        assert!(!names.is_empty(), "mails went out");
        let ids: BTreeSet<_> = names.iter().map(|name| &name[11..]).collect();
        assert_eq!(ids.len(), names.len(), "{names:?}");
        let rows = number_of(&ask(db, "SELECT COUNT(*) AS value FROM dispatches").await[0]);
        assert!(names.len() as i64 <= rows, "{} mails of {rows}", names.len());
        let verified = place.command(&["audit", "verify"]).envs(url).output().unwrap();
        assert!(verified.status.success(), "{}", said(&verified.stdout));
    })
    .await;
}

/// Names of the mails that bring what was sent.
fn mails(place: &Place) -> Vec<String> {
    let folder = std::fs::read_dir(place.data().join("mail")).into_iter().flatten();
    let names = folder.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    names.filter(|name| name.ends_with(".eml") && name.contains("00000009")).collect()
}

/// The periods of which the sample signed a report.
async fn periods(db: &Db) -> Vec<String> {
    let sql = format!(
        "SELECT {} AS value FROM consolidations WHERE state = 'signed' AND period_id IS NOT NULL",
        id_text(db).replace("id", "period_id")
    );
    let id = |digits: String| uuid(u128::from_str_radix(&digits, 16).expect("an id"));
    ask(db, &sql).await.iter().map(|row| id(text_of(row))).collect()
}
