//! Rows of indicator tables that lost their columns: the years stand in the heading above the rows, the values at the
//! end of each row in the same order: `2 Số khu công nghiệp sinh thái Khu 01 02`.

use std::ops::Range;
use std::sync::LazyLock;

use documents::outline::Kind;
use regex::Regex;

use super::{NOT_TO_REACH, YEAR};
use crate::model::{Confidence, Indicator, Target};
use crate::plan::{Plan, locate};
use crate::quantity;
use crate::text::{Text, pattern};

/// The values of a row: for each the year, and whether it is to be reached.
type Columns = Vec<(i32, bool)>;

static VALUE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:(?:≥|≤|>=?|<=?|tren|duoi) ?)?\d[\d.,]*(?: ?%)?|[-–]"));

/// The indicators of all such tables and what they are to reach; a person has to look at each.
pub(super) fn indicators(plan: &Plan) -> (Vec<Indicator>, Vec<Target>) {
    let mut found = (Vec::new(), Vec::new());
    let mut columns = Columns::new();
    for place in 0..plan.len() {
        let clause = plan.clause(place);
        match clause.kind {
            Kind::Annex => columns = heading(plan, place),
            Kind::Row if clause.columns.is_empty() && !columns.is_empty() => {
                if let Some((indicator, targets)) = row(plan, place, &columns) {
                    found.0.push(indicator);
                    found.1.extend(targets);
                }
            }
            _ => {}
        }
    }
    found
}

/// The years of the heading that stands between an annex's title and its first row, where it is one of indicators.
fn heading(plan: &Plan, annex: usize) -> Columns {
    let words = plan.before_next(annex).split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = Text::new(&words);
    if !heading.folded().contains("chi tieu") {
        return Columns::new();
    }
    let mut from = 0;
    let column = |captures: regex::Captures| {
        let year = captures.get(2).or(captures.get(1))?;
        let words = &heading.folded()[std::mem::replace(&mut from, year.end())..year.end()];
        Some((year.as_str().parse().ok()?, !NOT_TO_REACH.is_match(words)))
    };
    YEAR.captures_iter(heading.folded()).filter_map(column).collect()
}

fn row(plan: &Plan, place: usize, columns: &Columns) -> Option<(Indicator, Vec<Target>)> {
    let clause = plan.clause(place);
    let text = plan.text(place).trim_end();
    // Who follows it stands last.
    let followed = plan.named(place).lists().pop().filter(|list| list.range.end == text.len());
    let end = followed.as_ref().map_or(text.len(), |list| list.range.start);
    let values = last_values(&text[..end], columns.len())?;
    let named = text[..values[0].start].trim_end();
    let unit = named.rsplit(' ').next().filter(|unit| unit.len() < named.len())?;
    let indicator = Indicator {
        clause: clause.path.clone(),
        name: named[..named.len() - unit.len()].trim_end().to_owned(),
        unit: Some(unit.to_owned()),
        followed_by: followed.map(|list| list.printed(text)).unwrap_or_default(),
        columns: Vec::new(),
    };
    let reached = columns.iter().zip(values).filter(|((_, to_reach), _)| *to_reach);
    let target = |((year, _), range): (&(i32, bool), Range<usize>)| {
        let value = Text::new(&text[range.clone()]);
        let amount = quantity::first(&value)?;
        Some(Target {
            clause: indicator.clause.clone(),
            measure: indicator.name.clone(),
            unit: indicator.unit.clone(),
            low: amount.low,
            high: amount.high,
            bound: amount.bound,
            by: Some(*year),
            text: value.original.to_owned(),
            span: locate(&clause.passage, &range),
            confidence: Confidence::Unsure,
        })
    };
    let targets = reached.filter_map(target).collect();
    Some((indicator, targets))
}

/// Where the last so many values of a row stand, if nothing else stands between and behind them.
fn last_values(text: &str, count: usize) -> Option<Vec<Range<usize>>> {
    let whole = Text::new(text);
    let found: Vec<Range<usize>> =
        VALUE.find_iter(whole.folded()).map(|found| whole.original_range(found.range())).collect();
    let values = found[found.len().checked_sub(count)?..].to_vec();
    let between = values.windows(2).map(|pair| pair[0].end..pair[1].start);
    let behind = values.last()?.end..text.len();
    between.chain([behind]).all(|gap| text[gap].trim().is_empty()).then_some(values)
}
