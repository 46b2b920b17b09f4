use axum::http::StatusCode;
use chrono::TimeDelta;
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use crate::access::Role;
use crate::people::access_tokens::{self, NewAccessToken};
use crate::people::testing::{Somebody, access_token, session, signed_in, somebody};
use crate::people::{actions, store};
use crate::testing::Program;
use crate::units::testing::unit;

const FORM: [(&str, &str); 3] = [("name", "Bảng tính"), ("may", "write"), ("last_day", "2027-11-23")];

async fn tokens(db: &TestDb) -> i64 {
    count(&db.read().await.expect("reads"), "access_tokens").await
}

async fn officer(program: &Program) -> Somebody {
    let town = unit(&program.app, "Thị xã", None).await;
    somebody(&program.app, Role::Officer, Some(town)).await
}

/// What the interface says to a token.
async fn status(program: &Program, secret: &str) -> StatusCode {
    program.api_get(secret, "/api/v1/units").await.status
}

/// The secret on a page.
fn secret(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<code>bk_")?;
    Some(format!("bk_{}", &rest[..64]))
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_revoked() {
    each_database(async |db| {
        let program = Program::new(db);
        let officer = officer(&program).await;
        let answer = program.post(&officer.cookie, "/bo/account/tokens", &FORM).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let made = secret(&answer.body).expect("the secret");
        assert_eq!(answer.headers["cache-control"], "no-store", "no browser keeps it");
        assert_eq!(status(&program, &made).await, StatusCode::OK);
        let page = program.get(&officer.cookie, "/bo/account/tokens").await;
        assert!(secret(&page.body).is_none() && page.body.contains("Bảng tính"), "{}", page.body);
        assert!(page.body.contains("dùng lần cuối 23/11/2026"), "{}", page.body);
        let kept = store::access_tokens_of(&db.read().await.expect("reads"), officer.id).await.expect("read");
        let [token] = &kept[..] else { panic!("{kept:?}") };
        // Of nobody else.
        let other = somebody(&program.app, Role::Administrator, None).await;
        let way = format!("/bo/account/tokens/{}/revocation", token.id);
        assert_eq!(program.post(&other.cookie, &way, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(status(&program, &made).await, StatusCode::OK);
        assert_eq!(program.post(&officer.cookie, &way, &[]).await.place(), "/bo/account/tokens");
        assert_eq!(status(&program, &made).await, StatusCode::UNAUTHORIZED);
        assert_eq!(program.post(&officer.cookie, &way, &[]).await.status, StatusCode::NOT_FOUND);
        let log = program.get(&other.cookie, "/bo/audit?domain=person").await;
        for told in ["đã tạo mã truy cập của", "đã thu hồi mã truy cập của"] {
            assert!(log.body.contains(told), "{told}: {}", log.body);
        }
        assert!(!log.body.contains(&made[3..]), "the secret is nowhere");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_token_is_said_and_none_is_made() {
    each_database(async |db| {
        let program = Program::new(db);
        let officer = officer(&program).await;
        let long = "x".repeat(121);
        for (field, value, says) in [
            ("name", "", "Cần điền mục này"),
            ("name", &long, ""),
            ("may", "rule", ""),
            ("last_day", "2026-11-22", "không quá một năm"),
            ("last_day", "2027-11-24", "không quá một năm"),
            ("last_day", "31/2/2027", "Ngày chưa đúng"),
            ("last_day", "", ""),
            ("key", "x", ""),
        ] {
            let mut fields = FORM.to_vec();
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let answer = program.post(&officer.cookie, "/bo/account/tokens", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}: {}", answer.body);
            assert!(answer.body.contains(says) && secret(&answer.body).is_none(), "{field} {value}");
        }
        assert_eq!(tokens(db).await, 0);
        for _ in 0..20 {
            access_token(&program.app, officer.id, false).await;
        }
        let answer = program.post(&officer.cookie, "/bo/account/tokens", &FORM).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Đã đủ số mã"), "{}", answer.body);
        assert_eq!(tokens(db).await, 20);
    })
    .await;
}

#[tokio::test]
async fn the_form_sent_twice_makes_one_token() {
    each_database(async |db| {
        let program = Program::new(db);
        let (officer, key) = (officer(&program).await, Uuid::from_u128(7).to_string());
        let fields = [&FORM[..], &[("key", key.as_str())]].concat();
        let mut secrets = Vec::new();
        for _ in 0..2 {
            let answer = program.post(&officer.cookie, "/bo/account/tokens", &fields).await;
            secrets.push(secret(&answer.body).expect("the secret"));
        }
        assert_eq!(tokens(db).await, 1);
        assert_eq!(status(&program, &secrets[0]).await, StatusCode::UNAUTHORIZED);
        assert_eq!(status(&program, &secrets[1]).await, StatusCode::OK);
        // Once it is in use, an old form does not take it away; nor does somebody else's.
        let other = somebody(&program.app, Role::Administrator, None).await;
        for cookie in [&officer.cookie, &other.cookie] {
            let answer = program.post(cookie, "/bo/account/tokens", &fields).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
        }
        assert_eq!(status(&program, &secrets[1]).await, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_with_its_day_the_roles_the_password_and_the_person() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let admin = somebody(&program.app, Role::Administrator, None).await;
        let person = somebody(&program.app, Role::Officer, Some(town)).await;
        let make = async || access_token(&program.app, person.id, true).await.1;

        // It acts with the roles that hold now.
        let token = make().await;
        assert_eq!(status(&program, &token).await, StatusCode::OK);
        let end = format!("/bo/grants/{}/end", person.grant);
        assert_eq!(program.post(&admin.cookie, &end, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(status(&program, &token).await, StatusCode::FORBIDDEN);
        let again = [("role", "viewer"), ("unit", &*town.to_string()), ("from", "2026-11-01")];
        program.post(&admin.cookie, &format!("/bo/people/{}/grants", person.id), &again).await;
        assert_eq!(status(&program, &token).await, StatusCode::OK);

        // With the person; it does not come back with them.
        for verb in ["disablement", "enablement"] {
            program.post(&admin.cookie, &format!("/bo/people/{}/{verb}", person.id), &[]).await;
            assert_eq!(status(&program, &token).await, StatusCode::UNAUTHORIZED, "{verb}");
        }

        // With a password that somebody chooses anew, by invitation or on the page.
        let token = make().await;
        let signed = signed_in(&program.app, &admin).await;
        let invited = actions::invite(&program.app, &signed, person.id).await.expect("invited");
        let password = "con suối chảy qua làng";
        let fields = [("password", password), ("again", password)];
        let way = format!("/invitations/{}", invited.secret());
        assert_eq!(program.post("", &way, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(status(&program, &token).await, StatusCode::UNAUTHORIZED);
        let (token, cookie) = (make().await, session(&program.app, person.id).await);
        let fields = [
            ("current", password),
            ("password", "con đường qua đồi chè"),
            ("again", "con đường qua đồi chè"),
        ];
        let changed = program.post(&cookie, "/bo/account/password", &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!(status(&program, &token).await, StatusCode::UNAUTHORIZED);

        // With its last day, and a month later it is forgotten.
        let token = make().await;
        db.clock.set("2027-01-31T16:59:59Z".parse().expect("the last second of the day in Vietnam"));
        assert_eq!(status(&program, &token).await, StatusCode::OK);
        db.clock.advance(TimeDelta::seconds(1));
        assert_eq!(status(&program, &token).await, StatusCode::UNAUTHORIZED);
        assert_eq!(tokens(db).await, 1, "its owner sees that it is over");
        db.clock.advance(TimeDelta::days(40));
        program.sign_in(&person.login, "con đường qua đồi chè").await;
        assert_eq!(tokens(db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_that_has_ended_leaves_no_token_behind() {
    each_database(async |db| {
        let program = Program::new(db);
        let officer = officer(&program).await;
        let signed = signed_in(&program.app, &officer).await;
        let admin = somebody(&program.app, Role::Administrator, None).await;
        program.post(&admin.cookie, &format!("/bo/people/{}/disablement", officer.id), &[]).await;
        let new = NewAccessToken {
            key: None,
            name: "Bảng tính".to_owned(),
            writes: true,
            last_day: "2026-12-31".parse().expect("a day"),
        };
        let made = access_tokens::make(&program.app, &signed, new).await;
        assert!(matches!(made, Err(base::Error::Conflict)), "{made:?}");
        assert_eq!(tokens(db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn its_use_is_written_down_once_a_day() {
    each_database(async |db| {
        let program = Program::new(db);
        let officer = officer(&program).await;
        let (_, token) = access_token(&program.app, officer.id, false).await;
        let cost = async || {
            let before = db.statements();
            assert_eq!(status(&program, &token).await, StatusCode::OK);
            db.statements() - before
        };
        assert_eq!(
            [cost().await, cost().await, cost().await],
            [3, 2, 2],
            "who asks, units; once the day of use"
        );
        db.clock.advance(TimeDelta::days(1));
        assert_eq!([cost().await, cost().await], [3, 2]);
        let kept = store::access_tokens_of(&db.read().await.expect("reads"), officer.id).await.expect("read");
        assert_eq!(kept[0].last_used_on.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
    })
    .await;
}
