//! What the templates show.

use std::collections::HashMap;

use base::FieldError;
use chrono::{Datelike, NaiveDate};
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use super::forms::NOTE;
use super::model::{Hands, Indicator, Reported, Target, current, last_number};
use super::outcome::{Latest, Outcome, latest};
use crate::access::{Signed, office};
use crate::units::Unit;

mod catalogue;
#[cfg(test)]
mod samples;

pub(crate) use catalogue::{catalogue, new};
#[cfg(test)]
pub(crate) use samples::samples;

/// What the page of an indicator is made of.
pub(crate) struct Shown {
    pub(crate) indicator: Indicator,
    pub(crate) values: Vec<Reported>,
    /// What reports say, the last first.
    pub(crate) outcomes: Vec<Outcome>,
    /// Those for which the person may report.
    pub(crate) own: Vec<Unit>,
    /// Whether the person says how it is counted.
    pub(crate) may_change: bool,
    /// All of the same authority, by id.
    pub(crate) beside: HashMap<Uuid, Indicator>,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) hands: Hands,
    pub(crate) people: HashMap<Uuid, String>,
    /// Id for the next value.
    pub(crate) key: Uuid,
    pub(crate) today: NaiveDate,
}

/// What the list is made of.
pub(crate) struct List {
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) values: HashMap<Uuid, Vec<Reported>>,
    pub(crate) outcomes: HashMap<Uuid, Vec<Outcome>>,
    /// Those whose the indicators were, and are.
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) successors: HashMap<Uuid, Vec<Uuid>>,
}

/// All indicators, each with the last value of the unit whose it is, or of each of those that came of it.
pub(crate) fn list(signed: &Signed, list: &List) -> Value {
    let line = |indicator: &Indicator| {
        let values = list.values.get(&indicator.id).map(Vec::as_slice).unwrap_or_default();
        let outcomes = list.outcomes.get(&indicator.id).map(Vec::as_slice).unwrap_or_default();
        let hands = Hands::of(indicator, &list.successors);
        let lasts = latest(&hands, &current(values), outcomes).into_iter().map(|last| {
            let heir = list.units.get(&last.unit()).filter(|unit| unit.id != indicator.unit);
            let (told, is_whole) = match last {
                Latest::Told(told) => (Some(told_in(told)), told.is_whole()),
                Latest::Typed(_) => (None, true),
            };
            context! {
                of => heir.map(|unit| unit.short_name.clone().unwrap_or_else(|| unit.name.clone())),
                told,
                ..stands(indicator, is_whole && hands.are_whole(last.unit()), last.year(), last.value())
            }
        });
        context! {
            lasts => lasts.collect::<Vec<_>>(),
            is_part => indicator.part_of.is_some(),
            part_by => indicator.part_of.as_ref().and_then(|part| part.by.as_ref()),
            // What does not add up is read report by report.
            is_told => outcomes.iter().any(|one| one.said > 0),
            ..facts(indicator, &list.units)
        }
    };
    context! {
        office => office(signed, "indicators"),
        indicators => list.indicators.iter().map(line).collect::<Vec<_>>(),
    }
}

/// One indicator, with the form for a value as it was asked for or sent.
pub(crate) fn indicator(
    view: &View,
    signed: &Signed,
    shown: &Shown,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let counting: Vec<_> = current(&shown.values).iter().map(|value| value.id).collect();
    let value = |value: &Reported| {
        let counts = counting.contains(&value.id);
        let may = counts && shown.own.iter().any(|unit| unit.id == value.unit);
        context! {
            unit => shown.units.get(&value.unit).map(|unit| unit.name.clone()),
            note => value.note,
            person => shown.people.get(&value.person),
            at => web::format::instant(view.language, value.at),
            counts,
            change => may.then(|| format!("?unit={}&year={}#report", value.unit, value.year)),
            ..stands(&shown.indicator, shown.hands.are_whole(value.unit), value.year, value.value)
        }
    };
    let unit = form.text("unit").parse().ok().or(shown.own.first().map(|unit| unit.id));
    let year = form.text("year").parse().unwrap_or_else(|_| shown.today.year());
    // What stands there is replaced by who saw it: by who came for it, or to whom the form came back.
    let is_chosen = !form.text("unit").is_empty();
    let seen = unit.filter(|_| is_chosen).map_or(0, |unit| last_number(&shown.values, unit, year));
    let there = shown.values.iter().find(|one| (Some(one.unit), one.year, one.number) == (unit, year, seen));
    context! {
        office => office(signed, "indicators"),
        values => shown.values.iter().map(value).collect::<Vec<_>>(),
        outcomes => shown.outcomes.iter().map(|one| context! {
            told => told_in(one),
            owner => shown.units.get(&one.unit).map(|unit| unit.name.clone()),
            ..stands(&shown.indicator, shown.hands.are_whole(one.unit) && one.is_whole(), one.year, one.value)
        }).collect::<Vec<_>>(),
        own => shown.own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        key => shown.key.to_string(),
        seen,
        there => there.map(value),
        year => year.to_string(),
        this_year => shown.today.year(),
        // Years are typed in where figures are numbers that somebody says.
        is_typed_here => shown.indicator.takes_values(),
        limits => context! { note => NOTE },
        form => form.shown(wrong),
        ..minijinja::value::merge_maps([
            facts(&shown.indicator, &shown.units), catalogue::counted(shown, wrong),
        ])
    }
}

/// Of what reports say: how many of those that it concerns, and up to which day.
fn told_in(one: &Outcome) -> Value {
    context! {
        run => one.run.to_string(),
        last_on => one.last_on.to_string(),
        periods => one.periods,
        said => one.said,
        concerned => one.concerned,
        is_estimate => one.is_estimate,
    }
}

fn facts(indicator: &Indicator, units: &HashMap<Uuid, Unit>) -> Value {
    context! {
        id => indicator.id.to_string(),
        name => indicator.name,
        // Of a question it is the share that says yes.
        unit => if indicator.kind.is_percent() { Some("%") } else { indicator.measured_in.as_deref() },
        direction => indicator.direction,
        words => indicator.words,
        owner => units.get(&indicator.unit).map(|unit| unit.name.clone()),
        origin => indicator.origin.as_ref().map(|origin| context! {
            number => origin.plan_number,
            path => origin.clause_path,
            address => format!("/bo/plans/{}/clauses/{}#clause", origin.plan, origin.clause),
        }),
        targets => indicator.targets.iter().map(target).collect::<Vec<_>>(),
    }
}

fn target(target: &Target) -> Value {
    context! { year => target.year.map(|year| year.to_string()), low => target.low, high => target.high }
}

/// A value, and how it stands to the next target that is not past its year; what a part reached says nothing about the whole.
fn stands(indicator: &Indicator, is_whole: bool, year: i32, value: Option<f64>) -> Value {
    let next = indicator.targets.iter().find(|target| target.year.is_none_or(|of| of >= year));
    let next = next.or(indicator.targets.last());
    let measured = next.zip(value).filter(|_| is_whole);
    context! {
        year => year.to_string(),
        value,
        standing => measured.and_then(|(target, value)| target.standing(value)),
        percent => measured.and_then(|(target, value)| target.share(value)).map(|share| (share * 100.0).round()),
    }
}
