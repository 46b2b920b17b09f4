//! Figures to be reached: in the objectives, and elsewhere only where a sentence says plainly that it sets one.

mod measure;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Confidence, Role, Target};
use crate::plan::{Plan, locate};
use crate::quantity::{Amount, amounts};
use crate::sentence::{parts, sentences};
use crate::text::{Text, pattern};
use documents::outline::Kind;

/// Words that set a figure outside of the objectives.
static SETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\bphan dau\b|\b(?:muc tieu|chi tieu) (?:den|la|dat)\b",
        r"|\bden (?:het |cuoi )?nam 20\d\d\b.{0,80}\b(?:dat|co|hinh thanh|xay dung|thanh lap|toi thieu|it nhat|tren)\b",
    ))
});

/// All targets in the clauses' sentences, in order.
pub(crate) fn targets(plan: &Plan) -> Vec<Target> {
    (0..plan.len()).flat_map(|place| of_clause(plan, place)).collect()
}

fn of_clause(plan: &Plan, place: usize) -> Vec<Target> {
    let clause = plan.clause(place);
    let role = plan.roles[place];
    let objective = matches!(role, Role::Objective | Role::ObjectiveGeneral | Role::ObjectiveSpecific);
    let open = matches!(role, Role::Task | Role::Solution | Role::Assignment | Role::Other);
    if matches!(clause.kind, Kind::Row | Kind::Annex) || !(objective || open) {
        return Vec::new();
    }
    let text = clause.passage.text.as_str();
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let whole = Text::new(&text[sentence.clone()]);
        if !objective && !whole.has(&SETS) {
            continue;
        }
        for target in of_sentence(&whole) {
            let by = target.by.or_else(|| year_above(plan, place)).or_else(|| year(&Text::new(text)));
            let sure = objective && by.is_some();
            found.push(Target {
                clause: clause.path.clone(),
                by,
                text: whole.original.to_owned(),
                span: locate(&clause.passage, &sentence),
                confidence: if sure { Confidence::Sure } else { Confidence::Likely },
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
        let amounts: Vec<Amount> = measure::written_out(&part).into_iter().chain(amounts(&part)).collect();
        let mut from = 0;
        for (nth, amount) in amounts.iter().enumerate() {
            let until = amounts.get(nth + 1).map_or(part.original.len(), |next| next.range.start);
            let own = year_within(&part, from..until);
            by = own.or(by).or_else(|| year(&part));
            // "75% vào năm 2028 và 85% vào năm 2035": the second figure is of the same thing.
            let same =
                || found.last().filter(|last| nth > 0 && amount.percent && last.unit.as_deref() == Some("%"));
            let measured = measure::measure(&part, amount, from, until).or_else(|| {
                let last = same()?;
                Some(measure::Measured { words: last.measure.clone(), unit: last.unit.clone() })
            });
            if let Some(measured) = measured {
                found.push(Target {
                    measure: measured.words,
                    unit: measured.unit,
                    low: amount.low,
                    high: amount.high,
                    bound: amount.bound,
                    by,
                    ..Target::default()
                });
            }
            from = amount.range.end;
        }
        by = year(&part).or(by);
    }
    found
}

static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:den|het|truoc|vao|trong|cuoi|tu)(?: het| cuoi)? nam (20\d\d)\b|\b(?:giai doan|thoi ky)(?: tu| nam)? (?:20\d\d)(?:~| den )(20\d\d)\b|\bnam (20\d\d)\b",
    )
});

/// The first year a text names as its own end.
fn year(text: &Text) -> Option<i32> {
    year_within(text, 0..text.original.len())
}

fn year_within(text: &Text, within: Range<usize>) -> Option<i32> {
    let inside = |captures: &regex::Captures| {
        let range = captures.get(0).map_or(0..0, |whole| text.original_range(whole.range()));
        // "so với năm 2025" is where counting starts.
        let base = captures.get(0).is_some_and(|whole| text.folded()[..whole.start()].ends_with("so voi "));
        !base && within.start <= range.start && range.end <= within.end
    };
    let found = BY.captures_iter(text.folded()).filter(inside).last()?;
    (1..=3).find_map(|group| found.get(group)).and_then(|year| year.as_str().parse().ok())
}

/// The year of the nearest heading above: `Mục tiêu đến năm 2030`.
fn year_above(plan: &Plan, place: usize) -> Option<i32> {
    plan.ancestors(place).find_map(|above| {
        let short = plan.text(above).split_whitespace().count() <= 25;
        if short { year(&Text::new(plan.text(above))) } else { None }
    })
}

#[cfg(test)]
mod tests;
