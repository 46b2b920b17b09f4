//! Every page with values it could have.

use std::collections::HashMap;

use base::FieldError;
use uuid::Uuid;
use web::{Form, Language, Sample, Site, View};

use super::super::model::{Authority, FileKind, INCOMING, Kept, Letterhead, State};
use super::super::testing;
use super::super::verify::{Told, Verdict};
use super::{Shown, Signing, document, list, signing, verification};
use crate::access::{Grant, Role, Signed};
use crate::people::Choice;
use crate::units::{Kind, Unit};

/// For the test that renders them all.
pub(crate) fn samples() -> Vec<Sample> {
    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants);
    let unit = Unit {
        id: Uuid::nil(),
        parent: None,
        kind: Kind::Authority,
        code: None,
        name: "Ủy ban nhân dân phường".to_owned(),
        short_name: None,
        from: "2025-07-01".parse().expect("a day"),
        to: None,
        revision: 1,
    };
    let units = HashMap::from([(unit.id, unit.clone())]);
    let one = testing::in_state;
    let issued = [one(State::Issued), one(State::Signed)];
    let sample = |template, case, context| Sample { template, case, context };
    let mut samples = vec![
        sample("issuing/list.html", "empty", list(&signed, (&[], 0), &units, [].iter(), None, 1)),
        sample(
            "issuing/list.html",
            "full",
            list(&signed, (&issued, 120), &units, [unit.clone()].iter(), Some(State::Issued), 2),
        ),
    ];
    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    for state in State::ALL {
        let shown = shown(&unit, state);
        let wrong = [FieldError::new("act", "changed-meanwhile"), FieldError::new("words", "required")];
        let wrong = if state == State::Issued { &wrong[..] } else { &[] };
        let context = document(&view, &signed, &shown, &Form::default(), wrong);
        samples.push(sample("issuing/document.html", state.name(), context));
    }
    let full = Signing {
        letterhead: Letterhead { agency: unit.name.clone(), is_by_type: true, ..Letterhead::default() },
        standings: vec![testing::signs(Authority::Delegated), testing::signs(Authority::Head)],
        last: vec![(INCOMING.to_owned(), 7), (String::new(), 12), ("BC".to_owned(), 3)],
        people: HashMap::from([(Uuid::nil(), "Nguyễn Văn An".to_owned())]),
        choices: vec![Choice { id: Uuid::nil(), name: "An".to_owned(), login: "an".to_owned() }],
        today: "2026-11-10".parse().expect("a day"),
        may_run: true,
        key: Uuid::nil(),
        unit,
    };
    let fields = ["agency", "sign", "place", "title", "head_title", "act", "from", "to", "person", "last"];
    let wrong = fields.map(|field| FieldError::new(field, "required"));
    let form = Form::default();
    for which in ["letterhead", "signer", "register"] {
        samples.push(sample(
            "issuing/signing.html",
            which,
            signing(&signed, &full, Some((which, &form, &wrong))),
        ));
    }
    let looking = Signing { standings: Vec::new(), last: Vec::new(), may_run: false, ..full };
    samples.push(sample("issuing/signing.html", "looking", signing(&signed, &looking, None)));
    let told = Told {
        code: "05/BC-UBND".to_owned(),
        title: "Kết quả".to_owned(),
        issued_on: "2026-11-12".parse().ok(),
        state: "issued",
        file: "pdf",
    };
    let verdicts = [
        Verdict::Same(told.clone()),
        Verdict::Appended(told.clone()),
        Verdict::Altered(told.clone()),
        Verdict::Unknown,
    ];
    for state in ["replaced", "revoked"] {
        let verdict = Verdict::Same(Told { state, ..told.clone() });
        let context = verification(&signed, Some(("bao-cao.pdf".to_owned(), verdict)), &Form::default(), &[]);
        samples.push(sample("issuing/verification.html", state, context));
    }
    for verdict in verdicts {
        let (case, name) = (verdict.name(), "bao-cao.pdf".to_owned());
        let context = verification(&signed, Some((name, verdict)), &Form::default(), &[]);
        samples.push(sample("issuing/verification.html", case, context));
    }
    let wrong = [FieldError::new("evidence", "required")];
    samples.push(sample(
        "issuing/verification.html",
        "wrong",
        verification(&signed, None, &Form::default(), &wrong),
    ));
    samples
}

fn shown(unit: &Unit, state: State) -> Shown {
    let document = testing::in_state(state);
    let file = |kind| Kept {
        kind,
        hash: "cd".repeat(32).parse().expect("a hash"),
        bytes: 120_000,
        recorded_at: document.signed_at,
    };
    let files = if state == State::Signed { Vec::new() } else { FileKind::ALL.map(file).to_vec() };
    let event = |kind: &str, words: Option<&str>| {
        (kind.to_owned(), Uuid::nil(), words.map(str::to_owned), document.signed_at)
    };
    Shown {
        files,
        unit: unit.clone(),
        replaces: (state == State::Issued).then(|| testing::in_state(State::Replaced)),
        replaced_by: (state == State::Replaced).then(|| testing::in_state(State::Issued)),
        history: vec![
            event("revoke", Some("Sai thẩm quyền")),
            event("replace", None),
            event("take-back", None),
            event("issue", None),
            event("sign", None),
        ],
        people: HashMap::from([(Uuid::nil(), "Nguyễn Văn An".to_owned())]),
        may_run: true,
        key: Uuid::nil(),
        document,
    }
}
