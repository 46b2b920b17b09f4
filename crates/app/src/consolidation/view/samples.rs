//! Every page with values it could have.

use std::collections::{BTreeMap, HashMap};

use base::FieldError;
use uuid::Uuid;
use web::{Form, Language, Sample, Site, View};

use super::*;
use crate::access::{Grant, Role};
use crate::consolidation::content;
use crate::consolidation::duties::{Duties, Duty};
use crate::consolidation::material::{Clause, Material, Said};
use crate::consolidation::model::Subject;
use crate::consolidation::template::{FaultKind, Template};
use crate::issuing::Letterhead;
use crate::plan::{Heading, Outline};
use crate::tasks::Counts;
use crate::units::Kind as UnitKind;

/// A moment for the history.
fn at() -> DateTime<Utc> {
    "2026-11-10T02:00:00Z".parse().expect("an instant")
}

fn unit(id: u128) -> Unit {
    Unit {
        id: Uuid::from_u128(id),
        parent: None,
        kind: UnitKind::Office,
        code: None,
        name: format!("Phòng {id}"),
        short_name: None,
        from: "2004-01-01".parse().expect("a day"),
        to: None,
        revision: 1,
    }
}

/// What a document is made of, with and without all it may have.
pub(crate) fn material(is_full: bool) -> Material {
    let summing = returns::testing::summing(is_full);
    let of = |id: &Uuid| (*id, summing.by_unit(*id));
    let counts = Counts { on_time: 1, late: 2, within: 3, due_soon: 1, overdue: 1 };
    let section =
        |id: u128, clause| Section { id: Uuid::from_u128(id), title: "Kết quả".to_owned(), clause };
    let clause = Clause {
        id: Uuid::from_u128(8),
        path: "III.1".to_owned(),
        words:
            "Xây dựng mô hình ứng dụng công nghệ sinh học trong trồng trọt, chăn nuôi và xử lý môi trường \
                ở từng xã, phường"
                .to_owned(),
    };
    Material {
        by_unit: summing.measured.iter().map(of).collect(),
        totals: summing.measured.iter().map(|id| (*id, summing.total(*id))).collect(),
        before: summing.measured.iter().map(|id| (*id, summing.total(*id))).collect(),
        sections: if is_full {
            vec![section(7, Some((Uuid::from_u128(8), "III".to_owned()))), section(70, None)]
        } else {
            Vec::new()
        },
        words: HashMap::new(),
        told: narrative(is_full).told(),
        tasks: if is_full { BTreeMap::from([(Uuid::from_u128(2), counts)]) } else { BTreeMap::new() },
        by_clause: if is_full { vec![(clause, counts)] } else { Vec::new() },
        line: vec![unit(1)],
        units: [2, 5].map(|id| (Uuid::from_u128(id), unit(id))).into(),
        today: "2026-11-10".parse().expect("a day"),
        summing,
    }
}

fn said(returned: u128, unit: u128, words: &str) -> Said {
    Said {
        section: Uuid::from_u128(7),
        returned: Uuid::from_u128(returned),
        unit: Uuid::from_u128(unit),
        words: words.to_owned(),
    }
}

fn narrative(is_full: bool) -> Narrative {
    if !is_full {
        return Narrative::default();
    }
    let mut next = 100;
    let mut next_id = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let told = [
        said(4, 2, "Đã có ba mô hình rau sạch."),
        said(5, 5, "Đã có 3 mô hình rau sạch."),
        said(6, 6, "Không"),
    ];
    let narrative = Narrative::begun(told.to_vec(), &mut next_id);
    let ids: Vec<_> = narrative.passages.iter().map(|passage| passage.id).collect();
    let narrative =
        narrative.written(ids[0], "Cả thị xã có ba mô hình.", false, &mut next_id).expect("there");
    narrative.without(ids[2]).expect("there").with(Uuid::from_u128(7), "Đánh giá chung", next_id)
}

fn composed(state: State, is_full: bool) -> Composed {
    let material = material(is_full);
    let it = Consolidation {
        id: Uuid::from_u128(77),
        subject: Subject::Period(material.summing.run.id),
        kind: Kind::Report,
        replaces: None,
        template: Kind::Report.supplied().to_owned(),
        state,
        counted_on: None,
        reviewed: None,
        revision: 3,
    };
    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    let template =
        if is_full { it.template() } else { Template::read("Trích yếu: {{ ba }}").expect("one") };
    let about = About::Period(Box::new((material.summing.regime.clone(), material.summing.run.clone())));
    let matter = Matter::Period(Box::new(material));
    Composed {
        document: content::compose(&view, &matter, template, &Letterhead::default()),
        found: Found { it, about },
        narrative: narrative(is_full),
        said: vec![said(4, 2, "Khác"), said(9, 2, "Mới")],
        letterhead: Letterhead::default(),
        matter,
    }
}

/// What a plan gave to a unit, with and without all it may have.
pub(crate) fn duties(is_full: bool) -> Duties {
    let heading = |id: u128, path: &str, depth| Heading {
        id: Uuid::from_u128(id),
        path: path.to_owned(),
        depth,
        words: "Nông nghiệp".to_owned(),
    };
    let clauses = vec![heading(80, "III", 1), heading(8, "III.1", 2)];
    let duty = |id: u128, due: Option<&str>| {
        let due_on = due.map(|day| day.parse().expect("a day"));
        let task = crate::tasks::testing::made(Uuid::from_u128(2), crate::tasks::State::InProgress);
        Duty {
            task: crate::tasks::Task { id: Uuid::from_u128(id), due_on, ..task },
            clause: clauses[1].clone(),
            under: Some(clauses[0].clone()),
            helpers: vec![Uuid::from_u128(5)],
        }
    };
    Duties {
        led: if is_full { vec![duty(1, Some("2026-12-31")), duty(2, None)] } else { Vec::new() },
        helped: if is_full { vec![duty(3, Some("2027-06-30"))] } else { Vec::new() },
        indicators: if is_full {
            returns::testing::summing(true).indicators.into_values().collect()
        } else {
            Vec::new()
        },
        line: vec![unit(2)],
        units: [1, 2, 5].map(|id| (Uuid::from_u128(id), unit(id))).into(),
        today: "2026-11-10".parse().expect("a day"),
        plan: Outline {
            id: Uuid::from_u128(60),
            unit: Uuid::from_u128(1),
            number: "15/KH-UBND".to_owned(),
            title: "Phát triển công nghệ sinh học".to_owned(),
            issued_on: is_full.then(|| "2023-03-10".parse().expect("a day")),
            clauses,
        },
    }
}

fn composed_plan(is_full: bool) -> Composed {
    let (plan, unit) = (Uuid::from_u128(60), Uuid::from_u128(2));
    let found = composed(State::Draft, true).found;
    let it = Consolidation {
        subject: Subject::Duties { plan, unit },
        kind: Kind::Plan,
        template: Kind::Plan.supplied().to_owned(),
        ..found.it
    };
    let about =
        About::Duties { plan, number: "15/KH-UBND".to_owned(), unit, name: "Phòng Kinh tế".to_owned() };
    let matter = Matter::Duties(Box::new(duties(is_full)));
    let view = View::new(Site::load().expect("the front end is built"), Language::Vi);
    Composed {
        document: content::compose(&view, &matter, it.template(), &Letterhead::default()),
        found: Found { it, about },
        narrative: Narrative::default(),
        said: Vec::new(),
        letterhead: Letterhead::default(),
        matter,
    }
}

/// For the test that renders them all.
pub(crate) fn samples(site: &Site, language: Language) -> Vec<Sample> {
    let view = View::new(site.clone(), language);
    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::from_u128(9), "Lan".to_owned(), String::new(), grants);
    let all = May { write: true, review: true, sign: true };
    let sample = |template, case, context| Sample { template, case, context };
    let form = Form::default();
    let wrong = [
        FieldError::new("act", "report-changed"),
        FieldError::new("standing", "no-standing"),
        FieldError::new("words", "required"),
    ];
    let event = |kind: &str| (kind.to_owned(), Uuid::from_u128(9), Some("Lý do".to_owned()), at());
    let mut samples = Vec::new();
    for (state, is_full, is_author) in [
        (State::Draft, true, true),
        (State::Draft, true, false),
        (State::Draft, false, false),
        (State::Reviewed, true, false),
        (State::Reviewed, true, true),
        (State::Signed, true, false),
    ] {
        let shown = Shown {
            composed: composed(state, is_full),
            may: all,
            standings: if is_full { vec![crate::issuing::testing::standing()] } else { Vec::new() },
            signature_lines: vec!["TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH".to_owned()],
            is_author,
            history: ["sign", "reopen", "review", "refresh", "write", "begin"].map(event).to_vec(),
            people: HashMap::new(),
            document: (state == State::Signed).then(crate::issuing::testing::written),
            key: Uuid::nil(),
        };
        let wrong = if is_author { &wrong[..] } else { &[] };
        samples.push(sample(
            "consolidation/overview.html",
            state.name(),
            overview(&view, &signed, &shown, &form, wrong),
        ));
    }
    for is_full in [true, false] {
        let shown = Shown {
            composed: composed_plan(is_full),
            may: all,
            standings: Vec::new(),
            signature_lines: Vec::new(),
            is_author: false,
            history: vec![event("begin")],
            people: HashMap::new(),
            document: None,
            key: Uuid::nil(),
        };
        let page = overview(&view, &signed, &shown, &form, &[]);
        samples.push(sample("consolidation/overview.html", "plan", page));
        let page = template(&view, &signed, &shown.composed, all, Uuid::nil(), (&form, &[], Vec::new()));
        samples.push(sample("consolidation/template.html", "plan", page));
        let given = if is_full { vec![(Uuid::from_u128(2), 3), (Uuid::from_u128(5), 1)] } else { Vec::new() };
        let shown = UnitPlans {
            plan: duties(is_full).plan,
            given,
            page: u64::from(is_full),
            has_next: is_full,
            made: vec![shown.composed.found.it],
            codes: HashMap::new(),
            units: duties(true).units,
            may_begin: [2, 5].map(Uuid::from_u128).into(),
        };
        let wrong = [FieldError::new("unit", "no-duties")];
        let page = unit_plans(&signed, &shown, Uuid::nil, &form, if is_full { &wrong } else { &[] });
        samples.push(sample("consolidation/unit_plans.html", "plans", page));
        let one = composed(State::Draft, is_full);
        let Matter::Period(material) = &one.matter else { continue };
        let page = figures(&view, &signed, &one.found, (matrix(&view, material), false), all);
        samples.push(sample("consolidation/figures.html", "figures", page));
        // As they were signed they come from a file.
        let kept = serde_json::to_value(matrix(&view, material)).expect("JSON");
        let signed_one = composed(State::Signed, is_full).found;
        let page = figures(&view, &signed, &signed_one, (Value::from_serialize(&kept), true), all);
        samples.push(sample("consolidation/figures.html", "signed", page));
        let shown = Words {
            sections: material.sections.clone(),
            narrative: narrative(is_full),
            units: material.units.clone(),
            periods: [4, 5].map(|id| (Uuid::from_u128(id), material.summing.run.period)).into(),
            may: May { write: is_full, ..all },
            key: Uuid::nil(),
            found: one.found,
        };
        let back = shown.narrative.passages.first().map(|passage| passage.id);
        let typed = Form::new(vec![("words".to_owned(), "x".to_owned())]);
        let page = words(&view, &signed, &shown, (back, &typed), &wrong);
        samples.push(sample("consolidation/words.html", "words", page));
        let page = words(&view, &signed, &shown, (Some(Uuid::from_u128(7)), &typed), &wrong);
        samples.push(sample("consolidation/words.html", "adding", page));
        let one = composed(State::Draft, is_full);
        let may = May { write: is_full, ..all };
        let page = template(&view, &signed, &one, may, Uuid::nil(), (&form, &[], Vec::new()));
        samples.push(sample("consolidation/template.html", "template", page));
    }
    let kinds = [
        FaultKind::Field,
        FaultKind::Inset,
        FaultKind::Name,
        FaultKind::Form,
        FaultKind::Cost,
        FaultKind::NoTitle,
    ];
    let faults = || kinds.map(|kind| Fault { line: 1, kind, words: "x".to_owned() }).to_vec();
    let wrong = [FieldError::new("template", "template"), FieldError::new("from_on", "required")];
    let typed = Form::new(vec![("template".to_owned(), "x".to_owned())]);
    let one = composed(State::Draft, true);
    let page = template(&view, &signed, &one, all, Uuid::nil(), (&typed, &wrong, faults()));
    samples.push(sample("consolidation/template.html", "wrong", page));
    let version = |words: &str, is_own: bool| NewTemplate {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        regime: is_own.then(Uuid::nil),
        kind: Kind::Report,
        from_on: "2026-01-01".parse().expect("a day"),
        words: words.to_owned(),
        person: Uuid::nil(),
        recorded_at: at(),
    };
    let (regime, run) = one.found.period().expect("of a period").clone();
    for kind in Kind::ALL {
        let is_full = kind == Kind::Report;
        let owner = match kind {
            Kind::Plan => Owner::Unit(unit(2)),
            _ => Owner::Regime(Box::new(regime.clone())),
        };
        let shown = Versions {
            owner,
            kind,
            versions: if is_full { vec![version("x", true), version("", false)] } else { Vec::new() },
            template: kind.supplied().to_owned(),
            people: HashMap::new(),
            may_run: kind != Kind::Final,
            today: "2026-11-10".parse().expect("a day"),
            key: Uuid::nil(),
        };
        let (form, wrong) = if is_full { (&typed, &wrong[..]) } else { (&form, &[][..]) };
        let faults = if is_full { faults() } else { Vec::new() };
        let page = versions(&view, &signed, &shown, (form, wrong, faults));
        samples.push(sample("consolidation/versions.html", kind.name(), page));
    }
    let codes = HashMap::from([(one.found.it.id, "05/BC-UBND".to_owned())]);
    let signed_one = Consolidation { state: State::Signed, ..one.found.it.clone() };
    let of = (&regime, &run, "Ủy ban nhân dân phường");
    for (made, may) in [
        (vec![one.found.it.clone(), signed_one.clone()], all),
        (vec![signed_one], all),
        (Vec::new(), May::default()),
    ] {
        let page = list(&view, &signed, of, (&made, &codes), may, Uuid::nil);
        samples.push(sample("consolidation/list.html", "list", page));
    }
    samples
}
