//! Figures to be reached: in the objectives, and elsewhere only where a sentence says plainly that it sets one.

mod measure;

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::model::{Bound, Confidence, Role, Target};
use crate::plan::{Plan, locate};
use crate::quantity::{Amount, amounts};
use crate::sentence::{parts, sentences};
use crate::text::{Text, end, pattern, reach};
use documents::outline::Kind;

/// Words that set a figure outside of the objectives.
static SETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\bphan dau\b|\b(?:muc tieu|chi tieu) (?:den|la|dat)\b",
        r"|\bden (?:het |cuoi )?nam 20\d\d\b.{0,80}\b(?:dat|co|hinh thanh|xay dung|thanh lap|toi thieu|it nhat|tren)\b",
    ))
});

static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:thong qua|nhu sau|phe duyet)\b.*\b(?:muc tieu|chi tieu)\b|\b(?:muc tieu|chi tieu)\b.*nhu sau",
    )
});

/// All targets in the clauses' sentences, in order.
pub(crate) fn targets(plan: &Plan) -> Vec<Target> {
    let above = years_above(plan);
    (0..plan.len()).flat_map(|place| of_clause(plan, place, above[place])).collect()
}

fn of_clause(plan: &Plan, place: usize, above: Option<i32>) -> Vec<Target> {
    let clause = plan.clause(place);
    let role = plan.roles[place];
    let objective = matches!(role, Role::Objective | Role::ObjectiveGeneral | Role::ObjectiveSpecific);
    let open = matches!(role, Role::Task | Role::Solution | Role::Assignment | Role::Other);
    if matches!(clause.kind, Kind::Row | Kind::Annex) || !(objective || open) {
        return Vec::new();
    }
    let text = clause.passage.text.as_str();
    let own = LazyCell::new(|| years(&Text::new(text)).last().map(|year| year.1));
    let mut found = Vec::new();
    // "Điều 2. Thông qua các chỉ tiêu …": what stands below sets figures.
    let announced =
        clause.parent.is_some_and(|parent| ANNOUNCES.is_match(&vietnamese::fold(reach(plan.text(parent)))));
    for sentence in sentences(text) {
        let whole = Text::new(&text[sentence.clone()]);
        // Elsewhere a least figure may be a goal or the measure of a task: a person decides.
        let set = objective || announced || whole.has(&SETS);
        let proposed = |target: &Target| set || target.bound == Some(Bound::AtLeast);
        for target in of_sentence(&whole).into_iter().filter(proposed) {
            let by = target.by.or(above).or_else(|| *own);
            found.push(Target {
                clause: clause.path.clone(),
                by,
                text: whole.original.to_owned(),
                span: locate(&clause.passage, &sentence),
                confidence: match by {
                    _ if !set => Confidence::Unsure,
                    Some(_) if objective => Confidence::Sure,
                    _ => Confidence::Likely,
                },
                ..target
            });
        }
    }
    found
}

/// The targets of one sentence; a year said once holds for the parts after it.
fn of_sentence(sentence: &Text) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let mut by = None;
    for range in parts(sentence.original) {
        let part = Text::new(&sentence.original[range]);
        let amounts = figures(&part);
        let years = years(&part);
        let last = years.last().map(|year| year.1);
        let mut from = 0;
        // Where the years begin that no figure has taken yet.
        let mut free = 0;
        let mut baseline: Option<usize> = None;
        let mut rest_of_sum = false;
        for (nth, amount) in amounts.iter().enumerate() {
            if std::mem::take(&mut rest_of_sum) {
                from = amount.range.end;
                continue;
            }
            let until = amounts.get(nth + 1).map_or(part.original.len(), |next| next.range.start);
            // "đến năm 2028 đạt 70%, đến năm 2030 đạt 90%": the year before a figure is its own, else the one after it.
            let between = |range: Range<usize>| {
                let before = &years[..years.partition_point(|year| year.0.end <= range.end)];
                before.last().filter(|year| range.start <= year.0.start)
            };
            let own = between(free..amount.range.start).or_else(|| between(amount.range.start..until));
            free = own.map_or(free, |year| year.0.end);
            by = own.map(|year| year.1).or(by).or(last);
            // "75% vào năm 2028 và 85% vào năm 2035": the second figure is of the same thing.
            let same = || found.last().filter(|last| amount.percent && last.unit.as_deref() == Some("%"));
            if amounts.get(nth + 1).is_some_and(|next| is_baseline(&part, amount, next)) {
                baseline = Some(amount.range.start);
                continue;
            }
            let subject = baseline.take().map(|start| measure::subject(&part, from..start));
            let measured = measure::measure(&part, amount, from, until).or_else(|| {
                let last = same()?;
                Some(measure::Measured { words: last.measure.clone(), unit: last.unit.clone() })
            });
            if let Some(measured) = measured {
                let words = subject.filter(|words| !words.is_empty()).unwrap_or(measured.words);
                let thousandths = amounts.get(nth + 1).and_then(|next| rest(&part, amount, next));
                rest_of_sum = thousandths.is_some();
                let whole = |figure: f64| figure + thousandths.unwrap_or(0.0) / 1000.0;
                found.push(Target {
                    measure: words,
                    unit: measured.unit,
                    low: amount.low.map(whole),
                    high: amount.high.map(whole),
                    bound: amount.bound,
                    by,
                    ..Target::default()
                });
            }
            from = amount.range.end;
        }
        by = last.or(by);
    }
    found
}

/// The figures of a part, in digits and in words, in order, none over another.
fn figures(part: &Text) -> Vec<Amount> {
    let mut figures: Vec<Amount> = measure::written_out(part).into_iter().chain(amounts(part)).collect();
    figures.sort_by_key(|figure| figure.range.start);
    let mut end = 0;
    figures.retain(|figure| {
        let free = end <= figure.range.start;
        end = if free { figure.range.end } else { end };
        free
    });
    figures
}

static SCALE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(trieu|nghin)\b"));

/// The second figure of `78 tỷ 500 triệu đồng`, in thousandths of the first.
fn rest(part: &Text, amount: &Amount, next: &Amount) -> Option<f64> {
    let between = vietnamese::fold(part.original[amount.range.end..next.range.start].trim());
    let after = vietnamese::fold(reach(&part.original[next.range.end..]));
    let scale = SCALE.captures(&after)?;
    let thousandths = matches!((between.as_str(), &scale[1]), ("ty", "trieu") | ("trieu", "nghin"));
    next.low.filter(|_| thousandths)
}

static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"\btu\s?\d"));
static CHANGES_TO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[^,;]{0,40}\b(?:xuong|len|con|toi|den)(?: con| muc| duoi| tren)*\s*$"));

/// `từ 8,4% xuống dưới 6%`: the first figure is where things stand, the second what is to be reached.
fn is_baseline(part: &Text, amount: &Amount, next: &Amount) -> bool {
    let own = vietnamese::fold(&part.original[amount.range.clone()]);
    let between = vietnamese::fold(&part.original[amount.range.end..next.range.start]);
    FROM.is_match(&own) && CHANGES_TO.is_match(&between)
}

static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:den|het|truoc|vao|trong|cuoi|tu)(?: het| cuoi)? nam (20\d\d)\b|\b(?:giai doan|thoi ky)(?: tu| nam)? (?:20\d\d)(?:~| den )(20\d\d)\b|\bnam (20\d\d)\b",
    )
});

/// What before a year makes it the one where counting starts: `so với năm 2025`, `gấp 2 lần năm 2025`.
static BASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bso voi(?: [a-z]+){0,4} $|\bgap (?:[^,;.]{1,12} )?lan (?:[a-z]+ ){0,3}$|\btu [^,;.()]{1,40}\($",
    )
});

/// The years a text names as ends of its own, in order, with the words that say so.
fn years(text: &Text) -> Vec<(Range<usize>, i32)> {
    let read = |captures: Captures| {
        let whole = captures.get(0)?;
        let base = BASE.is_match(end(&text.folded()[..whole.start()]));
        let year = (1..=3).find_map(|group| captures.get(group)).filter(|_| !base)?;
        Some((text.original_range(whole.range()), year.as_str().parse().ok()?))
    };
    BY.captures_iter(text.folded()).filter_map(read).collect()
}

/// For every clause the year of the nearest heading above: `Mục tiêu đến năm 2030`.
pub(crate) fn years_above(plan: &Plan) -> Vec<Option<i32>> {
    let own = |place: usize| {
        let short = plan.text(place).split_whitespace().nth(25).is_none();
        if short { years(&Text::new(plan.text(place))).last().map(|year| year.1) } else { None }
    };
    let mut above: Vec<Option<i32>> = Vec::with_capacity(plan.len());
    let mut owns: Vec<Option<i32>> = Vec::with_capacity(plan.len());
    for place in 0..plan.len() {
        above.push(plan.clause(place).parent.and_then(|parent| owns[parent].or(above[parent])));
        owns.push(if plan.is_leaf(place) { None } else { own(place) });
    }
    above
}

#[cfg(test)]
mod tests;
