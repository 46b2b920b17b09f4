//! Deadlines and recurrences, in sentences and in cells.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::{Captures, Regex};

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
        !NAMED_TO.is_match(&after(text.original, each.range.end))
            && !OUTLOOK.is_match(&before(text.original, each.range.start))
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

/// A form and how it is read.
struct Rule {
    pattern: Regex,
    read: fn(&Captures) -> Option<Due>,
}

const BEFORE: &str = r"(?:(?P<before>truoc|xong truoc)|cham nhat(?: la)?(?: vao| den| trong)?|muon nhat(?: la)?(?: vao| den)?|khong qua|den|den het|het|trong|vao|xong trong|hoan thanh trong)?(?: cuoi)? ?";

/// From the most telling form to the least: a form found first keeps its words from the later ones.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let with_before = |rest: &str| pattern(&format!(r"\b{BEFORE}{rest}"));
    let every = r"(?P<every>hang nam|moi nam)";
    vec![
        Rule {
            pattern: with_before(&format!(
                r"(?:ngay )?(?P<day>\d{{1,2}})(?: thang |[/.-])(?P<month>\d{{1,2}})(?:[/.-]| nam |,? )(?:(?P<year>20\d\d)\b|(?:cua )?{every})"
            )),
            read: day,
        },
        Rule {
            pattern: with_before(r"ngay \d{1,2} (?:(?P<monthly>hang thang|moi thang)|hang quy|moi quy)\b"),
            read: day_of_each,
        },
        Rule {
            // "01/2026 - 6/2026", "từ tháng 3 đến tháng 5/2026", "tháng 11/2026 đến tháng 2/2027"
            pattern: pattern(
                r"\b(?:tu |trong )?(?P<thang>thang )?(?P<first>\d{1,2})(?:/(?P<begin>20\d\d))?(?:~| den (?:het )?)(?:thang )?(?P<last>\d{1,2})(?:/| nam )(?P<year>20\d\d)\b",
            ),
            read: months_over,
        },
        Rule {
            pattern: with_before(
                r"(?:quy|q\.) ?(?P<first>iv|iii|ii|i|[1-4])(?:~(?:quy )?(?P<last>iv|iii|ii|i|[1-4]))?(?:[/.-]| nam |,? )(?:(?P<year>20\d\d)\b|(?:cua )?(?P<every>hang nam|moi nam))",
            ),
            read: quarter,
        },
        Rule {
            pattern: with_before(
                r"thang (?P<first>\d{1,2})(?:~(?:thang )?(?P<last>\d{1,2}))?(?:[/.-]| nam |,? )(?:(?P<year>20\d\d)\b|(?:cua )?(?P<every>hang nam|moi nam))",
            ),
            read: months,
        },
        Rule { pattern: with_before(r"(?P<first>\d{1,2})/(?P<year>20\d\d)\b"), read: months },
        Rule {
            pattern: pattern(r"\b(?:trong )?6 thang (?P<half>dau|cuoi) nam(?: (?P<year>20\d\d))?\b"),
            read: half_year,
        },
        Rule {
            pattern: pattern(
                r"\b(?:trong |den het |den )?(?:giai doan|tu nam|tu|cac nam)?:? ?(?P<first>20\d\d)(?:~| den(?: het)?(?: nam)? | va (?:nam )?)(?P<last>20\d\d)\b",
            ),
            read: period,
        },
        Rule {
            pattern: pattern(r"\b(?:tu nam (?P<first>20\d\d)) (?:den|va)(?: het)? nam (?P<last>20\d\d)\b"),
            read: period,
        },
        Rule {
            pattern: pattern(
                r"\b(?:(?P<before>truoc|xong truoc)|cham nhat|den|den het|het|trong|vao|cuoi|den cuoi|trong thoi gian den)(?: cuoi)? nam (?P<year>20\d\d)\b",
            ),
            read: year,
        },
        Rule {
            pattern: pattern(r"\b(?:hoan thanh|thuc hien)(?: xong)?:? nam (?P<year>20\d\d)\b"),
            read: year,
        },
        Rule {
            pattern: with_before(r"ngay (?P<day>\d{1,2})(?: thang |/)(?P<month>\d{1,2})\b"),
            read: day_without_year,
        },
        Rule {
            // A span of time from a day on, which the text leaves open; it keeps its words from the cycles below.
            pattern: pattern(
                r"\b(?:trong |sau )?(?:thoi (?:gian|han) )?(?:\d{1,2}|sau) (?:thang|quy|nam) (?:ke )?tu (?:ngay|khi)\b",
            ),
            read: |_| Some(Due::default()),
        },
        Rule {
            pattern: pattern(r"\b(?:dinh ky )?(?:6|06|sau) thang(?: mot lan|/lan|,)?\b"),
            read: |_| often(Recurrence::HalfYearly),
        },
        Rule {
            pattern: pattern(r"\b(?:dinh ky )?(?:hang|moi) quy\b"),
            read: |_| often(Recurrence::Quarterly),
        },
        Rule {
            pattern: pattern(r"\b(?:dinh ky )?(?:hang|moi) thang\b"),
            read: |_| often(Recurrence::Monthly),
        },
        Rule {
            pattern: pattern(r"\b(?:dinh ky )?(?:hang nam|moi nam)\b"),
            read: |_| often(Recurrence::Yearly),
        },
        Rule {
            pattern: pattern(r"\b(?:thuong xuyen|lien tuc)(?:, (?:thuong xuyen|lien tuc))?\b"),
            read: |_| often(Recurrence::Continuous),
        },
    ]
});

fn often(recurrence: Recurrence) -> Option<Due> {
    Some(Due { recurrence: Some(recurrence), ..Due::default() })
}

fn day(captures: &Captures) -> Option<Due> {
    let (day, month) = (named(captures, "day")?, named(captures, "month")?);
    let strictly_before = captures.name("before").is_some();
    if captures.name("every").is_some() {
        // 2024 is a leap year, so that 29 February is a day here.
        let month_day = date(2024, month, day)?.format("%m-%d").to_string();
        let recurrence = Some(Recurrence::Yearly);
        return Some(Due { month_day: Some(month_day), strictly_before, recurrence, ..Due::default() });
    }
    until(date(named(captures, "year")?, month, day)?, strictly_before)
}

/// `trước ngày 20 hằng tháng`.
fn day_of_each(captures: &Captures) -> Option<Due> {
    let recurrence =
        if captures.name("monthly").is_some() { Recurrence::Monthly } else { Recurrence::Quarterly };
    let strictly_before = captures.name("before").is_some();
    Some(Due { recurrence: Some(recurrence), strictly_before, ..Due::default() })
}

/// `trước ngày 10 tháng 6` of a year that is not said.
fn day_without_year(captures: &Captures) -> Option<Due> {
    let strictly_before = captures.name("before").is_some();
    let month_day =
        date(2024, named(captures, "month")?, named(captures, "day")?)?.format("%m-%d").to_string();
    Some(Due { month_day: Some(month_day), strictly_before, ..Due::default() })
}

fn quarter(captures: &Captures) -> Option<Due> {
    let first = ordinal(captures.name("first")?.as_str())?;
    let last = captures.name("last").map_or(Some(first), |last| ordinal(last.as_str()))?;
    months_of(captures, first * 3 - 2, last * 3)
}

fn months(captures: &Captures) -> Option<Due> {
    let first = named(captures, "first")?;
    let last = named(captures, "last").unwrap_or(first);
    months_of(captures, first, last)
}

/// Of the year that is named, or of every year: `quý I hằng năm` ends on 31 March.
fn months_of(captures: &Captures, first: i32, last: i32) -> Option<Due> {
    if captures.name("every").is_none() {
        return span_of_months(captures, named(captures, "year")?, first, last);
    }
    let strictly_before = captures.name("before").is_some();
    // 2023 is no leap year: February has 28 days in most.
    let day = if strictly_before { date(2023, first, 1) } else { month_end(2023, last) };
    let month_day = Some(day?.format("%m-%d").to_string());
    Some(Due { month_day, strictly_before, recurrence: Some(Recurrence::Yearly), ..Due::default() })
}

/// `từ tháng 11/2026 đến tháng 2/2027`; figures alone are months only with a year of their own.
fn months_over(captures: &Captures) -> Option<Due> {
    let year = named(captures, "year")?;
    let begin = named(captures, "begin");
    if begin.is_none() && captures.name("thang").is_none() {
        return None;
    }
    let first = date(begin.unwrap_or(year), named(captures, "first")?, 1)?;
    let last = month_end(year, named(captures, "last")?)?;
    if first > last { None } else { window(Some(first), Some(last)) }
}

/// `trước tháng 6/2027` ends before June, `tháng 6/2027` with it.
fn span_of_months(captures: &Captures, year: i32, first: i32, last: i32) -> Option<Due> {
    let start = date(year, first, 1)?;
    if captures.name("before").is_some() {
        return until(start, true);
    }
    window(Some(start), month_end(year, last))
}

fn half_year(captures: &Captures) -> Option<Due> {
    let first = captures.name("half")?.as_str() == "dau";
    match named(captures, "year") {
        Some(year) if first => window(date(year, 1, 1), date(year, 6, 30)),
        Some(year) => window(date(year, 7, 1), date(year, 12, 31)),
        None => often(Recurrence::HalfYearly),
    }
}

fn period(captures: &Captures) -> Option<Due> {
    let (first, last) = (named(captures, "first")?, named(captures, "last")?);
    if first > last { None } else { window(date(first, 1, 1), date(last, 12, 31)) }
}

fn year(captures: &Captures) -> Option<Due> {
    let year = named(captures, "year")?;
    match captures.name("before") {
        Some(_) => until(date(year, 1, 1)?, true),
        None => Some(Due { until: date(year, 12, 31).map(written), ..Due::default() }),
    }
}

/// The last day in time: the day named, or the day before where it says `trước`.
fn until(named: NaiveDate, strictly_before: bool) -> Option<Due> {
    let last = if strictly_before { named.checked_sub_days(Days::new(1))? } else { named };
    Some(Due { until: Some(written(last)), strictly_before, ..Due::default() })
}

fn window(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<Due> {
    Some(Due { from: Some(written(first?)), until: Some(written(last?)), ..Due::default() })
}

fn written(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

pub(crate) fn date(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

fn month_end(year: i32, month: i32) -> Option<NaiveDate> {
    let next = if month == 12 { date(year + 1, 1, 1) } else { date(year, month + 1, 1) };
    next?.pred_opt()
}

fn named(captures: &Captures, name: &str) -> Option<i32> {
    captures.name(name)?.as_str().parse().ok()
}

fn number(captures: &Captures, group: usize) -> Option<i32> {
    captures.get(group)?.as_str().parse().ok()
}

/// A quarter written in Roman or Arabic figures.
fn ordinal(written: &str) -> Option<i32> {
    match written {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
