//! The address under which a calendar reads somebody's tasks: whose, how long, and how little it tells anybody else.

use axum::http::StatusCode;
use chrono::TimeDelta;
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use crate::access::Role;
use crate::people::testing::{Somebody, access_token, calendar_address, session, signed_in, somebody};
use crate::people::{actions, calendar_addresses};
use crate::tasks::State;
use crate::tasks::testing::{found, task_in};
use crate::testing::{Answer, Program};
use crate::units::testing::unit;

/// A town, its office, an administrator and an officer of the office, with a task of the office.
struct Town {
    town: Uuid,
    office: Uuid,
    admin: Somebody,
    officer: Somebody,
    task: Uuid,
}

async fn town(program: &Program) -> Town {
    let app = &program.app;
    let town = unit(app, "Thị xã", None).await;
    let office = unit(app, "Phòng Kinh tế", Some(town)).await;
    Town {
        admin: somebody(app, Role::Administrator, None).await,
        officer: somebody(app, Role::Officer, Some(office)).await,
        task: found(app, office).await,
        town,
        office,
    }
}

/// The secret on a page.
fn secret(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<code>https://biokhe.example.vn/calendar/")?;
    rest.split_once(".ics</code>").map(|(secret, _)| secret)
}

async fn read(program: &Program, secret: &str) -> Answer {
    program.get("", &format!("/calendar/{secret}.ics")).await
}

async fn status(program: &Program, secret: &str) -> StatusCode {
    read(program, secret).await.status
}

pub(super) async fn addresses(db: &TestDb) -> i64 {
    count(&db.read().await.expect("reads"), "calendar_addresses").await
}

/// Makes one on the page.
async fn made(program: &Program, cookie: &str) -> String {
    let answer = program.post(cookie, "/bo/account/calendar", &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers["cache-control"], "no-store", "no browser keeps it");
    let secret = secret(&answer.body).expect("the address").to_owned();
    assert_eq!(secret.len(), 64);
    secret
}

#[tokio::test]
async fn an_address_is_shown_once_renewed_and_taken_back() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let cookie = &there.officer.cookie;
        let page = program.get(cookie, "/bo/account").await.body;
        assert!(page.contains("Lịch nhiệm vụ") && page.contains("Tạo địa chỉ lịch"), "{page}");
        let first = made(&program, cookie).await;
        assert_eq!(status(&program, &first).await, StatusCode::OK);
        let page = program.get(cookie, "/bo/account").await.body;
        assert!(
            secret(&page).is_none() && page.contains("Đã có địa chỉ lịch, tạo ngày 23/11/2026"),
            "{page}"
        );
        // Another in its place; nobody else's is touched.
        let other = somebody(&program.app, Role::Officer, Some(there.office)).await;
        let others = made(&program, &other.cookie).await;
        let second = made(&program, cookie).await;
        assert_eq!(addresses(db).await, 2);
        for (secret, expected) in [(&first, 404), (&second, 200), (&others, 200)] {
            assert_eq!(status(&program, secret).await.as_u16(), expected);
        }
        for _ in 0..2 {
            let answer = program.post(cookie, "/bo/account/calendar/end", &[]).await;
            assert_eq!(answer.place(), "/bo/account#calendar");
        }
        assert_eq!((status(&program, &second).await.as_u16(), addresses(db).await), (404, 1));
        assert_eq!(status(&program, &others).await, StatusCode::OK);
        let log = program.get(&there.admin.cookie, "/bo/audit?domain=person").await.body;
        for (told, times) in
            [("đã tạo địa chỉ lịch nhiệm vụ của", 3), ("đã thu hồi địa chỉ lịch nhiệm vụ của", 1)]
        {
            assert_eq!(log.matches(told).count(), times, "{told}: {log}");
        }
        assert!(
            [&first, &second, &others].iter().all(|secret| !log.contains(*secret)),
            "the secret is nowhere"
        );
    })
    .await;
}

#[tokio::test]
async fn it_shows_what_the_same_person_takes_from_the_page() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        task_in(&program.app, other, State::InProgress).await;
        for state in State::ALL {
            task_in(&program.app, there.office, state).await;
        }
        let leader = somebody(&program.app, Role::Leader, Some(there.office)).await;
        let coordinator = somebody(&program.app, Role::Coordinator, Some(there.town)).await;
        for (person, tasks) in [(&there.officer, 4), (&leader, 4), (&coordinator, 5)] {
            let secret = calendar_address(&program.app, person.id).await;
            let taken = program.get(&person.cookie, "/bo/tasks/calendar.ics").await;
            let answer = read(&program, &secret).await;
            assert_eq!((answer.status, &answer.body), (StatusCode::OK, &taken.body));
            assert_eq!(answer.body.matches("BEGIN:VEVENT").count(), tasks, "{}", answer.body);
            for (header, value) in
                [("content-type", "text/calendar; charset=utf-8"), ("cache-control", "private, max-age=300")]
            {
                assert_eq!(answer.headers[header], value);
            }
            assert!(!answer.headers.contains_key("set-cookie"));
            for line in ["REFRESH-INTERVAL;VALUE=DURATION:PT3600S\r\n", "X-PUBLISHED-TTL:PT3600S\r\n"] {
                assert!(answer.body.contains(line), "{}", answer.body);
            }
        }
        // Who may only look owes nothing: no page offers them a calendar, and none is made.
        let viewer = somebody(&program.app, Role::Viewer, Some(there.office)).await;
        assert!(!program.get(&viewer.cookie, "/bo/account").await.body.contains("/bo/account/calendar"));
        let answer = program.post(&viewer.cookie, "/bo/account/calendar", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let secret = calendar_address(&program.app, viewer.id).await;
        assert_eq!(status(&program, &secret).await, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn it_is_answered_in_the_same_few_statements_however_much_it_shows() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let secret = calendar_address(&program.app, there.officer.id).await;
        for round in 0..2 {
            let before = db.statements();
            assert_eq!(status(&program, &secret).await, StatusCode::OK);
            assert_eq!(db.statements() - before, 3, "round {round}: whose it is, tasks, units");
            for number in 0..30 {
                let below = unit(&program.app, &format!("Tổ {number}"), Some(there.office)).await;
                found(&program.app, below).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_address_is_not_found_and_told_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let good = calendar_address(&program.app, there.officer.id).await;
        let stranger = read(&program, &"0".repeat(64)).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        let before = db.statements();
        let long = "a".repeat(5_000);
        for file in [
            "x.ics",
            ".ics",
            &good,
            &format!("{good}.ICS"),
            &format!("{good}.ics.ics"),
            &format!("{good}0.ics"),
            &format!("{}.ics", &good[..63]),
            &format!("{}.ics", "é".repeat(32)).replace('é', "%C3%A9"),
            "%27%20OR%201=1%20--.ics",
            &long,
        ] {
            let answer = program.get("", &format!("/calendar/{file}")).await;
            assert_eq!((answer.status, &answer.body), (StatusCode::NOT_FOUND, &stranger.body), "{file}");
        }
        assert_eq!(db.statements(), before, "only what could be a secret is looked up");
        // What opens something else opens no calendar, and the other way round.
        let (_, token) = access_token(&program.app, there.officer.id, true).await;
        for other in [&token[3..], there.officer.cookie.split_once('=').expect("a cookie").1] {
            assert_eq!(status(&program, other).await, StatusCode::NOT_FOUND);
        }
        assert_eq!(program.api_get(&format!("bk_{good}"), "/api/v1/units").await.status.as_u16(), 401);
        let cookie = format!("__Host-session={good}");
        assert!(program.get(&cookie, "/bo").await.place().starts_with("/sign-in"));
        let path = format!("/calendar/{good}.ics");
        assert_eq!(program.post("", &path, &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
        // An answer to somebody with a session of their own is the same.
        assert_eq!(program.get(&there.admin.cookie, &path).await.body, read(&program, &good).await.body);
    })
    .await;
}

#[tokio::test]
async fn it_ends_with_the_last_role_the_person_and_the_password() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let (admin, person) = (&there.admin, &there.officer);
        let make = async || calendar_address(&program.app, person.id).await;
        let give = async |role: &str, unit: Uuid| {
            let fields = [("role", role), ("unit", &*unit.to_string()), ("from", "2026-11-23")];
            let answer =
                program.post(&admin.cookie, &format!("/bo/people/{}/grants", person.id), &fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        };
        let end = async |grant: Uuid| {
            let answer = program.post(&admin.cookie, &format!("/bo/grants/{grant}/end"), &[]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        };

        // Rights are asked anew: with another role it shows what that one does, without a right to it nothing.
        let secret = make().await;
        assert!(read(&program, &secret).await.body.contains(&there.task.to_string()));
        give("viewer", there.office).await;
        end(person.grant).await;
        assert_eq!((status(&program, &secret).await.as_u16(), addresses(db).await), (404, 1));
        let other = unit(&program.app, "Phòng Nội vụ", Some(there.town)).await;
        give("officer", other).await;
        let answer = read(&program, &secret).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.body.contains("BEGIN:VEVENT"), "{}", answer.body);

        // Without any role it dies, and does not come back with a later one.
        let tx = db.read().await.expect("reads");
        let held = crate::people::store::grants_of(&tx, person.id).await.expect("read");
        drop(tx);
        for grant in held.iter().filter(|grant| grant.to.is_none()) {
            end(grant.id).await;
        }
        assert_eq!((status(&program, &secret).await.as_u16(), addresses(db).await), (404, 0));
        give("officer", there.office).await;
        assert_eq!(status(&program, &secret).await, StatusCode::NOT_FOUND);

        // With the person; it does not come back with them.
        let secret = make().await;
        for verb in ["disablement", "enablement"] {
            program.post(&admin.cookie, &format!("/bo/people/{}/{verb}", person.id), &[]).await;
            assert_eq!(status(&program, &secret).await, StatusCode::NOT_FOUND, "{verb}");
        }

        // With a password that somebody chooses anew, by invitation or on the page.
        let secret = make().await;
        let signed = signed_in(&program.app, admin).await;
        let invited = actions::invite(&program.app, &signed, person.id).await.expect("invited");
        let password = "con suối chảy qua làng";
        let fields = [("password", password), ("again", password)];
        let way = format!("/invitations/{}", invited.secret());
        assert_eq!(program.post("", &way, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(status(&program, &secret).await, StatusCode::NOT_FOUND);
        let (secret, cookie) = (make().await, session(&program.app, person.id).await);
        let fields = [
            ("current", password),
            ("password", "con đường qua đồi chè"),
            ("again", "con đường qua đồi chè"),
        ];
        let changed = program.post(&cookie, "/bo/account/password", &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!((status(&program, &secret).await.as_u16(), addresses(db).await), (404, 0));
    })
    .await;
}

#[tokio::test]
async fn it_ends_with_a_role_that_ends_on_its_day() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let stand_in = somebody(&program.app, Role::Viewer, Some(there.office)).await;
        // Until the end of the year, and nothing of their own any more.
        crate::people::testing::delegation(&program.app, &there.officer, &stand_in).await;
        crate::people::testing::without_role(&program.app, &stand_in).await;
        let secret = calendar_address(&program.app, stand_in.id).await;
        db.clock.set("2026-12-31T16:59:59Z".parse().expect("the last second of the year in Vietnam"));
        assert_eq!(status(&program, &secret).await, StatusCode::OK);
        db.clock.advance(TimeDelta::seconds(1));
        assert_eq!((status(&program, &secret).await.as_u16(), addresses(db).await), (404, 1));
        // It goes for good with the next sign-in of anybody.
        let admin = somebody(&program.app, Role::Administrator, None).await;
        let signed = signed_in(&program.app, &admin).await;
        let invited = actions::invite(&program.app, &signed, there.officer.id).await.expect("invited");
        let password = "con suối chảy qua làng";
        let fields = [("password", password), ("again", password)];
        program.post("", &format!("/invitations/{}", invited.secret()), &fields).await;
        assert_eq!(addresses(db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_that_has_ended_leaves_no_address_behind() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        let signed = signed_in(&program.app, &there.officer).await;
        program.post(&there.admin.cookie, &format!("/bo/people/{}/disablement", there.officer.id), &[]).await;
        let made = calendar_addresses::make(&program.app, &signed).await;
        assert!(matches!(made, Err(base::Error::Conflict)));
        assert_eq!(addresses(db).await, 0);
    })
    .await;
}
