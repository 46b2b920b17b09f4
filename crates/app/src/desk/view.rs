//! What the template shows.

use chrono::NaiveDate;
use minijinja::{Value, context};

use crate::access::{Signed, office};
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
    /// Those that are named.
    pub(crate) units: Vec<Unit>,
    pub(crate) today: NaiveDate,
}

/// The page.
pub(crate) fn desk(signed: &Signed, desk: &Desk) -> Value {
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
        piles => [
            ("desk-returned", lines(&desk.returned)),
            ("desk-to-confirm", lines(&desk.to_confirm)),
            ("desk-owed", lines(&desk.owed)),
        ],
        is_empty => [&desk.returned, &desk.to_confirm, &desk.owed].iter().all(|tasks| tasks.is_empty())
            && desk.reports.is_empty(),
    }
}

/// Without a role, with nothing to do, and with work.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    use uuid::Uuid;

    use crate::access::{Grant, Role};
    use crate::tasks::State;
    use crate::tasks::testing::made;

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
            units: Vec::new(),
            today: "2026-11-24".parse().expect("a day"),
        }
    };
    let sample = |case, context| web::Sample { template: "desk/desk.html", case, context };
    vec![
        sample("no role", desk(&signed(&[]), &with(&[]))),
        sample("empty", desk(&signed(&[Role::Administrator]), &with(&[]))),
        sample("full", desk(&signed(&[Role::Leader]), &with(&State::ALL))),
    ]
}
