use documents::Span;

use super::*;

#[test]
fn terms_in_titles() {
    for (text, from, to) in [
        ("Kế hoạch trồng rừng giai đoạn 2026 - 2030", Some(2026), Some(2030)),
        ("Chương trình đến năm 2030, tầm nhìn đến năm 2045", None, Some(2045)),
        ("Chương trình giai đoạn 2025 - 2030, định hướng đến năm 2035", Some(2025), Some(2030)),
        ("Kế hoạch chuyển đổi số năm 2026", None, Some(2026)),
        ("Thực hiện Nghị quyết ngày 22 tháng 12 năm 2024", None, None),
        ("Kế hoạch nuôi ong", None, None),
    ] {
        let passage = Passage { text: text.to_owned(), origin: vec![(0, 0)], span: Span::new(0, text.len()) };
        let found = of_subject([&passage].into_iter());
        assert_eq!(found.as_ref().map(|horizon| horizon.to), to, "{text}");
        assert_eq!(found.and_then(|horizon| horizon.from), from, "{text}");
    }
}
