//! A mail as it is written: heads and both forms of its text. No clock, no chance but that of a boundary.

use std::fmt;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

/// Who mails are from: `BioKhê <biokhe@example.vn>`.
#[derive(Clone, Debug)]
pub struct Sender(Mailbox);

impl Sender {
    /// The sender that is written so; `None` where there is no good address.
    pub fn parse(text: &str) -> Option<Self> {
        let mailbox: Mailbox = text.parse().ok()?;
        (mailbox.email.to_string().is_ascii() && !text.contains(char::is_control)).then_some(Self(mailbox))
    }

    /// As heads have it.
    pub(super) fn mailbox(&self) -> Mailbox {
        self.0.clone()
    }

    /// The Message-ID of a mail of that name, in angle brackets.
    pub(crate) fn message_id(&self, name: &str) -> String {
        format!("<{name}@{}>", self.0.email.domain())
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What a mail says, and to whom.
pub(crate) struct Letter<'a> {
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) message_id: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) plain: String,
    pub(crate) html: String,
    pub(crate) at: DateTime<Utc>,
}

impl Letter<'_> {
    /// The mail. What comes from people can start no head of its own: addresses are parsed, words are encoded.
    ///
    /// # Errors
    /// Says what is wrong, without the address.
    pub(crate) fn write(self, from: &Sender) -> Result<Message, String> {
        let address: Address = self.address.parse().map_err(|_| "the address is not one".to_owned())?;
        let name: String =
            self.name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        // Nobody's holiday answers a program (RFC 3834).
        let automatic =
            HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        Message::builder()
            .from(from.0.clone())
            .to(Mailbox::new(Some(name), address))
            .date(SystemTime::from(self.at))
            .message_id(Some(self.message_id.to_owned()))
            .subject(self.subject)
            .raw_header(automatic)
            .multipart(MultiPart::alternative_plain_html(self.plain, self.html))
            .map_err(|fault| fault.to_string())
    }
}
