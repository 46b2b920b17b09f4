//! Ruling lines into grids: lines that cross or touch one another make one table.

use super::Rule;
use super::grid::{Grid, cluster};

/// Pieces of one line lie this close, in points.
const TOUCH: f64 = 3.0;
/// Shorter lines are ornaments, in points.
const SHORTEST: f64 = 4.0;
/// Lines of a page past which it is a drawing.
const MOST_LINES: usize = 3_000;

/// The grids on a page, one-celled frames left out.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let across = merged(rules, true);
    let down = merged(rules, false);
    if across.len() + down.len() > MOST_LINES {
        return Vec::new();
    }
    components(&across, &down).iter().filter_map(|(across, down)| Grid::new(across, down)).collect()
}

/// The lines of one direction, the pieces of each joined.
pub(super) fn merged(rules: &[Rule], horizontal: bool) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.iter().copied().filter(|rule| rule.horizontal == horizontal).collect();
    let places = cluster(rules.iter().map(|rule| rule.at));
    let line_of = |at: f64| places.iter().position(|place| (place - at).abs() <= TOUCH).unwrap_or(0);
    rules.sort_by(|one, other| {
        (line_of(one.at), one.from)
            .partial_cmp(&(line_of(other.at), other.from))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last) if line_of(last.at) == line_of(rule.at) && rule.from - last.to <= TOUCH => {
                last.to = last.to.max(rule.to);
            }
            _ => joined.push(rule),
        }
    }
    joined.retain(|rule| rule.to - rule.from >= SHORTEST);
    joined
}

/// Groups of lines that hang together, in the order of their first horizontal line.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group_of: Vec<usize> = (0..across.len() + down.len()).collect();
    for (one, horizontal) in across.iter().enumerate() {
        for (other, vertical) in down.iter().enumerate() {
            if cross(horizontal, vertical) {
                let (one, other) = (root(&group_of, one), root(&group_of, across.len() + other));
                group_of[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups = std::collections::BTreeMap::<usize, (Vec<Rule>, Vec<Rule>)>::new();
    for (index, rule) in across.iter().enumerate() {
        groups.entry(root(&group_of, index)).or_default().0.push(*rule);
    }
    for (index, rule) in down.iter().enumerate() {
        groups.entry(root(&group_of, across.len() + index)).or_default().1.push(*rule);
    }
    groups.into_values().collect()
}

fn cross(horizontal: &Rule, vertical: &Rule) -> bool {
    (horizontal.from - TOUCH..=horizontal.to + TOUCH).contains(&vertical.at)
        && (vertical.from - TOUCH..=vertical.to + TOUCH).contains(&horizontal.at)
}

fn root(group_of: &[usize], mut index: usize) -> usize {
    while group_of[index] != index {
        index = group_of[index];
    }
    index
}
