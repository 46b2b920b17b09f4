//! The abbreviations that Vietnamese authorities write, and what they stand for.

use crate::nfc;

/// Abbreviation without signs between its letters, and its written-out form.
///
/// `TU` is missing on purpose: it stands for the committee of a province, a city and a town alike.
const ABBREVIATIONS: &[(&str, &str)] = &[
    // Authorities and parties
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("MTTQVN", "Mặt trận Tổ quốc Việt Nam"),
    ("UBMTTQVN", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("TTCP", "Thủ tướng Chính phủ"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("TW", "Trung ương"),
    ("TƯ", "Trung ương"),
    ("BCH", "Ban Chấp hành"),
    ("BTV", "Ban Thường vụ"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("BQL", "Ban Quản lý"),
    ("BQLDA", "Ban Quản lý dự án"),
    ("TAND", "Tòa án nhân dân"),
    ("VKSND", "Viện Kiểm sát nhân dân"),
    ("NHNN", "Ngân hàng Nhà nước"),
    ("KBNN", "Kho bạc Nhà nước"),
    ("CSXH", "Chính sách xã hội"),
    ("CA", "Công an"),
    ("BCHQS", "Ban Chỉ huy quân sự"),
    ("LLVT", "lực lượng vũ trang"),
    ("LĐLĐ", "Liên đoàn Lao động"),
    ("LHPN", "Liên hiệp Phụ nữ"),
    ("ND", "Nông dân"),
    ("CCB", "Cựu chiến binh"),
    ("TNCS", "Thanh niên Cộng sản"),
    ("HCM", "Hồ Chí Minh"),
    ("TPHCM", "Thành phố Hồ Chí Minh"),
    ("VN", "Việt Nam"),
    ("CHXHCN", "Cộng hòa xã hội chủ nghĩa"),
    ("XHCN", "xã hội chủ nghĩa"),
    // Offices of all levels
    ("KHCN", "Khoa học và Công nghệ"),
    ("TNMT", "Tài nguyên và Môi trường"),
    ("NNMT", "Nông nghiệp và Môi trường"),
    ("NNPTNT", "Nông nghiệp và Phát triển nông thôn"),
    ("PTNT", "Phát triển nông thôn"),
    ("KHĐT", "Kế hoạch và Đầu tư"),
    ("TCKH", "Tài chính - Kế hoạch"),
    ("GDĐT", "Giáo dục và Đào tạo"),
    ("LĐTBXH", "Lao động - Thương binh và Xã hội"),
    ("VHTT", "Văn hóa - Thông tin"),
    ("VHTTTT", "Văn hóa, Thông tin và Thể thao"),
    ("VHTTDL", "Văn hóa, Thể thao và Du lịch"),
    ("VHXH", "Văn hóa - Xã hội"),
    ("TTTT", "Thông tin và Truyền thông"),
    ("GTVT", "Giao thông vận tải"),
    ("QLĐT", "Quản lý đô thị"),
    ("KTHT", "Kinh tế - Hạ tầng"),
    ("KTHTĐT", "Kinh tế, Hạ tầng và Đô thị"),
    ("DTTG", "Dân tộc và Tôn giáo"),
    ("TTPVHCC", "Trung tâm Phục vụ hành chính công"),
    ("VPĐK", "Văn phòng Đăng ký"),
    ("TTYT", "Trung tâm Y tế"),
    ("TTDVNN", "Trung tâm Dịch vụ nông nghiệp"),
    ("GDNNGDTX", "Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
    // Persons and capacities
    ("CT", "Chủ tịch"),
    ("PCT", "Phó Chủ tịch"),
    ("GĐ", "Giám đốc"),
    ("PGĐ", "Phó Giám đốc"),
    ("CVP", "Chánh Văn phòng"),
    ("PVP", "Phó Chánh Văn phòng"),
    ("VP", "Văn phòng"),
    ("CBCC", "cán bộ, công chức"),
    ("CBCCVC", "cán bộ, công chức, viên chức"),
    ("CCVC", "công chức, viên chức"),
    ("NLĐ", "người lao động"),
    // Fields of work
    ("KTXH", "kinh tế - xã hội"),
    ("ANQP", "an ninh - quốc phòng"),
    ("QPAN", "quốc phòng - an ninh"),
    ("ANTT", "an ninh trật tự"),
    ("TTHC", "thủ tục hành chính"),
    ("CCHC", "cải cách hành chính"),
    ("CNTT", "công nghệ thông tin"),
    ("CNSH", "công nghệ sinh học"),
    ("CNC", "công nghệ cao"),
    ("CĐS", "chuyển đổi số"),
    ("ĐMST", "đổi mới sáng tạo"),
    ("KHKT", "khoa học kỹ thuật"),
    ("SHTT", "sở hữu trí tuệ"),
    ("TDTT", "thể dục thể thao"),
    ("NTM", "nông thôn mới"),
    ("ĐVSN", "đơn vị sự nghiệp"),
    ("ĐVSNCL", "đơn vị sự nghiệp công lập"),
    ("CNH", "công nghiệp hóa"),
    ("HĐH", "hiện đại hóa"),
    ("CNHHĐH", "công nghiệp hóa, hiện đại hóa"),
    ("BVMT", "bảo vệ môi trường"),
    ("BĐKH", "biến đổi khí hậu"),
    ("PCCC", "phòng cháy, chữa cháy"),
    ("PCTT", "phòng, chống thiên tai"),
    ("TKCN", "tìm kiếm cứu nạn"),
    ("ATTP", "an toàn thực phẩm"),
    ("ATGT", "an toàn giao thông"),
    ("BHYT", "bảo hiểm y tế"),
    ("BHXH", "bảo hiểm xã hội"),
    ("BHTN", "bảo hiểm thất nghiệp"),
    ("DTTS", "dân tộc thiểu số"),
    ("MTQG", "mục tiêu quốc gia"),
    ("GPMB", "giải phóng mặt bằng"),
    ("QSDĐ", "quyền sử dụng đất"),
    ("NSNN", "ngân sách nhà nước"),
    ("NSTW", "ngân sách trung ương"),
    ("NSĐP", "ngân sách địa phương"),
    ("XDCB", "xây dựng cơ bản"),
    ("SXKD", "sản xuất kinh doanh"),
    ("SXNN", "sản xuất nông nghiệp"),
    ("XTTM", "xúc tiến thương mại"),
    ("TMĐT", "thương mại điện tử"),
    ("DN", "doanh nghiệp"),
    ("DNNVV", "doanh nghiệp nhỏ và vừa"),
    ("HTX", "hợp tác xã"),
    ("THT", "tổ hợp tác"),
    ("KCN", "khu công nghiệp"),
    ("CCN", "cụm công nghiệp"),
    ("KKT", "khu kinh tế"),
    ("TTCN", "tiểu thủ công nghiệp"),
    ("TCĐLCL", "tiêu chuẩn đo lường chất lượng"),
    ("TCVN", "tiêu chuẩn Việt Nam"),
    ("QCVN", "quy chuẩn Việt Nam"),
    ("CSDL", "cơ sở dữ liệu"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("THCS", "trung học cơ sở"),
    ("THPT", "trung học phổ thông"),
];

/// The written-out form of an abbreviation, or `None` where it is not known or not clear.
///
/// Signs between the letters make no difference: `KH&CN`, `KH-CN` and `KHCN` are the same.
/// Letters are told apart by case, as in `TTg`. For the type in a document symbol, where `CT` is a
/// directive and not a chairman, see [`aloud::symbol`](crate::aloud::symbol).
///
/// ```
/// use vietnamese::abbreviations::expand;
/// assert_eq!(expand("UBND"), Some("Ủy ban nhân dân"));
/// assert_eq!(expand("NN&PTNT"), Some("Nông nghiệp và Phát triển nông thôn"));
/// assert_eq!(expand("XYZ"), None);
/// ```
pub fn expand(abbreviation: &str) -> Option<&'static str> {
    let written = nfc(abbreviation);
    let signs = ['&', '-', '–', '.', ',', ' '];
    if !written.starts_with(char::is_alphabetic) || !written.ends_with(char::is_alphabetic) {
        return None;
    }
    let letters = || written.chars().filter(|letter| !signs.contains(letter));
    ABBREVIATIONS.iter().find(|(short, _)| short.chars().eq(letters())).map(|&(_, long)| long)
}
