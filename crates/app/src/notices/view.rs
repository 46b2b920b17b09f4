//! What the templates show.

use std::collections::HashMap;

use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Language;

use super::store::{Notice, PER_PAGE};
use crate::access::{Signed, office};
use crate::tasks::Task;

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
    /// The tasks that they may see.
    pub(crate) tasks: HashMap<Uuid, Task>,
}

/// What a mail tells.
pub(crate) struct Told<'a> {
    pub(crate) name: &'a str,
    pub(crate) day: NaiveDate,
    pub(crate) notices: &'a [Notice],
    pub(crate) tasks: &'a HashMap<Uuid, Task>,
    /// The address of the instance; without it a mail has no links.
    pub(crate) site: Option<&'a str>,
}

/// The page.
pub(crate) fn list(language: Language, signed: &Signed, listed: &Listed) -> Value {
    let pages = listed.count.div_ceil(PER_PAGE).max(1);
    let address = |page: u64| format!("/bo/notices?page={page}");
    context! {
        office => office(signed, "notices"),
        notices => listed.notices.iter().map(|one| line(language, one, &listed.tasks, "")).collect::<Vec<_>>(),
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
        lines => lines.map(|one| line(language, one, told.tasks, site.unwrap_or_default())).collect::<Vec<_>>(),
        more => told.notices.len().saturating_sub(MOST),
        site,
    }
}

/// A notice; its address follows that of the site.
fn line(language: Language, notice: &Notice, tasks: &HashMap<Uuid, Task>, site: &str) -> Value {
    let task = tasks.get(&notice.task);
    context! {
        kind => notice.kind.name(),
        days => notice.days,
        on => notice.due_on.map(|day| web::format::date(language, &day.to_string())).unwrap_or_default(),
        title => task.map(|task| crate::readings::excerpt(&task.title, TITLE)),
        address => task.map(|task| format!("{site}/bo/tasks/{}", task.id)),
        is_new => notice.read_at.is_none(),
        at => notice.told_at.to_rfc3339(),
    }
}

/// Every page and mail, with and without what it may show.
#[cfg(test)]
pub(crate) fn samples(language: Language) -> Vec<web::Sample> {
    use super::model::Kind;
    use crate::access::{Grant, Role};
    use crate::tasks::State;
    use crate::tasks::testing::made;

    let officer = vec![Grant { role: Role::Officer, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), officer);
    let day: NaiveDate = "2026-11-24".parse().expect("a day");
    let task = made(Uuid::nil(), State::InProgress);
    let notice = |kind, days| Notice {
        id: Uuid::nil(),
        person: Uuid::nil(),
        task: task.id,
        kind,
        occasion: String::new(),
        due_on: task.due_on,
        days,
        day,
        told_at: "2026-11-24T01:00:00Z".parse().expect("an instant"),
        read_at: (days == 0).then(|| "2026-11-24T02:00:00Z".parse().expect("an instant")),
    };
    let all: Vec<_> = Kind::ALL.into_iter().flat_map(|kind| [notice(kind, 0), notice(kind, 9)]).collect();
    let known = HashMap::from([(task.id, task.clone())]);
    let listed = |notices: &[Notice], count, tasks: &HashMap<_, _>| Listed {
        notices: notices.to_vec(),
        count,
        page: 2,
        tasks: tasks.clone(),
    };
    let many: Vec<_> = all.iter().cycle().take(MOST + 3).cloned().collect();
    let told = |notices, site| Told { name: "Lan", day, notices, tasks: &known, site };
    let (full, bare) =
        (mail(language, &told(&many, Some("https://a.vn"))), mail(language, &told(&all, None)));
    let sample = |template, case, context| web::Sample { template, case, context };
    vec![
        sample("notices/list.html", "empty", list(language, &signed, &listed(&[], 0, &known))),
        sample("notices/list.html", "full", list(language, &signed, &listed(&all, 100, &known))),
        sample(
            "notices/list.html",
            "unseen",
            list(language, &signed, &listed(&all[..1], 31, &HashMap::new())),
        ),
        sample("notices/mail.html", "full", full.clone()),
        sample("notices/mail.html", "no address", bare.clone()),
        sample("notices/mail.txt", "full", full),
        sample("notices/mail.txt", "no address", bare),
    ]
}
