//! The second step of signing in.

use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use super::calendar_addresses::addresses;
use super::{PASSWORD, administrator, invite};
use crate::access::Role;
use crate::people::codes::{self, Typed};
use crate::people::testing::{access_token, calendar_address, somebody};
use crate::people::{first_administrator, store, tokens};
use crate::testing::{Answer, Program};
use crate::units::testing::unit;

#[test]
fn codes_are_those_of_the_standard() {
    // RFC 6238, appendix B: the last six of its eight digits.
    let secret = codes::secret(*b"12345678901234567890");
    for (seconds, code, step) in [
        (1_111_111_109, "081804", 37_037_036),
        (1_111_111_111, "050471", 37_037_037),
        (1_234_567_890, "005924", 41_152_263),
        (2_000_000_000, "279037", 66_666_666),
    ] {
        let at = |later: i64| DateTime::<Utc>::from_timestamp(seconds + later, 0).expect("an instant");
        for (later, found) in [(0, Some(step)), (-30, Some(step)), (30, Some(step)), (-60, None), (60, None)]
        {
            assert_eq!(
                codes::step_of(&secret, code, at(later)).expect("a secret"),
                found,
                "{seconds} {later}"
            );
        }
    }
    let address = codes::address(&secret, "lan.nt@ankhe.gov.vn").expect("an address");
    assert_eq!(
        address,
        "otpauth://totp/BioKh%C3%AA:lan.nt%40ankhe.gov.vn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=BioKh%C3%AA"
    );
    let picture = codes::picture(&address).expect("a picture");
    assert!(picture.starts_with("<svg") && !picture.contains("style"), "{picture}");
    assert_eq!(codes::groups(&secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

#[test]
fn what_is_typed_as_a_code_is_read() {
    for (typed, read) in [
        ("287082", Typed::App("287082".to_owned())),
        (" 287 082\u{a0}", Typed::App("287082".to_owned())),
        ("ABCD-efgh-jkmn-pqrs", Typed::Recovery(codes::recovery_hash("abcd-efgh-jkmn-pqrs"))),
        ("abcdefghjkmnpqrs", Typed::Recovery(codes::recovery_hash("abcd-efgh-jkmn-pqrs"))),
        ("", Typed::Nothing),
        ("28708", Typed::Nothing),
        ("2870822", Typed::Nothing),
        ("٢٨٧٠٨٢", Typed::Nothing),
        ("abcd-efgh-jkmn-pqr'", Typed::Nothing),
        (&"1".repeat(100_000), Typed::Nothing),
    ] {
        assert_eq!(Typed::read(typed), read, "{typed:.40}");
    }
    let codes = tokens::recovery_codes().expect("chance");
    assert_eq!(codes.len(), codes::RECOVERY);
    assert!(codes.iter().all(|code| matches!(Typed::read(code), Typed::Recovery(_))), "{codes:?}");
}

/// Somebody with a password, signed in by it alone, and their id.
async fn lan(program: &Program) -> (Uuid, String) {
    let town = unit(&program.app, "Thị xã", None).await;
    let admin = administrator(program).await;
    let (id, address) = invite(program, &admin, "lan.nt", "officer", town).await;
    program.post("", &address, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    (id, program.sign_in("lan.nt", PASSWORD).await)
}

/// What the app shows after so many time steps.
fn shown(db: &TestDb, secret: &str, steps: i64) -> String {
    codes::shown(secret, db.clock().now() + TimeDelta::seconds(30 * steps))
}

fn secret_on(page: &str) -> String {
    let (_, rest) = page.split_once("<code class=\"secret\">").expect("a secret");
    rest.split('<').next().expect("text").replace(' ', "")
}

fn recovery_on(page: &str) -> Vec<String> {
    let parts = page.split("<li><code>").skip(1);
    parts.map(|part| part.split('<').next().expect("a code").to_owned()).collect()
}

/// The cookie of that name which an answer sets.
fn cookie(answer: &Answer, name: &str) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().expect("text"));
    let mut ours = cookies.filter(|cookie| cookie.starts_with(name));
    ours.next().and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned()
}

/// Turns it on through the pages; gives back the secret and the recovery codes.
async fn turn_on(program: &Program, db: &TestDb, cookie: &str) -> (String, Vec<String>) {
    assert_eq!(
        program.post(cookie, "/bo/account/second-factor", &[]).await.place(),
        "/bo/account/second-factor"
    );
    let page = program.get(cookie, "/bo/account/second-factor").await;
    assert!(page.body.contains("src=\"data:image/svg+xml,%3Csvg"), "{}", page.body);
    let secret = secret_on(&page.body);
    let code = shown(db, &secret, 0);
    let answer = program.post(cookie, "/bo/account/second-factor/confirmation", &[("otp", &code)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!([&page, &answer].iter().all(|answer| answer.headers["cache-control"] == "no-store"));
    let recovery = recovery_on(&answer.body);
    assert_eq!(recovery.len(), codes::RECOVERY);
    (secret, recovery)
}

/// The first step: gives the cookie of the sign-in that waits.
async fn half(program: &Program, password: &str) -> String {
    let fields = [("login", "lan.nt"), ("password", password), ("to", "/bo/tasks")];
    let answer = program.post("", "/sign-in", &fields).await;
    assert_eq!(answer.place(), "/sign-in/code?to=%2Fbo%2Ftasks", "{}", answer.body);
    assert!(cookie(&answer, "__Host-session").is_empty(), "no sign-in yet");
    cookie(&answer, "__Host-half-sign-in")
}

async fn enter(program: &Program, half: &str, code: &str) -> Answer {
    program.post(half, "/sign-in/code", &[("otp", code), ("to", "/bo/tasks")]).await
}

async fn works(program: &Program, token: &str) -> bool {
    program.api_get(token, "/api/v1/units").await.status == StatusCode::OK
}

async fn is_in(program: &Program, cookie: &str) -> bool {
    program.get(cookie, "/bo").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_sign_in_takes_password_and_code() {
    each_database(async |db| {
        let program = Program::new(db);
        let (id, own) = lan(&program).await;
        let other = program.sign_in("lan.nt", PASSWORD).await;
        program.post(&own, "/bo/account/second-factor", &[]).await;
        for wrong in ["", "12345", "abcd-efgh-jkmn-pqrs", "'--"] {
            let path = "/bo/account/second-factor/confirmation";
            let answer = program.post(&own, path, &[("otp", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        // What one sign-in was shown, another does not see.
        assert_eq!(program.get(&other, "/bo/account/second-factor").await.place(), "/bo/account");
        assert!(is_in(&program, &program.sign_in("lan.nt", PASSWORD).await).await, "nothing holds yet");
        let (secret, recovery) = turn_on(&program, db, &own).await;
        assert!(is_in(&program, &own).await && !is_in(&program, &other).await, "the others end");
        assert_eq!(program.get(&own, "/bo/account/second-factor").await.place(), "/bo/account", "shown once");
        assert_eq!(program.post(&own, "/bo/account/second-factor", &[]).await.status, StatusCode::CONFLICT);

        let waiting = half(&program, PASSWORD).await;
        // It opens nothing: not with its own cookie, nor put into the other.
        let disguised = waiting.replace("half-sign-in", "session");
        assert!(!is_in(&program, &waiting).await && !is_in(&program, &disguised).await);
        let used = shown(db, &secret, 0);
        let answer = enter(&program, &waiting, &used).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that turned it on is used");
        assert!(!answer.body.contains(&used), "a code never comes back");
        for (steps, right) in [(-1, false), (2, false), (1, true), (1, false), (0, false)] {
            let waiting = half(&program, PASSWORD).await;
            let answer = enter(&program, &waiting, &shown(db, &secret, steps)).await;
            assert_eq!(answer.place() == "/bo/tasks", right, "{steps} steps later");
            assert_eq!(is_in(&program, &cookie(&answer, "__Host-session")).await, right);
            assert!(!right || !is_in(&program, &waiting).await);
            assert!(
                !right || enter(&program, &waiting, &recovery[9]).await.place() == "/sign-in",
                "it is over"
            );
        }
        for (code, right) in
            [(&recovery[0], true), (&recovery[0], false), (&recovery[1].to_uppercase(), true)]
        {
            let waiting = half(&program, PASSWORD).await;
            assert_eq!(enter(&program, &waiting, code).await.place() == "/bo/tasks", right, "{code}");
        }
        let left = store::recovery_codes_left(&db.read().await.expect("reads"), id).await.expect("reads");
        assert_eq!(left, 8);
    })
    .await;
}

#[tokio::test]
async fn a_half_sign_in_ends_in_every_way() {
    each_database(async |db| {
        let program = Program::new(db);
        let (id, own) = lan(&program).await;
        let (secret, recovery) = turn_on(&program, db, &own).await;
        let admin = administrator(&program).await;
        let is_over = async |waiting: &str| program.get(waiting, "/sign-in/code").await.place() == "/sign-in";

        let late = half(&program, PASSWORD).await;
        assert!(!is_over(&late).await);
        db.clock.advance(TimeDelta::minutes(5));
        assert!(is_over(&late).await, "its time is over");
        assert_eq!(enter(&program, &late, &shown(db, &secret, 0)).await.place(), "/sign-in");
        for forged in ["", "__Host-half-sign-in=x", &format!("__Host-half-sign-in={}", "a".repeat(64))] {
            assert_eq!(enter(&program, forged, &recovery[0]).await.place(), "/sign-in", "{forged}");
        }
        let waiting = half(&program, PASSWORD).await;
        let new = "một mật khẩu khác hẳn";
        let fields = [("current", PASSWORD), ("password", new), ("again", new)];
        program.post(&own, "/bo/account/password", &fields).await;
        assert!(is_over(&waiting).await, "with the password that began it");
        let waiting = half(&program, new).await;
        program.post(&admin, &format!("/bo/people/{id}/disablement"), &[]).await;
        assert!(is_over(&waiting).await, "with the person");
        program.post(&admin, &format!("/bo/people/{id}/enablement"), &[]).await;
        // An invitation gives a new password, and does not spare the code.
        let invited = program.post(&admin, &format!("/bo/people/{id}/invitation"), &[]).await;
        let address = super::link(&invited.body);
        let answer = program.post("", &address, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(answer.place(), "/sign-in/code?to=%2Fbo");
        let waiting = cookie(&answer, "__Host-half-sign-in");
        assert_eq!(enter(&program, &waiting, &recovery[0]).await.place(), "/bo/tasks");
    })
    .await;
}

#[tokio::test]
async fn codes_cannot_be_guessed() {
    each_database(async |db| {
        let program = Program::new(db);
        let (_, own) = lan(&program).await;
        let (secret, _) = turn_on(&program, db, &own).await;
        let right = shown(db, &secret, 1);
        let wrong = if right == "000000" { "000001" } else { "000000" };
        let waiting = half(&program, PASSWORD).await;
        for _ in 0..3 {
            assert_eq!(enter(&program, &waiting, wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // A right password in between forgets nothing, and wrong ones count with wrong codes.
        let waiting = half(&program, PASSWORD).await;
        let sign_in = async |password| {
            program.post("", "/sign-in", &[("login", "lan.nt"), ("password", password)]).await.status
        };
        assert_eq!(sign_in("sai rồi").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(enter(&program, &waiting, wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = enter(&program, &waiting, &right).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one is looked at");
        assert_eq!(answer.headers["retry-after"], "3");
        assert_eq!(sign_in(PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
        db.clock.advance(TimeDelta::seconds(3));

        // Many at once are looked at one by one: one is counted, the others have to wait.
        let before = count(&db.read().await.expect("reads"), "audit_events").await;
        let answers = futures_util::future::join_all((0..20).map(|_| enter(&program, &waiting, wrong))).await;
        let looked_at =
            answers.iter().filter(|answer| answer.status == StatusCode::UNPROCESSABLE_ENTITY).count();
        assert_eq!(looked_at, 1);
        let after = count(&db.read().await.expect("reads"), "audit_events").await;
        assert_eq!(after - before, 1, "and recorded");
        db.clock.advance(TimeDelta::seconds(5));
        // The right one, many times at once, opens one sign-in.
        let right = shown(db, &secret, 1);
        let answers = futures_util::future::join_all((0..8).map(|_| enter(&program, &waiting, &right))).await;
        let open = answers.iter().filter(|answer| !cookie(answer, "__Host-session").is_empty());
        assert_eq!(open.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn turning_it_off_takes_password_and_code() {
    each_database(async |db| {
        let program = Program::new(db);
        let (_, own) = lan(&program).await;
        let off = async |password: &str, code: &str| {
            let fields = [("current", password), ("otp", code)];
            program.post(&own, "/bo/account/second-factor/end", &fields).await
        };
        let renew =
            async |code: &str| program.post(&own, "/bo/account/recovery-codes", &[("otp", code)]).await;
        assert_eq!(off(PASSWORD, "123456").await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not on");
        let (secret, recovery) = turn_on(&program, db, &own).await;
        assert_eq!(renew("").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let renewed = recovery_on(&renew(&recovery[0]).await.body);
        assert_eq!(renewed.len(), codes::RECOVERY);
        for (password, code) in [("sai rồi", renewed[0].as_str()), (PASSWORD, &recovery[1]), (PASSWORD, "")]
        {
            let answer = off(password, code).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            assert!(!answer.body.contains(password), "a password never comes back");
        }
        db.clock.advance(TimeDelta::hours(1));
        let other =
            program.post(&half(&program, PASSWORD).await, "/sign-in/code", &[("otp", &renewed[1])]).await;
        let other = cookie(&other, "__Host-session");
        assert_eq!(off(PASSWORD, &shown(db, &secret, 0)).await.place(), "/bo/account");
        assert!(is_in(&program, &own).await && !is_in(&program, &other).await, "the others end");
        program.sign_in("lan.nt", PASSWORD).await;
        assert_eq!(count(&db.read().await.expect("reads"), "recovery_codes").await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_has_lost_it_is_helped_by_who_looks_after_them() {
    each_database(async |db| {
        let program = Program::new(db);
        let (id, own) = lan(&program).await;
        turn_on(&program, db, &own).await;
        let waiting = half(&program, PASSWORD).await;
        let (_, token) = access_token(&program.app, id, true).await;
        calendar_address(&program.app, id).await;
        let elsewhere = unit(&program.app, "Thị xã khác", None).await;
        let stranger = somebody(&program.app, Role::Coordinator, Some(elsewhere)).await;
        let admin = somebody(&program.app, Role::Administrator, None).await;
        turn_on(&program, db, &admin.cookie).await;
        let reset = async |cookie: &str, whom: Uuid| {
            program.post(cookie, &format!("/bo/people/{whom}/second-factor/reset"), &[]).await
        };
        assert_eq!(reset(&stranger.cookie, id).await.status, StatusCode::NOT_FOUND);
        assert_eq!(reset(&own, id).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            reset(&admin.cookie, admin.id).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "one's own"
        );
        let (_, other) = access_token(&program.app, admin.id, true).await;
        assert!(is_in(&program, &own).await && works(&program, &token).await);
        assert_eq!(reset(&admin.cookie, id).await.status, StatusCode::SEE_OTHER);
        assert!(!is_in(&program, &own).await, "signed out");
        assert!(
            !works(&program, &token).await && works(&program, &other).await,
            "with their tokens, and no others"
        );
        assert_eq!(addresses(db).await, 0, "and their calendar");
        assert_eq!(program.get(&waiting, "/sign-in/code").await.place(), "/sign-in");
        program.sign_in("lan.nt", PASSWORD).await;
        let log = program.get(&admin.cookie, "/bo/audit?domain=person").await.body;
        assert!(log.contains("đã đặt lại xác thực hai bước của"), "{log}");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_makes_it_mandatory() {
    each_database(async |db| {
        let program = Program::new(db);
        let (id, own) = lan(&program).await;
        let admin = somebody(&program.app, Role::Administrator, None).await;
        let (_, token) = access_token(&program.app, id, true).await;
        calendar_address(&program.app, id).await;
        let (_, others) = access_token(&program.app, admin.id, true).await;
        let require = async |cookie: &str, required: &str| {
            program.post(cookie, "/bo/people/second-factor", &[("required", required)]).await.status
        };
        assert_eq!(require(&own, "1").await, StatusCode::FORBIDDEN);
        assert_eq!(require(&admin.cookie, "1").await, StatusCode::UNPROCESSABLE_ENTITY, "their own first");
        turn_on(&program, db, &admin.cookie).await;
        assert_eq!(require(&admin.cookie, "1").await, StatusCode::SEE_OTHER);
        assert!(is_in(&program, &admin.cookie).await && !is_in(&program, &own).await, "who has none is out");
        assert!(!works(&program, &token).await && works(&program, &others).await, "with their tokens");
        assert_eq!(addresses(db).await, 0, "and their calendar");

        // After the password there is the setting up, and nothing else.
        let (waiting, other) = (half(&program, PASSWORD).await, half(&program, PASSWORD).await);
        for path in ["/bo", "/bo/account", "/bo/account/second-factor"] {
            let answer = program.get(&waiting, path).await;
            assert!(answer.place().starts_with("/sign-in?to="), "{path}");
        }
        let secret = secret_on(&program.get(&waiting, "/sign-in/code?to=/bo/tasks").await.body);
        let others = secret_on(&program.get(&other, "/sign-in/code").await.body);
        assert_ne!(secret, others, "each sees its own");
        assert_eq!(enter(&program, &waiting, "000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = enter(&program, &waiting, &shown(db, &secret, 0)).await;
        assert_eq!(done.headers["cache-control"], "no-store");
        assert_eq!(recovery_on(&done.body).len(), codes::RECOVERY);
        let own = cookie(&done, "__Host-session");
        assert!(is_in(&program, &own).await);
        assert_eq!(program.get(&other, "/sign-in/code").await.place(), "/sign-in", "the other is over");
        let fields = [("current", PASSWORD), ("otp", &shown(db, &secret, 1))];
        let off = program.post(&own, "/bo/account/second-factor/end", &fields).await;
        assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody turns it off");

        // Somebody invited now sets it up first too.
        let town = unit(&program.app, "Thị xã B", None).await;
        let (_, address) = invite(&program, &admin.cookie, "ha.lt", "viewer", town).await;
        let new = "một mật khẩu khác hẳn";
        let answer = program.post("", &address, &[("password", new), ("again", new)]).await;
        assert_eq!(answer.place(), "/sign-in/code?to=%2Fbo");
        assert_eq!(require(&admin.cookie, "0").await, StatusCode::SEE_OTHER);
        program.sign_in("ha.lt", new).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_slips_in_while_it_is_turned_on() {
    each_database(async |db| {
        let program = Program::new(db);
        let (_, own) = lan(&program).await;
        let admin = somebody(&program.app, Role::Administrator, None).await;
        turn_on(&program, db, &admin.cookie).await;
        let sign_ins =
            (0..6).map(|_| program.post("", "/sign-in", &[("login", "lan.nt"), ("password", PASSWORD)]));
        let (answers, required) = tokio::join!(
            futures_util::future::join_all(sign_ins),
            program.post(&admin.cookie, "/bo/people/second-factor", &[("required", "1")]),
        );
        assert_eq!(required.status, StatusCode::SEE_OTHER);
        for answer in answers {
            let session = cookie(&answer, "__Host-session");
            assert!(session.is_empty() || !is_in(&program, &session).await, "{}", answer.place());
        }
        assert!(!is_in(&program, &own).await);
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_signs_in_without_a_code() {
    each_database(async |db| {
        let program = Program::new(db);
        let first = first_administrator(&program.app).await.expect("made").expect("the first");
        let own = program.sign_in(&first.login, &first.password).await;
        let (secret, _) = turn_on(&program, db, &own).await;
        // Neither the secret nor a code reaches the log.
        let log = program.get(&own, "/bo/audit").await.body;
        assert!(log.contains("đã bật xác thực hai bước") && !log.contains(&secret), "{log}");
    })
    .await;
}
