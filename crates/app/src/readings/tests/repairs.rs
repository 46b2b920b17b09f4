use documents::Span;
use reading::model::{Confidence, Repair};

use crate::readings::export::document::official;
use crate::readings::repairs::{Accepted, kinds, level};
use crate::readings::view::Outcome;

fn repair(seen: &str, start: usize, confidence: f64) -> Repair {
    Repair {
        clause: "I".to_owned(),
        seen: seen.to_owned(),
        meant: seen.replace('ó', "ớ"),
        confidence,
        span: Span::new(start, start + seen.len()),
    }
}

#[test]
fn what_is_accepted_is_what_the_query_names() {
    let repairs = [
        repair("nưóc", 0, 0.99),
        repair("bưóc", 20, 0.9),
        repair("nưóc", 40, 0.96),
        repair("hưóng", 60, 0.98),
    ];
    assert_eq!(kinds(&repairs).iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(level(&kinds(&repairs)[0]), Some(Confidence::Sure));
    let accepted = |query: &[(&str, &str)]| -> Vec<usize> {
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Accepted::from_query(&query).among(&repairs).iter().map(|repair| repair.span.start).collect()
    };
    assert_eq!(accepted(&[]), [0; 0]);
    assert_eq!(accepted(&[("repair", "0")]), [0, 40]);
    assert_eq!(accepted(&[("repair", "1"), ("repair", "2")]), [20, 60]);
    assert_eq!(accepted(&[("repair", "sure")]), [0, 40, 60]);
    assert_eq!(accepted(&[("repair", "sure"), ("repair", "1")]), [0, 40, 20, 60]);
    assert_eq!(accepted(&[("repair", "9"), ("repair", "-1"), ("repair", "all"), ("other", "0")]), [0; 0]);
}

#[test]
fn the_clean_document_mends_what_was_accepted_and_nothing_else() {
    let text = "ỦY BAN NHÂN DÂN\nXÃ SUỐI NGÀN\n\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nQuản lý nhà nưóc về đất đai năm 2026\n\nCăn cứ quy định về \
                quản lý nhà nưóc;\n\nỦy ban nhân dân xã ban hành kế hoạch như sau:\n\nI. NHIỆM VỤ\n\n1. Quản lý nhà nưóc về giống.\n\n2. Đẩy mạnh \
                phát triến nông nghiệp.\n";
    let source = documents::read(text.as_bytes(), &documents::ReadOptions::default(), &mut |_| {})
        .expect("it is read");
    let reading = reading::read(&source);
    let outcome = Outcome { source, reading };
    let shown = |accepted: &[&Repair]| {
        let document = official(&outcome, accepted);
        let body = document.body.iter().map(|part| format!("{part:?}")).collect::<Vec<_>>().join(" ");
        (document.title, document.bases.join(" "), body)
    };
    let (title, bases, body) = shown(&[]);
    assert_eq!(title, "Quản lý nhà nưóc về đất đai năm 2026");
    assert!(bases.contains("nưóc") && body.contains("nưóc") && body.contains("triến"));

    let in_title: Vec<&Repair> = outcome.reading.repairs.iter().take(1).collect();
    let (title, bases, body) = shown(&in_title);
    assert_eq!(title, "Quản lý nhà nước về đất đai năm 2026");
    assert!(bases.contains("nưóc") && body.contains("nưóc"), "only what was accepted");
    assert!(!body.contains("đất đai"), "the title is no paragraph");

    let (title, bases, body) = shown(&outcome.reading.repairs.iter().collect::<Vec<_>>());
    assert_eq!(title, "Quản lý nhà nước về đất đai năm 2026");
    assert!(
        !bases.contains("nưóc") && !body.contains("nưóc") && body.contains("phát triển"),
        "{bases} {body}"
    );
}
