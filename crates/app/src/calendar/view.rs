//! What the template shows.

use std::collections::HashMap;

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;
#[cfg(test)]
use web::Sample;

use super::forms::NAME;
use super::model::DaysOff;
use crate::access::{Signed, office};
use crate::units::Unit;

/// What the page is made of.
pub(crate) struct Shown {
    pub(crate) entries: Vec<DaysOff>,
    /// Those of which the person says when they work.
    pub(crate) own: Vec<Unit>,
    pub(crate) units: HashMap<Uuid, Unit>,
}

/// Days off and days worked instead, and the form for more.
pub(crate) fn page(signed: &Signed, shown: &Shown, form: &Form, wrong: &[FieldError]) -> Value {
    let entry = |entry: &DaysOff| {
        context! {
            id => entry.id.to_string(),
            unit => shown.units.get(&entry.unit).map(|unit| &unit.name),
            first_on => entry.first_on.to_string(),
            last_on => (entry.last_on != entry.first_on).then(|| entry.last_on.to_string()),
            is_worked => entry.is_worked,
            name => entry.name,
            may_remove => shown.own.iter().any(|unit| unit.id == entry.unit),
        }
    };
    context! {
        office => office(signed, "returns"),
        entries => shown.entries.iter().map(entry).collect::<Vec<_>>(),
        own => shown.own.iter().map(|unit| context! { id => unit.id.to_string(), name => unit.name }).collect::<Vec<_>>(),
        limits => context! { name => NAME },
        form => form.shown(wrong),
    }
}

/// For the test that renders them all.
#[cfg(test)]
pub(crate) fn samples() -> Vec<Sample> {
    use crate::access::{Grant, Role};
    use crate::units::Kind;

    let grants = vec![Grant { role: Role::Coordinator, unit: None }];
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants);
    let unit = Unit {
        id: Uuid::nil(),
        parent: None,
        kind: Kind::Authority,
        code: None,
        name: "Ủy ban nhân dân phường".to_owned(),
        short_name: None,
        from: "2025-07-01".parse().expect("a day"),
        to: None,
        revision: 1,
    };
    let entry = |is_worked| DaysOff {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        first_on: "2026-02-16".parse().expect("a day"),
        last_on: if is_worked { "2026-02-16" } else { "2026-02-20" }.parse().expect("a day"),
        is_worked,
        name: "Tết Nguyên đán".to_owned(),
    };
    let full = |entries, own| Shown { entries, own, units: HashMap::from([(Uuid::nil(), unit.clone())]) };
    let wrong = ["unit", "first_on", "last_on", "name"].map(|field| FieldError::new(field, "required"));
    let long = [FieldError::new("last_on", "days-off-long")];
    let sample = |case, context| Sample { template: "calendar/days-off.html", case, context };
    vec![
        sample("empty", page(&signed, &full(Vec::new(), Vec::new()), &Form::default(), &[])),
        sample(
            "wrong",
            page(
                &signed,
                &full(vec![entry(true), entry(false)], vec![unit.clone()]),
                &Form::default(),
                &wrong,
            ),
        ),
        sample("long", page(&signed, &full(Vec::new(), vec![unit.clone()]), &Form::default(), &long)),
    ]
}
