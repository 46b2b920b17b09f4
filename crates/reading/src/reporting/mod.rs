//! The reporting rule: who reports to whom, through whom, when and how often.

mod periods;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::deadlines;
use crate::model::{Confidence, Period, Recurrence, Reporting, Role};
use crate::plan::{Plan, locate};
use crate::sentence::sentences;
use crate::text::{Text, after, before, pattern};
use crate::units::{List, Named, full_name};

static REPORTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bbao cao\b"));
static RULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:dinh ky|hang nam|hang quy|hang thang|6 thang|truoc ngay|so ket|tong ket|gui (?:bao cao|ket qua)|bao cao (?:ket qua|tinh hinh|tien do)|tong hop,? bao cao)\b",
    )
});

/// The reporting rule of the clause that says most of it.
pub(crate) fn reporting(plan: &Plan) -> Option<Reporting> {
    let candidates = (0..plan.len()).filter_map(|place| candidate(plan, place));
    // Of equals the first; `max_by_key` would take the last.
    candidates
        .fold(None, |best: Option<((u32, bool), Reporting)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, found)| Reporting { via: found.via.map(|via| as_in_headings(plan, via)), ..found })
}

/// A clause's rule and how much it tells; of equals the one who reports first comes before the one who consolidates.
fn candidate(plan: &Plan, place: usize) -> Option<((u32, bool), Reporting)> {
    let role = plan.roles[place];
    if !matches!(
        role,
        Role::Reporting | Role::Assignment | Role::Instruction | Role::Other | Role::Task | Role::Effect
    ) {
        return None;
    }
    let passage = &plan.clause(place).passage;
    let range = sentence(&passage.text)?;
    let mut found = read(&passage.text[range.clone()]);
    found.clause = plan.path(place);
    // "2. Các bộ, …: b) Báo cáo trước ngày 31 tháng 12 …": who reports stands in the heading above.
    found.from = found.from.or_else(|| {
        let named = plan.named(plan.clause(place).parent?);
        named.heading().map(|list| named.text[list.range].to_owned())
    });
    found.span = locate(passage, &range);
    if found.reviews_after_years.is_empty() {
        // "… trước ngày 15/11. Sơ kết sau 3 năm và tổng kết sau 5 năm."
        found.reviews_after_years = reviews(&Text::new(&passage.text));
    }
    let told = [
        found.due_month_day.is_some(),
        !found.cycles.is_empty() || !found.reviews_after_years.is_empty(),
        found.to.is_some(),
        role == Role::Reporting,
        !found.onward.is_empty() || found.via.is_some(),
    ];
    let score = told.iter().filter(|told| **told).count() as u32;
    found.confidence = match score {
        4.. if found.due_month_day.is_some() => Confidence::Sure,
        3.. => Confidence::Likely,
        _ => Confidence::Unsure,
    };
    let first_step = !CONSOLIDATES.is_match(&vietnamese::fold(&found.text));
    // A report that is due once is no rule.
    let recurs = !found.cycles.is_empty() || !found.reviews_after_years.is_empty();
    let rule = recurs || found.due_month_day.is_some();
    (score >= 2).then_some(((if rule { score + 10 } else { score }, first_step), found))
}

/// The sentence of a clause that sets the rule: the one with a day or a cycle, else the first that speaks of reports.
fn sentence(text: &str) -> Option<Range<usize>> {
    let ranges: Vec<Range<usize>> = sentences(text)
        .into_iter()
        .filter(|range| {
            let folded = vietnamese::fold(&text[range.clone()]);
            REPORTS.is_match(&folded) && RULE.is_match(&folded)
        })
        .collect();
    let dated = ranges.iter().find(|range| {
        let found = deadlines::find(&Text::new(&text[(*range).clone()]));
        found.iter().any(|each| each.due.month_day.is_some() || each.due.recurrence.is_some())
    });
    dated.or(ranges.first()).cloned()
}

/// Puts together what others reported before it reports itself.
static CONSOLIDATES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[^;.]{0,60}[ ,])??tong hop,? (?:[^;.]{0,40} )?bao cao\b"));

fn read(sentence: &str) -> Reporting {
    let text = Text::new(sentence);
    let mut due = deadlines::find(&text);
    let names = Named::new(sentence).lists();
    let receivers = receivers(&text, &names);
    // "… để tổng hợp, báo cáo UBND tỉnh trước ngày 20/12" is the day of those who pass the reports on.
    let is_day = |found: &deadlines::Found| found.due.month_day.is_some();
    if due.iter().any(|found| is_day(found) && found.range.end <= receivers.onward_from) {
        due.retain(|found| !is_day(found) || found.range.end <= receivers.onward_from);
    }
    let strictly_before = due.iter().any(|found| {
        found.due.strictly_before && (found.due.month_day.is_some() || found.due.recurrence.is_some())
    });
    let periods = periods::periods(&text, &due);
    // Of several days the last in the year is that of the yearly report.
    let days = due.iter().map(|found| &found.due).map(|due| due.month_day.clone());
    let day = days.chain(periods.iter().map(|period| period.month_day.clone())).flatten().max();
    let reviews = reviews(&text);
    Reporting {
        due_month_day: day,
        strictly_before,
        next_year: text.has(&NEXT_YEAR),
        annual: periods.iter().any(|period| period.every == Recurrence::Yearly),
        cycles: cycles(&periods),
        periods,
        reviews_after_years: reviews,
        from: from(&text, &names),
        via: receivers.via,
        to: receivers.to.map(|name| full_name(&name)),
        onward: receivers.onward.iter().map(|name| full_name(name)).collect(),
        text: sentence.to_owned(),
        ..Reporting::default()
    }
}

/// Of the year after, right behind the day: `kế hoạch năm sau` is none.
static NEXT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:ngay \d{1,2} thang \d{1,2}|\d{1,2}/\d{1,2}),? (?:cua )?nam (?:sau|ke tiep|tiep theo|lien ke|ngay sau)\b",
    )
});

fn cycles(periods: &[Period]) -> Vec<Recurrence> {
    let mut cycles: Vec<Recurrence> = periods.iter().map(|period| period.every).collect();
    cycles.dedup();
    cycles
}

static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\b\d{1,2} nam\b(?:,| va|;)? ?)+"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{1,2}) nam\b"));
static REVIEW: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:so ket|tong ket|danh gia|dinh ky)\b"));

/// The years after which results are reviewed: `01 năm, 03 năm, 05 năm`.
fn reviews(text: &Text) -> Vec<u32> {
    if !text.has(&REVIEW) {
        return Vec::new();
    }
    // "31 tháng 8 năm 2025" is a day.
    let lists =
        YEARS.find_iter(text.folded()).filter(|list| !text.folded()[..list.start()].ends_with("thang "));
    let mut years: Vec<u32> = lists
        .flat_map(|list| YEAR.captures_iter(list.as_str()))
        .filter_map(|captures| captures[1].parse().ok())
        .filter(|years| (1..=20).contains(years))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

static HAS_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*,?\s*(?:(?:dinh ky|hang nam|hang quy|hang thang|6 thang|truoc|ca nam)[^;.]{0,60}?)?(?:co trach nhiem |co nhiem vu |chiu trach nhiem |tong hop,? |thuc hien |xay dung |gui |nghiem tuc |lap )*(?:che do |ket qua |noi dung )?(?:thong tin,? )?(?:bao cao|gui)\b",
    )
});

/// `Chương trình hành động của` (Chính phủ): whose it is does not report.
static OWNS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:cua|thuoc)\s*$"));

/// Who reports: the units right before the first word that says so.
fn from(text: &Text, names: &[List]) -> Option<String> {
    let reports = |list: &&List| {
        let before = before(text.original, list.range.start);
        HAS_TO.is_match(&after(text.original, list.range.end))
            && !OWNS.is_match(&before)
            && !DIRECTED.is_match(&before)
    };
    // Else the units the sentence begins with: "Văn phòng theo dõi, định kỳ báo cáo …".
    let begins =
        |list: &&List| text.original[..list.range.start].chars().all(|letter| !letter.is_alphanumeric());
    let found = names.iter().find(reports).or_else(|| names.first().filter(begins));
    found.map(|list| text.original[list.range.clone()].to_owned())
}

/// Through whom, to whom, and who gets the consolidated report.
#[derive(Default)]
struct Receivers {
    via: Option<String>,
    to: Option<String>,
    onward: Vec<String>,
    /// Where those who received the reports begin to pass them on; the end of the text where nobody does.
    onward_from: usize,
}

static LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\W*(?:[a-z]+,? ){0,4}bao cao(?: [a-z]+){0,3}\s*:\s*"));
static THROUGH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\(|\b)(?:thong )?qua\s*:?\s*$"));
static DIRECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:ve|gui|gui ve|bao cao|bao cao ve|bao cao cho|cho|trinh|bao cao ket qua|len|den|gui bao cao)(?: cho| den| ve| voi)?\s*:?\s*$",
    )
});
static ONWARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:dong thoi|tong hop|tham muu|bao cao lai)\b|(?:^|[,;] ?|\b(?:va|de|hop) )trinh\b")
});

static PASSED_ON: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:de|va|,|;) ?tong hop\b[^.;]*\b(?:bao cao|trinh)\b[^.;,]*$"));

fn receivers(text: &Text, names: &[List]) -> Receivers {
    let mut found = Receivers { onward_from: text.original.len(), ..Receivers::default() };
    // "Chế độ báo cáo: Các đơn vị …" is no verb.
    let label = text.find(&LABEL).map_or(0, |label| label.end);
    let first_report = text.find(&REPORTS).map_or(0, |report| report.start);
    for list in names.iter().filter(|list| list.range.start != label || label == 0) {
        let before = before(text.original, list.range.start);
        let printed = list.printed(text.original);
        if found.to.is_some() && found.onward_from > list.range.start && PASSED_ON.is_match(&before) {
            found.onward_from = list.range.start;
        }
        if THROUGH.is_match(&before) {
            if found.onward_from <= list.range.start {
                continue;
            }
            found.via = found.via.or(printed.into_iter().next());
            continue;
        }
        let directed = DIRECTED.is_match(&before) && list.range.start > first_report.min(list.range.start);
        if !directed {
            continue;
        }
        match &found.to {
            None if printed.len() == 1 || !ONWARD.is_match(&before) => {
                let mut printed = printed.into_iter();
                found.to = printed.next();
                found.onward.extend(printed);
            }
            _ => found.onward.extend(printed),
        }
    }
    found
}

/// A unit as the plan's own heading calls it: `Phòng Kinh tế thị xã` is the `Phòng Kinh tế` that has duties.
fn as_in_headings(plan: &Plan, name: String) -> String {
    let heading = (0..plan.len()).filter(|place| !plan.is_leaf(*place)).find_map(|place| {
        let names = plan.named(place).heading()?.printed(plan.text(place));
        names.into_iter().find(|short| {
            let rest = vietnamese::fold(&name);
            rest.strip_prefix(&vietnamese::fold(short)).is_some_and(is_place_only)
        })
    });
    heading.unwrap_or(name)
}

/// What is left of a name is the kind of place it belongs to, without a name.
fn is_place_only(rest: &str) -> bool {
    matches!(
        rest.trim(),
        "" | "thi xa" | "tinh" | "thanh pho" | "huyen" | "xa" | "phuong" | "thi tran" | "quan"
    )
}

#[cfg(test)]
mod tests;
