//! Rows of indicator annexes: what is measured, in which unit, with which value by which year, followed by whom.
//!
//! A table of indicators is known by a column for the unit of measure, by values under years, or by a column that is
//! called after them: `Chỉ tiêu`.

mod flat;

use std::ops::Range;
use std::sync::LazyLock;

use documents::outline::{Clause, Column, Kind};
use regex::Regex;

use crate::model::{Confidence, Indicator, Target};
use crate::plan::{Plan, locate};
use crate::quantity;
use crate::sentence::parts;
use crate::targets::years_above;
use crate::text::{Text, pattern};
use crate::units;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:ten )?(?:cac )?(?:chi tieu|muc tieu|chi so|noi dung|tieu chi)(?: chu yeu| cu the| danh gia)?$|ten chi tieu|noi dung chi tieu",
    )
});
/// A name that no table of tasks gives its work.
static OWN_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:ten |noi dung )?(?:cac )?chi tieu(?: chu yeu| cu the)?$"));
static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"don ?vi ?tinh|^dvt$|^dv ?tinh$|^don ?vi ?do$"));
/// `Đơn vị` over units of measure rather than agencies: no cell is long.
static SHORT_UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^don ?vi$|^dv$"));
/// `Tỷ lệ lấp đầy (%)`
static UNIT_IN_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\(\s*(?:don vi tinh:?|dvt:?)?\s*([^()]{1,24})\)\s*$"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(20\d\d)\b(?:~(20\d\d)\b)?"));
static NOT_TO_REACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"hien trang|thuc hien(?: nam)? 20|ket qua thuc hien|thuc hien nam|^th (?:nam )?20|thuc trang|uoc thuc hien|ket qua nam|co so|hien tai",
    )
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
    clause.kind == Kind::Row
        && clause.columns.len() > 1
        && (has(&UNIT) || has(&OWN_NAME) || (has(&NAME) && clause.columns.iter().any(is_value)))
}

fn is_value(column: &Column) -> bool {
    let name = vietnamese::fold(&column.name);
    YEAR.is_match(&name) && column.passage.text.chars().any(|letter| letter.is_ascii_digit())
}

/// The indicators of all annex tables and what they are to reach.
pub(crate) fn indicators(plan: &Plan) -> (Vec<Indicator>, Vec<Target>) {
    let years = years_above(plan);
    let mut indicators = Vec::new();
    let mut targets = Vec::new();
    // A row that only names what the rows below it share is none.
    let rows = (0..plan.len()).filter(|place| plan.is_leaf(*place) || plan.clause(*place).columns.len() > 2);
    for place in rows.filter(|place| is_indicator(plan.clause(*place))) {
        if let Some((indicator, reached)) = indicator(plan.clause(place), years[place]) {
            indicators.push(indicator);
            targets.extend(reached);
        }
    }
    let (without_columns, reached) = flat::indicators(plan);
    indicators.extend(without_columns);
    targets.extend(reached);
    (indicators, targets)
}

fn indicator(clause: &Clause, year_above: Option<i32>) -> Option<(Indicator, Vec<Target>)> {
    let folded = |column: &Column| vietnamese::fold(&column.name);
    let name = clause
        .columns
        .iter()
        .find(|column| NAME.is_match(&folded(column)))
        .or_else(|| longest(&clause.columns))?;
    let followed = || clause.columns.iter().filter(|column| FOLLOWED.is_match(&folded(column)));
    let unit = clause
        .columns
        .iter()
        .find(|column| UNIT.is_match(&folded(column)))
        .map(|column| column.passage.text.clone())
        .or_else(|| short_unit(clause, followed().next().is_some()))
        .or_else(|| unit_in_name(&name.passage.text));
    let indicator = Indicator {
        clause: clause.path.clone(),
        name: name.passage.text.clone(),
        unit,
        followed_by: followed().flat_map(|column| units::list(&column.passage.text).names).collect(),
        columns: clause
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.passage.text.clone()))
            .collect(),
    };
    let is_value = |column: &&Column| {
        let name = folded(column);
        !NOT_TO_REACH.is_match(&name) && !FOLLOWED.is_match(&name)
    };
    let values = clause.columns.iter().filter(|column| !std::ptr::eq(*column, name)).filter(is_value);
    let reached = values.flat_map(|column| reached(&indicator, column, year_above)).collect();
    Some((indicator, reached))
}

/// What stands under `Đơn vị`, where that is a unit of measure: agencies have a column of their own, or it is short and
/// names none.
fn short_unit(clause: &Clause, is_followed: bool) -> Option<String> {
    let column = clause.columns.iter().find(|column| SHORT_UNIT.is_match(&vietnamese::fold(&column.name)))?;
    let text = column.passage.text.trim();
    (is_followed || text.split_whitespace().count() <= 3 && units::find(text).is_empty())
        .then(|| text.to_owned())
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

/// What a column without a year of its own is called, where it holds what is to be reached.
static VALUE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"muc tieu|ke hoach|gia tri|^ket qua|phan dau|can dat|muc dat|chi tieu giao"));

/// The values of one column as targets; the year is that of the column's name, or of the group of rows.
fn reached(indicator: &Indicator, column: &Column, year_above: Option<i32>) -> Vec<Target> {
    let name = Text::new(&column.name);
    let captures = YEAR.captures(name.folded());
    let own = captures.and_then(|captures| captures.get(2).or(captures.get(1))?.as_str().parse().ok());
    if own.is_none() && !VALUE.is_match(name.folded()) {
        return Vec::new();
    }
    let cell = column.passage.text.as_str();
    let target = |range: Range<usize>| {
        let text = Text::new(cell[range.clone()].trim());
        let amount = quantity::first(&text);
        let percent = amount.as_ref().is_some_and(|amount| amount.percent).then(|| "%".to_owned());
        let by = own.or(year_above);
        Target {
            clause: indicator.clause.clone(),
            measure: indicator.name.clone(),
            unit: indicator.unit.clone().or(percent),
            low: amount.as_ref().and_then(|amount| amount.low),
            high: amount.as_ref().and_then(|amount| amount.high),
            bound: amount.as_ref().and_then(|amount| amount.bound),
            by,
            text: text.original.to_owned(),
            span: locate(&column.passage, &range),
            confidence: if amount.is_some() && by.is_some() { Confidence::Sure } else { Confidence::Unsure },
        }
    };
    // "≤ 3 Đông Nam Á; ≤ 50 thế giới": two values.
    let mut pieces = parts(cell);
    if pieces.iter().any(|piece| quantity::first(&Text::new(&cell[piece.clone()])).is_none()) {
        pieces.clear();
        pieces.push(0..cell.len());
    }
    let says = |piece: &Range<usize>| cell[piece.clone()].contains(char::is_alphanumeric);
    pieces.into_iter().filter(says).map(target).collect()
}

#[cfg(test)]
mod tests;
