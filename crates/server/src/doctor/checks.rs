use super::mail::mail;
use super::{Finding, State};
use crate::config::{Config, Layers, Source};
use crate::instance::Instance;
use crate::settings::without_password;
use base::{Clock, SystemClock};
use chrono::{DateTime, Utc};
use nix::sys::statvfs::statvfs;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

/// All checks, in the order in which one mends.
pub(super) async fn all(data: &Path, config: &Config, layers: &Layers) -> Vec<Finding> {
    let folder = folder(data);
    let usable = folder.state == State::Good;
    let mut findings = vec![settings(layers), folder];
    if usable {
        findings.push(space(data));
        findings.push(database(data, config).await);
        findings.push(mail(data, config).await);
        findings.extend(config.exchange.source(data).map(|source| messages(&source)));
    }
    findings.extend([
        program("tesseract", "tesseract", &["--list-langs"], |languages| {
            languages.lines().any(|line| line == "vie")
        }),
        program("pdftoppm", "pdftoppm", &["-v"], |_| true),
        clock(SystemClock.now()),
    ]);
    findings
}

/// Bytes below which uploads and the database may soon have no room.
const LITTLE_SPACE: u64 = 1 << 30;

fn settings(layers: &Layers) -> Finding {
    let own: BTreeSet<String> = layers
        .iter()
        .filter(|(_, _, source)| **source != Source::Default)
        .map(|(_, _, source)| source.to_string())
        .collect();
    let detail = own.into_iter().collect::<Vec<_>>().join(", ");
    if detail.is_empty() {
        Finding {
            subject: "settings",
            state: State::Good,
            meaning: "by-default",
            detail: "biokhe.default.toml".to_owned(),
        }
    } else {
        Finding { subject: "settings", state: State::Good, meaning: "set-by", detail }
    }
}

fn folder(data: &Path) -> Finding {
    let was_there = data.exists();
    let mut tried = std::fs::create_dir_all(data).and_then(|()| write_to(data));
    if tried.is_ok() && !was_there {
        // Who only asks finds everything as it was.
        tried = std::fs::remove_dir(data);
    }
    let (state, meaning, detail) = match tried {
        Ok(()) => (State::Good, "writable", data.display().to_string()),
        Err(fault) => (State::Broken, "not-writable", format!("{}: {fault}", data.display())),
    };
    Finding { subject: "folder", state, meaning, detail }
}

/// Whether a file can be written into the folder, which is left as it was.
pub(super) fn write_to(folder: &Path) -> std::io::Result<()> {
    let trial = folder.join(".doctor.tmp");
    std::fs::write(&trial, "biokhe").and_then(|()| std::fs::remove_file(&trial))
}

fn space(data: &Path) -> Finding {
    let there = std::path::absolute(data).unwrap_or_else(|_| data.to_path_buf());
    let there = there.ancestors().find(|folder| folder.exists()).unwrap_or(data);
    let (state, meaning, detail) = match statvfs(there) {
        Ok(found) => {
            let free = found.blocks_available() * found.fragment_size();
            let detail = format!("{} MiB", free >> 20);
            if free < LITTLE_SPACE {
                (State::Lacking, "little", detail)
            } else {
                (State::Good, "enough", detail)
            }
        }
        Err(fault) => (State::Lacking, "unknown", fault.to_string()),
    };
    Finding { subject: "space", state, meaning, detail }
}

async fn database(data: &Path, config: &Config) -> Finding {
    let settings = config.database.settings(data);
    let url = without_password(&settings.url);
    let missing = settings.url.strip_prefix("sqlite://").is_some_and(|file| !Path::new(file).exists());
    let (state, meaning, detail) = if missing {
        (State::Good, "made-at-start", url)
    } else {
        let looked = async { Instance::open(data, config)?.db.check().await.map_err(anyhow::Error::from) };
        match looked.await {
            Ok(()) => (State::Good, "up-to-date", url),
            Err(fault) => (State::Broken, "not-usable", format!("{url}: {fault:#}")),
        }
    };
    Finding { subject: "database", state, meaning, detail }
}

/// Whether messages of others can be read, and put away.
fn messages(source: &Path) -> Finding {
    let tried = std::fs::read_dir(source).and_then(|_| write_to(source));
    let (state, meaning, detail) = match tried {
        Ok(()) => (State::Good, "writable", source.display().to_string()),
        Err(fault) => (State::Lacking, "not-writable", format!("{}: {fault}", source.display())),
    };
    Finding { subject: "messages", state, meaning, detail }
}

/// Whether `name` runs with `arguments` and says what `fits` looks for.
fn program(subject: &'static str, name: &str, arguments: &[&str], fits: impl Fn(&str) -> bool) -> Finding {
    let (state, meaning, detail) = match Command::new(name).args(arguments).stdin(Stdio::null()).output() {
        Ok(output) => {
            let said = [output.stdout, output.stderr]
                .map(|said| String::from_utf8_lossy(&said).into_owned())
                .concat();
            let first = said.lines().next().unwrap_or_default().trim_end_matches(':').to_owned();
            if fits(&said) {
                (State::Good, "installed", first)
            } else {
                (State::Lacking, "without-vietnamese", first)
            }
        }
        Err(fault) => (State::Lacking, "not-installed", format!("{name}: {fault}")),
    };
    Finding { subject, state, meaning, detail }
}

fn clock(now: DateTime<Utc>) -> Finding {
    // Nobody ran this program before it was written: an earlier clock lost its battery.
    let right = now.date_naive() >= chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
    let (state, meaning) = if right { (State::Good, "plausible") } else { (State::Broken, "not-plausible") };
    Finding { subject: "clock", state, meaning, detail: now.format("%F %T UTC").to_string() }
}
