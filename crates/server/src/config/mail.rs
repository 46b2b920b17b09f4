//! What people are told, and how mails go.

use std::fmt;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use app::notices::{Post, Rules, Security, Sender, Settings, Smtp};
use serde::Deserialize;

use super::{Layers, Source};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notices {
    due_days: String,
    pub(super) escalation_days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    sink: Sink,
    from: String,
    hour: u32,
    smtp_host: String,
    smtp_port: u16,
    smtp_security: Line,
    smtp_user: String,
    smtp_password: Secret,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sink {
    File,
    Smtp,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Starttls,
    Tls,
    None,
}

/// Never shown.
#[derive(Clone, Deserialize)]
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

/// The folder of mails in the data folder.
const FOLDER: &str = "mail";
/// Most days ahead: longer than a year is no warning.
const FAR: u32 = 366;

impl Notices {
    fn due_days(&self) -> Option<Vec<u32>> {
        let parts = self.due_days.split(',').map(str::trim).filter(|part| !part.is_empty());
        let days: Option<Vec<u32>> = parts.map(|part| part.parse().ok()).collect();
        days.filter(|days| days.iter().all(|days| *days <= FAR))
    }

    pub(super) fn check(&self, layers: &Layers) -> Result<()> {
        ensure!(
            self.due_days().is_some(),
            "notices.due_days = \"{}\" ({}) has to be whole numbers up to {FAR} between commas",
            self.due_days,
            layers.source("notices.due_days"),
        );
        ensure!(
            self.escalation_days <= FAR,
            "notices.escalation_days = {} ({}) has to be {FAR} or less",
            self.escalation_days,
            layers.source("notices.escalation_days"),
        );
        Ok(())
    }
}

impl Mail {
    /// Name and port of the mail server.
    pub(crate) fn server(&self) -> String {
        format!("{}:{}", self.smtp_host, self.smtp_port)
    }

    pub(super) fn check(&self, layers: &Layers, public_url: Option<&str>) -> Result<()> {
        ensure!(
            Sender::parse(&self.from).is_some(),
            "mail.from = \"{}\" ({}) is no address such as \"BioKhê <biokhe@example.vn>\"",
            self.from,
            layers.source("mail.from"),
        );
        ensure!(
            self.hour <= 23,
            "mail.hour = {} ({}) has to be 0 to 23",
            self.hour,
            layers.source("mail.hour")
        );
        if self.sink != Sink::Smtp {
            return Ok(());
        }
        let sink = format!("mail.sink = \"smtp\" ({})", layers.source("mail.sink"));
        ensure!(!self.smtp_host.trim().is_empty(), "{sink} needs mail.smtp_host");
        ensure!(
            *layers.source("mail.from") != Source::Default,
            "{sink} needs mail.from, an address of its own that the server lets it use"
        );
        ensure!(public_url.is_some(), "{sink} needs server.public_url, to which the mails lead");
        ensure!(
            self.smtp_password.0.is_empty() || !self.smtp_user.is_empty(),
            "mail.smtp_password ({}) needs mail.smtp_user",
            layers.source("mail.smtp_password"),
        );
        let is_here = ["localhost", "127.0.0.1", "::1"].contains(&self.smtp_host.as_str());
        ensure!(
            self.smtp_security != Line::None || is_here,
            "mail.smtp_security = \"none\" ({}): mails and the password would cross an open line to {}",
            layers.source("mail.smtp_security"),
            self.smtp_host,
        );
        Ok(())
    }
}

/// What the product has to know, for the data folder `data`.
pub(crate) fn settings(notices: &Notices, mail: &Mail, data: &Path) -> Result<Settings> {
    let post = match mail.sink {
        Sink::Off => Post::Off,
        Sink::File => Post::Folder(data.join(FOLDER)),
        Sink::Smtp => Post::smtp(Smtp {
            host: mail.smtp_host.clone(),
            port: mail.smtp_port,
            security: match mail.smtp_security {
                Line::Starttls => Security::Starttls,
                Line::Tls => Security::Tls,
                Line::None => Security::None,
            },
            credentials: (!mail.smtp_user.is_empty())
                .then(|| (mail.smtp_user.clone(), mail.smtp_password.0.clone())),
        })
        .map_err(|fault| anyhow!("mail.smtp_host: {fault}"))?,
    };
    Ok(Settings {
        rules: Rules {
            due_days: notices.due_days().unwrap_or_default(),
            escalation_days: notices.escalation_days,
        },
        hour: mail.hour,
        sender: Sender::parse(&mail.from).ok_or_else(|| anyhow!("mail.from is no address"))?,
        post,
    })
}
