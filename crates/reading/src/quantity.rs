//! Amounts in a text: numbers, ranges, per cent, at least and about. What is counted is for the caller to say.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::model::Bound;
use crate::text::{Text, end, pattern};

/// An amount and where it stands, bound words and per cent sign included, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    pub(crate) range: Range<usize>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) bound: Option<Bound>,
    pub(crate) percent: bool,
    /// `/năm`, `mỗi năm` right after it.
    pub(crate) yearly: bool,
}

const NUMBER: &str = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)";

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let least = r"≥|>=|it nhat|toi thieu|khong duoi|khong thap hon|khong it hon";
    let most = r"≤|<=|khong qua|khong de(?: [a-z]+){1,6}? (?:vuot )?qua|toi da|khong vuot qua|nhieu nhat|khong cao hon";
    pattern(&format!(
        r"(?P<bound>(?:\b(?P<change>tang|giam)(?: (?:them|len|xuong|con|binh quan|trung binh|hang nam|moi nam|duoc|thu hut))* )?(?:(?:(?P<least>{least})(?: (?:dat|la|co))?|(?P<most>{most})|(?P<above>>|\btren|\bhon|\bvuot)|(?P<below><|\bduoi|\bthap hon|\bit hon)|(?P<about>\bkhoang|\bgan|\bxap xi|\buoc|\buoc dat)|\btu)\s?)?)(?P<low>{NUMBER})(?:(?:\s?%)?(?:~|\s(?:den|toi)\s)(?P<high>{NUMBER}))?(?P<percent>\s?%)?(?P<yearly>\s?/\s?nam\b| moi nam\b| hang nam\b)?(?P<up>[^,.;]{{0,25}}? tro len\b)?"
    ))
});

/// What before a number makes it a name, a date or a number of something, and no amount.
static NOT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:[a-z\d][./-]?|[.,/]|\b(?:ngay|thang|nam|so|so:|dieu|khoan|diem|muc|chuong|phan|phu luc|quy|thu|lan thu|khoa|nghi quyet",
        r"|quyet dinh|ke hoach|chi thi|de an|chuong trinh|nghi dinh|luat|thong tu|ket luan|huong dan|cap do|muc do|hang|iso|tcvn|vietgap|quoc lo|duong",
        r"|tinh lo|cong nghiep|giai doan|bieu|bang|mau|du an|tieu du an|nhom|covid|dot|buoc|vung|khu vuc|loai) ?)$",
    ))
});
static NOT_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\s?[-–/]\s?[a-z]{2,}[-/]|/\d|\.\d|[-–]\d|[a-z]|(?:\s(?:thang|nam|ngay|gio|quy|sao)\b))")
});
static LEVEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:xuong|con|len)\b"));
static REVENUE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:doanh|nguon|tong) thu $"));
/// Whose age a number is: `trẻ em dưới 5 tuổi`.
static AGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:tre em|tre|thanh nien|nguoi|phu nu|nam|nu|hoc sinh|lao dong|do tuoi|cong dan)(?: (?:tu|du|tu du|tren|duoi|trong|o|do tuoi))*\s*$",
    )
});
/// What makes a number a trait of a thing: `hồ chứa có dung tích từ 3 triệu m3 trở lên`.
static TRAIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:co|voi) (?:dung tich|quy mo|cong suat|dien tich|chieu (?:dai|cao|rong)|do doc|tai trong|dan so|von|tong von|muc dau tu|tong muc dau tu)",
        r"(?: [a-z]+){0,3}\s*$",
    ))
});
/// How many there are in all, before the word for what is counted; `9/2026` and `30/9` are dates.
static OF_ALL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^/(?P<all>\d{1,3}) (?:xa|phuong|thon|lang|to dan pho|khu pho|huyen|tinh|truong|ho|co so|don vi|co quan|hop tac xa|doanh nghiep",
        r"|tieu chi|chi tieu|san pham|tram|cho|nhiem vu|mo hinh|can bo|dang vien|hoi vien|chi bo|nha van hoa|diem|cong trinh|du an)\b",
    ))
});
/// `06 quy trình`: no quarter.
static NO_QUARTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^ quy (?:trinh|che|dinh|chuan|hoach|uoc|mo)\b"));
static ATTACHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:ha|km|km2|m|m2|m3|kg|tan|ty|trieu|nghin)\b"));

/// All amounts in a text, in order. A bare year is none.
pub(crate) fn amounts(text: &Text) -> Vec<Amount> {
    AMOUNT.captures_iter(text.folded()).filter_map(|captures| amount(text, &captures)).collect()
}

/// The first amount of a cell; a cell is nothing but an amount, so that years count too.
pub(crate) fn first(text: &Text) -> Option<Amount> {
    let captures = AMOUNT.captures(text.folded())?;
    read(text, &captures)
}

fn amount(text: &Text, captures: &Captures) -> Option<Amount> {
    let low = captures.name("low")?;
    let last = captures.name("high").unwrap_or(low);
    let number_end = captures.name("percent").map_or(last.end(), |percent| percent.end());
    let bound = captures.name("bound").filter(|bound| !bound.is_empty());
    let before = end(&text.folded()[..bound.map_or(low.start(), |bound| bound.start())]);
    let after = &text.folded()[number_end..];
    let percent = captures.name("percent").is_some();
    let preceding = end(&text.folded()[..low.start()]);
    // "thứ 5" and "mục 5" are no amounts, "doanh thu 5 tỷ" and "ở mức 5%" are.
    let is_amount = REVENUE.is_match(preceding) || percent && preceding.ends_with(' ');
    let is_date = !is_amount && NOT_BEFORE.is_match(preceding);
    let attached = ATTACHED.is_match(after);
    let of_all = OF_ALL.captures(after).and_then(|all| all.name("all"));
    let of_all = of_all.filter(|all| value(all.as_str()) >= value(low.as_str()));
    let other =
        !percent && !attached && of_all.is_none() && !NO_QUARTER.is_match(after) && NOT_AFTER.is_match(after);
    let age = after.starts_with(" tuoi") && AGED.is_match(before);
    let is_trait = bound.is_some() && !percent && TRAIT.is_match(before);
    if is_date
        || age
        || is_trait
        || other
        || NOT_BEFORE.is_match(before) && before.ends_with(char::is_alphanumeric)
    {
        return None;
    }
    let year = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let bare_year = year(low.as_str()) && !percent && !counts(after);
    if bare_year {
        return None;
    }
    let read = read(text, captures)?;
    // "45/77 xã": forty-five of them all.
    let end = of_all.filter(|_| !percent).map(|all| text.original_range(0..number_end + all.end()).end);
    Some(Amount { range: read.range.start..end.unwrap_or(read.range.end), ..read })
}

/// Whether a thing that is counted follows: `2.000 ha`, `2000 người`.
fn counts(after: &str) -> bool {
    let word = after.trim_start().split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    after.starts_with(' ')
        && matches!(
            word,
            "ha" | "nguoi" | "ho" | "tan" | "km" | "can" | "cay" | "luot" | "doanh" | "ty" | "trieu"
        )
}

fn read(text: &Text, captures: &Captures) -> Option<Amount> {
    let has = |name: &str| captures.name(name).is_some();
    let low = value(captures.name("low")?.as_str())?;
    let high = captures.name("high").and_then(|high| value(high.as_str()));
    // "giảm còn 5%" is a level, "giảm 5%" a change.
    let level = captures.name("bound").is_some_and(|bound| LEVEL.is_match(bound.as_str()));
    let bound = if has("change") && !level {
        Some(if captures.name("change")?.as_str() == "tang" { Bound::Increase } else { Bound::Decrease })
    } else if has("least") || has("up") {
        Some(Bound::AtLeast)
    } else if has("above") {
        Some(Bound::Above)
    } else if has("most") {
        Some(Bound::AtMost)
    } else if has("below") {
        Some(Bound::Below)
    } else if has("about") {
        Some(Bound::About)
    } else {
        None
    };
    let open_above = has("least") || has("up") || has("above");
    let open_below = has("most") || has("below");
    let end = captures
        .name("yearly")
        .or(captures.name("percent"))
        .or(captures.name("high"))
        .or(captures.name("low"))?
        .end();
    Some(Amount {
        range: text.original_range(captures.get(0)?.start()..end),
        low: (!open_below).then_some(low),
        high: if open_above { high } else { high.or(Some(low)) },
        bound,
        percent: has("percent"),
        yearly: has("yearly"),
    })
}

/// `1.234,5` and `3.5`: a dot before three digits parts thousands, else it is a decimal mark.
fn value(written: &str) -> Option<f64> {
    let thousands = written.split_once(',').map_or(written, |(whole, _)| whole);
    let grouped = thousands.contains('.') && thousands.split('.').skip(1).all(|group| group.len() == 3);
    let plain = if grouped { written.replace('.', "") } else { written.to_owned() };
    plain.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests;
