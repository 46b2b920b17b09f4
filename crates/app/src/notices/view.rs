//! What the templates show.

use chrono::NaiveDate;
use minijinja::{Value, context};
use web::Language;

use super::known::Known;
use super::model::About;
use super::store::{Notice, PER_PAGE};
use crate::access::{Signed, office};
use crate::returns;

/// Letters of a task's title.
const TITLE: usize = 160;
/// Most notices that a mail tells; the page has them all.
const MOST: usize = 50;

/// A page of what somebody was told.
pub(crate) struct Listed {
    pub(crate) notices: Vec<Notice>,
    pub(crate) count: u64,
    /// From 1.
    pub(crate) page: u64,
    /// What they may know.
    pub(crate) known: Known,
}

/// What a mail tells.
pub(crate) struct Told<'a> {
    pub(crate) name: &'a str,
    pub(crate) day: NaiveDate,
    pub(crate) notices: &'a [Notice],
    pub(crate) known: &'a Known,
    /// The address of the instance; without it a mail has no links.
    pub(crate) site: Option<&'a str>,
}

/// The page.
pub(crate) fn list(language: Language, signed: &Signed, listed: &Listed) -> Value {
    let pages = listed.count.div_ceil(PER_PAGE).max(1);
    let address = |page: u64| format!("/bo/notices?page={page}");
    context! {
        office => office(signed, "notices"),
        notices => listed.notices.iter().map(|one| line(language, one, &listed.known, "")).collect::<Vec<_>>(),
        is_new => listed.notices.iter().any(|one| one.read_at.is_none()),
        // What comes after the page was shown stays new.
        until => listed.notices.iter().map(|one| one.told_at).max().map(|at| at.to_rfc3339()),
        count => listed.count,
        page => listed.page,
        pages,
        before => (listed.page > 1).then(|| address(listed.page - 1)),
        after => (listed.page < pages).then(|| address(listed.page + 1)),
    }
}

/// Both forms of a mail.
pub(crate) fn mail(language: Language, told: &Told<'_>) -> Value {
    let site = told.site.map(|site| site.trim_end_matches('/'));
    let lines = told.notices.iter().take(MOST);
    context! {
        name => told.name,
        day => told.day.to_string(),
        count => told.notices.len(),
        lines => lines.map(|one| line(language, one, told.known, site.unwrap_or_default())).collect::<Vec<_>>(),
        more => told.notices.len().saturating_sub(MOST),
        site,
    }
}

/// A notice; its address follows that of the site.
fn line(language: Language, notice: &Notice, known: &Known, site: &str) -> Value {
    let (title, path, period) = match notice.about {
        About::Task(id) => {
            let title =
                known.tasks.get(&id).map(|task| crate::readings::excerpt(&task.title, TITLE).to_string());
            (title, format!("tasks/{id}"), None)
        }
        About::Return(id) => {
            let report = known.returns.get(&id);
            let period = report.map(|whole| returns::period(whole.run.period));
            (report.map(|whole| whole.regime.title.clone()), format!("returns/{id}"), period)
        }
        About::Incoming(id) => {
            let title = known.incoming.get(&id).map(|one| one.entry.title.clone());
            (title, format!("incoming/{id}"), None)
        }
    };
    context! {
        kind => notice.kind.name(),
        days => notice.days,
        on => notice.due_on.map(|day| web::format::date(language, &day.to_string())).unwrap_or_default(),
        address => title.is_some().then(|| format!("{site}/bo/{path}")),
        title,
        period,
        is_new => notice.read_at.is_none(),
        at => notice.told_at.to_rfc3339(),
    }
}

/// Every page and mail, with and without what it may show.
#[cfg(test)]
pub(crate) fn samples(language: Language) -> Vec<web::Sample> {
    use std::collections::HashMap;

    use uuid::Uuid;

    use super::model::Kind;
    use crate::access::{Grant, Role};
    use crate::tasks::State;
    use crate::tasks::testing::made;

    let officer = vec![Grant { role: Role::Officer, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), officer);
    let day: NaiveDate = "2026-11-24".parse().expect("a day");
    let task = made(Uuid::nil(), State::InProgress);
    let report = returns::testing::whole();
    let document = crate::incoming::testing::written(crate::incoming::State::Accepted);
    let notice = |kind, days| Notice {
        id: Uuid::nil(),
        person: Uuid::nil(),
        about: match kind {
            Kind::Asked => About::Return(report.it.id),
            Kind::PassedOn => About::Incoming(document.id),
            _ => About::Task(task.id),
        },
        kind,
        occasion: String::new(),
        due_on: task.due_on,
        days,
        day,
        told_at: "2026-11-24T01:00:00Z".parse().expect("an instant"),
        read_at: (days == 0).then(|| "2026-11-24T02:00:00Z".parse().expect("an instant")),
    };
    let all: Vec<_> = Kind::ALL.into_iter().flat_map(|kind| [notice(kind, 0), notice(kind, 9)]).collect();
    let known = Known {
        tasks: HashMap::from([(task.id, task.clone())]),
        returns: HashMap::from([(report.it.id, report.clone())]),
        incoming: HashMap::from([(document.id, document.clone())]),
    };
    let listed = |notices: &[Notice], count, known: &Known| Listed {
        notices: notices.to_vec(),
        count,
        page: 2,
        known: known.clone(),
    };
    let many: Vec<_> = all.iter().cycle().take(MOST + 3).cloned().collect();
    let told = |notices, site| Told { name: "Lan", day, notices, known: &known, site };
    let (full, bare) =
        (mail(language, &told(&many, Some("https://a.vn"))), mail(language, &told(&all, None)));
    let sample = |template, case, context| web::Sample { template, case, context };
    vec![
        sample("notices/list.html", "empty", list(language, &signed, &listed(&[], 0, &known))),
        sample("notices/list.html", "full", list(language, &signed, &listed(&all, 100, &known))),
        sample(
            "notices/list.html",
            "unseen",
            list(language, &signed, &listed(&all[..1], 31, &Known::default())),
        ),
        sample("notices/mail.html", "full", full.clone()),
        sample("notices/mail.html", "no address", bare.clone()),
        sample("notices/mail.txt", "full", full),
        sample("notices/mail.txt", "no address", bare),
    ]
}
