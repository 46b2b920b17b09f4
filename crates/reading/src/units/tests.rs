use super::*;

fn names(text: &str) -> Vec<&str> {
    find(text).into_iter().filter(|found| !found.places_only).map(|found| &text[found.range]).collect()
}

#[test]
fn names_in_running_text() {
    let cases: &[(&str, &[&str])] = &[
        ("Phòng Kinh tế tham mưu kế hoạch năm.", &["Phòng Kinh tế"]),
        (
            "giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Y tế, Sở Nông nghiệp và Môi trường xây dựng đề án",
            &["Sở Khoa học và Công nghệ", "Sở Y tế", "Sở Nông nghiệp và Môi trường"],
        ),
        ("Phòng Tài chính - Kế hoạch thẩm định dự toán", &["Phòng Tài chính - Kế hoạch"]),
        ("Sở A, Sở Nội vụ và UBND các xã", &["Sở A", "Sở Nội vụ", "UBND các xã"]),
        ("Trung tâm Văn hóa, Thông tin và Thể thao mở lớp", &["Trung tâm Văn hóa, Thông tin và Thể thao"]),
        (
            "Phòng Kinh tế, Phòng Nội vụ và Công an thị xã",
            &["Phòng Kinh tế", "Phòng Nội vụ", "Công an thị xã"],
        ),
        ("Ban Thường vụ Thị ủy An Khê ban hành", &["Ban Thường vụ Thị ủy An Khê"]),
        ("UBND tỉnh Gia Lai giao", &["UBND tỉnh Gia Lai"]),
        ("Uỷ ban nhân dân thị xã An Khê giao", &["Uỷ ban nhân dân thị xã An Khê"]),
        ("phối hợp với các sở, ban, ngành liên quan triển khai", &["các sở, ban, ngành liên quan"]),
        ("các Bộ, ngành, địa phương rà soát", &["các Bộ, ngành, địa phương"]),
        ("các cơ quan, đơn vị thuộc thị xã báo cáo", &["các cơ quan, đơn vị thuộc thị xã"]),
        (
            "cùng các ban, ngành; Ủy ban nhân dân các xã, thị trấn và các hợp tác xã, đơn vị liên quan bàn giao",
            &["các ban, ngành", "Ủy ban nhân dân các xã, thị trấn", "các hợp tác xã, đơn vị liên quan"],
        ),
        ("Ban hành kế hoạch; Hội nghị tổng kết; Báo cáo kết quả; Sở hữu trí tuệ", &[]),
        ("trên địa bàn các xã miền núi, đời sống xã hội", &[]),
        (
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh và Hội Nông dân tỉnh",
            &["Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "Hội Nông dân tỉnh"],
        ),
        ("Sở KH&CN tỉnh, Phòng TC-KH và Sở TN&MT", &["Sở KH&CN tỉnh", "Phòng TC-KH", "Sở TN&MT"]),
        ("Văn phòng HĐND và UBND thị xã theo dõi", &["Văn phòng HĐND và UBND thị xã"]),
        (
            "gửi Thường trực Huyện ủy, Ban Thường vụ Huyện ủy, UBND tỉnh, Sở Khoa học và Công nghệ biết",
            &["Thường trực Huyện ủy", "Ban Thường vụ Huyện ủy", "UBND tỉnh", "Sở Khoa học và Công nghệ"],
        ),
        (
            "Bộ Nông nghiệp và Môi trường chủ trì, phối hợp với Bộ Công Thương, Bộ Y tế",
            &["Bộ Nông nghiệp và Môi trường", "Bộ Công Thương", "Bộ Y tế"],
        ),
        ("Văn phòng Điều phối nông thôn mới tỉnh tổng hợp", &["Văn phòng Điều phối nông thôn mới tỉnh"]),
        ("Ngân hàng Nhà nước Chi nhánh Khu vực 9 cho vay", &["Ngân hàng Nhà nước Chi nhánh Khu vực 9"]),
        ("Phòng KT,HT&ĐT: mở đường", &["Phòng KT,HT&ĐT"]),
        ("Sở A, UBND xã (qua Phòng Chính trị, tư tưởng)", &["Sở A", "UBND xã", "Phòng Chính trị, tư tưởng"]),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", &["SỞ KHOA HỌC VÀ CÔNG NGHỆ"]),
        ("PHÒNG KINH TẾ, PHÒNG NỘI VỤ", &["PHÒNG KINH TẾ", "PHÒNG NỘI VỤ"]),
        (
            "Ngân hàng Chính sách xã hội chi nhánh thị xã cho vay",
            &["Ngân hàng Chính sách xã hội chi nhánh thị xã"],
        ),
        ("Công ty Thoát nước Hải Phòng khơi cống", &["Công ty Thoát nước Hải Phòng"]),
        ("Các đảng ủy xã, phường học tập", &["Các đảng ủy xã, phường"]),
        ("Bộ Nội vụ Các bộ, ngành Đề án Tháng 6/2026", &["Bộ Nội vụ", "Các bộ, ngành"]),
        ("các địa phương Bắc Ninh, An Giang", &["các địa phương Bắc Ninh, An Giang"]),
        ("Trung tâm Dịch vụ nông nghiệp thị xã cấp giống", &["Trung tâm Dịch vụ nông nghiệp thị xã"]),
        (
            "Ban Tuyên giáo chủ trì, phối hợp với Ban Dân vận Tỉnh ủy",
            &["Ban Tuyên giáo", "Ban Dân vận Tỉnh ủy"],
        ),
        ("UBND các xã Cửu An, Tú An và Công an tỉnh", &["UBND các xã Cửu An, Tú An", "Công an tỉnh"]),
        ("UBND các tỉnh: Khánh Hòa, Lâm Đồng, Sở Y tế", &["UBND các tỉnh: Khánh Hòa, Lâm Đồng", "Sở Y tế"]),
        ("Kho bạc Nhà nước khu vực chủ trì quyết toán", &["Kho bạc Nhà nước khu vực"]),
        ("Chi cục Thuế khu vực XIV thu nợ", &["Chi cục Thuế khu vực XIV"]),
        ("Thuế cơ sở 5 tỉnh Gia Lai rà soát", &["Thuế cơ sở 5 tỉnh Gia Lai"]),
        ("Đội Quản lý thị trường số 5 kiểm tra", &["Đội Quản lý thị trường số 5"]),
        ("Tòa án nhân dân khu vực, Công an khu vực biên giới", &["Tòa án nhân dân khu vực", "Công an"]),
        (
            "các trường mầm non, tiểu học, trung học cơ sở dạy bơi",
            &["các trường mầm non, tiểu học, trung học cơ sở"],
        ),
        ("Trung tâm Y tế thị xã mua vắc xin", &["Trung tâm Y tế thị xã"]),
        ("UBND xã, phường lập danh sách", &["UBND xã, phường"]),
        ("Bộ Chỉ huy quân sự tỉnh, Công an tỉnh", &["Bộ Chỉ huy quân sự tỉnh", "Công an tỉnh"]),
        ("Chi cục Trồng trọt và Bảo vệ thực vật kiểm tra", &["Chi cục Trồng trọt và Bảo vệ thực vật"]),
        (
            "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội thị xã vận động",
            &["Mặt trận Tổ quốc", "các tổ chức chính trị - xã hội thị xã"],
        ),
        ("Thanh tra, kiểm tra việc dùng giống", &[]),
        (
            "Viện Hàn lâm Khoa học và Công nghệ Việt Nam, Đại học Quốc gia Hà Nội",
            &["Viện Hàn lâm Khoa học và Công nghệ Việt Nam", "Đại học Quốc gia Hà Nội"],
        ),
        ("Phòng Văn hóa - Xã hội phường An Bình tuyên truyền", &["Phòng Văn hóa - Xã hội phường An Bình"]),
        ("ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", &[]),
        (
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương bố trí vốn",
            &["Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"],
        ),
        ("Sở Tài chính căn cứ khả năng cân đối", &["Sở Tài chính"]),
        ("Sở Nội vụ, Sở Tư pháp theo chức năng", &["Sở Nội vụ", "Sở Tư pháp"]),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(text, expected)| names(text) != *expected)
        .map(|(text, _)| names(text))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn groups_are_told_from_single_units() {
    for (text, group) in [
        ("Ủy ban nhân dân các xã, phường", true),
        ("các sở, ban, ngành", true),
        ("Ủy ban nhân dân thị xã", false),
        ("Phòng Nội vụ", false),
        ("UBND xã, phường", true),
    ] {
        let found = find(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].group, group, "{text}");
    }
}

#[test]
fn short_forms_are_written_out() {
    for (short, full) in [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        ("HĐND, UBND", "Hội đồng nhân dân, Ủy ban nhân dân"),
    ] {
        assert_eq!(full_name(short), full);
    }
}

#[test]
fn headings_are_lists_of_units() {
    let units = |text: &str| Named::new(text).heading().map(|list| list.printed(text)).unwrap_or_default();
    assert_eq!(units("Phòng Kinh tế"), ["Phòng Kinh tế"]);
    assert_eq!(units("Giao Sở Y tế:"), ["Sở Y tế"]);
    assert_eq!(units("Sở Y tế chủ trì:"), ["Sở Y tế"]);
    assert_eq!(units("Trách nhiệm của Phòng Nội vụ; Phòng Kinh tế"), ["Phòng Nội vụ", "Phòng Kinh tế"]);
    assert_eq!(
        units("Các sở, ban, ngành và UBND các xã, phường"),
        ["Các sở, ban, ngành", "UBND các xã, phường"]
    );
    assert_eq!(units("Các xã, phường"), ["Các xã, phường"]);
    assert!(units("Phòng Kinh tế tham mưu kế hoạch trồng rừng").is_empty());
    assert!(units("Kinh phí thực hiện").is_empty());
}

#[test]
fn members_of_a_plural() {
    let cases: &[(&str, &[&str])] = &[
        (
            "giám đốc các Sở: Tài chính, Nội vụ, Khoa học và Công nghệ; Chủ tịch UBND các xã",
            &["Sở Tài chính", "Sở Nội vụ", "Sở Khoa học và Công nghệ", "UBND các xã"],
        ),
        ("các Bộ: Quốc phòng, Công an và Nội vụ rà soát", &["Bộ Quốc phòng", "Bộ Công an", "Bộ Nội vụ"]),
        ("các phòng Kinh tế, Nội vụ lập dự toán", &["Phòng Kinh tế", "Phòng Nội vụ"]),
        ("các Sở, ban, ngành", &["các Sở, ban, ngành"]),
    ];
    for (text, expected) in cases {
        let names: Vec<String> = find(text).iter().map(|found| found.name(text)).collect();
        assert_eq!(names, *expected, "{text}");
    }
}

#[test]
fn long_paragraphs_lose_no_name() {
    let many = "Phòng Kinh tế chủ trì rà soát, ".repeat(2000);
    assert_eq!(find(&many).len(), 2000);
    assert_eq!(Named::new(&many).lists().len(), 2000);
    // What never becomes a name is not read to its end at every word.
    assert_eq!(find(&"xã, phường, ".repeat(2000)), []);
    assert!(find(&format!("các đơn vị {}", "của UBND các xã ".repeat(2000))).iter().all(|name| name.group));
}
