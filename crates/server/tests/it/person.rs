use crate::program::{Place, said};
use crate::sample::password;
use crate::serve::Serving;
use db::sea_orm::{ConnectionTrait, Statement};
use db::testing::each_empty_database;

/// The secret of the invitation that was printed under this address.
fn secret(printed: &str, start: &str) -> String {
    let line = printed.lines().find_map(|line| line.strip_prefix(start)?.strip_prefix("/invitations/"));
    line.unwrap_or_else(|| panic!("no invitation in {printed}")).to_owned()
}

#[test]
fn somebody_who_is_shut_out_gets_a_new_link_beside_the_running_server() {
    let place = Place::new();
    let loaded = said(&place.run(&["sample", "load"]).stdout);
    let serving = Serving::start(&place);
    let old = password(&loaded, "mai.tt");
    let form = format!("login=mai.tt&password={old}");
    let cookie = format!("Cookie: {}\r\n", serving.cookie("/sign-in", &form));
    assert!(serving.get("/bo", &cookie).starts_with("HTTP/1.1 200"));

    let done = place.run(&["person", "recover", "Mai.TT"]);
    assert!(done.status.success(), "{}", said(&done.stderr));
    let printed = said(&done.stdout);
    assert!(printed.contains("shown this once") && printed.contains("expires: 7"), "{printed}");
    let path = format!("/invitations/{}", secret(&printed, "http://127.0.0.1:8080"));
    assert!(serving.get("/bo", &cookie).starts_with("HTTP/1.1 303"), "signed out");
    assert!(serving.get(&path, "Accept: text/html\r\n").contains("mai.tt"));
    let new = "password=con+suoi+chay+qua+lang&again=con+suoi+chay+qua+lang";
    let cookie = format!("Cookie: {}\r\n", serving.cookie(&path, new));
    assert!(serving.get("/bo", &cookie).starts_with("HTTP/1.1 200"));
    assert!(said(&place.run(&["audit", "verify"]).stdout).contains("whole"));

    // Under the address that people use.
    let mut command = place.command(&["person", "recover", "mai.tt"]);
    let done = command.env("BIOKHE__SERVER__PUBLIC_URL", "https://biokhe.example.vn/").output().unwrap();
    assert_eq!(secret(&said(&done.stdout), "https://biokhe.example.vn").len(), 64);
}

#[tokio::test]
async fn the_second_step_goes_and_the_audit_says_who_did_it() {
    each_empty_database(async |db| {
        db.migrate().await.unwrap();
        let place = Place::new();
        let run = |arguments: &[&str]| {
            let mut command = place.command(arguments);
            command.env("BIOKHE__DATABASE__URL", &db.settings.url).output().unwrap()
        };
        assert!(run(&["sample", "load"]).status.success());
        let write = async |sql: &str| {
            let tx = db.housekeeping().await.unwrap();
            tx.execute_unprepared(sql).await.unwrap();
            tx.commit().await.unwrap();
        };
        write(
            "INSERT INTO second_factors (person_id, secret, last_step, confirmed_at) \
             SELECT id, 'A', 0, '2026-11-01T00:00:00+00:00' FROM people WHERE login = 'quantri'",
        )
        .await;
        let done = run(&["person", "recover", "quantri"]);
        assert!(done.status.success(), "{}", said(&done.stderr));
        let tx = db.read().await.unwrap();
        assert_eq!(db::testing::count(&tx, "second_factors").await, 0);
        assert_eq!(db::testing::count(&tx, "invitations").await, 1);
        let sql = "SELECT actor FROM audit_events WHERE action = 'person.recover'";
        let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await.unwrap();
        let actors: Vec<String> = rows.iter().map(|row| row.try_get("", "actor").unwrap()).collect();
        assert_eq!(actors, ["system"]);
        drop(tx);

        write("UPDATE people SET disabled_at = '2026-11-01T00:00:00+00:00' WHERE login = 'hoa.lt'").await;
        for (login, reason) in
            [("nobody", "Nobody signs in"), ("Không ai", "Nobody signs in"), ("hoa.lt", "is disabled")]
        {
            let refused = run(&["person", "recover", login]);
            assert_eq!(refused.status.code(), Some(1));
            assert!(said(&refused.stderr).contains(reason), "{login}: {}", said(&refused.stderr));
        }
    })
    .await;
}

#[test]
fn a_data_folder_that_was_mistyped_is_not_made() {
    let place = Place::new();
    let refused = place.run(&["person", "recover", "quantri"]);
    assert!(said(&refused.stderr).contains("check --data"), "{}", said(&refused.stderr));
    assert!(!place.data().exists());
}
