use documents::Span;
use reading::model::{Confidence, Repair};

use crate::plan::repairs::{Accepted, kinds, level};

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
