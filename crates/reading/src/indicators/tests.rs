use documents::Span;
use documents::outline::{Outline, Passage};

use super::*;

fn passage(text: &str) -> Passage {
    Passage { text: text.to_owned(), origin: vec![(0, 0)], span: Span::new(0, text.len()) }
}

fn row(cells: &[(&str, &str)]) -> Outline {
    let columns = cells
        .iter()
        .map(|(name, text)| Column { name: (*name).to_owned(), passage: passage(text) })
        .collect();
    let clause = Clause {
        path: "PL/1".to_owned(),
        kind: Kind::Row,
        depth: 2,
        parent: None,
        label: String::new(),
        passage: passage("1"),
        span: Span::new(0, 1),
        columns,
    };
    Outline { front: Vec::new(), clauses: vec![clause], closing: Vec::new() }
}

#[test]
fn an_indicator_with_values_by_year() {
    let outline = row(&[
        ("TT", "1"),
        ("Chỉ tiêu", "Tỷ lệ hộ dùng nước sạch"),
        ("Đơn vị tính", "%"),
        ("Hiện trạng 2024", "61"),
        ("Mục tiêu / 2025", "70"),
        ("Mục tiêu / 2030", "≥ 95"),
        ("Cơ quan theo dõi", "Sở Y tế"),
    ]);
    let (found, targets) = indicators(&Plan::new(&outline, ""));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "Tỷ lệ hộ dùng nước sạch");
    assert_eq!(found[0].followed_by, ["Sở Y tế"]);
    let values: Vec<_> = targets.iter().map(|target| (target.by, target.low, target.high)).collect();
    assert_eq!(values, [(Some(2025), Some(70.0), Some(70.0)), (Some(2030), Some(95.0), None)]);
    assert_eq!(targets[0].unit.as_deref(), Some("%"));
    assert_eq!(found[0].columns.len(), 7);
}

#[test]
fn a_task_row_is_no_indicator() {
    let outline =
        row(&[("TT", "1"), ("Nhiệm vụ", "Trồng cây"), ("Cơ quan chủ trì", "Sở Y tế"), ("Thời gian", "2026")]);
    assert!(indicators(&Plan::new(&outline, "")).0.is_empty());
}

#[test]
fn the_unit_stands_in_a_column_or_in_the_name() {
    type Cells = &'static [(&'static str, &'static str)];
    let cases: [(Cells, Option<&str>); 4] = [
        (&[("Chỉ tiêu", "Đàn bò"), ("Đơn vị", "con"), ("2026", "100")], Some("con")),
        (&[("Chỉ tiêu", "Tỷ lệ lấp đầy (%)"), ("2026", "70")], Some("%")),
        (&[("Chỉ tiêu", "Giá trị sản xuất (tỷ đồng)"), ("2026", "70")], Some("tỷ đồng")),
        (&[("Chỉ tiêu", "Số xã đạt chuẩn (giai đoạn 2026)"), ("2026", "7")], None),
    ];
    for (cells, unit) in cases {
        let outline = row(cells);
        let (found, targets) = indicators(&Plan::new(&outline, ""));
        assert_eq!(found[0].unit.as_deref(), unit, "{cells:?}");
        assert_eq!(targets.len(), 1, "{cells:?}");
    }
}

#[test]
fn values_without_a_year_and_in_pieces() {
    let outline = row(&[
        ("Chỉ tiêu", "Xếp hạng chính quyền số"),
        ("Đơn vị", "Thứ bậc trong cả nước"),
        ("Kết quả", "≤ 3 trong vùng; ≤ 20 cả nước"),
        ("Cơ quan chủ trì theo dõi", "Sở Nội vụ"),
    ]);
    let (found, targets) = indicators(&Plan::new(&outline, ""));
    assert_eq!(found[0].unit.as_deref(), Some("Thứ bậc trong cả nước"));
    let values: Vec<_> = targets.iter().map(|target| (target.text.as_str(), target.high)).collect();
    assert_eq!(values, [("≤ 3 trong vùng;", Some(3.0)), ("≤ 20 cả nước", Some(20.0))]);
}

#[test]
fn what_was_reached_is_no_target() {
    let outline = row(&[
        ("Chỉ tiêu", "Đàn bò"),
        ("ĐVT", "con"),
        ("Thực hiện 2025", "90"),
        ("2026", "100"),
        ("2030", "-"),
    ]);
    let years: Vec<_> = indicators(&Plan::new(&outline, "")).1.iter().map(|target| target.by).collect();
    assert_eq!(years, [Some(2026)]);
}
