//! Abbreviations and document symbols.

use proptest::prelude::*;
use vietnamese::abbreviations::expand;
use vietnamese::aloud::{symbol, text};

#[test]
fn abbreviations_are_written_out() {
    let cases = [
        ("UBND", Some("Ủy ban nhân dân")),
        ("HĐND", Some("Hội đồng nhân dân")),
        ("HÐND", Some("Hội đồng nhân dân")),
        ("KH&CN", Some("Khoa học và Công nghệ")),
        ("KH-CN", Some("Khoa học và Công nghệ")),
        ("KHCN", Some("Khoa học và Công nghệ")),
        ("TN&MT", Some("Tài nguyên và Môi trường")),
        ("NN&PTNT", Some("Nông nghiệp và Phát triển nông thôn")),
        ("NN&MT", Some("Nông nghiệp và Môi trường")),
        ("VH-TT", Some("Văn hóa - Thông tin")),
        ("LĐ-TB&XH", Some("Lao động - Thương binh và Xã hội")),
        ("LĐTB&XH", Some("Lao động - Thương binh và Xã hội")),
        ("GD&ĐT", Some("Giáo dục và Đào tạo")),
        ("TC-KH", Some("Tài chính - Kế hoạch")),
        ("TTHC", Some("thủ tục hành chính")),
        ("MTTQ", Some("Mặt trận Tổ quốc")),
        ("CT", Some("Chủ tịch")),
        ("PCT", Some("Phó Chủ tịch")),
        ("BCH", Some("Ban Chấp hành")),
        ("BTV", Some("Ban Thường vụ")),
        ("BQL", Some("Ban Quản lý")),
        ("TDTT", Some("thể dục thể thao")),
        ("NTM", Some("nông thôn mới")),
        ("ĐVSN", Some("đơn vị sự nghiệp")),
        ("CNTT", Some("công nghệ thông tin")),
        ("KT-XH", Some("kinh tế - xã hội")),
        ("ANQP", Some("an ninh - quốc phòng")),
        ("TU", None),
        ("ubnd", None),
        ("-UBND", None),
        ("XYZ", None),
        ("", None),
    ];
    for (short, long) in cases {
        assert_eq!(expand(short), long, "{short}");
    }
}

#[test]
fn symbols_are_read_aloud() {
    let cases = [
        ("88/KH-UBND", Some("số tám mươi tám, Kế hoạch, Ủy ban nhân dân")),
        ("36-NQ/TW", Some("số ba mươi sáu, Nghị quyết, Trung ương")),
        ("141-KH/TU", Some("số một trăm bốn mươi mốt, Kế hoạch, tê u")),
        ("30/2020/NĐ-CP", Some("số ba mươi, năm hai nghìn không trăm hai mươi, Nghị định, Chính phủ")),
        (
            "91/2025/QH15",
            Some("số chín mươi mốt, năm hai nghìn không trăm hai mươi lăm, Quốc hội khóa mười lăm"),
        ),
        ("12/CT-TTg", Some("số mười hai, Chỉ thị, Thủ tướng Chính phủ")),
        ("05/2024/TT-BTC", Some("số năm, năm hai nghìn không trăm hai mươi tư, Thông tư, Bộ Tài chính")),
        ("07/TTr-SKHCN", Some("số bảy, Tờ trình, ét-sì ca hát xê en-nờ")),
        ("15/QĐ-UBND", Some("số mười lăm, Quyết định, Ủy ban nhân dân")),
        ("88", None),
        ("88/", None),
        ("07/6/2023", None),
        ("KH-UBND", None),
        ("", None),
        ("99999999999999999999/KH-UBND", None),
    ];
    for (written, read) in cases {
        assert_eq!(symbol(written).as_deref(), read, "{written}");
    }
}

#[test]
fn running_text_is_read_aloud() {
    let cases = [
        ("UBND các xã, phường", "Ủy ban nhân dân các xã, phường"),
        ("- Sở KH&CN tỉnh (b/c);", "- Sở Khoa học và Công nghệ tỉnh (b/c);"),
        (
            "Nghị quyết số 36-NQ/TW, ngày 30/01",
            "Nghị quyết số ba mươi sáu, Nghị quyết, Trung ương, ngày 30/01",
        ),
        ("theo 88/KH-UBND.", "theo số tám mươi tám, Kế hoạch, Ủy ban nhân dân."),
        ("phát triển KT-XH", "phát triển kinh tế - xã hội"),
        ("không có gì", "không có gì"),
        ("", ""),
    ];
    for (written, read) in cases {
        assert_eq!(text(written), read);
    }
}

proptest! {
    #[test]
    fn any_text_is_taken_without_panic(any in any::<String>(), like in "[0-9]{0,3}[/-]?[0-9A-ZĐa-z/&-]{0,12}") {
        let _ = (text(&any), symbol(&any), expand(&any), text(&like), symbol(&like), expand(&like));
    }
}
