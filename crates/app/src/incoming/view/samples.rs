//! Every page with values it could have.

use std::collections::HashMap;

use base::FieldError;
use uuid::Uuid;
use web::{Form, Language, Sample, Site, View};

use super::super::model::{Act, Change, Happened, Incoming, State, To};
use super::super::store::Question;
use super::super::testing::written;
use super::{Choices, Listed, Named, New, Shown, document, list, new};
use crate::access::{Grant, Role, Signed};
use crate::evidence::{Evidence, Kind};
use crate::people::Choice;
use crate::units::{self, Unit};

/// For the test that renders them all.
pub(crate) fn samples() -> Vec<Sample> {
    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants);
    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    let unit = Unit {
        id: Uuid::nil(),
        parent: None,
        kind: units::Kind::Authority,
        code: None,
        name: "Ủy ban nhân dân phường".to_owned(),
        short_name: None,
        from: "2025-07-01".parse().expect("a day"),
        to: None,
        revision: 1,
    };
    let named = Named {
        units: HashMap::from([(unit.id, unit.clone())]),
        people: HashMap::from([(Uuid::nil(), "Nguyễn Văn An".to_owned())]),
    };
    let choices = Choices {
        units: vec![unit.clone()],
        people: vec![Choice { id: Uuid::nil(), name: "An".to_owned(), login: "an".to_owned() }],
    };
    let today = "2026-11-24".parse().expect("a day");
    let all: Vec<_> = State::ALL.map(written).to_vec();
    let listed = |documents: &[Incoming], count, question| Listed {
        documents: documents.to_vec(),
        count,
        question,
        named: named.clone(),
        today,
        page: 2,
    };
    let asked = Question { state: Some(State::New), year: Some(2026), words: "giống rau".to_owned() };
    let sample = |template, case, context| Sample { template, case, context };
    let mut samples = vec![
        sample("incoming/list.html", "full", list(&signed, &listed(&all, 120, asked.clone()))),
        sample("incoming/list.html", "none", list(&signed, &listed(&[], 0, asked))),
        sample("incoming/list.html", "empty", list(&signed, &listed(&[], 0, Question::default()))),
    ];
    let wrong = ["unit", "channel", "arrived_on", "sender", "title", "to", "evidence", "reason", "act"]
        .map(|field| FieldError::new(field, "required"));
    let form = New { own: vec![unit.clone(), unit], choices: choices.clone(), today, key: Uuid::nil() };
    samples.push(sample("incoming/new.html", "wrong", new(&signed, &form, &Form::default(), &wrong)));
    samples.push(sample("incoming/new.html", "blank", new(&signed, &form, &Form::default(), &[])));
    for state in State::ALL {
        let shown = Shown {
            document: written(state),
            files: vec![file()],
            history: Act::ALL
                .into_iter()
                .flat_map(|act| [happened(act, true), happened(act, false)])
                .collect(),
            named: named.clone(),
            choices: choices.clone(),
            may_run: true,
            today,
            key: Uuid::nil(),
        };
        for which in ["", "correction", "refusal", "passing", "cancellation"] {
            let wrong = if which.is_empty() { &[][..] } else { &wrong };
            let context = document(&view, &signed, &shown, (which, &Form::default()), wrong);
            samples.push(sample("incoming/document.html", state.name(), context));
        }
    }
    samples
}

fn file() -> Evidence {
    Evidence {
        id: Uuid::nil(),
        file: "ab".repeat(32).parse().expect("a hash"),
        name: "ke-hoach.pdf".to_owned(),
        kind: Kind::Pdf,
        bytes: 120_000,
    }
}

fn happened(act: Act, is_full: bool) -> Happened {
    let change = |field: &str| Change {
        field: field.to_owned(),
        before: String::new(),
        after: if field.ends_with("_on") { "2026-11-30".to_owned() } else { "Khác".to_owned() },
    };
    let fields = ["arrived_on", "sender", "code", "document_on", "kind", "title", "due_on", "words"];
    Happened {
        id: Uuid::nil(),
        act,
        person: is_full.then(Uuid::nil),
        words: is_full.then(|| "Ghi nhầm trích yếu".to_owned()),
        changes: if is_full { fields.map(change).to_vec() } else { Vec::new() },
        to: is_full.then(|| To::Unit(Uuid::nil())),
        at: "2026-11-24T01:00:00Z".parse().expect("an instant"),
    }
}
