use documents::Span;

use super::*;

fn read(lines: &[&str]) -> Header {
    let passage = |line: &&str| Passage {
        text: (*line).to_owned(),
        origin: vec![(0, 0)],
        span: Span::new(0, line.len()),
    };
    header(&Outline { front: lines.iter().map(passage).collect(), clauses: Vec::new(), closing: Vec::new() })
}

/// Number, symbol, type, issuer, place, date, title, `-` for none.
fn check(lines: &[&str], expected: [&str; 7]) {
    let head = read(lines);
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let shown = [&head.number, &head.symbol, &head.kind, &head.issuer, &head.place, &head.date, &head.title]
        .map(or_dash);
    assert_eq!(shown, expected, "{lines:?}");
}

#[test]
fn two_columns_on_one_line() {
    check(
        &[
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "THỊ XÃ SÔNG CẦU Độc lập – Tự do – Hạnh phúc",
            "Số: 41/KH-UBND Sông Cầu, ngày 03 tháng 02 năm 2026",
            "KẾ HOẠCH",
            "Trồng rừng ven biển đến năm 2030",
            "Căn cứ Quyết định số 1/QĐ-TTg;",
        ],
        [
            "41",
            "KH-UBND",
            "KẾ HOẠCH",
            "Ủy ban nhân dân thị xã Sông Cầu",
            "Sông Cầu",
            "2026-02-03",
            "Trồng rừng ven biển đến năm 2030",
        ],
    );
}

#[test]
fn parent_and_issuer() {
    check(
        &[
            "ỦY BAN NHÂN DÂN TỈNH GIA LAI",
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số:      /KH-SNNMT",
            "Gia Lai, ngày      tháng 5 năm 2026",
            "KẾ HOẠCH Nuôi cá lồng",
        ],
        ["-", "KH-SNNMT", "KẾ HOẠCH", "Sở Nông nghiệp và Môi trường", "Gia Lai", "-", "Nuôi cá lồng"],
    );
}

#[test]
fn a_blank_number_tears_the_line_apart() {
    check(
        &[
            "UBND PHƯỜNG AN BÌNH",
            "Số:",
            "/KH-UBND",
            "An Bình, ngày",
            "tháng 9 năm 2025",
            "KẾ HOẠCH",
            "Trồng cây",
        ],
        ["-", "KH-UBND", "KẾ HOẠCH", "Ủy ban nhân dân phường An Bình", "An Bình", "-", "Trồng cây"],
    );
}

#[test]
fn a_date_in_figures_and_a_joint_plan() {
    check(
        &[
            "UBND PHƯỜNG AN BÌNH",
            "Số: 45/KH-UBND",
            "An Bình, ngày 12/01/2026",
            "KẾ HOẠCH LIÊN TỊCH",
            "Giữ gìn trật tự",
        ],
        [
            "45",
            "KH-UBND",
            "KẾ HOẠCH LIÊN TỊCH",
            "Ủy ban nhân dân phường An Bình",
            "An Bình",
            "2026-01-12",
            "Giữ gìn trật tự",
        ],
    );
}

#[test]
fn party_body() {
    check(
        &["ĐẢNG BỘ TỈNH GIA LAI", "BAN THƯỜNG VỤ", "Số 29-KH/TU", "KẾ HOẠCH", "trồng cây"],
        ["29", "KH/TU", "KẾ HOẠCH", "Ban Thường vụ Đảng bộ tỉnh Gia Lai", "-", "-", "trồng cây"],
    );
    check(
        &[
            "ĐẢNG BỘ TỈNH GIA LAI ĐẢNG CỘNG SẢN VIỆT NAM",
            "BAN THƯỜNG VỤ THỊ ỦY AN KHÊ",
            "*",
            "An Khê, ngày 25 tháng 5 năm 2023",
            "Số 77-KH/TU",
            "KẾ HOẠCH",
            "về chuyển đổi số",
        ],
        [
            "77",
            "KH/TU",
            "KẾ HOẠCH",
            "Ban Thường vụ Thị ủy An Khê",
            "An Khê",
            "2023-05-25",
            "về chuyển đổi số",
        ],
    );
}

#[test]
fn government_and_ward() {
    check(
        &[
            "CHÍNH PHỦ",
            "Số: 03/NQ-CP",
            "Hà Nội, ngày 09 tháng 01 năm 2025",
            "NGHỊ QUYẾT",
            "Về chương trình trồng cây",
        ],
        ["03", "NQ-CP", "NGHỊ QUYẾT", "Chính phủ", "Hà Nội", "2025-01-09", "Về chương trình trồng cây"],
    );
    check(
        &[
            "ỦY BAN NHÂN DÂN",
            "PHƯỜNG AN BÌNH",
            "Số: 05/2026/QĐ-UBND",
            "An Bình, ngày 1 tháng 3 năm 2026",
            "QUYẾT ĐỊNH",
        ],
        ["05", "QĐ-UBND", "QUYẾT ĐỊNH", "Ủy ban nhân dân phường An Bình", "An Bình", "2026-03-01", "-"],
    );
    check(
        &["UBND TỈNH GIA LAI", "V/v đăng ký cây giống"],
        ["-", "-", "-", "Ủy ban nhân dân tỉnh Gia Lai", "-", "-", "đăng ký cây giống"],
    );
}

#[test]
fn names_in_sentence_case() {
    for (line, name) in [
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("PHÒNG TÀI CHÍNH - KẾ HOẠCH", "Phòng Tài chính - Kế hoạch"),
        ("BỘ CÔNG THƯƠNG", "Bộ Công Thương"),
        ("HUYỆN ỦY KBANG", "Huyện ủy Kbang"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH GIA LAI", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Gia Lai"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH", "Ban Chấp hành Đảng bộ tỉnh"),
    ] {
        assert_eq!(agencies::sentence_case(line), name);
    }
}

#[test]
fn heads_of_pages_of_the_web() {
    check(
        &[
            "ỦY BAN NHÂN DÂN",
            "TỈNH HƯNG YÊN",
            "Kế hoạch số: 28/KH-UBND",
            "Hưng",
            "Yên, ngày 18 tháng 02 năm 2026",
            "KẾ HOẠCH",
            "TRỒNG RỪNG",
            "ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN",
            "Căn cứ Quyết định số 1/QĐ-TTg;",
        ],
        [
            "28",
            "KH-UBND",
            "KẾ HOẠCH",
            "Ủy ban nhân dân tỉnh Hưng Yên",
            "Hưng Yên",
            "2026-02-18",
            "TRỒNG RỪNG",
        ],
    );
}

#[test]
fn a_letter_without_a_number_yet() {
    check(
        &[
            "ỦY BAN NHÂN DÂN",
            "TỈNH LÂM ĐỒNG",
            "Số: /UBND-NC",
            "V/v trồng rừng",
            "Lâm Đồng, ngày tháng 4 năm 2026",
            "Ủy ban nhân dân tỉnh nhận được Công văn số 1099/VPCP-CĐS; Chủ tịch chỉ đạo như sau:",
        ],
        ["-", "UBND-NC", "-", "Ủy ban nhân dân tỉnh Lâm Đồng", "Lâm Đồng", "-", "trồng rừng"],
    );
}
