//! The verbs.

use std::collections::{BTreeMap, HashMap};

use base::{Actor, Error, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use db::sea_orm::ConnectionTrait;
use db::{Db, Event};
use uuid::Uuid;

use super::model::{self, About, Holders, Kind, Reminder};
use super::store::{self, Notice};
use crate::access::{Scope, Signed};
use crate::returns::{self, Return};
use crate::tasks::Task;
use crate::{AppState, incoming, people, tasks, units};

/// Days for which a notice is kept: a year, so that the same season can be looked up, and a month in which somebody does.
/// What happened stands with the task for good.
const KEPT: u64 = 400;

/// Tells what the dates of today bring, once: what they bring later on the same day, to newcomers say, is told tomorrow.
/// Where it ended early, the rest is told the next time; where nobody looked for days, what holds today.
pub(crate) async fn remind_daily(app: &AppState) -> Result<u64> {
    let today = web::format::day_of(app.db.clock().now());
    if store::is_told(&app.db.read().await?, today).await? {
        return Ok(0);
    }
    let count = remind(app).await?;
    // The machine's own memory; what was told is in the audit.
    let tx = app.db.housekeeping().await?;
    store::set_told(&tx, today).await?;
    tx.commit().await?;
    Ok(count)
}

/// Tells whom it concerns which tasks and returns are due soon or overdue today, and which returns are asked for; gives back how many notices are new.
pub(crate) async fn remind(app: &AppState) -> Result<u64> {
    let rules = &app.notices.rules;
    let tx = app.db.read().await?;
    let public = Public::load(&app.db, &tx).await?;
    let ahead = rules.due_days.iter().max().copied().unwrap_or_default();
    let tasks = tasks::due_until(&tx, public.today() + Days::new(ahead.into())).await?;
    let reports = returns::owed(&tx, None, None).await?;
    drop(tx);
    let mut count = 0;
    for some in tasks.chunks(store::AT_ONCE) {
        let mut notices = Vec::new();
        for task in some {
            for reminder in model::reminders(task, public.today(), rules) {
                notices.extend(public.told(&Matter::of_task(task), &reminder, None));
            }
        }
        count += tell_new(app, notices).await?;
    }
    for some in reports.chunks(store::AT_ONCE) {
        let mut notices = Vec::new();
        for (report, ..) in some {
            for reminder in model::report_reminders(report, public.today(), rules) {
                notices.extend(public.told(&Matter::of_report(report), &reminder, None));
            }
        }
        count += tell_new(app, notices).await?;
    }
    Ok(count)
}

/// Tells whom it concerns what has happened to a task.
pub(crate) async fn happened(app: &AppState, event: Uuid) -> Result<()> {
    let tx = app.db.read().await?;
    let Some((task, event)) = tasks::event(&tx, event).await? else { return Ok(()) };
    let found = tasks::among(&tx, &[task], &Scope::All).await?;
    let Some(task) = found.get(&task) else { return Ok(()) };
    let Some(kind) = Kind::of_event(&event.kind, event.units, task) else { return Ok(()) };
    let public = Public::load(&app.db, &tx).await?;
    let reminder = Reminder { kind, occasion: model::event_occasion(event.id), days: 0 };
    let notices = public.told(&Matter::of_task(task), &reminder, event.person);
    drop(tx);
    tell(app, &notices).await.map(drop)
}

/// Tells whom it concerns what has happened to a return.
pub(crate) async fn report_happened(app: &AppState, event: Uuid) -> Result<()> {
    let tx = app.db.read().await?;
    let Some((whole, event)) = returns::event(&tx, event).await? else { return Ok(()) };
    let Some(kind) = Kind::of_report_event(&event.kind, whole.it.state) else { return Ok(()) };
    let public = Public::load(&app.db, &tx).await?;
    // The first time the day would tell it as well.
    let is_first = whole.events.first().is_some_and(|first| first.id == event.id);
    let occasion = if is_first { model::ASKED.to_owned() } else { model::event_occasion(event.id) };
    let reminder = Reminder { kind, occasion, days: 0 };
    let mut matter = Matter::of_report(&whole.it);
    if kind == Kind::ToAccept {
        // It is now with those to whom it was sent.
        matter.unit = whole.regime.unit;
    }
    let notices = public.told(&matter, &reminder, event.person);
    drop(tx);
    tell(app, &notices).await.map(drop)
}

/// Tells all who still owe their report for a period that the office waits for it.
pub(crate) async fn reports_reminded(app: &AppState, run: Uuid, event: Uuid) -> Result<()> {
    let tx = app.db.read().await?;
    let owed = returns::of_run(&tx, run, &Scope::All).await?;
    let public = Public::load(&app.db, &tx).await?;
    drop(tx);
    let reminder = Reminder { kind: Kind::Reminded, occasion: model::event_occasion(event), days: 0 };
    let owed = owed.iter().filter(|report| report.state.is_with_unit());
    let notices: Vec<_> =
        owed.flat_map(|report| public.told(&Matter::of_report(report), &reminder, None)).collect();
    // Done twice it tells nobody twice.
    tell_new(app, notices).await.map(drop)
}

/// Tells to whom a document was passed on: the person, or those of the unit; nobody where it has gone on since.
pub(crate) async fn document_passed(app: &AppState, event: Uuid) -> Result<()> {
    let tx = app.db.read().await?;
    let Some((document, event)) = incoming::of_event(&tx, event).await? else { return Ok(()) };
    let Some(to) = event.to.filter(|_| document.passed == event.to && document.state.stands()) else {
        return Ok(());
    };
    let public = Public::load(&app.db, &tx).await?;
    drop(tx);
    let reminder = Reminder { kind: Kind::PassedOn, occasion: model::event_occasion(event.id), days: 0 };
    let matter = Matter {
        about: About::Incoming(document.id),
        unit: to.unit().unwrap_or(document.unit),
        due_on: document.entry.due_on,
    };
    let notices = match to.person() {
        Some(person) if Some(person) == event.person || !public.has(person) => Vec::new(),
        Some(person) => vec![public.notice(&matter, &reminder, person)],
        None => public.told(&matter, &reminder, event.person),
    };
    tell_new(app, notices).await.map(drop)
}

/// Marks as read what somebody was told up to an instant.
pub(crate) async fn read(app: &AppState, signed: &Signed, until: Option<DateTime<Utc>>) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let count = store::read(&tx, signed.person(), until.unwrap_or(tx.now())).await?;
    if count == 0 {
        return Ok(());
    }
    tx.record(Event::new("notice.read", format!("person:{}", signed.person())).with("count", count)?);
    tx.commit().await
}

/// Forgets what was told long ago. A task that is still overdue then is escalated once more, which is what it deserves;
/// all else is told by occasions that have passed.
pub(crate) async fn forget_old(app: &AppState) -> Result<()> {
    let tx = app.db.write(Actor::System).await?;
    let gone = store::forget(&tx, web::format::day_of(tx.now()) - Days::new(KEPT)).await?;
    if gone > 0 {
        tx.record(Event::new("notice.sweep", "notices").with("count", gone)?);
        tx.commit().await?;
    }
    Ok(())
}

/// Tells what was not told before.
async fn tell_new(app: &AppState, mut notices: Vec<Notice>) -> Result<u64> {
    let known = store::known(&app.db.read().await?, &notices).await?;
    notices.retain(|notice| !known.contains(&notice.key()));
    tell(app, &notices).await
}

/// In transactions of some rows each, so that others can write in between.
async fn tell(app: &AppState, notices: &[Notice]) -> Result<u64> {
    let mut count = 0;
    for some in notices.chunks(store::AT_ONCE) {
        let tx = app.db.write(Actor::System).await?;
        let added = store::add(&tx, some).await?;
        if added == 0 {
            continue;
        }
        let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
        for notice in some {
            *kinds.entry(notice.kind.name()).or_default() += 1;
        }
        tx.record(Event::new("notice.tell", "notices").with("kinds", kinds)?);
        tx.commit().await?;
        count += added;
    }
    Ok(count)
}

/// What is told: a task or a return, whose it is, and when it is due.
struct Matter {
    about: About,
    unit: Uuid,
    due_on: Option<NaiveDate>,
}

impl Matter {
    fn of_task(task: &Task) -> Self {
        Self { about: About::Task(task.id), unit: task.lead, due_on: task.due_on }
    }

    fn of_report(report: &Return) -> Self {
        Self { about: About::Return(report.id), unit: report.unit, due_on: Some(report.due_on) }
    }
}

/// Who there is to be told something, at an instant.
struct Public<'a> {
    db: &'a Db,
    now: DateTime<Utc>,
    holders: Holders,
    parents: HashMap<Uuid, Option<Uuid>>,
}

impl<'a> Public<'a> {
    async fn load(db: &'a Db, connection: &impl ConnectionTrait) -> Result<Self> {
        let now = db.clock().now();
        let units = units::all(connection, None).await?;
        Ok(Self {
            db,
            now,
            holders: Holders::new(people::holders(connection, web::format::day_of(now)).await?),
            parents: units.into_iter().map(|unit| (unit.id, unit.parent)).collect(),
        })
    }

    fn today(&self) -> chrono::NaiveDate {
        web::format::day_of(self.now)
    }

    /// A notice for each whom it concerns.
    fn told(&self, matter: &Matter, reminder: &Reminder, actor: Option<Uuid>) -> Vec<Notice> {
        let way = model::upwards(&self.parents, matter.unit);
        let people = model::audience(reminder.kind, &way, &self.holders, actor);
        people.into_iter().map(|person| self.notice(matter, reminder, person)).collect()
    }

    /// Whether somebody may sign in and has a role today.
    fn has(&self, person: Uuid) -> bool {
        self.holders.has(person)
    }

    fn notice(&self, matter: &Matter, reminder: &Reminder, person: Uuid) -> Notice {
        Notice {
            id: self.db.next_id(),
            person,
            about: matter.about,
            kind: reminder.kind,
            occasion: reminder.occasion.clone(),
            due_on: matter.due_on,
            days: reminder.days,
            day: self.today(),
            told_at: self.now,
            read_at: None,
        }
    }
}

/// An instant as the page wrote it; none where the form has none.
///
/// # Errors
/// [`Error::Invalid`]
pub(crate) fn instant(typed: &str) -> Result<Option<DateTime<Utc>>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let at = DateTime::parse_from_rfc3339(typed).map_err(|_| Error::invalid("until", "date"))?;
    Ok(Some(at.to_utc()))
}
