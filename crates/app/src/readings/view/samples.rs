//! Values that each page of this domain could have.

use documents::outline::Kind;
use documents::{Block, Document, Format, Line, Span, Warning};
use minijinja::context;
use reading::Reading;
use reading::model::{
    Bound, BudgetLine, Clause, Confidence, Due, Duty, Header, Horizon, Indicator, Mode, Period, Recurrence,
    Reference, Repair, Reporting, Role, Signature, Target, UnitMention,
};
use web::{Language, Sample, Site, View};

use super::Outcome;
use crate::readings::model::{State, Upload};

const TEXT: &str = "Số: 05/KH-UBND\nKẾ HOẠCH\nPhát triển vườn thuốc nam\nI. MỤC TIÊU\n1. Đến năm 2030 có ít nhất 12 vườn \
mẫu;\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế chủ trì, hoàn thành truớc ngày 15 tháng 11 hàng năm.\n2. Định kỳ báo \
cáo UBND phường.\n";

/// Every page of this domain, with and without what it may show.
pub(crate) fn samples() -> Vec<Sample> {
    let sample = |template, case, context| Sample { template, case, context };
    let start = |error: Option<&str>, full: bool| {
        let recent = ["queued", "running", "done", "failed"]
            .map(|state| context! { id => "1", name => "a.docx", state });
        context! {
            key => "1", limit => 20_971_520, hours => 24, error,
            recent => if full { recent.to_vec() } else { Vec::new() },
            samples => if full { vec![context! { name => "a", title => "A" }] } else { Vec::new() },
        }
    };
    let steps = ["done", "done", "now", "next"].into_iter().zip(["detect", "scan", "outline", "meaning"]);
    let steps: Vec<_> = steps.map(|(state, name)| context! { name, state }).collect();
    let progress = |queued: bool, steps| {
        context! { id => "1", name => "a.pdf", queued, percent => 40, done => 3, total => 12, steps }
    };
    let extract =
        ["now", "next"].into_iter().zip(["detect", "extract"]).map(|(state, name)| context! { name, state });
    let mut samples = vec![
        sample("readings/start.html", "first visit", start(None, false)),
        sample("readings/start.html", "with readings", start(Some("file-missing"), true)),
        sample("readings/progress.html", "scan under way", progress(false, steps)),
        sample("readings/progress.html", "queued", progress(true, extract.collect())),
    ];
    for code in documents::ReadError::CODES.into_iter().chain(["stopped"]) {
        samples.push(sample("readings/failed.html", code, context! { name => "a.doc", error => code }));
    }
    samples
}

/// The page of a reading needs the texts of a language, so its samples are made from a site.
pub(crate) fn readings(site: &Site, language: Language) -> Vec<Sample> {
    let view = View::new(site.clone(), language);
    let upload = Upload {
        id: uuid::Uuid::nil(),
        name: "vườn thuốc.docx".to_owned(),
        size: 12_345,
        file: [0; 32].into(),
        state: State::Queued,
        expires_at: "2026-11-24T08:00:00Z".parse().expect("an instant"),
    };
    let sample = |case, outcome: Outcome| Sample {
        template: "readings/reading.html",
        case,
        context: super::page(&view, &upload, &outcome),
    };
    vec![
        sample("everything found", full()),
        sample("nothing found", Outcome { reading: Reading::default(), source: document(Format::Scan) }),
    ]
}

/// A reading with one of everything.
pub(crate) fn full() -> Outcome {
    let clause = |path: &str, kind, depth, role, words: &str| Clause {
        path: path.to_owned(),
        kind,
        depth,
        role,
        text: words.to_owned(),
        span: span(words),
        columns: Vec::new(),
    };
    let owned = |words: &str| Some(words.to_owned());
    let sentence = "Đến năm 2030 có ít nhất 12 vườn mẫu;";
    let work = "Phòng Kinh tế chủ trì, hoàn thành truớc ngày 15 tháng 11 hàng năm.";
    let rule = "Định kỳ báo cáo UBND phường.";
    let target = Target {
        clause: "I.1".to_owned(),
        measure: "vườn mẫu".to_owned(),
        unit: owned("vườn"),
        low: Some(12.0),
        bound: Some(Bound::AtLeast),
        by: Some(2030),
        text: sentence.to_owned(),
        span: span(sentence),
        confidence: Confidence::Sure,
        ..Target::default()
    };
    let bounds = [Bound::Above, Bound::AtMost, Bound::Below, Bound::About, Bound::Increase, Bound::Decrease]
        .map(|bound| Target {
            bound: Some(bound),
            unit: owned("%"),
            confidence: Confidence::Likely,
            ..target.clone()
        });
    let in_words =
        Target { low: None, bound: None, by: None, confidence: Confidence::Unsure, ..target.clone() };
    let range = Target { high: Some(15.0), bound: None, ..target.clone() };
    let duty = |mode, units: &[&str], recurrence| Duty {
        clause: "II.1".to_owned(),
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        mode,
        text: work.to_owned(),
        span: span(work),
        due: Some(Due {
            text: "trước ngày 15 tháng 11 hàng năm".to_owned(),
            month_day: owned("11-15"),
            strictly_before: true,
            recurrence,
            ..Due::default()
        }),
        deliverable: owned("báo cáo"),
        cooperating: vec!["Trạm Y tế".to_owned()],
        ..Duty::default()
    };
    let on_a_day = Duty {
        due: Some(Due { text: "31/12/2026".to_owned(), until: owned("2026-12-31"), ..Due::default() }),
        group: true,
        ..duty(Mode::Follow, &["UBND phường"], None)
    };
    let reading = Reading {
        document: Header {
            number: owned("05"),
            symbol: owned("KH-UBND"),
            kind: owned("KẾ HOẠCH"),
            date: owned("2026-06-07"),
            signature: Signature { name: owned("Trần Thị Mẫu"), ..Signature::default() },
            recipients: vec!["Như trên".to_owned()],
            references: vec![Reference {
                symbol: "05/KH-UBND".to_owned(),
                date: owned("2026-01-02"),
                issuer: owned("UBND phường"),
                span: span("05/KH-UBND"),
                ..Reference::default()
            }],
            ..Header::default()
        },
        clauses: vec![
            clause("I", Kind::Section, 1, Role::Objective, "MỤC TIÊU"),
            clause("I.1", Kind::Item, 2, Role::ObjectiveSpecific, sentence),
            clause("II", Kind::Section, 1, Role::Assignment, "TỔ CHỨC THỰC HIỆN"),
            clause("II.1", Kind::Item, 2, Role::Assignment, work),
            clause("II.2", Kind::Item, 2, Role::Reporting, rule),
        ],
        targets: [target.clone(), in_words, range].into_iter().chain(bounds).collect(),
        duties: vec![
            duty(Mode::Lead, &["Phòng Kinh tế", "UBND phường"], Some(Recurrence::Yearly)),
            duty(Mode::Cooperate, &[], Some(Recurrence::Quarterly)),
            duty(Mode::Advise, &["Phòng Kinh tế"], Some(Recurrence::Continuous)),
            on_a_day,
        ],
        indicators: vec![Indicator {
            clause: "PL.1".to_owned(),
            name: "Vườn mẫu".to_owned(),
            followed_by: vec!["Phòng Kinh tế".to_owned()],
            ..Indicator::default()
        }],
        budget: vec![BudgetLine {
            amount: Some(1_200_000_000),
            text: sentence.to_owned(),
            span: span(sentence),
            ..BudgetLine::default()
        }],
        reporting: Some(Reporting {
            clause: "II.2".to_owned(),
            due_month_day: owned("11-15"),
            annual: true,
            cycles: vec![Recurrence::Monthly, Recurrence::HalfYearly],
            periods: vec![
                Period { every: Recurrence::Monthly, month_day: None, day: Some(25) },
                Period { every: Recurrence::HalfYearly, month_day: Some("06-15".to_owned()), day: None },
            ],
            reviews_after_years: vec![1, 3],
            from: owned("các đơn vị"),
            via: owned("Phòng Kinh tế"),
            to: owned("UBND phường"),
            onward: vec!["UBND tỉnh".to_owned()],
            text: rule.to_owned(),
            span: span(rule),
            ..Reporting::default()
        }),
        horizon: Some(Horizon { from: Some(2026), to: 2030, ..Horizon::default() }),
        units: vec![UnitMention {
            name: "UBND phường".to_owned(),
            full_name: "Ủy ban nhân dân phường".to_owned(),
            span: span("UBND phường"),
            ..UnitMention::default()
        }],
        repairs: vec![Repair {
            seen: "truớc".to_owned(),
            meant: "trước".to_owned(),
            confidence: 0.5,
            span: span("truớc"),
            ..Repair::default()
        }],
    };
    Outcome { reading, source: document(Format::Text) }
}

/// The sample text as its lines.
fn document(format: Format) -> Document {
    let line = |words: &str| {
        Block::Line(Line {
            span: span(words),
            page: 1,
            wrapped: true,
            bold: false,
            centred: false,
            heading: None,
        })
    };
    Document {
        format,
        text: TEXT.to_owned(),
        blocks: TEXT.lines().map(line).collect(),
        pages: 3,
        warnings: vec![
            Warning::PageWithoutText { page: 2 },
            Warning::UndecodableBytes { count: 3 },
            Warning::UnmappedGlyphs { count: 1 },
        ],
    }
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}
