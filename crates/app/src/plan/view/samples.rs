//! Values that each page of this domain could have.

use std::collections::{HashMap, HashSet};

use base::FieldError;
use chrono::NaiveDate;
use documents::ReadOptions;
use uuid::Uuid;
use web::{Form, Language, Sample, Site, View};

use super::review::{self, Part, Typed};
use super::{Shown, list, plan};
use crate::access::{Grant, Role, Signed};
use crate::plan::draft::{About, Draft};
use crate::plan::loading::{Earlier, Loaded, Work};
use crate::plan::model::{Plan, PlanClause, PlanDuty, Review};
use crate::plan::names::{Answer, Match};
use crate::plan::steps::Step;
use crate::plan::testing::SAMPLE;
use crate::plan::versions::Comparison;
use crate::readings::{Outcome, State, Upload};
use crate::units::{Kind, Unit};

/// Every page, with and without what it may show.
pub(crate) fn samples(site: &Site, language: Language) -> Vec<Sample> {
    let view = View::new(site.clone(), language);
    let signed =
        |role| Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), vec![Grant { role, unit: None }]);
    let (coordinator, viewer) = (signed(Role::Coordinator), signed(Role::Viewer));
    let sample = |template, case, context| Sample { template, case, context };
    let units: HashMap<_, _> = [(unit().id, unit())].into();
    let review = review_of(None);
    let wrong = [FieldError::new("unit", "choose"), FieldError::new("file", "empty")];
    let state = |upload: Option<State>| Loaded {
        review: review_of(None),
        upload: upload.map(|state| Upload { state, ..upload_of() }),
        work: None,
    };
    let mut samples = vec![
        sample("plan/list.html", "empty", list(&viewer, language, &[], &[], &units)),
        sample(
            "plan/list.html",
            "full",
            list(&coordinator, language, &[plan_of(None), plan_of(Some(1))], &[review_of(None)], &units),
        ),
        sample("plan/new.html", "first", review::new(&coordinator, Uuid::nil(), 1_000, vec![unit()], &[])),
        sample("plan/new.html", "wrong", review::new(&coordinator, Uuid::nil(), 1_000, Vec::new(), &wrong)),
        sample("plan/waiting.html", "reading", review::waiting(&coordinator, &state(Some(State::Queued)))),
        sample(
            "plan/waiting.html",
            "failed",
            review::waiting(&coordinator, &state(Some(State::Failed("empty".to_owned())))),
        ),
        sample("plan/waiting.html", "gone", review::waiting(&coordinator, &state(None))),
        sample("plan/plan.html", "whole", plan(&view, &viewer, &shown(None), &units)),
        sample("plan/plan.html", "a clause", plan(&view, &coordinator, &shown(Some(1)), &units)),
    ];
    for part in Part::ALL {
        for (case, decided, edit) in [("begun", false, ""), ("decided", true, first(part))] {
            let shown = review::Shown {
                part,
                only_open: !decided,
                edit: edit.to_owned(),
                typed: None,
                existing: Vec::new(),
                own: HashSet::new(),
            };
            let page = review::page(&view, &coordinator, &review, &work(decided), shown);
            samples.push(sample("plan/review.html", case, page));
        }
        let fields = vec![("item".to_owned(), first(part).to_owned()), ("do".to_owned(), "duty".to_owned())];
        let wrong = vec![FieldError::new("words", "required"), FieldError::new("rest", "split-place")];
        let typed = Typed {
            item: first(part).to_owned(),
            what: "duty".to_owned(),
            form: Form::new(fields).shown(&wrong),
            wrong,
        };
        let shown = review::Shown {
            part,
            only_open: false,
            edit: String::new(),
            typed: Some(typed),
            existing: Vec::new(),
            own: HashSet::new(),
        };
        let page = review::page(&view, &coordinator, &review_of(Some(7)), &work(true), shown);
        samples.push(sample("plan/review.html", "wrong", page));
    }
    samples
}

/// The first item of a part.
fn first(part: Part) -> &'static str {
    match part {
        Part::Names => "name-1",
        Part::Duties => "duty-1",
        Part::Targets => "target-1",
        Part::Clauses => "clause-I.1",
        _ => "",
    }
}

fn day() -> NaiveDate {
    "2023-09-12".parse().expect("a day")
}

fn unit() -> Unit {
    Unit {
        id: Uuid::from_u128(1),
        parent: None,
        kind: Kind::Authority,
        code: None,
        name: "Ủy ban nhân dân thị xã An Khê".to_owned(),
        short_name: None,
        from: "2004-01-01".parse().expect("a day"),
        to: Some("2025-07-01".parse().expect("a day")),
        revision: 1,
    }
}

fn upload_of() -> Upload {
    Upload {
        id: Uuid::nil(),
        name: "kế hoạch.txt".to_owned(),
        size: 1,
        file: [0; 32].into(),
        state: State::Queued,
        expires_at: "2026-11-24T08:00:00Z".parse().expect("an instant"),
    }
}

fn review_of(replaces: Option<u128>) -> Review {
    Review {
        id: Uuid::nil(),
        unit: Uuid::from_u128(1),
        person: Uuid::nil(),
        reading: Uuid::nil(),
        file_name: "kế hoạch.txt".to_owned(),
        replaces: replaces.map(Uuid::from_u128),
        plan: None,
        revision: 3,
        recorded_at: "2026-11-24T08:00:00Z".parse().expect("an instant"),
    }
}

fn plan_of(replaces: Option<u128>) -> Plan {
    Plan {
        id: Uuid::from_u128(7),
        unit: Uuid::from_u128(1),
        about: About {
            number: "15/KH-UBND".to_owned(),
            kind: "Kế hoạch".to_owned(),
            title: "Trồng rau sạch".to_owned(),
            issuer: Some("Ủy ban nhân dân".to_owned()),
            issued_on: Some(day()),
            signer: Some("Trần Văn A".to_owned()),
            first_year: replaces.map(|_| 2023),
            last_year: Some(2030),
        },
        reporting: replaces.and(outcome().reading.reporting),
        file_name: "kế hoạch.txt".to_owned(),
        file: [0; 32].into(),
        reading: [0; 32].into(),
        replaces: replaces.map(Uuid::from_u128),
        recorded_at: "2026-11-24T08:00:00Z".parse().expect("an instant"),
    }
}

fn clause(number: u128, path: &str, depth: i32) -> PlanClause {
    PlanClause {
        id: Uuid::from_u128(number),
        first: Uuid::from_u128(number),
        path: path.to_owned(),
        depth,
        kind: "item".to_owned(),
        role: reading::model::Role::Task,
        words: "Làm cho cán bộ hiểu đúng công nghệ sinh học".to_owned(),
        span: documents::Span::new(0, 1),
    }
}

fn duty() -> PlanDuty {
    PlanDuty {
        id: Uuid::from_u128(9),
        clause: Uuid::from_u128(12),
        words: "Xây dựng mô hình".to_owned(),
        span: documents::Span::new(0, 1),
        units: vec![(Uuid::from_u128(1), reading::model::Mode::Lead)],
    }
}

fn shown(chosen: Option<usize>) -> Shown {
    Shown {
        plan: plan_of(chosen.map(|_| 1)),
        earlier: vec![Uuid::from_u128(9)],
        newer: chosen.map(|_| plan_of(None)),
        clauses: vec![clause(11, "I", 1), clause(12, "I.1", 2)],
        duties: vec![duty()],
        counts: [(
            Uuid::from_u128(12),
            crate::tasks::Counts { overdue: 1, on_time: 2, ..Default::default() },
        )]
        .into(),
        chosen,
        tasks: if chosen.is_some() {
            vec![crate::tasks::testing::made(Uuid::from_u128(1), crate::tasks::State::InProgress)]
        } else {
            Vec::new()
        },
        today: day(),
    }
}

fn outcome() -> Outcome {
    let source = documents::read(SAMPLE.as_bytes(), &ReadOptions::default(), &mut |_| {}).expect("read");
    Outcome { reading: reading::read(&source), source }
}

/// A review with nothing decided, or with all of it and an earlier version.
fn work(is_decided: bool) -> Work {
    use reading::model::Confidence;
    let outcome = outcome();
    let find = |name: &str, group: bool| {
        let answer = match (group, name.len() % 2) {
            (true, _) => Answer::Nobody,
            (_, 0) => Answer::Units(vec![unit().id]),
            _ => Answer::New { name: name.to_owned(), kind: "office".to_owned() },
        };
        Match { answer, confidence: Confidence::Sure }
    };
    let mut draft = Draft::new(&outcome.reading, &find);
    let mut steps = Vec::new();
    if is_decided {
        let sure = Step::sure(&draft).expect("something sure");
        draft.take(&sure).expect("taken");
        steps.push(sure);
    }
    let earlier = is_decided.then(|| Earlier {
        plan: plan_of(None),
        clauses: vec![clause(11, "I.1", 1), clause(12, "Z", 2)],
        duties: vec![duty()],
        compared: Comparison::default(),
    });
    let earlier = earlier.map(|mut earlier| {
        let newer = draft.newer();
        let newer: Vec<_> = newer.iter().map(|(path, words)| (path.as_str(), words.as_str())).collect();
        earlier.compared = crate::plan::versions::compare(&earlier.clauses, &newer);
        earlier
    });
    let alike = if is_decided { vec![plan_of(None)] } else { Vec::new() };
    Work { outcome, draft, steps, owner: unit(), units: vec![unit()], on: day(), alike, earlier }
}
