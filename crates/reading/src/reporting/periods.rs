//! The cycles a rule names, each with its day where one stands beside it: `6 tháng (trước ngày 15/6), năm (trước ngày
//! 15/12)`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::deadlines;
use crate::model::{Period, Recurrence};
use crate::text::{Text, pattern};

/// Periods in the short forms that stand in lists of reports: `báo cáo quý, 6 tháng, năm`. A span of time from a day on
/// and a year by its number come `once`.
static LISTED: LazyLock<Vec<(Recurrence, Regex)>> = LazyLock::new(|| {
    let every = "(?:hang|moi|tung|dinh ky|bao cao|bao cao dinh ky)";
    let form = |words: String| pattern(&format!(r"{words}\b(?P<once> (?:ke )?tu\b| 20\d\d\b)?"));
    vec![
        (Recurrence::Monthly, form(format!(r"\b{every} (?P<cycle>thang)"))),
        (Recurrence::Quarterly, form(format!(r"\b(?:{every}|thang,|thang va) (?P<cycle>quy)"))),
        (Recurrence::HalfYearly, form(r"\b(?P<cycle>(?:6|06|sau) thang)".to_owned())),
        (
            Recurrence::Yearly,
            form(format!(
                r"(?:\b(?:{every}|quy,|quy va|thang,|thang va)|\),|\) va|[/\d],(?: va)?) (?:0?1 |mot )?(?P<cycle>nam)"
            )),
        ),
    ]
});

/// The cycles of a rule. `found` are its deadlines and recurrences in order.
pub(super) fn periods(text: &Text, found: &[deadlines::Found]) -> Vec<Period> {
    let of_deadlines = found.iter().filter_map(|found| Some((found.range.clone(), found.due.recurrence?)));
    let listed = LISTED.iter().flat_map(|(every, form)| {
        let repeated = form.captures_iter(text.folded()).filter(|captures| captures.name("once").is_none());
        repeated.filter_map(|captures| Some((text.original_range(captures.name("cycle")?.range()), *every)))
    });
    let mut mentions: Vec<(Range<usize>, Recurrence)> = of_deadlines.chain(listed).collect();
    mentions.sort_by_key(|(range, _)| range.start);
    let days: Vec<(&Range<usize>, &String)> =
        found.iter().filter_map(|found| Some((&found.range, found.due.month_day.as_ref()?))).collect();
    let mut periods: Vec<Period> = Vec::new();
    for (nth, (range, every)) in mentions.iter().enumerate() {
        let next = mentions[nth + 1..].iter().find(|(_, other)| other != every);
        let until = next.map_or(text.original.len(), |(next, _)| next.start);
        let beside = |day: &&(&Range<usize>, &String)| {
            (range.start..until).contains(&day.0.start) || (day.0.start..day.0.end).contains(&range.start)
        };
        let mut beside = days.iter().filter(beside).map(|(_, day)| (*day).clone());
        let month_day = beside.next();
        match periods.iter_mut().find(|period| period.every == *every) {
            Some(period) => period.month_day = period.month_day.take().or(month_day),
            None => {
                let day = day_of_cycle(text, *every);
                periods.push(Period { every: *every, month_day, day });
                // "định kỳ 6 tháng … trước ngày 15/6 và trước ngày 01/12": a day for each half.
                let halves = beside.take(usize::from(*every == Recurrence::HalfYearly));
                periods.extend(halves.map(|day| Period { every: *every, month_day: Some(day), day: None }));
            }
        }
    }
    pair(text, &mut periods);
    periods
}

static OF_QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bngay (\d{1,2}) (?:cua )?(?:thang cuoi(?: cung)? (?:cua |moi |hang )?quy|cuoi (?:moi |hang )?quy)\b",
    )
});
static OF_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\bngay (\d{1,2}) (?:hang thang|moi thang|cua (?:moi |hang )?thang)(?: cuoi)?\b")
});

/// `ngày 20 của tháng cuối quý`, `ngày 25 hằng tháng`: the day that is the same in each cycle.
fn day_of_cycle(text: &Text, every: Recurrence) -> Option<u8> {
    let form = match every {
        Recurrence::Quarterly => &OF_QUARTER,
        Recurrence::Monthly => &OF_MONTH,
        _ => return None,
    };
    let mut found = form.captures_iter(text.folded()).filter(|captures| !captures[0].ends_with(" cuoi"));
    found.next()?[1].parse().ok().filter(|day| (1..=31).contains(day))
}

static PAIRED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\bngay (\d{1,2})/(\d{1,2}) va (?:truoc )?(?:ngay )?(\d{1,2})/(\d{1,2})\b"));

/// `6 tháng, hằng năm … trước ngày 05/6 và 05/12`: two cycles and two days belong together in their order.
fn pair(text: &Text, periods: &mut [Period]) {
    let ([first, second], Some(captures)) = (periods, PAIRED.captures(text.folded())) else { return };
    let day = |day: usize, month: usize| {
        let (day, month): (i32, i32) = (captures[day].parse().ok()?, captures[month].parse().ok()?);
        // A leap year: what counts is that there is such a day.
        deadlines::date(2024, month, day).map(|date| date.format("%m-%d").to_string())
    };
    if let (Some(one), Some(other)) = (day(1, 2), day(3, 4)) {
        (first.month_day, second.month_day) = (Some(one), Some(other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cycle_has_the_day_beside_it() {
        let cases = [
            (
                "Định kỳ báo cáo quý (trước ngày 20/3), 6 tháng (trước ngày 15/6), năm (trước ngày 15/12) gửi UBND xã.",
                "Quarterly 03-20, HalfYearly 06-15, Yearly 12-15",
            ),
            (
                "Định kỳ 6 tháng trước ngày 15/6, năm trước ngày 15/12 báo cáo UBND tỉnh.",
                "HalfYearly 06-15, Yearly 12-15",
            ),
            (
                "Định kỳ 6 tháng, hằng năm báo cáo UBND tỉnh trước ngày 05/6 và 05/12.",
                "HalfYearly 06-05, Yearly 12-05",
            ),
            (
                "Định kỳ 6 tháng báo cáo về Sở Y tế trước ngày 15 tháng 6 và trước ngày 01 tháng 12.",
                "HalfYearly 06-15, HalfYearly 12-01",
            ),
            ("Báo cáo 6 tháng, năm gửi về Sở Y tế.", "HalfYearly -, Yearly -"),
            ("Định kỳ hằng quý, 6 tháng và 01 năm báo cáo kết quả.", "Quarterly -, HalfYearly -, Yearly -"),
            ("Báo cáo tháng, quý, năm theo quy định.", "Monthly -, Quarterly -, Yearly -"),
            ("Định kỳ hằng quý (trước ngày 20 tháng cuối quý) báo cáo Ban Thường vụ.", "Quarterly 20"),
            (
                "Báo cáo hằng quý trước ngày 20 của tháng cuối quý; báo cáo năm trước ngày 10 tháng 12.",
                "Quarterly 20, Yearly 12-10",
            ),
            ("Hằng tháng, trước ngày 25 hằng tháng báo cáo UBND xã.", "Monthly 25"),
            ("Hằng năm, báo cáo trước ngày 15/11.", "Yearly 11-15"),
            ("Báo cáo trước ngày 20 tháng 12 hằng năm.", "Yearly 12-20"),
            ("Báo cáo trong thời gian 6 tháng kể từ ngày ban hành.", ""),
            ("Báo cáo năm 2026.", ""),
        ];
        for (text, expected) in cases {
            let text = Text::new(text);
            let found = periods(&text, &deadlines::find(&text));
            let shown: Vec<String> = found
                .iter()
                .map(|period| {
                    let day = period.day.map(|day| day.to_string()).or(period.month_day.clone());
                    format!("{:?} {}", period.every, day.as_deref().unwrap_or("-"))
                })
                .collect();
            assert_eq!(shown.join(", "), expected, "{}", text.original);
        }
    }
}
