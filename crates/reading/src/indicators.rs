//! Rows of indicator annexes: what is measured, in which unit, with which value by which year, followed by whom.

use std::sync::LazyLock;

use documents::outline::{Clause, Column, Kind};
use regex::Regex;

use crate::model::{Confidence, Indicator, Target};
use crate::plan::{Plan, locate};
use crate::quantity;
use crate::text::{Text, pattern};
use crate::units;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:ten )?(?:cac )?(?:chi tieu|muc tieu|chi so|noi dung|tieu chi)(?: chu yeu| cu the| danh gia)?$|ten chi tieu|noi dung chi tieu",
    )
});
static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"don vi tinh|^dvt$|^dv tinh$|^don vi do$"));
/// `Đơn vị` over units of measure rather than agencies: no cell is long.
static SHORT_UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^don vi$|^dv$"));
/// `Tỷ lệ lấp đầy (%)`
static UNIT_IN_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\(\s*(?:don vi tinh:?|dvt:?)?\s*([^()]{1,24})\)\s*$"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(20\d\d)\b(?:~(20\d\d)\b)?"));
static NOT_TO_REACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"hien trang|thuc hien nam|^th (?:nam )?20|thuc trang|uoc thuc hien|ket qua nam|co so|hien tai")
});
static FOLLOWED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"theo doi|chu tri|danh gia|giam sat|(?:co quan|don vi) (?:thuc hien|bao cao|chiu trach nhiem|phu trach)",
    )
});

/// Whether a row belongs to a table of indicators: it has a unit of measure, or values by year under an indicator.
pub(crate) fn is_indicator(clause: &Clause) -> bool {
    let has =
        |rule: &Regex| clause.columns.iter().any(|column| rule.is_match(&vietnamese::fold(&column.name)));
    clause.kind == Kind::Row && (has(&UNIT) || (has(&NAME) && clause.columns.iter().any(is_value)))
}

fn is_value(column: &Column) -> bool {
    let name = vietnamese::fold(&column.name);
    YEAR.is_match(&name) && column.passage.text.chars().any(|letter| letter.is_ascii_digit())
}

/// The indicators of all annex tables.
pub(crate) fn indicators(plan: &Plan) -> Vec<Indicator> {
    let rows = (0..plan.len()).filter(|place| plan.is_leaf(*place) && is_indicator(plan.clause(*place)));
    rows.filter_map(|place| indicator(plan, place)).collect()
}

fn indicator(plan: &Plan, place: usize) -> Option<Indicator> {
    let clause = plan.clause(place);
    let folded = |column: &Column| vietnamese::fold(&column.name);
    let name = clause
        .columns
        .iter()
        .find(|column| NAME.is_match(&folded(column)))
        .or_else(|| longest(&clause.columns))?;
    let unit = clause
        .columns
        .iter()
        .find(|column| UNIT.is_match(&folded(column)))
        .map(|column| column.passage.text.clone())
        .or_else(|| short_unit(clause))
        .or_else(|| unit_in_name(&name.passage.text));
    let values = clause.columns.iter().filter(|column| !std::ptr::eq(*column, name));
    let values = values
        .filter(|column| !NOT_TO_REACH.is_match(&folded(column)) && !FOLLOWED.is_match(&folded(column)));
    let followed = clause.columns.iter().filter(|column| FOLLOWED.is_match(&folded(column)));
    let targets =
        values.filter_map(|column| target(clause, &name.passage.text, unit.as_deref(), column)).collect();
    Some(Indicator {
        clause: clause.path.clone(),
        name: name.passage.text.clone(),
        unit,
        targets,
        followed_by: followed.flat_map(|column| units::list(&column.passage.text).names).collect(),
        columns: clause
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.passage.text.clone()))
            .collect(),
    })
}

fn short_unit(clause: &Clause) -> Option<String> {
    let column = clause.columns.iter().find(|column| SHORT_UNIT.is_match(&vietnamese::fold(&column.name)))?;
    let text = column.passage.text.trim();
    (text.split_whitespace().count() <= 3 && units::find(text).is_empty()).then(|| text.to_owned())
}

fn unit_in_name(name: &str) -> Option<String> {
    let name = Text::new(name);
    let unit = UNIT_IN_NAME.captures(name.folded())?.get(1)?;
    let words = name.words(unit.range()).trim();
    // A bracket with a year or a remark is no unit.
    (!words.contains(|sign: char| sign.is_ascii_digit()) && words.split_whitespace().count() <= 3)
        .then(|| words.to_owned())
}

fn longest(columns: &[Column]) -> Option<&Column> {
    columns.iter().max_by_key(|column| column.passage.text.len())
}

/// The value of one column as a target; the column's name gives the year.
fn target(clause: &Clause, measure: &str, unit: Option<&str>, column: &Column) -> Option<Target> {
    let name = Text::new(&column.name);
    let captures = YEAR.captures(name.folded());
    let year = captures.and_then(|captures| captures.get(2).or(captures.get(1))?.as_str().parse().ok());
    let by_name = vietnamese::fold(&column.name);
    if year.is_none()
        && !by_name.contains("muc tieu")
        && !by_name.contains("ke hoach")
        && !by_name.contains("gia tri")
    {
        return None;
    }
    let text = Text::new(&column.passage.text);
    let amount = quantity::first(&text);
    let words = !column.passage.text.trim().is_empty();
    words.then(|| Target {
        clause: clause.path.clone(),
        measure: measure.to_owned(),
        unit: unit
            .map(str::to_owned)
            .or_else(|| amount.as_ref().filter(|amount| amount.percent).map(|_| "%".to_owned())),
        low: amount.as_ref().and_then(|amount| amount.low),
        high: amount.as_ref().and_then(|amount| amount.high),
        bound: amount.as_ref().and_then(|amount| amount.bound),
        by: year,
        text: column.passage.text.clone(),
        span: locate(&column.passage, &(0..column.passage.text.len())),
        confidence: if amount.is_some() && year.is_some() { Confidence::Sure } else { Confidence::Unsure },
    })
}

#[cfg(test)]
mod tests;
