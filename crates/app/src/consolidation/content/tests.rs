use web::{Language, Site};

use super::*;
use crate::consolidation::model::Kind;
use crate::consolidation::view::{sample_duties, sample_material};

fn view() -> View {
    View::new(Site::load().expect("the front end is built"), Language::Vi)
}

fn composed(kind: Kind, is_full: bool) -> OfficialDocument {
    let template = Template::read(kind.supplied()).expect("a template");
    let head = Letterhead {
        agency: "Ủy ban nhân dân thị xã".to_owned(),
        sign: "UBND".to_owned(),
        ..Letterhead::default()
    };
    let matter = match kind {
        Kind::Plan => Matter::Duties(Box::new(sample_duties(is_full))),
        _ => Matter::Period(Box::new(sample_material(is_full))),
    };
    compose(&view(), &matter, template, &head).unwrap_or_else(|faults| panic!("{kind:?}: {faults:?}"))
}

/// Headings with their labels.
fn headings(document: &OfficialDocument) -> Vec<String> {
    let heading = |part: &Part| match part {
        Part::Heading { label, text, .. } => Some(format!("{label} {text}")),
        _ => None,
    };
    document.body.iter().filter_map(heading).collect()
}

#[test]
fn every_supplied_template_stands_with_much_and_with_nothing() {
    for kind in Kind::ALL {
        for is_full in [true, false] {
            let document = composed(kind, is_full);
            assert!(!document.title.is_empty() && !document.title.contains("{{"), "{}", document.title);
            let is_letter = kind == Kind::Reminder;
            assert_eq!(document.kind.is_empty(), is_letter);
            assert_eq!(document.symbol, if is_letter { "UBND" } else { &document.symbol });
            assert!(document.symbol.ends_with("UBND"));
        }
    }
}

#[test]
fn headings_count_themselves_and_empty_ones_are_left_out() {
    let full = headings(&composed(Kind::Review, true));
    assert_eq!(
        full,
        [
            "I. KẾT QUẢ ĐẠT ĐƯỢC",
            "1. Về chỉ tiêu",
            "2. Về nhiệm vụ",
            "II. KẾT QUẢ",
            "III. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"
        ]
    );
    assert_eq!(headings(&composed(Kind::Review, false)), Vec::<String>::new());
}

#[test]
fn a_reminder_addresses_those_who_owe_their_report() {
    let document = composed(Kind::Reminder, true);
    assert_eq!(document.addressed_to, ["Phòng 5"]);
}

#[test]
fn a_table_of_a_template_is_left_out_where_there_is_nothing_in_it() {
    let tables = |document: &OfficialDocument| {
        document.body.iter().filter(|part| matches!(part, Part::Table { .. } | Part::Figure { .. })).count()
    };
    assert_eq!(tables(&composed(Kind::Report, true)), 5);
    assert_eq!(tables(&composed(Kind::Report, false)), 0);
}
