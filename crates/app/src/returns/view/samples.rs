//! Every page of this domain, with and without what it may show.

use documents::workbook::Refused;
use reporting::Period;
use web::{Language, Sample, Site};

use super::*;
use crate::access::{Grant, Role, Signed};
use crate::evidence::{Evidence, Kind as FileKind};
use crate::plan::Rule;
use crate::returns::cell::CellState;
use crate::returns::figures::{Figures, Holders};
use crate::returns::forms::Verb;
use crate::returns::model::{Asked, Happened, Origin, Proof, Rule as Asks};
use crate::returns::pages::Reached;
use crate::returns::pages::workbook::NotTaken;
use crate::returns::store::{CameBack, Passage};
use crate::returns::testing::{self, rule};
use crate::returns::workbook::{Refusal, Wrong};
use crate::units::Choice;

/// For the test that renders them all.
pub(crate) fn samples(site: &Site, language: Language) -> Vec<Sample> {
    let view = View::new(site.clone(), language);
    let signed = Signed::new(
        Uuid::from_u128(9),
        "Lan".to_owned(),
        String::new(),
        vec![Grant { role: Role::Coordinator, unit: None }],
    );
    let today: NaiveDate = "2026-11-24".parse().expect("a day");
    let unit = |id: u128| Unit {
        id: Uuid::from_u128(id),
        parent: None,
        kind: Kind::Office,
        code: None,
        name: format!("Phòng {id}"),
        short_name: None,
        from: "2004-01-01".parse().expect("a day"),
        to: None,
        revision: 1,
    };
    let regime = |is_full: bool| Regime {
        id: Uuid::nil(),
        unit: Uuid::from_u128(1),
        above: None,
        origin: is_full.then(|| Origin {
            plan: Uuid::nil(),
            plan_number: "15/KH-UBND".to_owned(),
            clause: Some(Uuid::nil()),
            clause_path: Some("V.8".to_owned()),
        }),
        title: "Báo cáo năm".to_owned(),
        rule: Asks::Recurring(rule(2025)),
        asked: Asked::Kinds(Kind::ALL.to_vec()),
        receivers: if is_full { vec!["Ủy ban nhân dân tỉnh".to_owned()] } else { Vec::new() },
        ended_on: (!is_full).then_some(today),
    };
    let run = |name: &str, state| Run {
        id: Uuid::from_u128(3),
        period: Period::named(name).expect("a period"),
        first_on: "2025-11-01".parse().expect("a day"),
        last_on: "2026-10-31".parse().expect("a day"),
        opens_on: "2026-09-29".parse().expect("a day"),
        due_on: "2026-11-13".parse().expect("a day"),
        sends_on: None,
        gathers: name.len() == 9,
        state,
        revision: 1,
    };
    let one = |state: State, is_extended: bool| Return {
        id: Uuid::from_u128(4),
        run: Uuid::from_u128(3),
        unit: Uuid::from_u128(2),
        state,
        first_due_on: "2026-11-13".parse().expect("a day"),
        due_on: if is_extended { "2026-11-30" } else { "2026-11-13" }.parse().expect("a day"),
        submitted_on: state.is_sent().then_some(today),
        is_by_office: is_extended,
        revision: 2,
    };
    let counts =
        || Counts::from([(Uuid::from_u128(3), HashMap::from([(State::Draft, 2), (State::Submitted, 3)]))]);
    let names = [
        "2026-03",
        "2026-Q4",
        "2026-H1",
        "2026-H2",
        "2026-9M",
        "2026",
        "2023-2026",
        "2026-02-10--2026-04-20",
    ];
    let runs = || {
        let states = [RunState::Coming, RunState::Open, RunState::Locked];
        names.iter().zip(states.iter().cycle()).map(|(name, state)| run(name, *state)).collect::<Vec<_>>()
    };
    let listed = |is_full: bool| List {
        owed: if is_full {
            vec![(one(State::Draft, true), run("2026", RunState::Open), "Báo cáo năm".to_owned())]
        } else {
            Vec::new()
        },
        regimes: if is_full { vec![regime(true)] } else { Vec::new() },
        runs: runs().into_iter().map(|run| (Uuid::nil(), run)).collect(),
        counts: counts(),
        page: if is_full { 2 } else { 1 },
        has_more: is_full,
        units: HashMap::from([1, 2].map(|id| (Uuid::from_u128(id), unit(id)))),
        today,
    };
    let section = || Section {
        id: Uuid::nil(),
        title: "Kết quả".to_owned(),
        clause: Some((Uuid::nil(), "IV.2".to_owned())),
    };
    let rules = |is_full: bool| Rules {
        regime: regime(is_full),
        sections: if is_full { vec![section()] } else { Vec::new() },
        runs: runs(),
        counts: counts(),
        unit: unit(1),
        asked_units: if is_full { vec!["Phòng 5".to_owned()] } else { Vec::new() },
        may_run: is_full,
        above: is_full.then(|| regime(true)),
        may_ask_on: is_full,
        today,
    };
    let asking = |is_full: bool| Asking {
        own: vec![unit(1)],
        unit: is_full.then(|| Uuid::from_u128(1)),
        below: if is_full { vec![unit(2)] } else { Vec::new() },
        plans: vec![(Uuid::nil(), "15/KH-UBND".to_owned())],
        plan: is_full.then(Uuid::nil),
        indicators: if is_full { vec![(Uuid::from_u128(1), "Mô hình".to_owned())] } else { Vec::new() },
    };
    let happened = || {
        let event = |kind: &str| Happened {
            id: Uuid::nil(),
            kind: kind.to_owned(),
            person: None,
            words: Some("Số liệu sai".to_owned()),
            days: (None, None),
            at: chrono::DateTime::UNIX_EPOCH,
        };
        ["open", "remind", "lock", "unlock"].map(event).to_vec()
    };
    let boarded = |state, returns: Vec<Return>| Board {
        came_back: returns
            .iter()
            .map(|one| {
                (one.id, CameBack { words: "Số liệu sai".to_owned(), at: chrono::DateTime::UNIX_EPOCH })
            })
            .collect(),
        regime: regime(true),
        run: run("2026", state),
        returns,
        units: vec![Choice::from(&unit(2))],
        askable: if state == RunState::Open { vec![Choice::from(&unit(5))] } else { Vec::new() },
        may_run: true,
        sees_all: true,
        events: happened(),
        people: HashMap::new(),
        key: Uuid::nil(),
        today,
    };
    let says = |is_full: bool| Rule {
        plan: Uuid::nil(),
        number: "15/KH-UBND".to_owned(),
        title: "Kế hoạch".to_owned(),
        unit: Uuid::nil(),
        clause: is_full.then(|| (Uuid::nil(), "V.8".to_owned())),
        tasks: None,
        says: None,
        years: (None, None),
    };
    let proofs = || {
        let proof = |(indicator, withdrawn_by)| Proof {
            evidence: Uuid::from_u128(6),
            indicator,
            came_with: Uuid::nil(),
            withdrawn_by,
        };
        let one = Some(Uuid::from_u128(1));
        [(None, None), (one, None), (one, Some(Uuid::nil()))].map(proof).to_vec()
    };
    let filled_with = |state: State, is_full: bool| Shown {
        whole: Whole {
            it: one(state, is_full),
            run: run("2026", RunState::Open),
            regime: regime(is_full),
            proofs: proofs(),
            authors: Vec::new(),
            events: ["ask", "submit", "give-back", "accept", "extend", "attach", "withdraw"]
                .map(|kind| Happened {
                    id: Uuid::nil(),
                    kind: kind.to_owned(),
                    person: Some(Uuid::from_u128(9)),
                    words: is_full.then(|| "Còn thiếu số liệu".to_owned()),
                    days: (Some(today), Some(today)),
                    at: chrono::DateTime::UNIX_EPOCH,
                })
                .to_vec(),
        },
        contents: testing::contents(is_full),
        tasks: testing::tasks(is_full),
        passages: if is_full {
            vec![Passage {
                section: Uuid::from_u128(7),
                title: "Kết quả".to_owned(),
                clause: Some((Uuid::nil(), "IV.2".to_owned())),
                words: "Đã xong\n\nhai mô hình".to_owned(),
                number: 1,
            }]
        } else {
            Vec::new()
        },
        unit: "Phòng 2".to_owned(),
        to: "Phòng 1".to_owned(),
        people: HashMap::from([(Uuid::from_u128(9), "Lan".to_owned())]),
        may_fill: true,
        may_run: true,
        keys: Verb::ALL.map(|verb| (verb.name(), Uuid::nil())).into(),
        today,
    };
    let offered: Vec<_> = crate::indicators::testing::of_each_kind().into_values().collect();
    let form = Form::default();
    let state =
        Form::new(vec![("state".to_owned(), "draft".to_owned()), ("page".to_owned(), "9".to_owned())]);
    let wrong = [FieldError::new("title", "required"), FieldError::new("act", "changed-meanwhile")];
    let value = format!("value.{}", Uuid::from_u128(1));
    let sent = Form::new(vec![(value.clone(), "x".to_owned())]);
    let refused = [
        FieldError::new(value, "cell-changed"),
        FieldError::new(format!("words.{}", Uuid::from_u128(7)), "cell-changed"),
    ];
    let sample = |template, case, context| Sample { template, case, context };
    let mut samples = vec![
        sample("returns/list.html", "empty", list(&signed, &listed(false))),
        sample("returns/list.html", "full", list(&signed, &listed(true))),
        sample(
            "returns/new.html",
            "full",
            new_regime(
                &signed,
                &says(true),
                (&[unit(1)], &offered),
                (Some(&regime(true)), &[regime(true)]),
                &form,
                &wrong,
            ),
        ),
        sample(
            "returns/new.html",
            "plain",
            new_regime(&signed, &says(false), (&[], &[]), (None, &[]), &form, &[]),
        ),
        sample("returns/once.html", "full", once(&signed, &asking(true), &form, &wrong)),
        sample("returns/once.html", "empty", once(&signed, &asking(false), &form, &[])),
        sample("returns/regime.html", "full", super::regime(&signed, &rules(true), &wrong)),
        sample("returns/regime.html", "plain", super::regime(&signed, &rules(false), &[])),
        sample(
            "returns/period.html",
            "coming",
            board(&view, &signed, &form, &boarded(RunState::Coming, Vec::new()), &[]),
        ),
        sample(
            "returns/period.html",
            "locked",
            board(
                &view,
                &signed,
                &form,
                &boarded(RunState::Locked, vec![one(State::Accepted, true)]),
                &wrong,
            ),
        ),
        sample(
            "returns/period.html",
            "none",
            board(&view, &signed, &state, &boarded(RunState::Open, Vec::new()), &[]),
        ),
        sample(
            "returns/return.html",
            "refused",
            filled(&view, &signed, &filled_with(State::Draft, true), &sent, &refused, None),
        ),
    ];
    let summed_with = |asked: Option<Uuid>, is_today: bool, is_full: bool| {
        let ids = [1, 2, 11, 12].map(Uuid::from_u128);
        let indicators = crate::indicators::testing::of_each_kind();
        let estimate = testing::told(1, CellState::Estimate, Some(50_000), Some(90_000), None).cell;
        let sent = one(State::Submitted, false);
        let said = HashMap::from([(sent.id, estimate.clone())]);
        let mut figures = Figures::new(vec![(run("2026", RunState::Open).period, sent)], &ids);
        for id in ids {
            figures.say(Uuid::from_u128(4), id, estimate.counted(crate::indicators::Kind::Share));
        }
        Summed {
            regime: regime(true),
            run: run("2026", RunState::Open),
            measured: if is_full { ids.to_vec() } else { Vec::new() },
            by_unit: asked.map(|asked| figures.by_unit(asked, &indicators, &Holders::Reporting)),
            totals: ids.map(|id| (id, figures.total(id, &indicators, &Holders::Reporting))).into(),
            indicators,
            figures,
            asked,
            said,
            is_today,
            units: HashMap::from([(Uuid::from_u128(2), unit(2))]),
        }
    };
    for (asked, is_today, is_full) in
        [(None, false, true), (None, false, false), (Some(1), false, true), (Some(2), true, true)]
    {
        let page = summed(&signed, &summed_with(asked.map(Uuid::from_u128), is_today, is_full));
        samples.push(sample("returns/figures.html", "figures", page));
    }
    for (is_full, wrong) in [(true, &[][..]), (false, &[FieldError::new("evidence", "file-kind")])] {
        let whole = filled_with(if is_full { State::Draft } else { State::Accepted }, is_full).whole;
        let proven = Proven {
            reached: Reached::testing(whole, vec![unit(2), unit(1)]),
            measured: [1, 2].map(Uuid::from_u128).to_vec(),
            indicators: crate::indicators::testing::two([1, 2].map(Uuid::from_u128)),
            files: [FileKind::Jpeg, FileKind::Docx]
                .map(|kind| Evidence {
                    id: Uuid::from_u128(6),
                    file: "0".repeat(64).parse().expect("a hash"),
                    name: "biên bản".to_owned(),
                    kind,
                    bytes: 12_345,
                })
                .to_vec(),
            people: HashMap::from([(Uuid::from_u128(9), "Lan".to_owned())]),
            key: Uuid::nil(),
        };
        samples.push(sample(
            "returns/evidence.html",
            "evidence",
            super::proven(&view, &signed, &proven, &form, wrong),
        ));
    }
    for one_state in State::ALL {
        let returns = vec![one(one_state, true)];
        samples.push(sample(
            "returns/period.html",
            one_state.name(),
            board(&view, &signed, &form, &boarded(RunState::Open, returns), &[]),
        ));
        for is_full in [true, false] {
            let page = filled(
                &view,
                &signed,
                &filled_with(one_state, is_full),
                &form,
                &[],
                is_full.then_some("extend"),
            );
            samples.push(sample("returns/return.html", one_state.name(), page));
        }
    }
    let other = Refusal::OtherReturn { unit: "Phòng 3".to_owned(), period: "Năm 2025".to_owned() };
    let refusals = [other, Refusal::NotOurs, Refusal::OtherLayout, Refusal::Closed].into_iter();
    let refusals = refusals.chain(Refused::ALL.map(Refusal::Unread)).map(NotTaken::Refused);
    let wrong = |code: &str| Wrong {
        sheet: "Số liệu".to_owned(),
        cell: "E6".to_owned(),
        row: "Mô hình".to_owned(),
        stands: "ba".to_owned(),
        code: code.to_owned(),
    };
    let codes = ["row-gone", "row-twice", "decimals", "day"].map(|code| wrong(&format!("workbook-{code}")));
    for not in refusals.chain([NotTaken::Wrong(codes.into_iter().collect())]) {
        let page = not_taken(&view, &signed, &filled_with(State::Draft, true), &not);
        samples.push(sample("returns/workbook.html", "not taken", page));
    }
    samples
}
