use crate::program::{Place, said};
use db::sea_orm::ConnectionTrait;
use db::testing::each_empty_database;

#[test]
fn config_shows_each_value_with_its_source_and_no_password() {
    let place = Place::new();
    std::fs::create_dir(place.data()).unwrap();
    std::fs::write(place.data().join("biokhe.toml"), "[uploads]\nkept = 7\n").unwrap();
    let mut command = place.command(&["config"]);
    command.env("BIOKHE__MAIL__SMTP_USER", "biokhe").env("BIOKHE__MAIL__SMTP_PASSWORD", "s3cret");
    let shown = command.env("BIOKHE__DATABASE__URL", "postgres://biokhe:s3cret@db/biokhe").output().unwrap();
    assert!(shown.status.success(), "{}", said(&shown.stderr));
    let shown = said(&shown.stdout);
    for (setting, source) in [
        ("kept = 7", "biokhe.toml"),
        ("hours = 24", "default"),
        ("biokhe:***@db", "DATABASE__URL"),
        ("smtp_password = ***", "SMTP_PASSWORD"),
    ] {
        let line =
            shown.lines().find(|line| line.contains(setting)).unwrap_or_else(|| panic!("{setting}: {shown}"));
        assert!(line.ends_with(source), "{line}");
    }
    assert!(!shown.contains("s3cret"));
}

#[test]
fn settings_that_do_not_fit_stop_every_command() {
    let place = Place::new();
    for (name, value, refusal) in [
        ("BIOKHE__UPLOADS__KEEP", "7", "there is no setting uploads.keep (BIOKHE__UPLOADS__KEEP)"),
        ("BIOKHE__SERVER__LISTEN", "0.0.0.0:8080", "can be reached from other machines"),
    ] {
        for command in ["serve", "config", "doctor", "migrate"] {
            let refused = place.command(&[command]).env(name, value).output().unwrap();
            assert_eq!(refused.status.code(), Some(1), "{command}");
            assert!(said(&refused.stderr).contains(refusal), "{command}: {}", said(&refused.stderr));
        }
    }
    assert!(!place.data().exists(), "nothing is made before the settings are known to fit");
}

#[test]
fn a_wrong_command_is_a_usage_error() {
    assert_eq!(Place::new().run(&["grow"]).status.code(), Some(2));
}

#[test]
fn doctor_finds_a_good_place_good_before_and_after_the_first_start() {
    let place = Place::new();
    let before = place.run(&["doctor"]);
    assert!(before.status.success(), "{}", said(&before.stdout));
    assert!(said(&before.stdout).contains("made at the first start"));
    assert!(place.run(&["migrate"]).status.success());
    let after = place.run(&["doctor"]);
    assert!(after.status.success(), "{}", said(&after.stdout));
    let after = said(&after.stdout);
    assert!(after.lines().any(|line| line.starts_with("✓ Database") && line.contains("ready")), "{after}");
    assert_eq!(after.lines().count(), 8, "{after}");
}

#[test]
fn doctor_fails_where_the_data_cannot_be_written_or_the_database_not_reached() {
    let place = Place::new();
    std::fs::write(place.data(), "a file where the folder should be").unwrap();
    let found = place.run(&["doctor"]);
    assert_eq!(found.status.code(), Some(1));
    assert!(said(&found.stdout).contains("✗ Data folder"), "{}", said(&found.stdout));

    let place = Place::new();
    let mut command = place.command(&["doctor"]);
    let found =
        command.env("BIOKHE__DATABASE__URL", "postgres://u:s3cret@127.0.0.1:9/none").output().unwrap();
    assert_eq!(found.status.code(), Some(1));
    let shown = said(&found.stdout);
    assert!(shown.contains("✗ Database") && !shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn two_that_migrate_at_once_do_it_once() {
    each_empty_database(async |db| {
        let place = Place::new();
        let both = [(); 2].map(|()| {
            let mut command = place.command(&["migrate"]);
            command.env("BIOKHE__DATABASE__URL", &db.settings.url);
            command.stdout(std::process::Stdio::piped()).spawn().unwrap()
        });
        let lines: usize = both
            .into_iter()
            .map(|migrating| {
                let done = migrating.wait_with_output().unwrap();
                assert!(done.status.success());
                // The last line is the number of the last step.
                said(&done.stdout).lines().count() - 1
            })
            .sum();
        assert_eq!(lines as i64, db::testing::count(&db.read().await.unwrap(), "migrations").await);
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    each_empty_database(async |db| {
        db.migrate().await.unwrap();
        let tx = db.housekeeping().await.unwrap();
        tx.execute_unprepared(
            "INSERT INTO migrations VALUES (999, '0999_later', 'x', '2030-01-01T00:00:00+00:00')",
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let place = Place::new();
        for command in ["migrate", "serve"] {
            let refused =
                place.command(&[command]).env("BIOKHE__DATABASE__URL", &db.settings.url).output().unwrap();
            assert_eq!(refused.status.code(), Some(1));
            let reason = said(&refused.stderr);
            assert!(reason.contains("step 999, newer than this program"), "{command}: {reason}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_audit_is_verified_against_itself_and_a_head_kept_elsewhere() {
    let place = Place::new();
    assert!(place.run(&["migrate"]).status.success());
    let none = place.run(&["audit", "verify"]);
    assert!(none.status.success(), "{}", said(&none.stdout));

    let clock = std::sync::Arc::new(base::SystemClock);
    let ids = std::sync::Arc::new(base::SystemIds::new(clock.clone()));
    let file = db::Settings::sqlite(&place.data().join("biokhe.sqlite"));
    let database = db::Db::connect(&file, clock, ids).unwrap();
    for _ in 0..3 {
        let tx = database.write(base::Actor::System).await.unwrap();
        tx.record(db::Event::new("reading.upload", "reading:1"));
        tx.commit().await.unwrap();
    }
    let head = said(&place.run(&["audit", "head"]).stdout).trim().to_owned();
    assert!(head.starts_with("3:"), "{head}");
    let whole = place.run(&["audit", "verify", "--head", &head]);
    assert_eq!((whole.status.code(), said(&whole.stdout).contains(&head)), (Some(0), true));
    assert_eq!(place.run(&["audit", "verify", "--head", "3:abc"]).status.code(), Some(2));

    let tx = database.housekeeping().await.unwrap();
    tx.execute_unprepared("UPDATE audit_events SET subject = 'reading:2' WHERE number = 2").await.unwrap();
    tx.commit().await.unwrap();
    let broken = place.run(&["audit", "verify", "--head", &head]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(said(&broken.stdout).contains("at the event of number: 2"), "{}", said(&broken.stdout));
    assert_eq!(place.run(&["audit", "head"]).status.code(), Some(1));
}
