use super::*;
use std::fmt::Write as _;
use tempfile::TempDir;

fn layers() -> Layers {
    Layers::new(DEFAULT).unwrap()
}

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

/// The settings with `text` as file and `pairs` as environment, or why not.
fn config(text: &str, pairs: &[(&str, &str)]) -> Result<Config, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("biokhe.toml");
    std::fs::write(&path, text).unwrap();
    let layers = layers().with_file(&path).and_then(|layers| layers.with_environment(variables(pairs)));
    layers
        .and_then(|layers| Config::new(&layers))
        .map_err(|error| format!("{error:#}").replace(&*path.to_string_lossy(), "FILE"))
}

#[test]
fn the_default_is_whole_and_listens_to_this_machine_only() {
    let config = config("", &[]).unwrap();
    assert!(config.server.listen.ip().is_loopback());
    assert_eq!(config.server.public_url(), None);
    assert_eq!(config.uploads.bytes(), 50 << 20);
    assert_eq!(config.database.settings(Path::new("here")).url, "sqlite://here/biokhe.sqlite");
    assert_eq!(config.reader.program().unwrap(), std::env::current_exe().unwrap());
}

#[test]
fn messages_are_looked_for_where_that_is_said() {
    let source = |text| config(text, &[]).unwrap().exchange.source(Path::new("/data"));
    assert_eq!(source(""), None);
    assert_eq!(source("[exchange]\nsource = \"exchange/in\""), Some(PathBuf::from("/data/exchange/in")));
    assert_eq!(source("[exchange]\nsource = \"/srv/truc\""), Some(PathBuf::from("/srv/truc")));
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
    let text = "[uploads]\nkept = 7\nhours = 3\n[server]\npublic_url = \"https://biokhe.example.vn\"";
    let config =
        config(text, &[("BIOKHE__UPLOADS__KEPT", "9"), ("BIOKHE_TEST", "1"), ("PATH", "/")]).unwrap();
    assert_eq!((config.uploads.kept, config.uploads.hours, config.jobs.workers), (9, 3, 2));
    assert_eq!(config.server.public_url(), Some("https://biokhe.example.vn"));
}

#[test]
fn each_value_tells_where_it_comes_from() {
    let layers = layers().with_environment(variables(&[("BIOKHE__LOG__FORMAT", "json")])).unwrap();
    assert_eq!(layers.source("log.format"), &Source::Environment("BIOKHE__LOG__FORMAT".to_owned()));
    assert_eq!(layers.source("log.level"), &Source::Default);
}

#[test]
fn what_does_not_fit_is_refused_with_its_name_and_place() {
    for (text, pairs, refusal) in [
        (
            "[upload]\nkept = 7",
            &[][..],
            "there is no setting upload.kept (FILE); the nearest name is uploads.kept",
        ),
        ("kept = 7", &[], "there is no setting kept (FILE); the nearest name is"),
        (
            "",
            &[("BIOKHE__SERVER__LISTN", "x")],
            "there is no setting server.listn (BIOKHE__SERVER__LISTN); the nearest name is server.listen",
        ),
        (
            "[uploads]\nkept = \"7\"",
            &[],
            "uploads.kept = \"7\" (FILE): type integer is wanted, this is string",
        ),
        (
            "",
            &[("BIOKHE__UPLOADS__KEPT", "many")],
            "uploads.kept = \"many\" (BIOKHE__UPLOADS__KEPT): type integer",
        ),
        ("[uploads]\nkept = -1", &[], "uploads.kept = -1 (FILE): "),
        ("[uploads]\nkept = 0", &[], "uploads.kept = 0 (FILE) has to be 1 or more"),
        ("[log]\nformat = \"xml\"", &[], "log.format = \"xml\" (FILE): unknown variant `xml`"),
        ("[server]\nlisten = \"8080\"", &[], "server.listen = \"8080\" (FILE): invalid socket address"),
        (
            "[server]\nlisten = \"0.0.0.0:8080\"",
            &[],
            "server.listen = \"0.0.0.0:8080\" (FILE) can be reached from",
        ),
        (
            "[server]\npublic_url = \"biokhe.vn\"",
            &[],
            "server.public_url = \"biokhe.vn\" (FILE) does not begin",
        ),
        ("uploads = 7", &[], "there is no setting uploads (FILE)"),
        (
            "[exchange]\nsource = \"exchange/out\"",
            &[],
            "exchange.source = \"exchange/out\" (FILE) is where our own messages go",
        ),
        ("[notices]\ndue_days = \"7; 1\"", &[], "notices.due_days = \"7; 1\" (FILE) has to be whole numbers"),
        ("[notices]\ndue_days = \"-1\"", &[], "notices.due_days = \"-1\" (FILE) has to be whole numbers"),
        ("[notices]\nescalation_days = 0", &[], "notices.escalation_days = 0 (FILE) has to be 1 or more"),
        ("[mail]\nhour = 24", &[], "mail.hour = 24 (FILE) has to be 0 to 23"),
        ("[mail]\nfrom = \"BioKhê\"", &[], "mail.from = \"BioKhê\" (FILE) is no address"),
        (
            "[mail]\nfrom = \"\"\"a@b.vn\r\nBcc: c@d.vn\"\"\"",
            &[],
            "mail.from = \"a@b.vn\r\nBcc: c@d.vn\" (FILE) is no address",
        ),
        ("[mail]\nsink = \"fax\"", &[], "mail.sink = \"fax\" (FILE): unknown variant"),
        (
            "[mail]\nsink = \"smtp\"\nsmtp_host = \"mail.example.vn\"",
            &[],
            "mail.sink = \"smtp\" (FILE) needs mail.from",
        ),
        ("[mail]\nsink = \"smtp\"", &[], "mail.sink = \"smtp\" (FILE) needs mail.smtp_host"),
        (
            "[mail]\nsink = \"smtp\"\nsmtp_host = \"mail.example.vn\"\nfrom = \"a@b.vn\"",
            &[],
            "mail.sink = \"smtp\" (FILE) needs server.public_url",
        ),
        (
            "[server]\npublic_url = \"https://a.vn\"\n[mail]\nsink = \"smtp\"\nsmtp_host = \"mail.example.vn\"\nfrom = \"a@b.vn\"\nsmtp_security = \"none\"",
            &[],
            "mail.smtp_security = \"none\" (FILE): mails and the password would cross an open line",
        ),
        ("[mail]\nsmtp_password = 12345", &[], "mail.smtp_password = *** (FILE): type string is wanted"),
        ("[uploads", &[], "FILE: TOML parse error"),
    ] {
        let found = config(text, pairs).expect_err(refusal);
        assert!(found.starts_with(refusal), "{text} {pairs:?}: {found}");
    }
}

#[tokio::test]
async fn mails_go_where_they_are_set_to() {
    let here = Path::new("here");
    let of = |text: &str| {
        let config = config(text, &[("BIOKHE__MAIL__SMTP_PASSWORD", "s3cret")]);
        let config = config.unwrap();
        assert!(!format!("{config:?}").contains("s3cret"));
        notice_settings(&config.notices, &config.mail, here).unwrap()
    };
    let user = "smtp_user = \"biokhe\"\n";
    let settings = of(&format!("[mail]\n{user}"));
    assert_eq!(settings.rules.due_days, [14, 7, 1]);
    assert!(matches!(settings.post, app::notices::Post::Folder(folder) if folder == here.join("mail")));
    let smtp = "sink = \"smtp\"\nsmtp_host = \"mail.example.vn\"\nfrom = \"a@b.vn\"";
    let settings = of(&format!("[server]\npublic_url = \"https://a.vn\"\n[mail]\n{user}{smtp}"));
    assert!(matches!(settings.post, app::notices::Post::Smtp(_)));
    assert!(matches!(of(&format!("[mail]\n{user}sink = \"off\"")).post, app::notices::Post::Off));
}

#[test]
fn an_open_address_can_be_allowed() {
    let config = config("[server]\nlisten = \"0.0.0.0:80\"\nallow_public = true", &[]).unwrap();
    assert_eq!(config.server.listen.port(), 80);
}

#[test]
fn the_reference_is_made_of_the_default() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/generated/config.md");
    let fresh = reference();
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == fresh, "docs/generated/config.md is old: run the tests with UPDATE_GENERATED=1");
}

/// `docs/generated/config.md`: the comments of the default as a table.
fn reference() -> String {
    let mut text = String::from(
        "# Settings\n\nWritten by a test from `biokhe.default.toml`; `UPDATE_GENERATED=1` renews it. Each can be set in \
         `biokhe.toml` in the data folder\nor by an environment variable.\n",
    );
    let mut comment = String::new();
    for line in DEFAULT.lines() {
        if let Some(words) = line.strip_prefix('#') {
            comment.push_str(words);
        } else if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            write!(text, "\n## {section}\n\n| name | default | variable | meaning |\n|---|---|---|---|\n")
                .unwrap();
            comment.clear();
        } else if let Some((name, default)) = line.split_once(" = ") {
            let section =
                text.rsplit("\n## ").next().and_then(|rest| rest.lines().next()).unwrap_or_default();
            let variable = format!("BIOKHE__{}__{}", section.to_uppercase(), name.to_uppercase());
            let meaning = comment.trim();
            assert!(!meaning.is_empty(), "{section}.{name} is not explained in biokhe.default.toml");
            let row = format!("| `{name}` | `{default}` | `{variable}` | {meaning} |\n");
            text.push_str(&row);
            comment.clear();
        } else {
            comment.clear();
        }
    }
    text
}
