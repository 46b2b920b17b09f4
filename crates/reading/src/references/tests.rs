use super::*;

fn passage(text: &str) -> Passage {
    let span = documents::Span::new(0, text.len());
    Passage { text: text.to_owned(), origin: vec![(0, 0)], span }
}

/// Symbol, kind, date, issuer of each, `-` for none.
fn check(text: &str, expected: &[[&str; 4]]) {
    let found = collect([&passage(text)], "12/KH-UBND");
    let shown: Vec<[&str; 4]> = found
        .iter()
        .map(|reference| {
            let or_dash = |value: &'_ Option<String>| value.clone().map_or("-", |value| &*value.leak());
            let symbol = &*reference.symbol.clone().leak();
            [symbol, or_dash(&reference.kind), or_dash(&reference.date), or_dash(&reference.issuer)]
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn symbols_of_all_forms() {
    check(
        "Căn cứ Nghị quyết số 57-NQ/TW, ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá",
        &[["57-NQ/TW", "Nghị quyết", "2024-12-22", "Bộ Chính trị"]],
    );
    check(
        "theo Kế hoạch số 15- KH/TU ngày 3/4/2025 của Ban Thường vụ Tỉnh ủy",
        &[["15-KH/TU", "Kế hoạch", "2025-04-03", "Ban Thường vụ Tỉnh ủy"]],
    );
    check(
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; Luật số 122/2025/QH15",
        &[["30/2020/NĐ-CP", "Nghị định", "2020-03-05", "Chính phủ"], ["122/2025/QH15", "Luật", "-", "-"]],
    );
    check(
        "Quyết định 1489/QĐ-TTg ngày 24 tháng 11 năm 2023 của Thủ tướng Chính phủ",
        &[["1489/QĐ-TTg", "Quyết định", "2023-11-24", "Thủ tướng Chính phủ"]],
    );
    check("Kế hoạch số 12/KH-UBND; bón 10/ha, năng suất 5 tấn/ha, 15%/năm, ngày 7/6/2023, 24/7", &[]);
    check(
        "Thông tư số 01/2023/TT-BKHCN của Bộ Khoa học và Công nghệ",
        &[["01/2023/TT-BKHCN", "Thông tư", "-", "Bộ Khoa học và Công nghệ"]],
    );
}

#[test]
fn later_mentions_add_what_is_missing() {
    check(
        "Nghị quyết 57-NQ/TW. Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị và Nghị quyết 57-NQ/TW",
        &[["57-NQ/TW", "Nghị quyết", "2024-12-22", "Bộ Chính trị"]],
    );
}
