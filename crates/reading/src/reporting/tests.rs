use super::*;

/// Day, strictly before, cycles, reviews, from, via, to, onward.
fn shown(text: &str) -> String {
    let rule = read(text);
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let day = format!("{}{}", if rule.strictly_before { "<" } else { "" }, or_dash(rule.due_month_day));
    let (cycles, years) = (rule.cycles, rule.reviews_after_years);
    let people = [or_dash(rule.from), or_dash(rule.via), or_dash(rule.to)].join(" | ");
    format!("{day} {cycles:?} {years:?} {people} | {}", rule.onward.join(", "))
}

#[test]
fn rules_of_all_forms() {
    let cases = [
        (
            "Định kỳ trước ngày 20 tháng 12 hằng năm, các đơn vị gửi báo cáo về Phòng Nội vụ để tổng hợp, báo cáo UBND \
             phường.",
            "<12-20 [Yearly] [] các đơn vị | - | Phòng Nội vụ | Ủy ban nhân dân phường",
        ),
        (
            "Hằng quý, các sở, ban, ngành báo cáo kết quả về UBND tỉnh (qua Sở Y tế); đồng thời, báo cáo Tỉnh ủy, HĐND \
             tỉnh.",
            "- [Quarterly] [] các sở, ban, ngành | Sở Y tế | Ủy ban nhân dân tỉnh | Tỉnh ủy, Hội đồng nhân dân tỉnh",
        ),
        (
            "Tổ chức sơ kết sau 03 năm, tổng kết 05 năm và báo cáo Ban Thường vụ Tỉnh ủy.",
            "- [] [3, 5] - | - | Ban Thường vụ Tỉnh ủy | ",
        ),
        (
            "Từ tháng 5 năm 2026, định kỳ trước ngày 15 tháng 12 hằng năm, các sở báo cáo kết quả với UBND tỉnh.",
            "<12-15 [Yearly] [] các sở | - | Ủy ban nhân dân tỉnh | ",
        ),
        (
            "Các bộ thực hiện Chương trình của Chính phủ, định kỳ 6 tháng báo cáo về Bộ Y tế, Bộ Tài chính trước ngày 15 \
             tháng 6 và trước ngày 01 tháng 12 để tổng hợp, báo cáo Chính phủ.",
            "<12-01 [HalfYearly] [] Các bộ | - | Bộ Y tế | Bộ Tài chính, Chính phủ",
        ),
        (
            "Các bộ, ngành báo cáo Thủ tướng Chính phủ trước ngày 15/12 hàng năm.",
            "<12-15 [Yearly] [] Các bộ, ngành | - | Thủ tướng Chính phủ | ",
        ),
        (
            "Các đơn vị báo cáo Sở Nội vụ trước ngày 25/11 hằng năm để tổng hợp, báo cáo UBND tỉnh trước ngày 20/12.",
            "<11-25 [Yearly] [] Các đơn vị | - | Sở Nội vụ | Ủy ban nhân dân tỉnh",
        ),
        (
            "Các xã báo cáo UBND tỉnh (qua Sở Y tế) trước ngày 05/6 hằng năm để tổng hợp, báo cáo Bộ Y tế (qua Cục \
             Quản lý Dược) trước ngày 20/6.",
            "<06-05 [Yearly] [] Các xã | Sở Y tế | Ủy ban nhân dân tỉnh | Bộ Y tế",
        ),
        (
            "Sở Y tế tổng hợp, báo cáo UBND tỉnh trước ngày 20/12 hằng năm.",
            "<12-20 [Yearly] [] Sở Y tế | - | Ủy ban nhân dân tỉnh | ",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn those_who_report_come_before_those_who_consolidate() {
    let passage = |text: &str| documents::outline::Passage {
        text: text.to_owned(),
        origin: vec![(0, 0)],
        span: documents::Span::new(0, text.len()),
    };
    let texts = [
        "Hằng năm tổng hợp, báo cáo Thủ tướng Chính phủ trước ngày 31 tháng 01.",
        "Gửi báo cáo kết quả về Bộ Y tế trước ngày 15 tháng 12 hằng năm.",
    ];
    let clause = |(place, text): (usize, &&str)| documents::outline::Clause {
        path: place.to_string(),
        kind: documents::outline::Kind::Paragraph,
        depth: 1,
        parent: None,
        label: String::new(),
        passage: passage(text),
        span: documents::Span::new(0, text.len()),
        columns: Vec::new(),
    };
    let clauses = texts.iter().enumerate().map(clause).collect();
    let outline = documents::outline::Outline { front: Vec::new(), clauses, closing: Vec::new() };
    let rule = reporting(&Plan::new(&outline, "")).unwrap();
    assert_eq!((rule.due_month_day.as_deref(), rule.to.as_deref()), (Some("12-15"), Some("Bộ Y tế")));
}

#[test]
fn the_day_may_be_in_the_year_after() {
    for (text, is_next) in [
        ("Hằng năm, các đơn vị báo cáo Phòng Kinh tế trước ngày 15 tháng 01 năm sau.", true),
        ("Báo cáo năm gửi trước ngày 15/01 của năm kế tiếp.", true),
        ("Báo cáo năm gửi trước ngày 20/02, năm tiếp theo.", true),
        ("Hằng năm, báo cáo kết quả và kế hoạch năm sau trước ngày 15/12.", false),
        ("Hằng năm, báo cáo trước ngày 15 tháng 01.", false),
    ] {
        let rule = read(text);
        assert_eq!((rule.next_year, rule.due_month_day.is_some()), (is_next, true), "{text}");
    }
}
