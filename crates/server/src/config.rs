//! Settings: the commented default of the program, then a file, then the environment.

mod layers;
mod mail;
#[cfg(test)]
mod tests;

pub(crate) use layers::{Layers, Source};
pub(crate) use mail::{Mail, Notices, settings as notice_settings};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The manual and the default: the file `biokhe.default.toml` at the root of the project.
pub(crate) const DEFAULT: &str = include_str!("../../../biokhe.default.toml");

/// The SQLite file in the data folder, where no other database is set.
pub(crate) const DATABASE_FILE: &str = "biokhe.sqlite";
/// The folder of messages to other authorities in the data folder.
const EXCHANGE_FOLDER: &str = "exchange";
/// The settings in the data folder.
pub(crate) const SETTINGS_FILE: &str = "biokhe.toml";

/// Settings in force. What each means stands in `biokhe.default.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) server: Server,
    pub(crate) database: Database,
    pub(crate) sign_in: SignIn,
    pub(crate) notices: Notices,
    pub(crate) mail: Mail,
    pub(crate) exchange: Exchange,
    pub(crate) uploads: Uploads,
    pub(crate) reader: Reader,
    pub(crate) jobs: Jobs,
    pub(crate) log: Log,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exchange {
    sink: Messages,
    source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Messages {
    File,
    Off,
}

impl Exchange {
    /// Where messages to other authorities go, in the data folder, and where theirs are found.
    pub(crate) fn ends(&self, data: &Path) -> app::exchange::Exchange {
        let sink = match self.sink {
            Messages::File => app::exchange::Sink::Folder(data.join(EXCHANGE_FOLDER)),
            Messages::Off => app::exchange::Sink::Off,
        };
        app::exchange::Exchange { sink, source: self.source(data) }
    }

    /// The folder of messages of others; one that is not absolute lies in the data folder.
    pub(crate) fn source(&self, data: &Path) -> Option<PathBuf> {
        (!self.source.is_empty()).then(|| data.join(&self.source))
    }

    /// Our own messages would come back as somebody else's.
    fn check(&self, layers: &Layers) -> Result<()> {
        let own = Path::new(EXCHANGE_FOLDER).join("out");
        ensure!(
            !Path::new(&self.source).ends_with(&own),
            "exchange.source = \"{}\" ({}) is where our own messages go",
            self.source,
            layers.source("exchange.source"),
        );
        Ok(())
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Server {
    pub(crate) listen: SocketAddr,
    allow_public: bool,
    public_url: String,
    request_seconds: u32,
    stop_seconds: u32,
    pub(crate) public_metrics: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    url: String,
    connections: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    pub(crate) hours: u32,
    pub(crate) invitation_days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Uploads {
    megabytes: u32,
    pub(crate) kept: u32,
    pub(crate) hours: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reader {
    megabytes: u32,
    pub(crate) compute_seconds: u32,
    seconds: u32,
    program: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jobs {
    pub(crate) workers: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) format: LogFormat,
    pub(crate) level: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    Pretty,
    Json,
}

impl Config {
    /// The settings of `layers`; an error names the setting and where its value comes from.
    pub(crate) fn new(layers: &Layers) -> Result<Self> {
        let config: Self = layers.read()?;
        let server = &config.server;
        ensure!(
            server.listen.ip().is_loopback() || server.allow_public,
            "server.listen = \"{}\" ({}) can be reached from other machines, and passwords would cross an open line: \
             listen on 127.0.0.1 behind a proxy with https, or set server.allow_public = true",
            server.listen,
            layers.source("server.listen"),
        );
        ensure!(
            server.public_url.is_empty() || server.public_url.starts_with("http"),
            "server.public_url = \"{}\" ({}) does not begin with https:// or http://",
            server.public_url,
            layers.source("server.public_url"),
        );
        for (key, value) in [
            ("server.request_seconds", server.request_seconds),
            ("database.connections", config.database.connections),
            ("sign_in.hours", config.sign_in.hours),
            ("sign_in.invitation_days", config.sign_in.invitation_days),
            ("notices.escalation_days", config.notices.escalation_days),
            ("uploads.megabytes", config.uploads.megabytes),
            ("uploads.kept", config.uploads.kept),
            ("uploads.hours", config.uploads.hours),
            ("reader.megabytes", config.reader.megabytes),
            ("reader.compute_seconds", config.reader.compute_seconds),
            ("reader.seconds", config.reader.seconds),
            ("jobs.workers", config.jobs.workers),
        ] {
            ensure!(value > 0, "{key} = 0 ({}) has to be 1 or more", layers.source(key));
        }
        config.exchange.check(layers)?;
        config.notices.check(layers)?;
        config.mail.check(layers, server.public_url())?;
        Ok(config)
    }

    /// What the program that reads a document has to know, as variables for its environment: nothing else of these
    /// settings reaches it.
    pub(crate) fn reader_variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("BIOKHE__UPLOADS__MEGABYTES", self.uploads.megabytes.to_string()),
            ("BIOKHE__READER__MEGABYTES", self.reader.megabytes.to_string()),
            ("BIOKHE__READER__COMPUTE_SECONDS", self.reader.compute_seconds.to_string()),
            ("BIOKHE__READER__SECONDS", self.reader.seconds.to_string()),
        ]
    }
}

impl Server {
    /// `None` where it is only reached under the machine's own names.
    pub(crate) fn public_url(&self) -> Option<&str> {
        Some(self.public_url.as_str()).filter(|url| !url.is_empty())
    }

    /// By which a browser on this machine reaches it.
    pub(crate) fn host(&self) -> String {
        if self.listen.ip().is_loopback() {
            self.listen.to_string()
        } else {
            format!("localhost:{}", self.listen.port())
        }
    }

    pub(crate) fn request_time(&self) -> Duration {
        Duration::from_secs(self.request_seconds.into())
    }

    pub(crate) fn stop_time(&self) -> Duration {
        Duration::from_secs(self.stop_seconds.into())
    }
}

impl Database {
    /// Whether it is the SQLite file in the data folder.
    pub(crate) fn is_in_data_folder(&self) -> bool {
        self.url.is_empty()
    }

    /// Which database, for the data folder `data`.
    pub(crate) fn settings(&self, data: &Path) -> db::Settings {
        let settings = if self.url.is_empty() {
            db::Settings::sqlite(&data.join(DATABASE_FILE))
        } else {
            db::Settings::new(&self.url)
        };
        db::Settings { connections: self.connections, ..settings }
    }
}

impl Uploads {
    pub(crate) fn bytes(&self) -> u64 {
        u64::from(self.megabytes) << 20
    }
}

impl Reader {
    pub(crate) fn memory(&self) -> u64 {
        u64::from(self.megabytes) << 20
    }

    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs(self.seconds.into())
    }

    /// The program that reads a document.
    pub(crate) fn program(&self) -> Result<PathBuf> {
        if self.program.is_empty() {
            std::env::current_exe().context("where this program stands")
        } else {
            Ok(PathBuf::from(&self.program))
        }
    }
}
