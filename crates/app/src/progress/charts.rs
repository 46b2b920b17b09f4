//! The charts, as drawings in the page; each is read out in the words of its figures.

use charts::{Ink, Point, Progress, Series, Stack, Trend};
use minijinja::{Value, context};
use web::View;

use super::model::{drawn, two_by_two, wanted};
use super::tables::{aimed, figure};
use crate::indicators::AtUnit;
use crate::tasks::Counts;

/// Most bars of a chart: what is beyond stands in its table.
const MOST: usize = 20;

/// How far those are that have a number to reach; nothing where none has.
pub(super) fn progress(view: &View, all: &[AtUnit]) -> Option<Value> {
    let told = |one: &AtUnit| {
        let reached = one.latest.as_ref().map(|latest| figure(view, latest.value, one.measured_in()));
        let reached = reached.unwrap_or_else(|| view.text("progress-none"));
        let target = one.target().map(|target| aimed(view, &target, None)).unwrap_or_default();
        format!("{reached} / {target}")
    };
    let row = |one: &AtUnit| {
        Some(Progress {
            label: sentence(&one.indicator.name),
            reached: one.latest.as_ref().map(|latest| latest.value),
            is_estimate: one.latest.as_ref().is_some_and(|latest| latest.is_estimate() || !latest.is_whole()),
            wanted: wanted(one)?,
            told: told(one),
        })
    };
    let rows: Vec<_> = all.iter().filter_map(row).collect();
    let left = rows.len().saturating_sub(MOST);
    let rows: Vec<_> = rows.into_iter().take(MOST).collect();
    if rows.is_empty() {
        return None;
    }
    let names = ["progress-reached", "progress-estimate", "progress-wanted"].map(|key| view.text(key));
    let about: Vec<_> = rows.iter().map(|row| format!("{}: {}", row.label, row.told)).collect();
    let drawing = charts::progress(names.each_ref().map(String::as_str), &rows);
    Some(chart(&drawing, &about.join("; "), left))
}

/// How tasks stand, by whatever has them; nothing where there are none.
pub(super) fn tasks(view: &View, all: &[(String, Counts)]) -> Option<Value> {
    if all.is_empty() {
        return None;
    }
    let counts: Vec<_> = all.iter().map(|(_, counts)| *counts).collect();
    let places = drawn(&counts, MOST);
    let inks = [Ink::Done, Ink::Late, Ink::Within, Ink::Overdue];
    let names = super::tables::STANDINGS.map(|(key, _)| view.text(key));
    let series: Vec<_> = names.iter().cloned().zip(inks).map(|(name, ink)| Series { name, ink }).collect();
    let stack = |at: &usize| Stack {
        label: all[*at].0.clone(),
        counts: two_by_two(all[*at].1).map(|count| count as u64).to_vec(),
    };
    let stacks: Vec<_> = places.iter().map(stack).collect();
    let told = |stack: &Stack| {
        let counts: Vec<_> =
            names.iter().zip(&stack.counts).map(|(name, count)| format!("{name} {count}")).collect();
        format!("{}: {}", stack.label, counts.join(", "))
    };
    let about: Vec<_> = stacks.iter().map(told).collect();
    Some(chart(&charts::stacked(&series, &stacks), &about.join("; "), all.len() - stacks.len()))
}

/// What was reached year by year; nothing where there are no two years.
pub(super) fn trend(view: &View, one: &AtUnit) -> Option<Value> {
    if one.years.len() < 2 {
        return None;
    }
    let point = |year: &crate::indicators::YearOf| Point {
        label: year.year.to_string(),
        value: Some(year.value),
        told: figure(view, year.value, one.measured_in().filter(|unit| *unit == "%")),
        is_estimate: year.is_estimate() || !year.is_whole(),
    };
    // The last ones fit.
    let skipped = one.years.len().saturating_sub(YEARS);
    let points: Vec<_> = one.years.iter().skip(skipped).map(point).collect();
    let names = ["progress-reached", "progress-estimate", "progress-wanted"].map(|key| view.text(key));
    let about: Vec<_> = points.iter().map(|point| format!("{}: {}", point.label, point.told)).collect();
    let drawing = charts::trend(&Trend { points, wanted: wanted(one), names });
    Some(chart(&drawing, &format!("{}. {}", one.indicator.name, about.join("; ")), 0))
}

/// Most years that a line shows.
const YEARS: usize = 12;

/// A name as it begins a line.
pub(super) fn sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn chart(drawing: &charts::Drawing, about: &str, left: usize) -> Value {
    // Whatever was typed was escaped where the drawing is written.
    context! { svg => Value::from_safe_string(charts::svg(drawing, about)), left }
}
