mod access_tokens;
mod calendar_addresses;
mod looking_after;
mod second_factor;
mod storm;

use axum::http::StatusCode;
use base::{Actor, Error};
use chrono::{TimeDelta, Utc};
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use super::model::{Failures, Guess, Person, login, weakness};
use super::testing::{Somebody, invitation, signed_in, somebody};
use super::tokens::{Token, first_password};
use super::{actions, first_administrator, sign_in, store};
use crate::access::Role;
use crate::testing::Program;
use crate::units::testing::unit;

const PASSWORD: &str = "con suối chảy qua làng";

#[test]
fn names_to_sign_in_with_can_be_typed_anywhere() {
    for (typed, kept) in [
        ("lan.nt", Some("lan.nt")),
        (" Lan.NT ", Some("lan.nt")),
        ("lan@ankhe.gov.vn", Some("lan@ankhe.gov.vn")),
        ("ln", None),
        ("lần", None),
        ("lan nt", None),
        ("lan'--", None),
        (&"a".repeat(41), None),
    ] {
        assert_eq!(login(typed).as_deref(), kept, "{typed:?}");
    }
}

#[test]
fn a_password_is_long_and_not_ones_own_name() {
    let person = Person {
        id: Uuid::nil(),
        login: "lan.nt".to_owned(),
        name: "Nguyễn Thị Lan".to_owned(),
        email: None,
        password: None,
        disabled_at: None,
    };
    for (password, weak) in [
        (PASSWORD, None),
        ("ngắn quá", Some("password-short")),
        ("mười hai ký", Some("password-short")),
        ("aaaaaaaaaaaaaaaa", Some("password-easy")),
        ("121212121212121212", Some("password-easy")),
        ("lan.nt lan.nt 2026", Some("password-easy")),
        ("Nguyễn Thị Lan 2026", Some("password-easy")),
        ("nguyen thi lan 2026", Some("password-easy")),
        (&"dài ".repeat(60), Some("too-long")),
    ] {
        assert_eq!(weakness(password, &person), weak, "{password:?}");
    }
}

#[test]
fn each_wrong_try_doubles_the_wait() {
    let start = "2026-11-23T08:00:00Z".parse::<chrono::DateTime<Utc>>().expect("an instant");
    for (guess, last) in
        [(Guess::Password, [256, 300, 300, 300, 300]), (Guess::Code, [256, 512, 1024, 2048, 3600])]
    {
        let (mut failures, mut waits) = (None, Vec::new());
        for _ in 0..16 {
            let next = Failures::one_more(failures, guess, start);
            waits.push((next.wait_until - start).num_seconds());
            failures = Some(next);
        }
        assert_eq!(waits[..11], [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128]);
        assert_eq!(waits[11..], last);
        let over = failures.expect("some").wait_until;
        let again = |after| Failures::one_more(failures, guess, over + after).count;
        assert_eq!(again(TimeDelta::minutes(59)), 17, "the wait alone forgets nothing");
        assert_eq!(again(TimeDelta::hours(1)), 1, "forgotten an hour after it");
    }
}

#[test]
fn secrets_are_of_chance() {
    let (one, other) = (Token::new().expect("chance"), Token::new().expect("chance"));
    assert_ne!(one.secret(), other.secret());
    assert_eq!(one.secret().len(), 64);
    assert_ne!(one.secret(), one.hash());
    assert_eq!(Token::parse(one.secret()).expect("ours").hash(), one.hash());
    for other in ["", "abc", &"g".repeat(64), &"a".repeat(65)] {
        assert!(Token::parse(other).is_none(), "{other:?}");
    }
    let password = first_password().expect("chance");
    assert_eq!(password.len(), 24);
    assert_ne!(password, first_password().expect("chance"));
}

#[tokio::test]
async fn the_first_start_makes_one_administrator() {
    each_database(async |db| {
        let program = Program::new(db);
        let first = first_administrator(&program.app).await.expect("made").expect("the first");
        assert!(first_administrator(&program.app).await.expect("looks").is_none(), "only once");
        let cookie = program.sign_in(&first.login, &first.password).await;
        assert!(cookie.starts_with("__Host-session="));
        let page = program.get(&cookie, "/bo/units").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("/bo/people"));
        // Neither the password nor the secret of the cookie stands in the database.
        let events = count(&program.app.db.read().await.expect("reads"), "audit_events").await;
        assert_eq!(events, 2, "made and signed in");
    })
    .await;
}

/// Invites somebody through the pages; gives back their id and the address of the invitation.
async fn invite(program: &Program, cookie: &str, login: &str, role: &str, unit: Uuid) -> (Uuid, String) {
    let (id, unit) = (program.app.db.next_id(), unit.to_string());
    let key = id.to_string();
    let fields = [
        ("key", key.as_str()),
        ("name", "Nguyễn Thị Lan"),
        ("login", login),
        ("role", role),
        ("unit", &unit),
        ("from", "2026-11-01"),
    ];
    let answer = program.post(cookie, "/bo/people", &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers["cache-control"], "no-store", "no browser keeps the link");
    (id, link(&answer.body))
}

fn link(page: &str) -> String {
    let (_, rest) = page.split_once("https://biokhe.example.vn/invitations/").expect("an invitation");
    format!("/invitations/{}", &rest[..64])
}

async fn administrator(program: &Program) -> String {
    somebody(&program.app, Role::Administrator, None).await.cookie
}

#[tokio::test]
async fn an_invitation_works_once_and_in_its_time() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let admin = administrator(&program).await;
        let (id, first) = invite(&program, &admin, "lan.nt", "officer", town).await;
        // A new one takes its place.
        let again = program.post(&admin, &format!("/bo/people/{id}/invitation"), &[]).await;
        let address = link(&again.body);
        assert_eq!(again.headers["cache-control"], "no-store", "no browser keeps the link");
        assert_eq!(program.get("", &first).await.status, StatusCode::NOT_FOUND);
        assert!(program.get("", &address).await.body.contains("lan.nt"));

        for (password, again) in [("ngắn", "ngắn"), (PASSWORD, "khác hẳn rồi nhé"), ("", "")] {
            let answer = program.post("", &address, &[("password", password), ("again", again)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
            assert!(!answer.body.contains("value=\"ngắn\""), "a password never comes back");
        }
        // The same letters, typed on another kind of keyboard.
        let decomposed = "con suo\u{302}\u{301}i cha\u{309}y qua la\u{300}ng";
        let chosen = program.post("", &address, &[("password", decomposed), ("again", decomposed)]).await;
        assert_eq!(chosen.place(), "/bo");
        assert_eq!(program.get("", &address).await.status, StatusCode::NOT_FOUND, "it works once");
        let cookie = program.sign_in("LAN.NT", PASSWORD).await;
        assert_eq!(program.get(&cookie, "/bo").await.status, StatusCode::OK);

        let late = somebody(&program.app, Role::Viewer, Some(town)).await;
        let secret = invitation(&program.app, &late).await;
        db.clock.advance(TimeDelta::days(7));
        assert_eq!(program.get("", &format!("/invitations/{secret}")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_ends_in_every_way() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let admin = administrator(&program).await;
        let (id, address) = invite(&program, &admin, "lan.nt", "officer", town).await;
        program.post("", &address, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        let is_in = async |cookie: &str| program.get(cookie, "/bo").await.status == StatusCode::OK;

        let out = program.sign_in("lan.nt", PASSWORD).await;
        assert!(is_in(&out).await);
        let answer = program.post(&out, "/sign-out", &[]).await;
        assert!(answer.headers["set-cookie"].to_str().expect("text").contains("Max-Age=0"));
        assert!(!is_in(&out).await, "signed out");

        let (one, other) =
            (program.sign_in("lan.nt", PASSWORD).await, program.sign_in("lan.nt", PASSWORD).await);
        let new = "một mật khẩu khác hẳn";
        let fields = [("current", PASSWORD), ("password", new), ("again", new)];
        assert_eq!(program.post(&one, "/bo/account/password", &fields).await.place(), "/bo/account");
        assert!(is_in(&one).await && !is_in(&other).await, "the others end with the old password");
        let old = program.post("", "/sign-in", &[("login", "lan.nt"), ("password", PASSWORD)]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);

        program.post(&admin, &format!("/bo/people/{id}/disablement"), &[]).await;
        assert!(!is_in(&one).await, "disabled");
        let shut = program.post("", "/sign-in", &[("login", "lan.nt"), ("password", new)]).await;
        assert_eq!(shut.status, StatusCode::UNPROCESSABLE_ENTITY);
        program.post(&admin, &format!("/bo/people/{id}/enablement"), &[]).await;
        let last = program.sign_in("lan.nt", new).await;
        assert!(is_in(&last).await);
        db.clock.advance(TimeDelta::hours(12));
        assert!(!is_in(&last).await, "its time is over");
    })
    .await;
}

#[tokio::test]
async fn wrong_passwords_wait_and_tell_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let first = first_administrator(&program.app).await.expect("made").expect("the first");
        let attempt = async |login: &str, password: &str| {
            program
                .post("", "/sign-in", &[("login", login), ("password", password), ("to", "//evil.example")])
                .await
        };
        let (known, unknown) = (attempt("quantri", "sai rồi").await, attempt("khongai", "sai rồi").await);
        assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
        let without = |page: &str, name: &str| page.replace(name, "");
        assert_eq!(without(&known.body, "quantri"), without(&unknown.body, "khongai"), "the same answer");
        for _ in 0..4 {
            attempt("quantri", "sai rồi").await;
        }
        let waits = attempt("quantri", &first.password).await;
        assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one is looked at");
        db.clock.advance(TimeDelta::seconds(3));
        let enters = attempt("quantri", &first.password).await;
        assert_eq!(enters.place(), "/bo", "never elsewhere");
        for hostile in ["' OR 1=1 --", "../../etc", "\u{0}", &"x".repeat(100_000)] {
            assert_eq!(attempt(hostile, hostile).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(attempt(&"x".repeat(300_000), "").await.status, StatusCode::PAYLOAD_TOO_LARGE);
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_more_than_they_have() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let province = unit(app, "Tỉnh", None).await;
        let (town, office) = (unit(app, "Thị xã", Some(province)).await, unit(app, "Phòng", None).await);
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        let colleague = somebody(app, Role::Officer, Some(town)).await;
        let give = async |cookie: &str, whom: Uuid, role: &str, unit: &str| {
            let fields = [("role", role), ("unit", unit), ("from", "2026-11-01")];
            program.post(cookie, &format!("/bo/people/{whom}/grants"), &fields).await
        };
        let (town_id, province_id) = (town.to_string(), province.to_string());
        assert_eq!(
            give(&coordinator.cookie, colleague.id, "leader", &town_id).await.status,
            StatusCode::SEE_OTHER
        );
        for (role, unit) in [
            ("administrator", ""),
            ("administrator", town_id.as_str()),
            ("leader", ""),
            ("leader", &province_id),
            ("leader", &office.to_string()),
            ("leader", &town_id),
            ("king", &town_id),
        ] {
            let answer = give(&coordinator.cookie, colleague.id, role, unit).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{role} at {unit}");
        }
        // Who has a role elsewhere too is looked after from above: no new password, no disablement.
        let admin = administrator(&program).await;
        assert_eq!(give(&admin, colleague.id, "viewer", &province_id).await.status, StatusCode::SEE_OTHER);
        for what in ["invitation", "disablement"] {
            let answer =
                program.post(&coordinator.cookie, &format!("/bo/people/{}/{what}", colleague.id), &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        }
        let list = program.get(&coordinator.cookie, "/bo/people?q=nguoi%20OFF").await.body;
        assert!(list.contains(&colleague.id.to_string()), "found without marks");
        assert!(!program.get(&coordinator.cookie, "/bo/people").await.body.contains("Người administrator"));
    })
    .await;
}

#[tokio::test]
async fn one_administrator_is_always_left() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let (one, other) =
            (somebody(app, Role::Administrator, None).await, somebody(app, Role::Administrator, None).await);
        let disable = async |whom: Uuid| {
            program.post(&one.cookie, &format!("/bo/people/{whom}/disablement"), &[]).await.status
        };
        assert_eq!(disable(other.id).await, StatusCode::SEE_OTHER);
        assert_eq!(disable(one.id).await, StatusCode::UNPROCESSABLE_ENTITY);
        let end = program.post(&one.cookie, &format!("/bo/grants/{}/end", one.grant), &[]).await;
        assert_eq!(end.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_shut_each_other_out_one_is_left() {
    each_database(async |db| {
        let program = Program::new(db);
        for _ in 0..5 {
            let (one, other) = (
                somebody(&program.app, Role::Administrator, None).await,
                somebody(&program.app, Role::Administrator, None).await,
            );
            let disable = async |who: &Somebody, whom: Uuid| {
                program.post(&who.cookie, &format!("/bo/people/{whom}/disablement"), &[]).await.status
            };
            let (first, second) = tokio::join!(disable(&one, other.id), disable(&other, one.id));
            let done = [first, second].iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
            assert_eq!(done, 1, "{first} {second}");
            // Out of the way of the next two.
            for person in [one.id, other.id] {
                let tx = program.app.db.write(Actor::System).await.expect("writes");
                store::end_sessions(&tx, person, None).await.expect("ended");
                for grant in store::grants_of(&tx, person).await.expect("listed") {
                    store::end_grant(&tx, grant.id, "2026-01-02".parse().expect("a day"))
                        .await
                        .expect("ended");
                }
                tx.record(db::Event::new("test.end", "test"));
                tx.commit().await.expect("commits");
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_is_changed_meanwhile_is_not_written_back() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let admin = somebody(app, Role::Administrator, None).await;
        let person = somebody(app, Role::Viewer, None).await;
        for verb in ["disable", "enable"] {
            // Somebody has changed theirs and not yet committed when the other begins.
            let changing = app.db.write(Actor::System).await.expect("writes");
            let before = store::hold(&changing, person.id).await.expect("there");
            let new = format!("changed before {verb}");
            let changed = Person { password: Some(new.clone()), ..before };
            store::set_account(&changing, &changed).await.expect("written");
            changing.record(db::Event::new("test.password", "test"));
            let (app, signed, id) = (app.clone(), signed_in(app, &admin).await, person.id);
            let begun = tokio::spawn(async move {
                if verb == "disable" {
                    actions::disable(&app, &signed, id).await
                } else {
                    actions::enable(&app, &signed, id).await
                }
            });
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            assert!(!begun.is_finished(), "{verb} waits");
            changing.commit().await.expect("commits");
            begun.await.expect("no panic").expect("done");
            let now = store::find(&db.read().await.expect("reads"), person.id).await.expect("there");
            assert_eq!((now.password, now.disabled_at.is_some()), (Some(new), verb == "disable"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_delegation_is_dated_and_ends_with_its_role() {
    each_database(async |db: &TestDb| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã", None).await;
        let leader = somebody(app, Role::Coordinator, Some(town)).await;
        let deputy = somebody(app, Role::Officer, Some(town)).await;
        let third = somebody(app, Role::Viewer, Some(town)).await;
        let delegate = async |cookie: &str, grant: Uuid, to: &str, days: (&str, &str)| {
            let grant = grant.to_string();
            let fields = [
                ("grant", grant.as_str()),
                ("to_login", to),
                ("from", days.0),
                ("last_day", days.1),
                ("reason", "Đi học"),
            ];
            program.post(cookie, "/bo/account/delegations", &fields).await.status
        };
        let may = async |cookie: &str| program.get(cookie, "/bo/people").await.status == StatusCode::OK;
        let days = ("2026-11-24", "2026-11-26");
        for (to, days) in [
            ("khongai", days),
            (leader.login.as_str(), days),
            (&deputy.login, ("2026-11-26", "2026-11-24")),
            (&deputy.login, ("2025-11-26", "2026-11-24")),
        ] {
            let status = delegate(&leader.cookie, leader.grant, to, days).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{to} {days:?}");
        }
        assert_eq!(delegate(&leader.cookie, leader.grant, &deputy.login, days).await, StatusCode::SEE_OTHER);
        assert!(!may(&deputy.cookie).await, "it is the 23rd");
        db.clock.set("2026-11-23T17:00:00Z".parse().expect("midnight in Vietnam"));
        let deputy_cookie = program_session(&program, &deputy).await;
        assert!(may(&deputy_cookie).await, "the 24th has begun");
        // What was handed on is not handed further.
        let deputy = super::testing::Somebody { cookie: deputy_cookie, ..deputy };
        let signed = super::testing::signed_in(app, &deputy).await;
        let held =
            super::store::grants_of(&app.db.read().await.expect("reads"), deputy.id).await.expect("roles");
        let handed = held.iter().find(|grant| grant.delegated_from.is_some()).expect("the delegation");
        let further = super::forms::NewDelegation {
            grant: handed.id,
            to_login: third.login.clone(),
            from: "2026-11-24".parse().expect("a day"),
            last_day: "2026-11-25".parse().expect("a day"),
            reason: "…".to_owned(),
        };
        let refused = actions::delegate(app, &signed, further).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        db.clock.set("2026-11-26T17:00:00Z".parse().expect("midnight in Vietnam"));
        let deputy_cookie = program_session(&program, &deputy).await;
        assert!(!may(&deputy_cookie).await, "the 27th has begun");

        db.clock.set("2026-11-25T01:00:00Z".parse().expect("an instant"));
        let admin = administrator(&program).await;
        let deputy_cookie = program_session(&program, &deputy).await;
        assert!(may(&deputy_cookie).await);
        program.post(&admin, &format!("/bo/grants/{}/end", leader.grant), &[]).await;
        assert!(!may(&deputy_cookie).await, "it ended with the role that was delegated");
    })
    .await;
}

/// A fresh sign-in, since the clock of the test has moved.
async fn program_session(program: &Program, person: &super::testing::Somebody) -> String {
    super::testing::session(&program.app, person.id).await
}

#[tokio::test]
async fn an_invitation_is_taken_up_by_one_of_two() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let person = somebody(&program.app, Role::Viewer, Some(town)).await;
        let secret = invitation(&program.app, &person).await;
        let (one, other) = tokio::join!(
            sign_in::accept(&program.app, &secret, PASSWORD.to_owned()),
            sign_in::accept(&program.app, &secret, "một mật khẩu khác hẳn".to_owned()),
        );
        assert!(one.is_ok() != other.is_ok(), "one of them: {:?} {:?}", one.is_ok(), other.err());
    })
    .await;
}
