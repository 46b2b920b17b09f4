use db::testing::each_database;

use crate::access::Role;
use crate::people::testing::somebody;
use crate::testing::Program;
use crate::units::testing::unit;

/// A program with two offices, and a unit added below each through the page.
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
        made.push((coordinator.cookie, coordinator.login));
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
        let [(_, login), _] = with_two_offices(&program).await;
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        for (query, events) in [
            (format!("by={login}"), 1),
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
            ("by=nobody", "Không tìm thấy người dùng này"),
            ("from=31/2/2026", "Ngày chưa đúng"),
            ("until=x", "Ngày chưa đúng"),
        ] {
            let log = program.get(&administrator.cookie, &format!("/bo/audit?{query}")).await;
            assert!(log.body.contains(says) && count(&log.body) == 0, "{query}: {}", log.body);
        }
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
