//! One mail for a person and day, with all that is new to them.
//!
//! Sending and writing down are two things, and a process can end between them. The row of a mail is claimed before it is
//! sent: who finds it claimed leaves it. So a mail goes once at most; what is lost when a process ends in between stands
//! on the page. Only what a server refused for certain is tried again, under the same Message-ID.

use std::collections::{HashMap, HashSet};

use base::{Actor, Result};
use chrono::{Days, NaiveDate};
use db::Event;
use web::Language;

use super::known::Known;
use super::letter::Letter;
use super::model::{self, Sending};
use super::post::Delivery;
use super::store::{self, Notice};
use super::{Post, view};
use crate::access::Signed;
use crate::people::Addressee;
use crate::{AppState, people};

/// Days that something new may wait for a mail, such as when the server was away: what is older is no news.
const FRESH: u64 = 7;
/// Days for which a folder keeps mails.
const KEPT: u64 = 30;

/// Sends the mails of today that have not been sent, when their hour has come.
///
/// # Errors
/// Those of the database. Where the post takes no mails now, the log says so and the job comes again by itself.
pub(crate) async fn send_all(app: &AppState) -> Result<()> {
    let (now, settings) = (app.db.clock().now(), &app.notices);
    if matches!(settings.post, Post::Off) || !model::is_time(now, settings.hour) {
        return Ok(());
    }
    let today = web::format::day_of(now);
    let mut failed = 0;
    for to in addressees(app, today).await? {
        let attempts = to.attempts;
        let Some(mail) = Mail::compose(app, to, today).await? else { continue };
        if let Err(fault) = settings.post.check().await {
            tracing::error!(fault, "no mails can be sent now; they wait");
            return Ok(());
        }
        if !mail.claim(app, today).await? {
            continue;
        }
        match mail.send(app).await {
            Delivery::Sent => mail.end(app, today, attempts + 1, None).await?,
            Delivery::Refused(reason) => {
                tracing::warn!(person = %mail.addressee.id, reason, attempt = attempts + 1, "a mail was refused");
                mail.end(app, today, attempts + 1, Some(&reason)).await?;
                failed += 1;
            }
            Delivery::Unknown(reason) => {
                tracing::error!(person = %mail.addressee.id, reason, "a mail may have been lost; it is not sent again");
                // A server that breaks off would do the same with the others: they wait for the next run.
                break;
            }
        }
    }
    if failed > 0 {
        tracing::warn!(failed, "mails wait for another attempt");
    }
    if let Err(fault) = settings.post.forget(today - Days::new(KEPT)).await
        && fault.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%fault, "old mails could not be removed");
    }
    Ok(())
}

/// Somebody to whom a mail may go.
struct To {
    addressee: Addressee,
    /// With the roles that they have today.
    signed: Signed,
    /// How often that of today has been tried.
    attempts: i32,
}

/// Those to whom a mail may go now.
async fn addressees(app: &AppState, today: NaiveDate) -> Result<Vec<To>> {
    let (tx, now) = (app.db.read().await?, app.db.clock().now());
    let mut attempts = HashMap::new();
    let mut busy = HashSet::new();
    for mail in store::mails_of(&tx, today).await? {
        let may_go = mail.state == Sending::Failed && mail.retry_at.is_none_or(|at| at <= now);
        if !may_go {
            busy.insert(mail.person);
        }
        attempts.insert(mail.person, mail.attempts);
    }
    let mut waiting = store::waiting(&tx, today - Days::new(FRESH)).await?;
    waiting.retain(|person| !busy.contains(person));
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let mut grants: HashMap<_, Vec<_>> = HashMap::new();
    for holder in people::holders(&tx, today).await? {
        grants.entry(holder.person).or_default().push(holder.grant);
    }
    waiting.retain(|person| grants.contains_key(person));
    let to = |addressee: Addressee| {
        let held = grants.remove(&addressee.id).unwrap_or_default();
        let signed = Signed::new(addressee.id, String::new(), String::new(), held);
        To { signed, attempts: attempts.get(&addressee.id).copied().unwrap_or_default(), addressee }
    };
    Ok(people::addressees(&tx, &waiting).await?.into_iter().map(to).collect())
}

/// A mail to somebody.
struct Mail {
    addressee: Addressee,
    /// What makes it the only one of its person and day.
    name: String,
    message_id: String,
    notices: Vec<Notice>,
    known: Known,
}

impl Mail {
    /// With what is new to somebody, theirs to know and still to be done; `None` where nothing is.
    async fn compose(
        app: &AppState,
        To { addressee, signed, .. }: To,
        today: NaiveDate,
    ) -> Result<Option<Self>> {
        let tx = app.db.read().await?;
        let mut notices = store::unmailed(&tx, addressee.id, today - Days::new(FRESH)).await?;
        let known = Known::load(&tx, &notices, &signed).await?;
        notices.retain(|notice| known.is_open(notice));
        // The most urgent first.
        notices.sort_by_key(|notice| notice.kind);
        let name = model::mail_name(addressee.id, today);
        let message_id = app.notices.sender.message_id(&name);
        Ok((!notices.is_empty()).then_some(Self { addressee, name, message_id, notices, known }))
    }

    /// Whether it is in these hands now.
    async fn claim(&self, app: &AppState, today: NaiveDate) -> Result<bool> {
        let tx = app.db.write(Actor::System).await?;
        let ids: Vec<_> = self.notices.iter().map(|notice| notice.id).collect();
        if !store::claim(&tx, self.addressee.id, today, &self.message_id, &ids).await? {
            return Ok(false);
        }
        let event = Event::new("notice.mail", format!("person:{}", self.addressee.id));
        tx.record(event.with("day", today)?.with("notices", ids.len())?);
        tx.commit().await?;
        Ok(true)
    }

    async fn send(&self, app: &AppState) -> Delivery {
        match self.write(app) {
            Ok(message) => app.notices.post.send(&self.name, &message).await,
            Err(reason) => Delivery::Refused(reason),
        }
    }

    fn write(&self, app: &AppState) -> Result<lettre::Message, String> {
        let (language, now) = (Language::Vi, app.db.clock().now());
        let today = web::format::day_of(now);
        let values = view::mail(
            language,
            &view::Told {
                name: &self.addressee.name,
                day: today,
                notices: &self.notices,
                known: &self.known,
                site: app.people.public_url.as_deref(),
            },
        );
        let render = |template: &str| {
            let rendered = app.site.templates().render(language, template, values.clone());
            rendered.map_err(|fault| format!("{fault:#}"))
        };
        let on = web::format::date(language, &today.to_string());
        let subject = app.site.texts().get_with(language, "mail-subject", "on", &on);
        let letter = Letter {
            name: &self.addressee.name,
            address: &self.addressee.email,
            message_id: &self.message_id,
            subject: &subject,
            plain: render("notices/mail.txt")?,
            html: render("notices/mail.html")?,
            at: now,
        };
        letter.write(&app.notices.sender)
    }

    /// Writes down how it ended; the machine's own business, for the claim is in the audit.
    async fn end(
        &self,
        app: &AppState,
        today: NaiveDate,
        attempts: i32,
        refused: Option<&str>,
    ) -> Result<()> {
        let tx = app.db.housekeeping().await?;
        store::end(&tx, self.addressee.id, today, attempts, refused).await?;
        tx.commit().await
    }
}
