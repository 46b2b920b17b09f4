//! How indicators are counted, as it is read and as it is typed.

use std::collections::HashMap;

use base::FieldError;
use minijinja::{Value, context};
use reporting::Figure;
use uuid::Uuid;
use web::Form;

use super::{Shown, target};
use crate::access::{Signed, office};
use crate::indicators::forms::{NAME, SHORT};
use crate::indicators::kind::Kind;
use crate::indicators::model::Indicator;
use crate::indicators::rules::{OVER_TIME, OVER_UNITS, Rules};
use crate::indicators::source::{MOST_OPERANDS, OfTasks, letter};
use crate::units::Unit;

/// The sections of the page that say something of it, each with the fields of its form.
const SECTIONS: [(&str, &[&str]); 3] = [
    ("rules", &["rules", "kind", "steps", "over_time", "over_units", "least", "most", "jump"]),
    ("source", &["source", "formula"]),
    ("place", &["place", "part_of", "part_by", "baseline", "baseline_year"]),
];

/// What an indicator's page says of how it is counted.
pub(super) fn counted(shown: &Shown, wrong: &[FieldError]) -> Value {
    let it = &shown.indicator;
    let named =
        |id: &Uuid| shown.beside.get(id).map(|one| context! { id => id.to_string(), name => one.name });
    let is_wrong = |fields: &[&str]| wrong.iter().any(|wrong| fields.contains(&wrong.field.as_str()));
    let mut beside: Vec<_> = shown.beside.values().filter(|one| one.id != it.id).collect();
    beside.sort_by_cached_key(|one| vietnamese::sort::sort_key(&one.name));
    let choices = |may: &dyn Fn(&Indicator) -> bool| {
        let chosen = beside.iter().filter(|one| may(one));
        chosen.map(|one| context! { id => one.id.to_string(), name => one.name }).collect::<Vec<_>>()
    };
    let parts = beside.iter().filter(|one| one.part_of.as_ref().is_some_and(|part| part.whole == it.id));
    let part = |one: &&Indicator| {
        let by = one.part_of.as_ref().and_then(|part| part.by.as_ref());
        context! { id => one.id.to_string(), name => one.name, by }
    };
    let formula = it.source.formula();
    let operand = |place: usize| {
        let of = formula.and_then(|of| of.operands.get(place));
        context! { letter => letter(place).to_string(), chosen => of.map(Uuid::to_string), named => of.and_then(&named) }
    };
    context! {
        rules => rules(it),
        wrong_section => SECTIONS.iter().find(|(_, fields)| is_wrong(fields)).map(|(name, _)| *name),
        may_change => shown.may_change,
        revision => it.revision,
        kinds => Kind::ALL.map(Kind::name),
        over_time => OVER_TIME.map(|(name, _)| name),
        over_units => OVER_UNITS.map(|(name, _)| name),
        sources => std::iter::once("typed")
            .chain(OfTasks::ALL.map(OfTasks::name))
            .chain(["formula"])
            .collect::<Vec<_>>(),
        formula => formula.map(|of| &of.text),
        operands => (0..MOST_OPERANDS).map(operand).collect::<Vec<_>>(),
        others => choices(&|one| one.kind.is_counted()),
        wholes => choices(&|one| one.part_of.is_none() && one.kind == it.kind),
        whole => it.part_of.as_ref().and_then(|part| named(&part.whole)),
        part_by => it.part_of.as_ref().and_then(|part| part.by.as_ref()),
        parts => parts.map(part).collect::<Vec<_>>(),
        may_be_divided => it.part_of.is_none(),
        baseline => it.baseline.map(|baseline| context! {
            value => baseline.value,
            typed => baseline.value.to_string().replace('.', ","),
            year => baseline.year.map(|year| year.to_string()),
        }),
        lengths => context! { name => NAME, short => SHORT },
    }
}

/// How it is counted, as it is read and as it is typed.
fn rules(indicator: &Indicator) -> Value {
    let Rules { least, most, jump, .. } = indicator.rules;
    let typed = |figure: Option<Figure>| figure.map(|figure| figure.as_f64().to_string().replace('.', ","));
    context! {
        kind => indicator.kind.name(),
        steps => indicator.steps,
        source => indicator.source.name(),
        over_time => indicator.rules.over_time_name(),
        over_units => indicator.rules.over_units_name(),
        least => least.map(Figure::as_f64),
        most => most.map(Figure::as_f64),
        typed => context! { least => typed(least), most => typed(most) },
        jump,
    }
}

/// All indicators with how each is counted, parts below their wholes.
pub(crate) fn catalogue(signed: &Signed, all: &[Indicator], units: &HashMap<Uuid, Unit>) -> Value {
    let line = |one: &Indicator| {
        context! {
            id => one.id.to_string(),
            name => one.name,
            unit => one.measured_in,
            direction => one.direction,
            owner => units.get(&one.unit).map(|unit| unit.name.clone()),
            rules => rules(one),
            formula => one.source.formula().map(|of| &of.text),
            is_part => one.part_of.is_some(),
            part_by => one.part_of.as_ref().and_then(|part| part.by.as_ref()),
            baseline => one.baseline.map(|baseline| context! {
                value => baseline.value, year => baseline.year.map(|year| year.to_string()),
            }),
            targets => one.targets.iter().map(target).collect::<Vec<_>>(),
        }
    };
    context! {
        office => office(signed, "indicators"),
        may_add => signed.may(crate::access::Right::RunReturns),
        indicators => all.iter().map(line).collect::<Vec<_>>(),
    }
}

/// The form of an indicator of one's own, or of a part of another.
pub(crate) fn new(
    signed: &Signed,
    whole: Option<&Indicator>,
    own: &[Unit],
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    context! {
        office => office(signed, "indicators"),
        whole => whole.map(|whole| context! {
            id => whole.id.to_string(),
            name => whole.name,
            unit => whole.measured_in,
            kind => whole.kind.name(),
            direction => whole.direction,
        }),
        own => own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        kinds => Kind::ALL.map(Kind::name),
        lengths => context! { name => NAME, short => SHORT },
        form => form.shown(wrong),
    }
}
