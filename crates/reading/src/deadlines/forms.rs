//! The forms in which days, months, quarters, years and cycles are written, each with how it is read.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::{Captures, Regex};

use crate::model::{Due, Recurrence};
use crate::text::pattern;

/// A form and how it is read.
pub(super) struct Rule {
    pub(super) pattern: Regex,
    pub(super) read: fn(&Captures) -> Option<Due>,
}

const BEFORE: &str = r"(?:(?P<before>truoc|xong truoc)|cham nhat(?: la)?(?: vao| den| trong)?|muon nhat(?: la)?(?: vao| den)?|khong qua|den|den het|het|trong|vao|xong trong|hoan thanh trong)?(?: cuoi)? ?";

/// From the most telling form to the least: a form found first keeps its words from the later ones.
pub(super) static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
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
pub(super) fn span_of_months(captures: &Captures, year: i32, first: i32, last: i32) -> Option<Due> {
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
pub(super) fn until(named: NaiveDate, strictly_before: bool) -> Option<Due> {
    let last = if strictly_before { named.checked_sub_days(Days::new(1))? } else { named };
    Some(Due { until: Some(written(last)), strictly_before, ..Due::default() })
}

pub(super) fn window(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<Due> {
    Some(Due { from: Some(written(first?)), until: Some(written(last?)), ..Due::default() })
}

fn written(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

pub(crate) fn date(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

pub(super) fn month_end(year: i32, month: i32) -> Option<NaiveDate> {
    let next = if month == 12 { date(year + 1, 1, 1) } else { date(year, month + 1, 1) };
    next?.pred_opt()
}

pub(super) fn named(captures: &Captures, name: &str) -> Option<i32> {
    captures.name(name)?.as_str().parse().ok()
}

pub(super) fn number(captures: &Captures, group: usize) -> Option<i32> {
    captures.get(group)?.as_str().parse().ok()
}

/// A quarter written in Roman or Arabic figures.
pub(super) fn ordinal(written: &str) -> Option<i32> {
    match written {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}
