use crate::archive::*;
use crate::program::{Place, said};
use crate::serve::Serving;
use std::fs;
use std::path::{Path, PathBuf};

#[tokio::test]
async fn what_was_backed_up_is_restored_elsewhere() {
    let (place, archive) = backed_up().await;
    assert_eq!(left_beside(&place), ["data", "data.zip"], "no part is left");
    let elsewhere = Place::new();
    for prepare in [|_: &Path| (), |data: &Path| fs::create_dir(data).unwrap()] {
        prepare(&elsewhere.data());
        let restored = restore(&elsewhere, &archive);
        assert!(restored.status.success(), "{}", said(&restored.stderr));
        assert_eq!(left_beside(&elsewhere), ["data"], "there was nothing to keep");
        assert_holds_the_same(&place, &elsewhere).await;
        fs::remove_dir_all(elsewhere.data()).unwrap();
    }
}

#[tokio::test]
async fn a_backup_is_made_while_the_server_runs_and_restored_only_when_it_does_not() {
    let (place, archive) = backed_up().await;
    fs::remove_file(&archive).unwrap();
    let serving = Serving::start(&place);
    let made = place.command(&["backup"]).arg(&archive).output().unwrap();
    assert!(made.status.success(), "{}", said(&made.stderr));
    assert_refused(&restore(&place, &archive), "stop the server first");
    assert!(serving.get("/healthz", "").starts_with("HTTP/1.1 200"));
    drop(serving);
    let restored = restore(&place, &archive);
    assert!(restored.status.success(), "{}", said(&restored.stderr));
    assert_eq!(content_of(&place).await, CONTENT);
}

#[tokio::test]
async fn what_was_there_before_is_kept_beside() {
    let (place, archive) = backed_up().await;
    fs::write(place.data().join("note"), "of yesterday").unwrap();
    let restored = restore(&place, &archive);
    assert!(restored.status.success(), "{}", said(&restored.stderr));
    let said = said(&restored.stdout);
    let kept = said.lines().find_map(|line| line.strip_prefix("What was there before is kept in: "));
    let kept = PathBuf::from(kept.unwrap_or_else(|| panic!("{said}")));
    assert_eq!(fs::read_to_string(kept.join("note")).unwrap(), "of yesterday");
    assert!(!place.data().join("note").exists());
    assert_eq!(left_beside(&place).len(), 3, "nothing else is left");
}

#[tokio::test]
async fn no_way_in_comes_back_and_nobody_else_reads_what_does() {
    let (place, archive) = backed_up().await;
    fs::remove_file(&archive).unwrap();
    let database = |place: &Place| place.data().join("biokhe.sqlite");
    let person = "X'0199aaaaaaaa7000800000000000000a'";
    let (made, ends) = ("'2026-11-01T00:00:00+00:00'", "'2099-11-01T00:00:00+00:00'");
    execute(
        &database(&place),
        &format!(
            "INSERT INTO people (id, login, name, sought, password, revision, created_at)
                 VALUES ({person}, 'lan.nt', 'Lan', 'lan', 'x', 1, {made});
             INSERT INTO second_factors VALUES ({person}, 'GEZDGNBV', 1, {made});
             INSERT INTO sessions (token_sha256, person_id, created_at, expires_at)
                 VALUES ('a', {person}, {made}, {ends});
             INSERT INTO half_sign_ins (token_sha256, person_id, expires_at) VALUES ('b', {person}, {ends});
             INSERT INTO invitations (person_id, token_sha256, expires_at) VALUES ({person}, 'c', {ends});
             INSERT INTO access_tokens (id, person_id, name, token_sha256, writes, last_day, created_at)
                 VALUES ({person}, {person}, 'Bảng tính', 'd', 1, '2099-11-01', {made});
             INSERT INTO calendar_addresses (person_id, secret_sha256, made_at) VALUES ({person}, 'e', {made});"
        ),
    )
    .await;
    let made = place.command(&["backup"]).arg(&archive).output().unwrap();
    assert!(made.status.success(), "{}", said(&made.stderr));
    let elsewhere = Place::new();
    let restored = restore(&elsewhere, &archive);
    assert!(restored.status.success(), "{}", said(&restored.stderr));
    for (table, before, after) in [
        ("sessions", 1, 0),
        ("half_sign_ins", 1, 0),
        ("invitations", 1, 0),
        ("access_tokens", 1, 0),
        ("calendar_addresses", 1, 0),
        ("people", 1, 1),
        ("second_factors", 1, 1),
        ("audit_events WHERE action = 'instance.restore'", 0, 1),
    ] {
        let rows = (rows_of(&database(&place), table).await, rows_of(&database(&elsewhere), table).await);
        assert_eq!(rows, (before, after), "{table}");
    }
    assert!(elsewhere.run(&["audit", "verify"]).status.success());

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        let restored = Place::new();
        assert!(restore(&restored, &archive).status.success());
        let mut folders = vec![restored.data()];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            assert_eq!(
                fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
                0o700,
                "{}",
                folder.display()
            );
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
                    assert_eq!(mode, 0o600, "{}", path.display());
                    files += 1;
                }
            }
        }
        assert!(files >= 3, "database, settings and a file: {files}");
    }
}

#[tokio::test]
async fn a_place_where_no_archive_can_stand_is_refused_with_a_reason() {
    let (place, archive) = backed_up().await;
    fs::remove_file(&archive).unwrap();
    let outside = archive.parent().unwrap();
    let other_way = outside.join("other-way");
    std::os::unix::fs::symlink(place.data(), &other_way).unwrap();
    fs::write(outside.join("note"), "").unwrap();
    for (file, reason) in [
        (place.data().join("a.zip"), "would be lost together with it"),
        (place.data().join("files/a.zip"), "would be lost together with it"),
        (other_way.join("a.zip"), "would be lost together with it"),
        (outside.join("nowhere/a.zip"), "does not exist; make it first"),
        (outside.join("nowhere/.."), "does not exist; make it first"),
        (outside.join("note/a.zip"), "does not exist; make it first"),
        // Nobody writes there, not even root.
        (PathBuf::from("/proc/a.zip"), "cannot be written to; let the user"),
    ] {
        assert_refused(&place.command(&["backup"]).arg(&file).output().unwrap(), reason);
        assert!(!file.exists());
    }
    // Beside the data folder, by a name without a way.
    let beside = place.command(&["backup", "a.zip"]).current_dir(outside).output().unwrap();
    assert!(beside.status.success(), "{}", said(&beside.stderr));
    assert!(outside.join("a.zip").exists());
}

#[tokio::test]
async fn nothing_is_overwritten_and_nothing_made_of_nothing() {
    let (place, archive) = backed_up().await;
    let before = fs::read(&archive).unwrap();
    let again = place.command(&["backup"]).arg(&archive).output().unwrap();
    assert_refused(&again, "nothing is overwritten");
    assert_eq!(fs::read(&archive).unwrap(), before);

    let empty = Place::new();
    assert_refused(&empty.run(&["backup", "never.zip"]), "no database to back up");
    assert!(!empty.data().exists());
    for command in ["backup", "restore"] {
        let mut command = place.command(&[command, "never.zip"]);
        let refused = command.env("BIOKHE__DATABASE__URL", "postgres://u:p@127.0.0.1:9/none").output();
        assert_refused(&refused.unwrap(), "pg_dump");
    }
}

#[tokio::test]
async fn every_damage_is_found_before_anything_is_replaced() {
    let (place, archive) = backed_up().await;
    let stored = format!("files/{}", sha256(CONTENT));
    let bytes = fs::read(&archive).unwrap();
    let at = bytes.windows(CONTENT.len()).position(|part| part == CONTENT).expect("stored as it is");
    let mut flipped = bytes.clone();
    flipped[at] ^= 1;
    let entries = entries(&archive);
    let with = |change: &dyn Fn(&mut Entries)| {
        let mut changed = entries.clone();
        change(&mut changed);
        zipped(&changed)
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a flipped byte", flipped, "not what was backed up"),
        ("a cut tail", bytes[..bytes.len() - 40].to_vec(), "damaged, cut off"),
        ("no archive", b"a letter".to_vec(), "damaged, cut off"),
        ("a lost file", with(&|all| all.retain(|(path, _)| *path != stored)), "it lacks: files/"),
        (
            "a lost manifest",
            with(&|all| all.retain(|(path, _)| path != "manifest.json")),
            "it lacks: manifest",
        ),
        (
            "another content",
            with(&|all| *content(all, &stored) = b"other".to_vec()),
            "not what was backed up",
        ),
        ("more content", with(&|all| content(all, &stored).push(0)), "not what was backed up"),
        ("a stranger", with(&|all| all.push(("files/x".into(), vec![]))), "does not belong in it: files/x"),
        ("a way out", with(&|all| all.push(("../evil".into(), vec![]))), "does not belong in it: ../evil"),
        ("a way out, named", with(&|all| listed(all, "../evil", b"x")), "does not belong in it: ../evil"),
        ("an absolute path, named", with(&|all| listed(all, "/evil", b"x")), "does not belong in it: /evil"),
        (
            "a file under another's name",
            with(&|all| listed(all, &format!("files/{}", sha256(b"y")), b"x")),
            "does not belong in it: files/",
        ),
        ("a later format", with(&|all| edit(all, "\"format\": 1", "\"format\": 2")), "Format: 2"),
        (
            "another schema",
            with(&|all| edit(all, "\"schema\": ", "\"schema\": 1")),
            "database in the archive",
        ),
        ("another audit", with(&|all| edit(all, "\"number\": 1", "\"number\": 2")), "audit no longer holds"),
    ];
    for (name, damaged, refusal) in cases {
        let before = (left_beside(&place), content_of(&place).await);
        let path = place.file("damaged", damaged);
        let refused = restore(&place, &path);
        assert!(said(&refused.stderr).contains(refusal), "{name}: {}", said(&refused.stderr));
        assert_refused(&refused, refusal);
        fs::remove_file(path).unwrap();
        assert_eq!((left_beside(&place), content_of(&place).await), before, "{name}");
    }
    assert!(place.run(&["audit", "verify"]).status.success());
}

/// The manifest fits in these, the database does not.
#[tokio::test]
async fn a_damaged_database_is_found_even_where_the_manifest_was_made_to_fit() {
    let (place, archive) = backed_up().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("biokhe.sqlite");
    for (statement, refusal) in [
        ("UPDATE audit_events SET subject = 'plan:2'", "at the event of number: 1"),
        (
            "CREATE TABLE parents (id integer PRIMARY KEY); \
          CREATE TABLE children (parent integer REFERENCES parents); INSERT INTO children VALUES (7)",
            "children → parents",
        ),
    ] {
        let mut all = entries(&archive);
        fs::write(&file, content(&mut all, "biokhe.sqlite")).unwrap();
        execute(&file, statement).await;
        let changed = fs::read(&file).unwrap();
        replace(&mut all, "biokhe.sqlite", changed);
        assert_refused(&restore(&place, &place.file("damaged", zipped(&all))), refusal);
    }
    let mut all = entries(&archive);
    let mut torn = content(&mut all, "biokhe.sqlite").clone();
    let half = torn.len() / 2;
    torn[half..].fill(0x5a);
    replace(&mut all, "biokhe.sqlite", torn);
    assert_refused(
        &restore(&place, &place.file("damaged", zipped(&all))),
        "database in the archive is damaged",
    );
    assert_eq!(content_of(&place).await, CONTENT);
}
