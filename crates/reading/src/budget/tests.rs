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
