//! Deadlines and recurrences, in sentences and in cells.

mod forms;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

pub(crate) use forms::date;
use forms::{RULES, named, number, ordinal, span_of_months, until, window};

use crate::model::{Due, Recurrence};
use crate::text::{Text, after, before, end, pattern};

/// A deadline and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) due: Due,
}

/// All deadlines and recurrences of a sentence, in order, none over another.
pub(crate) fn find(text: &Text) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for rule in RULES.iter() {
        for captures in rule.pattern.captures_iter(text.folded()) {
            let whole = captures.get(0).map_or(0..0, |whole| whole.range());
            // "chi thường xuyên" is a kind of spending.
            let spending = text.folded()[..whole.start].ends_with("chi ");
            let term = TERM.is_match(end(&text.folded()[..whole.start]));
            if term
                || is_part_of_number(text.folded(), &whole)
                || spending && text.folded()[whole.clone()].starts_with("thuong xuyen")
            {
                continue;
            }
            // It keeps its words from the forms below, and is left out in the end.
            let of_document = text.folded()[whole.clone()].trim_start().starts_with("ngay ")
                && AFTER_SYMBOL.is_match(end(&text.folded()[..whole.start]));
            let start = whole.start;
            let range = text.original_range(whole);
            let free =
                found.iter().all(|other| range.end <= other.range.start || other.range.end <= range.start);
            let due = if of_document { Some(Due::default()) } else { (rule.read)(&captures) };
            let since = SINCE.is_match(end(&text.folded()[..start]));
            let due = due.map(|due| if since { begins(due) } else { due });
            if let Some(due) = due.filter(|_| free) {
                let due = Due { text: text.original[range.clone()].trim().to_owned(), ..due };
                found.push(Found { range, due });
            }
        }
    }
    found.retain(|each| each.due != Due { text: each.due.text.clone(), ..Due::default() });
    found.sort_by_key(|each| each.range.start);
    found.dedup_by(|next, first| goes_on(text, first, next));
    found
}

/// The years of a term of office are no deadline.
static TERM: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bnhiem ky\s*$"));
static SINCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\btu\s*$"));

/// `từ ngày 01/10/2025`: the work begins then.
fn begins(due: Due) -> Due {
    Due { from: due.from.or(due.until), until: None, ..due }
}

/// Puts the end of a span to its beginning: `từ ngày 01/10/2025` (`đến ngày 15/12/2025`).
fn goes_on(text: &Text, first: &mut Found, next: &Found) -> bool {
    let open = first.due.from.is_some() && first.due.until.is_none() && next.due.until.is_some();
    let between = text.original.get(first.range.end..next.range.start);
    let joined = open
        && between.is_some_and(|between| between.trim().is_empty())
        && vietnamese::fold(&next.due.text).starts_with("den");
    if joined {
        first.range.end = next.range.end;
        first.due.until.clone_from(&next.due.until);
        first.due.text = text.original[first.range.clone()].trim().to_owned();
    }
    joined
}

/// The symbol of a document, whose day follows: `Nghị định số 114/2018/NĐ-CP` (ngày 04 tháng 9 năm 2018).
static AFTER_SYMBOL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d[a-z\d]*[/-][a-z\d/&.-]*[a-z][a-z\d/&.-]*,?\s*$"));

/// Figures within a longer date or the number of a document: `2/2026` in `31/2/2026`, `08/2025` in `số 08/2025/TT-BTC`.
fn is_part_of_number(text: &str, found: &Range<usize>) -> bool {
    let (before, after) = (&text[..found.start], &text[found.end..]);
    let digit = |letter: char| letter.is_ascii_digit();
    text[found.clone()].starts_with(digit)
        && (before.ends_with('/') || before.ends_with("so ") || before.ends_with("so: "))
        || text[..found.end].ends_with(digit) && after.starts_with('/')
}

/// What a cell or a line `Thời gian: …` says: its dates and recurrences as one, the words kept whole. A bare year or
/// range of years counts here.
pub(crate) fn of_cell(words: &str) -> Option<Due> {
    let words = words.trim().trim_end_matches(['.', ';', ',']);
    if words.is_empty() {
        return None;
    }
    let text = Text::new(words);
    let mut due = find(&text)
        .into_iter()
        .map(|found| found.due)
        .reduce(join)
        .or_else(|| years(&text))
        .unwrap_or_default();
    due.text = words.to_owned();
    Some(due)
}

/// Puts two parts of one saying together: `hằng năm, trước ngày 15/11`.
fn join(first: Due, second: Due) -> Due {
    Due {
        text: first.text,
        from: first.from.or(second.from),
        until: first.until.max(second.until),
        month_day: first.month_day.or(second.month_day),
        strictly_before: first.strictly_before || second.strictly_before,
        recurrence: first.recurrence.or(second.recurrence),
    }
}

/// A review named after other work.
static REVIEW: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[;,.]|\bva\b)[^;,.]{0,30}\b(?:so ket|tong ket)(?: [a-z]+){0,4} $"));

static NAMED_TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ ?,? (?:va )?(?:dinh huong|tam nhin)\b"));
static OUTLOOK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:dinh huong|tam nhin)\s*$"));
/// The years of another plan that is only named: `lồng ghép với Chương trình … giai đoạn 2021 - 2025`.
static OF_ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:vao|voi|theo|cua|thuoc) (?:cac )?(?:ke hoach|chuong trinh|de an|quy hoach|chien luoc|nghi quyet)\b[^,;.]{0,140}$",
    )
});
static COMPLETED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:hoan thanh|xong)\W*$"));

/// The deadline of a duty's sentence: the first that names a day, else the first recurrence. When results are reviewed
/// (`…, sơ kết vào năm 2028`) is no end of the work that goes on.
pub(crate) fn of_sentence(text: &Text) -> Option<Due> {
    let mut found = find(text);
    found.retain(|each| {
        each.due.until.is_none()
            || each.due.from.is_some()
            || !REVIEW.is_match(&before(text.original, each.range.start))
    });
    // "Chiến lược … đến năm 2025, định hướng đến năm 2030": the years of a name.
    found.retain(|each| {
        let before = before(text.original, each.range.start);
        let of_another = each.due.from.is_some() && OF_ANOTHER.is_match(&before);
        !(of_another || OUTLOOK.is_match(&before) || NAMED_TO.is_match(&after(text.original, each.range.end)))
    });
    // "Xây dựng Chương trình … giai đoạn 2026 - 2035, hoàn thành trong năm 2026": the years of a thing's name are not
    // those of the work.
    let ends_work = |each: &Found| COMPLETED.is_match(&before(text.original, each.range.start));
    let is_dated = |each: &Found| each.due.until.is_some() || each.due.month_day.is_some();
    let dated = found.iter().position(|each| is_dated(each) && ends_work(each));
    let dated = dated.or_else(|| found.iter().position(is_dated));
    let first = dated.or((!found.is_empty()).then_some(0))?;
    let often =
        found.iter().filter_map(|each| each.due.recurrence).find(|every| *every != Recurrence::Continuous);
    let due = found.swap_remove(first).due;
    // "định kỳ 6 tháng báo cáo … trước ngày 15 tháng 6"
    let recurrence = due.recurrence.or(often.filter(|_| due.month_day.is_some()));
    Some(Due { recurrence, ..due })
}

/// Days, months and quarters that stand without a year, in sentences and in cells. A day needs a word that says so: `đến
/// 2/3 số hộ` is a share.
static YEARLESS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let month = r"thang (?P<first>\d{1,2})|quy (?P<quarter>iv|iii|ii|i|[1-4])";
    let day = r"(?P<day>\d{1,2})(?:/| thang )(?P<month>\d{1,2})";
    let by = r"(?P<before>truoc|xong truoc)|cham nhat(?: la)?(?: vao| den| trong)?|den het|het";
    let loose = "(?P<loose>den|trong|vao|xong trong)";
    [
        pattern(&format!(r"\b(?:{by}|{loose})(?: cuoi)? (?:(?P<named>ngay )?{day}|{month})(?:[^\d/]|$)")),
        pattern(&format!(r"^\W*(?:(?P<named>ngay )?{day}|{month})\W*$")),
    ]
});

/// The deadline that a text without a year names, in the year the whole plan is for.
pub(crate) fn in_year(text: &Text, year: i32) -> Option<Due> {
    let captures = YEARLESS.iter().find_map(|form| form.captures(text.folded()))?;
    let has = |name: &str| captures.name(name).is_some();
    if has("day") && has("loose") && !has("named") {
        return None;
    }
    let whole = captures.get(0)?;
    let due = if let Some(quarter) = captures.name("quarter") {
        let quarter = ordinal(quarter.as_str())?;
        span_of_months(&captures, year, quarter * 3 - 2, quarter * 3)
    } else if let Some(month) = named(&captures, "first") {
        span_of_months(&captures, year, month, month)
    } else {
        let day = date(year, named(&captures, "month")?, named(&captures, "day")?)?;
        until(day, captures.name("before").is_some())
    }?;
    let words = text.words(whole.range()).trim_matches(|sign: char| !sign.is_alphanumeric());
    Some(Due { text: words.to_owned(), ..due })
}

static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(20\d\d)(?:~(20\d\d))?\b"));

fn years(text: &Text) -> Option<Due> {
    let captures = YEARS.captures(text.folded())?;
    let first = number(&captures, 1)?;
    let last = number(&captures, 2).unwrap_or(first);
    window(date(first, 1, 1), date(last, 12, 31))
}

#[cfg(test)]
mod tests;
