//! Where mails go: a folder, a server that speaks SMTP, or nowhere.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// How long a server has for each answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Takes mails.
#[derive(Clone, Debug)]
pub enum Post {
    /// Nowhere: no mails are made.
    Off,
    /// As files `….eml` in a folder, for somebody to look at or to send on.
    Folder(PathBuf),
    /// To a server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// A server that speaks SMTP.
#[derive(Clone)]
pub struct Smtp {
    /// Its name, which its certificate has to bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is kept from others.
    pub security: Security,
    /// Name and password, where it asks for them.
    pub credentials: Option<(String, String)>,
}

/// How the line to a server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS, which has to succeed.
    Starttls,
    /// Not at all.
    None,
}

/// How the sending of a mail ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Sent,
    /// It was not taken, for certain; without the address.
    Refused(String),
    /// Nobody knows whether it was taken.
    Unknown(String),
}

impl Post {
    /// To that server; it is not asked yet. Within a runtime, which looks after the open lines.
    ///
    /// # Errors
    /// Says what is wrong with its name.
    pub fn smtp(server: Smtp) -> Result<Self, String> {
        let builder = match server.security {
            Security::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&server.host),
            Security::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&server.host),
            Security::None => {
                Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str()))
            }
        };
        let mut builder =
            builder.map_err(|fault| fault.to_string())?.port(server.port).timeout(Some(PATIENCE));
        if let Some((user, password)) = server.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self::Smtp(builder.build()))
    }

    /// Whether it takes mails now. Asked before a mail is claimed, so that a server that is away leaves no mail between
    /// sent and not sent.
    ///
    /// # Errors
    /// Says why not.
    pub async fn check(&self) -> Result<(), String> {
        match self {
            Self::Off => Err("mails are off".to_owned()),
            Self::Folder(folder) => make(folder).await.map_err(|fault| fault.to_string()),
            Self::Smtp(server) => match server.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err("the mail server does not answer".to_owned()),
                Err(error) => Err(reason(&error)),
            },
        }
    }

    /// Hands over a mail; in a folder it is named so, and the same name is the same mail.
    pub(crate) async fn send(&self, name: &str, message: &Message) -> Delivery {
        match self {
            Self::Off => Delivery::Refused("mails are off".to_owned()),
            Self::Folder(folder) => match put(folder, name, "eml", &message.formatted()).await {
                Ok(()) => Delivery::Sent,
                Err(fault) => Delivery::Refused(fault.to_string()),
            },
            Self::Smtp(server) => match server.send_raw(message.envelope(), &message.formatted()).await {
                Ok(_) => Delivery::Sent,
                // The server said no, or nothing was said to it.
                Err(error) if error.is_transient() || error.is_permanent() || error.is_client() => {
                    Delivery::Refused(reason(&error))
                }
                Err(error) => Delivery::Unknown(reason(&error)),
            },
        }
    }

    /// Takes mails of before a day out of the folder: they name people and what they do.
    pub(crate) async fn forget(&self, before: NaiveDate) -> std::io::Result<()> {
        let Self::Folder(folder) = self else { return Ok(()) };
        let mut entries = fs::read_dir(folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name().to_string_lossy().into_owned();
            let day = name.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
            if name.ends_with(".eml") && day.is_some_and(|day| day < before) {
                fs::remove_file(entry.path()).await?;
            }
        }
        Ok(())
    }
}

async fn make(folder: &Path) -> std::io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await
}

/// Puts a message into a folder, whole or not at all; the same name is the same message.
pub(crate) async fn put(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> std::io::Result<()> {
    make(folder).await?;
    let (trial, path) = (folder.join(format!("{name}.tmp")), folder.join(format!("{name}.{ending}")));
    // On the disk before anybody is told that it went out.
    let mut file = fs::File::create(&trial).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(&trial, &path).await?;
    fs::File::open(folder).await?.sync_all().await
}

/// What a server says may repeat the address: of an answer only the code is told.
fn reason(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None => error.to_string(),
    }
}
