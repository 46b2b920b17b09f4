//! What the templates show.

use std::collections::HashMap;

use base::FieldError;
use chrono::{Datelike, NaiveDate};
use minijinja::{Value, context};
use reporting::Figure;
use uuid::Uuid;
use web::{Form, View};

use super::forms::NOTE;
use super::model::Kind;
use super::model::{Hands, Indicator, Reported, Target, current, last_number};
use super::rules::{OVER_TIME, OVER_UNITS, Rules};
use crate::access::{Signed, office};
use crate::units::Unit;

/// Fields of the form that says how it is counted.
const RULES: [&str; 7] = ["kind", "over_time", "over_units", "least", "most", "jump", "rules"];

/// What the page of an indicator is made of.
pub(crate) struct Shown {
    pub(crate) indicator: Indicator,
    pub(crate) values: Vec<Reported>,
    /// Those for which the person may report.
    pub(crate) own: Vec<Unit>,
    /// Whether the person says how it is counted.
    pub(crate) may_set_rules: bool,
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
    /// Those whose the indicators were, and are.
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) successors: HashMap<Uuid, Vec<Uuid>>,
}

/// All indicators, each with the last value of the unit whose it is, or of each of those that came of it.
pub(crate) fn list(signed: &Signed, list: &List) -> Value {
    let line = |indicator: &Indicator| {
        let values = list.values.get(&indicator.id).map(Vec::as_slice).unwrap_or_default();
        let (hands, values) = (Hands::of(indicator, &list.successors), current(values));
        let last = |unit: &Uuid| values.iter().filter(|value| value.unit == *unit).max_by_key(|one| one.year);
        let lasts = hands.units.iter().filter_map(last).map(|value| {
            let heir = list.units.get(&value.unit).filter(|unit| unit.id != indicator.unit);
            context! {
                of => heir.map(|unit| unit.short_name.clone().unwrap_or_else(|| unit.name.clone())),
                ..stands(indicator, &hands, value)
            }
        });
        context! { lasts => lasts.collect::<Vec<_>>(), ..facts(indicator, &list.units) }
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
            ..stands(&shown.indicator, &shown.hands, value)
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
        own => shown.own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        key => shown.key.to_string(),
        seen,
        there => there.map(value),
        year => year.to_string(),
        this_year => shown.today.year(),
        rules => rules(&shown.indicator),
        rules_are_wrong => wrong.iter().any(|wrong| RULES.contains(&wrong.field.as_str())),
        may_set_rules => shown.may_set_rules,
        revision => shown.indicator.revision,
        kinds => Kind::ALL.map(Kind::name),
        over_time => OVER_TIME.map(|(name, _)| name),
        over_units => OVER_UNITS.map(|(name, _)| name),
        limits => context! { note => NOTE },
        form => form.shown(wrong),
        ..facts(&shown.indicator, &shown.units)
    }
}

fn facts(indicator: &Indicator, units: &HashMap<Uuid, Unit>) -> Value {
    context! {
        id => indicator.id.to_string(),
        name => indicator.name,
        unit => indicator.measured_in,
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

/// How it is counted, as it is read and as it is typed.
fn rules(indicator: &Indicator) -> Value {
    let Rules { least, most, jump, .. } = indicator.rules;
    let typed = |figure: Option<Figure>| figure.map(|figure| figure.as_f64().to_string().replace('.', ","));
    context! {
        kind => indicator.kind.name(),
        over_time => indicator.rules.over_time_name(),
        over_units => indicator.rules.over_units_name(),
        least => least.map(Figure::as_f64),
        most => most.map(Figure::as_f64),
        typed => context! { least => typed(least), most => typed(most) },
        jump,
    }
}

fn target(target: &Target) -> Value {
    context! { year => target.year.map(|year| year.to_string()), low => target.low, high => target.high }
}

/// A value, and how it stands to the next target that is not past its year.
fn stands(indicator: &Indicator, hands: &Hands, value: &Reported) -> Value {
    let next = indicator.targets.iter().find(|target| target.year.is_none_or(|year| year >= value.year));
    let next = next.or(indicator.targets.last());
    // What a part of it reached says nothing about the whole.
    let measured = next.zip(value.value).filter(|_| hands.are_whole(value.unit));
    context! {
        year => value.year.to_string(),
        value => value.value,
        standing => measured.and_then(|(target, value)| target.standing(value)),
        percent => measured.and_then(|(target, value)| target.share(value)).map(|share| (share * 100.0).round()),
    }
}

/// Every page of this domain, with and without what it may show.
#[cfg(test)]
pub(crate) fn samples(site: &web::Site, language: web::Language) -> Vec<web::Sample> {
    use super::model::{Direction, Origin};
    use crate::access::{Grant, Role};

    let view = View::new(site.clone(), language);
    let signed = Signed::new(
        Uuid::nil(),
        "Lan".to_owned(),
        String::new(),
        vec![Grant { role: Role::Officer, unit: None }],
    );
    let made = |is_full: bool| Indicator {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        origin: is_full.then(|| Origin {
            plan: Uuid::nil(),
            plan_number: "15/KH-UBND".to_owned(),
            clause: Uuid::nil(),
            clause_path: "II.1".to_owned(),
        }),
        name: "mô hình trồng rau sạch".to_owned(),
        measured_in: is_full.then(|| "mô hình".to_owned()),
        kind: Kind::Number,
        rules: Rules::of(Kind::Number, None),
        revision: 1,
        direction: Direction::Up,
        words: is_full.then(|| "Đến năm 2027 có 3 mô hình.".to_owned()),
        targets: [(3.0, Some(5.0)), (6.0, None)]
            .map(|(low, high)| Target { year: is_full.then_some(2027), low: Some(low), high })
            .to_vec(),
    };
    let value = |value| Reported {
        id: Uuid::from_u128(1),
        unit: Uuid::nil(),
        year: 2025,
        number: 1,
        value,
        note: Some("theo biên bản".to_owned()),
        person: Uuid::nil(),
        at: chrono::DateTime::UNIX_EPOCH,
    };
    let shown = |is_full: bool| Shown {
        indicator: made(is_full),
        values: if is_full { vec![value(Some(4.0)), value(None)] } else { Vec::new() },
        own: Vec::new(),
        may_set_rules: is_full,
        units: HashMap::new(),
        hands: Hands::of(&made(is_full), &HashMap::new()),
        people: HashMap::new(),
        key: Uuid::nil(),
        today: "2026-11-24".parse().expect("a day"),
    };
    let sample = |template, case, context| web::Sample { template, case, context };
    let listed = |indicators: Vec<Indicator>| List {
        indicators,
        values: [(Uuid::nil(), vec![value(Some(2.0))])].into(),
        units: HashMap::new(),
        successors: HashMap::new(),
    };
    let form = Form::default();
    let wrong = [FieldError::new("value", "amount")];
    vec![
        sample("indicators/list.html", "empty", list(&signed, &listed(Vec::new()))),
        sample("indicators/list.html", "full", list(&signed, &listed(vec![made(true), made(false)]))),
        sample("indicators/indicator.html", "new", indicator(&view, &signed, &shown(false), &form, &[])),
        sample("indicators/indicator.html", "full", indicator(&view, &signed, &shown(true), &form, &wrong)),
    ]
}
