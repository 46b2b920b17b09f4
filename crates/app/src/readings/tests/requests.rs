//! Requests from the upload to the reading, on both databases. The reader is a little program of the test, so that
//! each way it can end is seen.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use base::SystemIds;
use chrono::TimeDelta;
use db::testing::{TestDb, count, each_database};
use files::Files;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use web::security::{Hosts, dress};

use crate::readings::Settings;
use crate::{AppState, handlers, routes};

const READS: &str = r#"echo '{"step":"outline","done":0,"total":1}' >&2; cat "$RESULT""#;
const REFUSES: &str = r#"echo '{"error":"old-word"}' >&2; exit 1"#;
const CRASHES: &str = "echo oops >&2; kill -9 $$";
const SLEEPS: &str = "sleep 60";
/// Starts a program that outlives it.
const FORKS: &str = r#"env > "$RESULT.env"; sleep 60 & echo $! > "$RESULT.pid"; wait"#;
/// Reports its progress until it is stopped.
const TALKS: &str = r#"echo $$ > "$RESULT.pid"
while sleep 0.1; do echo '{"step":"outline","done":0,"total":1}' >&2; done"#;

struct Instance {
    app: AppState,
    pages: Router,
    folder: TempDir,
}

impl Instance {
    fn new(db: &TestDb, reader: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let result = folder.path().join("result.json");
        let outcome = crate::readings::view::samples::full();
        let mut object = serde_json::to_value(&outcome.reading).expect("an object");
        object["source"] = serde_json::to_value(&outcome.source).expect("an object");
        std::fs::write(&result, object.to_string()).expect("written");
        let program = folder.path().join("reader");
        let script = format!("#!/bin/sh\nRESULT={}\n{reader}\n", result.display());
        std::fs::write(&program, script).expect("written");
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).expect("a program");
        let ids = Arc::new(SystemIds::new(db.clock.clone()));
        let readings = Settings {
            program,
            upload_bytes: 10_000,
            readings: 3,
            keep: TimeDelta::hours(24),
            patience: Duration::from_secs(3),
            variables: vec![("BIOKHE__READER__SECONDS", "3".to_owned())],
        };
        let app = AppState {
            db: (**db).clone(),
            files: Files::in_folder(&folder.path().join("files"), 10_000_000, ids).expect("a store"),
            site: web::Site::load().expect("the front end is built"),
            people: Arc::new(crate::testing::people_settings()),
            passwords: crate::people::Passwords::new().expect("hashes"),
            readings: Arc::new(readings),
            notices: Arc::new(crate::notices::testing::settings(folder.path())),
            exchange: Arc::new(crate::exchange::Exchange { sink: crate::exchange::Sink::Off, source: None }),
        };
        let pages = dress(routes().into_router().with_state(app.clone()), app.site.clone(), Hosts::default());
        Self { app, pages, folder }
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
        let response = self.pages.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.expect("a body");
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("host", "localhost").body(Body::empty()).expect("a request");
        let (status, _, body) = self.ask(request).await;
        (status, body)
    }

    /// Uploads, and gives the address of the reading or the status and page of the refusal.
    async fn upload(&self, key: &str, name: &str, bytes: &[u8]) -> Result<String, (StatusCode, String)> {
        let mut body = format!(
            "--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n--B\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--B--\r\n");
        self.send(body).await
    }

    async fn send(&self, body: Vec<u8>) -> Result<String, (StatusCode, String)> {
        let request = Request::post("/plan/readings")
            .header("host", "localhost")
            .header("content-type", "multipart/form-data; boundary=B")
            .body(Body::from(body))
            .expect("a request");
        let (status, headers, page) = self.ask(request).await;
        match headers.get("location") {
            Some(place) => Ok(place.to_str().expect("an address").to_owned()),
            None => Err((status, page)),
        }
    }

    /// Runs jobs until none is left.
    async fn work(&self) {
        let stop = CancellationToken::new();
        let settings = ::jobs::Settings { poll: Duration::from_millis(20), ..::jobs::Settings::default() };
        let worker = ::jobs::Worker::new(self.app.db.clone(), handlers(&self.app), settings);
        let running = tokio::spawn(worker.run(stop.clone()));
        for _ in 0..500 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if count(&self.app.db.read().await.expect("reads"), "jobs").await == 0 {
                break;
            }
        }
        stop.cancel();
        running.await.expect("ends");
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.folder.path().join("files")];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        files
    }

    /// How many files are left by a sweep some minutes later.
    async fn files_left(&self) -> usize {
        let then = self.app.db.clock().now() - TimeDelta::minutes(11);
        for file in self.files() {
            let file = std::fs::File::options().write(true).open(file).expect("a file");
            file.set_modified(then.into()).expect("dated");
        }
        crate::sweep::sweep(self.app.clone()).await.expect("swept");
        self.files().len()
    }

    async fn delete(&self, place: &str) -> StatusCode {
        let request = Request::post(format!("{place}/delete")).header("host", "localhost");
        self.ask(request.body(Body::empty()).expect("a request")).await.0
    }
}

const KEY: &str = "0199d4a0-0000-7000-8000-000000000001";

#[tokio::test]
async fn a_document_becomes_a_reading() {
    each_database(async |db| {
        let instance = Instance::new(db, READS);
        let place = instance.upload(KEY, "kế hoạch.txt", b"text").await.expect("taken");
        assert_eq!(instance.upload(KEY, "kế hoạch.txt", b"text").await, Ok(place.clone()), "sent twice");
        assert_ne!(
            instance.upload(KEY, "b.txt", b"other").await,
            Ok(place.clone()),
            "an old form, another file"
        );
        let (_, waiting) = instance.get(&place).await;
        assert!(waiting.contains("progress") && waiting.contains("kế hoạch.txt"));

        instance.work().await;
        let before = db.statements();
        let (status, page) = instance.get(&place).await;
        assert!(db.statements() - before <= 2, "statements of a reading");
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("05/KH-UBND") && page.contains("id=\"target-1\""));
        let (_, json) = instance.get(&format!("{place}.json")).await;
        assert!(json.contains("\"clauses\"") && !json.contains("\"source\": {"));
        for kind in ["docx", "xlsx"] {
            let (status, file) = instance.get(&format!("{place}.{kind}")).await;
            assert!(status == StatusCode::OK && file.starts_with("PK"), "{kind}");
        }
        assert_eq!(instance.get(&format!("{place}.exe")).await.0, StatusCode::NOT_FOUND);
        assert_eq!(instance.get("/plan/readings/none").await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_says_why_and_leaves_no_file() {
    each_database(async |db| {
        for (reader, reason) in
            [(REFUSES, "error-old-word"), (CRASHES, "error-stopped"), (SLEEPS, "error-timeout")]
        {
            let instance = Instance::new(db, reader);
            let place = instance.upload("", "a.doc", reader.as_bytes()).await.expect("taken");
            instance.work().await;
            let (status, page) = instance.get(&place).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            let text = instance.app.site.texts().get(web::Language::Vi, reason);
            assert!(page.contains(&text), "{reason}");
            assert_eq!(instance.files_left().await, 0, "{reason}: nothing of it is left by the sweep");
        }
    })
    .await;
}

#[tokio::test]
async fn limits_are_kept() {
    each_database(async |db| {
        let instance = Instance::new(db, READS);
        assert_eq!(
            instance.upload("", "a.txt", b"").await.expect_err("empty").0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(instance.upload("", "", b"").await.expect_err("none").0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(instance.files().is_empty(), "nothing is stored of what is refused");
        for number in 0..3 {
            instance.upload("", "a.txt", &[b'a' + number]).await.expect("room");
        }
        let (status, page) = instance.upload("", "a.txt", b"more").await.expect_err("full");
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.contains("<h1>"));
        assert_eq!(instance.files().len(), 3, "nothing is stored of what is refused");

        db.clock.advance(TimeDelta::hours(25));
        crate::sweep::sweep(instance.app.clone()).await.expect("swept");
        assert_eq!(count(&db.read().await.expect("reads"), "readings").await, 0);
        instance.upload("", "a.txt", b"more").await.expect("room again");
    })
    .await;
}

#[tokio::test]
async fn a_reading_is_deleted_with_its_files() {
    each_database(async |db| {
        let instance = Instance::new(db, READS);
        let place = instance.upload("", "a.txt", b"text").await.expect("taken");
        instance.work().await;
        assert_eq!(instance.files_left().await, 2);
        let same = instance.upload("", "b.txt", b"text").await.expect("taken");
        assert_eq!(instance.delete(&place).await, StatusCode::SEE_OTHER);
        assert_eq!(instance.get(&place).await.0, StatusCode::NOT_FOUND);
        assert_eq!(instance.files_left().await, 1, "another reading needs the same upload");
        assert_eq!(instance.delete(&same).await, StatusCode::SEE_OTHER);
        assert_eq!(instance.files_left().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_reading_can_be_deleted_while_it_is_read() {
    each_database(async |db| {
        let instance = Instance::new(db, TALKS);
        let place = instance.upload("", "a.txt", b"text").await.expect("taken");
        let started = instance.folder.path().join("result.json.pid");
        let deleted = async {
            while !started.exists() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            instance.delete(&place).await
        };
        let (status, ()) = tokio::join!(deleted, instance.work());
        assert_eq!(status, StatusCode::SEE_OTHER);
        let reads = db.read().await.expect("reads");
        assert_eq!(count(&reads, "jobs").await, 0, "the job has failed");
        assert_eq!(count(&reads, "readings").await, 0);
        assert!(is_gone(&started), "the reader still runs");
    })
    .await;
}

#[tokio::test]
async fn a_reader_ends_with_all_it_started_and_knows_only_its_settings() {
    each_database(async |db| {
        let instance = Instance::new(db, FORKS);
        let place = instance.upload("", "a.txt", b"text").await.expect("taken");
        instance.work().await;
        assert_eq!(instance.get(&place).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            is_gone(&instance.folder.path().join("result.json.pid")),
            "what the reader started still runs"
        );
        let environment =
            std::fs::read_to_string(instance.folder.path().join("result.json.env")).expect("variables");
        let known =
            ["PATH", "LANG", "TESSDATA_PREFIX", "TMPDIR", "BIOKHE__READER__SECONDS", "PWD", "SHLVL", "_"];
        for line in environment.lines() {
            assert!(known.contains(&line.split('=').next().unwrap_or_default()), "{line}");
        }
        let folder =
            environment.lines().find_map(|line| line.strip_prefix("TMPDIR=")).expect("its own folder");
        assert!(!std::path::Path::new(folder).exists(), "its folder is gone with it");
        assert!(environment.contains("BIOKHE__READER__SECONDS=3"));
    })
    .await;
}

#[tokio::test]
async fn a_reading_whose_workers_were_lost_has_failed() {
    each_database(async |db| {
        let instance = Instance::new(db, READS);
        let place = instance.upload("", "a.txt", b"text").await.expect("taken");
        let tx = db.housekeeping().await.expect("writes");
        let lost = format!("UPDATE jobs SET attempts = {}", ::jobs::Settings::default().attempts);
        db::sea_orm::ConnectionTrait::execute_unprepared(&tx, &lost).await.expect("updated");
        tx.commit().await.expect("commits");
        let work = tokio::time::timeout(Duration::from_secs(2), instance.work());
        assert!(work.await.is_err(), "the job stays for a person to see");
        assert_eq!(instance.get(&place).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_sample_sent_twice_is_one_reading() {
    each_database(async |db| {
        let instance = Instance::new(db, READS);
        let (_, page) = instance.get("/").await;
        assert_eq!(
            page.matches("name=\"key\"").count(),
            1 + page.matches("name=\"sample\"").count(),
            "each form has its key"
        );
        let sample = crate::readings::samples::offered().expect("samples").remove(0).name;
        let mut places = Vec::new();
        for _ in 0..2 {
            let body = format!(
                "--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{KEY}\r\n--B\r\nContent-Disposition: \
                 form-data; name=\"sample\"\r\n\r\n{sample}\r\n--B--\r\n"
            );
            places.push(instance.send(body.into_bytes()).await.expect("taken"));
        }
        assert_eq!(places[0], places[1]);
    })
    .await;
}

#[tokio::test]
async fn a_panic_is_a_page_and_cookies_are_secure_behind_https() {
    let site = web::Site::load().expect("the front end is built");
    let pages = Router::new()
        .route("/panic", axum::routing::get(async || -> String { panic!("of the test") }))
        .route("/good", axum::routing::get(async || "good"));
    for (url, secure) in
        [(None, false), (Some("http://plans.example"), false), (Some("https://plans.example"), true)]
    {
        let dressed = dress(pages.clone(), site.clone(), Hosts::new(url));
        let ask = async |path: &str| {
            let request =
                Request::get(path).header("host", "localhost").body(Body::empty()).expect("a request");
            dressed.clone().oneshot(request).await.expect("an answer")
        };
        let panicked = ask("/panic").await;
        assert_eq!(panicked.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(panicked.headers().contains_key("content-security-policy"));
        let body = to_bytes(panicked.into_body(), 100_000).await.expect("a body");
        assert!(String::from_utf8_lossy(&body).contains("<h1>"));
        let good = ask("/good?lang=en").await;
        let cookie = good.headers()["set-cookie"].to_str().expect("text");
        assert_eq!(cookie.ends_with("; Secure"), secure, "{cookie}");
    }
}

/// Whether the process whose id stands in a file has ended.
fn is_gone(file: &std::path::Path) -> bool {
    let id = std::fs::read_to_string(file).expect("an id");
    match std::fs::read_to_string(format!("/proc/{}/stat", id.trim())) {
        // Ended, and not yet asked for by the process that has inherited it.
        Ok(stat) => stat.contains(") Z"),
        Err(_) => true,
    }
}

#[tokio::test]
async fn pages_cost_few_statements_and_are_guarded() {
    each_database(async |db| {
        let instance = Instance::new(db, READS);
        let statements = |before: u64| db.statements() - before;
        let before = db.statements();
        assert_eq!(instance.get("/").await.0, StatusCode::OK);
        assert_eq!(statements(before), 0, "start");
        let place = instance.upload("", "a.txt", b"text").await.expect("taken");
        let before = db.statements();
        assert_eq!(instance.get(&format!("{place}/progress")).await.0, StatusCode::OK);
        assert!(statements(before) <= 2, "progress");

        let foreign =
            Request::get("/").header("host", "evil.example").body(Body::empty()).expect("a request");
        assert_eq!(instance.ask(foreign).await.0, StatusCode::MISDIRECTED_REQUEST);
        let crossed = Request::post(format!("{place}/delete")).header("host", "localhost");
        let crossed = crossed.header("sec-fetch-site", "cross-site").body(Body::empty()).expect("a request");
        assert_eq!(instance.ask(crossed).await.0, StatusCode::FORBIDDEN);
    })
    .await;
}
