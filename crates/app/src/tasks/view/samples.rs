//! Every page of this domain, with and without what it may show.

use web::Sample;

use super::*;
use crate::access::{Grant, Role};
use crate::evidence::Kind;
use crate::tasks::store::Total;
use crate::tasks::testing::{made, series};
use crate::units;

fn unit(id: u128, ends: bool) -> Choice {
    Choice {
        id: Uuid::from_u128(id),
        name: format!("Phòng {id}"),
        from: "2004-01-01".parse().expect("a day"),
        to: ends.then(|| "2025-07-01".parse().expect("a day")),
    }
}

fn file(kind: Kind) -> Evidence {
    let file = [7; 32].into();
    Evidence { id: Uuid::nil(), file, name: "biên bản.pdf".to_owned(), kind, bytes: 12_345 }
}

/// For the test that renders them all.
pub(crate) fn samples(language: Language) -> Vec<Sample> {
    let coordinator = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), coordinator);
    let today = "2026-11-24".parse().expect("a day");
    let happened = |kind: &str, units| Happened {
        kind: kind.to_owned(),
        person: Some(Uuid::nil()),
        words: Some("Đã xong phần đầu".to_owned()),
        percent: Some(40),
        days: (Some(today), Some(today)),
        units,
        ..Happened::default()
    };
    let between = Some((Uuid::from_u128(1), Uuid::from_u128(2)));
    let kinds = [
        "found",
        "progress",
        "done",
        "confirm",
        "return",
        "extend",
        "suspend",
        "resume",
        "cancel",
        "hand-over",
        "comment",
        "end-series",
    ];
    let shown = |state| Shown {
        task: made(Uuid::from_u128(1), state),
        events: kinds.map(|kind| happened(kind, between)).to_vec(),
        evidence: HashMap::from([(Uuid::nil(), Kind::ALL.map(file).to_vec())]),
        helping: vec![Uuid::from_u128(2)],
        reporter: None,
        people: HashMap::from([(Uuid::nil(), "Lan".to_owned())]),
        units: vec![unit(1, true), unit(2, false)],
        own: vec![unit(2, false)],
        comes_again: true,
        may: vec![Right::DoTasks, Right::ConfirmTasks, Right::RunTasks],
        keys: Verb::ALL.map(|verb| (verb.name(), Uuid::nil())).into(),
        today,
    };
    let near = || units::Near { units: vec![unit(1, true)], has_more: true };
    let listed = |tasks: Vec<Task>, count| Listed {
        tasks,
        total: Total::Exactly(count),
        page: 2,
        units: near(),
        today,
    };
    let left = |tasks| Unowned {
        tasks,
        led: HashMap::from([(Uuid::from_u128(1), 9)]),
        helped: HashMap::from([(Uuid::from_u128(1), 2)]),
        series: Vec::new(),
        successors: HashMap::from([(Uuid::from_u128(1), vec![Uuid::from_u128(2)])]),
        units: vec![unit(1, true), unit(2, false)],
        today,
    };
    let nothing = Unowned { led: HashMap::new(), helped: HashMap::new(), ..left(Vec::new()) };
    let recurring = Unowned { series: vec![series(Uuid::from_u128(1))], ..left(Vec::new()) };
    let sample = |template, case, context| Sample { template, case, context };
    let all = || State::ALL.map(|state| made(Uuid::from_u128(1), state)).to_vec();
    let many = || Listed { total: Total::MoreThan(2_000), ..listed(all(), 0) };
    let form = Form::new(vec![("q".to_owned(), "rau".to_owned())]);
    let wrong = [FieldError::new("to", "choose"), FieldError::new("words", "required")];
    let ticked = Form::new(vec![("task".to_owned(), Uuid::from_u128(5).to_string())]);
    let columns = Board {
        columns: all().into_iter().map(|task| (task.state, 30, vec![task])).collect(),
        units: near(),
        today,
    };
    let new = || New {
        twin: Some(made(Uuid::from_u128(2), State::InProgress)),
        own: vec![unit(2, false)],
        units: vec![unit(1, true), unit(2, false)],
        clause: Some(ForClause {
            plan_number: "15/KH-UBND".to_owned(),
            path: "II.1".to_owned(),
            words: "Trồng rau sạch".to_owned(),
            address: "/bo/plans".to_owned(),
            action: "/bo/tasks".to_owned(),
        }),
    };
    let mut samples = vec![
        sample("tasks/list.html", "empty", list(&signed, &Form::default(), &listed(Vec::new(), 0), None)),
        sample("tasks/list.html", "none found", list(&signed, &form, &listed(Vec::new(), 0), None)),
        sample("tasks/list.html", "full", list(&signed, &form, &listed(all(), 130), None)),
        sample("tasks/list.html", "many", list(&signed, &form, &many(), None)),
        sample(
            "tasks/list.html",
            "chosen",
            list(&signed, &form, &listed(all(), 130), Some((&ticked, &wrong))),
        ),
        sample("tasks/board.html", "full", board(&signed, &form, &columns)),
        sample(
            "tasks/new.html",
            "empty",
            new_work(&signed, &New { clause: None, twin: None, ..new() }, &Form::default(), &[]),
        ),
        sample("tasks/new.html", "wrong", new_work(&signed, &new(), &form, &wrong)),
        sample("tasks/unowned.html", "none", unowned(&signed, &nothing, &form, &[])),
        sample("tasks/unowned.html", "some", unowned(&signed, &left(all()), &form, &wrong)),
        sample("tasks/unowned.html", "recurring", unowned(&signed, &recurring, &form, &wrong)),
    ];
    for state in State::ALL {
        samples.push(sample("tasks/task.html", state.name(), task(language, &signed, &shown(state), None)));
    }
    for (verb, field) in [(Verb::Progress, "percent"), (Verb::ReportDone, "done_on"), (Verb::Cancel, "act")] {
        let wrong = vec![FieldError::new(field, "changed-meanwhile")];
        let typed = Typed { verb, form: form.shown(&wrong), wrong };
        let context = task(language, &signed, &shown(State::InProgress), Some(&typed));
        samples.push(sample("tasks/task.html", "wrong", context));
    }
    samples
}
