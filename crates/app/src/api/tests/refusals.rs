use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode};
use db::testing::{count, each_database};
use serde_json::json;

use super::town;
use crate::access::Role;
use crate::people::testing::{access_token, somebody};
use crate::tasks::State;
use crate::tasks::testing::task_in;
use crate::testing::{Answer, Program};

/// Says that an answer is a problem of that status and code.
fn is_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/problem+json", "{}", answer.body);
    let problem = answer.json();
    assert_eq!((&problem["status"], &problem["code"]), (&json!(status), &json!(code)), "{problem}");
    assert_eq!(problem["type"], "about:blank");
    let title = problem["title"].as_str().expect("a title");
    assert!(!title.is_empty() && !title.starts_with("error-"), "{title}");
}

#[tokio::test]
async fn every_refusal_is_a_problem_in_the_language_that_was_asked_for() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let (get, unknown) =
            (async |path: &str| program.api_get(&there.officers, path).await, uuid::Uuid::nil());
        is_problem(&program.api_get("", "/api/v1/units").await, 401, "no-token");
        for path in [
            "/api/v1/nothing",
            "/api/v2/units",
            "/api/",
            &format!("/api/v1/tasks/{unknown}"),
            "/api/v1/tasks/x",
        ] {
            is_problem(&get(path).await, 404, "not-found");
        }
        let answer = program.api_post(&there.officers, "/api/v1/units", "", &json!({})).await;
        is_problem(&answer, 405, "method");
        assert!(answer.headers.contains_key("allow"));
        for (language, title) in [
            ("en;q=0.9, vi;q=0.1", "Not found"),
            ("vi", "Không tìm thấy"),
            ("\u{7}", "Không tìm thấy"),
            ("*", "Không tìm thấy"),
        ] {
            let request =
                Request::get("/api/v1/tasks/x").header("authorization", format!("Bearer {}", there.officers));
            let request = match HeaderValue::from_bytes(language.as_bytes()) {
                Ok(language) => request.header("accept-language", language),
                Err(_) => {
                    request.header("accept-language", HeaderValue::from_bytes(b"\xff\xfe").expect("opaque"))
                }
            };
            let answer = program.send(request, Body::empty()).await;
            assert_eq!(answer.json()["title"], title, "{language}");
        }
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let post = async |kind: Option<&str>, body: Vec<u8>| {
            let mut request = Request::post(format!("/api/v1/tasks/{id}/acts"))
                .header("authorization", format!("Bearer {}", there.officers));
            if let Some(kind) = kind {
                request = request.header("content-type", kind);
            }
            program.send(request, Body::from(body)).await
        };
        let good = br#"{"act":"comment","words":"x"}"#.to_vec();
        for kind in
            [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/jsonx")]
        {
            is_problem(&post(kind, good.clone()).await, 415, "not-json");
        }
        let json = Some("application/json; charset=utf-8");
        for body in [
            &b""[..],
            b"{",
            b"{\"act\":\"comment\",\"words\":\"x\"}}",
            b"nul",
            b"\xff\xfe",
            b"{\"act\":\"comment\",\"words\":\"\xff\"}",
        ] {
            is_problem(&post(json, body.to_vec()).await, 400, "malformed");
        }
        // As deep as one likes to nest: it is refused, and nothing overflows.
        is_problem(&post(json, "[".repeat(100_000).into_bytes()).await, 422, "invalid");
        let deep = format!("{{\"act\":\"comment\",\"words\":{}", "[".repeat(100_000));
        is_problem(&post(json, deep.into_bytes()).await, 422, "invalid");
        is_problem(&post(json, vec![b' '; 10_000_000]).await, 413, "too-large");
        let twice = br#"{"act":"comment","words":"x","words":"y"}"#.to_vec();
        is_problem(&post(json, twice).await, 422, "invalid");
        assert_eq!(count(&db.read().await.expect("reads"), "task_events").await, 0);
        assert_eq!(post(json, good).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn hostile_headers_are_refused() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let token = &there.officers;
        let bare = token.strip_prefix("bk_").expect("a prefix");
        let long = "a".repeat(100_000);
        let values = [
            String::new(),
            "Bearer".to_owned(),
            "Bearer ".to_owned(),
            format!("Basic {token}"),
            format!("Bearer {bare}"),
            format!("Bearer bk_{bare}0"),
            format!("Bearer {token} {token}"),
            format!("Bearer bk_{}", "0".repeat(64)),
            format!("Bearer bk_' OR 1=1 --{}", "0".repeat(50)),
            format!("Bearer bk_{long}"),
            format!("Bearer ｂｋ_{bare}"),
        ];
        let before = db.statements();
        for value in &values {
            let header = HeaderValue::from_bytes(value.as_bytes()).expect("a header");
            let answer = program
                .send(Request::get("/api/v1/units").header("authorization", header), Body::empty())
                .await;
            is_problem(&answer, 401, "no-token");
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
        }
        assert_eq!(db.statements() - before, 1, "only what could be a token is looked up");
        let act = json!({ "act": "comment", "words": "x" });
        for key in ["x", "''", "00000000-0000-0000-0000-00000000000g", &long] {
            let answer = program.api_post(token, &format!("/api/v1/tasks/{id}/acts"), key, &act).await;
            is_problem(&answer, 422, "invalid");
            assert_eq!(answer.json()["errors"][0]["field"], "Idempotency-Key");
        }
        let twice = Request::post(format!("/api/v1/tasks/{id}/acts"))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .header("idempotency-key", uuid::Uuid::from_u128(1).to_string())
            .header("idempotency-key", uuid::Uuid::from_u128(2).to_string());
        is_problem(&program.send(twice, Body::from(act.to_string())).await, 422, "invalid");
        assert_eq!(count(&db.read().await.expect("reads"), "task_events").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_token_opens_no_page_and_a_cookie_no_interface() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let answer = program.get(&there.officer.cookie, "/api/v1/units").await;
        is_problem(&answer, 401, "no-token");
        let page = program.api_get(&there.officers, "/bo/units").await;
        assert!(page.place().starts_with("/sign-in?to="), "{}", page.status);
        for path in ["/%61pi/v1/units", "//api/v1/units", "/API/v1/units", "/x/../api/v1/units"] {
            let answer = program.get(&there.officer.cookie, path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        // A page of others is refused whatever it sends.
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let foreign = Request::post(format!("/api/v1/tasks/{id}/acts"))
            .header("cookie", &there.officer.cookie)
            .header("content-type", "application/json")
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site");
        let answer = program.send(foreign, Body::from(r#"{"act":"comment","words":"x"}"#)).await;
        is_problem(&answer, 403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_reading_token_does_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        // Of somebody whose roles allow all of it.
        let coordinator = somebody(&program.app, Role::Coordinator, Some(there.town)).await;
        let (_, reading) = access_token(&program.app, coordinator.id, false).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        assert_eq!(program.api_get(&reading, &format!("/api/v1/tasks/{id}")).await.status, StatusCode::OK);
        let head = Request::builder().method(Method::HEAD).uri("/api/v1/units");
        let head = head.header("authorization", format!("Bearer {reading}"));
        assert_eq!(program.send(head, Body::empty()).await.status, StatusCode::OK);
        for listed in crate::routes().listed() {
            if listed.path.starts_with("/api/") && listed.method != "GET" {
                let path = listed.path.replace("{id}", &id.to_string());
                is_problem(&program.api_post(&reading, &path, "", &json!({})).await, 403, "reading-only");
            }
        }
        assert_eq!(count(&db.read().await.expect("reads"), "task_events").await, 0);
    })
    .await;
}
