//! Every form and every address with what nobody means well by: an answer that says no, never a fault, and nothing of it
//! comes back as markup.

use axum::http::StatusCode;
use db::testing::each_database;

use super::permissions::{Target, request};
use crate::access::{Role, Who};
use crate::people::testing::somebody;
use crate::testing::Program;
use crate::units::testing::unit;

const MARKUP: &str = "\"><script>alert(7)</script>";

fn hostile() -> Vec<String> {
    vec![
        String::new(),
        MARKUP.to_owned(),
        "' OR 1=1; DROP TABLE tasks; --".to_owned(),
        "{{ 7*7 }}{% for x in y %}".to_owned(),
        "\0\u{1}\u{7f}\r\nSet-Cookie: a=b".to_owned(),
        "\u{202e}\u{2066}ngược\u{fffd}\u{1f4a9}".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "-99999999999999999999999".to_owned(),
        "9".repeat(400),
        "NaN".to_owned(),
        "0000-00-00".to_owned(),
        "9999-12-31".to_owned(),
        "00000000-0000-0000-0000-000000000000".to_owned(),
        "ẹ\u{0323}\u{0302}".repeat(40_000),
    ]
}

#[tokio::test]
async fn no_form_of_plans_and_tasks_breaks() {
    no_form_breaks(is_of_plans_and_tasks).await;
}

#[tokio::test]
async fn no_form_of_reports_breaks() {
    no_form_breaks(|path| is_of_reports(path) && !path.contains("{id}")).await;
}

#[tokio::test]
async fn no_form_of_one_report_breaks() {
    no_form_breaks(|path| is_of_reports(path) && path.contains("{id}")).await;
}

#[tokio::test]
async fn no_other_form_breaks() {
    no_form_breaks(|path| !is_of_plans_and_tasks(path) && !is_of_reports(path)).await;
}

/// A part of them: tests run beside each other, and each ends in time.
fn is_of_plans_and_tasks(path: &str) -> bool {
    path.contains("plan") || path.contains("tasks")
}

/// Likewise.
fn is_of_reports(path: &str) -> bool {
    let is_in = |part: &&str| path.contains(*part);
    !is_of_plans_and_tasks(path)
        && ["returns", "periods", "regimes", "indicators", "days-off"].iter().any(is_in)
}

async fn no_form_breaks(is_meant: impl Fn(&str) -> bool) {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        for listed in crate::routes().listed() {
            if listed.method != "POST" || listed.path.starts_with("/plan/readings") || !is_meant(listed.path)
            {
                continue;
            }
            // Whoever has the right, so that the form itself has to say no.
            let role = Role::ALL.into_iter().find(|role| match listed.who {
                Who::May(right) => role.rights().contains(&right),
                _ => *role == Role::Coordinator,
            });
            let role = role.expect("somebody may");
            let asks = somebody(&program.app, role, (role != Role::Administrator).then_some(town)).await;
            let target = Target::new(&program, &listed, town, &asks, true).await;
            let (path, fields) = request(&listed, &target);
            for at in 0..fields.len() {
                for value in hostile() {
                    let mut sent = fields.clone();
                    sent[at].1 = value.clone();
                    let sent: Vec<_> =
                        sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                    let answer = program.post(&asks.cookie, &path, &sent).await;
                    let shown: String = value.chars().take(60).collect();
                    assert_answers(&answer, &format!("{} {}={shown:?}", listed.path, fields[at].0));
                }
            }
            for value in hostile() {
                // A field that nobody asked for, one many times, and no form at all.
                let more: Vec<_> = std::iter::repeat_n(("tasks[]", value.as_str()), 50).collect();
                assert_answers(&program.post(&asks.cookie, &path, &more).await, listed.path);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn no_address_breaks() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let coordinator = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        for listed in crate::routes().listed().into_iter().filter(|listed| listed.method == "GET") {
            for value in hostile().into_iter().filter(|value| value.len() < 1_000) {
                let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
                let value = value.replace('+', "%20");
                let filled =
                    listed.path.split('/').map(|part| if part.starts_with('{') { &value } else { part });
                let path = filled.collect::<Vec<_>>().join("/");
                let queries = [
                    "q",
                    "state",
                    "unit",
                    "plan",
                    "page",
                    "sort",
                    "view",
                    "on",
                    "by",
                    "from",
                    "to",
                    "part",
                    "year",
                    "indicator",
                ];
                let query = queries.map(|name| format!("{name}={value}")).join("&");
                for person in [&coordinator, &administrator] {
                    let answer = program.get(&person.cookie, &format!("{path}?{query}")).await;
                    assert_answers(&answer, &format!("{path}?{query}"));
                }
            }
        }
    })
    .await;
}

fn assert_answers(answer: &crate::testing::Answer, case: &str) {
    assert!(
        !answer.status.is_server_error() || answer.status == StatusCode::SERVICE_UNAVAILABLE,
        "{case}: {}",
        answer.status
    );
    assert!(!answer.body.contains("<script>alert(7)"), "{case} comes back as markup");
    let is_injected = |cookie: &axum::http::HeaderValue| cookie.as_bytes().starts_with(b"a=b");
    assert!(!answer.headers.get_all("set-cookie").iter().any(is_injected), "{case} sets a cookie");
    assert!(!answer.place().contains("alert(7)"), "{case} leads away");
}
