//! The form by which somebody asks once.

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use crate::access::{Signed, office};
use crate::returns::forms::TITLE;
use crate::units::Unit;

/// What the form is made of.
pub(crate) struct Asking {
    /// The units for which the person asks, and the one chosen with those right below it.
    pub(crate) own: Vec<Unit>,
    pub(crate) unit: Option<Uuid>,
    pub(crate) below: Vec<Unit>,
    /// The plans, by id and name, and the one chosen with what it measures.
    pub(crate) plans: Vec<(Uuid, String)>,
    pub(crate) plan: Option<Uuid>,
    pub(crate) indicators: Vec<(Uuid, String)>,
}

/// The form, as it begins or as it came back.
pub(crate) fn once(signed: &Signed, asking: &Asking, form: &Form, wrong: &[FieldError]) -> Value {
    let choice = |id: Uuid, name: &str, is_chosen: bool| context! { id => id.to_string(), name, is_chosen };
    let ticked = |field: &str, id: Uuid| form.all(field).contains(&id.to_string());
    context! {
        office => office(signed, "returns"),
        own => asking
            .own
            .iter()
            .map(|unit| choice(unit.id, &unit.name, Some(unit.id) == asking.unit))
            .collect::<Vec<_>>(),
        plans => asking
            .plans
            .iter()
            .map(|(id, name)| choice(*id, name, Some(*id) == asking.plan))
            .collect::<Vec<_>>(),
        unit => asking.unit.map(|unit| unit.to_string()),
        plan => asking.plan.map(|plan| plan.to_string()),
        below => asking
            .below
            .iter()
            .map(|unit| choice(unit.id, &unit.name, ticked("asked", unit.id)))
            .collect::<Vec<_>>(),
        indicators => asking
            .indicators
            .iter()
            .map(|(id, name)| choice(*id, name, ticked("indicators", *id)))
            .collect::<Vec<_>>(),
        kinds => ["once", "theme"],
        limits => context! { title => TITLE },
        form => form.shown(wrong),
    }
}
