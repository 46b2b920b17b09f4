//! The own plans of units, as the template shows them.

use std::collections::{HashMap, HashSet};

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use crate::access::{Signed, office};
use crate::consolidation::model::{Consolidation, State, Subject};
use crate::plan::Outline;
use crate::units::Unit;

/// What the page of the own plans of units is made of.
pub(crate) struct UnitPlans {
    pub(crate) plan: Outline,
    /// Each with how many open tasks it leads.
    pub(crate) given: Vec<(Uuid, i64)>,
    /// The page of them, from 0, and whether there is another.
    pub(crate) page: u64,
    pub(crate) has_next: bool,
    /// The latest first.
    pub(crate) made: Vec<Consolidation>,
    /// Number and symbol of those that are signed.
    pub(crate) codes: HashMap<Uuid, String>,
    pub(crate) units: HashMap<Uuid, Unit>,
    /// For which of the units the reader may begin one.
    pub(crate) may_begin: HashSet<Uuid>,
}

/// Each unit with what the plan gave it and how far its own plan is.
pub(crate) fn unit_plans(
    signed: &Signed,
    shown: &UnitPlans,
    next_id: impl Fn() -> Uuid,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let of = |unit: Uuid| {
        let is_of =
            move |one: &&Consolidation| matches!(one.subject, Subject::Duties { unit: of, .. } if of == unit);
        shown.made.iter().filter(is_of)
    };
    let made = |one: &Consolidation| {
        context! { id => one.id.to_string(), state => one.state.name(), code => shown.codes.get(&one.id) }
    };
    let row = |(unit, count): &(Uuid, i64)| {
        let is_in_hand = of(*unit).any(|one| one.state != State::Signed);
        let may_begin = shown.may_begin.contains(unit) && !is_in_hand;
        context! {
            id => unit.to_string(),
            name => shown.units.get(unit).map(|unit| unit.name.as_str()).unwrap_or_default(),
            count,
            made => of(*unit).map(made).collect::<Vec<_>>(),
            is_again => of(*unit).next().is_some(),
            key => may_begin.then(|| next_id().to_string()),
        }
    };
    context! {
        office => office(signed, "plans"),
        plan => context! {
            id => shown.plan.id.to_string(), number => shown.plan.number, title => shown.plan.title,
        },
        rows => shown.given.iter().map(row).collect::<Vec<_>>(),
        previous => shown.page.checked_sub(1),
        next => shown.has_next.then_some(shown.page + 1),
        form => form.shown(wrong),
    }
}
