//! What the template shows.

use std::collections::HashMap;

use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::View;

use crate::access::{Signed, office};
use crate::consolidation::Waiting;
use crate::issuing::Document;
use crate::returns::{self, Return, Run};
use crate::tasks::{Task, line, names};
use crate::units::Unit;

/// What lies on the desk.
pub(crate) struct Desk {
    pub(crate) returned: Vec<Task>,
    pub(crate) to_confirm: Vec<Task>,
    pub(crate) owed: Vec<Task>,
    /// Returns that are still to be sent.
    pub(crate) reports: Vec<(Return, Run, String)>,
    /// Documents that wait for the reader's review or signature, and those that wait for a number.
    pub(crate) papers: Vec<Waiting>,
    pub(crate) unnumbered: Vec<Document>,
    /// Those that are named.
    pub(crate) units: Vec<Unit>,
    pub(crate) today: NaiveDate,
}

/// The page.
pub(crate) fn desk(view: &View, signed: &Signed, desk: &Desk) -> Value {
    let names = names(&desk.units);
    let lines =
        |tasks: &[Task]| tasks.iter().map(|task| line(task, desk.today, &names)).collect::<Vec<Value>>();
    context! {
        office => office(signed, "desk"),
        roles => signed.grants().len(),
        reports => desk
            .reports
            .iter()
            .map(|(report, run, title)| context! { title, unit => names.get(&report.unit), ..returns::owed_line(report, run, desk.today) })
            .collect::<Vec<_>>(),
        papers => desk.papers.iter().map(|one| paper(view, one, &names)).chain(desk.unnumbered.iter().map(|one| context! {
            path => format!("/bo/documents/{}", one.id),
            name => one.title.replace('\n', " "),
            unit => names.get(&one.unit),
            awaits => "number",
        })).collect::<Vec<_>>(),
        piles => [
            ("desk-returned", lines(&desk.returned)),
            ("desk-to-confirm", lines(&desk.to_confirm)),
            ("desk-owed", lines(&desk.owed)),
        ],
        is_empty => [&desk.returned, &desk.to_confirm, &desk.owed].iter().all(|tasks| tasks.is_empty())
            && desk.reports.is_empty()
            && desk.papers.is_empty()
            && desk.unnumbered.is_empty(),
    }
}

fn paper(view: &View, one: &Waiting, names: &HashMap<Uuid, String>) -> Value {
    let kind = view.text(&format!("consolidation-kind-{}", one.kind.name()));
    let name = match one.period {
        Some(period) => format!("{kind}: {}", returns::named(view, period)),
        None => kind,
    };
    context! {
        path => format!("/bo/consolidations/{}", one.id),
        name,
        unit => names.get(&one.unit),
        awaits => if one.is_reviewed { "signature" } else { "review" },
    }
}

/// Without a role, with nothing to do, and with work.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    use crate::access::{Grant, Role};
    use crate::consolidation::Kind;
    use crate::tasks::State;
    use crate::tasks::testing::made;
    use web::{Language, Site};

    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    let waiting = |is_reviewed, period| Waiting {
        id: Uuid::nil(),
        kind: if is_reviewed { Kind::Plan } else { Kind::Report },
        unit: Uuid::nil(),
        period,
        is_reviewed,
    };
    let signed = |roles: &[Role]| {
        let grants = roles.iter().map(|role| Grant { role: *role, unit: None });
        Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants.collect())
    };
    let with = |states: &[State]| {
        let tasks = |wanted: State| {
            let found = states.iter().filter(|state| **state == wanted);
            found.map(|state| made(Uuid::nil(), *state)).collect()
        };
        Desk {
            returned: tasks(State::Returned),
            to_confirm: tasks(State::ReportedDone),
            owed: tasks(State::InProgress),
            reports: if states.is_empty() {
                Vec::new()
            } else {
                {
                    let (report, run) = returns::testing::owed();
                    vec![(report, run, "Báo cáo năm".to_owned())]
                }
            },
            papers: match states.is_empty() {
                true => Vec::new(),
                false => vec![waiting(false, reporting::Period::named("2026")), waiting(true, None)],
            },
            unnumbered: match states.is_empty() {
                true => Vec::new(),
                false => vec![crate::issuing::testing::written()],
            },
            units: Vec::new(),
            today: "2026-11-24".parse().expect("a day"),
        }
    };
    let sample = |case, context| web::Sample { template: "desk/desk.html", case, context };
    vec![
        sample("no role", desk(&view, &signed(&[]), &with(&[]))),
        sample("empty", desk(&view, &signed(&[Role::Administrator]), &with(&[]))),
        sample("full", desk(&view, &signed(&[Role::Leader]), &with(&State::ALL))),
    ]
}
