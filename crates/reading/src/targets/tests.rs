use super::*;

/// Measure, unit, least, greatest, year.
type Shown = (String, String, Option<f64>, Option<f64>, Option<i32>);

fn shown(text: &str) -> Vec<Shown> {
    let targets = of_sentence(&Text::new(text));
    targets
        .into_iter()
        .map(|target| (target.measure, target.unit.unwrap_or_default(), target.low, target.high, target.by))
        .collect()
}

#[test]
fn targets_of_sentences() {
    type Expected = (&'static str, &'static str, Option<f64>, Option<f64>, Option<i32>);
    let cases: &[(&str, &[Expected])] = &[
        (
            "Phấn đấu đến năm 2030 trồng mới 02 vườn ươm giống bản địa; nuôi thêm ong;",
            &[("vườn ươm giống bản địa", "vườn", Some(2.0), Some(2.0), Some(2030))],
        ),
        (
            "Đến năm 2035, thành lập được 04 - 05 doanh nghiệp chế biến dược liệu.",
            &[("doanh nghiệp chế biến dược liệu", "doanh nghiệp", Some(4.0), Some(5.0), Some(2035))],
        ),
        (
            "Đến năm 2030, tỷ lệ hộ dân dùng nước sạch đạt trên 95%.",
            &[("tỷ lệ hộ dân dùng nước sạch", "%", Some(95.0), None, Some(2030))],
        ),
        (
            "100% cán bộ xã được tập huấn chuyển đổi số",
            &[("cán bộ xã được tập huấn chuyển đổi số", "%", Some(100.0), Some(100.0), None)],
        ),
        (
            "Diện tích rừng trồng đạt 1.200 ha, tỷ lệ che phủ đạt 45%",
            &[
                ("Diện tích rừng trồng", "ha", Some(1200.0), Some(1200.0), None),
                ("tỷ lệ che phủ", "%", Some(45.0), Some(45.0), None),
            ],
        ),
        (
            "Xây dựng ít nhất hai mô hình nuôi cá và 03 hợp tác xã kiểu mới",
            &[
                ("mô hình nuôi cá", "mô hình", Some(2.0), None, None),
                ("hợp tác xã kiểu mới", "hợp tác xã", Some(3.0), Some(3.0), None),
            ],
        ),
        (
            "Giá trị sản xuất tăng bình quân 5%/năm giai đoạn 2026 - 2030",
            &[("Giá trị sản xuất", "%/năm", Some(5.0), Some(5.0), Some(2030))],
        ),
        ("Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024; nuôi một số giống mới", &[]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected
            .iter()
            .map(|(measure, unit, low, high, by)| (measure.to_string(), unit.to_string(), *low, *high, *by))
            .collect();
        assert_eq!(shown(text), expected, "{text}");
    }
}
