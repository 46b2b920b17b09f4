use super::*;

/// Text; least, greatest, bound, per cent of each amount in it.
type Case = (&'static str, &'static [(Option<f64>, Option<f64>, Option<Bound>, bool)]);

#[test]
fn amounts_of_all_forms() {
    let cases: &[Case] = &[
        ("hình thành 01 khu", &[(Some(1.0), Some(1.0), None, false)]),
        ("04 - 05 doanh nghiệp", &[(Some(4.0), Some(5.0), None, false)]),
        ("từ 5 đến 7 mô hình", &[(Some(5.0), Some(7.0), None, false)]),
        ("đạt 80-85%", &[(Some(80.0), Some(85.0), None, true)]),
        ("trên 80% hộ dân", &[(Some(80.0), None, Some(Bound::Above), true)]),
        ("ít nhất 06 lớp", &[(Some(6.0), None, Some(Bound::AtLeast), false)]),
        ("không quá 3,5%", &[(None, Some(3.5), Some(Bound::AtMost), true)]),
        ("dưới 2% hộ nghèo", &[(None, Some(2.0), Some(Bound::Below), true)]),
        ("khoảng 1.200 ha", &[(Some(1200.0), Some(1200.0), Some(Bound::About), false)]),
        ("tăng 15%/năm", &[(Some(15.0), Some(15.0), Some(Bound::Increase), true)]),
        ("tăng bình quân 10 - 12%/năm", &[(Some(10.0), Some(12.0), Some(Bound::Increase), true)]),
        ("từ 80% trở lên", &[(Some(80.0), None, Some(Bound::AtLeast), true)]),
        (
            "100% cán bộ, 12 lớp",
            &[(Some(100.0), Some(100.0), None, true), (Some(12.0), Some(12.0), None, false)],
        ),
        ("nữ tối thiểu đạt 25%", &[(Some(25.0), None, Some(Bound::AtLeast), true)]),
        ("nâng cấp hồ có dung tích từ 3 triệu m3 trở lên", &[]),
        ("không để xảy ra quá 02 vụ cháy", &[(None, Some(2.0), Some(Bound::AtMost), false)]),
        ("giảm còn 5% hộ nghèo", &[(Some(5.0), Some(5.0), None, true)]),
        ("80ha rừng", &[(Some(80.0), Some(80.0), None, false)]),
        ("theo Nghị quyết số 36-NQ/TW ngày 30 tháng 01 năm 2023", &[]),
        ("Quyết định 1489/QĐ-TTg, mục 3.1, Điều 5", &[]),
        ("đến năm 2030, giai đoạn 2026 - 2030", &[]),
        ("cách mạng công nghiệp 4.0, mạng 5G, trong 05 năm", &[]),
        ("07/6/2026 và 15/11", &[]),
    ];
    for (text, expected) in cases {
        let found: Vec<_> = amounts(&Text::new(text))
            .into_iter()
            .map(|amount| (amount.low, amount.high, amount.bound, amount.percent))
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}
