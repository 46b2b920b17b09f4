//! How abbreviations and document symbols are read aloud, for screen readers and recordings.

use crate::abbreviations::expand;
use crate::{nfc, numbers};

/// Types of documents in symbols; Decree 30/2020/NĐ-CP, Annex III, laws, and party documents.
const TYPES: [(&str, &str); 37] = [
    ("NQ", "Nghị quyết"),
    ("QĐ", "Quyết định"),
    ("CT", "Chỉ thị"),
    ("QC", "Quy chế"),
    ("QyĐ", "Quy định"),
    ("TC", "Thông cáo"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("CTr", "Chương trình"),
    ("KH", "Kế hoạch"),
    ("PA", "Phương án"),
    ("ĐA", "Đề án"),
    ("DA", "Dự án"),
    ("BC", "Báo cáo"),
    ("BB", "Biên bản"),
    ("TTr", "Tờ trình"),
    ("HĐ", "Hợp đồng"),
    ("CĐ", "Công điện"),
    ("BGN", "Bản ghi nhớ"),
    ("BTT", "Bản thỏa thuận"),
    ("GUQ", "Giấy ủy quyền"),
    ("GM", "Giấy mời"),
    ("GGT", "Giấy giới thiệu"),
    ("GNP", "Giấy nghỉ phép"),
    ("PG", "Phiếu gửi"),
    ("PC", "Phiếu chuyển"),
    ("PB", "Phiếu báo"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("L", "Luật"),
    ("PL", "Pháp lệnh"),
    ("LCT", "Lệnh công bố"),
    ("KL", "Kết luận"),
    ("QĐi", "Quy định"),
    ("ĐL", "Điều lệ"),
    ("VBHN", "Văn bản hợp nhất"),
];

/// The names of the letters, for abbreviations nobody knows.
const LETTERS: [(char, &str); 29] = [
    ('A', "a"),
    ('Ă', "á"),
    ('Â', "ớ"),
    ('B', "bê"),
    ('C', "xê"),
    ('D', "dê"),
    ('Đ', "đê"),
    ('E', "e"),
    ('Ê', "ê"),
    ('G', "giê"),
    ('H', "hát"),
    ('I', "i"),
    ('K', "ca"),
    ('L', "en-lờ"),
    ('M', "em-mờ"),
    ('N', "en-nờ"),
    ('O', "o"),
    ('Ô', "ô"),
    ('Ơ', "ơ"),
    ('P', "pê"),
    ('Q', "cu"),
    ('R', "e-rờ"),
    ('S', "ét-sì"),
    ('T', "tê"),
    ('U', "u"),
    ('Ư', "ư"),
    ('V', "vê"),
    ('X', "ích-xì"),
    ('Y', "i dài"),
];

/// Reads a document symbol aloud; `None` where the text is not a symbol.
///
/// A symbol is a number, perhaps a year, then the type of document and who issued it, in the order of
/// the state (`88/KH-UBND`) or of the party (`36-NQ/TW`). Parts that are not known are spelled.
///
/// ```
/// use vietnamese::aloud::symbol;
/// assert_eq!(symbol("88/KH-UBND").unwrap(), "số tám mươi tám, Kế hoạch, Ủy ban nhân dân");
/// assert_eq!(symbol("36-NQ/TW").unwrap(), "số ba mươi sáu, Nghị quyết, Trung ương");
/// ```
pub fn symbol(symbol: &str) -> Option<String> {
    let symbol = nfc(symbol.trim());
    let mut parts = symbol.split(['/', '-', '–']);
    let mut read = vec![format!("số {}", number(parts.next()?)?)];
    let mut rest = parts.peekable();
    if let Some(year) = rest.peek().copied().filter(|part| part.len() == 4).and_then(number) {
        read.push(format!("năm {year}"));
        rest.next();
    }
    let mut types = true;
    let mut named = false;
    for part in rest {
        let kind = TYPES.iter().find(|(short, _)| types && *short == part).map(|&(_, long)| long.to_owned());
        types = false;
        named = true;
        read.push(match kind {
            Some(kind) => kind,
            None => issuer(part)?,
        });
    }
    named.then(|| read.join(", "))
}

/// Reads running text with its abbreviations and document symbols written out.
///
/// ```
/// let read = vietnamese::aloud::text("Sở KH&CN tham mưu UBND tỉnh (Kế hoạch số 88/KH-UBND).");
/// assert_eq!(
///     read,
///     "Sở Khoa học và Công nghệ tham mưu Ủy ban nhân dân tỉnh (Kế hoạch số tám mươi tám, Kế hoạch, Ủy ban nhân dân)."
/// );
/// ```
pub fn text(text: &str) -> String {
    let text = nfc(text);
    let mut read = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let start = piece.find(char::is_alphanumeric).unwrap_or(piece.len());
        let (before, rest) = piece.split_at(start);
        let end = rest
            .rfind(char::is_alphanumeric)
            .map_or(0, |last| last + rest[last..].chars().next().map_or(0, char::len_utf8));
        let (word, after) = rest.split_at(end);
        read.push_str(before);
        match symbol(word) {
            // "số 88/KH-UBND" has said its "số" already.
            Some(symbol) if ends_with_number_sign(&read) => read.push_str(symbol.trim_start_matches("số ")),
            Some(symbol) => read.push_str(&symbol),
            None => read.push_str(expand(word).unwrap_or(word)),
        }
        read.push_str(after);
    }
    read
}

fn ends_with_number_sign(read: &str) -> bool {
    let last = read.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "số" | "Số" | "số:" | "Số:")
}

/// An issuer: an abbreviation, a legislature with its term (`QH15`), a ministry (`BTC`), or letters.
fn issuer(part: &str) -> Option<String> {
    if let Some(long) = expand(part) {
        return Some(long.to_owned());
    }
    let letters = part.trim_end_matches(|digit: char| digit.is_ascii_digit());
    if letters.len() < part.len() {
        let term = number(&part[letters.len()..])?;
        let body = expand(letters).map(str::to_owned).or_else(|| spelled(letters))?;
        return Some(format!("{body} khóa {term}"));
    }
    if let Some(ministry) = part.strip_prefix('B').and_then(ministry) {
        return Some(format!("Bộ {ministry}"));
    }
    spelled(part)
}

fn ministry(short: &str) -> Option<&'static str> {
    match short {
        "TC" => Some("Tài chính"),
        "NV" => Some("Nội vụ"),
        "YT" => Some("Y tế"),
        "CT" => Some("Công Thương"),
        "XD" => Some("Xây dựng"),
        "TP" => Some("Tư pháp"),
        "CA" => Some("Công an"),
        "QP" => Some("Quốc phòng"),
        "NG" => Some("Ngoại giao"),
        "DTTG" | "KHCN" | "NNMT" | "TNMT" | "NNPTNT" | "KHĐT" | "GDĐT" | "LĐTBXH" | "VHTTDL" | "TTTT"
        | "GTVT" => expand(short),
        _ => None,
    }
}

/// The letters by their names; `None` where one is not a letter of an abbreviation.
fn spelled(letters: &str) -> Option<String> {
    let names: Option<Vec<&str>> = letters
        .chars()
        .map(|letter| {
            let capital = crate::letters::upper(letter);
            LETTERS.iter().find(|(each, _)| *each == capital).map(|&(_, name)| name)
        })
        .collect();
    names.filter(|names| !names.is_empty()).map(|names| names.join(" "))
}

fn number(digits: &str) -> Option<String> {
    let whole = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    whole.then(|| digits.parse().ok()).flatten().map(numbers::to_words)
}
