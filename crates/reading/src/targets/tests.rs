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
            "Tỷ lệ hộ dùng nước sạch đến năm 2028 đạt 70%, đến năm 2030 đạt 90%.",
            &[
                ("Tỷ lệ hộ dùng nước sạch", "%", Some(70.0), Some(70.0), Some(2028)),
                ("Tỷ lệ hộ dùng nước sạch", "%", Some(90.0), Some(90.0), Some(2030)),
            ],
        ),
        (
            "Năm 2027, 50% số thôn đạt chuẩn; năm 2030 đạt 100%.",
            &[
                ("số thôn đạt chuẩn", "%", Some(50.0), Some(50.0), Some(2027)),
                ("số thôn đạt chuẩn", "%", Some(100.0), Some(100.0), Some(2030)),
            ],
        ),
        ("Có 02/03 trường đạt chuẩn.", &[("trường đạt chuẩn", "trường", Some(2.0), Some(2.0), None)]),
        (
            "Xây dựng 06 quy trình kỹ thuật.",
            &[("quy trình kỹ thuật", "quy trình", Some(6.0), Some(6.0), None)],
        ),
        (
            "Tổng đàn bò đạt 9.500 con, tỷ lệ bò lai trên 80%.",
            &[
                ("Tổng đàn bò", "con", Some(9500.0), Some(9500.0), None),
                ("tỷ lệ bò lai", "%", Some(80.0), None, None),
            ],
        ),
        ("Tổng vốn 78 tỷ 500 triệu đồng.", &[("Tổng vốn", "tỷ", Some(78.5), Some(78.5), None)]),
        (
            "Tỷ lệ suy dinh dưỡng ở trẻ em dưới 5 tuổi giảm còn dưới 22%.",
            &[("Tỷ lệ suy dinh dưỡng ở trẻ em dưới 5 tuổi", "%", None, Some(22.0), None)],
        ),
        (
            "Tuổi thọ trung bình đạt 74,5 tuổi.",
            &[("Tuổi thọ trung bình", "tuổi", Some(74.5), Some(74.5), None)],
        ),
        (
            "100% chợ, siêu thị, cơ sở lưu trú không dùng túi ni lông.",
            &[("chợ, siêu thị, cơ sở lưu trú không dùng túi ni lông", "%", Some(100.0), Some(100.0), None)],
        ),
        (
            "Thu hút 20.000 lượt khách, doanh thu 15 tỷ đồng.",
            &[
                ("lượt khách", "lượt khách", Some(20_000.0), Some(20_000.0), None),
                ("doanh thu", "tỷ đồng", Some(15.0), Some(15.0), None),
            ],
        ),
        ("Tỷ lệ che phủ rừng ở mức 47%.", &[("Tỷ lệ che phủ rừng", "%", Some(47.0), Some(47.0), None)]),
        (
            "Công suất xử lý rác đạt 600 tấn/ngày đêm.",
            &[("Công suất xử lý rác", "tấn/ngày đêm", Some(600.0), Some(600.0), None)],
        ),
        ("Đạt 15 bác sĩ/vạn dân.", &[("bác sĩ/vạn dân", "bác sĩ/vạn dân", Some(15.0), Some(15.0), None)]),
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
        ("Giảm tỷ lệ hộ nghèo từ 8,4% xuống dưới 6%.", &[("tỷ lệ hộ nghèo", "%", None, Some(6.0), None)]),
        ("Hộ nghèo giảm từ 312 hộ còn 250 hộ.", &[("Hộ nghèo", "hộ", Some(250.0), Some(250.0), None)]),
        (
            "Số đơn từ 45 đơn (năm 2025) lên 75 đơn (năm 2030).",
            &[("Số đơn", "đơn", Some(75.0), Some(75.0), Some(2030))],
        ),
        (
            "Giảm 20% số vụ cháy so với cùng kỳ năm 2025.",
            &[("số vụ cháy", "%", Some(20.0), Some(20.0), None)],
        ),
        ("Có 10 sản phẩm 5 sao.", &[("sản phẩm 5 sao", "sản phẩm", Some(10.0), Some(10.0), None)]),
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

#[test]
fn least_figures_among_tasks_are_proposed() {
    let clause = |(path, text): (&str, &str)| documents::outline::Clause {
        path: path.to_owned(),
        kind: documents::outline::Kind::Section,
        depth: 1,
        parent: None,
        label: String::new(),
        passage: documents::outline::Passage {
            text: text.to_owned(),
            origin: vec![(0, 0)],
            span: documents::Span::new(0, text.len()),
        },
        span: documents::Span::new(0, text.len()),
        columns: Vec::new(),
    };
    let texts = [
        ("I", "Nhiệm vụ: tỷ lệ hồ sơ đúng hạn đạt từ 98% trở lên."),
        ("II", "Nhiệm vụ: mở 5 lớp cho 200 người."),
        ("III", "Mục tiêu: đạt ít nhất 5 mô hình, gấp 2 lần năm 2025."),
    ];
    let clauses = texts.map(clause).to_vec();
    let outline = documents::outline::Outline { front: Vec::new(), clauses, closing: Vec::new() };
    let found = targets(&Plan::new(&outline, ""));
    let shown: Vec<_> = found
        .iter()
        .map(|target| (target.clause.as_str(), target.low, target.by, target.confidence))
        .collect();
    let expected = [
        ("I", Some(98.0), None, Confidence::Unsure),
        ("III", Some(5.0), None, Confidence::Likely),
        ("III", Some(2.0), None, Confidence::Likely),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn dates_are_no_figures() {
    for text in
        ["Đến 9/2026 đạt 50 ha cà phê.", "Trước 30/9 trồng 50 ha.", "Trực 24/7 tại chốt, trồng 50 ha."]
    {
        let figures: Vec<_> = of_sentence(&Text::new(text)).into_iter().map(|target| target.low).collect();
        assert_eq!(figures, [Some(50.0)], "{text}");
    }
}
