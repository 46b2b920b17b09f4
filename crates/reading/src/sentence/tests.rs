use super::*;

fn check(text: &str, expected: &[&str]) {
    let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn splits_at_full_stops_before_capitals() {
    check("Trồng rừng. Bảo vệ nguồn nước.", &["Trồng rừng.", "Bảo vệ nguồn nước."]);
    check("Đạt 1.200 ha. Năm 2026 đạt 3.5 tấn.", &["Đạt 1.200 ha.", "Năm 2026 đạt 3.5 tấn."]);
    check(
        "Gửi UBND TP. Huế trước ngày 5. Báo cáo nêu rõ lý do",
        &["Gửi UBND TP. Huế trước ngày 5.", "Báo cáo nêu rõ lý do"],
    );
    check(
        "Nuôi cá, tôm v.v. và trồng rau; thu hoạch sớm.",
        &["Nuôi cá, tôm v.v. và trồng rau; thu hoạch sớm."],
    );
    check("  ", &[]);
    check("...", &[]);
}

#[test]
fn parts_end_at_semicolons_too() {
    let text = "Trồng rừng; nuôi ong. Làm đường";
    let found: Vec<&str> = parts(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, ["Trồng rừng;", "nuôi ong.", "Làm đường"]);
}
