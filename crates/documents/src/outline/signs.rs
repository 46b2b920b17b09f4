//! What the words and marks of a line tell about its place: open or closed sentence, heading, end of the body.

use super::label::{Label, Style};

/// The sentence cannot be over: a comma, a hyphen, an opening bracket, a binding word. `số` is none: "chuyển đổi số"
/// ends a heading, and after "Quyết định số" a figure follows, which opens no paragraph.
pub(super) fn ends_open(text: &str) -> bool {
    const BINDING: [&str; 26] = [
        "và", "của", "với", "cho", "về", "các", "những", "một", "theo", "trong", "tại", "từ", "đến", "hoặc",
        "là", "được", "bằng", "do", "Điều", "khoản", "Khoản", "điểm", "Bộ", "Sở", "Cục", "Tổng",
    ];
    text.ends_with([',', '-', '–', '(', '“', '/', '&']) && !text.ends_with("./.")
        || text.rsplit(' ').next().is_some_and(|word| BINDING.contains(&word))
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', ')', '*', ' ']).ends_with(['.', ';', ':', '!', '?'])
}

/// "141-" and "KH/TU": the line was broken inside a symbol. "nông -" and "lâm" are words.
pub(super) fn breaks_inside_word(above: &str, text: &str) -> bool {
    let mut back = above.chars().rev();
    matches!(back.next(), Some('-' | '/'))
        && back.next().is_some_and(char::is_alphanumeric)
        && text.starts_with(char::is_alphanumeric)
}

/// Halves of one name that a line end may part at its dash: "Phòng Tài chính" and "- Kế hoạch". Data, to be added to.
pub(super) fn is_compound(above: &str, rest: &str) -> bool {
    const PAIRS: [(&str, &str); 14] = [
        ("tai chinh", "ke hoach"),
        ("van hoa", "xa hoi"),
        ("van hoa", "thong tin"),
        ("van hoa", "the thao"),
        ("kinh te", "xa hoi"),
        ("kinh te", "ha tang"),
        ("chinh tri", "xa hoi"),
        ("lao dong", "thuong binh"),
        ("thuong binh", "xa hoi"),
        ("quoc phong", "an ninh"),
        ("the duc", "the thao"),
        ("khoa hoc", "cong nghe"),
        ("the thao", "du lich"),
        ("doc lap", "tu do"),
    ];
    let (above, rest) = (vietnamese::fold(above), vietnamese::fold(rest));
    PAIRS.iter().any(|(first, second)| above.ends_with(first) && rest.starts_with(second))
}

/// "giai đoạn 2026" and "- 2030".
pub(super) fn is_range(above: &str, rest: &str) -> bool {
    above.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Legal bases and the sentence that opens the plan begin paragraphs of their own.
pub(super) fn opens_preamble(text: &str) -> bool {
    ["Căn cứ ", "Xét ", "Theo đề nghị ", "Thực hiện "].iter().any(|opening| text.starts_with(opening))
}

/// `Đơn vị chủ trì: …`, `Thời gian hoàn thành: …`: the lines of a task's card. Data, to be added to.
pub(super) fn opens_field(text: &str) -> bool {
    const FIELDS: [&str; 18] = [
        "don vi chu tri",
        "don vi phoi hop",
        "don vi thuc hien",
        "don vi theo doi",
        "co quan chu tri",
        "co quan phoi hop",
        "co quan thuc hien",
        "co quan theo doi",
        "bo phan chu tri",
        "chu tri",
        "phoi hop",
        "thoi gian",
        "thoi han",
        "tien do",
        "san pham",
        "ket qua",
        "kinh phi",
        "nguon kinh phi",
    ];
    // Several fields on one line are a card written as one paragraph.
    let Some((name, value)) = text.split_once(':') else { return false };
    if value.contains(':') {
        return false;
    }
    let folded = vietnamese::fold(name);
    folded.len() < 40
        && text.starts_with(char::is_uppercase)
        && FIELDS.iter().any(|field| folded.starts_with(field))
}

/// The sentences with which a plan takes leave. Data, to be added to.
pub(super) fn opens_last_words(text: &str) -> bool {
    const OPENINGS: [&str; 6] =
        ["tren day la", "yeu cau ", "de nghi ", "trong qua trinh ", "can cu ke hoach nay", "can cu noi dung"];
    let folded = vietnamese::fold(text);
    OPENINGS.iter().any(|opening| folded.starts_with(opening))
}

/// Where what follows the body begins.
pub(super) fn begins_closing(text: &str, paragraphs_before: usize) -> bool {
    const HEADER: usize = 5;
    let folded = vietnamese::fold(text);
    folded.starts_with("noi nhan")
        || paragraphs_before > HEADER && is_shouted(text) && (is_authority(&folded) || is_title(&folded))
}

/// The title of a signer, alone on its line. Data, to be added to.
fn is_title(folded: &str) -> bool {
    const TITLES: [&str; 16] = [
        "thu tuong",
        "pho thu tuong",
        "chu tich",
        "pho chu tich",
        "bo truong",
        "thu truong",
        "bi thu",
        "pho bi thu",
        "giam doc",
        "pho giam doc",
        "cuc truong",
        "chanh van phong",
        "pho chanh van phong",
        "truong ban",
        "pho truong ban",
        "truong phong",
    ];
    TITLES.contains(&folded)
}

/// `TM. ỦY BAN NHÂN DÂN`, `T/M BAN THƯỜNG VỤ`, `KT. CHỦ TỊCH`, `TL. …`, `TUQ. …`
fn is_authority(folded: &str) -> bool {
    let first = folded.split(' ').next().unwrap_or_default();
    matches!(first.trim_end_matches('.'), "tm" | "t/m" | "t.m" | "kt" | "k/t" | "tl" | "t/l" | "tuq" | "q")
        && folded.contains(' ')
}

/// A paragraph after the signature that begins something new.
pub(super) fn opens_annex(text: &str, label: Option<&Label>) -> bool {
    label.is_some_and(|l| l.style == Style::Annex) || names_document(text)
}

/// A line that is only the name of a type of document, as over an attached programme. Decree 30/2020, Article 7.
pub(super) fn is_document_type(text: &str) -> bool {
    is_shouted(text) && TYPES.contains(&vietnamese::fold(text.trim_end_matches([':', '.'])).trim())
}

/// A line that begins with such a name: `CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ` over what is attached.
pub(super) fn names_document(text: &str) -> bool {
    let folded = vietnamese::fold(text);
    let begins = |kind: &&str| folded.strip_prefix(*kind).is_some_and(|rest| rest.starts_with([' ', ',']));
    is_document_type(text) || is_shouted(text) && TYPES.iter().any(begins)
}

/// Types of documents and of what is attached to them.
const TYPES: [&str; 26] = [
    "chien luoc",
    "quy hoach",
    "de cuong",
    "phan cong nhiem vu",
    "nghi quyet",
    "quyet dinh",
    "chi thi",
    "quy che",
    "quy dinh",
    "thong bao",
    "huong dan",
    "chuong trinh",
    "chuong trinh hanh dong",
    "ke hoach",
    "phuong an",
    "de an",
    "du an",
    "bao cao",
    "to trinh",
    "danh muc",
    "phu luc",
    "bieu",
    "bang tong hop",
    "bieu tong hop",
    "he thong chi tieu",
    "noi dung",
];

pub(super) fn is_shouted(text: &str) -> bool {
    let mut capitals = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        capitals += 1;
    }
    capitals >= 2
}

pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// `(Kèm theo Kế hoạch số …)`
pub(super) fn is_attachment_note(text: &str) -> bool {
    let folded = vietnamese::fold(text);
    let inner = folded.trim_start_matches(['(', ' ', '*']);
    inner.starts_with("kem theo") || inner.starts_with("ban hanh kem theo") || inner.starts_with("dinh kem")
}
