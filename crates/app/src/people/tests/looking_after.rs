//! The pages of those who look after people: what is done twice, and what is refused is not offered.

use axum::http::StatusCode;
use chrono::TimeDelta;
use db::testing::{count, each_database};

use super::{PASSWORD, invite, link};
use crate::access::Role;
use crate::people::testing::{Somebody, invitation, kept_out, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

#[tokio::test]
async fn the_form_of_somebody_new_sent_again_changes_nothing() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let admin = somebody(&program.app, Role::Administrator, None).await.cookie;
        let (id, unit) = (program.app.db.next_id().to_string(), town.to_string());
        let fields = [
            ("key", id.as_str()),
            ("name", "Nguyễn Thị Lan"),
            ("login", "lan.nt"),
            ("role", "officer"),
            ("unit", &unit),
            ("from", "2026-11-01"),
        ];
        let first = program.post(&admin, "/bo/people", &fields).await;
        let address = link(&first.body);
        let events = count(&db.read().await.expect("reads"), "audit_events").await;
        let again = program.post(&admin, "/bo/people", &fields).await;
        assert_eq!(again.place(), format!("/bo/people/{id}?added=1"));
        assert_eq!(count(&db.read().await.expect("reads"), "audit_events").await, events);
        let page = program.get(&admin, again.place()).await.body;
        assert!(page.contains("Nguyễn Thị Lan đã được thêm") && page.contains("Tạo lời mời mới"), "{page}");
        assert!(!page.contains("/invitations/"), "the link is shown once");
        assert_eq!(program.get("", &address).await.status, StatusCode::OK, "which holds");
        // The same name for somebody else is another matter.
        let other = program.app.db.next_id().to_string();
        let fields = fields.map(|(name, value)| (name, if name == "key" { &other } else { value }));
        let taken = program.post(&admin, "/bo/people", &fields).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_does_not_hold_says_so_and_whom_to_ask() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let admin = somebody(&program.app, Role::Administrator, None).await.cookie;
        let (_, used) = invite(&program, &admin, "lan.nt", "officer", town).await;
        let choice = [("password", PASSWORD), ("again", PASSWORD)];
        program.post("", &used, &choice).await;
        let off = somebody(&program.app, Role::Viewer, Some(town)).await;
        let shut = format!("/invitations/{}", invitation(&program.app, &off).await);
        kept_out(&program.app, &off, false).await;
        let late = somebody(&program.app, Role::Viewer, Some(town)).await;
        let late = format!("/invitations/{}", invitation(&program.app, &late).await);
        db.clock.advance(TimeDelta::days(7));
        let unknown = format!("/invitations/{}", "a".repeat(64));
        for path in [&used, &shut, &late, &unknown, "/invitations/abc"] {
            let unequal = [("password", PASSWORD), ("again", "khác hẳn rồi nhé")];
            for answer in [
                program.get("", path).await,
                program.post("", path, &choice).await,
                program.post("", path, &unequal).await,
            ] {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                let told = ["đã hết hạn", "người quản trị", "href=\"/sign-in\""];
                assert!(told.iter().all(|words| answer.body.contains(words)), "{path}: {}", answer.body);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_disables_their_own_account() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã", None).await;
        somebody(app, Role::Administrator, None).await;
        for who in [
            somebody(app, Role::Administrator, None).await,
            somebody(app, Role::Coordinator, Some(town)).await,
        ] {
            let page = format!("/bo/people/{}", who.id);
            assert!(!program.get(&who.cookie, &page).await.body.contains("/disablement"));
            let answer = program.post(&who.cookie, &format!("{page}/disablement"), &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains("không thể khóa tài khoản của chính mình"), "{}", answer.body);
            assert_eq!(program.get(&who.cookie, "/bo").await.status, StatusCode::OK, "still there");
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_offers_what_is_allowed_and_nothing_else() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã", None).await;
        let office = unit(app, "Phòng", Some(town)).await;
        let elsewhere = unit(app, "Thị xã khác", None).await;
        let admin = somebody(app, Role::Administrator, None).await;
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        // Everywhere, and for a while also here.
        let above = somebody(app, Role::Administrator, None).await;
        let below = somebody(app, Role::Officer, Some(office)).await;
        let both = somebody(app, Role::Officer, Some(office)).await;
        let off = somebody(app, Role::Viewer, Some(office)).await;
        kept_out(app, &off, false).await;
        for (whom, unit) in [(&above, town), (&both, elsewhere)] {
            let unit = unit.to_string();
            let grant = [("role", "viewer"), ("unit", unit.as_str()), ("from", "2026-11-01")];
            let given = program.post(&admin.cookie, &format!("/bo/people/{}/grants", whom.id), &grant).await;
            assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        }
        let page = program.get(&coordinator.cookie, &format!("/bo/people/{}", above.id)).await.body;
        assert!(page.contains("tài khoản chỉ do cấp trên quản lý"), "and says why");
        let everybody = [&admin, &coordinator, &above, &below, &both, &off];
        let mut offered = Vec::new();
        // The administrator last, who takes the coordinator's sign-in away.
        for who in [&coordinator, &admin] {
            for whom in everybody {
                let page = format!("/bo/people/{}", whom.id);
                let shown = program.get(&who.cookie, &page).await;
                let forms = forms(&shown.body);
                offered.push(forms.len());
                for verb in ["invitation", "disablement", "enablement", "second-factor/reset"] {
                    let path = format!("{page}/{verb}");
                    let is_outside =
                        who.id == coordinator.id && [admin.id, above.id, both.id].contains(&whom.id);
                    if !forms.contains(&path) && !is_outside {
                        continue;
                    }
                    let answer = program.post(&who.cookie, &path, &[]).await;
                    assert_eq!(answer.status.is_client_error(), is_outside, "{path}: {}", answer.body);
                    kept_in(&program, &admin, whom, &off).await;
                }
            }
        }
        // Invitation, disablement and each role; of oneself no disablement; of others' people only the roles here.
        assert_eq!(offered, [0, 2, 1, 3, 1, 2, 2, 3, 4, 3, 4, 2]);
    })
    .await;
}

#[tokio::test]
async fn the_role_of_the_last_administrator_is_not_offered_to_end() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let one = somebody(app, Role::Administrator, None).await;
        let (page, end) = (format!("/bo/people/{}", one.id), format!("/bo/grants/{}/end", one.grant));
        assert!(!program.get(&one.cookie, &page).await.body.contains(&end));
        let answer = program.post(&one.cookie, &end, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("người quản trị duy nhất"), "said on the page of the person");
        // With another one, they may step down.
        somebody(app, Role::Administrator, None).await;
        assert!(program.get(&one.cookie, &page).await.body.contains(&end));
        assert_eq!(program.post(&one.cookie, &end, &[]).await.place(), page);
    })
    .await;
}

/// Undoes what a button did, so that the next finds what the first found.
async fn kept_in(program: &Program, admin: &Somebody, whom: &Somebody, off: &Somebody) {
    let verb = if whom.id == off.id { "disablement" } else { "enablement" };
    program.post(&admin.cookie, &format!("/bo/people/{}/{verb}", whom.id), &[]).await;
}

/// Where the forms of a page about somebody lead, but that for another role, which stands on each.
fn forms(page: &str) -> Vec<String> {
    let actions = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let about = actions.filter(|path| path.starts_with("/bo/people/") || path.starts_with("/bo/grants/"));
    about.filter(|path| !path.ends_with("/grants")).map(str::to_owned).collect()
}
