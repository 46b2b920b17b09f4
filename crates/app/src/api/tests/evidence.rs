//! Files handed in and fetched through the interface.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use db::testing::{TestDb, count, each_database};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Town, town};
use crate::access::Role;
use crate::people::testing::{access_token, somebody};
use crate::tasks::State;
use crate::tasks::testing::{found, proven, task_in};
use crate::testing::Program;
use crate::units::testing::unit;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn fields(act: &Value) -> Vec<(&str, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    act.as_object().expect("fields").iter().map(|(name, value)| (name.as_str(), text(value))).collect()
}

fn report() -> Value {
    json!({ "act": "progress", "revision": 1, "percent": 40, "words": "Đã tập huấn" })
}

async fn rows(db: &TestDb) -> (i64, i64) {
    let tx = db.read().await.expect("reads");
    (count(&tx, "task_events").await, count(&tx, "evidence").await)
}

#[tokio::test]
async fn files_come_with_a_report_and_are_fetched_as_they_were() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = found(&program.app, there.office).await;
        let path = format!("/api/v1/tasks/{id}");
        let files: [(&str, &[u8]); 3] =
            [("../../ảnh lớp.png", PNG), ("biên bản.pdf", PDF), ("ghi chép.html", "Có 40 hộ dự".as_bytes())];
        let key = program.app.db.next_id().to_string();
        let acts = format!("{path}/acts");
        let send = async |key: &str, act: &Value, files: &[(&str, &[u8])]| {
            program.api_deliver(&there.officers, &acts, key, &fields(act), files).await
        };
        for _ in 0..2 {
            let answer = send(&key, &report(), &files).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let task = answer.json();
            assert_eq!((&task["progress"], &task["revision"]), (&json!(40), &json!(2)));
            assert_eq!(task["events"][1]["files"].as_array().expect("files").len(), 3);
        }
        assert_eq!(rows(db).await, (2, 3), "found and reported; sent twice, kept once");
        // The key passes for the same files only.
        for others in [&files[..2], &[], &[("khác.pdf", b"%PDF-1.7 khac".as_slice())]] {
            assert_eq!(send(&key, &report(), others).await.status, StatusCode::CONFLICT);
        }
        // JSON without files is the same act as a form without.
        let comment = json!({ "act": "comment", "words": "Đã xem" });
        let key = program.app.db.next_id().to_string();
        assert_eq!(send(&key, &comment, &[]).await.status, StatusCode::OK);
        let again = program.api_post(&there.officers, &acts, &key, &comment).await;
        assert_eq!((again.status, rows(db).await), (StatusCode::OK, (3, 3)), "{}", again.body);

        let before = db.statements();
        let listed = program.api_get(&there.officers, &format!("{path}/evidence")).await;
        assert_eq!(db.statements() - before, 4, "who asks, the task, what proves, files");
        let items = listed.json()["items"].clone();
        let items = items.as_array().expect("items");
        let told: Vec<_> = items.iter().map(|one| json!([one["name"], one["kind"]])).collect();
        for expected in [["ảnh lớp.png", "png"], ["biên bản.pdf", "pdf"], ["ghi chép.html", "text"]] {
            assert!(
                told.contains(&json!(expected)),
                "the name without its way, the kind by content: {told:?}"
            );
        }
        assert_eq!(items.len(), files.len());
        for item in items {
            let name = item["name"].as_str().expect("a name");
            let (_, bytes) = files.iter().find(|(sent, _)| sent.ends_with(name)).expect("one of them");
            let place = format!("{path}/evidence/{}", item["id"].as_str().expect("an id"));
            let file = program.api_get(&there.officers, &place).await;
            assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, &*String::from_utf8_lossy(bytes)));
            let shown = match item["kind"].as_str() {
                Some("png") => ("image/png", "inline"),
                Some("pdf") => ("application/pdf", "inline"),
                _ => ("application/octet-stream", "attachment"),
            };
            let header = |name: &str| file.headers[name].to_str().expect("letters");
            assert_eq!(
                (header("content-type"), header("content-disposition").split(';').next()),
                (shown.0, Some(shown.1))
            );
            assert!(header("content-security-policy").ends_with("sandbox"));
            // A cookie opens it on the page alone.
            assert_eq!(program.get(&there.officer.cookie, &place).await.status, StatusCode::UNAUTHORIZED);
        }
    })
    .await;
}

#[tokio::test]
async fn evidence_of_others_is_not_found() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let elsewhere = unit(&program.app, "Phòng khác", Some(there.town)).await;
        let (own, other) = (found(&program.app, there.office).await, found(&program.app, elsewhere).await);
        let (mine, theirs) = (proven(&program.app, own).await, proven(&program.app, other).await);
        for path in [
            format!("{other}/evidence"),
            format!("{other}/evidence/{theirs}"),
            format!("{own}/evidence/{theirs}"),
            format!("{other}/evidence/{mine}"),
            format!("{own}/evidence/{}", Uuid::nil()),
            format!("{own}/evidence/x"),
            "x/evidence".to_owned(),
            format!("{own}/evidence/..%2f..%2fetc%2fpasswd"),
        ] {
            let answer = program.api_get(&there.officers, &format!("/api/v1/tasks/{path}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.body);
            assert_eq!(answer.headers["content-type"], "application/problem+json");
        }
        // Nor is anything handed in there; nor by who only looks.
        let acts = format!("/api/v1/tasks/{other}/acts");
        let sent =
            program.api_deliver(&there.officers, &acts, "", &fields(&report()), &[("a.pdf", PDF)]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{}", sent.body);
        let acts = format!("/api/v1/tasks/{own}/acts");
        let viewer = somebody(&program.app, Role::Viewer, Some(there.office)).await;
        let (_, viewers) = access_token(&program.app, viewer.id, true).await;
        let (_, reading) = access_token(&program.app, there.officer.id, false).await;
        for token in [&viewers, &reading] {
            let sent = program.api_deliver(token, &acts, "", &fields(&report()), &[("a.pdf", PDF)]).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{}", sent.body);
        }
        let sent = program.api_deliver("", &acts, "", &fields(&report()), &[("a.pdf", PDF)]).await;
        assert_eq!(sent.status, StatusCode::UNAUTHORIZED, "{}", sent.body);
        assert_eq!(rows(db).await, (4, 2));
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_is_said_and_changes_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let there: Town = town(&program).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let acts = format!("/api/v1/tasks/{id}/acts");
        let large = [PDF, &vec![b' '; 10_000_000]].concat();
        let page = b"<html><script>alert(1)</script>".as_slice();
        let comment = json!({ "act": "comment", "words": "Đã xem" });
        let with = |field: &str, value: Value| {
            let mut act = report();
            act["revision"] = json!(2);
            act[field] = value;
            act
        };
        let good = [("a.pdf", PDF)];
        for (act, files, field, code) in [
            (&comment, &[("ảnh.png", page)][..], "evidence", "file-kind"),
            (&comment, &[("program.pdf", b"MZ\x90\0\x03\0\0\0".as_slice())], "evidence", "file-kind"),
            (&comment, &[("archive.docx", b"PK\x03\x04 a bare archive".as_slice())], "evidence", "file-kind"),
            (&comment, &[("trống.pdf", b"".as_slice())], "evidence", "file-empty"),
            (&comment, &[("to.pdf", large.as_slice())], "evidence", "file-large"),
            (&comment, &[("a.pdf", PDF); 6], "evidence", "too-many-files"),
            (
                &json!({ "act": "return", "words": "Thiếu", "revision": 2 }),
                &good,
                "evidence",
                "unknown-field",
            ),
            (&json!({ "words": "Thiếu" }), &good, "act", "required"),
            (&json!({ "act": "found", "words": "x" }), &good, "act", "misfit"),
            (&json!({ "act": "comment", "words": " " }), &good, "words", "required"),
            (&json!({ "act": "comment", "words": "x".repeat(4_001) }), &good, "words", "too-long"),
            (&json!({ "act": "comment", "words": "x", "percent": 5 }), &good, "percent", "unknown-field"),
            (&json!({ "act": "comment", "words": "x", "key": id }), &good, "key", "unknown-field"),
            (&json!({ "act": "comment", "words": "x", "file": "a.pdf" }), &good, "file", "unknown-field"),
            (&with("percent", json!("101")), &good, "percent", "percent"),
            (&with("percent", json!("nhiều")), &good, "percent", "misfit"),
            (&with("revision", json!("99999999999")), &good, "revision", "misfit"),
            (&with("done_on", json!("31/2/2026")), &good, "done_on", "misfit"),
            (&with("to", json!("' OR 1=1")), &good, "to", "misfit"),
        ] {
            // Whoever may do all of it.
            let sent = program.api_deliver(&there.coordinators, &acts, "", &fields(act), files).await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}: {}", sent.body);
            let errors = sent.json()["errors"].clone();
            assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!(field), &json!(code)), "{act}");
            let detail = errors[0]["detail"].as_str().expect("words");
            assert!(!detail.starts_with("error-"), "{code} has a text: {detail}");
        }
        let mut twice = fields(&comment);
        twice.push(("words", "Lời khác".to_owned()));
        let sent = program.api_deliver(&there.officers, &acts, "", &twice, &good).await;
        assert_eq!(sent.json()["errors"][0]["field"], "words", "{}", sent.body);
        for field in [("words", "x".repeat(300_000)), (&*"n".repeat(300_000), String::new())] {
            let sent = program.api_deliver(&there.officers, &acts, "", &[field], &[]).await;
            assert_eq!(sent.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", sent.body);
        }
        let many = vec![("", String::new()); 10_000];
        let sent = program.api_deliver(&there.officers, &acts, "", &many, &[]).await;
        assert_eq!(sent.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", sent.body);
        assert_eq!(rows(db).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_broken_form_is_refused() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let id = task_in(&program.app, there.office, State::InProgress).await;
        let part = "--x\r\ncontent-disposition: form-data; name=\"act\"\r\n\r\ncomment\r\n";
        for (kind, body, status) in [
            ("multipart/form-data", part.to_owned(), 422),
            ("multipart/form-data; boundary=", part.to_owned(), 422),
            ("multipart/form-data; boundary=x", part.to_owned(), 422),
            ("multipart/form-data; boundary=x", String::new(), 422),
            ("multipart/form-data; boundary=x", part.replace("--x", "--y"), 422),
            ("multipart/form-data; boundary=x", part.replace("\r\n\r\n", "\r\n"), 422),
            ("multipart/form-datax; boundary=x", part.to_owned(), 415),
            ("multipart/mixed; boundary=x", part.to_owned(), 415),
        ] {
            let request = Request::post(format!("/api/v1/tasks/{id}/acts"))
                .header("authorization", format!("Bearer {}", there.officers))
                .header("content-type", kind);
            let answer = program.send(request, Body::from(body.clone())).await;
            assert_eq!(answer.status.as_u16(), status, "{kind} {body:?}: {}", answer.body);
            assert_eq!(answer.headers["content-type"], "application/problem+json");
        }
        assert_eq!(rows(db).await, (0, 0));
    })
    .await;
}
