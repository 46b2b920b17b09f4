//! A mail with files, sent for another domain.

use std::time::SystemTime;

use bytes::Bytes;
use chrono::{DateTime, FixedOffset, Utc};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use uuid::Uuid;

use super::Settings;
use super::letter::Sender;
use super::post::Delivery;

/// What a mail says, to whom, and what it brings.
pub(crate) struct Attached<'a> {
    /// Names the message: the same id is the same mail.
    pub(crate) id: Uuid,
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) subject: String,
    pub(crate) words: String,
    /// Name, media type, bytes.
    pub(crate) files: &'a [(String, &'static str, Bytes)],
    pub(crate) at: DateTime<Utc>,
}

impl Attached<'_> {
    /// What comes from people can start no head of its own: addresses are parsed, words are encoded.
    fn write(self, from: &Sender) -> Result<(String, Message), String> {
        let address: Address = self.address.parse().map_err(|_| "the address is not one".to_owned())?;
        let line =
            |text: &str| text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let name: String = line(self.name);
        let subject: String = line(&self.subject);
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(self.words));
        for (name, media_type, bytes) in self.files {
            let kind = ContentType::parse(media_type).map_err(|fault| fault.to_string())?;
            parts = parts.singlepart(Attachment::new(name.clone()).body(bytes.to_vec(), kind));
        }
        let message_id = from.message_id(&self.id.simple().to_string());
        let message = Message::builder()
            .from(from.mailbox())
            .to(Mailbox::new(Some(name), address))
            .date(SystemTime::from(self.at))
            .message_id(Some(message_id))
            .subject(subject)
            .multipart(parts)
            .map_err(|fault| fault.to_string())?;
        Ok((file_name(self.id, self.at), message))
    }
}

/// Of the mail in a folder; by the day in Vietnam, as all are there.
fn file_name(id: Uuid, at: DateTime<Utc>) -> String {
    let vietnam = FixedOffset::east_opt(7 * 3600).map(|zone| at.with_timezone(&zone).date_naive());
    format!("{}-{}", vietnam.unwrap_or(at.date_naive()), id.simple())
}

impl Settings {
    /// Hands a mail over.
    pub(crate) async fn send(&self, letter: Attached<'_>) -> Delivery {
        match letter.write(&self.sender) {
            Ok((name, message)) => self.post.send(&name, &message).await,
            Err(reason) => Delivery::Refused(reason),
        }
    }
}
