//! A program for tests: its pages over a fresh database, without the work that is done later.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, Request, StatusCode};
use base::SystemIds;
use chrono::TimeDelta;
use db::testing::TestDb;
use files::Files;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use web::security::{Hosts, dress};

use crate::people::Passwords;
use crate::{AppState, people, readings, router};

/// How people sign in, in tests.
pub(crate) fn people_settings() -> people::Settings {
    people::Settings {
        session: TimeDelta::hours(12),
        invitation: TimeDelta::days(7),
        public_url: Some("https://biokhe.example.vn".to_owned()),
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where it sends the reader; empty where it does not.
    pub(crate) fn place(&self) -> &str {
        self.headers.get("location").and_then(|place| place.to_str().ok()).unwrap_or_default()
    }

    /// The JSON that it is.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.body))
    }
}

/// The pages over a database.
pub(crate) struct Program {
    pub(crate) app: AppState,
    pages: Router,
    _folder: TempDir,
}

impl Program {
    pub(crate) fn new(db: &TestDb) -> Self {
        let folder = TempDir::new().expect("a folder");
        let ids = Arc::new(SystemIds::new(db.clock.clone()));
        let readings = readings::Settings {
            program: PathBuf::from("/bin/false"),
            upload_bytes: 100_000,
            readings: 5_000,
            keep: TimeDelta::hours(24),
            patience: Duration::from_secs(3),
            variables: Vec::new(),
        };
        let app = AppState {
            db: (**db).clone(),
            files: Files::in_folder(&folder.path().join("files"), 10_000_000, ids).expect("a store"),
            site: web::Site::load().expect("the front end is built"),
            people: Arc::new(people_settings()),
            passwords: Passwords::new().expect("hashes"),
            readings: Arc::new(readings),
            notices: Arc::new(crate::notices::testing::settings(folder.path())),
            exchange: Arc::new(crate::exchange::Exchange {
                sink: crate::exchange::Sink::Folder(folder.path().join("exchange")),
                source: Some(folder.path().join("exchange/in")),
            }),
        };
        let pages = dress(
            router(app.clone()).layer(DefaultBodyLimit::max(20_000_000)),
            app.site.clone(),
            Hosts::default(),
        );
        Self { app, pages, _folder: folder }
    }

    /// Looks at a page, with the cookie of a sign-in or without.
    pub(crate) async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.ask(Request::get(path).header("cookie", cookie), Body::empty()).await
    }

    /// A file, byte by byte.
    pub(crate) async fn fetch(&self, cookie: &str, path: &str) -> Vec<u8> {
        let request =
            Request::get(path).header("cookie", cookie).header("host", "localhost").body(Body::empty());
        let answer = self.pages.clone().oneshot(request.expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        to_bytes(answer.into_body(), 10_000_000).await.expect("a body").to_vec()
    }

    /// Sends a form.
    pub(crate) async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask(Request::post(path).header("cookie", cookie), Body::from(body)).await
    }

    /// Sends a form with a file.
    pub(crate) async fn upload(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, String)],
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        self.deliver(cookie, path, fields, "file", &[(name, bytes)]).await
    }

    /// The same of what is evidence, or handled as such.
    pub(crate) async fn upload_as(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, String)],
        file: (&str, &[u8]),
    ) -> Answer {
        self.deliver(cookie, path, fields, "evidence", &[file]).await
    }

    /// Sends a form with files in one field.
    pub(crate) async fn deliver(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, String)],
        field: &str,
        files: &[(&str, &[u8])],
    ) -> Answer {
        let (kind, body) = parts(fields, field, files);
        let request = Request::post(path).header("cookie", cookie).header("content-type", kind);
        self.ask(request, Body::from(body)).await
    }

    /// Asks the JSON interface.
    pub(crate) async fn api_get(&self, token: &str, path: &str) -> Answer {
        self.send(Request::get(path).header("authorization", format!("Bearer {token}")), Body::empty()).await
    }

    /// Sends JSON to the interface, with an idempotency key where it is not empty.
    pub(crate) async fn api_post(&self, token: &str, path: &str, key: &str, input: &Value) -> Answer {
        let mut request = Request::post(path).header("content-type", "application/json");
        for (name, value) in
            [("authorization", format!("Bearer {token}")), ("idempotency-key", key.to_owned())]
        {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        self.send(request, Body::from(input.to_string())).await
    }

    /// Sends a form with files to the interface, with an idempotency key where it is not empty.
    pub(crate) async fn api_deliver(
        &self,
        token: &str,
        path: &str,
        key: &str,
        fields: &[(&str, String)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let (kind, body) = parts(fields, "evidence", files);
        let mut request = Request::post(path).header("content-type", kind);
        request = request.header("authorization", format!("Bearer {token}"));
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        self.send(request, Body::from(body)).await
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        self.send(request.header("accept", "text/html"), body).await
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header("host", "localhost").body(body);
        let response = self.pages.clone().oneshot(request.expect("a request")).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.expect("a body");
        // The templates write a slash so, to be safe within scripts too.
        let body = String::from_utf8_lossy(&body).replace("&#x2f;", "/");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Signs in and gives the cookie.
    pub(crate) async fn sign_in(&self, login: &str, password: &str) -> String {
        let answer = self.post("", "/sign-in", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login} signs in: {}", answer.body);
        let cookie = answer.headers["set-cookie"].to_str().expect("a cookie");
        cookie.split(';').next().expect("a name and a value").to_owned()
    }
}

/// A form in parts, with files in one field: its type and its body.
pub(crate) fn parts(fields: &[(&str, String)], field: &str, files: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    const BOUNDARY: &str = "----a-boundary-that-stands-in-no-file";
    let mut body = Vec::new();
    for (field, value) in fields {
        let part =
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    for (name, bytes) in files {
        let file = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
        body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: {file}\r\n\r\n").into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}
