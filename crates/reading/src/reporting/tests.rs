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
            "Các bộ, ngành báo cáo Thủ tướng Chính phủ trước ngày 15/12 hàng năm.",
            "<12-15 [Yearly] [] Các bộ, ngành | - | Thủ tướng Chính phủ | ",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}
