use super::*;

/// Text, its words, first day, last day, month and day, strictly before, recurrence.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str, bool, Option<Recurrence>);

#[test]
fn years_of_names_and_terms_are_no_deadlines() {
    for text in [
        "lồng ghép với Chương trình mục tiêu quốc gia giai đoạn 2021 - 2025",
        "giám sát Chiến lược phát triển rừng đến năm 2025, định hướng đến năm 2030",
        "chúc mừng đại hội nhiệm kỳ 2026 - 2031",
    ] {
        assert_eq!(of_sentence(&Text::new(text)), None, "{text}");
    }
}

#[test]
fn deadlines_in_sentences() {
    use Recurrence::*;
    let cases: &[Case] = &[
        ("Trồng xong đến năm 2030 toàn bộ đồi", "đến năm 2030", "", "2030-12-31", "", false, None),
        (
            "nộp trước ngày 15 tháng 11 hàng năm",
            "trước ngày 15 tháng 11 hàng năm",
            "",
            "",
            "11-15",
            true,
            Some(Yearly),
        ),
        (
            "xây dựng Chương trình giống giai đoạn 2026 - 2035, hoàn thành trong năm 2026",
            "trong năm 2026",
            "",
            "2026-12-31",
            "",
            false,
            None,
        ),
        (
            "theo Kế hoạch số 12/KH-UBND ngày 05/01/2024, xong trước 30/6/2026",
            "xong trước 30/6/2026",
            "",
            "2026-06-29",
            "",
            true,
            None,
        ),
        ("nộp trước 20/12 hằng năm.", "trước 20/12 hằng năm", "", "", "12-20", true, Some(Yearly)),
        ("nộp vào quý I hằng năm", "vào quý I hằng năm", "", "", "03-31", false, Some(Yearly)),
        ("nộp trước tháng 12 hằng năm", "trước tháng 12 hằng năm", "", "", "12-01", true, Some(Yearly)),
        ("thu phí từ ngày 01/10/2026", "ngày 01/10/2026", "2026-10-01", "", "", false, None),
        (
            "thu phí từ ngày 01/10/2026 đến ngày 15/12/2026",
            "ngày 01/10/2026 đến ngày 15/12/2026",
            "2026-10-01",
            "2026-12-15",
            "",
            false,
            None,
        ),
        (
            "định kỳ 6 tháng gửi số liệu trước ngày 15 tháng 6",
            "trước ngày 15 tháng 6",
            "",
            "",
            "06-15",
            true,
            Some(HalfYearly),
        ),
        ("trình quý IV/2026", "quý IV/2026", "2026-10-01", "2026-12-31", "", false, None),
        ("trình trong quý II năm 2027", "trong quý II năm 2027", "2027-04-01", "2027-06-30", "", false, None),
        ("mở lớp tháng 6/2027", "tháng 6/2027", "2027-06-01", "2027-06-30", "", false, None),
        ("làm đường 2027 - 2030", "2027 - 2030", "2027-01-01", "2030-12-31", "", false, None),
        ("họp hằng năm", "hằng năm", "", "", "", false, Some(Yearly)),
        ("kiểm tra thường xuyên", "thường xuyên", "", "", "", false, Some(Continuous)),
        ("xây kè, hoàn thành trong năm 2026", "trong năm 2026", "", "2026-12-31", "", false, None),
        ("sơ kết 6 tháng đầu năm 2026", "6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", "", false, None),
        ("thường xuyên kiểm tra; sơ kết vào năm 2028", "thường xuyên", "", "", "", false, Some(Continuous)),
        (
            "giai đoạn 2026 - 2030 trồng mới",
            "giai đoạn 2026 - 2030",
            "2026-01-01",
            "2030-12-31",
            "",
            false,
            None,
        ),
        ("gửi trước 31/12/2026", "trước 31/12/2026", "", "2026-12-30", "", true, None),
        (
            "chậm nhất ngày 05 tháng 3 năm 2027",
            "chậm nhất ngày 05 tháng 3 năm 2027",
            "",
            "2027-03-05",
            "",
            false,
            None,
        ),
        ("xong trước tháng 7/2026", "xong trước tháng 7/2026", "", "2026-06-30", "", true, None),
        (
            "từ năm 2026 đến năm 2028 đào giếng",
            "từ năm 2026 đến năm 2028",
            "2026-01-01",
            "2028-12-31",
            "",
            false,
            None,
        ),
        ("định kỳ hằng quý họp", "định kỳ hằng quý", "", "", "", false, Some(Quarterly)),
        ("trước năm 2028 phủ kín", "trước năm 2028", "", "2027-12-31", "", true, None),
    ];
    for (text, words, from, until, month_day, strictly_before, recurrence) in cases {
        let found = of_sentence(&Text::new(text)).unwrap_or_else(|| panic!("{text}: nothing found"));
        let filled = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        let expected = Due {
            text: (*words).to_owned(),
            from: filled(from),
            until: filled(until),
            month_day: filled(month_day),
            strictly_before: *strictly_before,
            recurrence: *recurrence,
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn no_deadlines() {
    for text in [
        "hoàn thành trong 06 tháng kể từ ngày Quyết định có hiệu lực",
        "theo dõi việc trồng rừng; sơ kết vào năm 2028, tổng kết vào năm 2030",
        "Quyết định số 12/QĐ-UBND",
        "ngày 31/2/2026",
        "sửa đổi Nghị định số 114/2018/NĐ-CP ngày 04 tháng 9 năm 2018",
        "theo Thông tư số 08/2025/TT-BTC và Nghị quyết 12/2024/QH15",
        "trồng 2027 cây",
        "điều 3 khoản 2",
    ] {
        assert_eq!(of_sentence(&Text::new(text)), None, "{text}");
    }
}

#[test]
fn cells_keep_their_words() {
    let due = of_cell("Năm 2026 và các năm tiếp theo").unwrap();
    assert_eq!(
        (due.text.as_str(), due.until.as_deref()),
        ("Năm 2026 và các năm tiếp theo", Some("2026-12-31"))
    );
    let due = of_cell("2026-2027").unwrap();
    assert_eq!((due.from.as_deref(), due.until.as_deref()), (Some("2026-01-01"), Some("2027-12-31")));
    let due = of_cell("Hằng năm, trước ngày 10/12/2026").unwrap();
    assert_eq!((due.recurrence, due.until.as_deref()), (Some(Recurrence::Yearly), Some("2026-12-09")));
    assert_eq!(of_cell("Theo tiến độ dự án").unwrap().until, None);
    assert_eq!(of_cell(" "), None);
}
