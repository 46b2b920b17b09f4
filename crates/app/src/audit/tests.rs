mod check;
mod export;
mod forms;

use db::testing::each_database;

use crate::access::Role;
use crate::people::testing::somebody;
use crate::testing::Program;
use crate::units::testing::unit;

/// A program with two offices, and a unit added below each through the page: cookie and id of who did it.
async fn with_two_offices(program: &Program) -> [(String, String); 2] {
    let mut made = Vec::new();
    for name in ["Phòng Kinh tế", "Phòng Nội vụ"] {
        let office = unit(&program.app, name, None).await;
        let coordinator = somebody(&program.app, Role::Coordinator, Some(office)).await;
        let fields = [
            ("name", "Tổ công tác"),
            ("kind", "office"),
            ("from", "2026-01-01"),
            ("parent", &office.to_string()),
        ];
        let answer = program.post(&coordinator.cookie, "/bo/units", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        made.push((coordinator.cookie, coordinator.id.to_string()));
    }
    made.try_into().expect("two")
}

fn count(body: &str) -> usize {
    body.matches("<li id=\"n").count()
}

#[tokio::test]
async fn one_sees_what_was_done_to_ones_own_units() {
    each_database(async |db| {
        let program = Program::new(db);
        let [(own, _), (other, _)] = with_two_offices(&program).await;
        for cookie in [own, other] {
            let log = program.get(&cookie, "/bo/audit").await;
            assert_eq!(count(&log.body), 1, "{}", log.body);
            assert!(log.body.contains("đã thêm đơn vị"), "{}", log.body);
        }
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let log = program.get(&administrator.cookie, "/bo/audit?domain=unit").await;
        assert_eq!(count(&log.body), 2);
    })
    .await;
}

#[tokio::test]
async fn a_question_narrows_the_log_or_says_what_is_wrong_with_it() {
    each_database(async |db| {
        let program = Program::new(db);
        let [(_, id), _] = with_two_offices(&program).await;
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        for (query, events) in [
            (format!("by={id}"), 1),
            (format!("by={}", uuid::Uuid::nil()), 0),
            ("by=visitor".to_owned(), 0),
            ("by=&domain=unit&from=&until=&about=".to_owned(), 2),
            ("domain=unit&from=23/11/2026&until=2026-11-23".to_owned(), 2),
            ("domain=unit&from=2020-01-01".to_owned(), 2),
            ("domain=unit&from=2200-01-01".to_owned(), 0),
            ("domain=unit&until=2020-01-01".to_owned(), 0),
            ("domain=unit&before=1".to_owned(), 0),
            ("about=unit:none".to_owned(), 0),
        ] {
            let log = program.get(&administrator.cookie, &format!("/bo/audit?{query}")).await;
            assert_eq!((log.status.as_u16(), count(&log.body)), (200, events), "{query}");
            assert_eq!(events == 0, log.body.contains("Không có việc nào"), "{query}");
        }
        for (query, says) in [
            ("by=nobody", "Hãy chọn một mục trong danh sách"),
            ("by=%27+OR+1%3D1", "Hãy chọn một mục trong danh sách"),
            ("domain=%25", "Hãy chọn một mục trong danh sách"),
            ("before=x", "Hãy chọn một mục trong danh sách"),
            ("from=31/2/2026", "Ngày chưa đúng"),
            ("until=x", "Ngày chưa đúng"),
            ("from=2026-02-02&until=2026-02-01", "Ngày này trước ngày bắt đầu"),
            (&format!("about={}", "x".repeat(101)), "Nội dung quá dài"),
        ] {
            for path in ["/bo/audit", "/bo/audit/events.csv", "/bo/audit/events.xlsx"] {
                let log = program.get(&administrator.cookie, &format!("{path}?{query}")).await;
                assert_eq!((log.status.as_u16(), count(&log.body)), (422, 0), "{path} {query}");
                assert!(log.body.contains(says), "{query}: {}", log.body);
            }
        }
        // Whoever is chosen stays chosen.
        let log = program.get(&administrator.cookie, &format!("/bo/audit?by={id}&domain=unit")).await;
        assert!(
            log.body.contains(&format!("<option value=\"{id}\" selected>Người coordinator (p-")),
            "{}",
            log.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_log_goes_on_where_the_page_ends() {
    each_database(async |db| {
        let program = Program::new(db);
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        for number in 0..60 {
            let tx = program.app.db.write(base::Actor::System).await.expect("writes");
            tx.record(db::Event::new("unit.correct", format!("unit:{number}")).at(office));
            tx.commit().await.expect("commits");
        }
        let (mut path, mut seen) = ("/bo/audit?domain=unit".to_owned(), 0);
        loop {
            let page = program.get(&administrator.cookie, &path).await;
            seen += count(&page.body);
            let Some((_, rest)) = page.body.split_once("rel=\"next\" href=\"") else { break };
            path = rest.split('"').next().expect("an address").replace("&amp;", "&");
        }
        assert_eq!(seen, 60);
    })
    .await;
}

#[tokio::test]
async fn what_was_noted_is_told_in_words() {
    each_database(async |db| {
        let program = Program::new(db);
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        let leader = somebody(&program.app, Role::Leader, Some(office)).await;
        let task = crate::tasks::testing::task(&program.app, office).await;
        let tx = program.app.db.write(base::Actor::System).await.expect("writes");
        let event = db::Event::new("person.give", format!("person:{}", leader.id)).at(office);
        let event = event.with("role", "leader").and_then(|event| event.with("unit", office));
        let event = event.and_then(|event| event.with("from", "2026-11-24"));
        let event = event.and_then(|event| event.with("shares", [(office, 250_000)]));
        let event = event.and_then(|event| event.with("before", serde_json::json!({"kind": "office"})));
        let event = event.and_then(|event| event.with("task", task));
        let event = event.and_then(|event| event.with("later_thing", "<b>=1+1</b>"));
        tx.record(event.expect("noted"));
        tx.commit().await.expect("commits");
        let log = program.get(&leader.cookie, "/bo/audit?domain=person").await.body;
        let unit_link = format!("<a href=\"/bo/units/{office}\">Phòng Kinh tế</a>");
        for line in [
            "<dt>Vai trò</dt><dd>Lãnh đạo</dd>".to_owned(),
            format!("<dt>Đơn vị</dt><dd>{unit_link}</dd>"),
            "<dt>Từ ngày</dt><dd>24/11/2026</dd>".to_owned(),
            format!("<dt>Tỷ lệ · 1</dt><dd>{unit_link}, 25%</dd>"),
            "<dt>Trước khi sửa · Loại</dt><dd>Phòng, ban chuyên môn</dd>".to_owned(),
            format!("<dt>task</dt><dd><a href=\"/bo/tasks/{task}\">"),
            "<dt>later_thing</dt><dd>&lt;b&gt;=1+1&lt;/b&gt;</dd>".to_owned(),
        ] {
            assert!(log.contains(&line), "{line} in {log}");
        }
        // An administrator sees no content: neither a task's title nor a way to it.
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let log = program.get(&administrator.cookie, "/bo/audit?domain=person").await.body;
        assert!(log.contains(&format!("<dt>task</dt><dd>{task}</dd>")), "{log}");
    })
    .await;
}

#[tokio::test]
async fn plans_and_indicators_are_named_to_who_may_see_them() {
    each_database(async |db| {
        let program = Program::new(db);
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        let leader = somebody(&program.app, Role::Leader, Some(office)).await;
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let (plan, _) = crate::plan::testing::kept(&program.app, office).await;
        let (earlier, _) = crate::plan::testing::kept(&program.app, office).await;
        let indicator = crate::indicators::testing::indicator(&program.app, office).await;
        let tx = program.app.db.write(base::Actor::System).await.expect("writes");
        let event = db::Event::new("plan.keep", format!("plan:{plan}")).at(office);
        tx.record(event.with("replaces", earlier).expect("noted"));
        // One that is gone, and a subject that is no id.
        tx.record(db::Event::new("plan.keep", format!("plan:{}", uuid::Uuid::nil())).at(office));
        tx.record(db::Event::new("plan.keep", "plan:x").at(office));
        tx.commit().await.expect("commits");

        let plans = program.get(&leader.cookie, "/bo/audit?domain=plan").await.body;
        for (id, place) in [(plan, "plans"), (earlier, "plans")] {
            let link = format!("<a href=\"/bo/{place}/{id}\">15/KH-UBND</a>");
            assert!(plans.contains(&link), "{link} in {plans}");
        }
        let indicators = program.get(&leader.cookie, "/bo/audit?domain=indicator").await.body;
        let link = format!("<a href=\"/bo/indicators/{indicator}\">mô hình rau sạch</a>");
        assert!(indicators.contains(&link), "{link} in {indicators}");
        for kind in ["csv", "xlsx"] {
            let file = program.get(&leader.cookie, &format!("/bo/audit/events.{kind}?domain=plan")).await;
            assert_eq!(file.status, 200);
            if kind == "csv" {
                assert!(file.body.contains(",15/KH-UBND,"), "{}", file.body);
                assert!(file.body.contains("15/KH-UBND") && !file.body.contains(&earlier.to_string()));
            }
        }
        let file = program.get(&leader.cookie, "/bo/audit/events.csv?domain=indicator").await.body;
        assert!(file.contains(",mô hình rau sạch,"), "{file}");

        // An administrator sees no content, and no way to it.
        for (domain, id) in [("plan", plan), ("plan", earlier), ("indicator", indicator)] {
            let log = program.get(&administrator.cookie, &format!("/bo/audit?domain={domain}")).await.body;
            assert!(log.contains(&id.to_string()), "{log}");
            assert!(!log.contains("15/KH-UBND") && !log.contains("mô hình rau sạch"), "{log}");
            assert!(!log.contains(&format!("/bo/{domain}s/{id}")), "{log}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_takes_the_same_statements_however_much_it_shows() {
    each_database(async |db| {
        let program = Program::new(db);
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        let leader = somebody(&program.app, Role::Leader, Some(office)).await;
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        for round in 0..2 {
            for (cookie, statements, which) in [
                (
                    &leader.cookie,
                    8,
                    "who asks, events, people, units, tasks, plans, indicators, who can be chosen",
                ),
                (&administrator.cookie, 6, "who asks, events, check, people, units, who can be chosen"),
            ] {
                let before = db.statements();
                let page = program.get(cookie, "/bo/audit").await;
                assert_eq!(page.status, 200);
                assert_eq!(db.statements() - before, statements, "round {round}: {which}");
            }
            for _ in 0..60 {
                let person = somebody(&program.app, Role::Officer, Some(office)).await;
                let tx = program.app.db.write(base::Actor::Person(person.id)).await.expect("writes");
                let event = db::Event::new("person.give", format!("person:{}", person.id)).at(office);
                tx.record(event.with("unit", office).expect("noted"));
                tx.commit().await.expect("commits");
            }
        }
    })
    .await;
}

/// Every field that an event notes has a text, and no text is for a field that none notes.
#[test]
fn every_field_has_a_text() {
    let keys = web::texts::Texts::keys(web::Language::Vi).expect("good files");
    let texts: std::collections::BTreeSet<_> =
        keys.iter().filter_map(|key| key.strip_prefix("audit-field-")).map(str::to_owned).collect();
    let mut noted = std::collections::BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !name.contains("test") {
                let source = std::fs::read_to_string(&path).expect("a source");
                // What is noted ends with `?`, unlike other verbs of that name.
                for call in source.split(".with(\"").skip(1) {
                    let (field, rest) = call.split_once('"').expect("a string");
                    let line = rest.split(['\n', ';']).next().unwrap_or_default();
                    if line.contains(")?") || line.contains(")") && source.contains("Event") {
                        noted.insert(field.replace('_', "-"));
                    }
                }
            }
        }
    }
    // The facts of a unit are noted whole.
    noted.extend(
        ["id", "parent", "kind", "code", "name", "short-name", "from", "to", "revision"].map(str::to_owned),
    );
    assert_eq!(noted, texts);
}
