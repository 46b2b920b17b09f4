//! What an amount measures: the words after it for a count, the words before it for a share.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::Bound;
use crate::quantity::Amount;
use crate::text::{Text, is_border, pattern, reach, trim};
use crate::vocabulary::COUNTED;
use crate::words::{Phrases, words};

/// The words of a measure and what is counted in it.
pub(super) struct Measured {
    pub(super) words: String,
    pub(super) unit: Option<String>,
}

/// What an amount measures, looking no further back than `from` and no further on than `until`.
pub(super) fn measure(part: &Text, amount: &Amount, from: usize, until: usize) -> Option<Measured> {
    let before = before(part, from..amount.range.start);
    let after = after(part, amount.range.end..until);
    if amount.percent {
        let of = OF_WHOLE.find(&vietnamese::fold(after)).map_or("", |found| &after[..found.end()]);
        let unit = match of {
            "" => if amount.yearly { "%/năm" } else { "%" }.to_owned(),
            whole => format!("% {whole}"),
        };
        let unit = Some(unit);
        let linked = LINKED.is_match(&vietnamese::fold(&part.original[from..amount.range.start]));
        let words = if (linked || after.is_empty()) && before.split_whitespace().count() > 1 {
            before
        } else {
            after
        };
        return (!words.is_empty()).then(|| Measured { words: words.to_owned(), unit });
    }
    // "chỉ số phát triển con người duy trì trên 0,7": an index has no unit.
    if after.is_empty() && INDEX.is_match(&vietnamese::fold(before)) {
        return Some(Measured { words: before.to_owned(), unit: None });
    }
    let unit = unit(after)?;
    let plain = is_plain(unit);
    let rest = after[unit.len()..].trim();
    let linked = LINKED.is_match(&vietnamese::fold(&part.original[from..amount.range.start]));
    let named = part.original[from..amount.range.start].trim_end().ends_with(':');
    let several = before.split_whitespace().count() > 1;
    let by_words_before = several && (plain && (linked || rest.is_empty()) || named && rest.is_empty())
        || plain && linked && !before.is_empty();
    let words = if by_words_before { before } else { after };
    Some(Measured { words: words.to_owned(), unit: Some(unit.to_owned()) })
}

/// What a change is about, from the words before its first figure: `tỷ lệ hộ nghèo` (từ 8,4% xuống dưới 6%).
pub(super) fn subject(part: &Text, range: Range<usize>) -> String {
    before(part, range).to_owned()
}

static COUNTED_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(COUNTED.iter().copied()));

/// The unit a phrase begins with: a known classifier, else its first word.
fn unit(after: &str) -> Option<&str> {
    let words = words(after);
    let first =
        words.first().filter(|word| word.is_word() && word.exact.chars().all(char::is_alphanumeric))?;
    if first.exact.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let end = COUNTED_WORDS.end(&words, 0).unwrap_or(1);
    let end = words[end - 1].range.end;
    // "triệu đồng/người/năm", "bác sĩ/vạn dân"
    let mut longer = end;
    while let Some(rest) = after[longer..].strip_prefix('/') {
        let mut per = word_length(rest);
        if matches!(vietnamese::fold(&rest[..per]).as_str(), "van" | "nghin" | "trieu" | "lao" | "ngay") {
            let next = rest[per..]
                .strip_prefix(' ')
                .filter(|next| counts_with(&rest[..per], next))
                .map_or(0, word_length);
            per += if next > 0 { next + 1 } else { 0 };
        }
        if per == 0 {
            break;
        }
        longer += 1 + per;
    }
    Some(&after[..longer])
}

/// `vạn dân`, `lao động`, and of days only `ngày đêm`.
fn counts_with(first: &str, next: &str) -> bool {
    vietnamese::fold(first) != "ngay" || vietnamese::fold(reach(next)).starts_with("dem")
}

/// Bytes of the word a text begins with.
fn word_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len())
}

/// Units of measure, as against things that are counted.
fn is_plain(unit: &str) -> bool {
    let folded = vietnamese::fold(unit);
    let first = folded.split(['/', ' ']).next().unwrap_or("");
    matches!(
        first,
        "ha" | "km" | "km2" | "m" | "m2" | "m3" | "tan" | "ta" | "kg" | "lit" | "mw" | "kwh" | "ty" | "trieu"
    ) || matches!(
        first,
        "nghin"
            | "dong"
            | "usd"
            | "diem"
            | "bac"
            | "lan"
            | "gio"
            | "phut"
            | "giuong"
            | "nguoi"
            | "con"
            | "tuoi"
            | "cm"
            | "mm"
    )
}

/// Words between the measure and its figure: `tỷ lệ che phủ rừng` (đạt).
static LINKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:dat|la|len|con|chiem|duy tri|xuong|den|toi|bang|muc|o muc|dat muc|ty le|khong qua|toi da|toi thieu|tang|giam|binh quan|dat duoc)\s*)+(?:\b(?:tren|it nhat|khoang|tu|hon|duoi)\s*)*$",
    )
});

/// What a share may be of, where it is named right behind the sign.
static OF_WHOLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:gdp|grdp)\b"));
static INDEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:chi so|he so|diem so)\b"));

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:\W|\b(?:phan dau|muc tieu|trong do|va|voi|co|thi|dong thoi|hang nam|moi nam|tiep tuc|dam bao|bao dam",
        r"|(?:den|het|truoc|vao|trong|cuoi|tu)(?: het| cuoi)? nam 20\d\d|giai doan 20\d\d~20\d\d|nam 20\d\d)\b)+",
    ))
});
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[\s,:]|\b(?:dat|la|len|con|chiem|duy tri|xuong|huong den|huong toi|den|toi|bang|muc|o muc|tang|giam|binh quan|them|duoc|tu|tren|it nhat|khong qua|toi da|toi thieu|hang nam|moi nam|(?:den|vao|trong)(?: het| cuoi)? nam 20\d\d)\b)+$",
    )
});
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:tong )?(?:so )?(?:ty le|ti le|so luong|ty trong|ti trong|muc do|chi so|dien tich|san luong|gia tri|toc do|nguon nhan luc|quy mo|nang suat|thu nhap|kinh phi chi|tuoi tho|ty suat|kim ngach)\b",
    )
});

/// The end of a list of nouns and no measure: `các ngành, lĩnh vực`.
static LIST_TAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:linh vuc|dia phuong|don vi|ca nhan|to chuc)\s*$"));

/// Where the last phrase begins that names a share; of those within one phrase the first.
fn share(words: &str) -> Option<usize> {
    let folded = Text::new(words);
    let found: Vec<usize> =
        SHARE.find_iter(folded.folded()).map(|found| folded.original_range(found.range()).start).collect();
    let opens = |at: &&usize| words[..**at].trim_end().ends_with([',', ';', ':']) || **at == 0;
    found.iter().rev().find(opens).or(found.first()).copied()
}

/// The noun phrase before a figure, without opening and linking words.
fn before<'a>(part: &Text<'a>, range: Range<usize>) -> &'a str {
    let piece = &part.original[range];
    let folded = Text::new(piece);
    // "đạt 44,8 tỷ đồng trong đó công nghiệp địa phương" (đạt 22,4 tỷ đồng)
    let within = folded.folded().rfind("trong do ").map(|at| folded.original_range(0..at).end);
    let start = within.or_else(|| folded.find(&OPENING).map(|found| found.end)).unwrap_or(0);
    let end = folded.find(&CLOSING).map_or(piece.len(), |found| found.start).max(start);
    let words = &piece[start..end];
    // Of several phrases the one that names a share counts, else the last.
    let named = share(words);
    let last = words.rfind([',', ':', ';']).map(|at| at + 1).filter(|at| {
        words[*at..].split_whitespace().count() > 1 && !LIST_TAIL.is_match(&vietnamese::fold(&words[*at..]))
    });
    // "168 cm, nữ" (đạt 157 cm): the unit of the figure before is no measure.
    let last = last.or_else(|| words.find(", ").filter(|at| is_plain(&words[..*at])).map(|at| at + 2));
    let begin = named.or(last).unwrap_or(0);
    let words = &words[begin..];
    let start = Text::new(words).find(&OPENING).map_or(0, |found| found.end);
    let range = trim(words, start..words.len(), is_border);
    // "(R&D)" is whole.
    let open = words[range.clone()].matches('(').count() > words[range.clone()].matches(')').count();
    let closed = open && words[range.end..].starts_with(')');
    words[range.start..range.end + usize::from(closed)].trim()
}

static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"[,;:()]|\.(?:\s|$)|(?:^|\s)(?:(?:den|vao|trong|truoc|den het|het|cuoi)(?: het| cuoi)? nam 20\d\d|nam 20\d\d|trong giai doan|giai doan 20|moi nam\b|hang nam\b|tro len\b",
        r"|so voi\b|nham\b|trong do\b|(?:va|hoac|voi|co|dat|it nhat|toi thieu|tren) (?:it nhat |tren |khoang |toi thieu |duoi |hon )?\d|(?:va|hoac|voi|co) (?:mot|hai|ba|it nhat|tren)\b|va$|(?:tren|it nhat|khoang|tu|tang|giam|va|voi)\s*$)",
    ))
});

/// The noun phrase after a figure.
fn after<'a>(part: &Text<'a>, range: Range<usize>) -> &'a str {
    let another_follows = range.end < part.original.len();
    let piece = part.original[range].trim_start();
    let mut from = 0;
    let mut end = piece.len();
    while let Some(found) = Text::new(&piece[from..]).find(&ENDS) {
        end = from + found.start;
        // "xã, phường có chợ": a word or two and a comma only begin a list.
        let next = piece[end..].strip_prefix(", ");
        let goes_on = |next: &str| {
            let other = next.split([',', ';']).next().unwrap_or_default();
            Text::new(next).find(&SHARE).is_none_or(|share| share.start > 0)
                && !other.contains(|sign: char| sign.is_ascii_digit())
                // The last words before another figure are that one's.
                && !(another_follows && other.len() == next.len())
        };
        let listing = next.is_some_and(goes_on) && piece[from..end].split_whitespace().count() <= 2;
        if !listing {
            break;
        }
        from = end + 1;
        end = piece.len();
    }
    piece[..end].trim_end_matches(is_border).trim()
}

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?P<lead>it nhat|toi thieu|hinh thanh|xay dung|thanh lap|cong nhan|phat trien|dat|co|co them|thu hut|khoang|tren) (?:duoc |(?P<at>o |tai ))?",
        r"(?P<number>mot|hai|ba|bon|sau|bay|tam|chin|muoi) (?P<next>[a-z]+)",
    ))
});

/// Numbers in words after a verb or bound that asks for one: `ít nhất hai mô hình`; not `một số`, `một trong`.
pub(super) fn written_out(part: &Text) -> Vec<Amount> {
    let read = |captures: regex::Captures| {
        let number = captures.name("number")?;
        let value = match part.words(number.range()).to_lowercase().as_str() {
            "một" => 1.0,
            "hai" => 2.0,
            "ba" => 3.0,
            "bốn" => 4.0,
            "sáu" => 6.0,
            "bảy" => 7.0,
            "tám" => 8.0,
            "chín" => 9.0,
            "mười" => 10.0,
            _ => return None,
        };
        let rest = part.words(number.end()..part.folded().len()).trim_start();
        let loose = ["so", "phan", "trong", "lan", "cach", "buoc", "mat", "cua"].contains(&&captures["next"]);
        // "dòng chảy tối thiểu ở ba đoạn sông": the bound belongs to the word before it.
        let lead = if captures.name("at").is_some() { "" } else { &captures["lead"] };
        let bounded = matches!(lead, "it nhat" | "toi thieu");
        if loose || !(bounded || COUNTED_WORDS.end(&words(rest), 0).is_some()) {
            return None;
        }
        let bound = match lead {
            "it nhat" | "toi thieu" => Some(Bound::AtLeast),
            "tren" => Some(Bound::Above),
            "khoang" => Some(Bound::About),
            _ => None,
        };
        let open = matches!(bound, Some(Bound::AtLeast | Bound::Above));
        let range = part.original_range(number.range());
        Some(Amount {
            range,
            low: Some(value),
            high: (!open).then_some(value),
            bound,
            percent: false,
            yearly: false,
        })
    };
    WRITTEN.captures_iter(part.folded()).filter_map(read).collect()
}
