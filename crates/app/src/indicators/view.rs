//! What the templates show.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use minijinja::{Value, context};
use uuid::Uuid;
use web::View;

use super::forms::NOTE;
use super::model::{Indicator, Reported, Target, current};
use crate::access::{Signed, office};
use crate::units::Unit;

/// What the page of an indicator is made of.
pub(crate) struct Shown {
    pub(crate) indicator: Indicator,
    pub(crate) values: Vec<Reported>,
    /// Those for which the person may report.
    pub(crate) own: Vec<Unit>,
    pub(crate) units: HashMap<Uuid, Unit>,
    pub(crate) people: HashMap<Uuid, String>,
    /// Id for the next value.
    pub(crate) key: Uuid,
    pub(crate) today: NaiveDate,
}

/// All indicators, each with the last value of the unit whose it is.
pub(crate) fn list(
    signed: &Signed,
    indicators: &[Indicator],
    values: &HashMap<Uuid, Vec<Reported>>,
    units: &HashMap<Uuid, Unit>,
) -> Value {
    let line = |indicator: &Indicator| {
        let values = values.get(&indicator.id).map(Vec::as_slice).unwrap_or_default();
        let own = current(values).into_iter().filter(|value| value.unit == indicator.unit);
        let last = own.max_by_key(|value| value.year);
        context! { last => last.map(|last| stands(indicator, last)), ..facts(indicator, units) }
    };
    context! {
        office => office(signed, "indicators"),
        indicators => indicators.iter().map(line).collect::<Vec<_>>(),
    }
}

/// One indicator, with the form for a value.
pub(crate) fn indicator(view: &View, signed: &Signed, shown: &Shown, form: Value) -> Value {
    let counting: Vec<_> = current(&shown.values).iter().map(|value| value.id).collect();
    let value = |value: &Reported| {
        context! {
            unit => shown.units.get(&value.unit).map(|unit| unit.name.clone()),
            note => value.note,
            person => shown.people.get(&value.person),
            at => web::format::instant(view.language, value.at),
            counts => counting.contains(&value.id),
            ..stands(&shown.indicator, value)
        }
    };
    // A form says how many values of each cell were there when it was made.
    let seen = shown.values.iter().map(|value| value.number).max().unwrap_or_default();
    context! {
        office => office(signed, "indicators"),
        values => shown.values.iter().map(value).collect::<Vec<_>>(),
        own => shown.own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        key => shown.key.to_string(),
        seen,
        year => shown.today.year().to_string(),
        limits => context! { note => NOTE },
        form,
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

fn target(target: &Target) -> Value {
    context! { year => target.year.map(|year| year.to_string()), low => target.low, high => target.high }
}

/// A value beside the next target that is not past its year.
fn stands(indicator: &Indicator, value: &Reported) -> Value {
    let next = indicator.targets.iter().find(|target| target.year.is_none_or(|year| year >= value.year));
    let next = next.or(indicator.targets.last());
    let measured = next.zip(value.value);
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
    use base::FieldError;
    use web::Form;

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
        units: HashMap::new(),
        people: HashMap::new(),
        key: Uuid::nil(),
        today: "2026-11-24".parse().expect("a day"),
    };
    let sample = |template, case, context| web::Sample { template, case, context };
    let form = |wrong: &[FieldError]| Form::default().shown(wrong);
    let values = [(Uuid::nil(), vec![value(Some(2.0))])].into();
    vec![
        sample("indicators/list.html", "empty", list(&signed, &[], &HashMap::new(), &HashMap::new())),
        sample(
            "indicators/list.html",
            "full",
            list(&signed, &[made(true), made(false)], &values, &HashMap::new()),
        ),
        sample("indicators/indicator.html", "new", indicator(&view, &signed, &shown(false), form(&[]))),
        sample(
            "indicators/indicator.html",
            "full",
            indicator(&view, &signed, &shown(true), form(&[FieldError::new("value", "amount")])),
        ),
    ]
}
