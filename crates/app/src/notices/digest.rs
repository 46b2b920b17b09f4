//! One mail for a person and day, with all that is new to them.
//!
//! Sending and writing down are two things, and a process can end between them. The row of a mail is claimed before it is
//! sent: who finds it claimed leaves it. So a mail goes once at most; what is lost when a process ends in between stands
//! on the page. Only what a server refused for certain is tried again, under the same Message-ID.

use std::collections::{HashMap, HashSet};

use base::{Actor, Result};
use chrono::{Days, NaiveDate};
use db::Event;
use uuid::Uuid;
use web::Language;

use super::letter::Letter;
use super::model::{self, Sending};
use super::post::Delivery;
use super::store::{self, Notice};
use super::{Post, view};
use crate::access::Scope;
use crate::people::Addressee;
use crate::tasks::Task;
use crate::{AppState, people, tasks};

/// Days that something new may wait for a mail, such as when the server was away: what is older is no news.
const FRESH: u64 = 7;
/// Days for which a folder keeps mails.
const KEPT: u64 = 30;

/// Sends the mails of today that have not been sent, when their hour has come.
///
/// # Errors
/// Those of the database, and where the post does not take mails: the job comes again.
pub(crate) async fn send_all(app: &AppState) -> Result<()> {
    let (now, settings) = (app.db.clock().now(), &app.notices);
    if matches!(settings.post, Post::Off) || !model::is_time(now, settings.hour) {
        return Ok(());
    }
    let today = web::format::day_of(now);
    let mut failed = 0;
    for (addressee, attempts) in addressees(app, today).await? {
        let Some(mail) = Mail::compose(app, addressee, today).await? else { continue };
        settings.post.check().await.map_err(|fault| {
            tracing::warn!(fault, "no mails can be sent now");
            base::Error::internal(anyhow::anyhow!("no mails can be sent: {fault}"))
        })?;
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

/// Those to whom a mail may go now, each with how often that of today has been tried.
async fn addressees(app: &AppState, today: NaiveDate) -> Result<Vec<(Addressee, i32)>> {
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
    let holders: HashSet<_> =
        people::holders(&tx, today).await?.into_iter().map(|holder| holder.person).collect();
    waiting.retain(|person| holders.contains(person));
    let found = people::addressees(&tx, &waiting).await?;
    let with_attempts = |addressee: Addressee| {
        let tried = attempts.get(&addressee.id).copied().unwrap_or_default();
        (addressee, tried)
    };
    Ok(found.into_iter().map(with_attempts).collect())
}

/// A mail to somebody.
struct Mail {
    addressee: Addressee,
    /// What makes it the only one of its person and day.
    name: String,
    message_id: String,
    notices: Vec<Notice>,
    tasks: HashMap<Uuid, Task>,
}

impl Mail {
    /// With what is new to somebody and still to be done; `None` where nothing is.
    async fn compose(app: &AppState, addressee: Addressee, today: NaiveDate) -> Result<Option<Self>> {
        let tx = app.db.read().await?;
        let mut notices = store::unmailed(&tx, addressee.id, today - Days::new(FRESH)).await?;
        let ids: Vec<_> = notices.iter().map(|notice| notice.task).collect();
        let tasks = tasks::among(&tx, &ids, &Scope::All).await?;
        notices.retain(|notice| tasks.get(&notice.task).is_some_and(|task| task.state.is_open()));
        // The most urgent first.
        notices.sort_by_key(|notice| notice.kind);
        let name = model::mail_name(addressee.id, today);
        let message_id = app.notices.sender.message_id(&name);
        Ok((!notices.is_empty()).then_some(Self { addressee, name, message_id, notices, tasks }))
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
                tasks: &self.tasks,
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
