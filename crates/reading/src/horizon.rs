//! How long a plan runs: the last year it speaks of as its own end.

use std::sync::LazyLock;

use documents::outline::{Kind, Passage};
use regex::Regex;

use crate::model::{Header, Horizon, Role};
use crate::plan::Plan;
use crate::text::{Text, end, pattern};

/// From the most binding place to the least: the subject, then the preamble, the purpose, the objectives; a
/// farther view (`tầm nhìn đến năm 2045`) counts, since the plan speaks of that year as its own, unless the subject
/// names its first and last year (`giai đoạn 2026 - 2030, định hướng đến năm 2035`).
pub(crate) fn horizon(plan: &Plan, header: &Header) -> Option<Horizon> {
    let front = &plan.outline.front;
    let is_title =
        |passage: &&Passage| header.title.as_ref().is_some_and(|title| title.contains(passage.text.trim()));
    let title = front.iter().filter(is_title);
    let preamble =
        front.iter().filter(|passage| passage.text.trim_end().ends_with(':') && !is_title(passage));
    let of_role = |roles: &'static [Role]| {
        let fits =
            |place: &usize| roles.contains(&plan.roles[*place]) && plan.clause(*place).kind != Kind::Row;
        (0..plan.len()).filter(fits).map(|place| &plan.clause(place).passage)
    };
    let objective = &[Role::Objective, Role::ObjectiveGeneral, Role::ObjectiveSpecific];
    of_subject(title)
        .or_else(|| latest(preamble))
        .or_else(|| latest(of_role(&[Role::Purpose, Role::Viewpoint])))
        .or_else(|| latest(of_role(objective)))
}

static ONE_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bnam (20\d\d)\b"));
static MORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"giai doan|thoi ky|den nam|tam nhin|dinh huong|20\d\d~20\d\d|nhiem ky"));

/// The year a plan is for where its subject names a single one: `Phát triển kinh tế năm 2026`.
pub(crate) fn single_year(header: &Header) -> Option<i32> {
    let title = vietnamese::fold(header.title.as_deref()?);
    let years: Vec<i32> = ONE_YEAR
        .captures_iter(&title)
        .filter(|captures| captures.get(0).is_some_and(|year| !OTHER.is_match(end(&title[..year.start()]))))
        .filter_map(|captures| captures[1].parse().ok())
        .collect();
    match years.as_slice() {
        [year] if !MORE.is_match(&title) => Some(*year),
        _ => None,
    }
}

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:(?:giai doan|thoi ky|tu nam|nam|cac nam)(?: tu| nam)? (?P<from>20\d\d)(?:~| den(?: het)?(?: nam)? )(?P<to>20\d\d)",
        r"|(?:den|den het)(?: het| cuoi)? nam (?P<by>20\d\d)|nam (?P<single>20\d\d))\b",
    ))
});
/// Years of other documents and of the past.
static OTHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:thang \d{1,2}|/qd[^,;.]*|quy hoach[^,;.]*|chien luoc[^,;.]*)\s*,?\s*$"));

/// The term of a subject: the one with a first year, else the latest.
fn of_subject<'a>(title: impl Iterator<Item = &'a Passage> + Clone) -> Option<Horizon> {
    title.clone().flat_map(terms).find(|term| term.from.is_some()).or_else(|| latest(title))
}

/// The latest term among some passages, with the first year where one is given.
fn latest<'a>(passages: impl Iterator<Item = &'a Passage>) -> Option<Horizon> {
    let terms = passages.flat_map(terms);
    terms.fold(None, |best: Option<Horizon>, next| match best {
        Some(best) if best.to >= next.to => Some(best),
        _ => Some(next),
    })
}

fn terms(passage: &Passage) -> Vec<Horizon> {
    let text = Text::new(&passage.text);
    let read = |captures: regex::Captures| {
        let whole = captures.get(0)?;
        let before = end(&text.folded()[..whole.start()]);
        if OTHER.is_match(before) {
            return None;
        }
        let year = |name: &str| captures.name(name).and_then(|year| year.as_str().parse::<i32>().ok());
        let to = year("to").or(year("by")).or(year("single"))?;
        let range = text.original_range(whole.range());
        Some(Horizon {
            from: year("from").filter(|from| *from <= to),
            to,
            text: passage.text[range.clone()].to_owned(),
            span: passage.locate(range.start, range.end),
        })
    };
    TERM.captures_iter(text.folded()).filter_map(read).collect()
}

#[cfg(test)]
mod tests;
