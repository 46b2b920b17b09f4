use super::*;

#[test]
fn sums_in_dong() {
    for (text, expected) in [
        ("Tổng kinh phí 12,5 tỷ đồng từ ngân sách tỉnh", Some(12_500_000_000)),
        ("Dự toán 350 triệu đồng", Some(350_000_000)),
        ("hỗ trợ 1.200.000 đồng mỗi hộ", Some(1_200_000)),
        ("1,2 nghìn tỷ đồng", Some(1_200_000_000_000)),
        ("Tổng vốn 78 tỷ 500 triệu đồng", Some(78_500_000_000)),
        ("1,5 tỷ 200 triệu đồng", Some(1_700_000_000)),
        ("từ 2 tỷ đồng lên 5 tỷ đồng", Some(2_000_000_000)),
        ("05 mô hình", None),
    ] {
        assert_eq!(amount(&Text::new(text)), expected, "{text}");
    }
}

#[test]
fn sources_of_money() {
    for (text, expected) in [
        ("Từ ngân sách nhà nước theo phân cấp", Some("ngân sách nhà nước")),
        ("bằng nguồn vốn xã hội hóa", Some("nguồn vốn xã hội hóa")),
        ("trồng cây", None),
    ] {
        assert_eq!(source(&Text::new(text)).as_deref(), expected, "{text}");
    }
}

#[test]
fn each_sum_of_a_sentence_has_its_source() {
    for (text, expected) in [
        ("Kinh phí 5 tỷ đồng từ ngân sách tỉnh.", vec![(5_000_000_000, "ngân sách tỉnh")]),
        (
            "Tổng kinh phí: 12 tỷ 500 triệu đồng, gồm ngân sách tỉnh 10.000.000.000 đồng và vốn xã hội hóa 2,5 tỷ đồng.",
            vec![(12_500_000_000, ""), (10_000_000_000, "ngân sách tỉnh"), (2_500_000_000, "vốn xã hội hóa")],
        ),
        (
            "Kinh phí khoảng 1.200 tỷ đồng, trong đó ngân sách trung ương 800 tỷ đồng.",
            vec![(1_200_000_000_000, ""), (800_000_000_000, "ngân sách trung ương")],
        ),
        (
            "Dự toán 3 tỷ đồng từ ngân sách tỉnh, 200 triệu đồng từ nguồn xã hội hóa.",
            vec![(3_000_000_000, "ngân sách tỉnh"), (200_000_000, "nguồn xã hội hóa")],
        ),
        ("Kinh phí tăng từ 2 tỷ đồng lên 5 tỷ đồng.", vec![(2_000_000_000, "")]),
    ] {
        let text = Text::new(text);
        let found: Vec<_> = pieces(&text)
            .into_iter()
            .map(|range| Text::new(&text.original[range]))
            .map(|piece| (amount(&piece).unwrap_or_default(), source(&piece).unwrap_or_default()))
            .collect();
        let found: Vec<_> = found.iter().map(|(amount, source)| (*amount, source.as_str())).collect();
        assert_eq!(found, expected, "{}", text.original);
    }
}
